import { json } from '../http';
import type { RoomContext } from '../room';
import { missing, Refused, unknownName } from './answers';
import type { Json, Shape } from './bodies';
import type { Lists } from './lists';
import { route, type Cin7Route } from './routes';
import type { Invoice, Sale } from './sale-model';
import { about, showInvoice, showOrder, totalsOf } from './sale-render';
import type { SaleStore } from './sale-store';
import { day, exact, lineTotal, NO_GUID } from './values';

const MONEY: Shape = { Quantity: 'money!', Price: 'money!', Discount: 'number', Tax: 'money!', Total: 'money', TaxRule: 'text:50!', Account: 'text:50', Comment: 'text:1024' };
const NEW: Shape = {
  ...{ SaleID: 'guid!', TaskID: 'guid!', CombineAdditionalCharges: 'boolean!', Memo: 'text:1024', Status: 'text!', InvoiceDate: 'date!', InvoiceDueDate: 'date!', CurrencyConversionRate: 'number', BillingAddressLine1: 'text:256', BillingAddressLine2: 'text:256', LinkedFulfillmentNumber: 'number' },
  ...{ Lines: [{ ...MONEY, ProductID: 'guid', SKU: 'text:50', Name: 'text:1024!', AverageCost: 'money' }], AdditionalCharges: [{ ...MONEY, Description: 'text:256!' }] },
};
const PAYMENT: Shape = { TaskID: 'guid!', Type: 'text!', Reference: 'text', Amount: 'number!', DatePaid: 'date!', Account: 'text!', CurrencyRate: 'number!' };

/** Invoices and payments of a sale (cin7core.md §5.3). */
export class Invoicing {
  constructor(
    private readonly context: RoomContext,
    private readonly store: SaleStore,
    private readonly lists: Lists,
  ) {}

  /** Everything ordered, by people. */
  invoiceAll(sale: Sale, paid: boolean): void {
    const { total, tax } = totalsOf(sale);
    const { Lines, AdditionalCharges } = invoiced(sale);
    const now = day(this.context.now());
    const made = this.add(sale, { status: 'AUTHORISED', memo: '', date: now, due: now, lines: Lines, charges: AdditionalCharges, total, tax });
    if (paid) this.pay(sale, made, { Amount: total, Type: 'PAYMENT', Account: '610', CurrencyRate: 1, DatePaid: now });
  }

  private add(sale: Sale, invoice: Omit<Invoice, 'TaskID' | 'number' | 'payments' | 'paid'>): Invoice {
    const made: Invoice = { ...invoice, TaskID: this.store.ids.guid('invoice'), number: this.store.ids.number('INV', 501), payments: [], paid: 0 };
    sale.invoices.push(made);
    this.store.touch(sale);
    if (made.status === 'AUTHORISED') this.store.tell('InvoiceAuthorised', sale);
    return made;
  }

  private pay(sale: Sale, invoice: Invoice, { Amount, Reference = '', DatePaid, Account, CurrencyRate }: Json): Json {
    const payment = { ID: this.store.ids.guid('payment'), Reference, Amount, DatePaid, Account, CurrencyRate, DateCreated: new Date(this.context.now()).toISOString() };
    invoice.payments.push(payment);
    invoice.paid = Math.round((invoice.paid + Number(Amount)) * 100) / 100;
    if (invoice.paid >= Math.round(invoice.total * 100) / 100) invoice.status = 'PAID';
    this.store.touch(sale);
    this.store.tell(invoice.status === 'PAID' ? 'FullPaymentReceived' : 'PartialPaymentReceived', sale);
    return { SaleID: sale.ID, TaskID: invoice.TaskID, SaleOrderNumber: sale.number, InvoiceNumber: invoice.number, CreditNoteNumber: null, Type: 'Payment', ...payment, CreditID: null };
  }

  routes(): Cin7Route[] {
    return [
      route('GET', '/sale/invoice', { SaleID: 'guid!', CombineAdditionalCharges: 'boolean', IncludeProductInfo: 'boolean' }, ({ query }) => {
        const sale = this.store.all.get(String(query.SaleID));
        return sale ? json(200, { SaleID: sale.ID, Invoices: sale.invoices.map(showInvoice) }) : missing(this.context, 'Sale');
      }),
      route('POST', '/sale/invoice', {}, ({ body }) => {
        const sale = this.store.get(body.SaleID);
        if (sale.voided || sale.order.status !== 'AUTHORISED') throw new Refused('Order status is not AUTHORISED');
        if (body.Status !== 'DRAFT' && body.Status !== 'AUTHORISED') throw new Refused('Status is not valid');
        const known = sale.invoices.find(({ TaskID }) => TaskID === body.TaskID);
        // In a simple sale there is one invoice, whose task is the sale's (blueprint, Sale Types).
        const isNew = body.TaskID === NO_GUID || (sale.type === 'Simple Sale' && sale.fulfilments.some(({ TaskID }) => TaskID === body.TaskID));
        if (!known && !isNew) throw unknownName('Invoice task not found');
        const taken = known ?? (sale.type === 'Simple Sale' ? sale.invoices[0] : undefined);
        if (taken && taken.status !== 'DRAFT') throw new Refused(`Invoice status is ${taken.status}`);
        const lines = (body.Lines ?? []) as Json[];
        const charges = (body.AdditionalCharges ?? []) as Json[];
        for (const { TaxRule, Account } of [...lines, ...charges]) {
          this.lists.checkTax(TaxRule);
          this.lists.checkAccount(Account);
        }
        const sums = [...lines, ...charges].reduce((sum: { total: bigint; tax: bigint }, row) => ({ total: sum.total + lineTotal(Number(row.Quantity), Number(row.Price), Number(row.Discount ?? 0)), tax: sum.tax + (exact(Number(row.Tax)) ?? 0n) }), { total: 0n, tax: 0n });
        if (taken) sale.invoices = sale.invoices.filter((one) => one !== taken);
        this.add(sale, { status: body.Status, memo: String(body.Memo ?? ''), date: String(body.InvoiceDate), due: String(body.InvoiceDueDate), lines, charges, total: Number(sums.total + (sale.taxInclusive ? 0n : sums.tax)) / 10_000, tax: Number(sums.tax) / 10_000 });
        return json(200, { SaleID: sale.ID, Invoices: sale.invoices.map(showInvoice) });
      }, NEW),
      route('POST', '/sale/payment', {}, ({ body }) => {
        if (!/^(PAYMENT|PREPAYMENT|REFUND)$/i.test(String(body.Type))) throw new Refused('Type is not valid');
        this.lists.checkAccount(body.Account);
        const sale = this.store.list().find(({ invoices }) => invoices.some(({ TaskID }) => TaskID === body.TaskID));
        const invoice = sale?.invoices.find(({ TaskID }) => TaskID === body.TaskID);
        if (!sale || !invoice) throw unknownName('Sale task not found');
        if (!/^PAYMENT$/i.test(String(body.Type))) throw new Refused(`${String(body.Type)} is not available for this task`);
        if (invoice.status !== 'AUTHORISED') throw new Refused(`Invoice status is ${invoice.status}`);
        return json(200, this.pay(sale, invoice, body));
      }, PAYMENT),
    ];
  }
}

/** The ordered lines as an invoice has them. */
function invoiced(sale: Sale): { Lines: Json[]; AdditionalCharges: Json[] } {
  const { Lines, AdditionalCharges } = showOrder(sale) as { Lines: Json[]; AdditionalCharges: Json[] };
  const lines = Lines.map(({ DropShip: _drop, BackorderQuantity: _back, ...line }, index) => ({ ...line, Account: '200', ...about(sale.order.lines[index].product) }));
  return { Lines: lines, AdditionalCharges: AdditionalCharges.map((charge) => ({ ...charge, Account: '200' })) };
}
