import { refused } from '../shared/api/problem';
import { formatDate } from '../shared/format';
import { divide, formatDecimal, netFromGross, UNIT_DIGITS, type Price, type Product } from '../shared/model';
import { taxClassOf, type CustomerGroup } from './catalogue';
import type { ProductScope } from './mapping-product';
import type { Description, GroupPrice, ShoprenterProduct } from './types-product';
import { amountOf, idOf, listOf, textOf, type Ref, type Value } from './values';

/** What of a product may be overwritten. */
export const PARTS = ['name', 'texts', 'price', 'groupPrices', 'specials', 'categories', 'tax', 'codes', 'cost', 'status'] as const;
export type ProductPart = (typeof PARTS)[number];

/** What to do with prices of a group the shop does not have. */
export type UnknownGroup = 'refuse' | 'skip';

export interface BodyRules {
  parts: ReadonlySet<ProductPart>;
  unknownGroup: UnknownGroup;
  /** Percent, for new products that tell no rate. */
  rateIfMissing?: number;
  /** Resource ids of the product's categories, made beforehand; undefined = leave categories alone. */
  categoryIds?: readonly string[];
}

export type Body = Record<string, unknown>;

/** Description fields that can be written, so that a list that replaces all keeps what it is not about. */
const TEXTS = ['name', 'metaTitle', 'metaKeywords', 'metaDescription', 'shortDescription', 'description', 'customContentTitle', 'customContent', 'parameters', 'packagingUnit', 'measurementUnit', 'videoCode'];

const STATUS: Readonly<Record<string, string>> = { active: '1', inactive: '0', discontinued: '2' };
const PATTERN = 'yyyy-MM-dd HH:mm:ss';
const NO_DATE = '0000-00-00 00:00:00';

const written = (amount: number): string => formatDecimal(amount, UNIT_DIGITS);

function netOf(price: Price, product: Product): number {
  if (price.net !== undefined) return price.net;
  if (price.gross !== undefined && product.taxRate !== undefined) return netFromGross(price.gross, product.taxRate);
  throw refused(`SKU '${product.sku}': a price has no net amount, and without a tax rate it cannot be worked out`, "Give 'net', or 'gross' and 'taxRate'.");
}

function groupId(price: Price, product: Product, groups: readonly CustomerGroup[], rule: UnknownGroup): string | undefined {
  const name = price.group?.trim().toLowerCase() ?? '';
  const found = groups.find((group) => group.id === price.group || group.name.trim().toLowerCase() === name);
  if (found || rule === 'skip') return found?.id;
  throw refused(
    `SKU '${product.sku}': Shoprenter has no customer group '${price.group}'`,
    "Create the customer group in the shop, or set 'Prices of Unknown Groups' to Skip.",
  );
}

function basePrice(product: Product, stored: ShoprenterProduct | undefined): Body {
  const standing = product.prices?.find(({ kind, group, minQuantity }) => kind === 'normal' && group === undefined && (minQuantity ?? 0) <= 1);
  if (!standing) return {};
  const multiplier = amountOf(stored?.multiplier) || 1;
  const net = netOf(standing, product);
  // The shop sells at price x multiplier (shoprenter.md §6).
  return { price: written(multiplier === 1 ? net : Number(formatDecimal(divide(net, multiplier, UNIT_DIGITS)))) };
}

/** Standing prices of groups; those of groups the product does not name stay. */
function groupPrices(product: Product, stored: ShoprenterProduct | undefined, { groups }: ProductScope, rule: UnknownGroup): Body {
  const own = (product.prices ?? []).filter(({ kind, group }) => kind === 'normal' && group !== undefined);
  if (own.length === 0) return {};
  const prices = new Map<string, string>();
  for (const { price, customerGroup } of listOf<GroupPrice>(stored?.customerGroupProductPrices as object)) {
    const id = idOf(customerGroup);
    if (id !== undefined) prices.set(id, written(amountOf(price) ?? 0));
  }
  for (const price of own) {
    const id = groupId(price, product, groups, rule);
    if (id !== undefined) prices.set(id, written(netOf(price, product)));
  }
  const productRef = stored ? { product: { id: idOf(stored) } } : {};
  return { customerGroupProductPrices: [...prices].map(([id, price]) => ({ price, customerGroup: { id }, ...productRef })) };
}

function specials(product: Product, { groups, zone }: ProductScope, rule: UnknownGroup): Body {
  if (!product.prices) return {};
  const rows = product.prices
    .filter(({ kind }) => kind === 'special')
    .flatMap((price) => {
      const id = price.group === undefined ? undefined : groupId(price, product, groups, rule);
      if (price.group !== undefined && id === undefined) return [];
      const clock = (moment: string | undefined): string => (moment === undefined ? NO_DATE : formatDate(moment, PATTERN, zone));
      return [
        {
          price: written(netOf(price, product)),
          priority: '1',
          dateFrom: clock(price.from),
          dateTo: clock(price.until),
          minQuantity: String(price.minQuantity ?? 0),
          maxQuantity: '0',
          ...(id === undefined ? {} : { customerGroup: { id } }),
        },
      ];
    });
  return { productSpecials: rows };
}

/** Texts of the chosen language over what is stored; the list replaces all languages, so the others go along (shoprenter.md §2). */
function descriptions(product: Product, stored: ShoprenterProduct | undefined, languageId: string, parts: ReadonlySet<ProductPart>): Body {
  const own: Record<string, string | undefined> = {
    name: parts.has('name') || !stored ? product.name : undefined,
    shortDescription: parts.has('texts') ? product.shortDescription : undefined,
    description: parts.has('texts') ? product.description : undefined,
    measurementUnit: parts.has('texts') ? product.unit : undefined,
  };
  const given = Object.fromEntries(Object.entries(own).filter(([, text]) => text !== undefined));
  if (Object.keys(given).length === 0) return {};
  const kept = listOf<Description>(stored?.productDescriptions as object).flatMap((description) => {
    const id = idOf(description.language);
    if (id === undefined) return [];
    const texts = TEXTS.flatMap((name) => {
      const text = textOf(description[name] as Value);
      return text === undefined ? [] : [[name, text]];
    });
    return [{ ...(Object.fromEntries(texts) as Record<string, string>), language: { id } }];
  });
  const others = kept.filter(({ language }) => language.id !== languageId);
  const before = kept.find(({ language }) => language.id === languageId) ?? { language: { id: languageId } };
  return { productDescriptions: [...others, { ...before, ...given }] };
}

function taxClass(product: Product, { taxRates }: ProductScope): Body {
  if (product.taxRate === undefined) return {};
  const id = taxClassOf(taxRates, product.taxRate);
  if (id !== undefined) return { taxClass: { id } };
  const known = [...new Set(taxRates.values())].map((rate) => `${rate} %`).join(', ');
  throw refused(`SKU '${product.sku}': Shoprenter has no tax class with ${product.taxRate} %`, `Set it up in the shop, or correct 'taxRate'. The shop has: ${known}.`);
}

function flat(product: Product, parts: ReadonlySet<ProductPart>): Body {
  const status = product.status === undefined ? undefined : STATUS[product.status];
  const fields: Body = {
    ...(parts.has('codes') ? { gtin: product.gtin, modelNumber: product.mpn } : {}),
    ...(parts.has('cost') && product.cost !== undefined ? { cost: written(product.cost) } : {}),
    ...(parts.has('status') ? { status } : {}),
  };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

/** The rate prices are reckoned with: the product's own, else that of its tax class in the shop. */
function withRate(product: Product, stored: ShoprenterProduct | undefined, { taxRates }: ProductScope, { rateIfMissing }: BodyRules): Product {
  const known = stored ? taxRates.get(idOf(stored.taxClass) ?? '') : rateIfMissing;
  return product.taxRate !== undefined || known === undefined ? product : { ...product, taxRate: known };
}

/**
 * What a product would be written with; of one that is there only the parts that may be overwritten.
 *
 * @throws Problem naming SKU and field
 */
export function bodyOf(given: Product, stored: ShoprenterProduct | undefined, scope: ProductScope, rules: BodyRules): Body {
  const product = withRate(given, stored, scope, rules);
  const parts = stored ? rules.parts : new Set<ProductPart>(PARTS);
  if (!stored && product.name === undefined) {
    throw refused(`SKU '${product.sku}': a new product needs a name`, "Give 'name'.");
  }
  return {
    ...(stored ? {} : { sku: product.sku }),
    ...flat(product, parts),
    ...(parts.has('price') ? basePrice(product, stored) : {}),
    ...(parts.has('tax') ? taxClass(product, scope) : {}),
    ...descriptions(product, stored, scope.languageId ?? '', parts),
    ...(parts.has('groupPrices') ? groupPrices(product, stored, scope, rules.unknownGroup) : {}),
    ...(parts.has('specials') ? specials(product, scope, rules.unknownGroup) : {}),
    ...(parts.has('categories') && rules.categoryIds && rules.categoryIds.length > 0
      ? { productCategoryRelations: rules.categoryIds.map((id) => ({ category: { id } })) }
      : {}),
  };
}

const NUMBER = /^-?\d+(\.\d+)?$/;

/** A value as it can be compared with what Shoprenter tells: numbers without trailing zeros, links by id, lists without order. */
function comparable(value: unknown): string {
  if (Array.isArray(value)) return JSON.stringify(value.map(comparable).sort());
  if (typeof value === 'object' && value !== null) {
    const [id, keys] = [idOf(value as Ref), Object.keys(value)];
    if (keys.length === 0) return '';
    if (id !== undefined && keys.every((key) => key === 'id' || key === 'href')) return id;
    const parts = keys.sort().map((key) => [key, comparable((value as Body)[key])]);
    return JSON.stringify(parts.filter(([, text]) => text !== ''));
  }
  const text = textOf(value as Value) ?? '';
  if (text === NO_DATE) return '';
  return NUMBER.test(text) ? formatDecimal(text) : text;
}

/** The stored value cut down to the fields that would be written. */
function shapedLike(wanted: unknown, stored: unknown): unknown {
  if (Array.isArray(wanted)) {
    const keys = [...new Set(wanted.flatMap((one: object) => Object.keys(one)))];
    return listOf<Body>(stored as object).map((one) => (keys.length === 0 ? one : Object.fromEntries(keys.map((key) => [key, one[key]]))));
  }
  return stored;
}

/** The parts of a body that differ from what is stored; empty where nothing has to be written. */
export function differing(body: Body, stored: ShoprenterProduct): Body {
  const known = stored as unknown as Body;
  return Object.fromEntries(Object.entries(body).filter(([name, wanted]) => comparable(wanted) !== comparable(shapedLike(wanted, known[name]))));
}
