import { chain } from '../assemble';
import { wrap, type Expressions } from '../expressions';
import type { Book, Lane } from '../leased-flow';
import { deleteRows, ensureTable } from '../tables';

export const ENSURE_BOOK = 'Ensure Own Book';

/** A flow's own table, made with the books and emptied of what is old. */
export function bookLane({ table, keptFor }: Book, x: Expressions): Lane {
  const old = wrap(`new Date(Date.now() - ${x.setting(keptFor)} * 86400000).toISOString()`);
  const prune = deleteRows('Prune Own Book', wrap(`$('${ENSURE_BOOK}').first().json.id`), [
    { column: 'flow', value: x.key },
    { column: 'updatedAt', is: 'lt', value: old },
  ]);
  return {
    nodes: [
      { draft: ensureTable(ENSURE_BOOK, table), at: [4, 4.4] },
      { draft: { ...prune, executeOnce: true, alwaysOutputData: true }, at: [5, 4.4] },
    ],
    links: chain(ENSURE_BOOK, 'Prune Own Book'),
    splices: [{ from: 'Ensure Dead Letters', to: 'Ensure Runs', first: ENSURE_BOOK, last: 'Prune Own Book' }],
  };
}
