import { CATALOGUE, generatedArticle, type Article } from '../catalogue';
import { ControlError } from '../room';
import type { Element } from './answer-xml';

export interface Product {
  sku: string;
  name: string;
  ean: string;
  /** Product group; no public source tells whether and how a product names it. */
  group: string;
  prices: Array<{ group: string; price: string; gross: boolean }>;
  stocks: Array<{ warehouse: string; level: number }>;
}

const GROUPS = ['Bögrék', 'Könyvek', 'Belső anyagok'];
const WAREHOUSES = ['Központ', 'Bolt', 'Raktár 3'];

/** The catalogue with prices per price group and stock per warehouse (innvoice.md §2 Products). */
export class Products {
  readonly all: Product[] = [];

  reset(): void {
    this.all.length = 0;
  }

  /** n articles every demo system knows, then generated ones; a long list also holds one without SKU, as the live API does. */
  addGenerated(count: number): string[] {
    const from = this.all.length;
    for (let index = 0; index < count; index += 1) this.all.push(productOf(from + index < CATALOGUE.length ? CATALOGUE[from + index] : generatedArticle(from + index + 1), from + index));
    const added = this.all.slice(from).map(({ sku }) => sku);
    if (count >= 10) this.all.push({ ...productOf(CATALOGUE[0], 0), sku: '', name: 'Egyedi szolgáltatás' });
    return added;
  }

  add(wish: Partial<Product>): string {
    const made = { ...productOf(CATALOGUE[0], 0), ...wish };
    this.all.push(made);
    return made.sku;
  }

  bySku(sku: string): Product | undefined {
    return this.all.find((one) => one.sku === sku && sku !== '');
  }

  wanted(sku: string): Product {
    const found = this.bySku(sku);
    if (!found) throw new ControlError(404, `No product '${sku}'`);
    return found;
  }

  levels(): string[] {
    return this.all.filter(({ sku }) => sku !== '').map(({ sku, stocks }) => `${sku}=${stocks.reduce((sum, { level }) => sum + level, 0)}`);
  }

  render(withNames: boolean, groupElement: string | undefined): Element {
    return this.all.map(({ sku, name, ean, group, prices, stocks }) => ({
      // innvoice.md §5: values come padded with blanks and line breaks.
      Nev: `\n      ${name}\n    `,
      CikkSzam: sku === '' ? '' : ` ${sku} `,
      EAN: ean,
      ...(groupElement === undefined ? {} : { [groupElement]: group }),
      Arak: prices.map(({ group, price, gross }) => ({ ...(withNames ? { Arcsoport_Nev: group } : {}), Arcsoport_Ar: ` ${price} `, Arcsoport_Brutto: gross ? '1' : '0' })),
      Keszletek: { Keszlet: stocks.map(({ warehouse, level }) => ({ ...(withNames ? { Raktar_Nev: warehouse } : {}), Raktar_Keszlet: `\n        ${level}\n      ` })) },
    }));
  }
}

/** Every fourth article has one price and one warehouse, which a reader meets as an object instead of a list. */
function productOf(article: Article, index: number): Product {
  const gross = Math.round((article.cents * 4) / 10) * 10;
  const prices = [
    { group: 'Kiskereskedelmi', price: String(gross), gross: true },
    { group: 'Nagykereskedelmi', price: String(Math.round(gross * 0.62)), gross: false },
    { group: 'Akciós', price: String(Math.round((gross * 0.9) / 10) * 10), gross: true },
  ];
  const [first, second, third] = [Math.ceil(article.stock / 2), Math.floor(article.stock / 3), 0];
  const stocks = [first, second, third + article.stock - first - second].map((level, at) => ({ warehouse: WAREHOUSES[at], level }));
  const single = index % 4 === 3;
  return {
    sku: article.sku,
    name: article.title,
    ean: article.ean,
    group: GROUPS[index % GROUPS.length],
    prices: single ? prices.slice(0, 1) : prices,
    stocks: single ? [{ warehouse: WAREHOUSES[0], level: article.stock }] : stocks,
  };
}
