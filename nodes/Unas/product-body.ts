import { refused } from '../shared/api/problem';
import type { XmlElement } from '../shared/format';
import { compare, grossFromNet, netFromGross, type Price, type Product } from '../shared/model';
import { cdata, type Params } from './api';
import { rateOf } from './mapping-lines';
import { categoriesIn, categoryPath, pricesIn } from './mapping-product';
import { wallDay } from './times';
import { textAt } from './xml-path';

export const PARTS = ['name', 'price', 'sale', 'groupPrices', 'texts', 'categories'] as const;
export type ProductPart = (typeof PARTS)[number];

export interface BodyRules {
  /** What of a product the shop has is overwritten. */
  parts: ReadonlySet<ProductPart>;
  /** Of a product that tells no rate and is not in the shop. */
  rateIfMissing?: number;
  /** What happens with a price of a group that is not told by its number. */
  unknownGroup: 'refuse' | 'skip';
  now: string;
}

const DAY_MS = 86_400_000;

interface Amounts {
  net: number;
  gross: number;
}

/** Both are sent, each as told where it is told (unas.md §6). */
function amountsOf({ net, gross }: Price, rate: number | undefined): Amounts {
  if (net !== undefined && gross !== undefined) return { net, gross };
  if (rate === undefined) throw refused("a price has no VAT rate to tell net from gross by ('taxRate')", "Give it where the product comes from, or fill in 'VAT Rate If Missing'.");
  if (gross !== undefined) return { net: netFromGross(gross, rate), gross };
  if (net !== undefined) return { net, gross: grossFromNet(net, rate) };
  throw refused("a price has neither 'net' nor 'gross'", 'Give one of them where the product comes from.');
}

/** An element of a stored price as it has to be written to stay what it is. */
function asStored(price: XmlElement): Params {
  const names = ['Type', 'Group', 'Area', 'Percent', 'Net', 'Gross', 'Start', 'End', 'SaleNet', 'SaleGross', 'SaleStart', 'SaleEnd'];
  return Object.fromEntries(names.flatMap((name) => { const value = textAt(price, name); return value === undefined ? [] : [[name, value]]; }));
}

const sameAmount = (a: unknown, b: unknown): boolean => a === b || (a !== undefined && b !== undefined && compare(String(a), String(b)) === 0);

const sameText = (a: Params, b: Params, names: readonly string[]): boolean => names.every((name) => String(a[name] ?? '') === String(b[name] ?? ''));

const samePrice = (a: Params | undefined, b: Params | undefined): boolean =>
  a === undefined || b === undefined ? a === b : sameAmount(a.Net, b.Net) && sameAmount(a.Gross, b.Gross) && sameText(a, b, ['Group', 'Start', 'End']);

function isOver(price: Params | undefined, now: string): boolean {
  const end = String(price?.End ?? '').slice(0, 10);
  return end !== '' && end < wallDay(now);
}

function wantedSale(product: Product, rate: number | undefined): Params | undefined {
  const special = (product.prices ?? []).find(({ kind, group }) => kind === 'special' && group === undefined);
  if (!special) return undefined;
  const { net, gross } = amountsOf(special, rate);
  return { Type: 'sale', Net: net, Gross: gross, Start: special.from && wallDay(special.from), End: special.until && wallDay(special.until) };
}

function wantedGroups(product: Product, rate: number | undefined, { unknownGroup }: BodyRules): Params[] {
  return (product.prices ?? []).flatMap((price): Params[] => {
    if (price.kind !== 'normal' || price.group === undefined) return [];
    if (/^\d+$/.test(price.group)) {
      const { net, gross } = amountsOf(price, rate);
      return [{ Type: 'special', Group: price.group, Net: net, Gross: gross }];
    }
    if (unknownGroup === 'skip') return [];
    throw refused(`the price group '${price.group}' is not the number of a customer group`, "Give the group's number, or set 'Prices of Unknown Groups' to Skip.");
  });
}

/** A sale that is no longer wanted ends yesterday: how a price is taken away is not documented. */
function ended(sale: Params, now: string): Params {
  const yesterday = wallDay(new Date(Date.parse(now) - DAY_MS).toISOString());
  const start = String(sale.Start ?? '');
  return { ...sale, ...(start !== '' && start > yesterday ? { Start: yesterday } : {}), End: yesterday };
}

/**
 * All prices of the product, or none where those to be overwritten stand as wanted. Whether a list of prices is merged with
 * the stored one or replaces it is not documented, so it is always whole.
 */
function pricesBody(product: Product, stored: XmlElement | undefined, rules: BodyRules): Params | undefined {
  const storedVat = stored && textAt(stored, 'Prices', 'Vat');
  const rate = product.taxRate ?? rateOf(storedVat) ?? rules.rateIfMissing;
  const isMine = (part: ProductPart): boolean => !stored || rules.parts.has(part);
  const [oldNormal, oldSale] = ['normal', 'sale'].map((type) => stored && pricesIn(stored, type).map(asStored)[0]);
  const oldGroups = stored ? pricesIn(stored, 'special').map(asStored) : [];

  const normal = (product.prices ?? []).find(({ kind, group }) => kind === 'normal' && group === undefined);
  const wanted = normal && isMine('price') ? { Type: 'normal', Net: amountsOf(normal, rate).net, Gross: amountsOf(normal, rate).gross } : oldNormal;
  const sale = isMine('sale') ? wantedSale(product, rate) : oldSale;
  const groups = isMine('groupPrices') ? wantedGroups(product, rate, rules) : [];
  const kept = oldGroups.filter(({ Group }) => !groups.some((one) => one.Group === Group));

  const storedSale = isOver(oldSale, rules.now) ? undefined : oldSale;
  const wantedNow = isOver(sale, rules.now) ? undefined : sale;
  const same = samePrice(wanted, oldNormal) && samePrice(wantedNow, storedSale) && groups.every((one) => oldGroups.some((old) => samePrice(one, old)));
  if (stored && same) return undefined;
  const sales = wantedNow ?? (storedSale ? ended(storedSale, rules.now) : undefined);
  const list = [wanted, sales, ...groups, ...kept].filter((one): one is Params => one !== undefined);
  if (list.length === 0) return undefined;
  return { Vat: rate === undefined ? storedVat : `${rate}%`, Price: list };
}

function categoriesBody({ categories = [] }: Product, stored: XmlElement | undefined): Params | undefined {
  const paths = categories.map(({ path }) => path.join('|')).filter((path) => path !== '');
  if (paths.length === 0) return undefined;
  const old = stored ? categoriesIn(stored).map((category) => categoryPath(category).join('|')) : [];
  if (stored && paths.length === old.length && paths.every((path) => old.includes(path))) return undefined;
  return { Category: paths.map((path, index) => ({ Type: index === 0 ? 'base' : 'alternative', Name: cdata(path) })) };
}

function textsBody({ shortDescription, description }: Product, stored: XmlElement | undefined): Params | undefined {
  const differs = (name: string, text: string | undefined): boolean => text !== undefined && (!stored || textAt(stored, 'Description', name) !== text.trim());
  const body = { Short: differs('Short', shortDescription) ? cdata(shortDescription as string) : undefined, Long: differs('Long', description) ? cdata(description as string) : undefined };
  return body.Short || body.Long ? body : undefined;
}

/** Letters, digits, hyphen and underscore; what UNAS does with others is not documented (unas.md §6). */
const SKU = /^[A-Za-z0-9_-]+$/;

/**
 * What has to be sent for a product; undefined where it stands as wanted. A product that is there gets only what differs:
 * an absent node is left unchanged (unas.md §1).
 *
 * @throws Problem naming what is missing
 */
export function bodyOf(product: Product, stored: XmlElement | undefined, rules: BodyRules): Params | undefined {
  if (!stored && !SKU.test(product.sku)) {
    throw refused('the SKU holds characters UNAS does not name (A-Z, a-z, 0-9, - and _ are)', 'Give the product a SKU of these characters, or create it in the shop admin.');
  }
  if (!stored && !product.name) throw refused("'name' is missing, without which no product is created", 'Fill it in where the product comes from.');
  const isMine = (part: ProductPart): boolean => !stored || rules.parts.has(part);
  const name = isMine('name') && product.name && (!stored || textAt(stored, 'Name') !== product.name.trim()) ? cdata(product.name) : undefined;
  const prices = isMine('price') || isMine('sale') || isMine('groupPrices') ? pricesBody(product, stored, rules) : undefined;
  const texts = isMine('texts') ? textsBody(product, stored) : undefined;
  const categories = isMine('categories') ? categoriesBody(product, stored) : undefined;
  if (stored && !name && !prices && !texts && !categories) return undefined;
  return {
    Action: stored ? 'modify' : 'add',
    Sku: cdata(product.sku),
    Name: name,
    Unit: stored ? undefined : cdata(product.unit ?? 'db'),
    Weight: stored || product.weightGrams === undefined ? undefined : product.weightGrams / 1000,
    Description: texts,
    Prices: prices,
    Categories: categories,
  };
}

/** True where a read back shows what was written. */
export const isWritten = (product: Product, stored: XmlElement | undefined, rules: BodyRules): boolean => stored !== undefined && bodyOf(product, stored, rules) === undefined;

