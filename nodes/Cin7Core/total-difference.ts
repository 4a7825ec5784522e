import { add, currencyDigits, decimal, multiply, round, subtract, toNumber, type Decimal, type Order } from '../shared/model';
import type { NewOrder } from './mapping-import';

const sum = (amounts: readonly Decimal[]): Decimal => amounts.reduce((whole, one) => add(whole, one), decimal(0));

/**
 * What the sale comes to, less what the buyer pays by the order's own total; undefined where both are the same, where
 * the order tells no total, or where it has been sent in part, so that the sale is for the rest alone. Cin7 Core takes
 * prices with four decimals and taxes each line by its rule, which the source may have done otherwise (cin7core.md §5.2).
 */
export function totalDifference({ currency, lines, pricesIncludeTax, total }: Order, sale: NewOrder): number | undefined {
  if (total?.gross === undefined || lines.some(({ quantityShipped }) => quantityShipped)) return undefined;
  const digits = currency ? currencyDigits(currency) : 2;
  const all = [...sale.Lines, ...sale.AdditionalCharges];
  const prices = sum(all.map(({ Price, Quantity }) => multiply(Price, Quantity)));
  const comesTo = pricesIncludeTax ? prices : add(prices, sum(all.map(({ Tax }) => decimal(Tax))));
  return toNumber(subtract(round(comesTo, digits), round(total.gross, digits))) || undefined;
}
