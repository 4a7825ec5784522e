import { differenceOf, divide, multiply, toNumber, type Order, type OrderLine } from '../shared/model';

export interface LiveOrder {
  order: Order;
  /** What was left out of the lines, for the row that tells of the file. */
  remarks: string[];
}

/** The same line with fewer pieces; totals go with the pieces, unit prices stay. */
function shortened(line: OrderLine, quantity: number): OrderLine {
  const share = (amount: number | undefined): number | undefined =>
    amount === undefined ? undefined : toNumber(divide(multiply(amount, quantity), line.quantity, 2));
  const { lineGross, lineNet, tax, discount } = line;
  const shares = { lineGross: share(lineGross), lineNet: share(lineNet), tax: share(tax), discount: share(discount) };
  const known = Object.fromEntries(Object.entries(shares).filter(([, amount]) => amount !== undefined));
  return { ...line, quantity, quantityCancelled: 0, ...known };
}

/**
 * The order as it is to be delivered: without cancelled pieces, and without the parts of bundles unless they are wanted,
 * because parent and parts together would take the goods from stock twice.
 */
export function liveOrder(order: Order, withParts: boolean): LiveOrder {
  const remarks: string[] = [];
  const lines = order.lines.flatMap((line) => {
    if (line.kind === 'bundlePart' && !withParts) {
      remarks.push(`Order '${order.number}': line ${line.id} is part of a bundle and was left out; the bundle itself is there`);
      return [];
    }
    const cancelled = line.quantityCancelled ?? 0;
    if (cancelled <= 0) return [line];
    const left = differenceOf(line.quantity, cancelled);
    remarks.push(`Order '${order.number}': ${cancelled} of ${line.quantity} pieces of line ${line.id} are cancelled and were left out`);
    return left > 0 ? [shortened(line, left)] : [];
  });
  const dropped = new Set(order.lines.filter(({ id }) => !lines.some((line) => line.id === id)).map(({ id }) => id));
  const discounts = order.discounts?.filter(({ scope }) => !dropped.has(scope));
  return { order: { ...order, lines, ...(discounts ? { discounts } : {}) }, remarks };
}
