import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { parseStartFrom, returnSchema } from '../../../shared/model';
import { hiddenPageByPage, listFields, outputField, pageFields } from '../../../shared/node/fields';
import type { ItemContext, ReadOperation } from '../../../shared/node/operation';
import { readWindowPage } from '../../../shared/node/page-read';
import { returnSource } from '../../api';
import { readReturns, readReturnWindow, type ReturnsCursor, type ReturnScope } from '../../read-returns';
import { toReturnRows } from '../../return-rows';
import { startOf } from '../../../shared/node/params';
import { storefrontsField, type OutputShape } from '../order/fields';

const statusesField: INodeProperties = {
  displayName: 'Status of Returns',
  name: 'returnStatuses',
  type: 'multiOptions',
  options: [
    { name: 'Label Deleted', value: 'label_deleted' },
    { name: 'Label Generated', value: 'label_generated' },
    { name: 'Package Received', value: 'package_received' },
    { name: 'Package Sent', value: 'package_sent' },
    { name: 'Return Requested', value: 'return_requested' },
  ],
  default: [],
  description: 'Returns only returns in one of these; empty for all',
};

const articlesField: INodeProperties = {
  displayName: 'Load Articles',
  name: 'loadArticles',
  type: 'boolean',
  default: true,
  description: 'Whether to read each returned piece once more for its SKU, name and order, which the lists do not hold. Costs one call per piece.',
};

function scopeOf(item: ItemContext): ReturnScope {
  return {
    storefronts: item.param<string[]>('storefronts').map((storefront) => storefront.toLowerCase()),
    statuses: item.param<string[]>('returnStatuses'),
    articles: item.param<boolean>('loadArticles'),
  };
}

export const getAllReturns: ReadOperation = {
  kind: 'read',
  value: 'getAll',
  name: 'Get Many',
  action: 'Get many returns',
  description: 'Retrieve returns with their pieces',
  fields: [
    ...pageFields('returns'),
    ...listFields.map(hiddenPageByPage),
    storefrontsField,
    statusesField,
    hiddenPageByPage({
      displayName: 'Filters',
      name: 'returnFilters',
      type: 'collection',
      placeholder: 'Add Filter',
      default: {},
      options: [
        {
          displayName: 'Updated After',
          name: 'updatedAfter',
          type: 'dateTime',
          default: '',
          description: 'Only returns that changed since then; UTC unless an offset is given',
        },
      ],
    }),
    articlesField,
    hiddenPageByPage(outputField),
  ],
  output: returnSchema,
  async run(run, item) {
    const source = returnSource(run.client);
    if (item.param<boolean>('pageByPage')) {
      const scope = scopeOf(item);
      const page = await readWindowPage<ReturnsCursor>(run, item, startOf, async (next) => {
        const read = await readReturnWindow(source, scope, next);
        return { ...read, rows: toReturnRows(read.rows, 'channelSync') };
      });
      return [page as unknown as IDataObject];
    }
    const { updatedAfter } = item.param<{ updatedAfter?: string }>('returnFilters');
    const from = updatedAfter ? parseStartFrom(String(updatedAfter)) : undefined;
    const atMost = item.param<boolean>('returnAll') ? Number.POSITIVE_INFINITY : item.param<number>('limit');
    return toReturnRows(await readReturns(source, scopeOf(item), from, atMost), item.param<OutputShape>('output'));
  },
};
