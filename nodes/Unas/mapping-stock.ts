import { xmlList, type XmlElement } from '../shared/format';
import { compact, parseStockLevel, type Identity, type StockLevel } from '../shared/model';
import { CHANNEL } from './identity';
import { MAIN } from './warehouses';
import { elementsOf } from './wire';
import { amountAt, at, textAt } from './xml-path';

export interface StockScope {
  account: string;
  /** Warehouse id, `main`, or `all` for each. */
  warehouse: string;
  /** UTC text. */
  asOf: string;
}

export const ALL = 'all';

export const skuOf = (product: XmlElement): string => textAt(product, 'Sku') ?? textAt(product, 'Id') ?? 'unknown';

export const productIdentity = (product: XmlElement, account: string): Identity => ({
  channel: CHANNEL,
  account: account || 'unknown',
  id: textAt(product, 'Id') ?? textAt(product, 'Sku') ?? 'unknown',
});

/** Values of a variant in the order of the product's variants; none on a plain row. */
export const variantsOf = (stock: XmlElement): string[] =>
  xmlList(at(stock, 'Variants'), 'Variant').flatMap((one) => {
    const value = typeof one === 'string' ? one : Array.isArray(one) ? undefined : (textAt(one, 'Value') ?? textAt(one, 'Name'));
    return value === undefined || value.trim() === '' ? [] : [value.trim()];
  });

export const warehouseIdOf = (stock: XmlElement): string => textAt(stock, 'WarehouseId') ?? MAIN;

export const stockRows = (product: XmlElement): XmlElement[] => elementsOf(at(product, 'Stocks') ?? {}, 'Stock');

/**
 * Stock of one product: the main stock is the row without a WarehouseId, and a product with variants has a row for each
 * (unas.md §5). The shop takes a piece off when it is ordered and sells what is left, so its figures are `available`.
 *
 * @throws ModelError naming the product
 */
export function toStockLevels(product: XmlElement, { account, warehouse, asOf }: StockScope): StockLevel[] {
  const identity = productIdentity(product, account);
  return stockRows(product)
    .filter((stock) => warehouse === ALL || warehouseIdOf(stock) === warehouse)
    .map((stock) => {
      const variants = variantsOf(stock);
      const place = warehouseIdOf(stock);
      return parseStockLevel(
        compact({
          identity: variants.length === 0 ? identity : { ...identity, id: `${identity.id}/${variants.join('|')}` },
          sku: skuOf(product),
          location: place,
          locationName: place === MAIN ? 'Main Stock' : undefined,
          available: amountAt(stock, 'Qty') ?? 0,
          asOf,
          references: compact({ productId: textAt(product, 'Id'), variants: variants.length > 0 ? variants : undefined }),
        }),
      );
    });
}
