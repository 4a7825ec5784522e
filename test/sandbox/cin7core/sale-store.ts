import type { RoomContext } from '../room';
import { unknownName } from './answers';
import type { Fulfilment, Sale, SaleLine } from './sale-model';
import type { Shelves } from './shelves';
import type { Ids } from './values';

const FIRST_NUMBER = 501;

export type SaleEvent = 'Created' | 'OrderAuthorised' | 'Backordered' | 'PickAuthorised' | 'PackAuthorised' | 'ShipmentAuthorised' | 'ShipmentTrackingNumberChanged' | 'InvoiceAuthorised' | 'PartialPaymentReceived' | 'FullPaymentReceived' | 'Voided' | 'Undo';

export class SaleStore {
  readonly all = new Map<string, Sale>();
  /** Told of what webhooks tell. */
  tell: (event: SaleEvent, sale: Sale, task?: Fulfilment) => void = () => undefined;

  constructor(
    private readonly context: RoomContext,
    readonly ids: Ids,
    readonly shelves: Shelves,
  ) {}

  reset(): void {
    this.all.clear();
  }

  add(sale: Omit<Sale, 'ID' | 'number' | 'createdAt' | 'changedAt'>): Sale {
    const now = this.context.now();
    const made: Sale = { ...sale, ID: this.ids.guid('sale'), number: this.ids.number('SO', FIRST_NUMBER), createdAt: now, changedAt: now };
    this.all.set(made.ID, made);
    this.tell('Created', made);
    return made;
  }

  list(): Sale[] {
    return [...this.all.values()];
  }

  get(id: unknown): Sale {
    const found = this.all.get(String(id).toLowerCase());
    if (!found) throw unknownName('Sale not found');
    return found;
  }

  task(id: unknown): { sale: Sale; task: Fulfilment } {
    for (const sale of this.all.values()) {
      const task = sale.fulfilments.find(({ TaskID }) => TaskID === id);
      if (task) return { sale, task };
    }
    throw unknownName('Sale task not found');
  }

  touch(sale: Sale): void {
    sale.changedAt = this.context.now();
  }

  /** Keeps what is there; the rest is silently on back-order (blueprint, POST /sale/order). */
  allocate(sale: Sale): void {
    for (const line of sale.order.lines) {
      if (line.product.type === 'Service') continue;
      const open = line.Quantity - line.held.reduce((sum, { quantity }) => sum + quantity, 0);
      if (open > 0) line.held.push(...this.shelves.hold(line.product, sale.place, open));
      line.backorder = line.Quantity - line.held.reduce((sum, { quantity }) => sum + quantity, 0);
    }
  }

  /** Goods came in: waiting sales get theirs, oldest first. */
  allocateWaiting(): void {
    for (const sale of this.list()) {
      if (sale.voided || sale.order.status !== 'AUTHORISED' || !sale.order.lines.some(({ backorder }) => backorder > 0)) continue;
      const before = sale.order.lines.reduce((sum, { backorder }) => sum + backorder, 0);
      this.allocate(sale);
      if (sale.order.lines.reduce((sum, { backorder }) => sum + backorder, 0) < before) this.touch(sale);
    }
  }

  release(sale: Sale): void {
    const gone = sale.fulfilments.filter(({ ship }) => ship.status === 'AUTHORISED').flatMap(({ lines }) => lines);
    const held = sale.order.lines.filter((line) => !gone.includes(line)).flatMap((line) => line.held);
    for (const line of sale.order.lines) Object.assign(line, { held: [], backorder: 0 });
    this.shelves.release(held);
  }

  newTask(sale: Sale, lines: SaleLine[] = sale.order.lines): void {
    const own = this.context.assumed('task-id') === 'own' || sale.type !== 'Simple Sale';
    const TaskID = own ? this.ids.guid('task') : sale.ID;
    const stage = () => ({ status: 'NOT AVAILABLE' as const, lines: [] });
    sale.fulfilments.push({ TaskID, number: sale.fulfilments.length + 1, lines, pick: stage(), pack: stage(), ship: { ...stage(), requireBy: null, address: sale.shipping, notes: String(sale.header.ShippingNotes ?? '') } });
  }
}
