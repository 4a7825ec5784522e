import type { RoomContext } from '../room';
import { choiceOf, demand, linked, listOf, refuseReadOnly, textOf } from './bodies';
import { idOf } from './ids';
import { equals, moment, resource, type Resource, type Write } from './resource';
import type { Shop, StoredCategory } from './store';
import { local } from './times';
import { LANGUAGES } from './values';
import { embedded, link, type Json, type View } from './view';

export function categoryId({ alias, innerId }: StoredCategory): string {
  return alias ?? idOf('category', innerId);
}

export function findCategory(shop: Shop, id: string): StoredCategory | undefined {
  return [...shop.categories.values()].find((one) => categoryId(one) === id || idOf('category', one.innerId) === id);
}

export function languageId(field: string, value: unknown): number {
  return linked(field, value, (id) => LANGUAGES.find(({ innerId }) => idOf('language', innerId) === id)).innerId;
}

export function categoryResources(context: RoomContext): Resource[] {
  const fill = ({ shop, body, adds }: Write, row: StoredCategory) => {
    refuseReadOnly(body, 'innerId', 'dateCreated', 'dateUpdated', 'customerGroups');
    const names = body.categoryDescriptions === undefined ? undefined : listOf('categoryDescriptions', body.categoryDescriptions).map((one): [number, string] => {
      demand(one, 'name', 'language');
      return [languageId('language', one.language), textOf('name', one.name)];
    });
    const parent = body.parentCategory === undefined || body.parentCategory === null ? undefined : linked('parentCategory', body.parentCategory, (id) => findCategory(shop, id));
    if (names && !adds) row.names.clear();
    for (const [language, name] of names ?? []) row.names.set(language, name);
    if (parent) row.parentId = parent.innerId;
    for (const name of ['sortOrder', 'status', 'productsStatus', 'picture']) if (body[name] !== undefined) row.fields[name] = name.endsWith('tatus') ? choiceOf(name, body[name], ['0', '1']) : textOf(name, body[name]);
    return { row, created: false, ignored: Object.keys(body).filter((name) => !['categoryDescriptions', 'parentCategory', 'sortOrder', 'status', 'productsStatus', 'picture', 'categoryCustomerGroupRelations', 'centralCategory', 'urlAliases'].includes(name)) };
  };
  const shared = (path: string, render: Resource<StoredCategory>['render']): Resource<StoredCategory> => ({
    path,
    scope: 'product.category',
    rows: (shop) => [...shop.categories.values()],
    ids: (row) => [categoryId(row), idOf('category', row.innerId)],
    render,
    filters: { innerId: equals(({ innerId }) => String(innerId)), ...(path === 'categoryExtend' ? { createdAfter: moment<StoredCategory>('from', ({ createdAt }) => createdAt), createdBefore: moment<StoredCategory>('to', ({ createdAt }) => createdAt) } : {}) },
    create: (write) => {
      const blank: Omit<StoredCategory, 'innerId'> = { alias: write.id, fields: {}, parentId: undefined, names: new Map(), createdAt: context.now() };
      // Read once on a throw-away row, so that a refusal leaves nothing behind.
      const { ignored } = fill(write, { ...blank, innerId: 0, fields: {}, names: new Map() });
      const row = write.shop.addCategory(blank);
      fill(write, row);
      return { row, created: true, ignored };
    },
    update: fill,
    remove: (shop, { innerId }) => void shop.categories.delete(innerId),
  });
  return [
    resource(shared('categories', (view, row) => ({ ...link(view, `categories/${categoryId(row)}`), ...common(view, row), categoryDescriptions: link(view, `categoryDescriptions?categoryId=${categoryId(row)}`) }))),
    resource(shared('categoryExtend', (view, row) => ({ ...link(view, `categoryExtend/${categoryId(row)}`), ...common(view, row), categoryDescriptions: embedded(view, [...row.names].map(([language, name]) => renderName(view, row, language, name))) }))),
    resource<{ row: StoredCategory; language: number; name: string }>({
      path: 'categoryDescriptions',
      scope: 'product.category',
      rows: (shop) => [...shop.categories.values()].flatMap((row) => [...row.names].map(([language, name]) => ({ row, language, name }))),
      ids: ({ row, language }) => [idOf('categoryDescription', row.innerId, language)],
      render: (view, { row, language, name }) => renderName(view, row, language, name),
      filters: { categoryId: { keep: ({ row }, value) => [categoryId(row), idOf('category', row.innerId)].includes(value) }, languageId: equals(({ language }) => idOf('language', language)), name: equals(({ name }) => name), metaDescription: equals(() => '') },
    }),
  ];
}

function common(view: View, row: StoredCategory): Json {
  const parent = row.parentId === undefined ? undefined : view.shop.categories.get(row.parentId);
  const empty = view.inList ? [] : {};
  return {
    id: categoryId(row),
    innerId: String(row.innerId),
    picture: row.fields.picture || empty,
    sortOrder: row.fields.sortOrder ?? '1',
    status: row.fields.status ?? '1',
    productsStatus: row.fields.productsStatus ?? '1',
    groupCode: empty,
    dateCreated: local(row.createdAt),
    dateUpdated: local(row.createdAt),
    parentCategory: parent ? link(view, `categories/${categoryId(parent)}`) : empty,
    centralCategory: empty,
  };
}

function renderName(view: View, row: StoredCategory, language: number, name: string): Json {
  const id = idOf('categoryDescription', row.innerId, language);
  return { ...link(view, `categoryDescriptions/${id}`), id, name, category: link(view, `categories/${categoryId(row)}`), language: link(view, `languages/${idOf('language', language)}`) };
}
