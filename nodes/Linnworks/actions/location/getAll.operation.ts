import { z } from 'zod';

import { compact } from '../../../shared/model';
import { listFields, outputField } from '../../../shared/node/fields';
import type { ItemContext, ReadOperation, Row, RunContext } from '../../../shared/node/operation';
import { NOT_USABLE, readLocations, type Location } from '../../locations';

const output = z
  .object({
    id: z.string(),
    name: z.string(),
    usable: z.boolean().describe('false = orders cannot be created there'),
    reason: z.string().describe('Why it is not usable').optional(),
    fulfilmentCentre: z.boolean(),
    warehouseManaged: z.boolean().optional(),
    tag: z.string().optional(),
    city: z.string().optional(),
    postcode: z.string().optional(),
    countryName: z.string().optional(),
  })
  .passthrough();

function rowOf({ id, name, fulfilmentCentre, raw }: Location): Row {
  return compact({
    id,
    name,
    usable: !fulfilmentCentre,
    reason: fulfilmentCentre ? NOT_USABLE : undefined,
    fulfilmentCentre,
    warehouseManaged: raw.IsWarehouseManaged,
    tag: raw.LocationTag,
    city: raw.City,
    postcode: raw.ZipCode,
    countryName: raw.Country,
  }) as Row;
}

export const getManyLocations: ReadOperation = {
  kind: 'read',
  value: 'getAll',
  name: 'Get Many',
  action: 'Get many locations',
  description: 'Get the stock locations and whether orders can be created there',
  fields: [outputField, ...listFields],
  output,
  async run(run: RunContext, item: ItemContext) {
    const locations = await run.once('locations', async () => await readLocations(run.client));
    const shown = item.param<boolean>('returnAll') ? locations : locations.slice(0, item.param<number>('limit'));
    return item.param<string>('output') === 'raw' ? shown.map(({ raw }) => ({ ...raw }) as Row) : shown.map(rowOf);
  },
};
