import type { INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import type { FileOperation, FileResult } from '../../../shared/node/operation';
import { settleNow } from '../../../shared/node/settle';
import { buildAnswer, type PreparedOrder } from '../../store-answer';
import { exportRequest } from '../../store-request';
import { prefixField } from '../fields';
import { queryField, queryOf, zoneField } from './fields';
import { preparedOf, settingsOf, statusNamesField, tellingField } from './telling';

const fields: INodeProperties[] = [
  {
    displayName: 'Order',
    name: 'order',
    type: 'json',
    default: '={{ $json }}',
    required: true,
    description: 'The prepared order in the Channel Sync shape; each input item is one. An empty item stands for no order.',
  },
  queryField,
  zoneField,
  { displayName: 'Page Size', name: 'pageSize', type: 'number', typeOptions: { minValue: 1, maxValue: 500 }, default: 100, description: 'Orders of one page; ShipStation asks for the next ones by itself' },
  prefixField,
  statusNamesField,
  tellingField,
];

const output = z.object({ statusCode: z.number(), contentType: z.string(), body: z.string(), page: z.number().optional(), pages: z.number().optional(), orders: z.number().optional() }).passthrough();

export const buildStoreAnswer: FileOperation = {
  kind: 'file',
  value: 'buildAnswer',
  name: 'Build Answer',
  action: 'Build the answer of a custom store',
  description: 'Answer the question of ShipStation for orders, page by page; one bad order never rejects a page',
  fields,
  output,
  async run(_run, items): Promise<FileResult> {
    const [first] = items;
    if (!first) return { rows: [], failed: [] };
    const settings = settingsOf(first);
    const request = exportRequest(queryOf(first), settings.zone);
    if ('wrong' in request) return { rows: [{ statusCode: 400, contentType: 'text/plain; charset=utf-8', body: request.wrong }], failed: [] };
    const failed: FileResult['failed'] = [];
    const prepared: PreparedOrder[] = [];
    for (const item of items) {
      const made = settleNow(() => preparedOf(item));
      if ('problem' in made) failed.push({ index: item.index, problem: made.problem });
      else if (made.value && 'status' in made.value) prepared.push(made.value);
    }
    const answer = buildAnswer(prepared, request, first.param<number | undefined>('pageSize') ?? 100, settings);
    const { xml, page, pages, orders } = answer;
    return { rows: [{ statusCode: 200, contentType: 'text/xml; charset=utf-8', body: xml, page, pages, orders }], failed: [...failed, ...answer.failed] };
  },
};
