import type { Client } from '../shared/api/client';
import { misconfigured, refused } from '../shared/api/problem';
import type { Order } from '../shared/model';
import { sameText } from './ids';
import { readList, type ListCall } from './pages';
import { read } from './wire';

interface CustomerRow {
  ID?: string | null;
  Name?: string | null;
  Currency?: string | null;
}

export interface Customers {
  /** Currency by the customer's name in lower case. */
  currencies: ReadonlyMap<string, string>;
  /** The company's own. */
  base: string;
}

const customerCall = (Name: string): ListCall => ({ path: 'customer', query: { Name }, member: 'CustomerList', surelyPaged: false });

/** @throws Problem for a customer the company does not have */
async function currencyOf(client: Client, name: string): Promise<string> {
  const isIt = ({ Name }: CustomerRow) => sameText(Name, name);
  const rows = await readList<CustomerRow>(client, customerCall(name), ({ ID, Name }) => ID ?? Name ?? '', (found) => found.some(isIt));
  const found = rows.find(isIt);
  if (!found) throw misconfigured(`Cin7 Core has no customer '${name}'`, "Choose the 'Customer' from the list, or create it in Cin7 Core.");
  return (found.Currency ?? '').toUpperCase();
}

/** One call a customer and, where one trades in another currency, one for the company's own. */
export async function customersOf(client: Client, wanted: ReadonlyArray<{ customer: string; order: Order }>): Promise<Customers> {
  const currencies = new Map<string, string>();
  for (const { customer } of wanted) {
    const key = customer.trim().toLowerCase();
    if (!currencies.has(key)) currencies.set(key, await currencyOf(client, customer.trim()));
  }
  const { data } = await client.call<{ Currency?: string | null } | undefined>(read('me'));
  return { currencies, base: (data?.Currency ?? '').toUpperCase() };
}

/**
 * The rate a sale needs; undefined where the customer trades in the company's currency.
 *
 * @throws Problem where the order is in another currency than its customer: Cin7 Core would book the same figures in that one
 */
export function rateFor(order: Order, customer: string, { currencies, base }: Customers, otherwise: number | undefined): number | undefined {
  const currency = currencies.get(customer.trim().toLowerCase()) ?? '';
  if (order.currency && currency && order.currency !== currency) {
    throw refused(
      `Order '${order.number}' is in ${order.currency}, and customer '${customer}' trades in ${currency}`,
      `Map ${order.currency} to a customer of that currency in 'Customers by Source', then hand it over again.`,
      { code: 'currency' },
    );
  }
  if (currency === base) return undefined;
  const rate = order.exchangeRate ?? (otherwise || undefined);
  if (rate !== undefined) return Math.round(rate * 100_000) / 100_000;
  throw refused(
    `Order '${order.number}' carries no exchange rate, and customer '${customer}' trades in ${currency}, not in ${base}`,
    "Set 'Currency Rate' in the options, then hand it over again.",
    { code: 'currency-rate' },
  );
}
