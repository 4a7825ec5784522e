import { ControlError, type RoomContext } from '../room';
import { RETURN_REASONS, WAREHOUSES } from './account';
import { SHIPPED, type Json, type OrderStore, type StoredOrder } from './order-store';
import type { ProductStore, StoredProduct } from './products';
import type { StockStore } from './stock';
import type { Times } from './times';

interface ReturnItem {
  ID: number;
  product: StoredProduct;
  OrderItemId: number | null;
  Quantity: number;
  ReturnReasonId: number;
  Action: string;
  Comments: string | null;
  ReturnedToStock: boolean;
}

export interface StoredReturn {
  ID: number;
  /** Absent for goods that belong to no order here. */
  order: StoredOrder | null;
  ClientId: number;
  WarehouseId: number;
  Reference: string;
  Confirmed: boolean;
  createdAt: number;
  confirmedAt: number | null;
  items: ReturnItem[];
  seeded: boolean;
}

/** Goods that came back (mintsoft.md §8.2). */
export class ReturnStore {
  readonly all = new Map<number, StoredReturn>();
  private nextReturn = 6601;
  private nextItem = 9901;

  constructor(
    private readonly context: RoomContext,
    private readonly times: Times,
    private readonly stock: StockStore,
    private readonly products: ProductStore,
    private readonly orders: OrderStore,
  ) {}

  reset(): void {
    this.all.clear();
    this.nextReturn = 6601;
    this.nextItem = 9901;
  }

  open(order: StoredOrder | null, ClientId: number, WarehouseId: number, Reference: string, seeded: boolean): StoredReturn {
    const made: StoredReturn = { ID: this.nextReturn++, order, ClientId, WarehouseId, Reference, Confirmed: false, createdAt: this.times.now(), confirmedAt: null, items: [], seeded };
    this.all.set(made.ID, made);
    return made;
  }

  /** The complaint, or undefined when the line was taken. */
  addItem(back: StoredReturn, body: Json): string | undefined {
    if (back.Confirmed) return 'Return is confirmed already';
    const product = this.products.ofLine(body, back.ClientId);
    if (!product) return 'Product not found';
    const Quantity = Number(body.Quantity ?? 0);
    if (!(Quantity > 0)) return `Quantity of ${product.SKU} is not valid`;
    if (!RETURN_REASONS.some(({ ID }) => ID === body.ReturnReasonId)) return 'Return reason not found';
    const line = back.order?.items.find((one) => one.product.ID === product.ID);
    if (back.order && !line) return `${product.SKU} is not part of the order`;
    if (line && this.returned(back.order as StoredOrder, product.ID) + Quantity > line.Quantity) return `More of ${product.SKU} than was sent`;
    back.items.push({ ID: this.nextItem++, product, OrderItemId: line?.ID ?? null, Quantity, ReturnReasonId: Number(body.ReturnReasonId), Action: String(body.Action ?? 'NONE'), Comments: typeof body.Comments === 'string' ? body.Comments : null, ReturnedToStock: false });
    return undefined;
  }

  /** Applies each reason's stock action, quarantine included. */
  confirm(back: StoredReturn): string | undefined {
    if (back.Confirmed) return 'Return is confirmed already';
    if (back.items.length === 0) return 'Return has no items';
    for (const item of back.items) {
      const shelf = this.stock.of(item.product.ID, back.WarehouseId);
      const quarantined = RETURN_REASONS.find(({ ID }) => ID === item.ReturnReasonId)?.StockAction === 'Quarantine';
      this.stock.change(shelf, quarantined ? { quarantine: shelf.quarantine + item.Quantity } : { physical: shelf.physical + item.Quantity });
      item.ReturnedToStock = !quarantined;
    }
    back.Confirmed = true;
    back.confirmedAt = this.times.now();
    this.orders.allocateWaiting();
    return undefined;
  }

  /** The returns of one day, whichever day the vendor means (mintsoft.md §8.2). */
  ofDay(day: string): StoredReturn[] {
    const byCreation = this.context.assumed('return-search-date') === 'created';
    return [...this.all.values()].filter(({ createdAt, confirmedAt }) => {
      const time = byCreation ? createdAt : confirmedAt;
      return time !== null && this.times.day(time) === day;
    });
  }

  render(back: StoredReturn): Json {
    const time = back.confirmedAt ?? back.createdAt;
    return {
      ...{ ID: back.ID, OrderId: back.order?.ID ?? 0, OrderNumber: back.order?.OrderNumber ?? null, Reference: back.Reference, Confirmed: back.Confirmed, ClientId: back.ClientId },
      ...{ Refunded: false, Exchanged: false, ExchangedOrderId: 0, Invoiced: false, AdvancedExternalReturn: back.order === null, ReturnNameValues: [] },
      ReturnItems: this.items(back),
      ...{ LastUpdated: this.times.local(time), LastUpdatedByUser: 'warehouse' },
    };
  }

  items(back: StoredReturn): Json[] {
    return back.items.map(({ product, ...item }) => {
      const reason = RETURN_REASONS.find(({ ID }) => ID === item.ReturnReasonId);
      return { ...item, ReturnId: back.ID, ProductId: product.ID, SKU: product.SKU, NAME: product.Name, ReturnReasonName: reason?.Name, StockAction: reason?.StockAction, LeftToPutAway: item.ReturnedToStock ? 0 : item.Quantity, ExpiryDate: null, BatchNo: null, SerialNo: null };
    });
  }

  /** {returns: n}: the first n shipped orders without a return come back, confirmed, a piece of each first line. */
  seed(count: number): number[] {
    const shipped = this.orders.list().filter((order) => SHIPPED.includes(order.status) && ![...this.all.values()].some((one) => one.order?.ID === order.ID));
    if (!Number.isInteger(count) || count > shipped.length) throw new ControlError(400, `Only ${shipped.length} orders can be returned`);
    return shipped.slice(0, count).map((order, index) => this.receive(order, { items: { [order.items[0].product.SKU]: 1 }, reason: RETURN_REASONS[index % RETURN_REASONS.length].ID }).ID);
  }

  /** The warehouse takes goods back: {items: {SKU: pieces}, reason?: id, reference?, confirmed?: boolean}. */
  receive(order: StoredOrder, body: { items?: Record<string, number>; reason?: number; reference?: string; confirmed?: boolean }): StoredReturn {
    const back = this.open(order, order.ClientId, order.WarehouseId, body.reference ?? `RMA-${this.nextReturn}`, true);
    const items = body.items ?? Object.fromEntries(order.items.map(({ product, Quantity }) => [product.SKU, Quantity]));
    for (const [SKU, Quantity] of Object.entries(items)) {
      const complaint = this.addItem(back, { SKU, Quantity, ReturnReasonId: body.reason ?? 1 });
      if (complaint) {
        this.all.delete(back.ID);
        throw new ControlError(400, complaint);
      }
    }
    if (body.confirmed !== false) this.confirm(back);
    return back;
  }

  summary(): unknown[] {
    return [...this.all.values()].map(({ order, items, createdAt, confirmedAt, ...back }) => ({
      ...back,
      ...{ OrderId: order?.ID ?? null, OrderNumber: order?.OrderNumber ?? null, createdAt: new Date(createdAt).toISOString(), confirmedAt: confirmedAt === null ? null : new Date(confirmedAt).toISOString() },
      items: items.map(({ product, ...item }) => ({ ...item, ProductId: product.ID, SKU: product.SKU })),
    }));
  }

  private returned(order: StoredOrder, productId: number): number {
    const items = [...this.all.values()].filter((one) => one.order?.ID === order.ID).flatMap((one) => one.items);
    return items.filter(({ product }) => product.ID === productId).reduce((sum, { Quantity }) => sum + Quantity, 0);
  }
}

export const isWarehouse = (id: unknown): boolean => WAREHOUSES.some(({ ID }) => ID === id);
