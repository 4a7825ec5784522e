import type { RoomContext } from '../room';
import { Refused } from './answers';
import type { Json, Shape } from './bodies';
import type { Despatch } from './despatch';
import type { Lists } from './lists';
import type { ProductStore } from './product-store';
import { isBackordered, type Charge, type Sale, type SaleLine } from './sale-model';
import type { SaleStore } from './sale-store';
import { exact, lineTotal, toCents } from './values';

const MODES = ['NOPICK', 'AUTOPICK', 'AUTOPICKPACK', 'AUTOPICKPACKSHIP'];
const MONEY: Shape = { Quantity: 'money!', Price: 'money!', Discount: 'number', Tax: 'money!', TaxRule: 'text:50!', Total: 'money' };
const LINE: Shape = { ...MONEY, ProductID: 'guid', SKU: 'text:50', Name: 'text:1024!', AverageCost: 'money', Comment: 'text:256', DropShip: 'boolean', BackorderQuantity: 'number' };
const CHARGE: Shape = { ...MONEY, Description: 'text:256!', Comment: 'text:1024' };
export const NEW_ORDER: Shape = {
  ...{ SaleID: 'guid!', SaleOrderNumber: 'text:256', CombineAdditionalCharges: 'boolean', Memo: 'text:1024?!', Status: 'text!', AutoPickPackShipMode: 'text' },
  ...{ Lines: [LINE], AdditionalCharges: [CHARGE], TotalBeforeTax: 'number', Tax: 'number', Total: 'number' },
};

/** `POST /sale/order` (cin7core.md §5.2). */
export class Orders {
  constructor(
    private readonly context: RoomContext,
    private readonly store: SaleStore,
    private readonly products: ProductStore,
    private readonly lists: Lists,
    private readonly despatch: Despatch,
  ) {}

  write(sale: Sale, body: Json): void {
    const refusal = this.context.refusal(sale.number, sale.header.CustomerReference as string, sale.header.ExternalID as string);
    if (refusal) throw new Refused(refusal.message ?? `Sale ${refusal.record} is refused`);
    if (sale.type === 'Service Sale') throw new Refused('Sale order is not available for service sale');
    if (sale.voided) throw new Refused('Sale is VOIDED');
    if (sale.order.status === 'AUTHORISED') throw new Refused('Sale order status is AUTHORISED. Only DRAFT or NOT AVAILABLE can be changed');
    if (!sale.skipQuote) throw new Refused('Quote is not AUTHORISED');
    const mode = String(body.AutoPickPackShipMode ?? 'NOPICK');
    if (!MODES.includes(mode)) throw new Refused('AutoPickPackShipMode is not valid');
    if (body.Status !== 'DRAFT' && body.Status !== 'AUTHORISED') throw new Refused('Status is not valid');
    const sent = (body.Lines ?? []) as Json[];
    if (sent.length === 0) throw new Refused('Lines are required');
    const lines = sent.map((line) => this.line(line));
    const charges = ((body.AdditionalCharges ?? []) as Json[]).map((charge) => this.charge(charge));
    // POST replaces the lines of the order (blueprint, Group Sale).
    sale.order = { status: 'DRAFT', memo: String(body.Memo), lines, charges };
    this.store.touch(sale);
    if (body.Status === 'AUTHORISED') this.authorise(sale, mode);
  }

  authorise(sale: Sale, mode = 'NOPICK'): void {
    sale.order.status = 'AUTHORISED';
    this.store.allocate(sale);
    this.store.newTask(sale);
    this.store.touch(sale);
    this.store.tell('OrderAuthorised', sale);
    if (isBackordered(sale)) this.store.tell('Backordered', sale);
    else if (sale.type === 'Simple Sale') this.despatch.automatically(sale, MODES.indexOf(mode));
  }

  private line(sent: Json): SaleLine {
    const both = this.context.assumed('line-product') === 'both-needed';
    if (both ? !sent.ProductID || !sent.SKU : !sent.ProductID && !sent.SKU) throw new Refused('ProductID and SKU are required');
    const product = this.products.named(sent.ProductID, sent.SKU);
    if (product.dropShip === 'Optional Drop Ship' && sent.DropShip === undefined) throw new Refused(`DropShip is required for ${product.SKU}`);
    const { ProductID: _id, SKU: _sku, Total: _total, AverageCost: _cost, BackorderQuantity: _backorder, ...rest } = this.money(sent);
    return { Comment: '', DropShip: false, ...(rest as unknown as Pick<SaleLine, 'Name' | 'Quantity' | 'Price' | 'Discount' | 'Tax' | 'TaxRule'>), product, backorder: 0, held: [] };
  }

  private charge(sent: Json): Charge {
    const service = [...this.products.all.values()].some(({ type, Name }) => type === 'Service' && Name === sent.Description);
    if (!service && this.context.assumed('charge-description') === 'service-product') throw new Refused(`Service product '${String(sent.Description)}' not found`);
    const { Total: _total, ...rest } = this.money(sent);
    return { Comment: '', ...(rest as unknown as Omit<Charge, 'Comment'>) };
  }

  /** Discount is a percentage; Total is sent for validation only. */
  private money(sent: Json): Json {
    const { Quantity, Price, Discount, Total } = { Discount: 0, ...sent } as unknown as { Quantity: number; Price: number; Discount: number; Total?: number };
    if (Quantity < 1) throw new Refused('Quantity must be 1 or more');
    if (Discount < 0 || Discount > 100 || !Number.isInteger(Math.round(Discount * 1e6) / 1e4)) throw new Refused('Discount must be between 0 and 100, with up to 2 decimal places');
    this.lists.checkTax(sent.TaxRule);
    const right = lineTotal(Quantity, Price, Discount);
    if (Total !== undefined && Total !== null && exact(Total) !== right && exact(Total) !== toCents(right)) throw new Refused('Line Total is incorrect');
    return { ...sent, Discount };
  }
}
