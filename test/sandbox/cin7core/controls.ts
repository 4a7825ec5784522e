import { ControlError } from '../room';
import { Refused } from './answers';
import type { Adjustments } from './adjustments';
import type { Despatch } from './despatch';
import type { Gate } from './gate';
import { PLACES } from './books';
import type { ProductStore } from './product-store';
import type { Purchases } from './purchases';
import { undoSale, voidSale } from './sale-routes';
import { isBackordered, isShipped, type Fulfilment, type Sale } from './sale-model';
import type { Orders } from './sale-order';
import type { SaleStore } from './sale-store';
import type { Shelves } from './shelves';
import type { Shipping } from './shipping';
import type { RoomContext } from '../room';
import { readDate } from './values';
import type { Webhooks } from './webhooks';
import type { Invoicing } from './invoicing';

type Body = Record<string, unknown>;

interface Parts {
  context: RoomContext;
  gate: Gate;
  adjustments: Adjustments;
  products: ProductStore;
  shelves: Shelves;
  store: SaleStore;
  orders: Orders;
  despatch: Despatch;
  shipping: Shipping;
  invoicing: Invoicing;
  purchases: Purchases;
  webhooks: Webhooks;
}

/** What people in Cin7 Core do without us. */
export function controls({ context, gate, adjustments, products, shelves, store, orders, despatch, shipping, invoicing, purchases, webhooks }: Parts): Record<string, (body: Body) => unknown> {
  /** By order number or CustomerReference. */
  const wanted = ({ orders: names }: Body): Sale[] => {
    const found = store.list().filter((sale) => names === undefined || (names as string[]).some((name) => name === sale.number || name === sale.header.CustomerReference));
    if (names !== undefined && found.length < (names as string[]).length) throw new ControlError(404, 'Not every order is there');
    return found;
  };
  const ready = (body: Body): Array<[Sale, Fulfilment]> => {
    const open = wanted(body).filter((sale) => !sale.voided && sale.order.status === 'AUTHORISED' && !isBackordered(sale) && !isShipped(sale));
    return open.flatMap((sale) => sale.fulfilments.map((task): [Sale, Fulfilment] => [sale, task]));
  };
  const upToPack = (sale: Sale, task: Fulfilment, boxes = 1): void => {
    if (task.pick.status !== 'AUTHORISED') despatch.pickAll(sale, task);
    if (task.pack.status !== 'AUTHORISED') despatch.packAll(sale, task, boxes);
  };
  const numbers = (sales: Array<[Sale, Fulfilment]>) => sales.map(([{ number }]) => number);

  return told({
    /** {companies?, keyIsValid?, automationModule?, lockDate?: day | null} */
    account: (body) => {
      if (body.companies !== undefined) gate.companies = Number(body.companies);
      if (body.keyIsValid !== undefined) gate.keyIsValid = body.keyIsValid === true;
      if (body.automationModule !== undefined) webhooks.hasModule = body.automationModule === true;
      if (body.lockDate !== undefined) adjustments.lockDate = body.lockDate === null ? null : (readDate(String(body.lockDate)) ?? null);
      return { companies: gate.companies, keyIsValid: gate.keyIsValid, automationModule: webhooks.hasModule, lockDate: adjustments.lockDate };
    },
    /** {orders?}: drafts are authorised. */
    authorise: (body) => {
      const drafts = wanted(body).filter(({ voided, order }) => !voided && order.status === 'DRAFT');
      for (const sale of drafts) orders.authorise(sale);
      return { authorised: drafts.map(({ number }) => number) };
    },
    /** {orders}: each line goes a way of its own, which makes an advanced sale of a simple one. */
    split: (body) => {
      for (const sale of wanted(body)) {
        if (sale.fulfilments.some(({ pick }) => pick.status !== 'NOT AVAILABLE')) throw new ControlError(400, `${sale.number} is being picked`);
        Object.assign(sale, { type: 'Advanced Sale', fulfilments: [] });
        for (const line of sale.order.lines) store.newTask(sale, [line]);
        store.touch(sale);
      }
      return {};
    },
    /** {orders?}: picked. */
    pick: (body) => {
      const found = ready(body).filter(([, task]) => task.pick.status !== 'AUTHORISED');
      for (const [sale, task] of found) despatch.pickAll(sale, task);
      return { picked: numbers(found) };
    },
    /** {orders?, boxes?: how many}: picked and packed. */
    pack: (body) => {
      const found = ready(body);
      for (const [sale, task] of found) upToPack(sale, task, Number(body.boxes ?? 1));
      return { packed: numbers(found) };
    },
    /** {orders?, trackingNumber?: '' for none, carrier?, boxes?, fulfilment?: its number}: everything that can be shipped goes out. */
    despatch: (body) => {
      const found = ready(body).filter(([, { ship, number }]) => ['NOT AVAILABLE', 'DRAFT'].includes(ship.status) && (body.fulfilment === undefined || number === body.fulfilment));
      for (const [sale, task] of found) {
        upToPack(sale, task, Number(body.boxes ?? 1));
        shipping.shipAll(sale, task, (box) => ({ Carrier: String(body.carrier ?? 'Royal Mail'), TrackingNumber: String(body.trackingNumber ?? `CT${sale.number.slice(3)}${task.number}${box.slice(4)}GB`) }));
      }
      return { despatched: numbers(found) };
    },
    /** {levels: {SKU: n}, location?}: somebody counts; reserved pieces lie there too. */
    restock: (body) => {
      const place = PLACES.find(({ Name }) => Name === (body.location ?? PLACES[0].Name));
      for (const [sku, level] of Object.entries((body.levels ?? {}) as Record<string, number>)) {
        const product = products.bySku(sku);
        if (!product || !place) throw new ControlError(404, `No product '${sku}' or no such location`);
        shelves.count(product, level, place);
      }
      return {};
    },
    /** {orders} */
    void: (body) => {
      const found = wanted(body).filter(({ voided }) => !voided);
      for (const sale of found) voidSale(context, store, sale);
      return { voided: found.map(({ number }) => number) };
    },
    /** {orders}: back to drafts. */
    undo: (body) => {
      for (const sale of wanted(body)) undoSale(store, sale);
      return {};
    },
    /** {orders?, paid?: false to leave it unpaid}: invoiced in full. */
    invoice: (body) => {
      const found = wanted(body).filter(({ voided, order, invoices }) => !voided && order.status === 'AUTHORISED' && invoices.length === 0);
      for (const sale of found) invoicing.invoiceAll(sale, body.paid !== false);
      return { invoiced: found.map(({ number }) => number) };
    },
    /** {orders, set: {member of the header: value}}: somebody edits sales. */
    edit: (body) => {
      for (const sale of wanted(body)) {
        Object.assign(sale.header, body.set ?? {});
        store.touch(sale);
      }
      return {};
    },
    /** {purchases?: [number]}: the goods of open purchases come in. */
    receive: (body) => ({ received: purchases.receive(body.purchases as string[] | undefined) }),
    /** One attempt at every delivery that waits. */
    deliver: async () => ({ delivered: await webhooks.deliver() }),
  });
}

/** What the vendor refuses, its people cannot do either. */
function told(verbs: Record<string, (body: Body) => unknown>): Record<string, (body: Body) => unknown> {
  const safe = (run: (body: Body) => unknown) => (body: Body) => {
    try {
      return run(body);
    } catch (error) {
      if (error instanceof Refused) throw new ControlError(400, error.message);
      throw error;
    }
  };
  return Object.fromEntries(Object.entries(verbs).map(([name, run]) => [name, safe(run)]));
}
