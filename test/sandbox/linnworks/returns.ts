import { json, type SandboxAnswer } from '../http';
import type { RoomContext } from '../room';
import { invalidRequest } from './errors';
import { isGuid } from './ids';
import { raise } from './stock';
import type { AccountStore, StoredOrder } from './store';
import type { Operation } from './wire';

const HISTORY_MAX = 200; // linnworks.md §9
const LONGEST_SPAN_MS = 92 * 86_400_000;
const DATE_TYPES = ['ALLDATES', 'RECEIVED', 'PROCESSED', 'BOOKED', 'ACTIONED'];
const HISTORY_TYPES = ['RETURNS', 'REFUNDS', 'CANCELLATIONS'];

interface ReturnItem {
  OrderItemRowId: string;
  ReturnLocation: string;
  ReturnQuantity: number;
  ScrapQuantity: number;
  RefundAmount: number;
  ReasonCategory: string;
  Reason: string;
}

interface Booking {
  RMAHeaderId: number;
  order: StoredOrder;
  Reference: string;
  Actioned: boolean;
  created: string;
  actioned: string;
  items: ReturnItem[];
}

/** Return bookings (linnworks.md §9): the first call books, the second puts the goods back. */
export class Returns {
  private readonly all: Booking[] = [];

  constructor(
    private readonly context: RoomContext,
    private readonly store: AccountStore,
  ) {}

  reset(): void {
    this.all.length = 0;
  }

  summary(): unknown[] {
    return this.all.map(({ order, ...rest }) => ({ ...rest, ReferenceNum: order.ReferenceNum }));
  }

  /** Order numbers of the bookings whose goods are back. */
  actioned(): string[] {
    return this.all.filter(({ Actioned }) => Actioned).map(({ order }) => String(order.NumOrderId));
  }

  operations(): Operation[] {
    const operation = (method: string, run: (request: Record<string, unknown>) => SandboxAnswer): Operation => ({ name: `ReturnsRefunds/${method}`, verb: 'POST', shape: 'named', params: { request: 'object' }, run: ({ request }) => run(request as Record<string, unknown>) });
    return [
      operation('CreateRMABooking', (request) => this.book(request)),
      operation('ActionRMABooking', (request) => this.action(request)),
      operation('GetRMAHeadersByOrderId', ({ OrderId }) => {
        if (!isGuid(OrderId)) return invalidRequest();
        return json(200, { RMAHeaders: this.all.filter(({ order }) => order.OrderId === OrderId).map((one) => this.header(one)) });
      }),
      {
        name: 'ReturnsRefunds/SearchReturnsRefundsPaged',
        verb: 'GET',
        shape: 'query',
        params: { from: 'time', to: 'time', dateType: 'text', searchField: 'text', exactMatch: 'boolean', searchTerm: 'text', pageNum: 'integer', numEntriesPerPage: 'integer', historyType: 'text' },
        optional: ['from', 'to', 'searchField', 'exactMatch', 'searchTerm'],
        run: (args) => this.history(args),
      },
    ];
  }

  /** Returned lines that were put back; at most 200 per page and three months per search (linnworks.md §9). */
  private history({ from, to, dateType, historyType, pageNum, numEntriesPerPage }: Record<string, unknown>): SandboxAnswer {
    const [number, size] = [Number(pageNum), Number(numEntriesPerPage)];
    const span = Date.parse(String(to)) - Date.parse(String(from));
    const dated = dateType !== 'ALLDATES';
    const right = DATE_TYPES.includes(String(dateType)) && HISTORY_TYPES.includes(String(historyType)) && number >= 1 && size >= 1 && size <= HISTORY_MAX && (!dated || (span >= 0 && span <= LONGEST_SPAN_MS));
    if (!right) return invalidRequest();
    const rows = historyType !== 'RETURNS' ? [] : this.all.filter(({ Actioned, actioned }) => Actioned && (!dated || (actioned >= String(from) && actioned <= String(to)))).flatMap((one) => this.historyRows(one));
    return json(200, { PageNumber: number, EntriesPerPage: size, TotalEntries: rows.length, TotalPages: Math.ceil(rows.length / size), Data: rows.slice((number - 1) * size, number * size) });
  }

  private historyRows({ RMAHeaderId, order, Reference, created, actioned, items }: Booking): unknown[] {
    return items.map((item, index) => ({
      Row: index + 1,
      pkOrderID: order.OrderId,
      nOrderId: order.NumOrderId,
      cCurrency: order.Currency,
      Source: order.Source,
      SubSource: order.SubSource,
      ReferenceNum: order.ReferenceNum,
      pkReturnId: RMAHeaderId,
      RowType: 'Return',
      ReturnReference: Reference,
      Reason: item.Reason ?? '',
      Category: item.ReasonCategory ?? '',
      ReturnQty: item.ReturnQuantity,
      ScrapQty: item.ScrapQuantity,
      Scrapped: item.ScrapQuantity > 0,
      fkReturnLocationId: item.ReturnLocation,
      ReturnDate: created,
      CreateDate: created,
      ActionDate: actioned,
      ItemNumber: order.items.find(({ RowId }) => RowId === item.OrderItemRowId)?.SKU ?? '',
      Amount: item.RefundAmount,
    }));
  }

  private book(request: Record<string, unknown>): SandboxAnswer {
    const order = this.store.orders.get(String(request.OrderId).toLowerCase());
    const items = (request.ReturnItems ?? []) as ReturnItem[];
    const Errors: string[] = [];
    const refusal = this.context.refusal(order?.ReferenceNum, order?.NumOrderId);
    if (refusal) Errors.push(refusal.message ?? `Return of ${refusal.record} cannot be booked.`);
    if (!order || order.processedOn === null) Errors.push('Order is not processed.');
    if (items.length === 0) Errors.push('No items to return.');
    for (const item of items) {
      const line = order?.items.find(({ RowId }) => RowId === item.OrderItemRowId);
      const before = this.all.filter((one) => one.order === order).flatMap((one) => one.items).filter(({ OrderItemRowId }) => OrderItemRowId === item.OrderItemRowId);
      const returned = before.reduce((sum, { ReturnQuantity }) => sum + ReturnQuantity, 0);
      if (!line) Errors.push(`Order item ${item.OrderItemRowId} was not found.`);
      else if (!Number.isInteger(item.ReturnQuantity) || item.ReturnQuantity < 1 || returned + item.ReturnQuantity > line.Quantity) Errors.push(`Return quantity of ${line.ItemNumber} is invalid.`);
      if (!this.store.locations.some(({ StockLocationId }) => StockLocationId === item.ReturnLocation)) Errors.push('Return location was not found.');
    }
    // Failures stand inside a 200 (linnworks.md §2 "Errors").
    if (Errors.length > 0 || !order) return json(200, { RMAHeaderId: 0, Items: [], Errors, Info: [] });
    const made: Booking = { RMAHeaderId: this.all.length + 1, order, Reference: String(request.Reference ?? ''), Actioned: false, actioned: '', created: new Date(this.context.now()).toISOString(), items: items.map((item) => ({ ...item, ScrapQuantity: item.ScrapQuantity ?? 0, RefundAmount: item.RefundAmount ?? 0 })) };
    this.all.push(made);
    return json(200, { RMAHeaderId: made.RMAHeaderId, Items: this.lines(made), Errors: [], Info: [] });
  }

  private action(request: Record<string, unknown>): SandboxAnswer {
    const booking = this.all.find(({ RMAHeaderId, order }) => RMAHeaderId === request.RMAHeaderId && order.OrderId === request.OrderId);
    const refused = (Error: string) => json(200, { SuccessfullyActioned: false, RMAHeaderId: Number(request.RMAHeaderId ?? 0), Items: [], Errors: [Error], Info: [] });
    if (!booking) return refused('Booking was not found.');
    if (booking.Actioned) return refused('Booking has been actioned already.');
    booking.Actioned = true;
    booking.actioned = new Date(this.context.now()).toISOString();
    for (const { OrderItemRowId, ReturnQuantity, ScrapQuantity, ReturnLocation } of booking.items) {
      const line = booking.order.items.find(({ RowId }) => RowId === OrderItemRowId);
      if (line) raise(this.store, line.SKU, ReturnLocation, ReturnQuantity - ScrapQuantity, this.context.now());
    }
    const refunded = booking.items.some(({ RefundAmount }) => RefundAmount > 0);
    return json(200, { SuccessfullyActioned: true, RMAHeaderId: booking.RMAHeaderId, Items: this.lines(booking), Errors: [], Info: [], ...(refunded ? { RefundHeaderId: booking.RMAHeaderId } : {}) });
  }

  private header(one: Booking): Record<string, unknown> {
    const { OrderId, NumOrderId, Source, SubSource } = one.order;
    return { RMAHeaderId: one.RMAHeaderId, RMALines: this.lines(one), OrderId, NumOrderId, OrderSource: Source, OrderSubSource: SubSource, ExternalReference: one.Reference, ChannelInitiated: false, CreatedDate: one.created, Actioned: one.Actioned };
  }

  private lines({ RMAHeaderId, items, Actioned, created, Reference }: Booking): unknown[] {
    return items.map((item, index) => ({
      RMARowId: RMAHeaderId * 100 + index,
      RMAHeaderId,
      Type: 'Return',
      ExternalReference: Reference,
      CreatedDate: created,
      Actioned,
      Deleted: false,
      OrderItemRowId: item.OrderItemRowId,
      ReturnLocation: item.ReturnLocation,
      ReturnQuantity: item.ReturnQuantity,
      RefundAmount: item.RefundAmount,
      ScrapQuantity: item.ScrapQuantity,
      ReasonCategory: item.ReasonCategory ?? '',
      Reason: item.Reason ?? '',
    }));
  }
}
