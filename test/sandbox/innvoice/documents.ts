import { randomUUID } from 'node:crypto';
import type { Order } from './invoice-check';
import { isForint } from './values';

export interface Document extends Order {
  techid: string;
  tableId: string;
  /** Of a closed invoice; a proforma has its own. */
  number: string | undefined;
  status: 'draft' | 'proforma' | 'closed';
  /** The order as people at the shop read it: the last word of the comment. */
  orderNumber: string;
  printKey: string;
  /** techid of the proforma it was made from, and the other way round. */
  madeFrom?: string;
  madeInto?: string;
}

/** All documents of the account. There is no key against repeats: the same order twice is two documents (innvoice.md §2). */
export class Documents {
  readonly all = new Map<string, Document>();
  private issued = 0;
  private numbered = 0;
  private proformas = 0;

  constructor(private readonly year: () => number) {}

  reset(): void {
    this.all.clear();
    this.issued = 0;
    this.numbered = 0;
    this.proformas = 0;
  }

  add(order: Order): Document {
    const draft = order.header.Felretett === '1';
    const proforma = order.header.Proforma === '1';
    return this.store(order, draft ? 'draft' : proforma ? 'proforma' : 'closed');
  }

  convert(proforma: Document, dates: Record<string, string>): Document {
    const made = this.store({ ...proforma, header: { ...proforma.header, ...dates, Proforma: '0' } }, 'closed');
    made.madeFrom = proforma.techid;
    proforma.madeInto = made.techid;
    return made;
  }

  byTableId(tableId: string): Document | undefined {
    return [...this.all.values()].find((one) => one.tableId === tableId);
  }

  byPrintKey(printKey: string): Document | undefined {
    return [...this.all.values()].find((one) => one.printKey === printKey);
  }

  summary(): unknown[] {
    return [...this.all.values()].map(({ header, printKey: _key, lines, comment, extra, taxNumber, ...rest }) => ({
      ...rest,
      book: header.SzamlatombID,
      proforma: header.Proforma === '1',
      electronic: header.Eszamla === '1',
      paid: header.Fizetve === '1',
      currency: isForint(header.Devizanem) ? 'HUF' : header.Devizanem,
      payment: header.FizetesiMod,
      issued: header.SzamlaKelte,
      fulfilled: header.TeljesitesKelte,
      due: header.Hatarido,
      buyer: { name: header.VevoNev, postcode: header.VevoIrsz, town: header.VevoTelep, street: header.VevoUtcaHsz, country: header.VevoOrszag, ...(taxNumber === undefined ? {} : { taxNumber }) },
      lines,
      net: total(lines.map(({ net }) => net)),
      gross: total(lines.map(({ gross }) => gross)),
      comment,
      extra,
    }));
  }

  private store({ header, taxNumber, lines, comment, extra }: Order, status: Document['status']): Document {
    this.issued += 1;
    if (status === 'closed') this.numbered += 1;
    if (status === 'proforma') this.proformas += 1;
    const number = status === 'closed' ? `MINTA-${this.year()}/${this.numbered}` : status === 'proforma' ? `D-${this.year()}/${this.proformas}` : undefined;
    // Techid and TABLE_ID are unlike, and unlike the ids of the books, so that one taken for another is noticed.
    const made: Document = { header, taxNumber, lines, comment, extra, status, number, techid: String(100_200_300 + this.issued), tableId: String(5_120 + this.issued), orderNumber: lastWord(comment), printKey: randomUUID() };
    this.all.set(made.techid, made);
    return made;
  }
}

export function lastWord(comment: string): string {
  return comment.trim().split(/[\s:#]+/).pop()?.replace(/[.,;]$/, '') ?? '';
}

function total(values: number[]): number {
  return values.reduce((sum, value) => sum + Math.round(value * 100), 0) / 100;
}
