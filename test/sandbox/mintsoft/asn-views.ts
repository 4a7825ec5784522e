import { ControlError } from '../room';
import { ASN_STATUSES, CLIENTS } from './account';
import type { AsnStore, StoredAsn, StoredAsnItem } from './asn-store';
import type { Json } from './order-store';
import type { ProductStore } from './products';
import type { Times } from './times';

const statusOf = ({ ASNStatusId }: StoredAsn) => ASN_STATUSES.find(({ ID }) => ID === ASNStatusId);

/** An ASN as the API shows it (definition ASN). */
export function renderAsn(times: Times, asn: StoredAsn, withItems: boolean): Json {
  const { items, estimated, bookedIn, changedAt, connectActions: _actions, seeded: _seeded, ...rest } = asn;
  return {
    ...rest,
    ...{ CLIENTSHORTNAME: CLIENTS.find(({ ID }) => ID === asn.ClientId)?.ShortName, ASNStatus: statusOf(asn), Shipped: false },
    ...{ EstimatedDelivery: times.local(estimated), BookedInDate: bookedIn === null ? null : times.local(bookedIn), LastUpdated: times.local(changedAt), LastUpdatedByUser: 'api' },
    Items: withItems ? items.map((item) => renderItem(asn, item)) : null,
  };
}

function renderItem(asn: StoredAsn, { product, ...item }: StoredAsnItem): Json {
  return { ...item, ASNId: asn.ID, ProductId: product.ID, SKU: product.SKU, EAN: product.EAN, UPC: product.UPC, NAME: product.Name, OnOrder: Math.max(0, item.QuantityExpected - item.QuantityBooked), SSCCNumber: null, Comments: null, ASNItemNameValues: [], ASNItemAllocations: [] };
}

/** The ASNs as `GET /_sandbox/mintsoft/state` shows them; times are UTC. */
export function asnSummary(store: AsnStore): unknown[] {
  const utc = (time: number) => new Date(time).toISOString();
  return [...store.all.values()].map((asn) => {
    const { items, estimated, bookedIn, changedAt, ...rest } = asn;
    return {
      ...rest,
      ...{ status: statusOf(asn)?.Name, estimated: utc(estimated), bookedIn: bookedIn === null ? null : utc(bookedIn), changedAt: utc(changedAt) },
      items: items.map(({ product, ...item }) => ({ ...item, ProductId: product.ID, SKU: product.SKU })),
    };
  });
}

/** {asns: n} or bodies of PUT /api/ASN: announced by the client, not by us. */
export function seedAsns(store: AsnStore, products: ProductStore, wanted: unknown, ClientId: number): string[] {
  const skus = [...products.all.values()].filter((one) => one.ClientId === ClientId).map(({ SKU }) => SKU);
  const invent = (index: number): Json => ({ POReference: `ASN-${String(store.all.size + index + 1).padStart(4, '0')}`, Items: [0, 1].map((line) => ({ SKU: skus[(index + line) % skus.length], Quantity: 10, SourceLineId: `line-${line}` })) });
  const bodies = Array.isArray(wanted) ? (wanted as Json[]) : Array.from({ length: Number(wanted ?? 0) }, (_, index) => invent(index));
  return bodies.map((body) => {
    const made = store.create({ WarehouseId: 3, Supplier: 'Tea Traders', EstimatedDelivery: '2026-12-01T00:00:00', Comments: 'seeded', GoodsInType: 'Pallet', Quantity: 1, ...body }, Number(body.ClientId ?? ClientId), true);
    if ('refused' in made) throw new ControlError(400, made.refused);
    return made.POReference;
  });
}
