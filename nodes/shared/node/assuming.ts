import type { INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import { misconfigured } from '../api/problem';
import { orderSchema, withAssumptions, type Assumptions } from '../model';
import type { ItemContext, Outcome, WriteOperation } from './operation';
import { jsonParam } from './params';
import { percentOf } from './percent';
import { settleNow } from './settle';
import { IDLE } from './taking';

/** Entries of an import's 'Options'. */
export const currencyIfMissingField: INodeProperties = {
  displayName: 'Currency If Missing',
  name: 'currencyIfMissing',
  type: 'string',
  default: '',
  placeholder: 'e.g. EUR',
  description: 'Currency of orders that tell none. The answer names it in "assumed". Leave empty to refuse orders that need one.',
};

export const vatRateIfMissingField: INodeProperties = {
  displayName: 'VAT Rate If Missing (%)',
  name: 'vatRateIfMissing',
  type: 'string',
  default: '',
  placeholder: 'e.g. 20',
  description:
    'Rate of lines and charges that tell none, except in orders whose tax the marketplace owes. The answer names it in "assumed". Leave empty to assume none.',
};

interface Options {
  currencyIfMissing?: unknown;
  vatRateIfMissing?: unknown;
}

/** @throws Problem for anything but the code of a currency or nothing */
function currencyOf(given: unknown): string | undefined {
  const code = String(given ?? '').trim().toUpperCase();
  if (code === '') return undefined;
  if (Intl.supportedValuesOf('currency').includes(code)) return code;
  throw misconfigured(`'Currency If Missing' is '${code.slice(0, 20)}', which is no currency`, 'Give its ISO code, e.g. EUR, or leave it empty.');
}

function assumptionsOf(item: ItemContext): Assumptions {
  const { currencyIfMissing, vatRateIfMissing } = item.param<Options | undefined>('options') ?? {};
  return { currency: currencyOf(currencyIfMissing), vatRate: percentOf(vatRateIfMissing, 'VAT Rate If Missing') };
}

/** An item whose record cannot be read stays as it is: the operation says what is wrong with it. */
function assumedFor(item: ItemContext, field: string): { item: ItemContext; assumed: string[] } {
  const assumptions = assumptionsOf(item);
  const read = settleNow(() => orderSchema.safeParse(jsonParam(item, field, field)));
  if (!('value' in read) || !read.value.success) return { item, assumed: [] };
  const { order, assumed } = withAssumptions(read.value.data, assumptions);
  if (assumed.length === 0) return { item, assumed };
  return { item: { ...item, param: <T>(name: string) => (name === field ? (order as T) : item.param<T>(name)) }, assumed };
}

const assumedField = z.array(z.string()).describe('What the order does not tell and the options filled in, e.g. vatRate 27').optional();

function named(outcome: Outcome, assumed: readonly string[] = []): Outcome {
  if ('problem' in outcome || assumed.length === 0 || IDLE.has(outcome.row.outcome)) return outcome;
  return { ...outcome, row: { ...outcome.row, assumed: [...assumed] } };
}

/** The import with the gaps of its orders filled by 'Currency If Missing' and 'VAT Rate If Missing' of its options, each named in `assumed`. */
export function assuming(operation: WriteOperation): WriteOperation {
  const { output, takes } = operation;
  if (takes?.kind !== 'order') throw new TypeError(`${operation.value} takes no order`);
  return {
    ...operation,
    output: output instanceof z.ZodObject ? output.extend({ assumed: assumedField }) : output,
    async run(run, items) {
      const filled = items.map((item) => assumedFor(item, takes.field));
      const byIndex = new Map(filled.map(({ item, assumed }) => [item.index, assumed]));
      const outcomes = await operation.run(run, filled.map(({ item }) => item));
      return outcomes.map((outcome) => named(outcome, byIndex.get(outcome.index)));
    },
  };
}
