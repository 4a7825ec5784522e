import type { Ref, Value } from './values';

export interface Description {
  [field: string]: Value | Ref;
  language?: Ref;
}

export interface Special extends Ref {
  price?: Value;
  priority?: Value;
  dateFrom?: Value;
  dateTo?: Value;
  minQuantity?: Value;
  maxQuantity?: Value;
  customerGroup?: Ref | null;
}

export interface GroupPrice extends Ref {
  price?: Value;
  customerGroup?: Ref | null;
}

/** A product of `productExtend`. */
export interface ShoprenterProduct extends Ref {
  innerId?: Value;
  sku?: Value;
  modelNumber?: Value;
  gtin?: Value;
  price?: Value;
  multiplier?: Value;
  cost?: Value;
  status?: Value;
  orderable?: Value;
  weight?: Value;
  width?: Value;
  height?: Value;
  length?: Value;
  dateCreated?: Value;
  dateUpdated?: Value;
  taxClass?: Ref | null;
  parentProduct?: Ref | null;
  manufacturer?: (Ref & { name?: Value }) | null;
  allImages?: Record<string, Value> | Value;
  productPrices?: Array<{ currencyCode?: Value }> | object | null;
  productDescriptions?: Description[] | object | null;
  productSpecials?: Special[] | object | null;
  customerGroupProductPrices?: GroupPrice[] | object | null;
  productCategoryRelations?: Array<{ category?: Ref | null }> | object | null;
}
