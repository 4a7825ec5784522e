import { json, type SandboxAnswer } from '../http';
import { isActive, type Account } from './account';
import { createReportBody } from './bodies';
import type { Documents } from './documents';
import { denied, invalidInput, notFound } from './errors';
import type { QueryRules } from './query';
import type { ReportStore, StoredReport } from './report-store';
import { REPORT_TYPES } from './report-types';
import { route, type AmazonRoute, type Call } from './routes';
import { isoOffset, ROLES, type Role } from './values';

const LIST: QueryRules = {
  reportTypes: { kind: 'list', max: 10 },
  processingStatuses: { kind: 'list', of: ['CANCELLED', 'DONE', 'FATAL', 'IN_PROGRESS', 'IN_QUEUE'] },
  marketplaceIds: { kind: 'list', max: 10 },
  pageSize: { kind: 'integer', min: 1, max: 100 },
  createdSince: { kind: 'time' },
  createdUntil: { kind: 'time' },
  nextToken: { kind: 'text' },
};
const KEPT_MS = 90 * 86_400_000;

interface Body {
  reportType: string;
  marketplaceIds: string[];
  dataStartTime?: string;
  dataEndTime?: string;
  reportOptions?: Record<string, string>;
}

export function reportRoutes(store: ReportStore, documents: Documents, account: () => Account): AmazonRoute[] {
  const create = ({ body, now }: Call): SandboxAnswer => {
    const { reportType, marketplaceIds, dataStartTime, dataEndTime, reportOptions } = body as Body;
    const type = REPORT_TYPES[reportType];
    if (!type) return invalidInput(`Report Type ${reportType} is not supported.`);
    if (!account().roles.has(type.role)) return denied();
    if (marketplaceIds.some((id) => !isActive(account(), id))) return denied();
    // Both default to the moment of the call: a range without length (amazon.md §7.1).
    const dataStart = dataStartTime === undefined ? now : Date.parse(dataStartTime);
    const dataEnd = dataEndTime === undefined ? now : Date.parse(dataEndTime);
    if (dataEnd < dataStart) return invalidInput('dataEndTime must not be before dataStartTime.');
    if (dataEnd > now) return invalidInput('dataEndTime must not be in the future.');
    return json(202, { reportId: store.create({ reportType, marketplaceIds, dataStart, dataEnd, options: reportOptions ?? {} }, now).reportId });
  };

  const mine = (role: Role | undefined) => role === undefined || account().roles.has(role);

  const get = ({ params, now }: Call): SandboxAnswer => {
    const report = store.reports.get(params.reportId);
    if (!report || !mine(REPORT_TYPES[report.reportType].role)) return notFound('Report not found.');
    return json(200, render(store.look(report, now)));
  };

  const cancel = ({ params, now }: Call): SandboxAnswer => {
    const report = store.reports.get(params.reportId);
    if (!report) return notFound('Report not found.');
    if (report.status !== 'IN_QUEUE') return invalidInput('Only a report in the queue can be cancelled.');
    Object.assign(report, { status: 'CANCELLED', ended: now });
    return { status: 200 };
  };

  const list = ({ query, now }: Call): SandboxAnswer => {
    const names = Object.keys(query).filter((name) => query[name] !== undefined);
    if (query.nextToken !== undefined) {
      if (names.length > 1) return invalidInput('nextToken must be the only parameter.');
      const token = readToken(String(query.nextToken));
      return token ? answerPage(token.query, token.offset, now) : invalidInput('Invalid nextToken.');
    }
    if (query.reportTypes === undefined) return invalidInput('Either reportTypes or nextToken is required.');
    return answerPage(query, 0, now);
  };

  const answerPage = (query: Call['query'], offset: number, now: number): SandboxAnswer => {
    const size = Number(query.pageSize ?? 10);
    const since = query.createdSince === undefined ? now - KEPT_MS : Date.parse(String(query.createdSince));
    const until = query.createdUntil === undefined ? now : Date.parse(String(query.createdUntil));
    const among = (name: string, values: string[]) => query[name] === undefined || values.some((value) => (query[name] as string[]).includes(value));
    for (const report of store.reports.values()) store.move(report, now);
    const rows = [...store.reports.values()]
      .filter((report) => among('reportTypes', [report.reportType]) && among('processingStatuses', [report.status]) && among('marketplaceIds', report.marketplaceIds) && report.created >= since && report.created <= until)
      .reverse();
    const more = offset + size < rows.length;
    return json(200, { reports: rows.slice(offset, offset + size).map(render), ...(more ? { nextToken: writeToken(query, offset + size) } : {}) });
  };

  const document = ({ params, query, now, origin }: Call): SandboxAnswer => {
    const found = documents.documents.get(params.reportDocumentId);
    if (!found || !found.id.startsWith('amzn1.spdoc')) return notFound('Report document not found.');
    const url = documents.link(found, 'GET', origin, now, query.enableContentEncodingUrlHeader === true);
    return json(200, { reportDocumentId: found.id, url, ...(found.gzip ? { compressionAlgorithm: 'GZIP' } : {}) });
  };

  const path = '/reports/2021-06-30';
  return [
    route('POST', `${path}/reports`, 'createReport', { body: createReportBody, roles: ROLES, run: create }),
    route('GET', `${path}/reports`, 'getReports', { query: LIST, roles: ROLES, run: list }),
    route('GET', `${path}/reports/{reportId}`, 'getReport', { roles: ROLES, run: get }),
    route('DELETE', `${path}/reports/{reportId}`, 'cancelReport', { roles: ROLES, run: cancel }),
    route('GET', `${path}/documents/{reportDocumentId}`, 'getReportDocument', {
      query: { enableContentEncodingUrlHeader: { kind: 'flag' } },
      roles: ROLES,
      restricted: ({ reportDocumentId }) => store.restrictedRoleOf(reportDocumentId) !== undefined,
      run: document,
    }),
  ];
}

function render(report: StoredReport): Record<string, unknown> {
  const time = (name: string, value: number | undefined) => (value === undefined ? {} : { [name]: isoOffset(value) });
  return {
    reportId: report.reportId,
    reportType: report.reportType,
    processingStatus: report.status,
    marketplaceIds: report.marketplaceIds,
    createdTime: isoOffset(report.created),
    ...time('processingStartTime', report.started),
    ...time('processingEndTime', report.ended),
    dataStartTime: isoOffset(report.dataStart),
    dataEndTime: isoOffset(report.dataEnd),
    ...(report.documentId ? { reportDocumentId: report.documentId } : {}),
  };
}

function writeToken(query: Call['query'], offset: number): string {
  return Buffer.from(JSON.stringify({ query, offset })).toString('base64');
}

function readToken(text: string): { query: Call['query']; offset: number } | undefined {
  try {
    return JSON.parse(Buffer.from(text, 'base64').toString('utf8')) as { query: Call['query']; offset: number };
  } catch {
    return undefined;
  }
}
