import type { SandboxAnswer, SandboxRequest } from '../http';
import type { RoomContext } from '../room';
import { errorXml, xml, type Element } from './answer-xml';
import type { Document, Documents } from './documents';
import { lastWord } from './documents';
import { checkInvoice, type Order } from './invoice-check';
import type { Products } from './products';
import { readDocuments } from './request-xml';
import { BOOKS, DATES, isDate, LINE_SKU } from './values';

/** innvoice.md §2 Operations. */
export class Operations {
  constructor(
    private readonly context: RoomContext,
    private readonly documents: Documents,
    private readonly products: Products,
  ) {}

  /** A refusal: with HTTP 200 or with a status of its own, the body is the same (innvoice.md §2 Errors). */
  refused(number: number, message: string, status = 400): SandboxAnswer {
    return errorXml(this.context.assumed('error-status') === '200' ? 200 : status, number, message);
  }

  books(): SandboxAnswer {
    return xml(200, { tomb_invoice: BOOKS.map(({ tableId, name }) => ({ TABLE_ID: tableId, Nev: name })) });
  }

  catalogue(): SandboxAnswer {
    if (this.products.all.length === 0) return xml(200, {});
    const group = this.context.assumed('product-group');
    return xml(200, { product: this.products.render(this.context.assumed('name-elements') === 'present', group === 'absent' ? undefined : group) });
  }

  byTechid(techid: string): SandboxAnswer {
    const found = this.documents.all.get(techid);
    if (!found) return this.refused(404, `No document with techid ${techid}`, 404);
    return xml(200, { invoice: { techid, SorszamFormatted: found.status === 'draft' ? undefined : found.number } });
  }

  create(request: SandboxRequest): SandboxAnswer {
    const sent = readDocuments(request.body.toString('utf8'), 'invoices', 'invoice');
    if (typeof sent === 'string') return this.refused(500, sent);
    if (sent.length > 1 && this.context.assumed('several-per-post') === 'refused') return this.refused(500, 'Only one invoice per request');
    const orders: Order[] = [];
    for (const one of sent) {
      const order = checkInvoice(one, () => this.context.assumed('decimal-separator') as 'point' | 'comma');
      if (typeof order === 'string') return this.refused(500, order);
      const refusal = this.context.refusal(lastWord(order.comment), ...order.lines.map(({ extra }) => extra[LINE_SKU]));
      if (refusal) return this.refused(500, refusal.message ?? 'Invoice creation failed due to invalid data');
      orders.push(order);
    }
    const made = orders.map((order) => this.documents.add(order));
    for (const document of made) this.bookStock(document);
    return this.told(made, request);
  }

  convert(request: SandboxRequest): SandboxAnswer {
    const sent = readDocuments(request.body.toString('utf8'), 'proforma_invoices', 'proforma_invoice');
    if (typeof sent === 'string') return this.refused(500, sent);
    if (sent.length > 1) return this.refused(500, 'Only one proforma per request');
    const [one] = sent;
    const missing = ['TABLE_ID', ...DATES].find((name) => !one.get(name));
    if (missing) return this.refused(500, `${missing} is missing`);
    const wrongDate = DATES.find((name) => !isDate(one.get(name) ?? ''));
    if (wrongDate) return this.refused(500, `${wrongDate} is a date in the form YYYY.MM.DD.`);
    const proforma = this.documents.byTableId(one.get('TABLE_ID') ?? '');
    if (proforma?.status !== 'proforma') return this.refused(500, `No proforma with TABLE_ID ${one.get('TABLE_ID')}`);
    if (proforma.madeInto !== undefined) return this.refused(500, 'The proforma has been turned into an invoice before');
    const made = this.documents.convert(proforma, Object.fromEntries(DATES.map((name) => [name, one.get(name) as string])));
    this.bookStock(made);
    return xml(200, { [this.context.assumed('proforma-root')]: { techid: made.techid, PrintUrl: printUrl(made, request), TABLE_ID: made.tableId } });
  }

  private told(made: Document[], request: SandboxRequest): SandboxAnswer {
    const response: Record<string, Element[]> = {};
    for (const one of made) {
      const proforma = one.header.Proforma === '1';
      const root = proforma ? this.context.assumed('proforma-root') : 'invoice';
      const numbered = one.status === 'closed' || this.context.assumed(one.status === 'draft' ? 'draft-number' : 'proforma-number') === 'present';
      const Sorszam = numbered ? (one.number ?? `FELRETETT/${one.techid}`) : undefined;
      (response[root] ??= []).push({ techid: one.techid, Sorszam, PrintUrl: printUrl(one, request), TABLE_ID: one.tableId });
    }
    return xml(200, response);
  }

  /** A known SKU on a closed invoice takes from the first warehouse; an unknown one takes nothing (the pair's help page). */
  private bookStock({ status, lines }: Document): void {
    if (status !== 'closed') return;
    for (const { extra, quantity } of lines) {
      const product = extra[LINE_SKU] === undefined ? undefined : this.products.bySku(extra[LINE_SKU]);
      if (product && this.context.assumed('line-sku') === 'books') product.stocks[0].level -= Number(quantity.replace(',', '.'));
    }
  }
}

function printUrl({ printKey }: Document, request: SandboxRequest): string {
  return `${new URL(request.absoluteUrl).origin}/innvoice-print/${printKey}.pdf`;
}
