import { setTime } from './support/time';
import type { IDataObject } from 'n8n-workflow';

import { CANARY } from '../conformance/fixture';
import { AmazonRoom } from './support/room';

const DAY_MS = 86_400_000;

let room: AmazonRoom;
beforeAll(async () => {
  room = await AmazonRoom.open();
});
afterAll(async () => await room.close());
beforeEach(() => {
  room.reset();
  setTime(3_600_000);
});

const numbers = (rows: IDataObject[]): string[] => rows.map(({ number }) => String(number)).sort();
const get = async (parameters: IDataObject = {}): Promise<IDataObject[]> => await room.rows('orderReport', 'get', { returnAll: true, ...parameters } as never);

describe('open orders', () => {
  it('leaves out what was shipped or cancelled since, and asks with one restricted token', async () => {
    const [shipped, cancelled, open] = (await room.seed({ orders: 3 })) as [string, string, string];
    await room.act('despatch', { orderIds: [shipped] });
    await room.act('cancel', { orderIds: [cancelled] });
    await room.forgetRequests();
    expect(numbers(await get())).toEqual([open]);
    expect(await room.calls()).toMatchObject({ createReport: 2, createRestrictedDataToken: 1, getReportDocument: 2, 'documents.download': 2 });
    expect(numbers(await get({ report: 'invoicing' }))).toEqual([shipped, cancelled, open].sort());
  });

  it('tells the pieces that are left of a partly shipped order', async () => {
    await room.seed({ orders: [{ kind: 'partially-shipped' }] });
    const [order] = await get();
    const lines = order?.lines as Array<{ quantity: number; quantityShipped: number }>;
    expect(order?.status).toBe('partlyShipped');
    expect(lines.reduce((left, line) => left + line.quantity - line.quantityShipped, 0)).toBeGreaterThan(0);
  });

  it('needs no look at the open lines where nothing is new', async () => {
    expect(await get()).toEqual([]);
    expect(Object.keys(await room.calls())).not.toContain('getReportDocument');
  });
});

describe('what a row says', () => {
  it('keeps umlauts and the euro sign in every charset, with BOM, reversed columns, CRLF and short rows', async () => {
    const expected = ['Çağla Müßig €', 'Größe “L”'];
    for (const charset of ['Cp1252', 'UTF-8', 'windows-1252-unlabelled', 'UTF-8-with-BOM']) {
      room.reset();
      setTime(3_600_000);
      await room.assume({ 'order-report-charset': charset });
      await room.act('reports', { reordered: true, lineEnd: '\r\n', finalNewline: false, rowEnds: 'short' });
      const text = charset.startsWith('UTF-8') ? expected[0] : 'Zoë Müßig €';
      await room.seed({ orders: [{ kind: 'plain', shipTo: { name: text }, items: [{ quantity: 2, title: expected[1] }] }] });
      const [order] = await get({ report: 'invoicing' });
      expect([charset, (order?.shippingAddress as IDataObject).name, (order?.lines as IDataObject[])[0]?.name]).toEqual([charset, text, expected[1]]);
    }
  });

  it.each(['negative', 'positive'])('takes a %s discount as a positive one, and an item with two promotions as one line', async (sign) => {
    await room.assume({ 'discount-sign': sign });
    await room.seed({ orders: [{ kind: 'two-promotions' }] });
    const [order] = await get({ report: 'invoicing' });
    expect(order?.lines).toHaveLength(1);
    const [line] = order?.lines as Array<{ id: string; quantity: number; discount: number; lineGross: number }>;
    expect([line?.quantity, line?.discount]).toEqual([1, 1.3]);
    expect(order?.discounts).toEqual([
      expect.objectContaining({ kind: 'promotion', scope: line?.id, gross: 1.3 }),
      expect.objectContaining({ kind: 'shipping', scope: 'order', gross: 2.99 }),
    ]);
    const shipping = (order?.charges as Array<{ gross: number }>)[0]?.gross ?? 0;
    expect((order?.total as { gross: number }).gross).toBeCloseTo((line?.lineGross ?? 0) + shipping - 1.3 - 2.99, 5);
  });

  it.each(['absent', 'bill-name', 'billing-name'])('has a billing address with the bill-name column %s', async (column) => {
    await room.assume({ 'bill-name-column': column });
    await room.seed({ orders: [{ kind: 'business' }] });
    const [order] = await get({ report: 'invoicing' });
    const billing = order?.billingAddress as IDataObject;
    expect(billing).toMatchObject({ country: 'DE', city: expect.any(String), street: expect.any(String), name: expect.any(String) });
    expect(order?.extra).toBeUndefined();
  });

  it('warns where the billing columns are not ticked', async () => {
    await room.act('reports', { columnGroups: [] });
    await room.seed({ orders: 1 });
    const [order] = await get({ report: 'invoicing' });
    expect(order?.billingAddress).toBeUndefined();
    expect((order?.extra as { warning: string }).warning).toContain('Fakturierung');
  });

  it('holds an order the buyer wants cancelled', async () => {
    await room.seed({ orders: [{ kind: 'cancel-wish' }] });
    const [order] = await get();
    expect(order?.holds).toEqual([expect.objectContaining({ kind: 'buyerCancelRequest' })]);
  });
});

describe('what is no table', () => {
  it('asks for TXT where the account has XML', async () => {
    await room.seed({ orders: 1 });
    await room.act('reports', { format: 'xml' });
    const { rows, problems } = await room.outcomes('orderReport', 'get', { report: 'invoicing', returnAll: true });
    expect(rows).toEqual([]);
    expect(problems).toEqual([expect.objectContaining({ kind: 'unavailable', message: expect.stringContaining('XML'), nextStep: expect.stringContaining('Seller Support') })]);
  });

  it("shows Amazon's own text and imports nothing", async () => {
    await room.seed({ orders: 1 });
    await room.act('reports', { errorText: 'Something went wrong at our end.' });
    const { problems } = await room.outcomes('orderReport', 'get', { report: 'shipping', returnAll: true });
    expect(problems).toEqual([expect.objectContaining({ kind: 'unavailable', message: expect.stringContaining('Something went wrong') })]);
  });

  it('tells a report Amazon could not make', async () => {
    await room.seed({ orders: 1 });
    await room.act('reports', { outcome: 'FATAL' });
    const { problems } = await room.outcomes('orderReport', 'get', { report: 'allByUpdate', returnAll: true });
    expect(problems).toEqual([expect.objectContaining({ kind: 'unavailable', message: expect.stringContaining('could not be generated') })]);
  });
});

describe('asking', () => {
  it.each(['new-report', 'cancelled'])('reads the same orders when it is asked again within a minute and Amazon answers with %s', async (answer) => {
    await room.assume({ 'repeated-report': answer });
    const seeded = await room.seed({ orders: 2 });
    const first = await room.rows('orderReport', 'submit', { report: 'unshipped', reuseMinutes: 0 });
    expect(numbers(await get({ report: 'unshipped' }))).toEqual([...seeded].sort());
    expect(first).toHaveLength(1);
  });

  it('asks for long ranges of the tracking report in parts Amazon takes', async () => {
    const seeded = await room.seed({ orders: 2 });
    for (const answer of ['error-text', 'cancelled']) {
      await room.assume({ 'all-orders-over-30-days': answer });
      await room.forgetRequests();
      expect(numbers(await get({ report: 'allByUpdate', from: new Date(Date.now() - 70 * DAY_MS).toISOString() }))).toEqual([...seeded].sort());
      expect((await room.calls()).createReport).toBe(3);
      setTime(3_600_000);
    }
  });

  it.each(['403', '400'])('names the missing role when Amazon refuses the restricted token with %s', async (answer) => {
    await room.assume({ 'rdt-without-role': answer });
    await room.seed({ orders: 1 });
    const [submitted] = await room.rows('orderReport', 'submit', { report: 'shipping' });
    expect(await room.rows('orderReport', 'fetch', { waitMinutes: 5 }, [submitted as IDataObject])).toHaveLength(1);
    const { reports } = await room.state<{ reports: Array<{ documentId: string }> }>();
    const handle = JSON.parse(String(submitted?.handle)) as { reports: IDataObject[] };
    const ready = { ...handle, reports: handle.reports.map((report) => ({ ...report, documentId: reports[0]?.documentId })) };
    await room.act('account', { without: 'Direct-to-Consumer Shipping' });
    const { problems } = await room.outcomes('orderReport', 'fetch', {}, [{ handle: JSON.stringify(ready) }]);
    expect(problems).toEqual([expect.objectContaining({ kind: 'unavailable', operation: 'createRestrictedDataToken', nextStep: expect.stringContaining('Direct-to-Consumer Shipping') })]);
  });

  it('waits no longer than told, and the next run takes the same report up', async () => {
    const seeded = await room.seed({ orders: 2 });
    await room.act('reports', { polls: 1_000 });
    const { problems } = await room.outcomes('orderReport', 'get', { report: 'unshipped', returnAll: true, waitMinutes: 0 });
    expect(problems).toEqual([expect.objectContaining({ kind: 'unavailable', message: expect.stringContaining('still preparing'), retryAfterMs: expect.any(Number) })]);
    setTime(120_000);
    await room.forgetRequests();
    expect(numbers(await get({ report: 'unshipped', reuseMinutes: 30 }))).toEqual([...seeded].sort());
    expect((await room.calls()).createReport).toBeUndefined();
  });

  it('submits, says that it is not ready, and fetches', async () => {
    const seeded = await room.seed({ orders: 2 });
    await room.act('reports', { polls: 1_000 });
    const [submitted] = await room.rows('orderReport', 'submit', { report: 'shipping' });
    const [early] = await room.rows('orderReport', 'fetch', {}, [submitted as IDataObject]);
    expect(early).toMatchObject({ ready: false, handle: expect.any(String) });
    setTime(120_000);
    expect(numbers(await room.rows('orderReport', 'fetch', {}, [early as IDataObject]))).toEqual([...seeded].sort());
  });

  it('asks for a new link when the old one has died', async () => {
    const seeded = await room.seed({ orders: 1 });
    await room.fault({ kind: 'slow-drip', match: '/amazon-documents/', delayMs: 1, times: 1 });
    await room.after({ match: 'GET /amazon/reports/2021-06-30/documents/', verb: 'expireLinks', body: {} }).catch(() => undefined);
    expect(numbers(await get({ report: 'shipping' }))).toEqual(seeded);
  });
});

describe('files and size', () => {
  it("gives Amazon's TXT of the open lines, in the charset wanted", async () => {
    const [shipped, open] = (await room.seed({ orders: [{ kind: 'plain', shipTo: { name: CANARY.name } }, { kind: 'plain', shipTo: { city: 'Köln' } }] })) as [string, string];
    await room.act('despatch', { orderIds: [shipped] });
    for (const [fileCharset, encoding] of [['utf-8', 'utf8'], ['windows-1252', 'latin1']] as const) {
      const { items } = await room.run('orderReport', 'get', { output: 'file', fileCharset, returnAll: true });
      const text = Buffer.from(items[0]?.binary?.data?.data ?? '', 'base64').toString(encoding);
      const [header, ...lines] = text.trimEnd().split('\r\n');
      expect(header?.split('\t')).toEqual(expect.arrayContaining(['order-id', 'bill-address-1', 'item-price']));
      expect(lines.map((line) => line.split('\t')[0])).toEqual([open]);
      expect(text).toContain('Köln');
      expect(text).not.toContain(CANARY.name);
    }
  });

  it('reads a report of 3,000 rows page by page, holding a part of it at a time', async () => {
    await room.seed({ orders: 1 });
    await room.act('bigReport', { rows: 3_000 });
    const page = { pageByPage: true, report: 'invoicing', pageSize: 1_000, startFrom: new Date(Date.now() - 5 * DAY_MS).toISOString(), overlapMinutes: 0 };
    const seen = new Set<string>();
    let position = '';
    const sizes: number[] = [];
    for (let more = true; more; ) {
      const [row] = (await room.rows('orderReport', 'get', { ...page, position } as never)) as Array<{ items: Array<{ key: string }>; position: string; more: boolean }>;
      if (!row) throw new Error('no page');
      for (const { key } of row.items) {
        expect(seen.has(key)).toBe(false);
        seen.add(key);
      }
      sizes.push(row.items.length);
      ({ position, more } = row);
    }
    expect(sizes.length).toBeGreaterThanOrEqual(3);
    expect(seen.size).toBeGreaterThan(1);
    expect(Math.max(...sizes)).toBeLessThan(seen.size);
  }, 60_000);
});
