import type { RoomContext } from '../room';
import type { StoredProduct } from './products';
import type { Shelf, StockStore } from './stock';
import type { Times } from './times';

export type Json = Record<string, unknown>;

export interface StoredItem {
  ID: number;
  product: StoredProduct;
  Quantity: number;
  Allocated: number;
  price: number;
  vat: number;
  discount: number;
  Details: string | null;
  nameValues: Json[];
}

export interface StoredOrder {
  ID: number;
  ClientId: number;
  OrderNumber: string;
  ExternalOrderReference: string;
  status: string;
  WarehouseId: number;
  ChannelId: number;
  CourierServiceId: number;
  CountryId: number;
  CurrencyId: number;
  Part: number;
  NumberOfParts: number;
  /** The order this part was split from. */
  splitFrom: number | null;
  TrackingNumber: string;
  Tags: string[];
  /** Addresses, amounts, texts: as they were sent. */
  header: Json;
  nameValues: Json[];
  items: StoredItem[];
  shipments: Array<{ ID: number; Number: string; at: number }>;
  comments: string[];
  connectActions: Json[];
  requiredDespatch: number | null;
  releaseAt: string | null;
  orderedAt: number;
  despatchedAt: number | null;
  changedAt: number;
  /** Bookkeeping of the sandbox. */
  seeded: boolean;
  despatches: number;
}

/** Ids of the named ones are known (mintsoft.md §3); the rest has to be read from Order/Statuses. */
const STATUS_IDS: Record<string, number> = { NEW: 1, PRINTED: 2, CANCELLED: 3, DESPATCHED: 4, INVOICED: 5, INVOICEFAILED: 6 };
const OTHER_STATUSES = ['HOLDING', 'FAILED', 'ONBACKORDER', 'AWAITINGCONFIRMATION', 'AWAITINGDOCUMENTATION', 'AWAITINGADDITIONALITEM', 'AWAITINGPAYMENT', 'QUERYRAISED', 'PACKANDHOLD', 'FRAUDRISK', 'AWAITINGPICKING', 'PICKINGSTARTED', 'PICKINGSKIPPED', 'PICKED', 'PACKED', 'AWAITINGREPLEN'];
const FIXED = ['NEW', 'DESPATCHED', 'INVOICED', 'INVOICEFAILED'];
export const STATUS_NAMES = [...Object.keys(STATUS_IDS), ...OTHER_STATUSES];
export const SHIPPED = ['DESPATCHED', 'INVOICED', 'INVOICEFAILED'];
/** Stopped by somebody, and therefore left alone by the warehouse. */
const HELD = ['AWAITINGPAYMENT', 'AWAITINGCONFIRMATION', 'PACKANDHOLD', 'FRAUDRISK', 'HOLDING', 'QUERYRAISED', 'FAILED'];

export class OrderStore {
  readonly all = new Map<number, StoredOrder>();
  private nextOrder = 881_201;
  private nextRow = 1_900_441;

  constructor(
    private readonly context: RoomContext,
    readonly times: Times,
    private readonly stock: StockStore,
  ) {}

  reset(): void {
    this.all.clear();
    this.nextOrder = 881_201;
    this.nextRow = 1_900_441;
  }

  takeOrderId(): number {
    return this.nextOrder++;
  }

  takeRowId(): number {
    return this.nextRow++;
  }

  statusId(name: string): number {
    const base = STATUS_IDS[name] ?? 7 + OTHER_STATUSES.indexOf(name);
    return FIXED.includes(name) || this.context.assumed('other-status-ids') === 'low' ? base : base + 100;
  }

  list(): StoredOrder[] {
    return [...this.all.values()];
  }

  /** An order and what was split from it; a second order of the same number is none of them. */
  parts(order: StoredOrder): StoredOrder[] {
    if (order.NumberOfParts === 1) return [order];
    const root = order.splitFrom ?? order.ID;
    return this.list().filter(({ ID, splitFrom }) => ID === root || splitFrom === root);
  }

  touch(order: StoredOrder): void {
    order.changedAt = this.times.now();
  }

  setStatus(order: StoredOrder, status: string): void {
    order.status = status;
    this.touch(order);
  }

  private shelf(order: StoredOrder, item: StoredItem): Shelf {
    return this.stock.of(item.product.ID, order.WarehouseId);
  }

  /** Reserves what is free; a line is reserved whole or waits. */
  allocate(order: StoredOrder): void {
    for (const item of order.items) {
      const shelf = this.shelf(order, item);
      if (item.Allocated > 0 || this.stock.free(shelf) < item.Quantity) continue;
      item.Allocated = item.Quantity;
      this.stock.change(shelf, { allocated: shelf.allocated + item.Quantity });
    }
    const waits = order.items.some(({ Allocated, Quantity }) => Allocated < Quantity);
    if (order.status === 'NEW' && waits) this.setStatus(order, 'ONBACKORDER');
    else if (order.status === 'ONBACKORDER' && !waits) this.setStatus(order, 'NEW');
  }

  /** Goods came in: waiting orders get theirs, oldest first. */
  allocateWaiting(): void {
    for (const order of this.list()) if (order.status === 'ONBACKORDER') this.allocate(order);
  }

  release(order: StoredOrder): void {
    for (const item of order.items) {
      const shelf = this.shelf(order, item);
      this.stock.change(shelf, { allocated: shelf.allocated - item.Allocated });
      item.Allocated = 0;
    }
  }

  canBeShipped(order: StoredOrder): boolean {
    return ![...SHIPPED, 'CANCELLED', 'ONBACKORDER', ...HELD].includes(order.status);
  }

  despatch(order: StoredOrder, tracking: string): void {
    const first = !SHIPPED.includes(order.status);
    if (first) {
      this.release(order);
      for (const item of order.items) {
        const shelf = this.shelf(order, item);
        this.stock.change(shelf, { physical: Math.max(shelf.allocated, shelf.physical - item.Quantity) });
      }
    }
    if (tracking !== '') {
      order.TrackingNumber = tracking;
      order.shipments.push({ ID: this.takeRowId(), Number: tracking, at: this.times.now() });
    }
    order.despatchedAt = this.times.now();
    order.despatches += 1;
    this.setStatus(order, 'DESPATCHED');
  }
}

/** `A+B` stands for A and for B. */
export const numbersOf = ({ OrderNumber }: StoredOrder): string[] => OrderNumber.split('+');
