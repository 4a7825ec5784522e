import type { RoomContext } from '../room';
import { demand, linked, numberOf } from './bodies';
import { ApiError, exists } from './errors';
import { idOf } from './ids';
import { apply, BLANK_FIELDS, findProduct, groupFor, readProduct, readSpecial } from './product-write';
import { productId, renderDescription, renderGroupPrice, renderProduct, renderProductExtend, renderRelation, renderSpecial } from './render-product';
import { day, equals, moment, resource, type Filter, type Resource, type Write } from './resource';
import type { Shop, StoredProduct, StoredSpecial } from './store';

const SCOPE = 'product.product';

export const nextSpecial = (shop: Shop) => () => shop.next('special', 2241);

const FILTERS: Record<string, Filter<StoredProduct>> = {
  sku: equals(({ fields }) => fields.sku),
  innerId: equals(({ innerId }) => String(innerId)),
  createdAt: day(({ createdAt }) => createdAt),
  updatedAt: day(({ updatedAt }) => updatedAt),
  parentProductId: { keep: ({ parentId }, value) => parentId !== undefined && idOf('product', parentId) === value },
};
const EXTEND_FILTERS: Record<string, Filter<StoredProduct>> = {
  ...FILTERS,
  createdAfter: moment('from', ({ createdAt }) => createdAt),
  createdBefore: moment('to', ({ createdAt }) => createdAt),
  updatedAfter: moment('from', ({ updatedAt }) => updatedAt),
  updatedBefore: moment('to', ({ updatedAt }) => updatedAt),
  published: equals(({ fields }) => fields.status),
};

export function productResources(context: RoomContext): Resource[] {
  const refuse = (...records: Array<string | number | undefined>) => {
    const refusal = context.refusal(...records);
    if (refusal) throw new ApiError(400, '40005', refusal.message ?? 'The given data is wrong!');
  };

  const products = (path: 'products' | 'productExtend', extended: boolean): Resource<StoredProduct> => ({
    path,
    scope: SCOPE,
    rows: (shop) => [...shop.products.values()],
    ids: (row) => [productId(row), idOf('product', row.innerId)],
    find: findProduct,
    render: extended ? renderProductExtend : renderProduct,
    filters: extended ? EXTEND_FILTERS : FILTERS,
    fullBody: true,
    ...(extended ? { bySku: (shop, sku) => shop.bySku(sku) } : {}),
    create: (write) => {
      const { shop, body } = write;
      demand(body, 'sku', ...(extended ? ['productDescriptions'] : []));
      refuse(String(body.sku));
      const { change, ignored } = readProduct(write, extended, nextSpecial(shop));
      if (shop.bySku(change.fields.sku)) throw exists();
      if (shop.products.size >= shop.productLimit) throw new ApiError(400, '40015', 'Reached maximum product limit.');
      const row = blankProduct(shop, context.now(), write.id);
      apply(row, change, false);
      shop.products.set(row.innerId, row);
      return { row, created: true, ignored };
    },
    update: (write, row) => {
      refuse(row.fields.sku, productId(row), row.innerId);
      const { change, ignored } = readProduct(write, extended, nextSpecial(write.shop));
      const other = change.fields.sku === undefined ? undefined : write.shop.bySku(change.fields.sku);
      if (other && other !== row) throw exists();
      apply(row, change, write.adds);
      row.updatedAt = context.now();
      return { row, created: false, ignored };
    },
    remove: (shop, { innerId }) => void shop.products.delete(innerId),
  });

  const owned = <Row>(rows: (product: StoredProduct) => Row[]) => (shop: Shop) => [...shop.products.values()].flatMap((product) => rows(product).map((row) => ({ product, row })));
  const byProduct = { productId: { keep: ({ product }: { product: StoredProduct }, value: string) => [productId(product), idOf('product', product.innerId)].includes(value) } };
  const productOf = ({ shop, body }: Write) => {
    demand(body, 'product');
    const product = linked('product', body.product, (id) => findProduct(shop, id));
    refuse(product.fields.sku, productId(product));
    return product;
  };

  return [
    resource(products('products', false)),
    resource(products('productExtend', true)),
    resource<{ product: StoredProduct; row: StoredSpecial }>({
      path: 'productSpecials',
      scope: SCOPE,
      rows: owned(({ specials }) => specials),
      ids: ({ row }) => [idOf('productSpecial', row.innerId)],
      render: (view, { product, row }) => renderSpecial(view, product, row),
      filters: byProduct,
      create: (write) => {
        const product = productOf(write);
        const row = readSpecial(write.body, nextSpecial(write.shop));
        product.specials.push(row);
        return { row: { product, row }, created: true, ignored: [] };
      },
      update: (write, found) => ({ row: { ...found, row: Object.assign(found.row, readSpecial({ ...found.row.fields, ...write.body }, () => found.row.innerId)) }, created: false, ignored: [] }),
      remove: (_shop, { product, row }) => void (product.specials = product.specials.filter((one) => one !== row)),
    }),
    resource<{ product: StoredProduct; row: [number, string] }>({
      path: 'customerGroupProductPrices',
      scope: SCOPE,
      rows: owned(({ groupPrices }) => [...groupPrices]),
      ids: ({ product, row: [groupId] }) => [idOf('groupPrice', groupId, product.innerId)],
      render: (view, { product, row: [groupId, price] }) => renderGroupPrice(view, product, groupId, price),
      filters: { ...byProduct, customerGroupId: equals(({ row: [groupId] }) => idOf('customerGroup', groupId)) },
      create: (write) => {
        demand(write.body, 'product', 'customerGroup', 'price');
        const product = productOf(write);
        const groupId = groupFor(write.body.customerGroup);
        if (product.groupPrices.has(groupId)) throw exists();
        const price = numberOf('price', write.body.price);
        product.groupPrices.set(groupId, price);
        return { row: { product, row: [groupId, price] }, created: true, ignored: [] };
      },
      update: ({ body }, found) => {
        const price = numberOf('price', body.price);
        found.product.groupPrices.set(found.row[0], price);
        return { row: { ...found, row: [found.row[0], price] }, created: false, ignored: Object.keys(body).filter((name) => name !== 'price') };
      },
      remove: (_shop, { product, row: [groupId] }) => void product.groupPrices.delete(groupId),
    }),
    resource<{ product: StoredProduct; row: number }>({
      path: 'productCategoryRelations',
      scope: SCOPE,
      rows: owned(({ categories }) => categories),
      ids: ({ product, row }) => [idOf('productCategory', product.innerId, row)],
      render: (view, { product, row }) => renderRelation(view, product, row),
      filters: { ...byProduct, categoryId: equals(({ row }) => idOf('category', row)) },
    }),
    resource<{ product: StoredProduct; row: [number, Record<string, string>] }>({
      path: 'productDescriptions',
      scope: SCOPE,
      rows: owned(({ descriptions }) => [...descriptions]),
      ids: ({ product, row: [languageId] }) => [idOf('productDescription', product.innerId, languageId)],
      render: (view, { product, row: [languageId, texts] }) => renderDescription(view, product, languageId, texts),
      filters: { ...byProduct, languageId: equals(({ row: [languageId] }) => idOf('language', languageId)), name: equals(({ row: [, { name }] }) => name) },
    }),
  ];
}

export function blankProduct(shop: Shop, now: number, alias: string | undefined): StoredProduct {
  return { innerId: shop.next('product', 101), alias, fields: { ...BLANK_FIELDS }, taxClassId: 10, parentId: undefined, manufacturer: undefined, descriptions: new Map(), categories: [], specials: [], groupPrices: new Map(), others: {}, createdAt: now, updatedAt: now };
}
