import { gunzipSync } from 'node:zlib';
import { control } from '../clients';
import { startSandbox, type Sandbox } from '../server';
import { amazon, type Client } from './client';

const NOW = Date.parse('2026-08-20T12:00:00Z');
const REPORTS = '/reports/2021-06-30';
const INVOICING = 'GET_FLAT_FILE_ORDER_REPORT_DATA_INVOICING';
const ACTIONABLE = 'GET_FLAT_FILE_ACTIONABLE_ORDER_DATA_SHIPPING';
const RANGE = { dataStartTime: '2026-08-18T00:00:00Z', dataEndTime: '2026-08-20T12:00:00Z' };

/** The platform's own windows-1252 is wrong in some Node versions. */
function textOf(bytes: Buffer, charset: string): string {
  if (charset !== 'windows-1252') return new TextDecoder(charset).decode(bytes);
  const upper: Record<number, string> = { 0x80: '€', 0x84: '„', 0x8c: 'Œ', 0x8e: 'Ž', 0x93: '“', 0x96: '–' };
  return [...bytes].map((byte) => upper[byte] ?? String.fromCharCode(byte)).join('');
}

describe('reports of the Amazon room', () => {
  let clock = NOW;
  let sandbox: Sandbox;
  let client: Client;
  const seed = (orders: unknown) => sandbox.room('amazon').seed({ orders });
  const change = (body: unknown) => control(sandbox).post('amazon/reports', body);
  const create = async (reportType: string, more: Record<string, unknown> = RANGE) => await client.call('POST', `${REPORTS}/reports`, { reportType, marketplaceIds: ['A1PA6795UKMFR9', 'A13V1IB3VIYZZH'], ...more });
  const look = async (id: string) => (await client.call('GET', `${REPORTS}/reports/${id}`)).data;

  async function finished(reportType: string, more?: Record<string, unknown>): Promise<{ processingStatus: string; reportDocumentId: string; reportId: string }> {
    const { reportId } = (await create(reportType, more)).data;
    await look(reportId);
    return await look(reportId);
  }

  async function fetched(reportType: string, more?: Record<string, unknown>) {
    const { reportDocumentId } = await finished(reportType, more);
    const path = `${REPORTS}/documents/${reportDocumentId}`;
    const { data } = /LISTINGS|ALL_ORDERS/.test(reportType) ? await client.call('GET', path) : await client.restricted('GET', path);
    const answer = await client.download(data.url);
    return { document: data, answer, bytes: data.compressionAlgorithm === 'GZIP' ? gunzipSync(answer.data) : Buffer.from(answer.data) };
  }

  async function table(reportType: string, more?: Record<string, unknown>, charset = 'windows-1252'): Promise<Array<Record<string, string>>> {
    const { bytes } = await fetched(reportType, more);
    const [header, ...lines] = textOf(bytes, charset).split(/\r?\n/).filter((line) => line !== '');
    const columns = header.split('\t');
    return lines.map((line) => Object.fromEntries(line.split('\t').map((cell, index) => [columns[index], cell])));
  }

  beforeAll(async () => {
    sandbox = await startSandbox({ now: () => clock });
  });
  beforeEach(async () => {
    clock = NOW;
    sandbox.reset();
    client = await amazon(sandbox);
  });
  afterAll(() => sandbox.close());

  test('come by way of the queue', async () => {
    seed([{ kind: 'plain' }]);
    const { status, data } = await create(INVOICING);
    expect(status).toBe(202);
    expect(await look(data.reportId)).toMatchObject({ processingStatus: 'IN_PROGRESS', dataStartTime: '2026-08-18T00:00:00+00:00' });
    expect(await look(data.reportId)).toMatchObject({ processingStatus: 'DONE', reportDocumentId: expect.stringMatching(/^amzn1\.spdoc/) });
    await change({ polls: 9 });
    const slow = (await create(ACTIONABLE)).data.reportId;
    await look(slow);
    clock += 60_000;
    expect((await look(slow)).processingStatus).toBe('DONE');
  });

  test('carry the billing address only in the invoicing report and only when the column group is on', async () => {
    seed([{ kind: 'business' }]);
    const [row] = await table(INVOICING);
    expect([row['bill-country'], 'buyer-company-name' in row]).toEqual(['DE', false]);
    expect([row['bill-address-1'], row['bill-address-1'] === row['ship-address-1'], 'bill-name' in row]).toEqual([expect.any(String), false, false]);
    expect(Object.keys((await table('GET_FLAT_FILE_ORDER_REPORT_DATA_SHIPPING'))[0]).filter((name) => name.startsWith('bill-'))).toEqual([]);
    await change({ columnGroups: ['business'] });
    const [without] = await table(INVOICING);
    expect([Object.keys(without).filter((name) => name.startsWith('bill-')), without['buyer-company-name']]).toEqual([[], 'Beispiel & Söhne GmbH']);
    await change({ columnGroups: ['billing'] });
    await control(sandbox).post('amazon/assume', { 'bill-name-column': 'bill-name', 'billing-in-other-reports': 'yes' });
    expect(Object.keys((await table(INVOICING))[0]).indexOf('bill-name')).toBe(Object.keys((await table(INVOICING))[0]).indexOf('ship-phone-number') + 1);
    expect((await table(ACTIONABLE))[0]['bill-country']).toBe('DE');
  });

  test('list what became fulfillable in the range, also when it is shipped or cancelled since; ACTIONABLE only what is open', async () => {
    const { orders } = seed([{ kind: 'plain' }, { kind: 'shipped' }, { kind: 'cancelled' }, { kind: 'pending' }, { kind: 'fba' }, { kind: 'partially-shipped' }]) as { orders: string[] };
    const [plain, shipped, cancelled, , , part] = orders;
    const ids = async (type: string) => [...new Set((await table(type)).map((row) => row['order-id']))];
    expect(await ids(INVOICING)).toEqual([plain, shipped, cancelled, part]);
    expect(await ids(ACTIONABLE)).toEqual([plain, part]);
    const open = (await table(ACTIONABLE)).filter((row) => row['order-id'] === part);
    expect(open.map((row) => [row['quantity-purchased'], row['quantity-shipped'], row['quantity-to-ship']])).toEqual([['3', '1', '2'], ['1', '0', '1']]);
    const tracking = await table('GET_FLAT_FILE_ALL_ORDERS_DATA_BY_LAST_UPDATE_GENERAL');
    expect([...new Set(tracking.map((row) => row['order-status']))].sort()).toEqual(['Cancelled', 'Partially Shipped', 'Pending', 'Shipped', 'Unshipped']);
    expect(tracking.every((row) => !('ship-address-1' in row))).toBe(true);
  });

  test('without dates have no range, and no data means CANCELLED', async () => {
    seed(3);
    expect((await finished(INVOICING, {})).processingStatus).toBe('CANCELLED');
    expect((await finished(ACTIONABLE, {})).processingStatus).toBe('DONE');
    expect((await create(INVOICING, { ...RANGE, dataEndTime: '2026-08-20T12:00:01Z' })).status).toBe(400);
    expect((await create('GET_NO_SUCH_REPORT')).status).toBe(400);
    expect((await create(INVOICING, { dateStart: 'x' })).status).toBe(400);
  });

  test('keep gross line totals, the sign of discounts and continuation rows', async () => {
    seed([{ kind: 'two-promotions' }]);
    const rows = await table(INVOICING);
    expect(rows.map((row) => [row['item-price'], row['item-promotion-discount'], row['item-promotion-id'], row['quantity-purchased']])).toEqual([['12.99', '-0.65', 'PAWS-V2-1', '1'], ['', '-0.65', 'FREE-SHIP-2', '']]);
    await control(sandbox).post('amazon/assume', { 'discount-sign': 'positive' });
    expect((await table(INVOICING))[0]['item-promotion-discount']).toBe('0.65');
    await change({ vatService: true });
    expect((await table(INVOICING))[0]['item-tax']).toBe('2.07');
  });

  test.each([
    ['Cp1252', 'text/plain; charset=Cp1252', 'windows-1252', 'Žofie Œuvre – „Café“ €'],
    ['UTF-8', 'text/plain; charset=UTF-8', 'utf-8', 'Žofie Œuvre – „Café“ €'],
    ['UTF-8-with-BOM', 'text/plain; charset=UTF-8', 'utf-8', 'Žofie Œuvre – „Café“ €'],
    ['ISO-8859-1', 'text/plain; charset=ISO-8859-1', 'windows-1252', 'Žofie Œuvre – „Café“ €'],
    ['windows-1252-unlabelled', 'text/plain', 'windows-1252', 'Žofie Œuvre – „Café“ €'],
  ])('write %s', async (answer, contentType, charset, name) => {
    await control(sandbox).post('amazon/assume', { 'order-report-charset': answer });
    seed([{ kind: 'cp1252-letters' }]);
    expect((await fetched(INVOICING)).answer.headers['content-type']).toBe(contentType);
    expect((await table(INVOICING, undefined, charset))[0]['recipient-name']).toBe(name);
  });

  test('write Shift_JIS where the shop is Japanese', async () => {
    await control(sandbox).post('amazon/assume', { 'order-report-charset': 'Shift_JIS' });
    seed([{ kind: 'plain', shipTo: { name: '見本 花子' } }]);
    expect((await table(INVOICING, undefined, 'shift_jis'))[0]['recipient-name']).toBe('見本 花子');
  });

  test('open restricted documents only to a token for just that document', async () => {
    seed(2);
    const { reportDocumentId } = await finished(INVOICING);
    const other = await finished(ACTIONABLE);
    const path = `${REPORTS}/documents/${reportDocumentId}`;
    expect((await client.call('GET', path)).status).toBe(403);
    expect((await client.restricted('GET', path)).status).toBe(200);
    expect((await client.restricted('GET', path, undefined, `${REPORTS}/documents/${other.reportDocumentId}`)).status).toBe(403);
    const tokenFor = (resource: unknown) => client.call('POST', '/tokens/2021-03-01/restrictedDataToken', { restrictedResources: [resource] });
    expect((await tokenFor({ method: 'GET', path: `${REPORTS}/documents/{reportDocumentId}` })).status).toBe(400);
    expect((await tokenFor({ method: 'GET', path, dataElements: ['buyerInfo'] })).status).toBe(400);
    await control(sandbox).post('amazon/account', { without: 'Tax Invoicing' });
    expect((await tokenFor({ method: 'GET', path })).status).toBe(403);
    await control(sandbox).post('amazon/assume', { 'rdt-without-role': '400' });
    expect((await tokenFor({ method: 'GET', path })).status).toBe(400);
    // A restricted data token on an unrestricted operation (jlevers#183).
    const { restrictedDataToken } = (await tokenFor({ method: 'GET', path: `${REPORTS}/documents/${other.reportDocumentId}` })).data;
    expect((await client.call('GET', '/sellers/v1/account', undefined, { 'x-amz-access-token': restrictedDataToken })).status).toBe(500);
  });

  test('lie behind links that know nothing of the API and die after five minutes', async () => {
    seed(2);
    const { document } = await fetched(INVOICING);
    expect((await client.download(document.url)).status).toBe(200);
    for (const headers of [{ Authorization: 'Bearer x' }, { 'x-amz-access-token': client.token }]) expect((await client.download(document.url, headers as unknown as Record<string, string>)).status).toBeGreaterThanOrEqual(400);
    expect((await client.download(document.url.replace(/Signature=\w/, 'Signature=0'))).status).toBe(403);
    clock += 300_000;
    const late = await client.download(document.url);
    expect([late.status, String(late.data)]).toEqual([403, expect.stringContaining('Request has expired')]);
    const again = await client.restricted('GET', `${REPORTS}/documents/${document.reportDocumentId}`);
    expect((await client.download(again.data.url)).status).toBe(200);
    await control(sandbox).post('amazon/expireLinks');
    expect((await client.download(again.data.url)).status).toBe(403);
  });

  test('leave unpacking to the client on request', async () => {
    seed(2);
    const { reportDocumentId } = await finished(INVOICING);
    const { data } = await client.restricted('GET', `${REPORTS}/documents/${reportDocumentId}?enableContentEncodingUrlHeader=true`);
    expect((await client.download(data.url)).headers['content-encoding']).toBe('gzip');
    await change({ gzip: false });
    await control(sandbox).post('amazon/quota');
    const plain = await fetched(INVOICING);
    expect([plain.document.compressionAlgorithm, plain.answer.data.toString('latin1').startsWith('order-id\t')]).toEqual([undefined, true]);
  });

  test('may explain themselves instead of holding a table, or come as XML', async () => {
    seed(2);
    const far = { dataStartTime: '2026-07-01T00:00:00Z', dataEndTime: RANGE.dataEndTime };
    expect((await fetched('GET_FLAT_FILE_ALL_ORDERS_DATA_BY_ORDER_DATE_GENERAL', far)).bytes.toString()).toContain('Date range exceeded');
    await change({ format: 'xml' });
    expect((await fetched(INVOICING)).bytes.toString().startsWith('<?xml')).toBe(true);
    await change({ format: 'txt', outcome: 'FATAL', errorText: 'Something broke.' });
    const fatal = await finished(INVOICING);
    expect(fatal).toMatchObject({ processingStatus: 'FATAL', reportDocumentId: expect.any(String) });
    await change({ outcome: 'CANCELLED' });
    expect((await finished(INVOICING)).processingStatus).toBe('CANCELLED');
    expect((await change({ outcome: 'LOST' })).status).toBe(400);
  });

  test('may have other line ends, other columns first, and short or long rows', async () => {
    seed([{ kind: 'plain' }]);
    await change({ lineEnd: '\n', finalNewline: false, reordered: true, rowEnds: 'extra-tab', columnGroups: [] });
    const text = (await fetched(INVOICING)).bytes.toString('latin1');
    expect([text.includes('\r'), text.endsWith('\t'), text.split('\n').length, text.split('\n')[0].split('\t')[0]]).toEqual([false, true, 2, 'sales-channel']);
    await change({ rowEnds: 'short', reordered: false });
    expect((await fetched('GET_FLAT_FILE_ORDER_REPORT_DATA_SHIPPING')).bytes.toString('latin1').endsWith('false')).toBe(true);
  });

  test('of listings come in the language of the store, with a mark in front', async () => {
    const { bytes } = await fetched('GET_FLAT_FILE_OPEN_LISTINGS_DATA', {});
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    expect(bytes.toString('utf8').slice(1).split('\r\n')[0]).toBe('SKU\tASIN\tPreis\tMenge');
    const english = await table('GET_FLAT_FILE_OPEN_LISTINGS_DATA', { reportOptions: { preferredReportDocumentLocale: 'en_US' } }, 'utf-8');
    expect(english.find((row) => row.sku === 'ŻAR-27')).toMatchObject({ quantity: '90', price: '10.50' });
  });

  test('are listed newest first, page by page, with the token alone', async () => {
    seed(2);
    for (let made = 0; made < 3; made += 1) await finished(INVOICING, { ...RANGE, dataStartTime: `2026-08-1${made}T00:00:00Z` });
    const first = (await client.call('GET', `${REPORTS}/reports?reportTypes=${INVOICING}&processingStatuses=DONE&pageSize=2`)).data;
    expect(first.reports.map(({ dataStartTime }: { dataStartTime: string }) => dataStartTime)).toEqual(['2026-08-12T00:00:00+00:00', '2026-08-11T00:00:00+00:00']);
    const token = encodeURIComponent(first.nextToken);
    expect((await client.call('GET', `${REPORTS}/reports?nextToken=${token}&pageSize=2`)).status).toBe(400);
    const second = (await client.call('GET', `${REPORTS}/reports?nextToken=${token}`)).data;
    expect([second.reports.length, second.nextToken]).toEqual([1, undefined]);
    expect((await client.call('GET', `${REPORTS}/reports`)).status).toBe(400);
  });

  test('can be cancelled in the queue only', async () => {
    const { reportId } = (await create(INVOICING)).data;
    expect((await client.call('DELETE', `${REPORTS}/reports/${reportId}`)).status).toBe(200);
    expect((await look(reportId)).processingStatus).toBe('CANCELLED');
    expect((await client.call('DELETE', `${REPORTS}/reports/${reportId}`)).status).toBe(400);
    expect((await client.call('GET', `${REPORTS}/reports/1`)).status).toBe(404);
  });

  test('asked for again within a minute may be cancelled', async () => {
    seed(2);
    await control(sandbox).post('amazon/assume', { 'repeated-report': 'cancelled' });
    expect((await finished(INVOICING)).processingStatus).toBe('DONE');
    expect((await finished(INVOICING)).processingStatus).toBe('CANCELLED');
  });

  test('of any length are streamed', async () => {
    seed([{ kind: 'cp1252-letters' }]);
    await control(sandbox).post('amazon/bigReport', { rows: 5001 });
    const { answer } = await fetched(INVOICING);
    expect([answer.headers['content-length'], answer.headers['content-type']]).toEqual([undefined, 'text/plain; charset=Cp1252']);
    const rows = await table(INVOICING);
    expect([rows.length, new Set(rows.map((row) => row['order-id'])).size, new Set(rows.map((row) => row['recipient-name']))]).toEqual([5001, 5001, new Set(['Žofie Œuvre – „Café“ €'])]);
  });
});
