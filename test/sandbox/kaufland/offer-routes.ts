import { CATALOGUE } from '../catalogue';
import { empty, json, type SandboxAnswer } from '../http';
import type { RoomContext } from '../room';
import { bulkBody, offerBody, offerPatchBody } from './bodies';
import { WAREHOUSES, type OfferStore, type StoredOffer } from './offer-store';
import { productOf } from './order-factory';
import { notFound, problem, validationError, type FieldError } from './problems';
import type { Query } from './query';
import { PAGE_OF_30, page, route, type KauflandRoute } from './routes';
import { CURRENCY, isoSeconds, STOREFRONTS, type Storefront } from './values';

const STOREFRONT = { kind: 'choice', of: STOREFRONTS, required: true } as const;
const EMBEDS = { kind: 'choices', of: ['products', 'eco_participation', 'battery_participation', ''], fallback: [] } as const;
const BULK_MAX = 150; // kaufland.md §6 "Bulk"
const PAGE = { limit: { kind: 'integer', min: 0, max: 100, fallback: 30 }, offset: { kind: 'integer', min: 0, fallback: 0 } } as const;

type Patch = Record<string, unknown>;

/** Offers, their bulk change and the warehouses (kaufland.md §6). */
export function offerRoutes(context: RoomContext, store: OfferStore): KauflandRoute[] {
  const found = (id: string, query: Query, run: (offer: StoredOffer) => SandboxAnswer): SandboxAnswer => {
    const offer = store.find(Number(id), query.storefront);
    return offer ? run(offer) : notFound('Unit');
  };
  const render = (offer: StoredOffer, embedded: string[] = []) => renderOffer(context, offer, embedded);

  return [
    route('GET', '/units', 'units.list', { ...PAGE, storefront: STOREFRONT, id_offer: { kind: 'text' }, id_product: { kind: 'integer', min: 1 }, ean: { kind: 'text' }, embedded: EMBEDS, fulfillment_type: { kind: 'choices', of: ['fulfilled_by_merchant', 'fulfilled_by_kaufland'], fallback: ['fulfilled_by_merchant'] } }, ({ query }) => {
      const rows = [...store.offers.values()].filter(
        ({ storefront, shared }) =>
          storefront === query.storefront &&
          (query.id_offer === undefined || shared.id_offer === query.id_offer) &&
          (query.ean === undefined || shared.article.ean === query.ean) &&
          (query.id_product === undefined || productOf(shared.article, storefront).id_product === query.id_product),
      );
      return json(200, page(rows, query, (offer) => render(offer, query.embedded as string[])));
    }),
    route('GET', '/units/{id_unit}', 'units.get', { storefront: STOREFRONT, embedded: EMBEDS }, ({ params, query }) => found(params.id_unit, query, (offer) => json(200, { data: render(offer, query.embedded as string[]) }))),
    route('PATCH', '/units/{id_unit}', 'units.patch', { storefront: STOREFRONT, embedded: EMBEDS }, ({ params, query, body }) =>
      found(params.id_unit, query, (offer) => {
        const errors = refuse(context, offer, body as Patch);
        if (errors.length > 0) return validationError(errors);
        apply(store, context, offer, body as Patch);
        return json(200, { data: render(offer) });
      }),
    offerPatchBody),
    route('DELETE', '/units/{id_unit}', 'units.delete', { storefront: STOREFRONT }, ({ params, query }) =>
      found(params.id_unit, query, (offer) => {
        store.offers.delete(offer.id_unit);
        return empty();
      })),
    route('POST', '/units/bulk', 'units.bulk', { storefront: STOREFRONT, embedded: EMBEDS }, ({ query, body }) => bulk(body as BulkRow[], query, context, store), bulkBody),
    route('POST', '/units', 'units.create', { storefront: STOREFRONT, embedded: EMBEDS }, ({ query, body }) => create(body as Patch, query.storefront as Storefront, context, store), offerBody),
    route('GET', '/warehouses', 'warehouses.list', PAGE_OF_30, ({ query }) => json(200, page(WAREHOUSES, query, (warehouse) => warehouse))),
    route('GET', '/warehouses/{id_warehouse}', 'warehouses.get', {}, ({ params }) => {
      const warehouse = WAREHOUSES.find(({ id_warehouse }) => id_warehouse === Number(params.id_warehouse));
      return warehouse ? json(200, { data: warehouse }) : notFound('Warehouse');
    }),
  ];
}

interface BulkRow {
  id_unit: number;
  unit_data: Patch;
}

/** 207 with an answer per row; too many rows or a repeated id_unit fail the whole request (kaufland.md §6). */
function bulk(rows: BulkRow[], query: Query, context: RoomContext, store: OfferStore): SandboxAnswer {
  if (rows.length > BULK_MAX) return problem(400, 'units/bulk-too-many-units', `At most ${BULK_MAX} units can be updated at once.`);
  if (new Set(rows.map(({ id_unit }) => id_unit)).size < rows.length) return problem(400, 'units/bulk-duplicate-units', 'A unit is given more than once.');
  const data = rows.map(({ id_unit, unit_data }) => {
    const offer = store.find(id_unit, query.storefront);
    if (!offer) return { id_unit, status_code: 404, key: 'unit_not_found', message: 'Unit not found.' };
    const errors = offerPatchBody(unit_data) ? refuse(context, offer, unit_data) : schemaErrors();
    if (errors.length > 0) return { id_unit, status_code: 400, message: 'Parameters are missing or have wrong value.', errors };
    apply(store, context, offer, unit_data);
    return { id_unit, status_code: 200, unit: renderOffer(context, offer, []) };
  });
  return json(207, { data });
}

function schemaErrors(): FieldError[] {
  return (offerPatchBody.errors ?? []).map(({ instancePath, message, params }) => {
    const field = instancePath.slice(1) || String((params as { additionalProperty?: string }).additionalProperty ?? 'unit_data');
    return { field, message: `${field} ${message ?? 'is invalid'}` };
  });
}

function refuse(context: RoomContext, offer: StoredOffer, patch: Patch): FieldError[] {
  const refusal = context.refusal(offer.shared.id_offer, offer.id_unit);
  if (refusal) return [{ field: 'id_unit', message: refusal.message ?? 'The unit cannot be changed.' }];
  if (patch.listing_price === undefined && context.assumed('amount-only-bulk-rows') === 'refused') return [{ field: 'listing_price', message: 'listing_price must be greater than 0' }];
  if (patch.id_warehouse !== undefined && !WAREHOUSES.some(({ id_warehouse }) => id_warehouse === patch.id_warehouse)) return [{ field: 'id_warehouse', message: 'id_warehouse is unknown' }];
  return [];
}

/** amount and warehouse belong to the SKU, everything else to the storefront (kaufland.md §6). */
function apply(store: OfferStore, context: RoomContext, offer: StoredOffer, patch: Patch): void {
  const { amount, id_warehouse, ...own } = patch;
  if (amount !== undefined) offer.shared.amount = amount as number;
  if (id_warehouse !== undefined) offer.shared.id_warehouse = id_warehouse as number;
  Object.assign(offer, own, { changed: context.now() });
  store.offers.set(offer.id_unit, offer);
}

function create(body: Patch, storefront: Storefront, context: RoomContext, store: OfferStore): SandboxAnswer {
  if (body.ean === undefined && body.id_product === undefined) return validationError([{ field: 'ean', message: 'ean or id_product is required' }]);
  const article = CATALOGUE.find((one) => one.ean === body.ean || productOf(one, storefront).id_product === body.id_product);
  if (!article) return validationError([{ field: body.ean === undefined ? 'id_product' : 'ean', message: 'no such product' }]);
  const condition = String(body.condition ?? 'NEW');
  const { amount, id_warehouse, id_offer, ean: _ean, id_product: _product, condition: _condition, ...own } = body;
  const known = store.shared.get(String(id_offer));
  const same = known?.article.ean === article.ean && known.condition === condition;
  const taken = [...store.offers.values()].some((offer) => offer.shared === known && offer.storefront === storefront);
  if (known && (!same || taken)) return problem(400, 'already-exists', `Offer ${String(id_offer)} exists already.`);
  const shared = known ?? { id_offer: String(id_offer), article, condition, amount: 1, id_warehouse: 1201 };
  // Left out means 1, also for goods that are not there (kaufland.md §6).
  shared.amount = Number(amount ?? 1);
  if (id_warehouse !== undefined) shared.id_warehouse = Number(id_warehouse);
  return json(200, { data: renderOffer(context, store.add(shared, storefront, own as Partial<StoredOffer>), []) });
}

function renderOffer(context: RoomContext, offer: StoredOffer, embedded: string[]): Record<string, unknown> {
  const { shared, storefront } = offer;
  const product = productOf(shared.article, storefront);
  return {
    id_unit: offer.id_unit,
    id_offer: shared.id_offer,
    id_product: product.id_product,
    storefront: context.assumed('storefront-case') === 'upper' ? storefront.toUpperCase() : storefront,
    status: offer.status,
    condition: shared.condition,
    currency: CURRENCY[storefront],
    listing_price: offer.listing_price,
    minimum_price: offer.minimum_price,
    price: offer.listing_price,
    amount: shared.amount,
    handling_time: offer.handling_time,
    id_warehouse: shared.id_warehouse,
    id_shipping_group: offer.id_shipping_group,
    vat_indicator: offer.vat_indicator,
    shipping_rate: 390,
    transport_time_min: 1,
    transport_time_max: 3,
    note: offer.note,
    fulfillment_type: 'fulfilled_by_merchant',
    date_inserted_iso: isoSeconds(offer.inserted),
    date_lastchange_iso: isoSeconds(offer.changed),
    ...(embedded.includes('products') ? { product } : {}),
  };
}
