import { buildXml, type XmlInput } from '../shared/format';
import type { Elements } from './mapping-invoice';

/** Every value as CDATA, as the one known client writes it; characters XML forbids are dropped (innvoice.md §2 "Create invoice"). */
function written(root: string, child: string, elements: Elements): string {
  const fields: { [name: string]: XmlInput } = Object.fromEntries(Object.entries(elements).map(([name, value]) => [name, { '#cdata': value }]));
  return buildXml({ [root]: { [child]: fields } }, { encoding: null, illegal: 'drop' });
}

/** One document a call: whether several may stand in one is unconfirmed (innvoice.md §6). */
export const invoiceXml = (elements: Elements): string => written('invoices', 'invoice', elements);

export const conversionXml = (elements: Elements): string => written('proforma_invoices', 'proforma_invoice', elements);
