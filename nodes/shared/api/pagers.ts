/** One page as a vendor gave it. */
export interface Page<Row> {
  rows: Row[];
  /** Rows of the whole list at the moment of this answer. */
  total: number;
}

/** Where an offset walk stands: the next offset and the list's length when it was worked out. */
export interface OffsetCursor {
  offset: number;
  total?: number;
}

export interface OffsetStep<Row> {
  rows: Row[];
  /** Undefined when the end is reached. */
  next?: OffsetCursor;
}

/**
 * The step after one page of an offset list that may change while it is read.
 *
 * Rows that enter above only repeat rows. Rows that leave pull the unread rest up, past the offset: the list got
 * shorter by at least as many rows as the rest moved, so stepping back by that difference misses nothing. Rows may
 * come twice; callers drop repeats by id.
 *
 * @returns `again` when the page just read lies behind rows that slipped through; its rows are good all the same
 */
export function offsetStep<Row>(cursor: OffsetCursor, page: Page<Row>): OffsetStep<Row> {
  const shrunkBy = cursor.total === undefined ? 0 : Math.max(0, cursor.total - page.total);
  const readTo = cursor.offset + page.rows.length;
  if (shrunkBy > 0 && cursor.offset > 0) {
    return { rows: page.rows, next: { offset: Math.max(0, cursor.offset - shrunkBy), total: page.total } };
  }
  const atEnd = page.rows.length === 0 || readTo >= page.total;
  return atEnd ? { rows: page.rows } : { rows: page.rows, next: { offset: readTo, total: page.total } };
}

/** Keeps the first of each key. */
export function distinct<Row>(rows: Iterable<Row>, keyOf: (row: Row) => string): Row[] {
  const seen = new Map<string, Row>();
  for (const row of rows) {
    const key = keyOf(row);
    if (!seen.has(key)) seen.set(key, row);
  }
  return [...seen.values()];
}

/** Walks an offset list to its end or to `atMost` distinct rows. */
export async function readByOffset<Row>(
  read: (offset: number) => Promise<Page<Row>>,
  keyOf: (row: Row) => string,
  atMost = Number.POSITIVE_INFINITY,
): Promise<Row[]> {
  const found = new Map<string, Row>();
  let cursor: OffsetCursor | undefined = { offset: 0 };
  while (cursor && found.size < atMost) {
    const step: OffsetStep<Row> = offsetStep(cursor, await read(cursor.offset));
    for (const row of step.rows) if (!found.has(keyOf(row))) found.set(keyOf(row), row);
    cursor = step.next;
  }
  return [...found.values()].slice(0, atMost);
}

export interface TokenPage<Row> {
  rows: Row[];
  next?: string;
}

/** Walks a list that hands out a token for the next page; an empty page ends it too, since some vendors repeat the last token. */
export async function readByToken<Row>(
  read: (token: string | undefined) => Promise<TokenPage<Row>>,
  keyOf: (row: Row) => string,
  atMost = Number.POSITIVE_INFINITY,
): Promise<Row[]> {
  const found = new Map<string, Row>();
  let token: string | undefined;
  do {
    const page: TokenPage<Row> = await read(token);
    for (const row of page.rows) if (!found.has(keyOf(row))) found.set(keyOf(row), row);
    token = page.rows.length > 0 ? page.next : undefined;
  } while (token !== undefined && found.size < atMost);
  return [...found.values()].slice(0, atMost);
}
