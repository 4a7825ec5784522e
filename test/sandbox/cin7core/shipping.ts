import type { RoomContext } from '../room';
import { Refused } from './answers';
import type { Adjustments } from './adjustments';
import type { Json, Shape } from './bodies';
import type { Lists } from './lists';
import { ADDRESS, readAddress } from './sale-header';
import type { Fulfilment, Sale, ShipLine } from './sale-model';
import type { SaleStore } from './sale-store';
import { day } from './values';

const LINE: Shape = { ID: 'guid', ShipmentDate: 'date!', Carrier: 'text:256', Box: 'text:256!', TrackingNumber: 'text:256', TrackingURL: 'text:512', IsShipped: 'boolean' };
export const SHIP: Shape = { TaskID: 'guid!', Status: 'text!', RequireBy: 'date', ShippingAddress: ADDRESS, ShippingNotes: 'text:1024', AddTrackingNumbers: 'boolean', Lines: [LINE] };

const STATUSES = ['DRAFT', 'PARTIALLY AUTHORISED', 'AUTHORISED'];

/** `POST` and `PUT /sale/fulfilment/ship` (cin7core.md §6 step 4 and rules). */
export class Shipping {
  constructor(
    private readonly context: RoomContext,
    private readonly store: SaleStore,
    private readonly lists: Lists,
    private readonly adjustments: Adjustments,
  ) {}

  write(sale: Sale, task: Fulfilment, body: Json, replaces: boolean): void {
    const refusal = this.context.refusal(sale.number, sale.ID, sale.header.CustomerReference as string);
    if (refusal) throw new Refused(refusal.message ?? `Sale ${refusal.record} is refused`);
    if (sale.voided) throw new Refused('Sale is VOIDED');
    if (task.pick.lines.some(({ shelf }) => shelf.place.external)) throw new Refused('Shipment is managed by an external fulfilment service');
    if (task.pack.status !== 'AUTHORISED') throw new Refused(`Pack status is ${task.pack.status}`);
    if (!STATUSES.includes(String(body.Status))) throw new Refused('Status is not valid');
    const lines = this.lines(task, body.Lines);
    const { status } = task.ship;
    const done = status === 'AUTHORISED' || status === 'PARTIALLY AUTHORISED';
    if (done && replaces && body.AddTrackingNumbers === true) return this.addTracking(sale, task, lines);
    const rest = status === 'PARTIALLY AUTHORISED' && !replaces && this.context.assumed('rest-of-boxes') === 'adds';
    if (done && !rest) throw new Refused(`Shipment status is ${status}`);
    const kept = replaces ? [] : task.ship.lines;
    if (replaces && boxesOf(task).some((box) => !lines.some((line) => line.box === box))) throw new Refused('All boxes of the pack must be listed');
    const twice = lines.find((line) => kept.some(({ box }) => box === line.box));
    if (twice) throw new Refused(`Box '${twice.box}' is listed already`);
    if (body.RequireBy !== undefined && body.RequireBy !== null) Object.assign(sale.header, { ShipBy: body.RequireBy });
    Object.assign(task.ship, {
      ...{ lines: [...kept, ...lines], requireBy: body.RequireBy ?? task.ship.requireBy, notes: body.ShippingNotes ?? task.ship.notes },
      ...(body.ShippingAddress ? { address: readAddress(this.context, body.ShippingAddress) } : {}),
    });
    if (lines.some(({ TrackingNumber }) => TrackingNumber !== '')) sale.trackingWrites += 1;
    this.settle(sale, task, lines);
  }

  shipAll(sale: Sale, task: Fulfilment, of: (box: string) => Pick<ShipLine, 'Carrier' | 'TrackingNumber'>): void {
    task.ship.lines = boxesOf(task).map((box) => ({ ID: this.store.ids.guid('ship'), ShipmentDate: day(this.context.now()), box, IsShipped: true, ...of(box) }));
    this.settle(sale, task, task.ship.lines);
  }

  /** AUTHORISED by itself once every packed box is shipped. */
  private settle(sale: Sale, task: Fulfilment, fresh: ShipLine[]): void {
    const shipped = boxesOf(task).filter((box) => task.ship.lines.some((line) => line.box === box && line.IsShipped));
    const all = shipped.length === boxesOf(task).length;
    task.ship.status = all ? 'AUTHORISED' : shipped.length > 0 ? 'PARTIALLY AUTHORISED' : 'DRAFT';
    this.store.touch(sale);
    if (all) {
      this.store.shelves.takeOut(task.lines.flatMap((line) => line.held));
      this.store.tell('ShipmentAuthorised', sale, task);
    }
    if (fresh.some(({ TrackingNumber }) => TrackingNumber !== '')) this.store.tell('ShipmentTrackingNumberChanged', sale, task);
  }

  private addTracking(sale: Sale, task: Fulfilment, lines: ShipLine[]): void {
    const before = JSON.stringify(task.ship.lines);
    const empties = this.context.assumed('some-boxes') === 'others-emptied' && boxesOf(task).length > lines.length;
    for (const line of task.ship.lines) {
      const sent = lines.find(({ box }) => box === line.box);
      if (sent) Object.assign(line, { TrackingNumber: sent.TrackingNumber, Carrier: sent.Carrier || line.Carrier });
      else if (empties) line.TrackingNumber = '';
    }
    sale.trackingWrites += 1;
    if (JSON.stringify(task.ship.lines) === before) return;
    this.store.touch(sale);
    this.store.tell('ShipmentTrackingNumberChanged', sale, task);
  }

  private lines(task: Fulfilment, sent: unknown): ShipLine[] {
    const lines = (sent ?? []) as Json[];
    if (lines.length === 0) throw new Refused('Lines are required');
    const boxes = lines.map(({ Box }) => String(Box));
    if (new Set(boxes).size < boxes.length) throw new Refused('A box is listed twice');
    return lines.map((line) => {
      const box = String(line.Box);
      if (!boxesOf(task).includes(box)) throw new Refused(`Box '${box}' not found`);
      this.lists.checkCarrier(line.Carrier);
      this.adjustments.checkDate(line.ShipmentDate);
      return { ID: this.store.ids.guid('ship'), ShipmentDate: String(line.ShipmentDate), Carrier: String(line.Carrier ?? ''), box, TrackingNumber: String(line.TrackingNumber ?? ''), IsShipped: line.IsShipped === true };
    });
  }
}

export const boxesOf = ({ pack }: Fulfilment): string[] => [...new Set(pack.lines.map(({ box }) => box))];
