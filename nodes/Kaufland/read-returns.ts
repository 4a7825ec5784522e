import { distinct } from '../shared/api/pagers';
import type { PageRead } from '../shared/node/page-read';
import type { WindowRead } from '../shared/sync/window';
import { MOST_ROWS, type ReturnSource } from './api';
import { filterTime } from './filter-time';
import { allInFlight } from './in-flight';
import type { KauflandReturn, KauflandReturnUnit } from './types';
import { readDated, type UnitCursor } from './unit-list';

export interface ReturnScope {
  /** Each has a list of its own; empty = one list without a filter. */
  storefronts: readonly string[];
  /** Empty = all. */
  statuses: readonly string[];
  /** Reads each piece once more for its article and order. */
  articles: boolean;
}

/** Inside a window: which storefront's list, and where in it. */
export interface ReturnsCursor extends UnitCursor {
  list: number;
}

const keyOf = ({ id_return }: KauflandReturn): string => String(id_return);

function returnReader(source: ReturnSource, scope: ReturnScope, storefront: string | undefined, from: string | undefined) {
  return async (offset: number, limit: number) =>
    await source.returns({
      storefront,
      status: [...scope.statuses],
      ts_updated_from_iso: from && filterTime(from),
      sort: 'ts_updated:desc',
      limit,
      offset,
    });
}

/**
 * Pieces of returns out of the list of pieces, which knows no filter but their creation: used as long as its pages cost
 * fewer calls than reading the returns one by one.
 *
 * @returns undefined where it does not pay
 */
async function listedUnits(
  source: ReturnSource,
  returns: readonly KauflandReturn[],
  storefront: string | undefined,
): Promise<KauflandReturnUnit[] | undefined> {
  if (returns.length < 2) return undefined;
  const [oldest = ''] = returns.map(({ ts_created_iso }) => ts_created_iso).sort();
  const query = { storefront, ts_created_from_iso: filterTime(oldest), sort: 'ts_created:desc', limit: MOST_ROWS };
  const found: KauflandReturnUnit[] = [];
  for (let offset = 0, total = 1; offset < total; ) {
    const page = await source.units({ ...query, offset });
    // A list that changes its length while it is read may hide a piece.
    if (offset > 0 && page.total !== total) return undefined;
    ({ total } = page);
    found.push(...page.rows);
    offset += page.rows.length;
    if (page.rows.length === 0 || Math.ceil((total - offset) / MOST_ROWS) > returns.length) return offset >= total ? found : undefined;
  }
  return distinct(found, ({ id_return_unit }) => String(id_return_unit));
}

/** Returns with their pieces; a return that is gone meanwhile is left out. */
async function withUnits(
  source: ReturnSource,
  scope: ReturnScope,
  returns: readonly KauflandReturn[],
  storefront: string | undefined,
): Promise<KauflandReturn[]> {
  const listed = await listedUnits(source, returns, storefront);
  const byReturn = new Map<string, KauflandReturnUnit[]>();
  for (const unit of listed ?? []) byReturn.set(String(unit.id_return), [...(byReturn.get(String(unit.id_return)) ?? []), unit]);
  // Every return has a piece: one that the list does not show is read by its id.
  const whole = await allInFlight(returns, async (one) => {
    const units = byReturn.get(keyOf(one));
    return units ? { ...one, return_units: units } : await source.one(keyOf(one));
  });
  const found = whole.filter((one): one is KauflandReturn => one !== undefined);
  if (!scope.articles) return found;
  const units = found.flatMap(({ return_units }) => return_units ?? []);
  const read = await allInFlight(units, async (unit) => (await source.unit(String(unit.id_return_unit))) ?? unit);
  const withArticle = new Map(read.map((unit) => [String(unit.id_return_unit), unit]));
  const full = (unit: KauflandReturnUnit) => withArticle.get(String(unit.id_return_unit)) ?? unit;
  return found.map((one) => ({ ...one, return_units: (one.return_units ?? []).map(full) }));
}

/**
 * One page of a window of changed returns, each with its pieces. Calls for R returns with U pieces: ⌈R/100⌉, the pieces
 * in ⌈U/100⌉ or one call per return, and one per piece where its article is wanted.
 */
export async function readReturnWindow(
  source: ReturnSource,
  scope: ReturnScope,
  page: PageRead<ReturnsCursor>,
): Promise<WindowRead<KauflandReturn, ReturnsCursor>> {
  const cursor: ReturnsCursor = page.cursor ?? { list: 0, offset: 0 };
  const lists = Math.max(1, scope.storefronts.length);
  // The operator has taken storefronts out of the node in the middle of a window.
  if (cursor.list >= lists) return { rows: [] };
  const storefront = scope.storefronts[cursor.list];
  const read = await readDated(returnReader(source, scope, storefront, page.from), keyOf, cursor, page.pageSize);
  const rows = await withUnits(source, scope, read.rows, storefront);
  const after = cursor.list + 1 < lists ? { list: cursor.list + 1, offset: 0 } : undefined;
  const next = read.next ? { list: cursor.list, ...read.next } : after;
  return { rows, serverNow: read.serverNow, ...(next ? { next } : {}) };
}

/** Returns without a window, newest change first, at most `atMost`. */
export async function readReturns(
  source: ReturnSource,
  scope: ReturnScope,
  from: string | undefined,
  atMost: number,
): Promise<KauflandReturn[]> {
  const found: KauflandReturn[] = [];
  for (const storefront of scope.storefronts.length > 0 ? scope.storefronts : [undefined]) {
    const left = atMost - found.length;
    if (left <= 0) break;
    const { rows } = await readDated(returnReader(source, scope, storefront, from), keyOf, { offset: 0 }, left);
    found.push(...(await withUnits(source, scope, rows.slice(0, left), storefront)));
  }
  return found;
}

/** One return with its pieces and their articles; undefined when there is none. */
export async function readReturn(source: ReturnSource, id: string): Promise<KauflandReturn | undefined> {
  const found = await source.one(id);
  if (!found) return undefined;
  const units = await allInFlight(found.return_units ?? [], async (unit) => (await source.unit(String(unit.id_return_unit))) ?? unit);
  return { ...found, return_units: units };
}
