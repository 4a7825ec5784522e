import type { SandboxAnswer } from '../http';
import type { RoomContext } from '../room';
import { inOrder, numberIn, unknownIn, type Done } from './order-calls';
import type { Store, StoredPrice, StoredProduct, StoredStock } from './store';
import { child, textOf, xml, type Element, type Sent } from './xml';

export const WAREHOUSES = [{ id: '7000001', name: 'Külső raktár' }] as const;

const STOCK_FILTERS = ['Id', 'Sku', 'Variant1', 'Variant2', 'Variant3', 'LimitStart', 'LimitNum', 'TimeStart'];
const PRODUCT_FILTERS = ['StatusBase', 'State', 'Id', 'Sku', 'Parent', 'CategoryId', 'TimeStart', 'TimeEnd', 'DateStart', 'DateEnd', 'ContentType', 'ContentParam', 'LimitStart', 'LimitNum', 'Lang'];

function chosen(context: RoomContext, store: Store, body: Sent, timeOf: (product: StoredProduct) => number): StoredProduct[] {
  const skus = textOf(body, 'Sku')?.split(',');
  const ids = textOf(body, 'Id')?.split(',');
  const from = numberIn(body, 'TimeStart') ?? 0;
  const bases = textOf(body, 'StatusBase')?.split(',');
  const all = [...store.products.values()].filter(
    (product) =>
      (skus === undefined || skus.includes(product.sku)) &&
      (ids === undefined || ids.includes(product.id)) &&
      (bases === undefined || bases.includes(product.status)) &&
      Math.floor(timeOf(product) / 1000) >= from,
  );
  const start = numberIn(body, 'LimitStart') ?? 0;
  const cap = context.assumed('list-cap') === 'none' ? Number.POSITIVE_INFINITY : 100;
  return all.slice(start, start + Math.min(cap, numberIn(body, 'LimitNum') ?? 100));
}

function stockElement(context: RoomContext, { warehouse, variants, quantity }: StoredStock): Element {
  const form = variants.length === 0 ? 'text' : context.assumed('single-variant');
  return {
    ...(warehouse === undefined ? {} : { WarehouseId: warehouse, IsActive: 'yes' }),
    ...(variants.length === 0 ? {} : { Variants: { Variant: variants.map((value): Element => (form === 'text' ? value : { Value: value })) } }),
    Qty: quantity,
  };
}

/** getStock (unas.md §5). */
export function getStock(context: RoomContext, store: Store, body: Sent): SandboxAnswer {
  const strange = unknownIn(body, STOCK_FILTERS);
  if (strange) return strange;
  const products = chosen(context, store, body, ({ stockAt }) => stockAt);
  return xml(200, 'Products', { Product: products.map(({ id, sku, stocks }) => ({ Id: id, Sku: sku, Stocks: { Stock: stocks.map((one) => stockElement(context, one)) } })) });
}

/** getProduct (unas.md §6). */
export function getProduct(context: RoomContext, store: Store, body: Sent): SandboxAnswer {
  const strange = unknownIn(body, PRODUCT_FILTERS);
  if (strange) return strange;
  const products = chosen(context, store, body, ({ modifiedAt }) => modifiedAt);
  return xml(200, 'Products', {
    Product: products.map((product) => ({
      State: 'live',
      Id: product.id,
      Sku: product.sku,
      Statuses: { Status: { Type: 'base', Value: product.status } },
      Name: product.name,
      Unit: product.unit,
      Weight: product.weight,
      Description: { Short: product.short },
      Prices: { Vat: product.vat, Price: product.prices.map(({ type, group, net, gross, start, end }) => ({ Type: type, Group: group, Net: net, Gross: gross, Start: start, End: end })) },
      Categories: { Category: product.categories.map((name, index) => ({ Type: index === 0 ? 'base' : 'alternative', Id: 369_560 + index, Name: name })) },
      Stocks: { Status: { Active: 1, Empty: 0, Variant: product.stocks.some(({ variants }) => variants.length > 0) ? 1 : 0 }, Stock: product.stocks.map((one) => stockElement(context, one)) },
    })),
  });
}

const findProduct = (store: Store, element: Sent): StoredProduct | undefined => {
  const [id, sku] = [textOf(element, 'Id'), textOf(element, 'Sku')];
  return sku === undefined ? [...store.products.values()].find((one) => one.id === id) : store.products.get(sku);
};

const isNumber = (text: string | undefined): boolean => text !== undefined && /^-?\d+(\.\d+)?$/.test(text);

function setLevel(product: StoredProduct, action: string, element: Sent): string | undefined {
  const [warehouse, quantity] = [textOf(element, 'WarehouseId'), textOf(element, 'Qty')];
  if (!isNumber(quantity)) return 'Qty is a number';
  if (warehouse !== undefined && !WAREHOUSES.some(({ id }) => id === warehouse)) return `Unknown warehouse ${warehouse}`;
  const variants = (child(element, 'Variants')?.children ?? []).map(({ text }) => text);
  if (product.stocks.some((one) => one.variants.length > 0) && variants.length === 0 && warehouse === undefined) return 'Variants are required for this product';
  const row = product.stocks.find((one) => one.warehouse === warehouse && one.variants.join('|') === variants.join('|'));
  if (!row && variants.length > 0) return `Unknown variant ${variants.join(', ')}`;
  const target = row ?? { warehouse, variants, quantity: 0 };
  if (!row) product.stocks.push(target);
  const amount = Number(quantity);
  target.quantity = action === 'modify' ? amount : target.quantity + (action === 'in' ? amount : -amount);
  return undefined;
}

/** setStock (unas.md §5). */
export const setStock = (context: RoomContext, store: Store, body: Sent): SandboxAnswer =>
  inOrder(body, 'Products', 'Product', (element): Done => {
    const [action, sku] = [textOf(element, 'Action') ?? '', textOf(element, 'Sku')];
    const product = findProduct(store, element);
    const row = { ...(product ? { Id: product.id } : {}), Sku: sku };
    if (!['in', 'out', 'modify'].includes(action)) return { row, error: 'Action is in, out or modify' };
    if (!product) return context.assumed('unknown-sku') === 'ok' ? { row } : { row, error: 'Product not found' };
    const refusal = context.refusal(product.sku);
    if (refusal) return { row, error: refusal.message ?? 'Product is locked' };
    for (const stock of child(element, 'Stocks')?.children ?? []) {
      const wrong = setLevel(product, action, stock);
      if (wrong !== undefined) return { row, error: wrong };
    }
    product.stockAt = context.now();
    return { row };
  });

const KNOWN = ['Action', 'Id', 'Sku', 'Name', 'Unit', 'Weight', 'Description', 'Prices', 'Categories', 'Statuses', 'Stocks'];

function priceOf(element: Sent): StoredPrice | string {
  const [type, net, gross, start, end, group] = ['Type', 'Net', 'Gross', 'Start', 'End', 'Group'].map((name) => textOf(element, name));
  if (!['normal', 'sale', 'special'].includes(type ?? '')) return `Price type '${type}' is unknown`;
  if (!isNumber(net) || !isNumber(gross)) return 'Net and Gross are both required';
  if ([start, end].some((day) => day !== undefined && !/^\d{4}\.\d{2}\.\d{2}$/.test(day))) return 'Start and End are written YYYY.MM.DD';
  if (type === 'special' && !/^\d+$/.test(group ?? '')) return 'A special price needs a Group';
  return { type: type as string, net: net as string, gross: gross as string, ...(group === undefined ? {} : { group }), ...(start ? { start } : {}), ...(end ? { end } : {}) };
}

function setPrices(context: RoomContext, product: StoredProduct, element: Sent): string | undefined {
  const read = element.children.filter(({ name }) => name === 'Price').map(priceOf);
  const wrong = read.find((one): one is string => typeof one === 'string');
  if (wrong !== undefined) return wrong;
  const prices = read as StoredPrice[];
  const vat = textOf(element, 'Vat');
  if (vat !== undefined && !/^\d{1,2}(\.\d+)?%$/.test(vat)) return `Vat '${vat}' is not understood`;
  product.vat = vat ?? product.vat;
  const same = (a: StoredPrice, b: StoredPrice) => a.type === b.type && a.group === b.group;
  const kept = context.assumed('prices-modify') === 'merged' ? product.prices.filter((one) => !prices.some((other) => same(one, other))) : [];
  product.prices = [...kept, ...prices];
  return undefined;
}

/** setProduct (unas.md §6). */
export const setProduct = (context: RoomContext, store: Store, body: Sent): SandboxAnswer =>
  inOrder(body, 'Products', 'Product', (element): Done => {
    const [action, sku = ''] = [textOf(element, 'Action'), textOf(element, 'Sku')];
    const known = findProduct(store, element);
    const row = { ...(known ? { Id: known.id } : {}), Sku: sku };
    const refusal = context.refusal(sku);
    if (refusal) return { row, error: refusal.message ?? 'Product is not accepted' };
    const strange = element.children.find(({ name }) => !KNOWN.includes(name));
    if (strange) return { row, error: `Unknown node ${strange.name}` };
    if (action === 'add' && known) return { row, error: 'Product exists already' };
    if (action === 'modify' && !known) return { row, error: 'Product not found' };
    if (action !== 'add' && action !== 'modify') return { row, error: 'Action is add, modify or delete' };
    if (action === 'add' && !/^[A-Za-z0-9_-]+$/.test(sku)) return { row, error: 'Sku holds a character that is not allowed' };
    if (action === 'add' && !textOf(element, 'Name')) return { row, error: 'Name is missing' };
    const product: StoredProduct = known ?? { id: String(900_001 + store.products.size), sku, name: '', unit: 'db', status: '1', weight: '', short: '', vat: '27%', prices: [], categories: [], stocks: [{ warehouse: undefined, variants: [], quantity: 0 }], modifiedAt: 0, stockAt: 0 };
    const prices = child(element, 'Prices');
    const wrong = prices && setPrices(context, product, prices);
    if (wrong !== undefined) return { row, error: wrong };
    product.name = textOf(element, 'Name') ?? product.name;
    product.unit = textOf(element, 'Unit') ?? product.unit;
    product.weight = textOf(element, 'Weight') ?? product.weight;
    product.short = textOf(element, 'Description', 'Short') ?? product.short;
    const categories = child(element, 'Categories');
    if (categories) product.categories = categories.children.map((one) => textOf(one, 'Name') ?? '');
    product.modifiedAt = context.now();
    store.products.set(sku, product);
    return { row: { Id: product.id, Sku: sku } };
  });

export function getWarehouse(body: Sent): SandboxAnswer {
  const strange = unknownIn(body, []);
  const further = { Active: 'yes', PublicName: 'Központi raktár', Order: 1, Type: 'external', SyncMainStockDisabled: 'yes' };
  return strange ?? xml(200, 'Warehouses', { Warehouse: WAREHOUSES.map(({ id, name }) => ({ Id: id, Name: name, ...further })) });
}
