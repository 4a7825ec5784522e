import { CATALOGUE, generatedArticle } from '../catalogue';
import type { RoomContext } from '../room';
import { INVENTORY_LOCATIONS } from './account';
import type { Json, StoredLine } from './model';

export interface StoredProduct {
  productId: number;
  sku: string;
  name: string;
  price: number;
  weightOz: number | null;
  upc: string | null;
  warehouseLocation: string | null;
  active: boolean;
  createdAt: number;
  modifiedAt: number;
  /** Members a PUT brought along. */
  more: Json;
}

/** Pieces of a SKU at a location, by condition. */
export type Shelf = Record<'sellable' | 'damaged' | 'expired' | 'qa_hold', number>;

const FIRST = 7_000_001;

/** Products appear through orders or an import; there is no create (shipstation.md §A4). */
export class ProductStore {
  readonly all = new Map<string, StoredProduct>();
  private readonly shelves = new Map<string, Shelf>();

  constructor(private readonly context: RoomContext) {
    this.reset();
  }

  reset(): void {
    this.all.clear();
    this.shelves.clear();
    for (const { sku, title, cents, grams, ean, stock } of CATALOGUE) this.add(sku, title, cents / 100, grams, ean, stock);
  }

  addGenerated(count: number): void {
    for (let made = 0; made < count; made += 1) {
      const { sku, title, cents, grams, ean, stock } = generatedArticle(this.all.size - CATALOGUE.length + 1);
      this.add(sku, title, cents / 100, grams, ean, stock);
    }
  }

  add(sku: string, name: string, price: number, grams: number, ean: string | null, stock: number): StoredProduct {
    const product = this.make(sku, name, price, grams, ean);
    this.shelf(sku, INVENTORY_LOCATIONS[0].inventory_location_id).sellable = stock;
    return product;
  }

  /** A SKU nobody has seen becomes a product without stock. */
  learn({ sku, name, unitPrice, upc, adjustment }: StoredLine): void {
    if (sku && !adjustment && !this.all.has(sku)) this.make(sku, name, unitPrice, null, upc);
  }

  private make(sku: string, name: string, price: number, grams: number | null, upc: string | null): StoredProduct {
    const now = this.context.now();
    const product = { productId: FIRST + this.all.size, sku, name, price, weightOz: grams === null ? null : Math.round((grams / 28.349523125) * 100) / 100, upc, warehouseLocation: null, active: true, createdAt: now, modifiedAt: now, more: {} };
    this.all.set(sku, product);
    return product;
  }

  shelf(sku: string, location: string): Shelf {
    const key = `${location} ${sku}`;
    const known = this.shelves.get(key);
    if (known) return known;
    const fresh = { sellable: 0, damaged: 0, expired: 0, qa_hold: 0 };
    this.shelves.set(key, fresh);
    return fresh;
  }

  hasShelf(sku: string, location: string): boolean {
    return this.shelves.has(`${location} ${sku}`);
  }

  onHand(sku: string, location: string): number {
    return this.hasShelf(sku, location) ? Object.values(this.shelf(sku, location)).reduce((sum, count) => sum + count, 0) : 0;
  }
}
