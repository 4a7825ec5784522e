import type { INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import { isProblem, type Problem } from '../../../shared/api/problem';
import { identityKey } from '../../../shared/model';
import type { ItemContext, Outcome, RunContext } from '../../../shared/node/operation';
import { naming } from '../../../shared/node/prepare';
import { firstOfEach, withRepeats } from '../../../shared/node/repeats';
import { nameOf, wantedOf, type WantedOrder } from '../../../shared/node/wanted-order';
import { sendInBatches } from '../../../shared/sync/batch';
import type { ChangeJob } from '../../change-orders';
import { findOrder, findStanding } from '../../find-orders';
import { textOf } from '../fields';

export const orderField: INodeProperties = {
  displayName: 'Order',
  name: 'order',
  type: 'json',
  default: '={{ $json }}',
  required: true,
  description: 'The order in the Channel Sync shape, of its own channel or as read from ShipStation; identity and number are enough',
};

export const changeOutput = z
  .object({ outcome: z.string(), targetId: z.string(), orderId: z.number().optional(), orderNumber: z.string().optional(), identityKey: z.string(), number: z.string() })
  .passthrough();

/** What one item wants of its order. */
export interface Aim {
  index: number;
  wanted: WantedOrder;
  prefix: string;
}

export const aimOf = (item: ItemContext, wanted = wantedOf(item)): Aim => ({ index: item.index, wanted, prefix: textOf(item.param, 'orderPrefix') });

interface Work<A extends Aim> {
  /** In which statuses the orders to be changed stand: their lists are read where many are. */
  standing: readonly string[];
  one(job: ChangeJob, aim: A): Promise<Outcome>;
  /** Whether an order that is not there counts as done. */
  passMissing?: boolean;
}

const isMissing = (problem: Problem): boolean => problem.details.kind === 'refused' && problem.details.code === 'not-found';

const missingRow = ({ wanted }: Aim) => ({ outcome: 'unchanged', targetId: '', identityKey: identityKey(wanted.identity), number: wanted.number ?? wanted.identity.id });

/** Finds and changes one order after the other; a repeated order once. */
export async function changeEach<A extends Aim>(run: RunContext, aims: readonly A[], { standing, one, passMissing }: Work<A>): Promise<Outcome[]> {
  const { jobs, repeats } = firstOfEach(aims, ({ wanted }) => identityKey(wanted.identity));
  const known = await findStanding(
    run.client,
    jobs.map(({ wanted }) => wanted),
    standing,
  );
  const settled = await sendInBatches(jobs, 1, async ([aim]) => {
    const { index, wanted, prefix } = aim as A;
    let failure: unknown;
    try {
      const order = known.get(identityKey(wanted.identity)) ?? (await findOrder(run.client, wanted, prefix));
      return [await one({ index, wanted, order }, aim as A)];
    } catch (error) {
      failure = error;
    }
    if (passMissing && isProblem(failure) && isMissing(failure)) return [{ index, row: missingRow(aim as A) }];
    throw failure;
  });
  const outcomes = settled.map((each): Outcome => {
    if ('problem' in each) return { index: each.item.index, problem: naming(nameOf(each.item.wanted), each.problem) };
    return each.result as Outcome;
  });
  return withRepeats(outcomes, repeats);
}
