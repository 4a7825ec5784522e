import type { INodeProperties } from 'n8n-workflow';

import { shipmentSchema } from '../../../shared/model';
import type { FileOperation, FileResult, Row } from '../../../shared/node/operation';
import { settleNow } from '../../../shared/node/settle';
import { readNotice } from '../../store-notice';
import { prefixField } from '../fields';
import { hintOf, sourceFields } from '../shipment/getAll.operation';
import { queryField, queryOf, zoneField, zoneOf } from './fields';

const fields: INodeProperties[] = [
  { ...queryField, default: '={{ $json.query }}' },
  {
    displayName: 'Body',
    name: 'body',
    type: 'json',
    default: '={{ $json.body }}',
    description: 'The body of the request as the Webhook node gives it, or its XML as text. Where it is empty or broken, the query says the most important.',
  },
  zoneField,
  { ...prefixField, description: 'What stands before the order number of the source; it is cut off here' },
  ...sourceFields.map((field) => (field.name === 'sourceChannel' ? { ...field, description: 'The system the orders come from, for notices that name an order by its number only' } : field)),
];

/** A notice a repeat of which is known by its key: what it tells once is done once. */
export const readStoreNotification: FileOperation = {
  kind: 'file',
  value: 'readNotification',
  name: 'Read Notification',
  action: 'Read a notification to a custom store',
  description: 'Read what ShipStation tells a custom store of a despatch, as a shipment with a key that is the same for each repeat',
  fields,
  output: shipmentSchema,
  async run(run, items): Promise<FileResult> {
    const rows: Row[] = [];
    const failed: FileResult['failed'] = [];
    for (const item of items) {
      const read = settleNow(() => readNotice(queryOf(item), item.param<unknown>('body'), hintOf(item.param), zoneOf(item), run.now()));
      if ('problem' in read) failed.push({ index: item.index, problem: read.problem });
      else rows.push({ ...(read.value.shipment as unknown as Row), key: read.value.key, number: read.value.number, state: 'done' });
    }
    return { rows, failed };
  },
};
