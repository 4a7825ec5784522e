import { compact, compactOrNothing, countryCode, ModelError, parseOrder, type Address, type Identity, type Order } from '../model';
import { amountsOf, lineOf, type OpenState } from './lines';
import { linesOf, type ReportOrder } from './orders';
import type { ReportDialect, ReportRow } from './rows';
import { cell, flagIn, timeIn } from './values';

/** Currencies of stores whose prices do not hold the tax (amazon.md §8.7). */
const NET_CURRENCIES: ReadonlySet<string> = new Set(['USD', 'CAD']);

const STATUSES: Readonly<Record<string, string>> = {
  pending: 'pending',
  'pending availability': 'pending',
  unshipped: 'open',
  'partially shipped': 'partlyShipped',
  shipped: 'shipped',
  shipping: 'shipped',
  complete: 'shipped',
  cancelled: 'cancelled',
  canceled: 'cancelled',
  unfulfillable: 'onHold',
};

function addressIn(row: ReportRow, prefix: 'ship' | 'bill', more: Record<string, string | boolean | undefined>): Address | undefined {
  const text = cell(row, `${prefix}-country`);
  const country = countryCode(text);
  const place = compactOrNothing({
    street: cell(row, `${prefix}-address-1`),
    line2: cell(row, `${prefix}-address-2`),
    line3: cell(row, `${prefix}-address-3`),
    postcode: cell(row, `${prefix}-postal-code`),
    city: cell(row, `${prefix}-city`),
    state: cell(row, `${prefix}-state`),
    country,
    countryName: country ? undefined : text,
  });
  return place ? compact({ ...more, ...place }) : undefined;
}

function residential(row: ReportRow): boolean | undefined {
  const type = cell(row, 'address-type')?.toLowerCase();
  return type === 'residential' ? true : type === 'commercial' ? false : undefined;
}

/** An empty block means: the same as the delivery address. Whether the block has a name of its own is unconfirmed (amazon.md §8.3). */
function billingOf(row: ReportRow): Address | undefined {
  const name = cell(row, 'bill-name', 'billing-name', 'buyer-name', 'recipient-name');
  return addressIn(row, 'bill', { name, company: cell(row, 'buyer-company-name'), phone: cell(row, 'billing-phone-number') });
}

function holdsOf(row: ReportRow, lines: Order['lines'], status: string, isTracking: boolean): Order['holds'] {
  const holds: NonNullable<Order['holds']> = [];
  if (status === 'pending') holds.push({ kind: 'unpaid', reason: 'The marketplace has not released the payment yet' });
  if (lines.some(({ cancelRequested }) => cancelRequested)) {
    holds.push({ kind: 'buyerCancelRequest', reason: cell(row, 'buyer-requested-cancel-reason') ?? 'The buyer asked to cancel' });
  }
  if (!isTracking && cell(row, 'ship-address-1', 'ship-address-2', 'ship-address-3') === undefined) {
    holds.push({ kind: 'addressMissing', reason: 'The report gives no delivery address' });
  }
  return holds.length > 0 ? holds : undefined;
}

function programmesOf(row: ReportRow, { programmes, business }: ReportDialect): string[] | undefined {
  const named = (cell(row, programmes) ?? '').split(/[\s,;|]+/).filter(Boolean).map((one) => one.toUpperCase());
  if (flagIn(row, 'is-prime')) named.push('PRIME');
  if (flagIn(row, 'is-premium-order')) named.push('PREMIUM');
  if (flagIn(row, 'is-business-order')) named.push(business);
  return named.length > 0 ? [...new Set(named)] : undefined;
}

function statusOf(row: ReportRow, lines: Order['lines'], hasState: boolean): string {
  const word = cell(row, 'order-status')?.toLowerCase();
  if (word !== undefined) return STATUSES[word] ?? (word.startsWith('shipped') ? 'shipped' : word);
  return hasState && lines.some(({ quantityShipped = 0 }) => quantityShipped > 0) ? 'partlyShipped' : 'open';
}

function buyerOf(row: ReportRow): Order['buyer'] {
  return compactOrNothing({
    name: cell(row, 'buyer-name'),
    email: cell(row, 'buyer-email'),
    phone: cell(row, 'buyer-phone-number'),
    company: cell(row, 'buyer-company-name'),
    taxNumber: cell(row, 'buyer-vat-number', 'buyer-tax-registration-id'),
    business: flagIn(row, 'is-business-order'),
  });
}

export interface ReportContext {
  dialect: ReportDialect;
  /** Who the orders are: channel and account beside their number. */
  issuer: Omit<Identity, 'id'>;
  /** What the report of unshipped lines says of this order, where it was read as well. */
  open?: OpenState;
  /** What to say of an order where the file has no billing columns; nothing where none are expected. */
  billingMissing?: string;
  /** Columns the file has. */
  columns: readonly string[];
  /** Id of the store with this sales channel, as far as it is known. */
  marketplaceOf?(salesChannel: string | undefined): string | undefined;
}

/**
 * The rows of one order in a flat-file order report -> Order. Status and shipped pieces are known from the unshipped and
 * the tracking reports; the other ones list every order that became fulfillable, also those shipped since (amazon.md §8).
 *
 * @throws ModelError naming the order and the column at fault
 */
export function reportToOrder({ orderId, rows }: ReportOrder, context: ReportContext): Order {
  const reportLines = linesOf(rows);
  const head = reportLines[0]?.row;
  if (!head) throw new ModelError(`Order '${orderId}': the report gives no row with a quantity`, 'bad-record');
  // What the list of unshipped lines knows beside (promise date, Prime) completes the row.
  const state = reportLines.map(({ row }) => context.open?.rows.get(row['order-item-id'] ?? '')).find(Boolean);
  const row: ReportRow = state ? { ...state, ...withoutBlanks(head) } : head;
  const currency = cell(row, 'currency');
  const gross = !NET_CURRENCIES.has(currency ?? '');
  const lines = reportLines.map((line) => lineOf(orderId, line, gross, context.open));
  const { dialect, issuer } = context;
  const isTracking = cell(row, dialect.trackingKey) !== undefined;
  const hasState = context.open !== undefined || cell(row, 'quantity-to-ship') !== undefined;
  const status = statusOf(row, lines, hasState);
  const placedAt = timeIn(row, 'purchase-date');
  if (placedAt === undefined) throw new ModelError(`Order '${orderId}': the report gives no readable 'purchase-date'`, 'bad-record');
  const salesChannel = cell(row, 'sales-channel');
  const channel = cell(row, 'fulfillment-channel', 'fulfilled-by');
  const gift = cell(row, 'gift-message-text');
  return parseOrder(
    compact({
      identity: { ...issuer, id: orderId },
      number: orderId,
      status,
      vendorStatus: cell(row, 'order-status'),
      paid: status !== 'pending',
      complete: true,
      holds: holdsOf(row, lines, status, isTracking),
      placedAt,
      updatedAt: timeIn(row, 'last-updated-date'),
      paidAt: timeIn(row, 'payments-date'),
      shipAfter: timeIn(row, 'earliest-ship-date'),
      shipBy: timeIn(row, 'latest-ship-date', 'promise-date'),
      deliverFrom: timeIn(row, 'delivery-start-date', 'scheduled-delivery-start-date', 'earliest-delivery-date'),
      deliverBy: timeIn(row, 'delivery-end-date', 'scheduled-delivery-end-date', 'latest-delivery-date'),
      currency,
      pricesIncludeTax: gross,
      lines,
      ...amountsOf(reportLines, lines, gross),
      taxOwedBy: /marketplacefacilitator|marketplace facilitator/i.test(cell(row, 'tax-collection-model') ?? '') ? 'marketplace' : undefined,
      ioss: cell(row, 'ioss-number'),
      buyer: buyerOf(row),
      purchaseOrderNumber: cell(row, 'purchase-order-number'),
      shippingAddress: addressIn(row, 'ship', {
        name: cell(row, 'recipient-name'),
        phone: cell(row, 'ship-phone-number'),
        residential: residential(row),
      }),
      billingAddress: billingOf(row),
      shippingMethod: cell(row, 'ship-service-level') ? { name: cell(row, 'ship-service-level') as string } : undefined,
      paymentMethod: cell(row, 'payment-method') ? { name: cell(row, 'payment-method') as string } : undefined,
      notes: notesOf(row),
      gift: gift !== undefined || cell(row, 'gift-wrap-type') !== undefined ? compact({ flag: true, message: gift }) : undefined,
      fulfilledBy: isTracking && dialect.marketplaceSends.test(channel ?? '') ? 'marketplace' : 'seller',
      programmes: programmesOf(row, dialect),
      source: dialect.source,
      subSource: salesChannel,
      replacementFor: cell(row, 'original-order-id'),
      references: compactOrNothing({ marketplaceId: context.marketplaceOf?.(salesChannel), sellerOrderId: cell(row, 'merchant-order-id') }),
      extra: context.billingMissing !== undefined && !context.columns.some((name) => name.startsWith('bill-')) ? { warning: context.billingMissing } : undefined,
    }),
  );
}

const withoutBlanks = (row: ReportRow): ReportRow => Object.fromEntries(Object.entries(row).filter(([, text]) => text !== ''));

function notesOf(row: ReportRow): Order['notes'] {
  const texts = [cell(row, 'delivery-instructions'), cell(row, 'drop-off-location')].flatMap((text) => text ?? []);
  return texts.length > 0 ? texts.map((text) => ({ kind: 'buyer', text })) : undefined;
}
