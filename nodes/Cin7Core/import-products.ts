import type { Client } from '../shared/api/client';
import { refused } from '../shared/api/problem';
import type { ApiRequest } from '../shared/api/request';
import { identityKey, type Product } from '../shared/model';
import type { Outcome, Row } from '../shared/node/operation';
import { naming } from '../shared/node/prepare';
import { settle } from '../shared/node/settle';
import { sendInBatches } from '../shared/sync/batch';
import { guid, sameText } from './ids';
import { readEntries } from './lists';
import { bodyOf, categoryOf, newProduct, type ProductSettings } from './mapping-product';
import { productsOf } from './products';
import type { ProductRow } from './types';
import { sendOnce, write } from './wire';

export interface ProductJob {
  index: number;
  product: Product;
  settings: ProductSettings;
  update: boolean;
  /** Whether categories and brands that are not there are made. */
  makeMissing: boolean;
}

export const productName = ({ product }: ProductJob): string => `Product '${product.sku}'`;

const keyOf = (sku: string): string => sku.trim().toLowerCase();

/** Numbers and texts compared as the vendor gives them back; a member it does not show differs. */
function changesOf({ product, settings }: ProductJob, stored: ProductRow): Record<string, unknown> {
  const told = stored as unknown as Record<string, unknown>;
  return Object.fromEntries(
    Object.entries(bodyOf(product, settings)).filter(([name, value]) => {
      const there = told[name];
      if (name === 'Category' && (product.categories ?? []).length === 0) return false;
      return typeof value === 'string' && typeof there === 'string' ? there.trim() !== value.trim() : there !== value;
    }),
  );
}

function requestFor(job: ProductJob, stored: ProductRow | undefined): ApiRequest | undefined {
  if (!stored) return write('product', newProduct(job.product, job.settings));
  if (!job.update) return undefined;
  const changes = changesOf(job, stored);
  return Object.keys(changes).length === 0 ? undefined : write('product', { ID: stored.ID, ...changes }, { method: 'PUT', safety: 'repeatable' });
}

export function productRow({ product }: ProductJob, targetId: string, outcome: string, more: Row = {}): Row {
  return { outcome, targetId, sku: product.sku, identityKey: identityKey(product.identity), number: product.sku, ...more };
}

/** POST and PUT reply in the same wrapper as the list (cin7core.md §8.1). */
const idIn = (data: { Products?: ProductRow[] | null } | undefined): string => guid(data?.Products?.[0]?.ID);

async function storedOne(client: Client, sku: string): Promise<ProductRow | undefined> {
  return (await productsOf(client, [sku], { IncludeDeprecated: true })).get(keyOf(sku));
}

async function importOne(client: Client, job: ProductJob, stored: ProductRow | undefined): Promise<Row> {
  const request = requestFor(job, stored);
  if (!request) return productRow(job, guid(stored?.ID), 'unchanged');
  const send = async () => idIn((await client.call<{ Products?: ProductRow[] | null } | undefined>(request)).data);
  const targetId = await sendOnce(send, async () => guid((await storedOne(client, job.product.sku))?.ID) || undefined);
  return productRow(job, targetId || guid(stored?.ID), stored ? 'updated' : 'created');
}

type Book = 'categories' | 'brands';
const PATHS: Readonly<Record<Book, string>> = { categories: 'ref/category', brands: 'ref/brand' };

export interface Books {
  categories: string[];
  brands: string[];
}

export async function readBooks(client: Client, jobs: readonly ProductJob[]): Promise<Books> {
  const names = async (list: Book) => (await readEntries(client, list)).map(({ Name }) => String(Name ?? ''));
  const needsBrands = jobs.some(({ product }) => Boolean(product.brand));
  return { categories: await names('categories'), brands: needsBrands ? await names('brands') : [] };
}

async function ensure(client: Client, list: Book, name: string | undefined, books: Books, job: ProductJob): Promise<void> {
  if (!name?.trim() || books[list].some((one) => sameText(one, name))) return;
  const word = list === 'categories' ? 'category' : 'brand';
  if (!job.makeMissing) throw refused(`Cin7 Core has no ${word} '${name}'`, `Create it there, or switch 'Create Missing Categories and Brands' on.`, { code: `unknown-${word}` });
  const made = await settle(async () => await client.call(write(PATHS[list], { Name: name.trim() })));
  if ('problem' in made) {
    // The answer was lost, or somebody else made it meanwhile.
    const now = await readEntries(client, list);
    if (!now.some(({ Name }) => sameText(String(Name ?? ''), name))) throw made.problem;
  }
  books[list].push(name.trim());
}

/** Creates products, one call each; the books they need are filled first. */
export async function importProducts(client: Client, jobs: readonly ProductJob[], dryRun: boolean): Promise<Outcome[]> {
  const stored = await productsOf(client, jobs.map(({ product }) => product.sku), { IncludeDeprecated: true });
  const open = jobs.filter((job) => requestFor(job, stored.get(keyOf(job.product.sku))) !== undefined);
  const books: Books = open.length > 0 ? await readBooks(client, open) : { categories: [], brands: [] };
  const settled = await sendInBatches(jobs, 1, async ([job]) => {
    const one = job as ProductJob;
    const there = stored.get(keyOf(one.product.sku));
    if (!open.includes(one)) return [productRow(one, guid(there?.ID), 'unchanged')];
    if (dryRun) return [planOf(one, there)];
    await ensure(client, 'categories', categoryOf(one.product, one.settings), books, one);
    await ensure(client, 'brands', one.product.brand, books, one);
    return [await importOne(client, one, there)];
  });
  return settled.map((one): Outcome => {
    const { index } = one.item;
    return 'problem' in one ? { index, problem: naming(productName(one.item), one.problem) } : { index, row: one.result };
  });
}

function planOf(job: ProductJob, stored: ProductRow | undefined): Row {
  const { method, path, body = '' } = requestFor(job, stored) as ApiRequest;
  const plan = `${method} product, one call per product; missing categories and brands are ${job.makeMissing ? 'made first' : 'told as problems'}.`;
  return productRow(job, guid(stored?.ID), stored ? 'would update' : 'would create', { request: { method, path, body }, plan });
}
