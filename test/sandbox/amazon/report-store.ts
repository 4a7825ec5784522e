import { ControlError, type RoomContext } from '../room';
import { bigReport } from './big-report';
import { labelled, type Labelled } from './charset';
import type { Documents, StoredDocument } from './documents';
import { listingRows } from './listing-rows';
import type { ListingStore } from './listing-store';
import type { StoredOrder } from './order-model';
import type { OrderStore } from './order-store';
import { columnsOf, tableText, xmlReport } from './report-file';
import { orderRows, type Row } from './report-rows';
import { freshSettings } from './report-settings';
import { REPORT_TYPES } from './report-types';
import type { Role } from './values';

export interface StoredReport {
  reportId: string;
  reportType: string;
  marketplaceIds: string[];
  dataStart: number;
  dataEnd: number;
  options: Record<string, string>;
  created: number;
  status: 'IN_QUEUE' | 'IN_PROGRESS' | 'DONE' | 'CANCELLED' | 'FATAL';
  polls: number;
  started?: number;
  ended?: number;
  documentId?: string;
}

const MINUTE_MS = 60_000;
const DONE_AFTER_MS = 10_000;
const LOOK_BACK_MS = { actionable: 38 * 86_400_000, shipping: 60 * 86_400_000, invoicing: 60 * 86_400_000 } as Record<string, number>;
const TRACKING_RANGE_MS = 30 * 86_400_000;
const RANGE_TEXT = 'Date range exceeded. Report can be requested only upto 30 days';

/** Reports on their way from IN_QUEUE to DONE (amazon.md §7.2). */
export class ReportStore {
  readonly reports = new Map<string, StoredReport>();
  settings = freshSettings();
  private made = 0;

  constructor(
    private readonly context: RoomContext,
    private readonly documents: Documents,
    private readonly orders: OrderStore,
    private readonly listings: ListingStore,
  ) {}

  reset(): void {
    this.reports.clear();
    this.settings = freshSettings();
  }

  create(wish: Pick<StoredReport, 'reportType' | 'marketplaceIds' | 'dataStart' | 'dataEnd' | 'options'>, now: number): StoredReport {
    this.made += 1;
    const twin = [...this.reports.values()].find((one) => now - one.created < MINUTE_MS && one.status !== 'CANCELLED' && sameRequest(one, wish));
    const report: StoredReport = { ...wish, reportId: String(1_234_567_000_000 + this.made), created: now, status: 'IN_QUEUE', polls: 0 };
    if (twin && this.context.assumed('repeated-report') === 'cancelled') Object.assign(report, { status: 'CANCELLED', started: now, ended: now });
    this.reports.set(report.reportId, report);
    return report;
  }

  /** Looked at once more; ten seconds move it on as well. */
  look(report: StoredReport, now: number): StoredReport {
    report.polls += 1;
    this.move(report, now);
    return report;
  }

  move(report: StoredReport, now: number): void {
    if (report.status !== 'IN_QUEUE' && report.status !== 'IN_PROGRESS') return;
    if (report.polls > 0 || now > report.created) Object.assign(report, { status: 'IN_PROGRESS', started: report.started ?? now });
    if (report.polls >= this.settings.polls || now - report.created >= DONE_AFTER_MS) this.finish(report, now);
  }

  private finish(report: StoredReport, now: number): void {
    const { outcome, errorText } = this.settings;
    report.ended = now;
    if (outcome === 'FATAL') {
      report.status = 'FATAL';
      // A FATAL report's document explains itself (amazon.md §7.2).
      report.documentId = this.write(errorText ?? 'The report could not be generated. Please try again.', labelled('UTF-8')).id;
      return;
    }
    const document = outcome === 'CANCELLED' ? undefined : this.produce(report, now);
    report.status = document ? 'DONE' : 'CANCELLED';
    report.documentId = document?.id;
  }

  /** Undefined = nothing in the range. */
  private produce(report: StoredReport, now: number): StoredDocument | undefined {
    const { kind } = REPORT_TYPES[report.reportType];
    const listing = kind === 'listings' || kind === 'open-listings';
    const charset = listing ? 'UTF-8-with-BOM' : this.context.assumed('order-report-charset');
    if (this.settings.errorText !== undefined) return this.write(this.settings.errorText, labelled('UTF-8'));
    if (kind.startsWith('by-') && report.dataEnd - report.dataStart > TRACKING_RANGE_MS) {
      return this.context.assumed('all-orders-over-30-days') === 'error-text' ? this.write(RANGE_TEXT, labelled('UTF-8')) : undefined;
    }
    const columns = columnsOf({ kind, options: report.options, assumed: this.context.assumed }, this.settings);
    const rows = listing ? listingRows(this.listings, report.marketplaceIds[0], now) : this.orderRowsOf(report, now);
    if (!listing && this.settings.bigRows > 0) return this.big(columns, rows, charset);
    if (rows.length === 0) return undefined;
    if (!listing && this.settings.format === 'xml') return this.write(xmlReport([...new Set(rows.map((row) => row['order-id'] ?? row['amazon-order-id']))]), labelled('UTF-8'));
    const localised = listing && report.options.preferredReportDocumentLocale !== 'en_US';
    return this.write(tableText(columns, rows, this.settings, localised), labelled(charset));
  }

  private big(columns: string[], rows: Row[], charset: string): StoredDocument {
    const [sample] = rows;
    if (!sample) throw new ControlError(400, 'A big report repeats an order of its range: seed one first');
    const fixed = { ...this.settings };
    const { contentType } = labelled(charset);
    const name = /^(utf-8|shift_jis)/i.test(charset) ? charset : 'windows-1252';
    return this.documents.addStream('amzn1.spdoc.1.4.eu', contentType, () => bigReport(columns, sample, fixed.bigRows, fixed, name));
  }

  private orderRowsOf(report: StoredReport, now: number): Row[] {
    const { kind } = REPORT_TYPES[report.reportType];
    const { context } = this;
    const rules = { now, vatService: this.settings.vatService, signed: (discount: number) => (discount === 0 || context.assumed('discount-sign') === 'positive' ? discount : -discount) };
    const wanted = [...this.orders.orders.values()].filter((order) => report.marketplaceIds.includes(order.marketplaceId) && this.inRange(order, report, now));
    return orderRows(kind, wanted, rules);
  }

  private inRange(order: StoredOrder, report: StoredReport, now: number): boolean {
    const { kind } = REPORT_TYPES[report.reportType];
    if (kind === 'by-update') return order.updated >= report.dataStart && order.updated <= report.dataEnd;
    if (kind === 'by-order-date') return order.created >= report.dataStart && order.created <= report.dataEnd;
    if (order.fulfilledBy !== 'MERCHANT' || order.fulfillable === null || order.fulfillable < now - LOOK_BACK_MS[kind]) return false;
    // ACTIONABLE is a snapshot; the others go by the moment an order left Pending (amazon.md §8).
    return kind === 'actionable' || (order.fulfillable >= report.dataStart && order.fulfillable <= report.dataEnd);
  }

  private write(text: string, { contentType, encode: encoded }: Labelled): StoredDocument {
    return this.documents.addText('amzn1.spdoc.1.4.eu', contentType, encoded(text), this.settings.gzip);
  }

  /** The role behind a document that only a restricted data token opens. */
  restrictedRoleOf(documentId: string): Role | undefined {
    const report = [...this.reports.values()].find((one) => one.documentId === documentId);
    const type = report && REPORT_TYPES[report.reportType];
    return type?.restricted ? type.role : undefined;
  }

  summary(): unknown[] {
    return [...this.reports.values()].map(({ reportId, reportType, status, polls, documentId }) => ({ reportId, reportType, status, polls, documentId }));
  }
}

function sameRequest(one: StoredReport, other: Pick<StoredReport, 'reportType' | 'marketplaceIds' | 'dataStart' | 'dataEnd' | 'options'>): boolean {
  const key = ({ reportType, marketplaceIds, dataStart, dataEnd, options }: typeof other) => JSON.stringify([reportType, [...marketplaceIds].sort(), dataStart, dataEnd, options]);
  return key(one) === key(other);
}
