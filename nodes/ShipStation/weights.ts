import { compare, decimal, multiply, round, toNumber, vendorAmount } from '../shared/model';

/** Grams in a unit, exact by definition; both APIs' spellings (shipstation.md §A2, §B2). */
const GRAMS: Readonly<Record<string, string>> = {
  gram: '1',
  grams: '1',
  kilogram: '1000',
  ounce: '28.349523125',
  ounces: '28.349523125',
  pound: '453.59237',
  pounds: '453.59237',
};

/** A weight in grams, to the milligram; undefined for none or a unit nobody named. */
export function gramsOf(weight: { value?: number | null; units?: string | null } | null | undefined): number | undefined {
  const factor = GRAMS[(weight?.units ?? '').toLowerCase()];
  const value = vendorAmount(weight?.value);
  if (factor === undefined || value === undefined || compare(value, 0) < 0) return undefined;
  return toNumber(round(multiply(decimal(factor), value), 3));
}
