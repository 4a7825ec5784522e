import type { Random } from '../random';
import { inventAddress } from './people';
import type { StoredOrder, StoredUnit } from './store';
import type { Storefront, UnitStatus } from './values';

export interface Shaping {
  random: Random;
  /** Newest moment of the seeded time span. */
  end: number;
  /** One moment shared by all orders of the kind `tie`. */
  tie: number;
}

export interface OrderKind {
  name: string;
  storefronts: readonly Storefront[];
  /** Article index per piece in a catalogue of at least twelve; default one piece of a free choice. */
  pieces?: number[];
  shape?(order: StoredOrder, shaping: Shaping): void;
}

const ANY: readonly Storefront[] = ['de', 'de', 'de', 'at', 'sk', 'fr', 'it', 'cz', 'pl'];
const DE: readonly Storefront[] = ['de'];

function allUnits(order: StoredOrder, change: (unit: StoredUnit, index: number) => Partial<StoredUnit>): void {
  for (const [index, unit] of order.units.entries()) Object.assign(unit, change(unit, index));
}

function settle(order: StoredOrder, status: UnitStatus): void {
  allUnits(order, (unit) => ({ status, ts_updated: unit.ts_created + 20 * 60_000, cancel_reason: status === 'cancelled' ? 'BuyerCancelled' : null }));
}

const AWKWARD: OrderKind[] = [
  { name: 'three-pieces', storefronts: ANY, pieces: [0, 0, 0] },
  { name: 'several-lines', storefronts: ANY, pieces: [0, 2, 2, 4] },
  {
    // Updated hours apart, so that a page sorted by ts_updated cuts the order in two.
    name: 'scattered',
    storefronts: ANY,
    pieces: [1, 3, 5],
    shape: (order, { end }) => allUnits(order, (_, index) => (index === 2 ? { ts_updated: end - 60_000 } : {})),
  },
  { name: 'company', storefronts: ANY, shape: (order) => Object.assign(order.shipping_address, { company_name: 'Beispiel & Söhne GmbH' }) },
  {
    name: 'other-billing-address',
    storefronts: ANY,
    shape: (order, { random }) => {
      order.billing_address = { ...inventAddress(random, order.storefront), company_name: 'Muster Handels GmbH', phone: null };
    },
  },
  {
    name: 'packstation',
    storefronts: DE,
    shape: (order) => {
      order.pickup = { pickup_location_id: '260', provider: 'DHL', carrier: 'DHL', services: '', dhl_post_number: '999999999' };
    },
  },
  {
    name: 'packeta',
    storefronts: ['cz', 'sk'],
    shape: (order) => {
      order.pickup = { pickup_location_id: '95', provider: 'Packeta', carrier: 'Packeta', services: '', dhl_post_number: null };
    },
  },
  {
    name: 'deemed-supplier',
    storefronts: ANY,
    shape: (order) => {
      order.deemedSupplier = true;
    },
  },
  { name: 'product-null', storefronts: ANY, shape: (order) => allUnits(order, () => ({ product: null })) },
  { name: 'offer-null', storefronts: ANY, shape: (order) => allUnits(order, () => ({ id_offer: null })) },
  {
    name: 'special-letters',
    storefronts: ['de', 'cz', 'pl'],
    pieces: [4, 11],
    shape: (order) => Object.assign(order.shipping_address, { first_name: 'Zoë-Łucja', last_name: 'Žižková-Größe', additional_field: 'c/o Ærøskøbing ẞ' }),
  },
  { name: 'koruna', storefronts: ['cz'], pieces: [0, 6] },
  { name: 'zloty', storefronts: ['pl'], pieces: [1, 11] },
  { name: 'shipping-on-several-units', storefronts: ANY, pieces: [9, 0, 2], shape: (order) => allUnits(order, (_, index) => ({ shipping_rate: [3990, 390, 190][index] })) },
  {
    name: 'voucher',
    storefronts: ANY,
    pieces: [2, 2],
    shape: (order) => allUnits(order, (_, index) => ({ discounts: [{ usage_type: index === 0 ? 'voucher' : 'volume', discount_value: index === 0 ? 200 : 95 }] })),
  },
  {
    name: 'long-fields',
    storefronts: ANY,
    shape: (order) => {
      Object.assign(order.shipping_address, { company_name: `Gesellschaft für ${'Beispielwesen und '.repeat(9)}Muster mbH`, street: `Straße der ${'sehr '.repeat(30)}langen Namen`, additional_field: 'Hinterhaus, 3. Obergeschoss links, bei der roten Tür zweimal klingeln '.repeat(3).trim() });
      for (const unit of order.units) if (unit.product) unit.product.title = `Beispielartikel ${'mit ausführlicher Beschreibung '.repeat(12)}`.trim();
    },
  },
  { name: 'ean-leading-zero', storefronts: ANY, pieces: [7, 8] },
  {
    name: 'one-unit-open',
    storefronts: ANY,
    pieces: [0, 1],
    shape: (order) => Object.assign(order.units[1], { status: 'open', ts_updated: order.units[1].ts_created }),
  },
  {
    name: 'partly-cancelled',
    storefronts: ANY,
    pieces: [0, 0, 3],
    shape: (order) => Object.assign(order.units[1], { status: 'cancelled', cancel_reason: 'BuyerCancelled', ts_updated: order.units[1].ts_updated + 60_000 }),
  },
  { name: 'cancelled', storefronts: ANY, pieces: [1, 2], shape: (order) => settle(order, 'cancelled') },
  { name: 'tie', storefronts: ANY, pieces: [0, 5], shape: (order, { tie }) => allUnits(order, () => ({ ts_updated: tie })) },
  { name: 'tie', storefronts: ANY, shape: (order, { tie }) => allUnits(order, () => ({ ts_updated: tie })) },
  { name: 'sent', storefronts: ANY, pieces: [2, 3], shape: (order) => settle(order, 'sent') },
  { name: 'received', storefronts: ANY, shape: (order) => settle(order, 'received') },
  { name: 'paid-out', storefronts: ANY, shape: (order) => settle(order, 'sent_and_autopaid') },
  { name: 'free-shipping', storefronts: ANY, shape: (order) => allUnits(order, () => ({ shipping_rate: 0 })) },
  { name: 'reduced-vat', storefronts: DE, pieces: [5, 0] },
  { name: 'same-article-two-prices', storefronts: ANY, pieces: [2, 2, 2], shape: (order) => Object.assign(order.units[2], { price: order.units[2].price - 100 }) },
];

const PLAIN: OrderKind = { name: 'plain', storefronts: ANY };

/** Every awkward kind once per cycle, with plain orders between them. */
export const KIND_CYCLE: readonly OrderKind[] = [...AWKWARD.flatMap((kind, index) => (index % 2 === 0 ? [kind, PLAIN] : [kind]))];

export function kindNamed(name: string): OrderKind | undefined {
  return [...AWKWARD, PLAIN].find((kind) => kind.name === name);
}
