import { noPage, notFound, unknownParameter, wrongData } from './errors';
import { rowOf, type Filter, type Resource } from './resource';
import { link, type Json, type View } from './view';

const MOST = 200; // shoprenter.md §2 Paging
const USUAL = 25;

export function one(resource: Resource, view: View, id: string, query: URLSearchParams): Json {
  for (const name of query.keys()) throw unknownParameter(name);
  const row = rowOf(resource, view.shop, id);
  if (row === undefined) throw notFound(`${resource.path}/${id}`);
  return resource.render(view, row);
}

/** A page in the vendor's envelope; pages start at 0, and one beyond the end is an error. */
export function page(resource: Resource, view: View, query: URLSearchParams): Json {
  const filters: Record<string, Filter<unknown>> = resource.filters ?? {};
  const wanted: Array<[Filter<unknown>, string]> = [];
  for (const [name, value] of query) {
    if (['page', 'limit', 'full'].includes(name)) continue;
    if (!Object.hasOwn(filters, name)) throw unknownParameter(name);
    const complaint = filters[name].check?.(name, value);
    if (complaint) throw complaint;
    wanted.push([filters[name], value]);
  }
  const number = wholeNumber(query, 'page', 0);
  const limit = wholeNumber(query, 'limit', USUAL);
  if (limit < 1 || limit > MOST) throw wrongData('limit', `It must be between 1 and ${MOST}.`);
  const full = query.get('full') === '1';
  const rows = resource.rows(view.shop).filter((row) => wanted.every(([filter, value]) => filter.keep(row, value, view)));
  if (rows.length > 1 && view.context.assumed('list-order') === 'descending') rows.reverse();
  const last = Math.max(0, Math.ceil(rows.length / limit) - 1);
  if (number > last) throw noPage(last);
  const at = (to: number) => address(resource, view, query, to, limit);
  const shown = (value: number) => (resource.numericPages ? value : String(value));
  const items = rows.slice(number * limit, (number + 1) * limit).map((row) => resource.render({ ...view, inList: true }, row));
  return {
    ...at(number),
    page: shown(number),
    ...(full ? { pageCount: shown(last + 1) } : {}),
    limit: shown(limit),
    first: at(0),
    previous: number > 0 ? at(number - 1) : null,
    next: number < last ? at(number + 1) : null,
    last: at(last),
    items: full ? items : items.map(({ href }) => ({ href })),
  };
}

function address(resource: Resource, view: View, query: URLSearchParams, number: number, limit: number): { href: string } {
  const others = [...query].filter(([name]) => name !== 'page' && name !== 'limit');
  return link(view, `${resource.path}?${new URLSearchParams([...others, ['page', String(number)], ['limit', String(limit)]]).toString()}`);
}

function wholeNumber(query: URLSearchParams, name: string, usual: number): number {
  const value = query.get(name);
  if (value === null) return usual;
  if (!/^\d{1,9}$/.test(value)) throw wrongData(name, 'The data is not int.');
  return Number(value);
}
