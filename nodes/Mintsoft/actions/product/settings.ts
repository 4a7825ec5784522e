import { misconfigured } from '../../../shared/api/problem';
import type { ItemContext } from '../../../shared/node/operation';
import type { ProductSettings, WeightUnit } from '../../mapping-product';

/** A number of zero or more typed as text; undefined for an empty one. @throws Problem for anything else */
export function numberIn(text: unknown, label: string): number | undefined {
  const written = String(text ?? '').trim();
  if (written === '') return undefined;
  if (/^\d+(\.\d+)?$/.test(written)) return Number(written);
  throw misconfigured(`'${label}' is '${written}', which is no number`, 'Write it in digits, or leave it empty.');
}

export const productSettings = (param: ItemContext['param'], clientId: number | undefined, weight: unknown): ProductSettings => ({
  clientId,
  unit: param<WeightUnit | undefined>('weightUnit') ?? 'kilogram',
  weightWhenUnknown: numberIn(weight, 'Weight When Unknown (Grams)'),
});
