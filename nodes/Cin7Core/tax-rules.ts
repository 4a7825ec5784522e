import type { Client } from '../shared/api/client';
import { misconfigured, refused } from '../shared/api/problem';
import { compare, vendorAmount, type OrderLine } from '../shared/model';
import { sameText } from './ids';
import { readEntries } from './lists';

export interface TaxRule {
  name: string;
  percent: number;
}

/** Tax rules for sales: one call. */
export async function readTaxRules(client: Client): Promise<TaxRule[]> {
  const rows = await readEntries(client, 'taxRules');
  return rows
    .filter(({ IsActive, IsTaxForSale }) => IsActive !== false && IsTaxForSale !== false)
    .map(({ Name, TaxPercent }) => ({ name: String(Name ?? ''), percent: vendorAmount(TaxPercent as number | null) ?? 0 }));
}

export interface TaxChoice {
  rules: readonly TaxRule[];
  /** For lines without a rate, and wherever its percentage is the line's. */
  standard: TaxRule;
  /** Rate -> rule, as the operator maps it. */
  byRate: ReadonlyArray<{ rate: number; rule: string }>;
}

/** @throws Problem for a rule the company does not have */
export function ruleNamed(rules: readonly TaxRule[], wanted: string): TaxRule {
  const found = rules.find(({ name }) => sameText(name, wanted));
  if (found) return found;
  throw misconfigured(`Cin7 Core has no tax rule '${wanted}' for sales`, `Choose it from the list. The company has: ${rules.map(({ name }) => `'${name}'`).join(', ')}.`);
}

/**
 * The rule of a line or charge: the one it names, the operator's for its rate, the standard one if it fits, or the only
 * one with that rate.
 *
 * @throws Problem where none or several fit: which one decides a tax return
 */
export function ruleFor({ taxRate, taxCode }: Pick<OrderLine, 'taxRate' | 'taxCode'>, { rules, standard, byRate }: TaxChoice): TaxRule {
  const named = taxCode === undefined ? undefined : rules.find(({ name }) => sameText(name, taxCode));
  if (named) return named;
  if (taxRate === undefined) return standard;
  const mapped = byRate.find(({ rate }) => compare(rate, taxRate) === 0);
  if (mapped) return ruleNamed(rules, mapped.rule);
  if (compare(standard.percent, taxRate) === 0) return standard;
  const fitting = rules.filter(({ percent }) => compare(percent, taxRate) === 0);
  const [only, another] = fitting;
  if (only && !another) return only;
  const reason = only ? `several tax rules of ${taxRate} %: ${fitting.map(({ name }) => `'${name}'`).join(', ')}` : `no tax rule of ${taxRate} % for sales`;
  throw refused(`Cin7 Core has ${reason}`, `Say in 'Tax Rules by Rate' which rule stands for ${taxRate} %, then hand the order over again.`, { code: 'tax-rule' });
}
