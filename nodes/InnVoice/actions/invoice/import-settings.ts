import { misconfigured } from '../../../shared/api/problem';
import type { ItemContext } from '../../../shared/node/operation';
import { DECIMAL_SIGN, ELEMENTS, isElementName, type ElementNames, type ElementPart } from '../../element-names';
import { chosenBook } from '../../invoice-books';
import type { DocumentType, ExtraField, InvoiceSettings, PaymentRule } from '../../invoice-settings';

interface ImportOptions {
  comment?: string;
  decimalSign?: InvoiceSettings['decimalSign'];
  decimalsChecked?: boolean;
  eInvoice?: boolean;
  elementNames?: { element?: Array<{ part?: ElementPart; name?: string }> };
  exchangeRate?: string | number;
  headerFields?: { field?: ExtraField[] };
  lineFields?: { field?: ExtraField[] };
  forint?: InvoiceSettings['forint'];
  language?: string;
  paymentIfMissing?: string;
  payments?: { payment?: Array<Partial<PaymentRule>> };
  unit?: string;
  zeroRateOfDeposits?: string;
  vatTexts?: { vat?: Array<{ rate?: number; text?: string }> };
}

function elementNames(given: ImportOptions['elementNames']): ElementNames {
  const names: ElementNames = { ...ELEMENTS };
  for (const { part, name } of given?.element ?? []) {
    if (!part || !name) continue;
    if (!isElementName(name)) throw misconfigured(`'${name.slice(0, 40)}' is not the name of an XML element`, "Correct it in 'Element Names'; names are case-sensitive and hold no blanks.");
    names[part] = name;
  }
  return names;
}

const fields = (given: { field?: ExtraField[] } | undefined): ExtraField[] =>
  (given?.field ?? []).flatMap(({ name, value }) => (name ? [{ name: name.trim(), value: String(value ?? '') }] : []));

function payments(given: ImportOptions['payments']): PaymentRule[] {
  return (given?.payment ?? []).flatMap(({ method, text = '', paid = 'asOrder', dueDays = '' }) => {
    if (!method) return [];
    if (dueDays !== '' && !/^\d+$/.test(String(dueDays))) throw misconfigured(`Due Days '${String(dueDays).slice(0, 20)}' of payment method '${method}' is not a whole number`, "Correct it in 'Payment Methods'.");
    return [{ method, text, paid, dueDays }];
  });
}

/** The node's parameters for one item. @throws Problem for settings that cannot work */
export function importSettings(item: ItemContext): InvoiceSettings {
  const options = item.param<ImportOptions>('options') ?? {};
  return {
    documentType: item.param<DocumentType>('document') ?? 'draft',
    bookId: chosenBook(String(item.param<string | number>('invoiceBook') ?? '').trim()),
    sendEmail: item.param<boolean>('sendEmail') ?? false,
    stockBySku: item.param<boolean>('stockBySku') ?? false,
    fulfilment: item.param<InvoiceSettings['fulfilment']>('fulfilment') ?? 'today',
    dueDays: item.param<number>('dueDays') ?? 0,
    paid: item.param<InvoiceSettings['paid']>('paid') ?? 'asOrder',
    payments: payments(options.payments),
    paymentIfMissing: options.paymentIfMissing ?? '',
    eInvoice: options.eInvoice ?? true,
    forint: options.forint ?? 'Ft',
    decimalSign: options.decimalSign ?? DECIMAL_SIGN,
    decimalsChecked: options.decimalsChecked ?? false,
    comment: options.comment ?? '',
    language: options.language ?? '',
    exchangeRate: String(options.exchangeRate ?? ''),
    headerFields: fields(options.headerFields),
    lineFields: fields(options.lineFields),
    elements: elementNames(options.elementNames),
    unit: options.unit || 'db',
    vat: {
      zeroRate: item.param<string>('zeroRate') ?? '',
      zeroRateOfDeposits: options.zeroRateOfDeposits ?? '',
      texts: (options.vatTexts?.vat ?? []).flatMap(({ rate, text }) => (text ? [{ rate: rate ?? 0, text }] : [])),
    },
  };
}
