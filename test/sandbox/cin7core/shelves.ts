import { PLACES, type Place } from './books';
import type { Json } from './bodies';
import type { StoredProduct } from './product-store';

/** One row of availability: product x location x bin x batch (cin7core.md §8.2). */
export interface Shelf {
  product: StoredProduct;
  place: Place;
  bin: string | null;
  batch: string | null;
  expiry: string | null;
  onHand: number;
  allocated: number;
  onOrder: number;
  cost: number;
}

/** Pieces kept for one line of a sale. */
export interface Held {
  shelf: Shelf;
  quantity: number;
}

export type Spot = Partial<Pick<Shelf, 'bin' | 'batch' | 'expiry'>>;

export class Shelves {
  all: Shelf[] = [];
  /** Told of every row whose available pieces changed. */
  changed: (shelf: Shelf) => void = () => undefined;
  /** Told when goods came in. */
  grown: () => void = () => undefined;

  reset(): void {
    this.all = [];
  }

  of(product: StoredProduct, place: Place): Shelf[] {
    return this.all.filter((shelf) => shelf.product === product && shelf.place === place);
  }

  /** The row of this spot, made when there is none. */
  at(product: StoredProduct, place: Place, { bin = null, batch = null, expiry = null }: Spot = {}): Shelf {
    const known = this.of(product, place).find((shelf) => shelf.bin === bin && shelf.batch === batch);
    if (known) return known;
    const made: Shelf = { product, place, bin, batch, expiry, onHand: 0, allocated: 0, onOrder: 0, cost: 1 };
    this.all.push(made);
    return made;
  }

  available(product: StoredProduct, place: Place): number {
    return this.of(product, place).reduce((sum, { onHand, allocated }) => sum + onHand - allocated, 0);
  }

  set(shelf: Shelf, onHand: number): void {
    const before = shelf.onHand;
    if (onHand === before) return;
    shelf.onHand = onHand;
    this.changed(shelf);
    if (onHand > before) this.grown();
  }

  /** Keeps as many pieces as there are, up to the quantity. */
  hold(product: StoredProduct, place: Place, quantity: number): Held[] {
    const held: Held[] = [];
    let open = quantity;
    for (const shelf of this.of(product, place)) {
      const pieces = Math.min(open, Math.max(0, shelf.onHand - shelf.allocated));
      if (pieces <= 0) continue;
      shelf.allocated += pieces;
      open -= pieces;
      held.push({ shelf, quantity: pieces });
      this.changed(shelf);
    }
    return held;
  }

  release(held: Held[]): void {
    for (const { shelf, quantity } of held) {
      shelf.allocated -= quantity;
      this.changed(shelf);
    }
    if (held.length > 0) this.grown();
  }

  /** The goods leave; what is available stays the same. */
  takeOut(held: Held[]): void {
    for (const { shelf, quantity } of held) {
      shelf.onHand -= quantity;
      shelf.allocated -= quantity;
    }
  }

  /** Counted by people: the whole location lies in the first row. */
  count(product: StoredProduct, onHand: number, place: Place = PLACES[0]): void {
    const [first = this.at(product, place), ...others] = this.of(product, place);
    for (const other of others) this.set(other, other.allocated);
    this.set(first, onHand - others.reduce((sum, { onHand: there }) => sum + there, 0));
  }
}

/** StockOnHand is a value in money (cin7core.md §8.2). */
export function showShelf({ product, place, bin, batch, expiry, onHand, allocated, onOrder, cost }: Shelf): Json {
  return {
    ...{ ID: product.ID, SKU: product.SKU, Name: product.Name, Barcode: product.rest.Barcode ?? null, Location: place.Name, Bin: bin, Batch: batch, ExpiryDate: expiry },
    ...{ OnHand: onHand, Allocated: allocated, Available: onHand - allocated, OnOrder: onOrder, StockOnHand: Math.round(onHand * cost * 100) / 100, InTransit: 0 },
  };
}
