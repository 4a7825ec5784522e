import { compact, ModelError, perUnit, sumAmounts, type Order, type OrderCharge, type OrderDiscount, type OrderLine } from '../model';
import type { ReportRow } from './rows';
import type { ReportLine } from './orders';
import { amountIn, cell, discountIn, flagIn, quantityIn } from './values';

/** How far an order item is shipped, by the list of unshipped lines. */
export interface OpenState {
  /** By order item id; one that is missing is shipped or cancelled. */
  rows: ReadonlyMap<string, ReportRow>;
}

const discountOf = ({ row, continued }: ReportLine, column: string): number | undefined => {
  const parts = [row, ...continued].map((one) => discountIn(one, column));
  return parts.every((one) => one === undefined) ? undefined : sumAmounts(parts);
};

const promotionsOf = ({ row, continued }: ReportLine, ...columns: string[]): string | undefined => {
  const ids = [row, ...continued].flatMap((one) => columns.flatMap((column) => cell(one, column) ?? []));
  return ids.length > 0 ? [...new Set(ids)].join(', ') : undefined;
};

function shippedOf(row: ReportRow, quantity: number, open: OpenState | undefined): number | undefined {
  if (open) {
    const state = open.rows.get(row['order-item-id'] ?? '');
    return state ? (quantityIn(state, 'quantity-shipped') ?? 0) : quantity;
  }
  const left = quantityIn(row, 'quantity-to-ship');
  return quantityIn(row, 'quantity-shipped') ?? (left === undefined ? undefined : Math.max(0, quantity - left));
}

/** Prices are totals of the line's pieces, not of one (amazon.md §8.6). */
export function lineOf(orderId: string, line: ReportLine, gross: boolean, open?: OpenState): OrderLine {
  const { row } = line;
  const quantity = quantityIn(row, 'quantity-purchased', 'quantity');
  const id = cell(row, 'order-item-id');
  if (quantity === undefined) throw new ModelError(`Order '${orderId}': the report gives no 'quantity-purchased'`, 'bad-record');
  if (id === undefined) throw new ModelError(`Order '${orderId}': the report gives no 'order-item-id'`, 'bad-record');
  const amount = amountIn(row, 'item-price');
  const unit = amount !== undefined && quantity > 0 ? perUnit(amount, quantity) : undefined;
  const isCancelled = /^cancell?ed$/i.test(cell(row, 'item-status') ?? '');
  return compact({
    id,
    sku: cell(row, 'sku'),
    vendorItemId: cell(row, 'asin'),
    name: cell(row, 'product-name'),
    quantity,
    quantityShipped: shippedOf(row, quantity, open),
    quantityCancelled: isCancelled ? quantity : undefined,
    ...(gross ? { unitGross: unit, lineGross: amount } : { unitNet: unit, lineNet: amount }),
    ...(gross ? { lineNet: amountIn(row, 'vat-exclusive-item-price') } : {}),
    // Without the marketplace's VAT service the column says 0.00, which means that nobody worked it out (amazon.md §8.6).
    tax: amountIn(row, 'item-tax') || undefined,
    discount: discountOf(line, 'item-promotion-discount') || undefined,
    customisation: cell(row, 'customized-url'),
    cancelRequested: flagIn(row, 'is-buyer-requested-cancellation') || undefined,
    references: cell(row, 'price-designation') ? { priceDesignation: cell(row, 'price-designation') } : undefined,
  });
}

const CHARGES: ReadonlyArray<readonly [kind: string, price: string, tax: string]> = [
  ['shipping', 'shipping-price', 'shipping-tax'],
  ['giftWrap', 'gift-wrap-price', 'gift-wrap-tax'],
  ['paymentFee', 'payment-method-fee', ''],
];

function chargesOf(lines: readonly ReportLine[], gross: boolean): OrderCharge[] {
  return CHARGES.flatMap(([kind, price, taxed]) => {
    const amount = sumAmounts(lines.map(({ row }) => amountIn(row, price)));
    if (amount === 0) return [];
    const taxes = lines.map(({ row }) => amountIn(row, taxed));
    const tax = sumAmounts(taxes) || undefined;
    return [compact({ kind, ...(gross ? { gross: amount } : { net: amount }), tax })];
  });
}

function discountsOf(lines: readonly ReportLine[], gross: boolean): OrderDiscount[] {
  const side = (amount: number) => (gross ? { gross: amount } : { net: amount });
  return lines.flatMap((line) => {
    const goods = discountOf(line, 'item-promotion-discount');
    const shipping = discountOf(line, 'ship-promotion-discount');
    return [
      ...(goods ? [compact({ kind: 'promotion', code: promotionsOf(line, 'item-promotion-id', 'promotion-ids'), scope: line.row['order-item-id'] ?? 'order', ...side(goods) })] : []),
      ...(shipping ? [compact({ kind: 'shipping', code: promotionsOf(line, 'ship-promotion-id'), scope: 'order', ...side(shipping) })] : []),
    ];
  });
}

/** Charges and discounts of an order, and the total they make: reports state none. */
export function amountsOf(reportLines: readonly ReportLine[], lines: readonly OrderLine[], gross: boolean): Pick<Order, 'charges' | 'discounts' | 'total'> {
  const charges = chargesOf(reportLines, gross);
  const discounts = discountsOf(reportLines, gross);
  const goods = lines.map(({ lineGross, lineNet }) => (gross ? lineGross : lineNet));
  const isPriced = goods.length > 0 && goods.every((amount) => amount !== undefined);
  const side = gross ? 'gross' : 'net';
  const taken = discounts.map((one) => -(one[side] ?? 0));
  return {
    ...(charges.length > 0 ? { charges } : {}),
    ...(discounts.length > 0 ? { discounts } : {}),
    ...(isPriced ? { total: { [side]: sumAmounts([...goods, ...charges.map((one) => one[side]), ...taken]) } } : {}),
  };
}
