import { type Money } from './money';
import { LANGUAGES, statusesOf, STOCK_COUNT, type Status } from './values';
import { ZONE } from './times';

export interface StoredLine {
  innerId: number;
  sku: string;
  name: string;
  productId: number | undefined;
  gtin: string;
  rate: number;
  net: Money;
  gross: Money;
  /** Units per warehouse; nothing else tells the quantity. */
  stocks: number[];
}

export interface StoredAddon {
  innerId: number;
  sku: string;
  name: string;
  price: Money;
  quantity: number;
  rate: number;
}

export interface StoredTotal {
  innerId: number;
  type: string;
  key: string | null;
  name: string;
  value: Money;
  /** Points are no money. */
  points?: boolean;
  sortOrder: number;
}

export interface StoredOrder {
  innerId: number;
  /** 0 = an abandoned cart (shoprenter.md §5). */
  statusId: number;
  /** Texts as the resource has them, by field name. */
  fields: Record<string, string>;
  country: number;
  currency: number;
  lines: StoredLine[];
  addons: StoredAddon[];
  totals: StoredTotal[];
  couponCode: string | undefined;
  cardTransaction: string | undefined;
  externalInfo: Record<string, string> | null;
  createdAt: number;
  updatedAt: number;
  history: Array<{ innerId: number; statusId: number; comment: string; at: number }>;
  /** Set to a despatched status through the API. */
  despatchedByApi: boolean;
}

export interface StoredSpecial {
  innerId: number;
  fields: Record<string, string>;
  groupId: number | undefined;
}

export interface StoredProduct {
  innerId: number;
  /** Outer id given on creation; from then on it is the id (shoprenter.md §2). */
  alias: string | undefined;
  fields: Record<string, string>;
  taxClassId: number;
  parentId: number | undefined;
  manufacturer: string | undefined;
  descriptions: Map<number, Record<string, string>>;
  categories: number[];
  specials: StoredSpecial[];
  groupPrices: Map<number, string>;
  /** Relations the sandbox only keeps. */
  others: Record<string, unknown[]>;
  createdAt: number;
  updatedAt: number;
}

export interface StoredCategory {
  innerId: number;
  alias: string | undefined;
  fields: Record<string, string>;
  parentId: number | undefined;
  names: Map<number, string>;
  createdAt: number;
}

export interface StoredInvoice {
  innerId: number;
  invoiceId: string;
  invoicePath: string;
  invoiceType: string;
  orderId: number;
  createdAt: number;
  updatedAt: number;
}

export interface StoredWebHook {
  innerId: number;
  event: string;
  status: string;
  label: string;
  parameters: Array<{ type: string; url: string; fields?: string[] }>;
  delays: Array<{ delay: string; delayUnit: string }>;
}

const BASE_CATEGORIES = ['Bögrék', 'Könyvek', 'Egyéb'];

/** One shop. Inner ids begin anew in every shop, so that two shops have the same ones. */
export class Shop {
  readonly orders = new Map<number, StoredOrder>();
  readonly products = new Map<number, StoredProduct>();
  readonly categories = new Map<number, StoredCategory>();
  readonly invoices = new Map<number, StoredInvoice>();
  readonly webHooks = new Map<number, StoredWebHook>();
  readonly settings: Array<{ innerId: number; group: string; key: string; value: string }>;
  readonly statuses: Status[];
  /** More products than the package allows are refused (40015). */
  productLimit = 1_000_000;
  private readonly counters = new Map<string, number>();

  constructor(
    readonly label: string,
    readonly index: number,
    now: number,
  ) {
    this.statuses = statusesOf(index);
    const values: Array<[string, string]> = [
      ['config_timezone', ZONE],
      ['config_stock_count', String(STOCK_COUNT)],
      ['prior_quantity', '1'],
      ['storno_order_status_id', String(this.statusOf('storno').innerId)],
      ['config_currency', 'HUF'],
      ['config_language', LANGUAGES[0].code],
    ];
    this.settings = values.map(([key, value], at) => ({ innerId: 43_616 + at, group: 'config', key, value }));
    for (const name of BASE_CATEGORIES) this.addCategory({ names: new Map(LANGUAGES.map(({ innerId }) => [innerId, name])), parentId: undefined, fields: {}, alias: undefined, createdAt: now });
  }

  statusOf(role: Status['role']): Status {
    return this.statuses.find((one) => one.role === role) as Status;
  }

  next(counter: string, first: number): number {
    const number = this.counters.get(counter) ?? first;
    this.counters.set(counter, number + 1);
    return number;
  }

  /** The next order gets this number. */
  startOrdersAt(number: number): void {
    this.counters.set('order', number);
  }

  addCategory(category: Omit<StoredCategory, 'innerId'>): StoredCategory {
    const made = { ...category, innerId: this.next('category', 51) };
    this.categories.set(made.innerId, made);
    return made;
  }

  bySku(sku: string): StoredProduct | undefined {
    for (const product of this.products.values()) if (product.fields.sku === sku) return product;
    return undefined;
  }
}

export function quantityOf({ stocks }: { stocks: number[] }): number {
  return stocks.reduce((sum, one) => sum + one, 0);
}

export function stockOf({ fields }: StoredProduct): number {
  return [1, 2, 3, 4].reduce((sum, number) => sum + Number(fields[`stock${number}`] ?? 0), 0);
}

/** Must become an invoice: neither an abandoned cart nor a storno. */
export function isReal(shop: Shop, { statusId }: StoredOrder): boolean {
  return statusId !== 0 && statusId !== shop.statusOf('storno').innerId;
}
