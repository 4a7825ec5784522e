import { misconfigured, refused } from '../shared/api/problem';
import { formatLocalNumber } from '../shared/format';
import { add, compare, currencyDigits, formatDecimal, multiply, negate, round, subtract, toNumber, type Decimal, type Order } from '../shared/model';
import { currencyNeeded } from '../shared/node/missing';
import { documentDate } from './dates';
import { isElementName } from './element-names';
import { AS_DRAFT, FLAGS, isDraft, type DocumentType, type ExtraField, type InvoiceSettings, type PaymentRule } from './invoice-settings';
import { grossOf, type InvoiceLine } from './line-amounts';
import { buyerElements } from './mapping-buyer';
import { invoiceLines } from './mapping-lines';

/** Elements of one document, by name, in the order they are written. */
export type Elements = Record<string, string>;

export interface MappedInvoice {
  order: Order;
  /** What is made; a draft where the order asked for more than may be closed unseen. */
  documentType: DocumentType;
  elements: Elements;
  total: number;
  /** Order's total - document's, where the order tells one. */
  difference?: number;
  /** Why it is a draft although something else was chosen. */
  heldBack?: string;
  emailAsked: boolean;
  /** SKUs of lines that are sent without one, so that no stock is booked for them. */
  withoutStock: string[];
}

export interface MapContext {
  now: number;
  /** SKUs InnVoice knows; undefined = stock is not to be booked. */
  knownSkus?: ReadonlySet<string>;
}

/** The order number leads people, and the search of InnVoice, back to the shop. */
const ORDER_NUMBER = 'Rendelésszám:';

function checkInvoiceable(order: Order): void {
  if (!order.complete) throw refused('it is not complete yet: parts of it are still missing at the source', 'It can be invoiced once the source shows it as complete.');
  if (order.status === 'cancelled') throw refused('it is cancelled at the source', 'Nothing to do; leave cancelled orders out before this node.');
}

interface Payment {
  text: string;
  paid: boolean;
  dueDays: number;
}

const same = (a: string | undefined, b: string): boolean => a !== undefined && a.trim().toLowerCase() === b.trim().toLowerCase();

function paymentOf(order: Order, settings: InvoiceSettings): Payment {
  const { name, id } = order.paymentMethod ?? {};
  const rule: PaymentRule | undefined = settings.payments.find(({ method }) => same(name, method) || same(id, method));
  const text = rule?.text || name || settings.paymentIfMissing;
  if (!text) throw refused("'paymentMethod' is missing", "Fill it in where the order comes from, or give 'Payment Method If Missing' in the node's options.");
  const asked = rule && rule.paid !== 'asOrder' ? rule.paid : settings.paid;
  const days = rule === undefined || rule.dueDays === '' ? settings.dueDays : Number(rule.dueDays);
  return { text, paid: asked === 'asOrder' ? order.paid === true : asked === 'yes', dueDays: days };
}

const isWhole = (value: Decimal): boolean => compare(round(value, 0, 'down'), value) === 0;

/** Order's gross total - the lines' as InnVoice will add them up; undefined where the order tells no total. */
function differenceOf(order: Order, total: Decimal): Decimal | undefined {
  const { gross, net, tax } = order.total ?? {};
  const wanted = gross ?? (net !== undefined && tax !== undefined ? add(net, tax) : undefined);
  return wanted === undefined ? undefined : subtract(round(wanted, currencyDigits(order.currency ?? 'HUF')), total);
}

/** Closed documents go to the tax office and cannot be deleted: what does not add up is never closed (innvoice.md §3). */
function reasonToHold(order: Order, lines: readonly InvoiceLine[], difference: Decimal | undefined, settings: InvoiceSettings): string | undefined {
  if (difference === undefined) return 'the order tells no total to compare with';
  const digits = currencyDigits(order.currency ?? 'HUF');
  const tolerance = multiply(lines.length, { units: 1n, scale: digits });
  if (compare(difference, tolerance) > 0 || compare(negate(difference), tolerance) > 0) {
    return `the order's total differs from its lines by ${formatDecimal(difference, digits)} ${order.currency}`;
  }
  const decimals = lines.some(({ unitPrice, quantity }) => !isWhole(unitPrice) || !isWhole(quantity));
  if (decimals && !settings.decimalsChecked) {
    return "it holds decimals, whose form InnVoice does not document: compare this draft with the order, then switch 'Decimals Are Checked' on";
  }
  return undefined;
}

/** Placeholders of an extra line field; what the line does not know is left out. */
function filled(value: string, line: InvoiceLine, sku: string | undefined): string {
  const known: Readonly<Record<string, string | undefined>> = { sku, gtin: line.gtin, name: line.name, lineId: line.lineId };
  return value.replace(/\{(sku|gtin|name|lineId)\}/g, (_whole, key: string) => known[key] ?? '');
}

/** What decides whether the tax office is told has one place: the field 'Document'. */
const GUARDED = new Set(['Felretett', 'Proforma']);

function apply(elements: Elements, fields: readonly ExtraField[], nameOf: (name: string) => string, valueOf: (value: string) => string): void {
  for (const { name, value } of fields) {
    if (!isElementName(name)) throw misconfigured(`'${name.slice(0, 40)}' is not the name of an XML element`, "Correct it in the node's extra fields; names are case-sensitive and hold no blanks.");
    if (GUARDED.has(name)) throw misconfigured(`'${name}' cannot be an extra field`, "Choose 'Document' in the node instead.");
    const text = valueOf(value);
    if (text === '') delete elements[nameOf(name)];
    else elements[nameOf(name)] = text;
  }
}

function lineElements(line: InvoiceLine, suffix: string, settings: InvoiceSettings, context: MapContext): Elements {
  const number = (value: Decimal) => formatLocalNumber(formatDecimal(value), { decimalSign: settings.decimalSign });
  const sku = line.sku !== undefined && context.knownSkus?.has(line.sku) ? line.sku : undefined;
  const elements: Elements = {
    [`TetelNev${suffix}`]: line.name,
    [`AfaSzoveg${suffix}`]: line.vatText,
    [`Brutto${suffix}`]: line.gross ? '1' : '0',
    [`EgysegAr${suffix}`]: number(line.unitPrice),
    [`Mennyiseg${suffix}`]: number(line.quantity),
    [`MennyisegEgyseg${suffix}`]: line.unit,
    ...(sku === undefined ? {} : { [`${settings.elements.lineSku}${suffix}`]: sku }),
  };
  apply(elements, settings.lineFields, (name) => `${name}${suffix}`, (value) => filled(value, line, sku));
  return elements;
}

/**
 * The document of one order.
 *
 * @throws Problem or ModelError naming the field the order lacks
 */
export function toInvoice(order: Order, settings: InvoiceSettings, context: MapContext): MappedInvoice {
  checkInvoiceable(order);
  const currency = currencyNeeded(order);
  const lines = invoiceLines(order, settings);
  const total = grossOf(lines, currencyDigits(currency));
  const difference = differenceOf(order, total);
  const heldBack = isDraft(settings.documentType) ? undefined : reasonToHold(order, lines, difference, settings);
  const documentType = heldBack === undefined ? settings.documentType : AS_DRAFT[settings.documentType];
  const email = order.buyer?.email ?? order.billingAddress?.email ?? order.shippingAddress?.email;
  // Never with a draft, as on InnVoice's own page (innvoice.md §3).
  const emailAsked = settings.sendEmail && !isDraft(documentType) && email !== undefined;
  const payment = paymentOf(order, settings);
  const { elements: named } = settings;
  const elements: Elements = {
    ...buyerElements(order),
    SzamlatombID: settings.bookId,
    SzamlaKelte: documentDate(context.now),
    TeljesitesKelte: documentDate(settings.fulfilment === 'orderDate' ? order.placedAt : context.now),
    Hatarido: documentDate(context.now, payment.dueDays),
    Devizanem: currency === 'HUF' ? settings.forint : currency,
    FizetesiMod: payment.text,
    Fizetve: payment.paid ? '1' : '0',
    Eszamla: settings.eInvoice ? '1' : '0',
    ...FLAGS[documentType],
    [named.comment]: [settings.comment, ORDER_NUMBER, order.number].filter(Boolean).join(' '),
    ...(settings.language ? { [named.language]: settings.language } : {}),
    ...(settings.exchangeRate ? { [named.exchangeRate]: settings.exchangeRate } : {}),
    ...(emailAsked ? { [named.email]: email, [named.sendEmail]: '1' } : {}),
  };
  // From the second line on lines are numbered; a single one is not (innvoice.md §2 "Create invoice").
  lines.forEach((line, index) => Object.assign(elements, lineElements(line, lines.length === 1 ? '' : String(index + 1), settings, context)));
  apply(elements, settings.headerFields, (name) => name, (value) => value);
  const unknown = lines.flatMap(({ sku }) => (sku !== undefined && context.knownSkus && !context.knownSkus.has(sku) ? [sku] : []));
  return {
    order,
    documentType,
    elements,
    total: toNumber(total),
    ...(difference === undefined || compare(difference, 0) === 0 ? {} : { difference: toNumber(difference) }),
    ...(heldBack === undefined ? {} : { heldBack }),
    emailAsked,
    withoutStock: [...new Set(unknown)],
  };
}
