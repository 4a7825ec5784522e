import type { INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import { isProblem, type Problem } from '../../../shared/api/problem';
import type { ItemContext, Outcome, RunContext } from '../../../shared/node/operation';
import { naming } from '../../../shared/node/prepare';
import { firstOfEach, withRepeats } from '../../../shared/node/repeats';
import { nameOf, type WantedOrder } from '../../../shared/node/wanted-order';
import { sendInBatches } from '../../../shared/sync/batch';
import { findJob, missingRow, type ChangeJob } from '../../change-orders';
import type { LookUp } from '../../find-orders';
import { blamed, judging } from '../../picks';
import { clientField, clientOf, prefixField, textOf } from '../fields';

export const orderField: INodeProperties = {
  displayName: 'Order',
  name: 'order',
  type: 'json',
  default: '={{ $json }}',
  required: true,
  description: 'The order in the Channel Sync shape, of its own channel or as read from Mintsoft; its identity is enough',
};

export const targetFields: INodeProperties[] = [clientField, prefixField];

export const lookUpOf = ({ param }: ItemContext): LookUp => ({ clientId: clientOf(param), prefix: textOf(param, 'orderPrefix') });

export const changeOutput = z
  .object({
    outcome: z.string(),
    targetId: z.string(),
    orderId: z.number().optional(),
    orderNumber: z.string().optional(),
    identityKey: z.string(),
    number: z.string(),
    parts: z.number().describe('Of a split order').optional(),
  })
  .passthrough();

/** What one item wants of its order. */
export interface Aim {
  index: number;
  wanted: WantedOrder;
  lookUp: LookUp;
}

interface Work<A extends Aim> {
  one(job: ChangeJob, aim: A): Promise<Outcome>;
  /** Whether an order that is not there counts as done. */
  passMissing?: boolean;
}

const isMissing = (problem: Problem): boolean => problem.details.kind === 'refused' && problem.details.code === 'not-found';

/** Finds and changes one order after the other; a repeated order once. */
export async function changeEach<A extends Aim>(run: RunContext, aims: readonly A[], { one, passMissing }: Work<A>): Promise<Outcome[]> {
  const { jobs, repeats } = firstOfEach(aims, ({ wanted }) => JSON.stringify(wanted.identity));
  const judge = judging(run);
  const work = async (aim: A) => await one(await findJob(run.client, aim.index, aim.wanted, aim.lookUp), aim);
  const settled = await sendInBatches(jobs, 1, async ([aim]) => {
    const { index, wanted, lookUp } = aim as A;
    let failure: unknown;
    try {
      return [await blamed(judge, { clientId: lookUp.clientId }, async () => await work(aim as A))];
    } catch (error) {
      failure = error;
    }
    if (passMissing && isProblem(failure) && isMissing(failure)) return [{ index, row: missingRow(wanted) }];
    throw failure;
  });
  const outcomes = settled.map((each): Outcome => {
    if ('problem' in each) return { index: each.item.index, problem: naming(nameOf(each.item.wanted), each.problem) };
    return each.result as Outcome;
  });
  return withRepeats(outcomes, repeats);
}
