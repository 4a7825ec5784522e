import type { INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import type { Order } from '../../../shared/model';
import { FromItem, type FileOperation, type FileResult, type ItemContext, type Row } from '../../../shared/node/operation';
import { settleNow } from '../../../shared/node/settle';
import { orderKeyOf } from '../../keys';
import { orderXml } from '../../store-order';
import { prefixField } from '../fields';
import { zoneField } from './fields';
import { preparedOf, settingsOf, statusNamesField, tellingField } from './telling';

const fields: INodeProperties[] = [
  {
    displayName: 'Order',
    name: 'order',
    type: 'json',
    default: '={{ $json }}',
    required: true,
    description: 'The order in the Channel Sync shape, as Order: Get Many of the other system gives it',
  },
  zoneField,
  prefixField,
  statusNamesField,
  tellingField,
];

const output = z
  .object({
    outcome: z.string().describe('prepared, or skipped where ShipStation is not to see the order'),
    targetId: z.string().describe('Key of the order at ShipStation'),
    number: z.string(),
    status: z.string().describe('What it will be at ShipStation').optional(),
    message: z.string().describe('Why it was skipped').optional(),
    record: z.unknown().describe('The order as it is to be kept until ShipStation asks').optional(),
  })
  .passthrough();

/** What no answer tells has no business in a table that holds addresses. */
const kept = ({ extra: _extra, references: _references, ...order }: Order): Row => order as unknown as Row;

function rowOf(item: ItemContext): Row | undefined {
  const prepared = preparedOf(item);
  if (!prepared) return undefined;
  const { order } = prepared;
  const told = { targetId: orderKeyOf(order.identity), number: order.number };
  if ('leftOut' in prepared) return { ...told, outcome: 'skipped', message: prepared.leftOut };
  orderXml(order, prepared.status, settingsOf(item));
  return { ...told, outcome: 'prepared', status: prepared.status, record: kept(order) };
}

/** Finds out ahead of time which orders the export has no place for, so that a person hears of them once and not with each poll. */
export const prepareStoreOrders: FileOperation = {
  kind: 'file',
  value: 'prepare',
  name: 'Prepare',
  action: 'Prepare orders for a custom store',
  description: 'Check orders against the format and hand on what is to be kept until ShipStation asks for them',
  fields,
  output,
  async run(_run, items): Promise<FileResult> {
    const result: FileResult = { rows: [], failed: [] };
    for (const item of items) {
      const made = settleNow(() => rowOf(item));
      if ('problem' in made) result.failed.push({ index: item.index, problem: made.problem });
      else if (made.value) result.rows.push(new FromItem(item.index, made.value));
    }
    return result;
  },
};
