import { compact, divide, ModelError, parseProduct, toNumber, vendorAmount, vendorTime, type Product } from '../shared/model';
import { guid } from './ids';
import { ACCOUNT } from './mapping';
import { factsIn } from './products';
import type { ProductRow } from './types';
import { centimetresOf, gramsOf } from './weights';

export const skuOf = ({ SKU, ID }: ProductRow): string => SKU?.trim() || guid(ID) || 'unknown';

const imagesOf = (row: ProductRow): string[] | undefined => {
  const { image } = factsIn(row);
  return image === undefined ? undefined : [image];
};

/** A product of Cin7 Core in the model. Whether its prices hold tax is a matter of the sale; they are taken as net. @throws ModelError */
export function toProduct(row: ProductRow): Product {
  const named = `Product '${skuOf(row)}'`;
  if (!row.ID) throw new ModelError(`${named}: Cin7 Core gave no 'ID'`, 'bad-record');
  if (!row.SKU?.trim()) throw new ModelError(`${named}: Cin7 Core gave no 'SKU'`, 'bad-record');
  const tiers = Object.entries(row.PriceTiers ?? {}).flatMap(([group, net]) => (net ? [{ kind: 'normal', group, net: vendorAmount(net) }] : []));
  const standard = vendorAmount(row.PriceTier1) || undefined;
  const prices = [...(standard === undefined ? [] : [{ kind: 'normal', net: standard }]), ...tiers];
  return parseProduct(
    compact({
      identity: { channel: 'cin7core', account: ACCOUNT, id: guid(row.ID) },
      sku: row.SKU.trim(),
      name: row.Name,
      description: row.Description,
      shortDescription: row.ShortDescription,
      kind: /^service$/i.test(row.Type ?? '') ? 'service' : 'simple',
      status: /^deprecated$/i.test(row.Status ?? '') ? 'discontinued' : 'active',
      gtin: row.Barcode,
      brand: row.Brand,
      unit: row.UOM,
      weightGrams: gramsOf(row.Weight, row.WeightUnits),
      lengthCm: centimetresOf(row.Length, row.DimensionsUnits),
      widthCm: centimetresOf(row.Width, row.DimensionsUnits),
      heightCm: centimetresOf(row.Height, row.DimensionsUnits),
      taxCode: row.SaleTaxRule,
      prices: prices.length > 0 ? prices : undefined,
      cost: vendorAmount(row.AverageCost) || undefined,
      categories: row.Category?.trim() ? [{ path: [row.Category.trim()] }] : undefined,
      images: imagesOf(row),
      customsCode: row.HSCode,
      countryOfOrigin: /^[A-Z]{2}$/.test(row.CountryOfOriginCode ?? '') ? row.CountryOfOriginCode : undefined,
      updatedAt: vendorTime(row.LastModifiedOn),
      extra: compact({ CostingMethod: row.CostingMethod, StockLocator: row.StockLocator, DropShipMode: row.DropShipMode }),
    }),
  );
}

export interface ProductSettings {
  category: string;
  unit: string;
  costing: string;
  price: 'net' | 'gross';
}

const cut = (text: string | undefined, most: number): string | undefined => (text === undefined || text.length <= most ? text : `${text.slice(0, most - 1)}…`);

export const categoryOf = ({ categories }: Product, { category }: ProductSettings): string => categories?.[0]?.path.at(-1)?.trim() || category;

const amountOf = (value: number | undefined): number | undefined => (value === undefined ? undefined : toNumber(divide(value, 1, 4)));

/** What the model tells of a product, in the vendor's members (cin7core.md §8.1). */
export function bodyOf(product: Product, settings: ProductSettings) {
  const price = product.prices?.find(({ kind, group }) => kind === 'normal' && group === undefined) ?? product.prices?.[0];
  return compact({
    Name: cut(product.name ?? product.sku, 256),
    Category: categoryOf(product, settings),
    Brand: cut(product.brand, 50),
    Barcode: product.gtin,
    Weight: product.weightGrams === undefined ? undefined : toNumber(divide(product.weightGrams, 1000, 6)),
    WeightUnits: product.weightGrams === undefined ? undefined : 'kg',
    Length: product.lengthCm,
    Width: product.widthCm,
    Height: product.heightCm,
    DimensionsUnits: [product.lengthCm, product.widthCm, product.heightCm].some((one) => one !== undefined) ? 'cm' : undefined,
    PriceTier1: amountOf(price?.[settings.price]),
    ShortDescription: cut(product.shortDescription, 500),
    Description: product.description,
    SaleTaxRule: product.taxCode,
    Status: product.status === 'discontinued' || product.status === 'inactive' ? 'Deprecated' : 'Active',
  });
}

/** `POST /product`. @throws ModelError for a SKU that is too long */
export function newProduct(product: Product, settings: ProductSettings) {
  if (product.sku.length > 50) throw new ModelError(`Product '${product.sku}': 'sku' has more than 50 characters`, 'bad-record');
  const isService = product.kind === 'service';
  return { SKU: product.sku, ...bodyOf(product, settings), Type: isService ? 'Service' : 'Stock', CostingMethod: settings.costing, UOM: product.unit?.trim() || settings.unit };
}
