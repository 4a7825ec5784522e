import { wrap } from './expressions';
import { set } from './nodes';
import { PAGE, PAGE_SIZE, pageSetting } from './page';
import { oldestRows, type Where } from './tables';
import type { BookSource } from './types';

/** Key of another flow's books, in a page. */
export const booksOf = (pair: string, flow: string): string => wrap(`'${pair}/${flow}/' + ${pageSetting('connection')}`);

/** Ledger rows of another flow that still hold a link, in the form of a page-by-page read; the link is the record. */
export function openLinks(name: string, pair: string, flow: string): BookSource {
  const rows = 'Rows with a Link';
  const all = `$('${rows}').all().filter((item) => item.json.id)`;
  const full = `${all}.length >= ${pageSetting('pageSize')}`;
  const where: Where[] = [
    { column: 'flow', value: booksOf(pair, flow) },
    { column: 'link', is: 'like', value: '{%' },
    // A row whose link is refused keeps it, and must not keep the others behind it waiting.
    { column: 'id', is: 'gt', value: wrap(`JSON.parse(${PAGE}.position || '{}').after ?? 0`) },
  ];
  const items = `${all}.map((item) => ({ key: item.json.source_key, number: item.json.number, state: item.json.target_id, record: JSON.parse(item.json.link) }))`;
  const found = oldestRows(rows, wrap(`${PAGE}.tables.ledger`), where);
  return {
    name,
    books: [
      { ...found, parameters: { ...found.parameters, limit: PAGE_SIZE } },
      {
        ...set(name, [
          { name: 'items', type: 'array', value: wrap(items) },
          { name: 'position', type: 'string', value: wrap(`JSON.stringify(${full} ? { v: 1, after: ${all}.pop().json.id } : { v: 1 })`) },
          { name: 'more', type: 'boolean', value: wrap(full) },
        ]),
        executeOnce: true,
      },
    ],
  };
}
