import { CATALOGUE, generatedArticle, type Article } from '../catalogue';
import type { RoomContext } from '../room';
import { CLIENTS, WAREHOUSES } from './account';
import type { StockStore } from './stock';
import type { Times } from './times';

type Json = Record<string, unknown>;

export interface StoredProduct {
  ID: number;
  ClientId: number;
  SKU: string;
  Name: string;
  EAN: string | null;
  UPC: string | null;
  Weight: number;
  /** All else that was sent, as it was sent. */
  more: Json;
  changedAt: number;
  /** Made through the API; look-ups so far that did not find it yet. */
  created: boolean;
  looks: number;
}

/** A warehouse holds more than a shop shows, so that most of what a demo orders can be shipped. */
const WAREHOUSE_FACTOR = 10;
const UNSEEN_LOOKS = 2; // mintsoft.md §6: a few seconds, counted in looks because waiting is faked in tests

/** Products of every client of the warehouse; a SKU is unique within one. */
export class ProductStore {
  readonly all = new Map<number, StoredProduct>();
  private readonly skus = new Map<string, StoredProduct>();
  private nextId = 55_120;
  private generated = 0;

  constructor(
    private readonly context: RoomContext,
    private readonly times: Times,
    private readonly stock: StockStore,
  ) {
    this.reset();
  }

  reset(): void {
    this.all.clear();
    this.skus.clear();
    this.stock.reset();
    this.nextId = 55_120;
    this.generated = 0;
    // Both clients trade in the same goods: an unscoped question finds everything twice.
    for (const { ID } of CLIENTS) for (const article of CATALOGUE) this.addArticle({ ...article, stock: article.stock * WAREHOUSE_FACTOR }, ID);
  }

  addArticle(article: Article, ClientId: number): StoredProduct {
    const made = this.add({ ClientId, SKU: article.sku, Name: article.title, EAN: article.ean, Weight: article.grams / 1000, Price: article.cents / 100 }, false);
    const [main, second] = WAREHOUSES;
    this.stock.change(this.stock.of(made.ID, main.ID), { physical: article.stock });
    this.stock.change(this.stock.of(made.ID, second.ID), { physical: Math.floor(article.stock / 4) });
    return made;
  }

  addGenerated(count: number, ClientId: number): string[] {
    return Array.from({ length: count }, () => {
      this.generated += 1;
      return this.addArticle(generatedArticle(this.generated), ClientId).SKU;
    });
  }

  add(body: Json, created: boolean): StoredProduct {
    const { SKU, Name, EAN, UPC, Weight, ClientId, ID: _id, ...more } = body;
    const made: StoredProduct = { ID: this.nextId, ClientId: Number(ClientId), SKU: String(SKU), Name: String(Name ?? SKU), EAN: text(EAN), UPC: text(UPC), Weight: Number(Weight), more, changedAt: this.times.now(), created, looks: 0 };
    this.nextId += 1;
    this.all.set(made.ID, made);
    this.skus.set(skuKey(made.SKU, made.ClientId), made);
    this.stock.add(made.ID);
    return made;
  }

  update(product: StoredProduct, body: Json): void {
    const { ID: _id, ClientId: _client, SKU, Name, EAN, UPC, Weight, ...more } = body;
    if (typeof SKU === 'string') {
      this.skus.delete(skuKey(product.SKU, product.ClientId));
      product.SKU = SKU;
      this.skus.set(skuKey(SKU, product.ClientId), product);
    }
    if (typeof Name === 'string') product.Name = Name;
    if (EAN !== undefined) product.EAN = text(EAN);
    if (UPC !== undefined) product.UPC = text(UPC);
    if (Weight !== undefined) product.Weight = Number(Weight);
    Object.assign(product.more, more);
    product.changedAt = this.times.now();
  }

  /** SKUs are compared without regard to case (mintsoft.md §6). */
  bySku(sku: unknown, ClientId: number): StoredProduct | undefined {
    return this.skus.get(skuKey(sku, ClientId));
  }

  /** A line names a product by id or by SKU. */
  ofLine({ SKU, ProductId }: { SKU?: unknown; ProductId?: unknown }, ClientId: number): StoredProduct | undefined {
    const byId = ProductId ? this.all.get(Number(ProductId)) : undefined;
    if (ProductId) return byId?.ClientId === ClientId ? byId : undefined;
    return SKU ? this.bySku(SKU, ClientId) : undefined;
  }

  /** What look-ups find: a new product only from the third on. */
  seen(products: StoredProduct[]): StoredProduct[] {
    return products.filter((one) => {
      if (!one.created || this.context.assumed('new-product') === 'at-once') return true;
      one.looks += 1;
      return one.looks > UNSEEN_LOOKS;
    });
  }

  render(one: StoredProduct): Json {
    const { ID, ClientId, SKU, Name, EAN, UPC, Weight, more } = one;
    return { BackOrder: false, Bundle: false, DisCont: false, Description: null, ImageURL: null, ...more, ID, ClientId, SKU, Name, EAN, UPC, Weight, LastUpdated: this.times.local(one.changedAt), LastUpdatedByUser: 'api' };
  }
}

const skuKey = (sku: unknown, ClientId: number): string => `${ClientId} ${String(sku).toLowerCase()}`;
const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);
