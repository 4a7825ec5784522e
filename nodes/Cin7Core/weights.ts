import { multiply, round, toNumber, vendorAmount } from '../shared/model';

/** Grams of one unit (cin7core.md §8.1, Dimension Unit Available Values). */
const GRAMS: Readonly<Record<string, string>> = { g: '1', kg: '1000', mg: '0.001', lb: '453.59237', oz: '28.349523125' };
const CENTIMETRES: Readonly<Record<string, string>> = { cm: '1', m: '100', mm: '0.1', in: '2.54', ft: '30.48', yd: '91.44' };

function converted(table: Readonly<Record<string, string>>, value: number | null | undefined, unit: string): number | undefined {
  const factor = table[unit];
  const amount = vendorAmount(value);
  // Zero stands for "never measured".
  return factor === undefined || amount === undefined || amount <= 0 ? undefined : toNumber(round(multiply(amount, factor), 4));
}

const word = (unit: string | null | undefined, otherwise: string): string => (unit ?? '').trim().toLowerCase() || otherwise;

/** Weight in grams; kilograms where no unit is told, undefined for a unit nobody knows. */
export const gramsOf = (weight: number | null | undefined, unit: string | null | undefined): number | undefined => converted(GRAMS, weight, word(unit, 'kg'));

export const centimetresOf = (length: number | null | undefined, unit: string | null | undefined): number | undefined =>
  converted(CENTIMETRES, length, word(unit, 'cm'));
