import type { Client } from '../shared/api/client';
import { misconfigured } from '../shared/api/problem';
import type { Choice } from '../shared/node/lists';
import { compare } from '../shared/model';
import { readAll } from './pages';
import { amountOf, idOf, listOf, textOf, type Ref, type Value } from './values';

/** A category with the names from the root to it. */
export interface Category {
  id: string;
  path: string[];
}

export interface CustomerGroup {
  id: string;
  name: string;
}

export interface Language {
  id: string;
  code: string;
  name: string;
  /** Inner id: the shop's first language has the lowest. */
  age: number;
}

interface CategoryRow extends Ref {
  parentCategory?: Ref | Value;
  categoryDescriptions?: Array<{ name?: Value; language?: Ref }> | object | null;
}

const DEEPEST = 50;

/** All categories by their names in one language; the first told where that one has none. ⌈C/200⌉ calls. */
export async function readCategories(client: Client, languageId?: string): Promise<Category[]> {
  const rows = await readAll<CategoryRow>(client, 'categoryExtend');
  const nodes = new Map<string, { name: string; parent?: string }>();
  for (const row of rows) {
    const descriptions = listOf<{ name?: Value; language?: Ref }>(row.categoryDescriptions as object);
    const own = descriptions.find(({ language }) => languageId !== undefined && idOf(language) === languageId) ?? descriptions[0];
    const id = idOf(row);
    if (id !== undefined) nodes.set(id, { name: textOf(own?.name) ?? '', parent: idOf(row.parentCategory as Ref) });
  }
  return [...nodes.keys()].map((id) => ({ id, path: pathOf(nodes, id) }));
}

function pathOf(nodes: ReadonlyMap<string, { name: string; parent?: string }>, id: string): string[] {
  const path: string[] = [];
  let at: string | undefined = id;
  // A category that is its own ancestor must not keep us here.
  for (let depth = 0; at !== undefined && depth < DEEPEST; depth++) {
    const node = nodes.get(at);
    if (!node) break;
    path.unshift(node.name);
    at = node.parent;
  }
  return path;
}

/** Customer groups, which prices can be of. One call. */
export async function readGroups(client: Client): Promise<CustomerGroup[]> {
  const rows = await readAll<Ref & { name?: Value }>(client, 'customerGroups');
  return rows.flatMap((row) => {
    const id = idOf(row);
    return id === undefined ? [] : [{ id, name: textOf(row.name) ?? id }];
  });
}

/** Percent per tax class. One call. */
export async function readTaxRates(client: Client): Promise<Map<string, number>> {
  const rows = await readAll<{ rate?: Value; taxClass?: Ref; priority?: Value }>(client, 'taxRates');
  const rates = new Map<string, number>();
  for (const { rate, taxClass } of rows) {
    const [id, percent] = [idOf(taxClass), amountOf(rate)];
    if (id !== undefined && percent !== undefined && !rates.has(id)) rates.set(id, percent);
  }
  return rates;
}

/** Tax class with a rate; undefined where the shop has none. */
export function taxClassOf(rates: ReadonlyMap<string, number>, rate: number): string | undefined {
  return [...rates].find(([, percent]) => compare(percent, rate) === 0)?.[0];
}

export async function readLanguages(client: Client): Promise<Language[]> {
  const rows = await readAll<Ref & { code?: Value; name?: Value; innerId?: Value }>(client, 'languages');
  return rows.flatMap((row) => {
    const id = idOf(row);
    return id === undefined ? [] : [{ id, code: textOf(row.code) ?? '', name: textOf(row.name) ?? id, age: amountOf(row.innerId) ?? 0 }];
  });
}

export async function languageChoices(client: Client): Promise<Choice[]> {
  return (await readLanguages(client)).map(({ code, name, id }) => ({ name: code === '' ? name : `${name} (${code})`, value: code || id }));
}

/** In the order the shop got them, whichever order the list has. */
const byAge = (a: Language, b: Language): number => a.age - b.age || a.id.localeCompare(b.id);

/** The language an operator named by code, id or name; the shop's first for an empty one. @throws Problem */
export function findLanguage(languages: readonly Language[], wanted: string): Language {
  const asked = wanted.trim().toLowerCase();
  const found = asked === '' ? [...languages].sort(byAge)[0] : languages.find(({ id, code, name }) => [id, code, name].some((one) => one.toLowerCase() === asked));
  if (found) return found;
  throw misconfigured(`Shoprenter has no language '${wanted}'`, `Choose 'Language' from the list. The shop has: ${languages.map(({ code }) => code).join(', ')}.`);
}
