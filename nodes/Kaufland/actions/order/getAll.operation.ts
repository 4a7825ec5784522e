import type { IDataObject } from 'n8n-workflow';

import { orderSchema, parseStartFrom } from '../../../shared/model';
import { hiddenPageByPage, listFields, outputField, pageFields } from '../../../shared/node/fields';
import type { ItemContext, ReadOperation } from '../../../shared/node/operation';
import { readWindowPage } from '../../../shared/node/page-read';
import { orderSource } from '../../api';
import { readOrders, readOrderWindow, type OrdersCursor } from '../../read-orders';
import type { OrderScope } from '../../settle';
import { startOf } from '../../../shared/node/params';
import { pickupPointsField, statusesField, storefrontsField, toRows, type OutputShape } from './fields';

interface Filters {
  updatedAfter?: string;
  createdAfter?: string;
}

function scopeOf(item: ItemContext, createdAfter: string | undefined): OrderScope {
  return {
    storefronts: item.param<string[]>('storefronts').map((storefront) => storefront.toLowerCase()),
    statuses: item.param<string[]>('statuses'),
    createdFrom: createdAfter,
    pickupPoints: item.param<boolean>('loadPickupPoints'),
  };
}

const moment = (text: string | undefined): string | undefined => (text ? parseStartFrom(String(text)) : undefined);

export const getAll: ReadOperation = {
  kind: 'read',
  value: 'getAll',
  name: 'Get Many',
  action: 'Get many orders',
  description: 'Retrieve whole orders, put together from their units',
  fields: [
    ...pageFields('orders'),
    ...listFields.map(hiddenPageByPage),
    storefrontsField,
    statusesField,
    hiddenPageByPage({
      displayName: 'Filters',
      name: 'filters',
      type: 'collection',
      placeholder: 'Add Filter',
      default: {},
      options: [
        {
          displayName: 'Created After',
          name: 'createdAfter',
          type: 'dateTime',
          default: '',
          description: 'Only order units placed since then; UTC unless an offset is given',
        },
        {
          displayName: 'Updated After',
          name: 'updatedAfter',
          type: 'dateTime',
          default: '',
          description: 'Only orders with an order unit that changed since then; UTC unless an offset is given',
        },
      ],
    }),
    pickupPointsField,
    hiddenPageByPage(outputField),
  ],
  output: orderSchema,
  async run(run, item) {
    const source = orderSource(run.client);
    if (item.param<boolean>('pageByPage')) {
      const scope = scopeOf(item, undefined);
      const page = await readWindowPage<OrdersCursor>(run, item, startOf, async (next) => {
        const read = await readOrderWindow(source, scope, next);
        return { ...read, rows: toRows(read.rows, 'channelSync') };
      });
      return [page as unknown as IDataObject];
    }
    const output = item.param<OutputShape>('output');
    const { updatedAfter, createdAfter } = item.param<Filters>('filters');
    const atMost = item.param<boolean>('returnAll') ? Number.POSITIVE_INFINITY : item.param<number>('limit');
    const orders = await readOrders(source, scopeOf(item, moment(createdAfter)), moment(updatedAfter), atMost);
    return toRows(orders, output);
  },
};
