import { xmlText, type XmlElement } from '../shared/format';
import { add, compact, decimal, parseStockLevel, toNumber, type StockLevel } from '../shared/model';
import { isPlace, placeName, stocksOf } from './vendor-product';

export interface StockScope {
  account: string;
  /** Warehouses by name or place; empty = all. */
  warehouses: readonly string[];
  /** One level for each warehouse instead of their sum. */
  perWarehouse: boolean;
  /** UTC time of the reading. */
  asOf: string;
}

/**
 * The stock of one product. InnVoice knows no reservations here: `Raktar_Keszlet` is what lies on the shelf.
 *
 * @throws ModelError or FormatError naming what cannot be read
 */
export function toLevels(raw: XmlElement, sku: string, scope: StockScope): StockLevel[] {
  const { account, warehouses, asOf } = scope;
  const chosen = stocksOf(raw).filter((stock) => warehouses.length === 0 || warehouses.some((wanted) => isPlace(stock, wanted)));
  const head = { identity: { channel: 'innvoice', account, id: sku }, sku, asOf };
  const extra = compact({ Nev: xmlText(raw, 'Nev'), EAN: xmlText(raw, 'EAN') });
  if (scope.perWarehouse) {
    return chosen.map((stock) =>
      parseStockLevel({ ...head, location: placeName(stock), locationName: placeName(stock), physical: toNumber(stock.level), extra }),
    );
  }
  // A product that no chosen warehouse holds has none there.
  const sum = chosen.reduce((total, { level }) => add(total, level), decimal(0));
  const locations = warehouses.length === 0 ? {} : { locationName: warehouses.join(' + ') };
  return [parseStockLevel({ ...head, ...locations, physical: toNumber(sum), extra })];
}
