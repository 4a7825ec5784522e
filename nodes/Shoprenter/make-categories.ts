import type { Client } from '../shared/api/client';
import { refused } from '../shared/api/problem';
import type { ApiRequest } from '../shared/api/request';
import { settle } from '../shared/node/settle';
import { write } from './api';
import { readCategories, type Category } from './catalogue';
import { lostTwice } from './lost';
import { idOf, type Ref } from './values';

const keyOf = (path: readonly string[]): string => JSON.stringify(path.map((name) => name.trim().toLowerCase()));

/** Categories by their names, growing as missing ones are made. */
export class CategoryTree {
  private readonly byPath = new Map<string, string>();

  constructor(
    private readonly client: Client,
    private readonly languageId: string,
    categories: Iterable<Category>,
    /** False where nothing may be created: dry runs, and operators who do not want it. */
    private readonly mayCreate: boolean,
  ) {
    for (const { id, path } of categories) if (!this.byPath.has(keyOf(path))) this.byPath.set(keyOf(path), id);
  }

  find(path: readonly string[]): string | undefined {
    return this.byPath.get(keyOf(path));
  }

  private createRequest(path: readonly string[], parent: string | undefined): ApiRequest {
    const body = {
      status: '1',
      categoryDescriptions: [{ name: path.at(-1) ?? '', language: { id: this.languageId } }],
      ...(parent === undefined ? {} : { parentCategory: { id: parent } }),
    };
    return write('POST', 'categoryExtend', body, 'once');
  }

  /** The request that would make the first missing category of a path; undefined where none is missing. */
  firstMissing(path: readonly string[]): ApiRequest | undefined {
    for (let depth = 1; depth <= path.length; depth++) {
      if (this.find(path.slice(0, depth)) === undefined) return this.createRequest(path.slice(0, depth), this.find(path.slice(0, depth - 1)));
    }
    return undefined;
  }

  private async create(path: readonly string[], parent: string | undefined): Promise<string> {
    const request = this.createRequest(path, parent);
    for (let tries = 1; tries <= 2; tries++) {
      const made = await settle(async () => await this.client.call<(Ref & { response?: Ref }) | undefined>(request));
      const id = 'value' in made ? idOf(made.value.data?.response ?? made.value.data) : undefined;
      if (id !== undefined) return id;
      if ('problem' in made && made.problem.details.kind !== 'unknown') throw made.problem.about(`Category '${path.join(' > ')}'`);
      // The answer was lost or tells no id: it may be there.
      const there = (await readCategories(this.client, this.languageId)).find((one) => keyOf(one.path) === keyOf(path));
      if (there) return there.id;
    }
    throw lostTwice(`Category '${path.join(' > ')}'`);
  }

  /**
   * Id of the category at the end of a path; what is missing on the way is made, parents first.
   *
   * @throws Problem where it is missing and may not be made
   */
  async ensure(path: readonly string[]): Promise<string> {
    let id: string | undefined;
    for (let depth = 1; depth <= path.length; depth++) {
      const part = path.slice(0, depth);
      const known = this.find(part);
      if (known === undefined && !this.mayCreate) {
        throw refused(`Shoprenter has no category '${part.join(' > ')}'`, "Create it in the shop, or set 'If Category Is Missing' to Create.");
      }
      id = known ?? (await this.create(part, id));
      this.byPath.set(keyOf(part), id);
    }
    if (id === undefined) throw refused('A category has no name', 'Correct it where the product comes from.');
    return id;
  }
}
