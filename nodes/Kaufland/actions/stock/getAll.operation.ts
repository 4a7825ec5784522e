import { stockLevelFields } from '../../../shared/model';
import { listFields, outputField } from '../../../shared/node/fields';
import type { ReadOperation } from '../../../shared/node/operation';
import { toStockLevel } from '../../mapping-offers';
import { readOfferRows } from '../../offer-rows';
import { storefrontField } from '../fields';

export const getAllStock: ReadOperation = {
  kind: 'read',
  value: 'getAll',
  name: 'Get Many',
  action: 'Get many stock levels',
  description: 'Retrieve the amounts of the offers of a storefront',
  fields: [...listFields, storefrontField, outputField],
  output: stockLevelFields,
  run: async (run, item) => await readOfferRows(run, item, toStockLevel),
};
