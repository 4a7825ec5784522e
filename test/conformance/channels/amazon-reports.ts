import type { ReadFixture, WriteFixture } from '../fixture';
import { LONG_AGO, openOrders, rowsOf, seedOrders } from './amazon-seed';

const numberOf = ({ number }: { number?: unknown }): string => String(number);

const TWO_REPORTS = 'createReport + getReport (twice: the first look comes at once) + getReportDocument for each of two reports + 1 restricted data token; the two downloads are of the storage';

const reportGet: ReadFixture = {
  async scene(desk, n) {
    await seedOrders(desk, n);
    return { parameters: { returnAll: true, from: LONG_AGO } };
  },
  keyOf: numberOf,
  expected: openOrders,
  pages: { parameters: { startFrom: LONG_AGO }, again: 'nothing' },
  calls: { n: 230, most: () => 2 * 4 + 1 + 2, formula: TWO_REPORTS, sheet: 'amazon.md §17.1 (b+)' },
  variants: [
    { report: 'unshipped' },
    { report: 'invoicing' },
    { report: 'shipping', reuseMinutes: 30 },
    { report: 'openShipping', output: 'raw' },
    { report: 'allByUpdate' },
    { report: 'allByOrderDate', from: new Date(Date.parse(LONG_AGO) - 40 * 86_400_000).toISOString() },
    { output: 'file', fileCharset: 'utf-8' },
    { marketplaces: ['A1PA6795UKMFR9'] },
    { pageByPage: true, startFrom: LONG_AGO, pageSize: 2 },
  ],
};

const reportFetch: ReadFixture = {
  async scene(desk, n) {
    await seedOrders(desk, n);
    const [submitted] = await rowsOf(desk, 'orderReport', 'submit', { report: 'openShipping', from: LONG_AGO, reuseMinutes: 0 }, [{}]);
    return { parameters: { handle: '={{ $json.handle }}', waitMinutes: 10 }, input: [{ handle: submitted?.handle as string }] };
  },
  keyOf: numberOf,
  expected: openOrders,
  calls: { n: 230, most: () => 2 * 3 + 1 + 2, formula: 'as for Get, without createReport', sheet: 'amazon.md §17.1 (b+)' },
  variants: [{ output: 'raw' }, { output: 'file' }],
  broken: { item: { handle: '{"v":7}' }, named: 'Handle' },
};

const HOUR_MS = 3_600_000;
const BEGIN = Date.parse(LONG_AGO);
/** An hour of its own for each report, with an order in it: an empty one ends as cancelled and is asked for anew. */
const rangeOf = (index: number) => ({ from: new Date(BEGIN + 2 * index * HOUR_MS).toISOString(), until: new Date(BEGIN + (2 * index + 1) * HOUR_MS).toISOString() });

const reportSubmit: WriteFixture = {
  async scene(desk, n) {
    const ranges = Array.from({ length: n }, (_, index) => rangeOf(index));
    for (const { from } of ranges) await seedOrders(desk, 1, { created: from, fulfillable: new Date(Date.parse(from) + HOUR_MS / 2).toISOString() });
    const input = ranges.map((range, index) => ({ number: `range ${index}`, ...range }));
    return { parameters: { report: 'shipping', from: '={{ $json.from }}', until: '={{ $json.until }}' }, input };
  },
  effect: (state) => (state.reports as Array<{ reportType: string }>).map(({ reportType }) => reportType),
  outcomes: { first: 'submitted', again: 'unchanged', dry: 'would submit' },
  nameOf: ({ number }) => String(number),
  calls: { n: 3, most: (n) => 2 * n, formula: '1 a report + 1 to see whether it was asked for already', sheet: 'amazon.md §17.1' },
  variants: [{ report: 'openInvoicing', reuseMinutes: 0 }],
};

export const reportReads: Record<string, ReadFixture> = { 'orderReport:get': reportGet, 'orderReport:fetch': reportFetch };
export const reportWrites: Record<string, WriteFixture> = { 'orderReport:submit': reportSubmit };
