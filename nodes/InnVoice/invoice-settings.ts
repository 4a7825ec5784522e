import type { ElementNames } from './element-names';
import type { LineSettings } from './line-amounts';

/** What an operator can ask for; drafts can still be changed and deleted in InnVoice. */
export type DocumentType = 'draft' | 'invoice' | 'proforma' | 'proformaDraft';

/** The two flags behind a document type (specs/innvoice/enums.json). */
export const FLAGS: Readonly<Record<DocumentType, { Felretett: '0' | '1'; Proforma: '0' | '1' }>> = {
  draft: { Felretett: '1', Proforma: '0' },
  invoice: { Felretett: '0', Proforma: '0' },
  proforma: { Felretett: '0', Proforma: '1' },
  proformaDraft: { Felretett: '1', Proforma: '1' },
};

/** What becomes of a document that must not be closed. */
export const AS_DRAFT: Readonly<Record<DocumentType, DocumentType>> = {
  draft: 'draft',
  invoice: 'draft',
  proforma: 'proformaDraft',
  proformaDraft: 'proformaDraft',
};

export const isDraft = (type: DocumentType): boolean => FLAGS[type].Felretett === '1';

export interface PaymentRule {
  /** Name or id of the payment method on the order. */
  method: string;
  text: string;
  paid: 'asOrder' | 'yes' | 'no';
  /** '' = the node's own. */
  dueDays: string | number;
}

export interface ExtraField {
  name: string;
  /** '' leaves the element of that name out. */
  value: string;
}

export interface InvoiceSettings extends LineSettings {
  documentType: DocumentType;
  bookId: string;
  sendEmail: boolean;
  stockBySku: boolean;
  fulfilment: 'today' | 'orderDate';
  dueDays: number;
  paid: 'asOrder' | 'yes' | 'no';
  payments: readonly PaymentRule[];
  /** Text for orders without a payment method; '' = such an order is refused. */
  paymentIfMissing: string;
  eInvoice: boolean;
  forint: 'Ft' | 'HUF';
  decimalSign: '.' | ',';
  /** The operator compared a draft: InnVoice reads prices with decimals as they are sent. */
  decimalsChecked: boolean;
  comment: string;
  language: string;
  exchangeRate: string;
  headerFields: readonly ExtraField[];
  lineFields: readonly ExtraField[];
  elements: ElementNames;
}
