/** What a trigger has handed on lately: key -> vendor update time. Plain JSON for a node's static data. */
export type Seen = Record<string, string>;

export interface Fresh<Row> {
  rows: Row[];
  seen: Seen;
}

/**
 * Drops rows handed on before and remembers the new ones.
 *
 * @param keepFrom keys older than this update time are forgotten: no window reaches below it any more
 * @param cap the newest keys kept at most; static data is rewritten as one JSON document
 */
export function onlyFresh<Row>(
  rows: readonly Row[],
  seen: Seen,
  of: (row: Row) => { key: string; updatedAt: string },
  keepFrom: string,
  cap = 10_000,
): Fresh<Row> {
  const remembered = new Map(Object.entries(seen));
  const fresh: Row[] = [];
  for (const row of rows) {
    const { key, updatedAt } = of(row);
    if (remembered.has(key)) continue;
    remembered.set(key, updatedAt);
    fresh.push(row);
  }
  const kept = [...remembered]
    .filter(([, updatedAt]) => updatedAt >= keepFrom)
    .sort(([, a], [, b]) => (a < b ? 1 : a > b ? -1 : 0))
    .slice(0, cap);
  return { rows: fresh, seen: Object.fromEntries(kept) };
}
