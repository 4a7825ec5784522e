import type { RoomContext } from '../room';
import { MANUAL_STORE, STORES } from './account';
import { OPEN, type Json, type StoredLine, type StoredOrder, type Weight } from './model';
import type { ProductStore } from './products';
import { readPacific } from './times';

const FIRST_ORDER = 50_120_077;
const FIRST_SHIPMENT = 551;
const FIRST_LINE = 900_001;

export interface Wish {
  body: Json;
  origin: StoredOrder['origin'];
  storeId?: number;
}

/** Orders of the one account, as v1, v2 and the Custom Store see them. */
export class OrderStore {
  readonly all = new Map<number, StoredOrder>();
  private readonly byOrderKey = new Map<string, StoredOrder[]>();
  private readonly byShipmentNo = new Map<string, StoredOrder>();
  private nextOrder = FIRST_ORDER;
  private nextShipment = FIRST_SHIPMENT;
  private nextLine = FIRST_LINE;

  constructor(
    private readonly context: RoomContext,
    private readonly products: ProductStore,
  ) {}

  reset(): void {
    for (const index of [this.all, this.byOrderKey, this.byShipmentNo]) index.clear();
    this.nextOrder = FIRST_ORDER;
    this.nextShipment = FIRST_SHIPMENT;
    this.nextLine = FIRST_LINE;
  }

  list(): StoredOrder[] {
    return [...this.all.values()].filter(({ active }) => active);
  }

  /** What v1 sees: no shipments made without a sales order. */
  sales(): StoredOrder[] {
    return this.list().filter(({ isSalesOrder }) => isSalesOrder);
  }

  byId(orderId: unknown): StoredOrder | undefined {
    const found = this.all.get(Number(orderId));
    return found?.active && found.isSalesOrder ? found : undefined;
  }

  byKey(orderKey: unknown): StoredOrder | undefined {
    if (typeof orderKey !== 'string' || orderKey === '') return undefined;
    return this.withKey(orderKey).find(({ isSalesOrder }) => isSalesOrder);
  }

  byShipment(shipmentId: string): StoredOrder | undefined {
    const found = this.byShipmentNo.get(shipmentId);
    return found?.active ? found : undefined;
  }

  byExternal(external: string): StoredOrder[] {
    return this.list().filter((order) => this.externalOf(order) === external);
  }

  externalOf(order: StoredOrder): string | null {
    return order.externalShipmentId ?? (this.context.assumed('v1-orderkey-in-v2') === 'yes' ? order.orderKey : null);
  }

  withKey(orderKey: string): StoredOrder[] {
    return (this.byOrderKey.get(orderKey) ?? []).filter(({ active }) => active);
  }

  /** A body that has been checked becomes an order (shipstation.md §A2). */
  create({ body, origin, storeId }: Wish): StoredOrder {
    const now = this.context.now();
    const orderId = this.nextOrder++;
    const wanted = storeId ?? (body.advancedOptions as Json | undefined)?.storeId ?? MANUAL_STORE;
    const order: StoredOrder = {
      ...{ orderId, shipmentNo: this.nextShipment++, orderNumber: '', orderKey: String(body.orderKey || `generated-${orderId}`), status: 'awaiting_shipment' },
      ...{ storeId: Number(wanted), orderDate: now, paymentDate: null, shipByDate: null, holdUntil: null, createdAt: now, modifiedAt: now },
      ...{ header: {}, lines: [], tagIds: [], userId: null, active: true, isSalesOrder: true, externalShipmentId: null, v2: {}, origin, writes: 0 },
    };
    this.replace(order, body);
    order.modifiedAt = order.createdAt;
    this.all.set(orderId, order);
    this.byOrderKey.set(order.orderKey, [...(this.byOrderKey.get(order.orderKey) ?? []), order]);
    this.byShipmentNo.set(`se-${order.shipmentNo}`, order);
    return order;
  }

  /** Whole replacement: what is not sent is emptied (shipstation.md §A2). */
  replace(order: StoredOrder, body: Json): void {
    const { orderNumber, orderKey: _key, orderId: _id, orderStatus, orderDate, paymentDate, shipByDate, items, tagIds, ...header } = body;
    const time = (value: unknown): number | null => (typeof value === 'string' ? (readPacific(value) ?? null) : null);
    const known = new Map(order.lines.filter(({ lineItemKey }) => lineItemKey !== null).map((line) => [line.lineItemKey, line.orderItemId]));
    Object.assign(order, {
      ...{ orderNumber: String(orderNumber).trim(), status: String(orderStatus), orderDate: time(orderDate), paymentDate: time(paymentDate), shipByDate: time(shipByDate), header },
      lines: ((items ?? []) as Json[]).map((item) => this.line(item, known)),
      tagIds: tagIds ?? [],
    });
    if (order.status !== 'on_hold') order.holdUntil = null;
    order.writes += 1;
    this.touch(order);
    for (const line of order.lines) this.products.learn(line);
  }

  touch(order: StoredOrder): void {
    order.modifiedAt = this.context.now();
  }

  setStatus(order: StoredOrder, status: string): void {
    order.status = status;
    this.touch(order);
  }

  isOpen({ status }: StoredOrder): boolean {
    return OPEN.includes(status);
  }

  private line(item: Json, known: Map<string | null, number>): StoredLine {
    const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);
    const number = (value: unknown): number | null => (typeof value === 'number' ? value : null);
    const lineItemKey = text(item.lineItemKey);
    return {
      ...{ orderItemId: (lineItemKey === null ? undefined : known.get(lineItemKey)) ?? this.nextLine++, lineItemKey, sku: text(item.sku), name: String(item.name ?? ''), imageUrl: text(item.imageUrl) },
      ...{ weight: (item.weight ?? null) as Weight | null, quantity: Number(item.quantity ?? 1), unitPrice: Number(item.unitPrice ?? 0), taxAmount: number(item.taxAmount), shippingAmount: number(item.shippingAmount) },
      ...{ warehouseLocation: text(item.warehouseLocation), options: (item.options ?? []) as StoredLine['options'], fulfillmentSku: text(item.fulfillmentSku), adjustment: item.adjustment === true, upc: text(item.upc) },
    };
  }
}

export const storeBy = (storeId: unknown) => STORES.find((one) => one.storeId === storeId);
export const pieces = (order: StoredOrder): StoredLine[] => order.lines.filter(({ adjustment }) => !adjustment);

const GRAMS: Record<string, number> = { grams: 1, ounces: 28.349523125, pounds: 453.59237, gram: 1, ounce: 28.349523125, pound: 453.59237, kilogram: 1000 };

export const gramsOf = (weight: { value?: unknown; units?: unknown; unit?: unknown } | null | undefined): number => Number(weight?.value ?? 0) * (GRAMS[String(weight?.units ?? weight?.unit).toLowerCase()] ?? 0);

/** The order's own weight, or that of its items. */
export function orderGrams(order: StoredOrder): number {
  const own = gramsOf(order.header.weight as Weight | undefined);
  const packed = ((order.v2.packages ?? []) as Json[]).reduce((sum, { weight }) => sum + gramsOf(weight as Json), 0);
  return own || packed || pieces(order).reduce((sum, line) => sum + gramsOf(line.weight) * line.quantity, 0);
}
