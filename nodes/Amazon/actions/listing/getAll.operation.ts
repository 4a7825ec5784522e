import type { INodeProperties } from 'n8n-workflow';

import { productSchema } from '../../../shared/model';
import { listFields, outputField } from '../../../shared/node/fields';
import type { ItemContext, ReadOperation, Row, RunContext } from '../../../shared/node/operation';
import { mapRecords } from '../../../shared/node/records';
import { marketplaceIds } from '../../api';
import { listingIdentity, toProduct } from '../../mapping-listing';
import { readListings, readListingsOf, type AmazonListing } from '../../read-listings';
import { marketplaceField } from '../fields';

const fields: INodeProperties[] = [
  marketplaceField,
  {
    displayName: 'SKUs',
    name: 'skus',
    type: 'string',
    default: '',
    placeholder: 'e.g. TS-BLAU-01, TS-ROT-01',
    description: 'Only these, separated by commas or line breaks. Leave empty for all, of which Amazon tells at most 1,000 in one search.',
  },
  {
    displayName: 'Status',
    name: 'status',
    type: 'multiOptions',
    options: [
      { name: 'Buyable', value: 'BUYABLE' },
      { name: 'Discoverable', value: 'DISCOVERABLE' },
    ],
    default: [],
    description: 'Only listings that are all of this. Leave empty for any.',
  },
  outputField,
  ...listFields,
];

const INCLUDED = ['summaries', 'offers', 'fulfillmentAvailability', 'issues'];

async function find(run: RunContext, item: ItemContext, marketplaceId: string): Promise<AmazonListing[]> {
  const atMost = item.param<boolean>('returnAll') ? Number.POSITIVE_INFINITY : item.param<number>('limit');
  const query = { marketplaceId, includedData: INCLUDED, statuses: item.param<string[] | undefined>('status') ?? [] };
  const skus = (item.param<string | undefined>('skus') ?? '').split(/[,\r\n]+/).map((sku) => sku.trim()).filter(Boolean);
  if (skus.length === 0) return await readListings(run.client, query, atMost);
  return [...(await readListingsOf(run.client, query, skus)).values()].slice(0, atMost);
}

export const getManyListings: ReadOperation = {
  kind: 'read',
  value: 'getAll',
  name: 'Get Many',
  action: 'Get many listings',
  description: 'Get the listings of a marketplace with prices, quantities and what Amazon objects to',
  fields,
  output: productSchema,
  async run(run: RunContext, item: ItemContext) {
    const [marketplaceId = ''] = marketplaceIds(run.client, item.param<string | undefined>('marketplace'));
    const found = await find(run, item, marketplaceId);
    if (item.param<string>('output') === 'raw') return found.map((one) => ({ ...one }) as unknown as Row);
    return mapRecords(found, (one) => ({ identity: listingIdentity(one), number: one.sku || 'unknown' }), (one) => toProduct(one, marketplaceId) as unknown as Row);
  },
};
