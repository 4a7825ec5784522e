import { refused } from '../shared/api/problem';
import { allocate, currencyDigits, differenceOf, sumAmounts, type Order, type OrderDiscount } from '../shared/model';
import type { ItemContext } from '../shared/node/operation';
import { settleNow } from '../shared/node/settle';
import { reportColumns, type ReportRow } from './amazon-columns';
import { isZero, type PricedOrder, type Sides } from './amounts';
import type { Job, Table } from './jobs';
import { amountRemarks } from './not-held';
import { readyOrder, writtenOrder, type OrderSettings } from './order-job';

export interface ReportSettings extends OrderSettings {
  withBilling: boolean;
  extraColumns: readonly string[];
}

/** Prices of these reports hold the tax (hyreka.md §2). */
function gross({ gross: amount }: Sides, order: Order, what: string): number {
  if (amount !== undefined) return amount;
  throw refused(
    `Order '${order.number}': ${what} has no price with tax, because the order tells neither its tax nor a tax rate`,
    "Set 'Tax Rate for What Has None' in the options.",
  );
}

const codesOf = (discounts: readonly OrderDiscount[]): string => [...new Set(discounts.flatMap(({ code, name }) => code ?? name ?? []))].join(', ');

const taxOf = ({ gross: with_, net }: Sides): number | undefined => (with_ === undefined || net === undefined ? undefined : differenceOf(with_, net));

function goodsRows(priced: PricedOrder): ReportRow[] {
  const { order, lines, discounts } = priced;
  const digits = order.currency ? currencyDigits(order.currency) : 2;
  const isPriced = lines.some(({ amount }) => (amount.gross ?? amount.net) !== undefined);
  const prices = lines.map(({ line, amount }) => {
    const isFree = !isPriced || ((amount.gross ?? amount.net) === undefined && line.kind === 'bundlePart');
    return isFree ? undefined : gross(amount, order, `line ${line.id}`);
  });
  const ofOrder = discounts.filter(({ discount }) => discount.kind !== 'shipping');
  const whole = sumAmounts(ofOrder.map(({ amount }) => gross(amount, order, 'a discount')));
  const shares = allocate(whole, prices.map((price) => price ?? 0), digits);
  return lines.map(({ line, discount }, index) => ({
    order,
    itemId: line.id,
    sku: line.sku,
    name: line.name,
    quantity: line.quantity,
    price: prices[index],
    tax: line.tax,
    shipping: 0,
    shippingTax: 0,
    discount: sumAmounts([isZero(discount.gross) && isZero(discount.net) ? 0 : gross(discount, order, `the discount on line ${line.id}`), shares[index]]),
    shippingDiscount: 0,
    discountCodes: codesOf([...(order.discounts ?? []).filter(({ scope }) => scope === line.id), ...ofOrder.map((one) => one.discount)]),
    shippingDiscountCodes: '',
  }));
}

/** Shipping stands on the first row of an order; other charges, which the report has no column for, are rows of their own. */
function rowsOf(priced: PricedOrder): ReportRow[] {
  const { order, charges, discounts } = priced;
  const [first, ...rows] = goodsRows(priced);
  if (!first) return [];
  const shipping = charges.filter(({ charge }) => charge.kind === 'shipping');
  const others = charges.filter(({ charge, amount }) => charge.kind !== 'shipping' && !isZero(amount.gross ?? amount.net));
  const reduced = discounts.filter(({ discount }) => discount.kind === 'shipping');
  const taxes = shipping.map(({ charge, amount }) => charge.tax ?? taxOf(amount));
  const extra = others.map(({ charge, amount }, index): ReportRow => ({
    ...first,
    itemId: `${charge.kind}-${index + 1}`,
    sku: charge.kind,
    name: charge.name ?? charge.kind,
    quantity: 1,
    price: gross(amount, order, charge.kind),
    tax: charge.tax ?? taxOf(amount),
    discount: 0,
    discountCodes: '',
  }));
  const head: ReportRow = {
    ...first,
    shipping: sumAmounts(shipping.map(({ amount }) => gross(amount, order, 'shipping'))),
    shippingTax: taxes.every((tax) => tax !== undefined) ? sumAmounts(taxes) : undefined,
    shippingDiscount: sumAmounts(reduced.map(({ amount }) => gross(amount, order, 'a discount on shipping'))),
    shippingDiscountCodes: codesOf(reduced.map(({ discount }) => discount)),
  };
  return [head, ...rows, ...extra];
}

function notHeld({ order, charges }: PricedOrder, { withBilling, extraColumns }: ReportSettings): string[] {
  const others = charges.filter(({ charge, amount }) => charge.kind !== 'shipping' && !isZero(amount.gross ?? amount.net));
  const told = [
    ...others.map(({ charge }) => `${charge.kind} is a row of its own, because the report has no column for it`),
    ...(order.billingAddress && !withBilling ? ["the file does not hold the billing address (switch on 'Billing Columns')"] : []),
    ...(order.purchaseOrderNumber && !extraColumns.includes('purchase-order-number') ? ["the file does not hold the buyer's order number (add the extra column purchase-order-number)"] : []),
    ...(order.pickupPoint ? ['the file does not hold the pickup point'] : []),
    ...(order.buyer?.taxNumber ? ["the file does not hold the buyer's tax number"] : []),
    ...((order.notes ?? []).some(({ kind }) => kind !== 'buyer') ? ['the file does not hold internal notes'] : []),
    ...(order.gift?.message ? ['the file does not hold the gift message'] : []),
  ];
  return told.map((one) => `Order '${order.number}': ${one}`);
}

/** Orders as rows of Amazon's order report with the columns for invoicing. */
export function amazonTable(items: readonly ItemContext[], settings: ReportSettings): Table {
  const columns = reportColumns(settings.withBilling, settings.extraColumns);
  const table: Table = { headings: columns.map(({ name }) => name), jobs: [], failed: [] };
  for (const item of items) {
    const made = settleNow((): Job => {
      const { order, priced, remarks } = readyOrder(item, settings);
      const rows = rowsOf(priced).map((row) => columns.map(({ cell }) => cell(row)));
      return { indexes: [item.index], written: [writtenOrder(order)], remarks: [...remarks, ...amountRemarks(priced, 'gross'), ...notHeld(priced, settings)], rows };
    });
    if ('value' in made) table.jobs.push(made.value);
    else table.failed.push({ index: item.index, problem: made.problem });
  }
  return table;
}
