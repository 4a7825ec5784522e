import type { Client } from '../shared/api/client';
import { refused } from '../shared/api/problem';
import { compact, identityKey } from '../shared/model';
import type { Outcome, Row } from '../shared/node/operation';
import { naming } from '../shared/node/prepare';
import { nameOf, type WantedOrder } from '../shared/node/wanted-order';
import { sendInBatches } from '../shared/sync/batch';
import { findOrder } from './find-order';
import { guid } from './ids';
import { numberOf } from './mapping';
import { readSale } from './read-orders';
import { saleStanding } from './status';
import type { Sale } from './types';
import { sendOnce, write } from './wire';

export interface CancelJob {
  index: number;
  wanted: WantedOrder;
}

const voidRequest = (sale: Sale) => write('sale', undefined, { method: 'DELETE', query: { ID: guid(sale.ID), Void: true } });

export function changeRow(wanted: WantedOrder, sale: Sale, outcome: string, more: Row = {}): Row {
  return compact({
    outcome,
    targetId: guid(sale.ID),
    saleId: guid(sale.ID),
    orderNumber: numberOf(sale),
    identityKey: identityKey(wanted.identity),
    number: wanted.number ?? numberOf(sale),
    ...more,
  }) as Row;
}

async function voidSale(client: Client, sale: Sale): Promise<void> {
  await sendOnce(
    async () => {
      await client.call(voidRequest(sale));
      return true;
    },
    async () => {
      const now = await readSale(client, guid(sale.ID));
      return now && saleStanding(now) === 'cancelled' ? true : undefined;
    },
  );
}

async function cancelOne(client: Client, { wanted }: CancelJob, dryRun: boolean): Promise<Row> {
  const sale = await findOrder(client, wanted);
  const standing = saleStanding(sale);
  if (standing === 'cancelled') return changeRow(wanted, sale, 'unchanged');
  if (standing === 'shipped' || standing === 'partlyShipped') {
    throw refused(`Cin7 Core has ${standing === 'shipped' ? 'shipped' : 'shipped a part of'} it already`, 'Stop the parcel, or book a return once it is back.', { code: 'shipped' });
  }
  const { method, path, query } = voidRequest(sale);
  if (dryRun) return changeRow(wanted, sale, 'would cancel', { request: { method, path, query: query as Row }, plan: 'DELETE sale with Void, one call per order.' });
  await voidSale(client, sale);
  return changeRow(wanted, sale, 'cancelled');
}

/** Voids sales, one after the other: a look and a call each. */
export async function cancelJobs(client: Client, jobs: readonly CancelJob[], dryRun: boolean): Promise<Outcome[]> {
  const settled = await sendInBatches(jobs, 1, async ([job]) => [await cancelOne(client, job as CancelJob, dryRun)]);
  return settled.map((one): Outcome => {
    const { index, wanted } = one.item;
    return 'problem' in one ? { index, problem: naming(nameOf(wanted), one.problem) } : { index, row: one.result };
  });
}
