import type { RoomContext } from '../room';
import { ASN_STATUSES, GOODS_IN_TYPES, WAREHOUSES } from './account';
import type { Json, OrderStore } from './order-store';
import type { ProductStore, StoredProduct } from './products';
import type { StockStore } from './stock';
import type { Times } from './times';

export interface StoredAsnItem {
  ID: number;
  product: StoredProduct;
  QuantityExpected: number;
  QuantityReceieved: number;
  QuantityBooked: number;
  SourceLineId: string | null;
  Complete: boolean;
}

export interface StoredAsn {
  ID: number;
  ClientId: number;
  WarehouseId: number;
  POReference: string;
  Supplier: string;
  Comments: string;
  GoodsInType: string;
  Quantity: number;
  ASNStatusId: number;
  estimated: number;
  bookedIn: number | null;
  changedAt: number;
  items: StoredAsnItem[];
  connectActions: Json[];
  seeded: boolean;
}

const NEW = 1;
const AWAITING_DELIVERY = 3;
export const BOOKED_IN = 4;
const COMPLETE = 6;
const PART_BOOKED = 7;
const BOOKED_IN_PARTIAL = 8;
const AWAITING_PUTAWAY = 12;
const CLOSED = [BOOKED_IN, COMPLETE, BOOKED_IN_PARTIAL, AWAITING_PUTAWAY];
/** Article 11587405, mintsoft.md §8.1. */
const REQUIRED = ['POReference', 'Supplier', 'EstimatedDelivery', 'Comments', 'GoodsInType'] as const;

/** Announced deliveries. Nothing is unique about them: a second PUT makes a second one (mintsoft.md §8.1). */
export class AsnStore {
  readonly all = new Map<number, StoredAsn>();
  private nextAsn = 7712;
  private nextItem = 40_211;

  constructor(
    private readonly context: RoomContext,
    private readonly times: Times,
    private readonly stock: StockStore,
    private readonly products: ProductStore,
    private readonly orders: OrderStore,
  ) {}

  reset(): void {
    this.all.clear();
    this.nextAsn = 7712;
    this.nextItem = 40_211;
  }

  create(body: Json, ClientId: number, seeded: boolean): StoredAsn | { refused: string } {
    const missing = REQUIRED.find((name) => typeof body[name] !== 'string' || String(body[name]).trim() === '');
    if (missing) return { refused: `${missing} is required` };
    if (!WAREHOUSES.some(({ ID }) => ID === body.WarehouseId)) return { refused: 'Warehouse not found' };
    if (!GOODS_IN_TYPES.some(({ Name }) => Name === body.GoodsInType)) return { refused: 'GoodsInType not found' };
    if (!(Number(body.Quantity) > 0)) return { refused: 'Quantity is required' };
    const rows = (body.Items ?? []) as Json[];
    if (rows.length === 0) return { refused: 'Items are required' };
    const fewer = rows.find(({ Quantity }) => !(Number(Quantity) > 0));
    if (fewer) return { refused: `Quantity of ${String(fewer.SKU ?? fewer.ProductId)} is not valid` };
    const refusal = seeded ? undefined : this.context.refusal(String(body.POReference), ...rows.map(({ SKU }) => String(SKU ?? '')));
    if (refusal) return { refused: refusal.message ?? `ASN ${refusal.record} cannot be accepted` };
    const found = rows.map((row) => ({ row, product: this.products.ofLine(row, ClientId) }));
    const unknown = found.find(({ product }) => !product);
    if (unknown && this.context.assumed('asn-with-unknown-sku') === 'refused') return { refused: `Product not found: ${String(unknown.row.SKU ?? unknown.row.ProductId)}` };
    const made: StoredAsn = {
      ...{ ID: this.nextAsn++, ClientId, WarehouseId: Number(body.WarehouseId), POReference: String(body.POReference), Supplier: String(body.Supplier) },
      ...{ Comments: String(body.Comments), GoodsInType: String(body.GoodsInType), Quantity: Number(body.Quantity), ASNStatusId: NEW },
      ...{ estimated: this.times.read(String(body.EstimatedDelivery)), bookedIn: null, changedAt: this.times.now(), connectActions: [], seeded },
      items: found.flatMap(({ row, product }) => (product ? [this.item(row, product)] : [])),
    };
    this.all.set(made.ID, made);
    return made;
  }

  private item(row: Json, product: StoredProduct): StoredAsnItem {
    return { ID: this.nextItem++, product, QuantityExpected: Number(row.Quantity), QuantityReceieved: 0, QuantityBooked: 0, SourceLineId: typeof row.SourceLineId === 'string' ? row.SourceLineId : null, Complete: false };
  }

  touch(asn: StoredAsn): void {
    asn.changedAt = this.times.now();
  }

  /** The client releases it; from here the pieces are on order. */
  confirm(asn: StoredAsn): string | undefined {
    if (asn.ASNStatusId !== NEW) return this.refusal(asn);
    asn.ASNStatusId = AWAITING_DELIVERY;
    for (const item of asn.items) this.raise(asn, item, { onOrder: item.QuantityExpected });
    this.touch(asn);
    return undefined;
  }

  /** {ASNItemId, Quantity} are pieces that came now; the answers tell totals. */
  receive(asn: StoredAsn, rows: ReadonlyArray<{ ASNItemId: number; Quantity: number; Complete?: boolean }>): string | undefined {
    if (CLOSED.includes(asn.ASNStatusId)) return this.refusal(asn);
    for (const row of rows) {
      const item = asn.items.find(({ ID }) => ID === row.ASNItemId);
      if (!item || !(row.Quantity >= 0)) return `ASN item ${row.ASNItemId} cannot be received`;
    }
    for (const row of rows) {
      const item = asn.items.find(({ ID }) => ID === row.ASNItemId) as StoredAsnItem;
      item.QuantityReceieved += row.Quantity;
      item.Complete = row.Complete === true || item.Complete;
    }
    this.touch(asn);
    return undefined;
  }

  /** What was received goes on the shelves; with nothing received by line, everything that was announced. */
  bookIn(asn: StoredAsn, how: 'whole' | 'partial' | 'part-book'): string | undefined {
    if (CLOSED.includes(asn.ASNStatusId)) return this.refusal(asn);
    const counted = asn.items.some(({ QuantityReceieved }) => QuantityReceieved > 0);
    if (!counted && how !== 'whole') return 'Nothing has been received';
    for (const item of asn.items) {
      if (!counted) item.QuantityReceieved = item.QuantityExpected;
      const pieces = item.QuantityReceieved - item.QuantityBooked;
      const awaited = asn.ASNStatusId === NEW ? 0 : Math.min(pieces, item.QuantityExpected - item.QuantityBooked);
      this.raise(asn, item, { physical: pieces, onOrder: -Math.max(0, awaited) });
      item.QuantityBooked = item.QuantityReceieved;
    }
    asn.ASNStatusId = how === 'whole' ? BOOKED_IN : how === 'partial' ? BOOKED_IN_PARTIAL : PART_BOOKED;
    asn.bookedIn = this.times.now();
    this.touch(asn);
    this.orders.allocateWaiting();
    return undefined;
  }

  putAway(asn: StoredAsn, from: number[], to: number): string | undefined {
    if (!from.includes(asn.ASNStatusId)) return this.refusal(asn);
    asn.ASNStatusId = to;
    this.touch(asn);
    return undefined;
  }

  markAwaitingPutAway(asn: StoredAsn): string | undefined {
    return this.putAway(asn, [BOOKED_IN, BOOKED_IN_PARTIAL], AWAITING_PUTAWAY);
  }

  markPutAwayComplete(asn: StoredAsn): string | undefined {
    return this.putAway(asn, [AWAITING_PUTAWAY], COMPLETE);
  }

  remove(asn: StoredAsn): string | undefined {
    if (asn.items.some(({ QuantityBooked }) => QuantityBooked > 0)) return this.refusal(asn);
    if (asn.ASNStatusId !== NEW) for (const item of asn.items) this.raise(asn, item, { onOrder: -item.QuantityExpected });
    this.all.delete(asn.ID);
    return undefined;
  }

  private refusal({ ASNStatusId }: StoredAsn): string {
    return `ASN is ${ASN_STATUSES.find(({ ID }) => ID === ASNStatusId)?.Name ?? ASNStatusId}`;
  }

  private raise({ WarehouseId }: StoredAsn, { product }: StoredAsnItem, by: { physical?: number; onOrder?: number }): void {
    const shelf = this.stock.of(product.ID, WarehouseId);
    this.stock.change(shelf, { physical: shelf.physical + (by.physical ?? 0), onOrder: Math.max(0, shelf.onOrder + (by.onOrder ?? 0)) });
  }
}
