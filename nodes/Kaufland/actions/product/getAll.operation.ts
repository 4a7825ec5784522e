import { productSchema } from '../../../shared/model';
import { listFields, outputField } from '../../../shared/node/fields';
import type { ReadOperation } from '../../../shared/node/operation';
import { toProduct } from '../../mapping-offers';
import { readOfferRows } from '../../offer-rows';
import { storefrontField } from '../fields';

export const getAllProducts: ReadOperation = {
  kind: 'read',
  value: 'getAll',
  name: 'Get Many',
  action: 'Get many products',
  description: 'Retrieve the offers of a storefront with their products',
  fields: [...listFields, storefrontField, outputField],
  output: productSchema,
  run: async (run, item) => await readOfferRows(run, item, toProduct, 'products'),
};
