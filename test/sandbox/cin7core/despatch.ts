import type { RoomContext } from '../room';
import { Refused } from './answers';
import type { Json, Shape } from './bodies';
import type { Lists } from './lists';
import type { ProductStore } from './product-store';
import { isBackordered, type Fulfilment, type PickLine, type Sale } from './sale-model';
import type { SaleStore } from './sale-store';
import type { Shipping } from './shipping';

const LINE: Shape = {
  ...{ ProductID: 'guid', SKU: 'text:50!', Name: 'text:1024', Location: 'text:256', LocationID: 'guid', Quantity: 'money!', BatchSN: 'text:256', ExpiryDate: 'date', NonInventory: 'boolean' },
};
export const PICK: Shape = { TaskID: 'guid!', Status: 'text', AutoPickMode: 'text', Lines: [LINE] };
export const PACK: Shape = { TaskID: 'guid!', Status: 'text!', Lines: [{ ...LINE, Box: 'text:256', WarrantyRegistrationNumber: 'text:256' }] };

const open = ['NOT AVAILABLE', 'DRAFT'];
const keyOf = ({ shelf }: PickLine) => shelf;

/** Pick and pack of one fulfilment (cin7core.md §6 steps 2 and 3). */
export class Despatch {
  constructor(
    private readonly context: RoomContext,
    private readonly store: SaleStore,
    private readonly products: ProductStore,
    private readonly lists: Lists,
    private readonly shipping: Shipping,
  ) {}

  pick(sale: Sale, task: Fulfilment, body: Json): void {
    this.checkSale(sale);
    if (!open.includes(task.pick.status)) throw new Refused(`Pick status is ${task.pick.status}`);
    if (body.AutoPickMode !== undefined) {
      if (body.AutoPickMode !== 'AUTOPICK') throw new Refused('AutoPickMode is not valid');
      this.pickAll(sale, task);
      return;
    }
    const status = readStatus(body.Status);
    const lines = this.lines(body.Lines);
    for (const { shelf, quantity } of lines) if (quantity > shelf.onHand) throw new Refused(`Not enough stock of ${shelf.product.SKU}`);
    if (status === 'AUTHORISED') this.compare(piecesOf(lines, ({ shelf }) => shelf.product), ordered(task), 'Picked');
    task.pick = { status, lines };
    this.store.touch(sale);
    if (status === 'AUTHORISED') this.store.tell('PickAuthorised', sale, task);
  }

  pickAll(sale: Sale, task: Fulfilment): void {
    if (isBackordered(sale)) throw new Refused('Not enough stock to pick: the order is on back-order');
    const held = task.lines.flatMap((line) => line.held);
    const lines = [...piecesOf(held.map((one) => ({ ...one, box: '' })), keyOf)].map(([shelf, quantity]) => ({ shelf, quantity, box: '' }));
    task.pick = { status: 'AUTHORISED', lines };
    this.store.touch(sale);
    this.store.tell('PickAuthorised', sale, task);
  }

  /** POST adds to a draft, PUT replaces it (blueprint, Sale Fulfilment Pack). */
  pack(sale: Sale, task: Fulfilment, body: Json, replaces: boolean): void {
    this.checkSale(sale);
    if (task.pick.status !== 'AUTHORISED') throw new Refused(`Pick status is ${task.pick.status}`);
    if (!open.includes(task.pack.status)) throw new Refused(`Pack status is ${task.pack.status}`);
    const status = readStatus(body.Status);
    const lines = [...(replaces ? [] : task.pack.lines), ...this.lines(body.Lines)];
    const [packed, picked] = [piecesOf(lines, keyOf), piecesOf(task.pick.lines, keyOf)];
    for (const [shelf, quantity] of packed) if (quantity > (picked.get(shelf) ?? 0)) throw new Refused(`Packed quantity of ${shelf.product.SKU} is greater than picked`);
    if (status === 'AUTHORISED') this.compare(packed, picked, 'Packed');
    task.pack = { status, lines };
    this.store.touch(sale);
    if (status === 'AUTHORISED') this.store.tell('PackAuthorised', sale, task);
  }

  packAll(sale: Sale, task: Fulfilment, boxes = 1): void {
    const lines = task.pick.lines.map((line, index) => ({ ...line, box: `Box ${(index % boxes) + 1}` }));
    task.pack = { status: 'AUTHORISED', lines };
    this.store.touch(sale);
    this.store.tell('PackAuthorised', sale, task);
  }

  /** steps: 1 = pick, 2 = pack too, 3 = ship too (cin7core.md §5.2). */
  automatically(sale: Sale, steps: number): void {
    const [task] = sale.fulfilments;
    if (steps >= 1) this.pickAll(sale, task);
    if (steps >= 2) this.packAll(sale, task);
    if (steps >= 3) this.shipping.shipAll(sale, task, () => ({ Carrier: '', TrackingNumber: '' }));
  }

  private checkSale(sale: Sale): void {
    if (sale.voided || sale.order.status !== 'AUTHORISED') throw new Refused('Order status is not AUTHORISED');
    const refusal = this.context.refusal(sale.number, sale.ID, sale.header.CustomerReference as string);
    if (refusal) throw new Refused(refusal.message ?? `Sale ${refusal.record} is refused`);
  }

  private lines(sent: unknown): PickLine[] {
    const lines = (sent ?? []) as Json[];
    if (lines.length === 0) throw new Refused('Lines are required');
    return lines.map((line) => {
      const product = this.products.named(line.ProductID, line.SKU);
      if (!line.Location && !line.LocationID) throw new Refused('Location or LocationID is required');
      const place = this.lists.place(line.Location, line.LocationID);
      const batch = line.BatchSN ? String(line.BatchSN) : null;
      if (product.costing !== 'FIFO' && batch === null) throw new Refused(`BatchSN is required for ${product.SKU}`);
      const shelf = this.store.shelves.of(product, place).find((one) => one.batch === batch);
      if (!shelf) throw new Refused(`No stock of ${product.SKU} in ${place.Name}`);
      if (Number(line.Quantity) < 1) throw new Refused('Quantity must be 1 or more');
      return { shelf, quantity: Number(line.Quantity), box: String(line.Box ?? 'Box 1') };
    });
  }

  private compare<T>(have: Map<T, number>, want: Map<T, number>, word: string): void {
    const equal = have.size === want.size && [...want].every(([key, quantity]) => have.get(key) === quantity);
    if (!equal) throw new Refused(`${word} quantities do not match`);
  }
}

function readStatus(sent: unknown): 'DRAFT' | 'AUTHORISED' {
  if (sent !== 'DRAFT' && sent !== 'AUTHORISED') throw new Refused('Status is not valid');
  return sent;
}

function piecesOf<T>(lines: PickLine[], key: (line: PickLine) => T): Map<T, number> {
  const pieces = new Map<T, number>();
  for (const line of lines) pieces.set(key(line), (pieces.get(key(line)) ?? 0) + line.quantity);
  return pieces;
}

function ordered({ lines }: Fulfilment): Map<PickLine['shelf']['product'], number> {
  const pieces = new Map<PickLine['shelf']['product'], number>();
  for (const { product, Quantity } of lines) if (product.type === 'Stock') pieces.set(product, (pieces.get(product) ?? 0) + Quantity);
  return pieces;
}
