import { formatDate, type CsvCell } from '../shared/format';
import { formatDecimal, fullName, streetOf, type Address, type Order } from '../shared/model';

/** One row of the report: an order item, its amounts totals of all its pieces (hyreka.md §2). */
export interface ReportRow {
  order: Order;
  itemId: string;
  sku?: string;
  name?: string;
  quantity: number;
  price?: number;
  tax?: number;
  shipping: number;
  shippingTax?: number;
  /** Positive. */
  discount: number;
  shippingDiscount: number;
  discountCodes: string;
  shippingDiscountCodes: string;
}

interface ReportColumn {
  name: string;
  cell(row: ReportRow): CsvCell;
}

const amount = (value: number | undefined): string => (value === undefined ? '' : formatDecimal(value, 2));

/** Promotions are negative in the reports of EU accounts (specs `amazon-order-report`). */
const taken = (value: number): string => (value === 0 ? '' : `-${formatDecimal(value, 2)}`);

const time = (moment: string | undefined): string => (moment === undefined ? '' : formatDate(moment, "yyyy-MM-dd'T'HH:mm:ss'+00:00'"));

const nameOf = (address: Address): string | undefined => fullName(address) ?? address.company;

/** Street first; the company of a person and whatever else stands in an address share the lines that are left. */
function linesOf(address: Address): string[] {
  const company = fullName(address) === undefined ? undefined : address.company;
  const [street = '', ...more] = [streetOf(address) ?? '', company, ...(address.careOf ?? []), address.line2, address.line3, address.district].filter(
    (line, index) => index === 0 || (line !== undefined && line !== ''),
  );
  return [street, more[0] ?? '', more.slice(1).join(', ')];
}

function addressColumns(prefix: 'ship' | 'bill', addressOf: (order: Order) => Address | undefined): ReportColumn[] {
  const column = (name: string, cell: (address: Address) => CsvCell): ReportColumn => ({ name, cell: ({ order }) => cell(addressOf(order) ?? {}) });
  return [
    ...[0, 1, 2].map((index) => column(`${prefix}-address-${index + 1}`, (address) => linesOf(address)[index])),
    column(`${prefix}-city`, ({ city }) => city),
    column(`${prefix}-state`, ({ state }) => state),
    column(`${prefix}-postal-code`, ({ postcode }) => postcode),
    column(`${prefix}-country`, ({ country, countryName }) => country ?? countryName),
  ];
}

const billing = (order: Order): Address | undefined => order.billingAddress ?? order.shippingAddress;

/** The group an account has when "Fakturierung" is ticked in Seller Central (hyreka.md §2). */
const BILLING: readonly ReportColumn[] = [
  { name: 'bill-name', cell: ({ order }) => nameOf(billing(order) ?? {}) ?? order.buyer?.name },
  ...addressColumns('bill', billing),
];

const HEAD: readonly ReportColumn[] = [
  { name: 'order-id', cell: ({ order }) => order.number },
  { name: 'order-item-id', cell: ({ itemId }) => itemId },
  { name: 'purchase-date', cell: ({ order }) => time(order.placedAt) },
  { name: 'payments-date', cell: ({ order }) => time(order.paidAt) },
  { name: 'buyer-email', cell: ({ order }) => order.buyer?.email },
  { name: 'buyer-name', cell: ({ order }) => order.buyer?.name },
  { name: 'buyer-phone-number', cell: ({ order }) => order.buyer?.phone },
  { name: 'sku', cell: ({ sku }) => sku },
  { name: 'product-name', cell: ({ name }) => name },
  { name: 'quantity-purchased', cell: ({ quantity }) => formatDecimal(quantity) },
  { name: 'currency', cell: ({ order }) => order.currency },
  { name: 'item-price', cell: ({ price }) => amount(price) },
  { name: 'item-tax', cell: ({ tax }) => amount(tax) },
  { name: 'shipping-price', cell: ({ shipping }) => amount(shipping) },
  { name: 'shipping-tax', cell: ({ shippingTax }) => amount(shippingTax) },
  { name: 'ship-service-level', cell: ({ order }) => order.shippingMethod?.name },
  { name: 'recipient-name', cell: ({ order }) => nameOf(order.shippingAddress ?? {}) },
  ...addressColumns('ship', ({ shippingAddress }) => shippingAddress),
  { name: 'ship-phone-number', cell: ({ order }) => order.shippingAddress?.phone },
];

const TAIL: readonly ReportColumn[] = [
  { name: 'item-promotion-discount', cell: ({ discount }) => taken(discount) },
  { name: 'item-promotion-id', cell: ({ discountCodes }) => discountCodes },
  { name: 'ship-promotion-discount', cell: ({ shippingDiscount }) => taken(shippingDiscount) },
  { name: 'ship-promotion-id', cell: ({ shippingDiscountCodes }) => shippingDiscountCodes },
  { name: 'delivery-start-date', cell: ({ order }) => time(order.deliverFrom) },
  { name: 'delivery-end-date', cell: ({ order }) => time(order.deliverBy) },
  { name: 'delivery-time-zone', cell: ({ order }) => (order.deliverFrom ?? order.deliverBy ? 'UTC' : '') },
  { name: 'delivery-Instructions', cell: ({ order }) => (order.notes ?? []).filter(({ kind }) => kind === 'buyer').map(({ text }) => text).join(' / ') },
  { name: 'sales-channel', cell: ({ order }) => order.subSource ?? order.source ?? order.identity.channel },
];

/** Columns newer accounts may have (specs `amazon-order-report.columns.json`); readers go by names. */
const EXTRA: readonly ReportColumn[] = [
  { name: 'is-business-order', cell: ({ order }) => (order.buyer?.business === undefined ? '' : String(order.buyer.business)) },
  { name: 'purchase-order-number', cell: ({ order }) => order.purchaseOrderNumber },
  { name: 'is-prime', cell: ({ order }) => String((order.programmes ?? []).includes('PRIME')) },
  { name: 'buyer-company-name', cell: ({ order }) => order.buyer?.company ?? billing(order)?.company },
];

export const EXTRA_COLUMNS = EXTRA.map(({ name }) => name);

/** The columns of the report in its own order (hyreka.md §2). */
export const reportColumns = (withBilling: boolean, extra: readonly string[]): ReportColumn[] => [
  ...HEAD,
  ...(withBilling ? BILLING : []),
  ...TAIL,
  ...EXTRA.filter(({ name }) => extra.includes(name)),
];
