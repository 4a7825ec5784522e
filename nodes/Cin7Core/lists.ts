import type { Client } from '../shared/api/client';
import { misconfigured } from '../shared/api/problem';
import { compact } from '../shared/model';
import type { Choice } from '../shared/node/lists';
import type { Row } from '../shared/node/operation';
import { sameText } from './ids';
import { readList, type ListCall } from './pages';
import { read } from './wire';

export type ListName = 'accounts' | 'brands' | 'carriers' | 'categories' | 'customers' | 'locations' | 'paymentTerms' | 'priceTiers' | 'taxRules' | 'units';

export type Entry = Record<string, unknown>;

interface Described extends ListCall {
  /** Members that tell an entry apart and how people call it. */
  id: string;
  name: string;
}

const list = (path: string, member: string, id: string, name: string, surelyPaged = false, query: ListCall['query'] = {}): Described => ({ path, member, id, name, surelyPaged, query });

/** cin7core.md §8.4. Writes name entries by their names, so these are the values. */
const LISTS: Readonly<Record<Exclude<ListName, 'priceTiers'>, Described>> = {
  accounts: list('ref/account', 'AccountsList', 'Code', 'DisplayName'),
  brands: list('ref/brand', 'BrandList', 'Name', 'Name'),
  carriers: list('ref/carrier', 'CarrierList', 'Description', 'Description'),
  categories: list('ref/category', 'CategoryList', 'Name', 'Name', true),
  customers: list('customer', 'CustomerList', 'Name', 'Name'),
  locations: list('ref/location', 'LocationList', 'Name', 'Name'),
  paymentTerms: list('ref/paymentterm', 'PaymentTermList', 'Name', 'Name'),
  taxRules: list('ref/tax', 'TaxRuleList', 'Name', 'Name', false, { IsTaxForSale: true }),
  units: list('ref/unit', 'UnitList', 'Name', 'Name'),
};

const textOf = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '');

export async function readEntries(client: Client, name: ListName): Promise<Entry[]> {
  if (name === 'priceTiers') {
    const { data } = await client.call<{ PriceTiers?: Entry[] } | undefined>(read('ref/priceTier'));
    return data?.PriceTiers ?? [];
  }
  const described = LISTS[name];
  const rows = await readList<Entry>(client, described, (row) => `${textOf(row.ID ?? row.CarrierID)} ${textOf(row[described.id])}`);
  return name === 'locations' ? rows.filter(isPlace) : rows;
}

/** Bins are rows of their own, with a parent; goods are not sent to either a bin or a place that is given up. */
const isPlace = ({ ParentID, IsDeprecated }: Entry): boolean => !textOf(ParentID) && IsDeprecated !== true;

const memberOf = (name: ListName, key: 'id' | 'name'): string => (name === 'priceTiers' ? 'Name' : LISTS[name][key]);

export const entryChoices =
  (name: ListName) =>
  async (client: Client): Promise<Choice[]> => {
    const rows = await readEntries(client, name);
    return rows.flatMap((row) => {
      const value = textOf(row[memberOf(name, 'id')]);
      return value === '' ? [] : [{ name: textOf(row[memberOf(name, 'name')]) || value, value }];
    });
  };

export interface Place {
  id: string;
  name: string;
}

/** The location an operator named by name or id. @throws Problem naming it when the company has no such location */
export function findPlace(rows: readonly Entry[], wanted: string): Place {
  const found = rows.find(({ ID, Name }) => sameText(textOf(Name), wanted) || sameText(textOf(ID), wanted));
  if (found) return { id: textOf(found.ID).toLowerCase(), name: textOf(found.Name) };
  const known = rows.map(({ Name }) => `'${textOf(Name)}'`).join(', ');
  throw misconfigured(`Cin7 Core has no location '${wanted}'`, `Choose 'Location' from the list. The company has: ${known}.`);
}

/** An entry in few words, the same for all lists. */
export function entryRow(entry: Entry, list: ListName): Row {
  const percent = typeof entry.TaxPercent === 'number' ? entry.TaxPercent : undefined;
  const name = textOf(entry[memberOf(list, 'name')]) || textOf(entry[memberOf(list, 'id')]);
  return compact({ id: textOf(entry.ID ?? entry.CarrierID ?? entry.Code) || name, name, code: textOf(entry.Code), percent, currency: textOf(entry.Currency) }) as Row;
}
