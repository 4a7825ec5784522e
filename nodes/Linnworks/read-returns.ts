import type { Client } from '../shared/api/client';
import { distinct, offsetStep, type OffsetStep } from '../shared/api/pagers';
import { serverTime } from '../shared/api/verdict';
import { utc } from '../shared/model';
import type { PageRead } from '../shared/node/page-read';
import type { WindowRead } from '../shared/sync/window';
import type { ReturnRow } from './types-return';
import { v1Request } from './wire';

/** A page holds 200 rows at most, a search three months (linnworks.md §9). */
const ROWS_PER_PAGE = 200;
const LONGEST_SPAN_MS = 89 * 86_400_000;

/** Where a window stands; plain JSON. A window longer than three months is read in spans. */
export interface ReturnCursor {
  from: string;
  to: string;
  /** End of the whole window. */
  until: string;
  size: number;
  offset: number;
  total?: number;
}

interface SearchAnswer {
  TotalEntries?: number | null;
  Data?: ReturnRow[] | null;
}

const earlier = (a: string, b: string): string => (a < b ? a : b);

const spanFrom = (from: string, until: string): Pick<ReturnCursor, 'from' | 'to' | 'until'> => ({
  from,
  to: earlier(utc(Date.parse(from) + LONGEST_SPAN_MS), until),
  until,
});

const rowKey = ({ pkReturnId, fkOrderItemReturnId, pkOrderID, ItemNumber }: ReturnRow): string =>
  JSON.stringify([pkReturnId, fkOrderItemReturnId, pkOrderID, ItemNumber]);

async function readStep(client: Client, cursor: ReturnCursor): Promise<{ rows: ReturnRow[]; next?: ReturnCursor; serverNow?: number }> {
  const { from, to, until, size } = cursor;
  const offset = Math.floor(cursor.offset / size) * size;
  const request = v1Request('ReturnsRefunds/SearchReturnsRefundsPaged', {
    from,
    to,
    dateType: 'ACTIONED',
    historyType: 'RETURNS',
    pageNum: Math.floor(offset / size) + 1,
    numEntriesPerPage: size,
  });
  const { data, headers } = await client.call<SearchAnswer | undefined>(request);
  const rows = data?.Data ?? [];
  const total = data?.TotalEntries ?? offset + rows.length + (rows.length === size ? 1 : 0);
  const step: OffsetStep<ReturnRow> = offsetStep({ offset, total: cursor.total }, { rows, total });
  const following = to < until ? { ...spanFrom(to, until), size, offset: 0 } : undefined;
  return { rows, serverNow: serverTime(headers), next: step.next ? { from, to, until, size, ...step.next } : following };
}

function firstOf(from: string, until: string, size: number): ReturnCursor {
  return { ...spanFrom(from, until), size: Math.min(ROWS_PER_PAGE, Math.max(1, Math.floor(size))), offset: 0 };
}

/** One page of the returns that were actioned since `page.from`: one call. */
export async function readReturnWindow(
  client: Client,
  page: PageRead<ReturnCursor>,
  now: number,
): Promise<WindowRead<ReturnRow, ReturnCursor>> {
  const step = await readStep(client, page.cursor ?? firstOf(page.from, utc(now), page.pageSize));
  return { rows: step.rows, ...(step.next ? { next: step.next } : {}), serverNow: step.serverNow };
}

/** Returns actioned since `from`, at most `atMost`. */
export async function readReturns(client: Client, from: string, atMost: number, now: number): Promise<ReturnRow[]> {
  let found: ReturnRow[] = [];
  let cursor: ReturnCursor | undefined = firstOf(from, utc(now), ROWS_PER_PAGE);
  while (cursor && found.length < atMost) {
    const step: { rows: ReturnRow[]; next?: ReturnCursor } = await readStep(client, cursor);
    found = distinct([...found, ...step.rows], rowKey);
    cursor = step.next;
  }
  return found.slice(0, atMost);
}
