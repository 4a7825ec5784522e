import type { Element } from './xml';
import { SHOP_ID } from './credentials';

export interface Status {
  id: string;
  name: string;
  type: string;
  invoice: string;
}

export const STATUSES: readonly Status[] = [
  { id: '40000', name: 'Feldolgozásra vár', type: 'open_normal', invoice: 'default' },
  { id: '40001', name: 'Feldolgozás alatt', type: 'open_prepare', invoice: 'billable' },
  { id: '40002', name: 'Kiszállítás alatt', type: 'open_prepare', invoice: 'billable' },
  { id: '40003', name: 'Teljesítve', type: 'close_ok', invoice: 'billed' },
  { id: '40004', name: 'Törölve', type: 'close_fault', invoice: 'not_billable' },
];
export const DESPATCHED = '40002';
export const CANCELLED = '40004';

export interface StoredItem {
  id: string;
  sku: string;
  name: string;
  unit: string;
  quantity: number;
  net: number;
  gross: number;
  vat: string;
}

export interface StoredOrder {
  key: string;
  id: string;
  internalKey: string;
  createdAt: number;
  filteredAt: number;
  modifiedAt: number;
  statusId: string;
  statusAt: number;
  customer: { [name: string]: Element };
  items: StoredItem[];
  payment: { id: string; name: string; type: string; status: string };
  shipping: { id: string; name: string; packageNumber: string; trackingUrl: string };
  comments: Array<{ type: string; text: string }>;
  currency: string;
  total: number;
  /** Set to its despatch by a call of the API. */
  despatchedByApi: boolean;
  /** Added by a call of the API. */
  addedByApi: boolean;
}

export interface StoredStock {
  warehouse: string | undefined;
  variants: string[];
  quantity: number;
}

export interface StoredPrice {
  type: string;
  group?: string;
  net: string;
  gross: string;
  start?: string;
  end?: string;
}

export interface StoredProduct {
  id: string;
  sku: string;
  name: string;
  unit: string;
  status: string;
  weight: string;
  short: string;
  vat: string;
  prices: StoredPrice[];
  categories: string[];
  stocks: StoredStock[];
  modifiedAt: number;
  stockAt: number;
}

export interface Automatism {
  id: string;
  name: string;
  event: string;
  url: string;
  active: boolean;
}

/** One shop. */
export class Store {
  readonly orders = new Map<string, StoredOrder>();
  readonly products = new Map<string, StoredProduct>();
  readonly automatisms: Automatism[] = [];
  /** Mails the shop sent: what of an order, and to whom. */
  readonly mails: string[] = [];
  private nextKey = 100_001;
  private nextId = 500_001;
  private freed: string[] = [];

  reset(): void {
    this.orders.clear();
    this.products.clear();
    this.automatisms.length = 0;
    this.mails.length = 0;
    this.nextKey = 100_001;
    this.nextId = 500_001;
    this.freed = [];
  }

  /** Key and number of a new order; the key of a deleted one is given out again (unas.md §4). */
  newOrder(): { key: string; id: string } {
    this.nextId += 1;
    const again = this.freed.shift();
    if (again !== undefined) return { key: again, id: String(this.nextId) };
    this.nextKey += 1;
    return { key: `${SHOP_ID}-${this.nextKey - 1}`, id: String(this.nextId) };
  }

  newId(): string {
    this.nextId += 1;
    return String(this.nextId);
  }

  delete(key: string): boolean {
    if (!this.orders.delete(key)) return false;
    this.freed.push(key);
    return true;
  }
}
