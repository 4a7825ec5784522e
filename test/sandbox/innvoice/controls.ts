import { ControlError } from '../room';
import type { Products } from './products';

type Body = Record<string, unknown>;

/** What people in InnVoice do without us. */
export function controls(products: Products): Record<string, (body: Body) => unknown> {
  return {
    /** {levels: {SKU: n}}: n in the first warehouse, none in the others; {warehouses: {SKU: [n, …]}}: per warehouse. */
    restock: (body) => {
      for (const [sku, level] of Object.entries((body.levels ?? {}) as Record<string, number>)) {
        products.wanted(sku).stocks.forEach((stock, index) => (stock.level = index === 0 ? Number(level) : 0));
      }
      for (const [sku, levels] of Object.entries((body.warehouses ?? {}) as Record<string, number[]>)) {
        const { stocks } = products.wanted(sku);
        if (levels.length > stocks.length) throw new ControlError(400, `'${sku}' lies in ${stocks.length} warehouses`);
        levels.forEach((level, index) => (stocks[index].level = Number(level)));
      }
      return { stock: products.levels() };
    },
    /** {prices: {SKU: price}, group?: name}: of one price group, without it of the first. */
    reprice: (body) => {
      for (const [sku, price] of Object.entries((body.prices ?? {}) as Record<string, number | string>)) {
        const { prices } = products.wanted(sku);
        const row = body.group === undefined ? prices[0] : prices.find(({ group }) => group === body.group);
        if (!row) throw new ControlError(404, `'${sku}' has no price group '${String(body.group)}'`);
        row.price = String(price);
      }
      return {};
    },
    /** {names: {SKU: name}} */
    rename: (body) => {
      for (const [sku, name] of Object.entries((body.names ?? {}) as Record<string, string>)) products.wanted(sku).name = name;
      return {};
    },
  };
}
