import { z } from 'zod';

import type { ApiRequest } from '../../../shared/api/request';
import { parseProduct, type Product } from '../../../shared/model';
import type { ItemContext, Outcome, RunContext, WriteOperation } from '../../../shared/node/operation';
import { jsonParam } from '../../../shared/node/params';
import { percentOf } from '../../../shared/node/percent';
import { naming, prepareItems } from '../../../shared/node/prepare';
import { lastOfEach, withRepeats } from '../../../shared/node/repeats';
import { settle } from '../../../shared/node/settle';
import { compareJobs, planOf, readStored, writeProducts, type ProductJob } from '../../import-products';
import { CategoryTree } from '../../make-categories';
import { PARTS, type ProductPart, type UnknownGroup } from '../../product-body';
import { readProductScope } from '../../product-scope';
import { importFields } from './import-fields';

const output = z
  .object({
    outcome: z.enum(['created', 'updated', 'unchanged']),
    targetId: z.string(),
    identityKey: z.string(),
    sku: z.string(),
    number: z.string(),
  })
  .passthrough();

interface Read {
  index: number;
  product: Product;
}

const readItem = (item: ItemContext): Read => ({ index: item.index, product: parseProduct(jsonParam(item, 'product', 'Product')) });

/** Settings that are one for all items. */
function settingsOf(item: ItemContext) {
  const chosen = item.param<unknown>('parts');
  const parts = (Array.isArray(chosen) ? chosen : String(chosen ?? '').split(',')).map((part) => String(part).trim());
  return {
    update: item.param<string | undefined>('ifItExists') === 'update',
    parts: new Set<ProductPart>(PARTS.filter((part) => parts.includes(part))),
    create: item.param<string | undefined>('missingCategory') !== 'refuse',
    unknownGroup: item.param<UnknownGroup | undefined>('unknownGroup') ?? 'refuse',
    rateIfMissing: percentOf(item.param<unknown>('rateIfMissing'), 'VAT Rate If Missing'),
    language: String(item.param<unknown>('language') ?? ''),
  };
}

type Settings = ReturnType<typeof settingsOf>;

const pathsOf = ({ categories = [] }: Product): string[][] => categories.flatMap(({ path }) => (path.length > 0 ? [path] : []));

/** Whether a product's categories matter: it is new, or they are to be overwritten. */
const needsCategories = ({ update, parts }: Settings, isThere: boolean): boolean => !isThere || (update && parts.has('categories'));

/** Ids of a product's categories; in a dry run those that would have to be made are left out. */
async function categoryIds(product: Product, tree: CategoryTree, dryRun: boolean): Promise<string[]> {
  const ids: string[] = [];
  for (const path of pathsOf(product)) {
    const known = tree.find(path);
    if (known !== undefined) ids.push(known);
    else if (!dryRun) ids.push(await tree.ensure(path));
  }
  return ids;
}

const firstMissing = (product: Product, tree: CategoryTree): ApiRequest | undefined =>
  pathsOf(product).map((path) => tree.firstMissing(path)).find((request) => request !== undefined);

async function importAll(run: RunContext, read: readonly Read[], settings: Settings): Promise<Outcome[]> {
  const { client, dryRun } = run;
  const stored = await readStored(client, read.map(({ product }) => product.sku));
  const isThere = (sku: string): boolean => Array.isArray(stored.get(sku)) && (stored.get(sku) as object[]).length > 0;
  const withCategories = read.some(({ product }) => pathsOf(product).length > 0 && needsCategories(settings, isThere(product.sku)));
  const scope = await readProductScope(run, settings.language, withCategories);
  const tree = new CategoryTree(client, scope.languageId ?? '', scope.categories.values(), settings.create && !dryRun);
  const jobs: ProductJob[] = [];
  const failed: Outcome[] = [];
  for (const { index, product } of read) {
    const wanted = pathsOf(product).length > 0 && needsCategories(settings, isThere(product.sku));
    const ids = await settle(async () => (wanted ? await categoryIds(product, tree, dryRun) : undefined));
    if ('problem' in ids) failed.push({ index, problem: naming(`SKU '${product.sku}'`, ids.problem) });
    else jobs.push({ index, product, before: dryRun && wanted ? firstMissing(product, tree) : undefined, rules: { parts: settings.parts, unknownGroup: settings.unknownGroup, rateIfMissing: settings.rateIfMissing, categoryIds: ids.value } });
  }
  const { open, outcomes } = compareJobs(jobs, stored, scope, settings.update);
  return [...failed, ...outcomes, ...(dryRun ? open.map((ready) => planOf(client, ready)) : await writeProducts(client, open, scope))];
}

export const importProducts: WriteOperation = {
  kind: 'write',
  value: 'import',
  name: 'Import',
  action: 'Import products',
  description: 'Create products of the shop, or overwrite those with the same SKU',
  fields: importFields,
  output,
  async run(run: RunContext, items: ItemContext[]) {
    const { jobs: read, failed } = prepareItems(items, readItem);
    const [first] = items;
    if (!first || read.length === 0) return failed;
    // Of two items of one SKU the last one is the newest.
    const { jobs, repeats } = lastOfEach(read, ({ product }) => product.sku);
    const outcomes = await importAll(run, jobs.reverse(), settingsOf(first));
    return [...failed, ...withRepeats(outcomes, repeats)];
  },
};
