import { Problem, refused } from '../shared/api/problem';
import type { RunContext } from '../shared/node/operation';
import { decodeLines } from '../shared/format';
import { redact } from '../shared/api/redact';
import type { ReportOrder } from '../shared/order-report/orders';
import { AmazonDocument, reportDocumentResource, RestrictedAccess } from './report-document';
import { readOrders, WHOLE, type Part } from './report-orders';
import { fatalReport, insteadOfCancelled, KINDS, requestReport, waitFor, wishesFor, type AmazonReport, type KindName, type Wish } from './reports';

/** What an operator asks for, and the reports it takes. */
export const CHOICES = {
  openInvoicing: { kind: 'invoicing', withOpen: true },
  openShipping: { kind: 'shipping', withOpen: true },
  unshipped: { kind: 'unshipped', withOpen: false },
  invoicing: { kind: 'invoicing', withOpen: false },
  shipping: { kind: 'shipping', withOpen: false },
  allByUpdate: { kind: 'allByUpdate', withOpen: false },
  allByOrderDate: { kind: 'allByOrderDate', withOpen: false },
} as const satisfies Record<string, { kind: KindName; withOpen: boolean }>;

export type Choice = keyof typeof CHOICES;

/** A report on its way: plain JSON, so that a position or an item can carry it to a later run. */
export interface Pending {
  kind: KindName;
  reportId: string;
  /** True for the list of unshipped lines that only says what is still open. */
  open?: boolean;
  /** The range, as it was asked for. */
  start?: string;
  end?: string;
  /** Absent until the report has ended; empty where nothing is in its range. */
  documentId?: string;
}

/** All reports of one asking, and which part of their orders comes next. */
export interface ReportCursor {
  v: 1;
  choice: Choice;
  marketplaceIds: string[];
  /** UTC text: every order that became fulfillable before it is in the reports. */
  end: string;
  reports: Pending[];
  part?: Part;
}

export interface Asking {
  choice: Choice;
  marketplaceIds: string[];
  from: string;
  reuseMs: number;
}

const wishOf = ({ kind, start, end }: Pending, marketplaceIds: readonly string[]): Wish => ({ kind, marketplaceIds, start, end });

/** The reports an asking takes, as they would be asked for. */
export function wishesOf({ choice, marketplaceIds, from }: Asking, now: number): Array<{ wish: Wish; open?: boolean }> {
  const { kind, withOpen } = CHOICES[choice];
  return [
    ...wishesFor(kind, marketplaceIds, from, now).map((wish) => ({ wish })),
    ...(withOpen ? [{ wish: { kind: 'unshipped' as const, marketplaceIds }, open: true }] : []),
  ];
}

/** Asks Amazon for the reports. */
export async function askForReports(run: RunContext, asking: Asking, now = run.now()): Promise<{ cursor: ReportCursor; reused: boolean }> {
  const reports: Pending[] = [];
  let reused = true;
  for (const { wish, open } of wishesOf(asking, now)) {
    const requested = await requestReport(run, wish, asking.reuseMs);
    const { kind, start, end } = wish;
    reports.push({ kind, reportId: requested.reportId, ...(open ? { open } : {}), ...(start === undefined ? {} : { start, end }) });
    reused &&= requested.reused;
  }
  const { choice, marketplaceIds } = asking;
  return { cursor: { v: 1, choice, marketplaceIds, end: new Date(now).toISOString(), reports }, reused };
}

async function wordsOf(run: RunContext, documentId: string): Promise<string> {
  return await new AmazonDocument(run, 'getReportDocument', documentId).read(async ({ bytes, charset }) => {
    for await (const text of decodeLines(bytes, charset)) return redact(text);
    return '';
  });
}

async function ended(run: RunContext, pending: Pending, report: AmazonReport, cursor: ReportCursor, until: number): Promise<Pending | undefined> {
  if (report.processingStatus === 'FATAL') {
    const words = report.reportDocumentId && !KINDS[pending.kind].restricted ? await wordsOf(run, report.reportDocumentId) : '';
    throw fatalReport(pending.reportId, KINDS[pending.kind].type, words);
  }
  if (report.processingStatus !== 'CANCELLED') return { ...pending, documentId: report.reportDocumentId ?? '' };
  const other = await insteadOfCancelled(run, wishOf(pending, cursor.marketplaceIds));
  if (!other?.reportId) return { ...pending, documentId: '' };
  const done = await waitFor(run, other.reportId, until);
  return done ? { ...pending, reportId: other.reportId, documentId: done.reportDocumentId ?? '' } : undefined;
}

/** Waits for the reports until a time; the cursor keeps what has ended so far. */
export async function settleReports(run: RunContext, cursor: ReportCursor, until: number): Promise<{ cursor: ReportCursor; ready: boolean }> {
  const reports: Pending[] = [];
  let ready = true;
  for (const pending of cursor.reports) {
    if (pending.documentId !== undefined) {
      reports.push(pending);
      continue;
    }
    const report = await waitFor(run, pending.reportId, until);
    const done = report ? await ended(run, pending, report, cursor, until) : undefined;
    reports.push(done ?? pending);
    ready &&= done !== undefined;
  }
  return { cursor: { ...cursor, reports }, ready };
}

/** The documents of a cursor that is ready, opened with one restricted data token for all that need it. */
export async function openDocuments(run: RunContext, cursor: ReportCursor): Promise<Array<{ pending: Pending; document: AmazonDocument }>> {
  const filled = cursor.reports.filter(({ documentId }) => Boolean(documentId));
  // Nothing among new orders needs no look at the open ones.
  const needed = filled.some(({ open }) => !open) ? filled : [];
  const restricted = needed.filter(({ kind }) => KINDS[kind].restricted);
  const resources = restricted.map(({ documentId = '' }) => reportDocumentResource(documentId));
  const access = new RestrictedAccess(run.client, resources);
  return needed.map((pending) => ({
    pending,
    document: new AmazonDocument(run, 'getReportDocument', pending.documentId ?? '', KINDS[pending.kind].restricted ? access : undefined),
  }));
}

/** An order of the reports with what the list of unshipped lines says of it. */
export interface FoundOrder extends ReportOrder {
  /** By order item id; absent where that list was not asked for. */
  openRows?: ReportOrder['rows'];
  columns: readonly string[];
}

export interface PartRead {
  orders: FoundOrder[];
  /** The part to read next. */
  next?: Part;
}

async function readMain(documents: ReadonlyArray<{ document: AmazonDocument }>, part: Part, atMost: number) {
  const orders = new Map<string, FoundOrder>();
  let rows = 0;
  for (const { document } of documents) {
    const reading = await readOrders(document, part, Math.max(0, atMost - rows));
    rows += reading.rows;
    for (const [id, { rows: own }] of reading.orders) {
      const known = orders.get(id);
      // Ranges of several reports touch: what comes twice is dropped when lines are made.
      if (known) known.rows.push(...own);
      else orders.set(id, { orderId: id, rows: own, columns: reading.columns?.names ?? [] });
    }
  }
  return { orders, rows };
}

/**
 * One part of the orders. Without a part the whole is read, and cut into parts where it has more than `pageSize` rows.
 *
 * With the list of unshipped lines, orders that are not on it are left out: they were shipped or cancelled since.
 */
export async function readPart(run: RunContext, cursor: ReportCursor, pageSize: number): Promise<PartRead> {
  const documents = await openDocuments(run, cursor);
  const main = documents.filter(({ pending }) => !pending.open);
  let part = cursor.part ?? WHOLE;
  let found = await readMain(main, part, cursor.part ? Number.POSITIVE_INFINITY : pageSize);
  if (!cursor.part && found.rows > pageSize) {
    part = { index: 0, of: Math.ceil(found.rows / pageSize) };
    found = await readMain(main, part, Number.POSITIVE_INFINITY);
  }
  const next = part.index + 1 < part.of ? { next: { index: part.index + 1, of: part.of } } : {};
  if (!CHOICES[cursor.choice].withOpen) return { orders: [...found.orders.values()], ...next };
  const [list] = documents.filter(({ pending }) => pending.open);
  const open = list ? (await readOrders(list.document, part)).orders : new Map<string, ReportOrder>();
  const orders = [...found.orders.values()].flatMap((order) => {
    const openRows = open.get(order.orderId)?.rows;
    return openRows ? [{ ...order, openRows }] : [];
  });
  return { orders, ...next };
}

/** What a run finds that waited in vain; a later one with 'Reuse' or the same position takes the report up again. */
export function notReady(cursor: ReportCursor): Problem {
  const ids = cursor.reports.filter(({ documentId }) => documentId === undefined).map(({ reportId }) => reportId).join(', ');
  return new Problem({
    kind: 'unavailable',
    cause: 'quota',
    message: `Amazon is still preparing report ${ids}`,
    nextStep: "Nothing was lost. Run it again in a few minutes with 'Reuse Reports' switched on, or wait longer; for very large reports use Submit and Fetch.",
    retryAfterMs: 5 * 60_000,
    vendor: 'Amazon',
    operation: 'getReport',
  });
}

/** A cursor out of a position or an item. @throws Problem for anything else */
export function checkCursor(value: unknown, field: string): ReportCursor {
  const cursor = value as Partial<ReportCursor> | null | undefined;
  const isGood = typeof cursor === 'object' && cursor !== null && cursor.v === 1 && Array.isArray(cursor.reports) && Object.hasOwn(CHOICES, cursor.choice ?? '');
  if (isGood && cursor.reports?.every(({ kind, reportId }) => Object.hasOwn(KINDS, kind) && typeof reportId === 'string')) return cursor as ReportCursor;
  throw refused(`'${field}' cannot be used: it is not one of this operation`, `Leave '${field}' as an earlier Order Report operation gave it.`);
}
