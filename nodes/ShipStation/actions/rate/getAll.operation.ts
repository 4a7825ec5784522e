import { z } from 'zod';

import { outputField } from '../../../shared/node/fields';
import type { ItemContext, ReadOperation, Row, RunContext } from '../../../shared/node/operation';
import { shipStation, shipStationV2 } from '../../api';
import { rateRow, readRates } from '../../rates';
import { parcelFields } from '../label/fields';
import { idsOf, parcelOf, shipFromOf } from '../label/parcel';

const output = z
  .object({ number: z.string(), carrier: z.string().optional(), carrierCode: z.string(), serviceCode: z.string(), serviceName: z.string().optional(), price: z.number().optional(), currency: z.string().optional(), deliveryDays: z.number().optional() })
  .passthrough();

export const getManyRates: ReadOperation = {
  kind: 'read',
  value: 'getAll',
  name: 'Get Many',
  action: 'Get many rates',
  description: 'Get what the connected carriers ask for a parcel: one call with API V2, one for each carrier with API V1',
  fields: [...parcelFields, outputField],
  output,
  vendors: [shipStationV2, shipStation],
  async run(run: RunContext, item: ItemContext) {
    const parcel = parcelOf(item, await shipFromOf(run));
    const rates = await readRates(run.client, parcel, idsOf(run, parcel.carriers), run.now());
    return item.param<string>('output') === 'raw' ? rates.map(({ raw }) => ({ ...raw }) as Row) : rates.map((rate) => rateRow(rate, parcel.order.number));
  },
};
