import { CATALOGUE } from '../catalogue';
import { json } from '../http';
import { ControlError, type RoomContext } from '../room';
import { missing, Refused, unknownName } from './answers';
import type { Json, Shape } from './bodies';
import { PLACES, type Place } from './books';
import type { Lists } from './lists';
import type { Parties, Party } from './parties';
import type { ProductStore } from './product-store';
import { contains, page, PAGED, route, same, type Cin7Route } from './routes';
import { orderOf, receiving, rowOf, showPurchase, type Purchase } from './purchase-views';
import type { Shelves } from './shelves';
import { readDate, type Ids } from './values';

const NEW: Shape = {
  ...{ SupplierID: 'guid', Supplier: 'text:256', Contact: 'text:256', Phone: 'text:50', BlindReceipt: 'boolean', Approach: 'text:10!', TaxRule: 'text:50', TaxCalculation: 'text', Terms: 'text:256', RequiredBy: 'date', Location: 'text:256!', PurchaseType: 'text', Note: 'text:1024', IsServiceOnly: 'boolean', CurrencyRate: 'number' },
};
const LINE: Shape = { ProductID: 'guid!', SKU: 'text:50!', Name: 'text:1024!', Quantity: 'money!', Price: 'money!', Discount: 'number', Tax: 'money!', TaxRule: 'text:50!', SupplierSKU: 'text:50', Comment: 'text:256', Total: 'money!' };
const ORDER: Shape = { TaskID: 'guid!', CombineAdditionalCharges: 'boolean!', Memo: 'text:1024?!', Status: 'text!', Lines: [LINE] };
const FILTERS = { OrderStatus: 'text', RestockReceivedStatus: 'text', InvoiceStatus: 'text', CreditNoteStatus: 'text', UnstockStatus: 'text', Status: 'text' } as const;

/** Purchases (cin7core.md §7); receiving is done by people here. */
export class Purchases {
  private all: Purchase[] = [];
  /** Told of an authorised order and of received goods. */
  tell: (type: string, body: Json) => void = () => undefined;

  constructor(
    private readonly context: RoomContext,
    private readonly ids: Ids,
    private readonly products: ProductStore,
    private readonly shelves: Shelves,
    private readonly parties: Parties,
    private readonly lists: Lists,
  ) {}

  reset(): void {
    this.all = [];
  }

  rows(): Json[] {
    return this.all.map(rowOf);
  }

  /** n | [{supplier?, location?, lines: [{SKU, Quantity, Price?}], status?, requiredBy?, dropShipSale?}] */
  seed(wishes: unknown): string[] {
    const list = Array.isArray(wishes) ? (wishes as Json[]) : Array.from({ length: Number(wishes) }, (_, index): Json => ({ lines: [{ SKU: CATALOGUE[index % CATALOGUE.length].sku, Quantity: 10 + index }] }));
    return list.map(({ supplier = 'Tea Traders', location = PLACES[0].Name, lines = [], status = 'AUTHORISED', requiredBy = null, dropShipSale = null }) => {
      const made = this.add(this.parties.supplier(supplier, undefined), this.lists.place(location), { requiredBy: requiredBy as string | null, dropShipSale: dropShipSale as string | null });
      made.lines = (lines as Json[]).map(({ SKU, Quantity = 1, Price = 1 }) => ({ product: this.products.named(undefined, SKU), Quantity: Number(Quantity), Price: Number(Price), Tax: 0, SupplierSKU: '', received: 0 }));
      this.setOrder(made, status as Purchase['orderStatus']);
      return made.OrderNumber;
    });
  }

  receive(numbers?: string[]): string[] {
    const open = this.all.filter((one) => one.orderStatus === 'AUTHORISED' && receiving(one) !== 'FULLY RECEIVED' && (numbers === undefined || numbers.includes(one.OrderNumber)));
    if (numbers && open.length < numbers.length) throw new ControlError(404, 'Not every purchase is open');
    for (const purchase of open) {
      for (const line of purchase.lines) {
        const shelf = this.shelves.at(line.product, purchase.place);
        shelf.onOrder -= line.Quantity - line.received;
        this.shelves.set(shelf, shelf.onHand + line.Quantity - line.received);
        line.received = line.Quantity;
      }
      purchase.changedAt = this.context.now();
      this.tell('Purchase/StockReceivedAuthorised', { TaskID: purchase.ID, PurchaseOrderNumber: purchase.OrderNumber, InvoiceNumber: null, SupplierName: purchase.supplier.Name, SupplierContactName: null, SupplierContactEmail: null });
    }
    return open.map(({ OrderNumber }) => OrderNumber);
  }

  private add(supplier: Party, place: Place, more: Partial<Purchase>): Purchase {
    const now = this.context.now();
    const made: Purchase = { ID: this.ids.guid('purchase'), OrderNumber: this.ids.number('PO'), type: 'Simple Purchase', approach: 'STOCK', orderStatus: 'NOT AVAILABLE', requiredBy: null, note: '', memo: '', dropShipSale: null, lines: [], createdAt: now, changedAt: now, ...more, supplier, place };
    this.all.push(made);
    return made;
  }

  private setOrder(purchase: Purchase, status: Purchase['orderStatus']): void {
    purchase.orderStatus = status;
    purchase.changedAt = this.context.now();
    if (status !== 'AUTHORISED') return;
    for (const { product, Quantity } of purchase.lines) this.shelves.at(product, purchase.place).onOrder += Quantity;
    this.tell('Purchase/OrderAuthorised', { TaskID: purchase.ID, PurchaseOrderNumber: purchase.OrderNumber, SupplierName: purchase.supplier.Name, SupplierContactName: null, SupplierContactEmail: null });
  }

  routes(): Cin7Route[] {
    const deprecated = (method: string) =>
      route(method, '/purchase', { ID: 'guid' }, () => {
        throw new Refused('This endpoint is deprecated and does not support Advanced and Service purchases. Use advanced-purchase');
      });
    return [
      route('GET', '/purchaseList', { ...PAGED, ...FILTERS, Search: 'text', RequiredBy: 'date', UpdatedSince: 'date', DropShipTaskID: 'guid' }, ({ query }) => {
        const since = query.UpdatedSince === undefined ? -Infinity : (readDate(String(query.UpdatedSince)) ?? 0);
        const found = this.all.filter(({ changedAt }) => changedAt > since || (changedAt === since && this.context.assumed('since-boundary') === 'included')).map(rowOf).filter((row) => {
          const fits = Object.keys(FILTERS).every((name) => same(row[name === 'RestockReceivedStatus' ? 'StockReceivedStatus' : name], query[name]));
          const due = query.RequiredBy === undefined || (row.RequiredBy !== null && (readDate(String(row.RequiredBy)) ?? 0) <= (readDate(String(query.RequiredBy)) ?? 0));
          return fits && due && same(row.DropShipTaskID, query.DropShipTaskID) && (query.Search === undefined || ['OrderNumber', 'Status', 'Supplier'].some((name) => contains(row[name], query.Search)));
        });
        return page(this.context, true, 'PurchaseList', found, query);
      }),
      route('GET', '/advanced-purchase', { ID: 'guid!', CombineAdditionalCharges: 'boolean' }, ({ query }) => {
        const found = this.all.find(({ ID }) => ID === query.ID);
        return found ? json(200, showPurchase(found)) : missing(this.context, 'Purchase');
      }),
      route('POST', '/advanced-purchase', {}, ({ body }) => {
        if (body.Approach !== 'INVOICE' && body.Approach !== 'STOCK') throw new Refused('Approach is not valid');
        const supplier = this.parties.supplier(body.Supplier, body.SupplierID);
        const place = this.lists.place(body.Location);
        const type = body.IsServiceOnly === true ? 'Service Purchase' : body.PurchaseType === 'Advanced' ? 'Advanced Purchase' : 'Simple Purchase';
        return json(200, showPurchase(this.add(supplier, place, { type, approach: body.Approach, note: String(body.Note ?? ''), requiredBy: (body.RequiredBy as string | undefined) ?? null })));
      }, NEW),
      route('POST', '/purchase/order', {}, ({ body }) => {
        const purchase = this.all.find(({ ID }) => ID === body.TaskID);
        if (!purchase) throw unknownName('Purchase not found');
        if (!['NOT AVAILABLE', 'DRAFT'].includes(purchase.orderStatus)) throw new Refused(`Purchase order status is ${purchase.orderStatus}`);
        if (body.Status !== 'DRAFT' && body.Status !== 'AUTHORISED') throw new Refused('Status is not valid');
        purchase.lines = ((body.Lines ?? []) as Json[]).map(({ ProductID, SKU, Quantity, Price, Tax, SupplierSKU }) => ({ product: this.products.named(ProductID, SKU), Quantity: Number(Quantity), Price: Number(Price), Tax: Number(Tax), SupplierSKU: String(SupplierSKU ?? ''), received: 0 }));
        if (purchase.lines.length === 0) throw new Refused('Lines are required');
        purchase.memo = String(body.Memo);
        this.setOrder(purchase, body.Status);
        return json(200, { TaskID: purchase.ID, CombineAdditionalCharges: false, ...orderOf(purchase) });
      }, ORDER),
      ...['GET', 'POST', 'PUT', 'DELETE'].map(deprecated),
    ];
  }
}
