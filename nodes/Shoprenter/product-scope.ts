import type { RunContext } from '../shared/node/operation';
import { findLanguage, readCategories, readGroups, readLanguages, readTaxRates, type Category } from './catalogue';
import type { ProductScope } from './mapping-product';
import { readShop } from './shop';

/**
 * What products refer to, once a run: three calls (languages, customer groups, tax rates) and ⌈C/200⌉ for the names of
 * categories.
 *
 * @param language code, id or name; the shop's first for an empty one
 */
export async function readProductScope(run: RunContext, language: string, withCategories: boolean): Promise<ProductScope> {
  const { client } = run;
  const { zone } = await readShop(client, run.now());
  const languages = await run.once('languages', async () => await readLanguages(client));
  const { id: languageId } = findLanguage(languages, language);
  const groups = await run.once('groups', async () => await readGroups(client));
  const taxRates = await run.once('taxRates', async () => await readTaxRates(client));
  const listed = withCategories ? await run.once(`categories ${languageId}`, async () => await readCategories(client, languageId)) : [];
  const categories = new Map<string, Category>(listed.map((one) => [one.id, one]));
  return { account: client.account?.id ?? '', zone, taxRates, groups, categories, languageId };
}
