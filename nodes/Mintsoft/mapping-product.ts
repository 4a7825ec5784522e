import {
  compact,
  compactOrNothing,
  countryCode,
  divide,
  ModelError,
  multiply,
  parseProduct,
  requireField,
  toNumber,
  vendorAmount,
  vendorTime,
  type Product,
} from '../shared/model';
import { accountOf } from './mapping-origin';
import type { MintsoftProduct } from './types';

/** Kilograms are the working assumption (mintsoft.md §6, unconfirmed). */
export type WeightUnit = 'gram' | 'kilogram';

const GRAMS: Readonly<Record<WeightUnit, number>> = { gram: 1, kilogram: 1000 };
const WEIGHT_DIGITS = 6;

export const productName = ({ SKU, ID }: MintsoftProduct): string => SKU || String(ID ?? 'unknown');

export const toGrams = (weight: number, unit: WeightUnit): number => toNumber(multiply(vendorAmount(weight) ?? 0, GRAMS[unit]));
export const fromGrams = (grams: number, unit: WeightUnit): number => toNumber(divide(grams, GRAMS[unit], WEIGHT_DIGITS));

/**
 * A product of Mintsoft in the model; whether its price holds tax is not documented, it is taken as a net one.
 *
 * @throws ModelError naming the product and the field Mintsoft left out
 */
export function toProduct(product: MintsoftProduct, unit: WeightUnit, zone: string): Product {
  if (!product.ID || !product.SKU) {
    throw new ModelError(`Product '${productName(product)}': Mintsoft gave no '${product.ID ? 'SKU' : 'ID'}'`, 'bad-record');
  }
  const price = vendorAmount(product.Price);
  const positive = (value: number | null | undefined) => (value && value > 0 ? value : undefined);
  return parseProduct(
    compact({
      identity: { channel: 'mintsoft', account: accountOf(product), id: String(product.ID) },
      sku: product.SKU,
      name: product.Name,
      description: product.Description,
      kind: product.Bundle ? 'bundle' : 'simple',
      status: product.DisCont ? 'discontinued' : 'active',
      gtin: product.EAN || product.UPC,
      gtins: product.EAN && product.UPC && product.EAN !== product.UPC ? [product.UPC] : undefined,
      weightGrams: positive(product.Weight) === undefined ? undefined : toGrams(product.Weight ?? 0, unit),
      lengthCm: positive(product.Depth),
      widthCm: positive(product.Width),
      heightCm: positive(product.Height),
      prices: price ? [{ kind: 'normal', net: price }] : undefined,
      cost: vendorAmount(product.CostPrice) || undefined,
      images: product.ImageURL ? [product.ImageURL] : undefined,
      countryOfOrigin: countryCode(product.CountryOfManufacture?.Code),
      customsCode: product.CommodityCode?.Code,
      customsDescription: product.CustomsDescription,
      updatedAt: vendorTime(product.LastUpdated, zone),
      extra: compactOrNothing({ ClientId: product.ClientId }),
    }),
  );
}

export interface NewProduct {
  SKU: string;
  Weight: number;
  [field: string]: string | number | boolean;
}

export interface ProductSettings {
  clientId?: number;
  unit: WeightUnit;
  /** For products that come without one: Mintsoft cannot do without a weight (mintsoft.md §6). Undefined = refuse. */
  weightWhenUnknown?: number;
}

const isUpc = (gtin: string): boolean => /^\d{12}$/.test(gtin);

/**
 * A product as `PUT /api/Product` takes it.
 *
 * @throws ModelError naming product and field where Mintsoft cannot do without it
 */
export function toNewProduct(product: Product, { clientId, unit, weightWhenUnknown }: ProductSettings): NewProduct {
  const grams = product.weightGrams ?? weightWhenUnknown ?? requireField('Product', product, 'weightGrams');
  const price = (product.prices ?? []).find(({ kind, group }) => kind === 'normal' && group === undefined);
  const { gtin } = product;
  return compact({
    SKU: product.sku,
    Name: product.name ?? product.sku,
    Description: product.shortDescription,
    ClientId: clientId,
    Weight: fromGrams(grams, unit),
    Height: product.heightCm,
    Width: product.widthCm,
    Depth: product.lengthCm,
    EAN: gtin && !isUpc(gtin) ? gtin : undefined,
    UPC: gtin && isUpc(gtin) ? gtin : undefined,
    Price: price?.net ?? price?.gross,
    CostPrice: product.cost,
    ImageURL: product.images?.[0],
    CustomsDescription: product.customsDescription,
  }) as NewProduct;
}
