import { Problem } from '../shared/api/problem';
import { utc } from '../shared/model';
import type { RunContext } from '../shared/node/operation';
import { settle } from '../shared/node/settle';
import { apiRequest } from './wire';

/** One kind of report with its rules (amazon.md §8). */
export interface ReportKind {
  type: string;
  /** Its document opens only with a restricted data token (§4.2). */
  restricted: boolean;
  /** Days it reaches back at most. */
  lookBackDays: number;
  /** Longest range of one report in days; absent for a snapshot, which has no range. */
  longestDays?: number;
  /** Takes `ShowSalesChannel`. */
  showsSalesChannel: boolean;
}

export const KINDS = {
  unshipped: { type: 'GET_FLAT_FILE_ACTIONABLE_ORDER_DATA_SHIPPING', restricted: true, lookBackDays: 38, showsSalesChannel: true },
  shipping: { type: 'GET_FLAT_FILE_ORDER_REPORT_DATA_SHIPPING', restricted: true, lookBackDays: 60, longestDays: 60, showsSalesChannel: true },
  invoicing: { type: 'GET_FLAT_FILE_ORDER_REPORT_DATA_INVOICING', restricted: true, lookBackDays: 60, longestDays: 60, showsSalesChannel: true },
  allByUpdate: { type: 'GET_FLAT_FILE_ALL_ORDERS_DATA_BY_LAST_UPDATE_GENERAL', restricted: false, lookBackDays: 730, longestDays: 30, showsSalesChannel: false },
  allByOrderDate: { type: 'GET_FLAT_FILE_ALL_ORDERS_DATA_BY_ORDER_DATE_GENERAL', restricted: false, lookBackDays: 730, longestDays: 30, showsSalesChannel: false },
} as const satisfies Record<string, ReportKind>;

export type KindName = keyof typeof KINDS;

/** A report that is wanted. Times are UTC text; absent for a snapshot. */
export interface Wish {
  kind: KindName;
  marketplaceIds: readonly string[];
  start?: string;
  end?: string;
}

/** A report as Amazon tells of it. */
export interface AmazonReport {
  reportId?: string | null;
  reportType?: string | null;
  processingStatus?: string | null;
  marketplaceIds?: string[] | null;
  createdTime?: string | null;
  dataStartTime?: string | null;
  dataEndTime?: string | null;
  reportDocumentId?: string | null;
}

export interface Requested {
  reportId: string;
  /** True where an earlier report is used. */
  reused: boolean;
}

const DAY_MS = 86_400_000;

/** The reports that together cover a range: Amazon refuses longer ones, some with a text in place of the table (§7.2). */
export function wishesFor(kind: KindName, marketplaceIds: readonly string[], from: string, end: number): Wish[] {
  const { lookBackDays, longestDays }: ReportKind = KINDS[kind];
  if (longestDays === undefined) return [{ kind, marketplaceIds }];
  const wishes: Wish[] = [];
  // The very edge is refused when a clock is a little off.
  let start = Math.max(Date.parse(from), end - lookBackDays * DAY_MS + 60_000);
  do {
    const until = Math.min(end, start + longestDays * DAY_MS);
    wishes.push({ kind, marketplaceIds, start: utc(start), end: utc(until) });
    start = until;
  } while (start < end);
  return wishes;
}

export function createRequest({ kind, marketplaceIds, start, end }: Wish) {
  const { type, showsSalesChannel }: ReportKind = KINDS[kind];
  return apiRequest('createReport', {
    body: {
      reportType: type,
      marketplaceIds,
      // Both default to this very moment, which would be an empty range (§7.1).
      ...(start === undefined ? {} : { dataStartTime: start, dataEndTime: end }),
      ...(showsSalesChannel ? { reportOptions: { ShowSalesChannel: 'true' } } : {}),
    },
  });
}

const sameSet = (a: readonly string[], b: readonly string[]): boolean => a.length === b.length && a.every((one) => b.includes(one));
const at = (time: string | null | undefined): number => Date.parse(time ?? '');

/** Whether a report holds what is wanted; its end may lie `slackMs` earlier. */
function covers(report: AmazonReport, { marketplaceIds, start, end }: Wish, slackMs: number): boolean {
  if (!sameSet(report.marketplaceIds ?? [], marketplaceIds)) return false;
  if (report.processingStatus === 'CANCELLED' || report.processingStatus === 'FATAL') return false;
  if (start === undefined) return true;
  // Amazon tells times in whole seconds.
  return at(report.dataStartTime) <= at(start) && at(report.dataEndTime) >= at(end) - slackMs - 1000;
}

/** The newest report of this kind asked for since a time that covers the wish; one look-up for each kind of a run. */
async function findReport(run: RunContext, wish: Wish, since: number, slackMs: number): Promise<AmazonReport | undefined> {
  const query = { reportTypes: KINDS[wish.kind].type, createdSince: utc(since), pageSize: 100 };
  const { data } = await run.client.call<{ reports?: AmazonReport[] | null } | undefined>(apiRequest('getReports', { query }));
  return (data?.reports ?? []).find((report) => Boolean(report.reportId) && covers(report, wish, slackMs));
}

/**
 * Asks for a report, unless one not older than `reuseMs` has the same (a range's end may then be that much earlier).
 * A request whose answer was lost is looked for before it is repeated.
 */
export async function requestReport(run: RunContext, wish: Wish, reuseMs: number): Promise<Requested> {
  if (reuseMs > 0) {
    const known = await findReport(run, wish, run.now() - reuseMs, reuseMs);
    if (known?.reportId) return { reportId: known.reportId, reused: true };
  }
  const before = run.now();
  const asked = await settle(async () => await run.client.call<{ reportId?: string | null } | undefined>(createRequest(wish)));
  if ('value' in asked) return { reportId: asked.value.data?.reportId ?? '', reused: false };
  if (asked.problem.details.kind !== 'unknown') throw asked.problem;
  const arrived = await findReport(run, wish, before - 60_000, 0);
  if (arrived?.reportId) return { reportId: arrived.reportId, reused: false };
  // A second report costs a call of the quota and changes nothing (§3.4).
  const { data } = await run.client.call<{ reportId?: string | null } | undefined>({ ...createRequest(wish), safety: 'repeatable' });
  return { reportId: data?.reportId ?? '', reused: false };
}

export async function lookAt(run: RunContext, reportId: string): Promise<AmazonReport> {
  const { data } = await run.client.call<AmazonReport | undefined>(apiRequest('getReport', { values: { reportId } }));
  return data ?? {};
}

export const kindOfType = (type: string | null | undefined): KindName | undefined =>
  (Object.keys(KINDS) as KindName[]).find((kind) => KINDS[kind].type === type);

const FIRST_WAIT_MS = 10_000;
const LONGEST_WAIT_MS = 30_000;

/** Polls until the report has ended; undefined when the time is up before. The first look comes at once. */
export async function waitFor(run: RunContext, reportId: string, until: number): Promise<AmazonReport | undefined> {
  for (let wait = FIRST_WAIT_MS; ; wait = Math.min(LONGEST_WAIT_MS, wait * 1.5)) {
    const report = await lookAt(run, reportId);
    if (!['IN_QUEUE', 'IN_PROGRESS'].includes(report.processingStatus ?? 'IN_QUEUE')) return report;
    if (run.now() + wait > until) return undefined;
    await run.sleep(wait);
  }
}

/**
 * CANCELLED means that nothing is in the range, or that the same report was asked for too often (§7.2): then there is
 * one that covers the wish already, and that one counts.
 */
export async function insteadOfCancelled(run: RunContext, wish: Wish): Promise<AmazonReport | undefined> {
  // A snapshot is good only while it is new; a range is the same range only from and to the very same second.
  const found = await findReport(run, wish, run.now() - (wish.start === undefined ? 2 : 15) * 60_000, 0);
  const isSame = wish.start === undefined || Math.abs(at(found?.dataStartTime) - at(wish.start)) <= 1000;
  return isSame ? found : undefined;
}

/** A report that Amazon could not make; `words` is what its document says. */
export function fatalReport(reportId: string, type: string, words: string): Problem {
  return new Problem({
    kind: 'unavailable',
    cause: 'maintenance',
    message: `Amazon could not make report ${reportId} (${type})${words ? `: ${words}` : ''}`,
    nextStep: 'Nothing was imported. Run it again; if it happens again, request the same report in Seller Central and ask Selling Partner Support.',
    vendor: 'Amazon',
    operation: 'getReport',
  });
}
