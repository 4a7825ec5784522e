import { idOf } from './ids';
import { grossOf, money } from './money';
import type { StoredProduct, StoredSpecial } from './store';
import { local } from './times';
import { CUSTOMER_GROUPS, DEFAULT_GROUP, TAX_CLASSES } from './values';
import { embedded, link, type Json, type View } from './view';

export function productId({ alias, innerId }: StoredProduct): string {
  return alias ?? idOf('product', innerId);
}

/** Empty text comes as {} for one object and as [] in a list (the product fixtures). */
function empty({ inList }: View): unknown {
  return inList ? [] : {};
}

function common(view: View, product: StoredProduct): Json {
  return {
    id: productId(product),
    innerId: String(product.innerId),
    ...Object.fromEntries(Object.entries(product.fields).map(([name, text]) => [name, text === '' ? empty(view) : text])),
    dateCreated: local(product.createdAt),
    dateUpdated: local(product.updatedAt),
    taxClass: link(view, `taxClasses/${idOf('taxClass', product.taxClassId)}`),
    noStockStatus: link(view, `stockStatuses/${idOf('stockStatus', 5)}`),
    inStockStatus: link(view, `stockStatuses/${idOf('stockStatus', 9)}`),
    productClass: null,
    parentProduct: product.parentId === undefined ? null : link(view, `products/${idOf('product', product.parentId)}`),
    allImages: product.fields.mainPicture ? { mainImage: `https://${view.shop.label}.example/custom/${product.fields.mainPicture}` } : null,
  };
}

export function renderProduct(view: View, product: StoredProduct): Json {
  const id = productId(product);
  const list = (name: string) => link(view, `${name}?productId=${id}`);
  const relations = ['productDescriptions', 'productCategoryRelations', 'productSpecials', 'productTags', 'customerGroupProductPrices'];
  return { ...link(view, `products/${id}`), ...common(view, product), manufacturer: product.manufacturer === undefined ? null : link(view, 'manufacturers/bWFudWZhY3R1cmVyLTE='), ...Object.fromEntries(relations.map((name) => [name, list(name)])) };
}

export function renderProductExtend(view: View, product: StoredProduct): Json {
  const id = productId(product);
  return {
    ...link(view, `productExtend/${id}`),
    ...common(view, product),
    manufacturer: product.manufacturer === undefined ? null : { ...link(view, 'manufacturers/bWFudWZhY3R1cmVyLTE='), name: product.manufacturer },
    productPrices: embedded(view, CUSTOMER_GROUPS.map(({ innerId }) => priceFor(product, innerId))),
    productDescriptions: embedded(view, [...product.descriptions].map(([languageId, texts]) => renderDescription(view, product, languageId, texts))),
    productCategoryRelations: embedded(view, product.categories.map((categoryId) => renderRelation(view, product, categoryId))),
    productSpecials: embedded(view, product.specials.map((special) => renderSpecial(view, product, special))),
    customerGroupProductPrices: embedded(view, [...product.groupPrices].map(([groupId, price]) => renderGroupPrice(view, product, groupId, price))),
    ...product.others,
  };
}

function priceFor({ fields, taxClassId, groupPrices }: StoredProduct, groupId: number): Json {
  const rate = TAX_CLASSES.find(({ innerId }) => innerId === taxClassId)?.rate ?? 0;
  const net = Math.round(money(groupPrices.get(groupId) ?? fields.price) * Number(fields.multiplier ?? '1'));
  const whole = (amount: number) => String(Math.round(amount / 10_000));
  const [shownNet, shownGross] = [whole(net), whole(grossOf(net, rate))];
  return { customerGroup: { id: idOf('customerGroup', groupId), innerId: groupId, default: groupId === DEFAULT_GROUP }, net: shownNet, netOriginal: shownNet, netSpecial: null, gross: shownGross, grossOriginal: shownGross, grossSpecial: null, currencyCode: 'HUF' };
}

export function renderDescription(view: View, product: StoredProduct, languageId: number, texts: Record<string, string>): Json {
  const id = idOf('productDescription', product.innerId, languageId);
  const names = ['name', 'metaTitle', 'metaKeywords', 'metaDescription', 'shortDescription', 'description', 'parameters', 'packagingUnit', 'measurementUnit'];
  return {
    ...link(view, `productDescriptions/${id}`),
    id,
    ...Object.fromEntries(names.map((name) => [name, texts[name] || empty(view)])),
    product: link(view, `products/${productId(product)}`),
    language: link(view, `languages/${idOf('language', languageId)}`),
  };
}

export function renderRelation(view: View, product: StoredProduct, categoryId: number): Json {
  const id = idOf('productCategory', product.innerId, categoryId);
  return { ...link(view, `productCategoryRelations/${id}`), id, product: link(view, `products/${productId(product)}`), category: link(view, `categories/${categoryLink(view, categoryId)}`) };
}

function categoryLink({ shop }: View, categoryId: number): string {
  return shop.categories.get(categoryId)?.alias ?? idOf('category', categoryId);
}

export function renderSpecial(view: View, product: StoredProduct, special: StoredSpecial): Json {
  const id = idOf('productSpecial', special.innerId);
  return { ...link(view, `productSpecials/${id}`), id, ...special.fields, product: link(view, `products/${productId(product)}`), customerGroup: special.groupId === undefined ? {} : link(view, `customerGroups/${idOf('customerGroup', special.groupId)}`) };
}

export function renderGroupPrice(view: View, product: StoredProduct, groupId: number, price: string): Json {
  const id = idOf('groupPrice', groupId, product.innerId);
  return { ...link(view, `customerGroupProductPrices/${id}`), id, price, customerGroup: link(view, `customerGroups/${idOf('customerGroup', groupId)}`), product: link(view, `products/${productId(product)}`) };
}
