import { compact, divide, ModelError, multiply, parseProduct, toNumber, vendorAmount, vendorTime, type Product } from '../shared/model';
import { ACCOUNT } from './mapping';
import { GRAMS, type WeightUnit } from './mapping-lines';
import { skuOf } from './mapping-stock';
import type { LinnworksStockItem } from './types-stock';

/** The Default category and the default services have the empty id. */
const DEFAULT_ID = '00000000-0000-0000-0000-000000000000';

function demanded(item: LinnworksStockItem, field: 'ItemNumber' | 'StockItemId'): string {
  const value = item[field];
  if (value) return value;
  throw new ModelError(`Product '${skuOf(item)}': Linnworks gave no '${field}'`, 'bad-record');
}

/** Weight of one piece in grams, where the item has one and its unit is known. */
export function grams({ Weight }: LinnworksStockItem, unit: WeightUnit): number | undefined {
  return unit === 'none' || !Weight || Weight < 0 ? undefined : toNumber(multiply(vendorAmount(Weight) ?? 0, GRAMS[unit]));
}

const listed = <T>(list: T[]): T[] | undefined => (list.length > 0 ? list : undefined);

/**
 * A stock item of Linnworks as a product. Prices without a currency are in the account's own; whether RetailPrice holds
 * tax is not documented, it is taken as what a buyer pays.
 *
 * @throws ModelError naming the item and the field Linnworks left out
 */
export function toProduct(item: LinnworksStockItem, weightUnit: WeightUnit = 'none'): Product {
  const [retail, rate] = [vendorAmount(item.RetailPrice), vendorAmount(item.TaxRate)];
  return parseProduct(
    compact({
      identity: { channel: 'linnworks', account: ACCOUNT, id: demanded(item, 'StockItemId') },
      sku: demanded(item, 'ItemNumber'),
      name: item.ItemTitle,
      description: item.MetaData,
      kind: item.IsVariationParent ? 'parent' : 'simple',
      gtin: item.BarcodeNumber,
      weightGrams: grams(item, weightUnit),
      taxRate: rate !== undefined && rate >= 0 ? rate : undefined,
      prices: retail ? listed([{ kind: 'normal', gross: retail }]) : undefined,
      cost: vendorAmount(item.PurchasePrice) || undefined,
      categories: item.CategoryName ? [{ path: [item.CategoryName] }] : undefined,
      createdAt: vendorTime(item.CreationDate),
      // The unit of the measures is a setting of the account that the API does not tell.
      extra: compact({ Height: item.Height, Width: item.Width, Depth: item.Depth }),
    }),
  );
}

/** A stock item as AddInventoryItem takes it (linnworks.md §7). */
export function toStockItem(product: Product, id: string, weightUnit: WeightUnit) {
  const price = product.prices?.find(({ kind, group }) => kind === 'normal' && group === undefined) ?? product.prices?.[0];
  return {
    StockItemId: id,
    ItemNumber: product.sku,
    ItemTitle: product.name ?? product.sku,
    BarcodeNumber: product.gtin ?? '',
    MetaData: product.description ?? '',
    PurchasePrice: product.cost ?? 0,
    RetailPrice: price?.gross ?? price?.net ?? 0,
    // -1 = the rate of the buyer's country.
    TaxRate: product.taxRate ?? -1,
    Weight: weightUnit === 'none' ? 0 : toNumber(divide(product.weightGrams ?? 0, GRAMS[weightUnit], 6)),
    CategoryId: DEFAULT_ID,
    PostalServiceId: DEFAULT_ID,
    PackageGroupId: DEFAULT_ID,
  };
}
