import { z } from 'zod';

import { notHeld } from '../model/held';
import type { ItemContext, Outcome, Takes, WriteOperation } from './operation';
import { jsonParam } from './params';

/** Nothing was handed over, so nothing was lost either. */
export const IDLE: ReadonlySet<unknown> = new Set(['unchanged', 'skipped']);

const notHeldField = z.array(z.string()).describe('What the record tells and this system has no place for, by the names of the model').optional();

function told(outcome: Outcome, item: ItemContext | undefined, takes: Takes): Outcome {
  if ('problem' in outcome || !item || IDLE.has(outcome.row.outcome)) return outcome;
  const record = jsonParam(item, takes.field, takes.field) as object;
  const lost = notHeld(takes.kind, record, takes.holds(item, record, outcome.row));
  return lost.length === 0 ? outcome : { ...outcome, row: { ...outcome.row, notHeld: lost } };
}

/** The write with `notHeld` on the row of every record it wrote, or would write, and could not hold all of. */
export function taking(takes: Takes, operation: WriteOperation): WriteOperation {
  const { output } = operation;
  return {
    ...operation,
    takes,
    output: output instanceof z.ZodObject ? output.extend({ notHeld: notHeldField }) : output,
    async run(run, items) {
      const byIndex = new Map(items.map((item) => [item.index, item]));
      return (await operation.run(run, items)).map((outcome) => told(outcome, byIndex.get(outcome.index), takes));
    },
  };
}
