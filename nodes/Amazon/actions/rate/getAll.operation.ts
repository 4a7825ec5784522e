import type { INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import { outputField } from '../../../shared/node/fields';
import type { ItemContext, ReadOperation, Row, RunContext } from '../../../shared/node/operation';
import { chosenItems, labelDetails, openItems } from '../../label-details';
import { readState } from '../../order-state';
import { rateRow, readRates } from '../../rates';
import { checkOrderId } from '../../read-orders';
import { parcelFields } from '../label/fields';

const fields: INodeProperties[] = [...parcelFields, outputField];

const output = z
  .object({ orderId: z.string(), serviceId: z.string(), name: z.string(), labelFormats: z.array(z.string()), needsInputs: z.boolean(), claimsProtected: z.boolean() })
  .passthrough();

export const getManyRates: ReadOperation = {
  kind: 'read',
  value: 'getAll',
  name: 'Get Many',
  action: 'Get many rates',
  description: 'Get the shipping services Amazon offers for a parcel of an order (Prime and others), with prices',
  fields,
  output,
  async run(run: RunContext, item: ItemContext) {
    const orderId = checkOrderId(String(item.param<unknown>('orderId') ?? ''));
    const items = chosenItems(item) ?? openItems(await readState(run.client, orderId));
    const { services } = await readRates(run.client, labelDetails(item, orderId, items));
    return item.param<string>('output') === 'raw' ? services.map((one) => ({ ...one }) as unknown as Row) : services.map((one) => rateRow(one, orderId));
  },
};
