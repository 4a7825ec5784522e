import type { RoomContext } from '../room';
import { carrierOfService, INVENTORY_LOCATIONS, type Carrier, type Service } from './account';
import type { Hooks } from './hooks';
import type { Json, StoredFulfillment, StoredLabel, StoredOrder } from './model';
import { pieces, type OrderStore } from './order-store';
import type { ProductStore } from './products';
import { pacificDay } from './times';

const FIRST_LABEL = 7001;
const FIRST_FULFILLMENT = 8001;
const LOCATION = INVENTORY_LOCATIONS[0].inventory_location_id;

export interface LabelWish {
  order: StoredOrder | null;
  carrier: Carrier;
  service: Service;
  grams: number;
  by: StoredLabel['by'];
  lines?: StoredLabel['lines'];
  packageCode?: string;
  confirmation?: string;
  shipDate?: string;
  trackingNumber?: string;
  batch?: string;
  batchId?: string;
  format?: StoredLabel['format'];
  layout?: StoredLabel['layout'];
  isReturn?: boolean;
  shipTo?: Json;
  rateId?: string;
}

export interface FulfillmentWish {
  order: StoredOrder;
  carrierCode: string;
  trackingNumber: string;
  shipDate?: string;
  notifyCustomer?: boolean;
  notifySalesChannel?: boolean;
  by: StoredFulfillment['by'];
  batch?: string;
}

export const priceOf = ({ base, perKilo }: Service, grams: number): number => base + perKilo * Math.max(0, Math.ceil(grams / 1000) - 1);

/** Where goods go out: with a label of ours, or marked as shipped elsewhere (shipstation.md §A3). */
export class Desk {
  readonly labels = new Map<number, StoredLabel>();
  readonly fulfillments = new Map<number, StoredFulfillment>();
  private readonly byOrder = new Map<StoredOrder, { labels: StoredLabel[]; fulfillments: StoredFulfillment[] }>();
  private nextBatch = 1;

  constructor(
    private readonly context: RoomContext,
    private readonly store: OrderStore,
    private readonly products: ProductStore,
    private readonly hooks: Hooks,
  ) {}

  reset(): void {
    for (const index of [this.labels, this.fulfillments, this.byOrder]) index.clear();
    this.nextBatch = 1;
  }

  takeBatch(): string {
    return `88a${this.nextBatch++}`;
  }

  labelsOf(order: StoredOrder): StoredLabel[] {
    return this.byOrder.get(order)?.labels ?? [];
  }

  fulfillmentsOf(order: StoredOrder): StoredFulfillment[] {
    return this.byOrder.get(order)?.fulfillments ?? [];
  }

  /** What no label or fulfilment covers yet. */
  rest(order: StoredOrder): StoredLabel['lines'] {
    if (this.fulfillmentsOf(order).some(({ voidedAt }) => voidedAt === null)) return [];
    const sent = new Map<number, number>();
    for (const { lines, voidedAt, isReturn } of this.labelsOf(order)) {
      if (voidedAt === null && !isReturn) for (const { line, quantity } of lines) sent.set(line.orderItemId, (sent.get(line.orderItemId) ?? 0) + quantity);
    }
    return pieces(order).flatMap((line) => {
      const quantity = line.quantity - (sent.get(line.orderItemId) ?? 0);
      return quantity > 0 ? [{ line, quantity }] : [];
    });
  }

  buy(wish: LabelWish): StoredLabel {
    const shipmentId = FIRST_LABEL + this.labels.size;
    const label: StoredLabel = {
      ...{ shipmentId, order: wish.order, lines: wish.lines ?? (wish.order ? this.rest(wish.order) : []), trackingNumber: wish.trackingNumber ?? `JK${String(shipmentId).padStart(9, '1')}GB` },
      ...{ carrierCode: wish.carrier.code, serviceCode: wish.service.code, packageCode: wish.packageCode ?? 'package', confirmation: wish.confirmation ?? 'none', cost: priceOf(wish.service, wish.grams) },
      ...{ shipDate: wish.shipDate ?? pacificDay(this.context.now()), createdAt: this.context.now(), voidedAt: null, batch: wish.batch ?? this.takeBatch(), batchId: wish.batchId ?? null },
      ...{ format: wish.format ?? 'pdf', layout: wish.layout ?? '4x6', isReturn: wish.isReturn ?? false, shipTo: wish.shipTo ?? ((wish.order?.header.shipTo ?? {}) as Json), by: wish.by, rateId: wish.rateId ?? null },
    };
    this.labels.set(shipmentId, label);
    if (label.order) this.of(label.order).labels.push(label);
    if (wish.order && !label.isReturn) {
      this.takeOut(label.lines);
      if (this.rest(wish.order).length === 0) this.store.setStatus(wish.order, 'shipped');
      else this.store.touch(wish.order);
    }
    this.hooks.labelMade(label);
    return label;
  }

  fulfil(wish: FulfillmentWish): StoredFulfillment {
    const rest = this.rest(wish.order);
    const made: StoredFulfillment = {
      ...{ fulfillmentId: FIRST_FULFILLMENT + this.fulfillments.size, order: wish.order, trackingNumber: wish.trackingNumber, carrierCode: wish.carrierCode },
      ...{ shipDate: wish.shipDate ?? pacificDay(this.context.now()), createdAt: this.context.now(), voidedAt: null, batch: wish.batch ?? this.takeBatch() },
      ...{ notifyCustomer: wish.notifyCustomer ?? false, notifySalesChannel: wish.notifySalesChannel ?? false, by: wish.by },
    };
    this.fulfillments.set(made.fulfillmentId, made);
    this.of(made.order).fulfillments.push(made);
    this.takeOut(rest);
    this.store.setStatus(wish.order, 'shipped');
    this.hooks.fulfilled(made);
    return made;
  }

  /** Undefined, or why not. The order waits for shipment again. */
  voidLabel(label: StoredLabel): string | undefined {
    if (label.voidedAt !== null) return 'The label has already been voided.';
    label.voidedAt = this.context.now();
    if (label.order && !label.isReturn) {
      for (const { line, quantity } of label.lines) if (line.sku) this.products.shelf(line.sku, LOCATION).sellable += quantity;
      if (label.order.status === 'shipped') this.store.setStatus(label.order, 'awaiting_shipment');
    }
    return undefined;
  }

  voidFulfillment(one: StoredFulfillment): void {
    one.voidedAt = this.context.now();
    if (one.order.status === 'shipped') this.store.setStatus(one.order, 'awaiting_shipment');
  }

  serviceOf(serviceCode: unknown): { carrier: Carrier; service: Service } | undefined {
    const carrier = carrierOfService(serviceCode);
    const service = carrier?.services.find(({ code }) => code === serviceCode);
    return carrier && service ? { carrier, service } : undefined;
  }

  private of(order: StoredOrder) {
    const known = this.byOrder.get(order) ?? { labels: [], fulfillments: [] };
    this.byOrder.set(order, known);
    return known;
  }

  private takeOut(lines: StoredLabel['lines']): void {
    for (const { line, quantity } of lines) {
      if (!line.sku || !this.products.hasShelf(line.sku, LOCATION)) continue;
      const shelf = this.products.shelf(line.sku, LOCATION);
      shelf.sellable = Math.max(0, shelf.sellable - quantity);
    }
  }
}
