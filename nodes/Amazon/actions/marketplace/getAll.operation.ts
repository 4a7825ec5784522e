import type { INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import { compact } from '../../../shared/model';
import { listFields, outputField } from '../../../shared/node/fields';
import type { ItemContext, ReadOperation, Row, RunContext } from '../../../shared/node/operation';
import { readParticipations, type Participation } from '../../marketplaces';

const fields: INodeProperties[] = [outputField, ...listFields];

const output = z
  .object({ id: z.string(), name: z.string(), country: z.string(), currency: z.string(), selling: z.boolean(), suspended: z.boolean() })
  .partial({ country: true, currency: true })
  .passthrough();

function rowOf({ marketplace, participation, storeName }: Participation): Row {
  return compact({
    id: marketplace?.id ?? '',
    name: marketplace?.name ?? '',
    country: marketplace?.countryCode,
    currency: marketplace?.defaultCurrencyCode,
    storeName,
    selling: participation?.isParticipating === true,
    suspended: participation?.hasSuspendedListings === true,
  }) as Row;
}

export const getManyMarketplaces: ReadOperation = {
  kind: 'read',
  value: 'getAll',
  name: 'Get Many',
  action: 'Get many marketplaces',
  description: 'Get the marketplaces this account sells in',
  fields,
  output,
  async run(run: RunContext, item: ItemContext) {
    const all = await run.once('marketplaces', async () => await readParticipations(run.client));
    const wanted = item.param<boolean>('returnAll') ? all : all.slice(0, item.param<number>('limit'));
    return item.param<string>('output') === 'raw' ? wanted.map((one) => ({ ...one }) as Row) : wanted.map(rowOf);
  },
};
