import { dateCell, moneyCell, numberCell, type Field } from '../shared/format';
import { fullName, streetOf, sumAmounts, type Address, type Order } from '../shared/model';
import { isZero, type PricedLine, type PricedOrder, type Sides } from './amounts';

/** One row of an order file: a line with its order. */
export interface OrderRow {
  order: Order;
  priced: PricedOrder;
  line: PricedLine;
  /** Counted from 1. */
  position: number;
}

const billing = ({ order }: OrderRow): Address => order.billingAddress ?? order.shippingAddress ?? {};
const shipping = ({ order }: OrderRow): Address => order.shippingAddress ?? {};
const nameOf = (address: Address): string => address.company ?? fullName(address) ?? '';
const countryOf = ({ country, countryName }: Address): string | undefined => country ?? countryName;

/** What of an address has no column of its own; with a company also the person. */
function additionOf(address: Address): string {
  const { company, careOf = [], line2, line3, district, state } = address;
  const person = company ? fullName(address) : undefined;
  return [person, ...careOf, line2, line3, district, state].filter((part) => part !== undefined && part !== '').join(', ');
}

/** What concerns the whole order stands once, on its first row: a sum over the column is what the order cost. */
function once(row: OrderRow, parts: (priced: PricedOrder) => Sides[], side: keyof Sides): number | undefined {
  if (row.position !== 1) return 0;
  const amounts = parts(row.priced).map((amount) => amount[side]);
  return amounts.every((amount) => amount !== undefined) ? sumAmounts(amounts) : undefined;
}

const chargesOf = (row: OrderRow, wanted: (kind: string) => boolean, side: keyof Sides): number | undefined =>
  once(row, ({ charges }) => charges.filter(({ charge }) => wanted(charge.kind)).map(({ amount }) => amount), side);

const isShipping = (kind: string): boolean => kind === 'shipping';
const isOther = (kind: string): boolean => kind !== 'shipping';

function discountOf(row: OrderRow, side: keyof Sides): number | undefined {
  const own = row.line.discount[side];
  const whole = once(row, ({ discounts }) => discounts.map(({ amount }) => amount), side);
  return own === undefined || whole === undefined ? undefined : sumAmounts([own, whole]);
}

const withoutZero = (value: number | undefined): number | undefined => (isZero(value) ? undefined : value);

/**
 * Headings of `auftragspositionen.csv` (hyreka.md §3) and what else an order may hold; whether Hyreka's import has a
 * template for orders is not confirmed, so that every heading can be changed.
 */
export const ORDER_FIELDS: ReadonlyArray<Field<OrderRow>> = [
  { name: 'orderNumber', heading: 'Auftragsnummer', cell: ({ order }) => order.number },
  { name: 'orderDate', heading: 'Auftragsdatum', cell: ({ order }, style) => dateCell(order.placedAt, style) },
  { name: 'channel', heading: 'Kanal', cell: ({ order }) => order.subSource ?? order.source ?? order.identity.channel },
  { name: 'customerNumber', heading: 'Kundennummer', cell: ({ order }) => order.buyer?.id },
  { name: 'billingName', heading: 'Rechnung Name', cell: (row) => nameOf(billing(row)) || row.order.buyer?.company || row.order.buyer?.name },
  { name: 'billingAddition', heading: 'Rechnung Zusatz', cell: (row) => additionOf(billing(row)) },
  { name: 'billingStreet', heading: 'Rechnung Straße', cell: (row) => streetOf(billing(row)) },
  { name: 'billingPostcode', heading: 'Rechnung PLZ', cell: (row) => billing(row).postcode },
  { name: 'billingCity', heading: 'Rechnung Ort', cell: (row) => billing(row).city },
  { name: 'billingCountry', heading: 'Rechnung Land', cell: (row) => countryOf(billing(row)) },
  { name: 'shippingName', heading: 'Liefer Name', cell: (row) => nameOf(shipping(row)) },
  { name: 'shippingStreet', heading: 'Liefer Straße', cell: (row) => streetOf(shipping(row)) },
  { name: 'shippingAddition', heading: 'Liefer Zusatz', cell: (row) => additionOf(shipping(row)) },
  { name: 'shippingPostcode', heading: 'Liefer PLZ', cell: (row) => shipping(row).postcode },
  { name: 'shippingCity', heading: 'Liefer Ort', cell: (row) => shipping(row).city },
  { name: 'shippingCountry', heading: 'Liefer Land', cell: (row) => countryOf(shipping(row)) },
  { name: 'pickupPoint', heading: 'Abholpunkt', cell: ({ order: { pickupPoint } }) => pickupPoint && [pickupPoint.provider, pickupPoint.id, pickupPoint.customerNumber].filter(Boolean).join(' ') },
  { name: 'email', heading: 'E-Mail', cell: (row) => row.order.buyer?.email ?? shipping(row).email },
  { name: 'phone', heading: 'Telefon', cell: (row) => row.order.buyer?.phone ?? shipping(row).phone },
  { name: 'taxNumber', heading: 'USt-IdNr.', cell: ({ order }) => order.buyer?.taxNumber },
  { name: 'position', heading: 'Position', cell: ({ position }) => position },
  { name: 'sku', heading: 'Artikelnummer', cell: ({ line: { line } }) => line.sku },
  { name: 'gtin', heading: 'EAN', cell: ({ line: { line } }) => line.gtin },
  { name: 'name', heading: 'Bezeichnung', cell: ({ line: { line } }) => line.name },
  { name: 'options', heading: 'Ausführung', cell: ({ line: { line } }) => [...(line.options ?? []).map(({ name, value }) => `${name}: ${value}`), line.customisation].filter(Boolean).join(', ') },
  { name: 'quantity', heading: 'Menge', cell: ({ line: { line } }, style) => numberCell(line.quantity, style) },
  { name: 'unitGross', heading: 'Einzelpreis brutto', cell: ({ line }, style) => moneyCell(line.unit.gross, style) },
  { name: 'unitNet', heading: 'Einzelpreis netto', cell: ({ line }, style) => moneyCell(line.unit.net, style) },
  { name: 'lineGross', heading: 'Gesamtpreis brutto', cell: ({ line }, style) => moneyCell(line.amount.gross, style) },
  { name: 'lineNet', heading: 'Gesamtpreis netto', cell: ({ line }, style) => moneyCell(line.amount.net, style) },
  { name: 'taxRate', heading: 'Steuersatz', cell: ({ line }, style) => numberCell(line.rate, style) },
  { name: 'tax', heading: 'Steuerbetrag', cell: ({ line: { line } }, style) => moneyCell(line.tax, style) },
  { name: 'discountGross', heading: 'Rabatt brutto', cell: (row, style) => moneyCell(discountOf(row, 'gross'), style) },
  { name: 'discountNet', heading: 'Rabatt netto', cell: (row, style) => moneyCell(discountOf(row, 'net'), style) },
  { name: 'shippingGross', heading: 'Versandkosten brutto', cell: (row, style) => moneyCell(chargesOf(row, isShipping, 'gross'), style) },
  { name: 'shippingNet', heading: 'Versandkosten netto', cell: (row, style) => moneyCell(chargesOf(row, isShipping, 'net'), style) },
  { name: 'otherChargesGross', heading: 'Weitere Kosten brutto', cell: (row, style) => moneyCell(chargesOf(row, isOther, 'gross'), style) },
  { name: 'otherChargesNet', heading: 'Weitere Kosten netto', cell: (row, style) => moneyCell(chargesOf(row, isOther, 'net'), style) },
  { name: 'total', heading: 'Auftragssumme', cell: ({ order, position }, style) => moneyCell(position === 1 ? withoutZero(order.total?.gross ?? order.total?.net) : undefined, style) },
  { name: 'currency', heading: 'Währung', cell: ({ order }) => order.currency },
  { name: 'paymentMethod', heading: 'Zahlungsart', cell: ({ order }) => order.paymentMethod?.name },
  { name: 'paidAt', heading: 'Bezahlt am', cell: ({ order }, style) => dateCell(order.paidAt, style) },
  { name: 'shippingMethod', heading: 'Versandart', cell: ({ order }) => order.shippingMethod?.name },
  { name: 'shipBy', heading: 'Versand bis', cell: ({ order }, style) => dateCell(order.shipBy, style) },
  { name: 'purchaseOrderNumber', heading: 'Bestellnummer Kunde', cell: ({ order }) => order.purchaseOrderNumber },
  { name: 'note', heading: 'Bemerkung', cell: ({ order }) => [...(order.notes ?? []).map(({ text }) => text), order.gift?.message].filter(Boolean).join(' / ') },
  { name: 'orderId', heading: 'Kanal-Auftrag', cell: ({ order }) => order.identity.id },
  { name: 'lineId', heading: 'Kanal-Position', cell: ({ line: { line } }) => line.id },
];

/** The rows of one order. */
export const orderRows = (priced: PricedOrder): OrderRow[] =>
  priced.lines.map((line, index) => ({ order: priced.order, priced, line, position: index + 1 }));
