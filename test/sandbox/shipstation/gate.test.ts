import { control } from '../clients';
import { startSandbox, type Sandbox } from '../server';
import { newOrder, v1, v2 } from './client';
import { V1_KEY, V1_SECRET, V2_KEY } from './credentials';

describe('who may come into the ShipStation room', () => {
  let time = Date.parse('2026-11-21T12:00:00Z');
  let sandbox: Sandbox;
  const quotaOf = ({ headers }: { headers: unknown }) => ['limit', 'remaining', 'reset'].map((name) => (headers as Record<string, string>)[`x-rate-limit-${name}`]);

  beforeAll(async () => {
    sandbox = await startSandbox({ now: () => time });
  });
  beforeEach(() => sandbox.reset());
  afterAll(() => sandbox.close());

  test('each API knows its own key only', async () => {
    const statuses = [v1(sandbox), v1(sandbox, 'wrong'), v1(sandbox, V1_KEY, 'wrong'), v1(sandbox, V2_KEY, '')].map(async (call) => (await call('GET', 'stores')).status);
    expect(await Promise.all(statuses)).toEqual([200, 401, 401, 401]);
    const others = [v2(sandbox), v2(sandbox, V1_KEY), v2(sandbox, V1_SECRET), v2(sandbox, null)].map(async (call) => (await call('GET', 'carriers')).status);
    expect(await Promise.all(others)).toEqual([200, 401, 401, 401]);
    const { data } = await v2(sandbox, 'wrong')('GET', 'carriers');
    expect(data).toMatchObject({ request_id: expect.any(String), errors: [{ error_source: 'ShipStation', error_type: 'security', error_code: 'unauthorized' }] });
  });

  test('errors of v1 come in three spellings', async () => {
    for (const spelling of ['Message', 'message', 'ExceptionMessage']) {
      await control(sandbox).post('shipstation/assume', { 'error-casing': spelling });
      expect(Object.keys((await v1(sandbox, 'wrong')('GET', 'stores')).data)).toEqual([spelling]);
    }
  });

  test('v1 takes 40 a minute and counts on every answer', async () => {
    const call = v1(sandbox);
    expect(quotaOf(await call('GET', 'stores'))).toEqual(['40', '39', '60']);
    await control(sandbox).post('shipstation/useUp', { api: 'v1', calls: 38 });
    time += 20_000;
    expect(quotaOf(await call('POST', 'orders/createorder', {}))).toEqual(['40', '0', '40']);
    const over = await call('GET', 'stores');
    expect([over.status, over.data, quotaOf(over), over.headers['retry-after']]).toEqual([429, { message: 'Too Many Requests' }, ['40', '0', '40'], undefined]);
    await control(sandbox).post('shipstation/assume', { 'v1-retry-after': 'present' });
    expect((await call('GET', 'stores')).headers['retry-after']).toBe('40');
    time += 40_000;
    expect((await call('GET', 'stores')).status).toBe(200);
    expect((await v2(sandbox)('GET', 'carriers')).status).toBe(200);
  });

  test('v2 takes 200 a minute and says how long to wait', async () => {
    await control(sandbox).post('shipstation/useUp', { api: 'v2', calls: 200 });
    time += 15_000;
    const over = await v2(sandbox)('GET', 'carriers');
    expect([over.status, over.headers['retry-after'], over.data.errors[0].error_code]).toEqual([429, '45', 'rate_limit_exceeded']);
  });

  test('a plan without API is told apart from a wrong key', async () => {
    await control(sandbox).post('shipstation/account', { planHasApi: false, hasInventory: false });
    expect([(await v1(sandbox)('GET', 'stores')).status, (await v2(sandbox)('GET', 'carriers')).status]).toEqual([403, 403]);
  });

  test('paths, methods and bodies nobody knows', async () => {
    const call = v1(sandbox);
    expect((await call('POST', 'orders/markshipped', {})).status).toBe(405);
    expect((await call('GET', 'carriers/getservices')).status).toBe(404);
    expect((await call('POST', 'orders/createorder', 'a=b', { 'content-type': 'application/x-www-form-urlencoded' })).status).toBe(415);
    expect((await call('POST', 'orders/createorder', '{')).status).toBe(400);
    expect((await call('GET', 'orders/abc')).status).toBe(404);
    const other = v2(sandbox);
    expect([(await other('GET', 'webhooks')).status, (await other('POST', 'carriers', {})).status, (await other('GET', 'shipments?page_size=101')).status]).toEqual([404, 405, 400]);
  });

  test("the fault kinds speak the vendor's language", async () => {
    for (const fault of [{ kind: 'status-429', retryAfter: 7 }, { kind: 'status-429', retryAfter: null }, { kind: 'status-5xx', status: 500 }, { kind: 'status-5xx', status: 503 }]) await control(sandbox).post('shipstation/faults', fault);
    const call = v1(sandbox);
    const first = await call('GET', 'stores');
    const second = await call('GET', 'stores');
    const third = await call('GET', 'stores');
    const fourth = await v2(sandbox)('GET', 'carriers');
    expect([first.headers['x-rate-limit-reset'], second.status, second.headers['x-rate-limit-reset'], third.status, third.data, fourth.status, String(fourth.data).includes('<h1>')]).toEqual(['7', 429, undefined, 500, { Message: 'An error has occurred.' }, 503, true]);
    await control(sandbox).post('shipstation/faults', { kind: 'status-429', retryAfter: 7 });
    expect((await v2(sandbox)('GET', 'carriers')).headers['retry-after']).toBe('7');
  });

  test('the answer of a write can be lost after it was done', async () => {
    await control(sandbox).post('shipstation/faults', { kind: 'reset-after-write', match: 'createorders' });
    await expect(v1(sandbox)('POST', 'orders/createorders', [newOrder('S1')])).rejects.toThrow();
    expect((await v1(sandbox)('GET', 'orders?orderNumber=S1')).data.total).toBe(1);
  });
});
