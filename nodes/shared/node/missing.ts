import { refused, type Problem } from '../api/problem';
import type { Order } from '../model';

/** The order's currency. @throws Problem that names the option for orders without one */
export function currencyNeeded({ number, currency }: Order): string {
  if (currency !== undefined) return currency;
  throw refused(`Order '${number}': 'currency' is missing`, "Give it where the order comes from, or fill in 'Currency If Missing' in the node's options.");
}

/**
 * What a part without a VAT rate is refused with.
 *
 * @param subject the line or charge
 */
export function rateNeeded(order: Order, subject: string): Problem {
  if (order.taxOwedBy === 'marketplace') {
    const nextStep = 'Give the VAT rate where the order comes from: none is assumed of what the seller does not owe.';
    return refused(`${subject} has no 'taxRate', and the marketplace owes the tax`, nextStep);
  }
  return refused(`${subject} has no 'taxRate'`, "Give the VAT rate where the order comes from, or fill in 'VAT Rate If Missing' in the node's options.");
}
