import type { INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import { refused } from '../../../shared/api/problem';
import type { ItemContext, RunContext, WriteOperation } from '../../../shared/node/operation';
import { bookIn, type BookInJob } from '../../book-in';
import { prepareItems } from '../../../shared/node/prepare';
import { firstOfEach, withRepeats } from '../../../shared/node/repeats';

const fields: INodeProperties[] = [
  {
    displayName: 'ASN ID',
    name: 'asnId',
    type: 'string',
    default: '={{ $json.targetId ?? $json.identity.id }}',
    required: true,
    description: "Mintsoft's ID of the ASN, as ASN: Import and ASN: Get Many give it",
  },
];

const output = z.object({ outcome: z.enum(['booked in', 'unchanged']), targetId: z.string(), asnId: z.number(), number: z.string() }).passthrough();

function jobOf(item: ItemContext): BookInJob {
  const asnId = String(item.param<unknown>('asnId') ?? '').trim();
  if (/^[1-9]\d*$/.test(asnId)) return { index: item.index, asnId };
  throw refused(`ASN '${asnId}': that is no ID of Mintsoft`, 'Give the ID of the ASN, a number.');
}

export const bookInAsn: WriteOperation = {
  kind: 'write',
  value: 'bookIn',
  name: 'Book In',
  action: 'Book in ASNs',
  description: 'Book the goods of ASNs in, all pieces as expected; needs an administrator',
  fields,
  output,
  async run(run: RunContext, items: ItemContext[]) {
    const prepared = prepareItems(items, jobOf);
    const { jobs, repeats } = firstOfEach(prepared.jobs, ({ asnId }) => asnId);
    return [...prepared.failed, ...withRepeats(await bookIn(run.client, jobs, run.dryRun), repeats)];
  },
};
