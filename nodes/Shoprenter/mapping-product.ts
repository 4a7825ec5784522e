import { compact, compactOrNothing, grossFromNet, multiply, parseProduct, round, toNumber, UNIT_DIGITS, type Price, type Product } from '../shared/model';
import type { Category, CustomerGroup } from './catalogue';
import { productIdentity, skuOf } from './mapping-stock';
import type { Description, GroupPrice, ShoprenterProduct, Special } from './types-product';
import { amountOf, idOf, listOf, textOf, timeOf, type Ref, type Value } from './values';

/** What a product's links stand for. */
export interface ProductScope {
  account: string;
  zone: string;
  /** Percent per tax class. */
  taxRates: ReadonlyMap<string, number>;
  groups: readonly CustomerGroup[];
  categories: ReadonlyMap<string, Category>;
  /** Resource id; the first language told where it is left out. */
  languageId?: string;
}

const STATUS: Readonly<Record<string, string>> = { '0': 'inactive', '1': 'active', '2': 'discontinued' };

/** Prices are net; what the shop shows is price x multiplier (shoprenter.md §6). */
export function netPrice(price: Value, multiplier: Value): number | undefined {
  const net = amountOf(price);
  return net === undefined ? undefined : toNumber(round(multiply(net, amountOf(multiplier) ?? 1), UNIT_DIGITS));
}

const groupName = (ref: Ref | null | undefined, groups: readonly CustomerGroup[]): string | undefined => {
  const id = idOf(ref);
  return id === undefined ? undefined : (groups.find((group) => group.id === id)?.name ?? id);
};

function pricesOf(product: ShoprenterProduct, rate: number | undefined, { groups, zone }: ProductScope): Price[] {
  const currency = textOf(listOf<{ currencyCode?: Value }>(product.productPrices as object)[0]?.currencyCode);
  const priced = (net: number) => ({ net, gross: rate === undefined ? undefined : grossFromNet(net, rate), currency });
  const base = netPrice(product.price, product.multiplier);
  const standing = base === undefined ? [] : [compact({ kind: 'normal', ...priced(base) })];
  const ofGroups = listOf<GroupPrice>(product.customerGroupProductPrices as object).flatMap(({ price, customerGroup }) => {
    const net = amountOf(price);
    return net === undefined ? [] : [compact({ kind: 'normal', ...priced(net), group: groupName(customerGroup, groups) })];
  });
  const specials = listOf<Special>(product.productSpecials as object).flatMap((special) => {
    const net = amountOf(special.price);
    if (net === undefined) return [];
    const minQuantity = amountOf(special.minQuantity);
    return [
      compact({
        kind: 'special',
        ...priced(net),
        group: groupName(special.customerGroup, groups),
        minQuantity: minQuantity ? minQuantity : undefined,
        from: timeOf(special.dateFrom, zone),
        until: timeOf(special.dateTo, zone),
      }),
    ];
  });
  return [...standing, ...ofGroups, ...specials];
}

/** The texts of a language; of the first one where that is not told. */
export function descriptionOf(product: ShoprenterProduct, languageId: string | undefined): Description | undefined {
  const all = listOf<Description>(product.productDescriptions as object);
  return all.find(({ language }) => languageId !== undefined && idOf(language) === languageId) ?? all[0];
}

function imagesOf({ allImages }: ShoprenterProduct): string[] | undefined {
  if (typeof allImages !== 'object' || allImages === null) return undefined;
  const urls = Object.values(allImages as Record<string, Value>).flatMap((url) => textOf(url) ?? []);
  return urls.length > 0 ? urls : undefined;
}

function categoriesOf(product: ShoprenterProduct, { categories }: ProductScope) {
  const relations = listOf<{ category?: Ref }>(product.productCategoryRelations as object);
  const known = relations.flatMap(({ category }) => {
    const id = idOf(category);
    if (id === undefined) return [];
    return [{ id, path: (categories.get(id)?.path ?? []).filter((name) => name !== '') }];
  });
  return known.length > 0 ? known : undefined;
}

/** One product in the model. @throws ModelError naming it */
export function toProduct(product: ShoprenterProduct, scope: ProductScope): Product {
  const texts = descriptionOf(product, scope.languageId);
  const taxClass = idOf(product.taxClass);
  const rate = taxClass === undefined ? undefined : scope.taxRates.get(taxClass);
  const prices = pricesOf(product, rate, scope);
  const parentId = idOf(product.parentProduct);
  const status = textOf(product.status);
  const field = (name: string): string | undefined => textOf(texts?.[name] as Value);
  return parseProduct(
    compact({
      identity: productIdentity(product, scope.account),
      sku: skuOf(product),
      name: field('name'),
      shortDescription: field('shortDescription'),
      description: field('description'),
      kind: parentId === undefined ? 'simple' : 'variant',
      status: status === undefined ? undefined : (STATUS[status] ?? status),
      parentId,
      gtin: textOf(product.gtin),
      mpn: textOf(product.modelNumber),
      manufacturer: textOf(product.manufacturer?.name),
      unit: field('measurementUnit'),
      taxRate: rate,
      prices: prices.length > 0 ? prices : undefined,
      cost: amountOf(product.cost),
      currency: prices[0]?.currency,
      categories: categoriesOf(product, scope),
      images: imagesOf(product),
      createdAt: timeOf(product.dateCreated, scope.zone),
      updatedAt: timeOf(product.dateUpdated, scope.zone),
      references: compact({ productId: idOf(product), taxClassId: taxClass }),
      // Units of weight and size are the shop's own and told as links only.
      extra: compactOrNothing({ weight: textOf(product.weight), width: textOf(product.width), height: textOf(product.height), length: textOf(product.length) }),
    }),
  );
}
