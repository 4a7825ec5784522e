import { CATALOGUE, generatedArticle, type Article } from '../catalogue';
import type { RoomContext } from '../room';
import { unknownName } from './answers';
import type { Json } from './bodies';
import { same } from './routes';
import type { Ids } from './values';

export interface StoredProduct {
  ID: string;
  SKU: string;
  Name: string;
  type: 'Stock' | 'Service';
  costing: string;
  dropShip: string;
  deprecated: boolean;
  /** What was sent or seeded beyond the above. */
  rest: Json;
  changedAt: number;
  seeded: boolean;
}

/** A service product whose name additional charges may bear (cin7core.md §5.2). */
export const SHIPPING_SERVICE = 'Shipping';

export class ProductStore {
  readonly all = new Map<string, StoredProduct>();
  private generated = 0;

  constructor(
    private readonly context: RoomContext,
    private readonly ids: Ids,
    /** Told of every seeded article, so that it lies on a shelf. */
    private readonly shelve: (product: StoredProduct, article: Article) => void,
  ) {}

  reset(): void {
    this.all.clear();
    this.generated = 0;
    for (const article of CATALOGUE) this.addArticle(article);
    this.add({ SKU: 'SHIPPING', Name: SHIPPING_SERVICE, type: 'Service' });
    this.add({ SKU: 'DISCOUNT', Name: 'Discount', type: 'Service' });
  }

  addGenerated(count: number): string[] {
    return Array.from({ length: count }, () => {
      this.generated += 1;
      return this.addArticle(generatedArticle(this.generated)).SKU;
    });
  }

  addArticle(article: Article, more: Partial<StoredProduct> = {}): StoredProduct {
    const { sku, ean, title, manufacturer, cents, grams } = article;
    const rest = { Category: 'Household', Brand: manufacturer, Barcode: ean, Weight: grams / 1000, WeightUnits: 'kg', UOM: 'Item', PriceTier1: cents / 100, SaleTaxRule: '20% VAT on sales' };
    const made = this.add({ SKU: sku, Name: title, ...more, rest });
    this.shelve(made, article);
    return made;
  }

  add({ SKU, Name, ...more }: Pick<StoredProduct, 'SKU' | 'Name'> & Partial<StoredProduct>): StoredProduct {
    const made: StoredProduct = { ID: this.ids.guid('product'), type: 'Stock', costing: 'FIFO', dropShip: 'No Drop Ship', deprecated: false, rest: {}, changedAt: this.context.now(), seeded: true, ...more, SKU, Name };
    this.all.set(made.ID, made);
    return made;
  }

  bySku(sku: unknown): StoredProduct | undefined {
    return [...this.all.values()].find(({ SKU }) => same(SKU, sku));
  }

  /** By either or by both, which then have to fit. */
  named(id: unknown, sku: unknown): StoredProduct {
    const found = id ? this.all.get(String(id)) : this.bySku(sku);
    if (!found || (sku && !same(found.SKU, sku))) throw unknownName(`Product ${String(sku ?? id)} not found`);
    return found;
  }
}
