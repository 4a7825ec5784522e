import { refused } from '../../../shared/api/problem';
import { purchaseOrderSchema } from '../../../shared/model';
import { outputField } from '../../../shared/node/fields';
import type { ReadOperation, Row } from '../../../shared/node/operation';
import { findPurchase } from '../../read-purchases';
import { purchaseRows, purchaseWeightField, scopeOf, suppliersField } from './rows';

export const getPurchaseOrder: ReadOperation = {
  kind: 'read',
  value: 'get',
  name: 'Get',
  action: 'Get purchase order',
  description: 'Get a purchase order with all its lines, by its number or ID',
  fields: [
    {
      displayName: 'Number or ID',
      name: 'purchaseOrder',
      type: 'string',
      default: '',
      required: true,
      placeholder: 'e.g. PO-00001',
      description: 'The number people see in Linnworks, or the internal ID',
    },
    suppliersField,
    purchaseWeightField,
    outputField,
  ],
  output: purchaseOrderSchema,
  async run(run, item) {
    const wanted = String(item.param<unknown>('purchaseOrder') ?? '').trim();
    if (wanted === '') throw refused("'Number or ID' is empty", 'Give the number of the purchase order.');
    const found = await findPurchase(run.client, wanted);
    return item.param<string>('output') === 'raw'
      ? [{ ...found } as unknown as Row]
      : purchaseRows([found], await scopeOf(run, item, false, [found]));
  },
};
