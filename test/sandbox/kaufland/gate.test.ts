import { control, kaufland } from '../clients';
import { startSandbox, type Sandbox } from '../server';

const NOW = Date.parse('2026-01-05T12:00:00Z');

describe('who the Kaufland room lets in', () => {
  let clock = NOW;
  let sandbox: Sandbox;
  let call: ReturnType<typeof kaufland>;

  beforeAll(async () => {
    sandbox = await startSandbox({ now: () => clock });
    call = kaufland(sandbox, () => clock);
  });
  beforeEach(() => {
    clock = NOW;
    sandbox.reset();
  });
  afterAll(() => sandbox.close());

  test('a well signed request, with and without trailing slash', async () => {
    expect((await call('GET', '/status/ping')).data).toEqual({ data: { message: 'Never tell me the odds' } });
    expect((await call('GET', '/status/ping/')).status).toBe(200);
  });

  test.each([
    ['Accept', 'text/html'],
    ['User-Agent', ' '],
    ['Shop-Client-Key', ''],
    ['Shop-Signature', ''],
    ['Shop-Timestamp', 'yesterday'],
    ['Shop-Timestamp', ''],
  ])('refuses %s: "%s"', async (name, value) => {
    const { status, data } = await call('GET', '/status/ping', undefined, { headers: { [name]: value } });
    expect([status, data.type, data.errors[0].field]).toEqual([401, '/problems/missing-or-invalid-request-header', name]);
  });

  test('refuses a clock more than five minutes off, in both directions', async () => {
    const at = (seconds: number) => call('GET', '/status/ping', undefined, { timestamp: NOW / 1000 + seconds });
    expect((await at(300)).status).toBe(200);
    expect((await at(-300)).status).toBe(200);
    for (const seconds of [301, -301]) expect((await at(seconds)).data.type).toBe('/problems/missing-or-invalid-request-header');
  });

  test('refuses unknown keys, wrong secrets, closed accounts', async () => {
    expect((await call('GET', '/status/ping', undefined, { headers: { 'Shop-Client-Key': 'x'.repeat(32) } })).data.type).toBe('/problems/invalid-credentials');
    expect((await call('GET', '/status/ping', undefined, { secret: 'x'.repeat(64) })).data.type).toBe('/problems/corrupted-signature');
    await control(sandbox).post('kaufland/account', { active: false });
    expect((await call('GET', '/status/ping')).data.type).toBe('/problems/inactive-account');
  });

  test.each([
    ['a relative URL', '/v2/order-units?status=open'],
    ['another order of parameters', 'REORDERED'],
    ['another encoding', 'RECODED'],
  ])('refuses a signature over %s', async (_name, signed) => {
    const path = '/order-units?ts_created_from_iso=2026-01-01T00%3A00%3A00Z&status=open';
    const base = `${sandbox.url}/kaufland/v2`;
    const signedUri = { REORDERED: `${base}/order-units?status=open&ts_created_from_iso=2026-01-01T00%3A00%3A00Z`, RECODED: `${base}/order-units?ts_created_from_iso=2026-01-01T00:00:00Z&status=open` }[signed] ?? signed;
    expect((await call('GET', path)).status).toBe(200);
    const { status, data } = await call('GET', path, undefined, { signedUri });
    expect([status, data.type]).toEqual([401, '/problems/corrupted-signature']);
  });

  test('takes base64 signatures only when told to', async () => {
    expect((await call('GET', '/status/ping', undefined, { encoding: 'base64' })).status).toBe(401);
    await control(sandbox).post('kaufland/assume', { 'base64-signature': 'accepted' });
    expect((await call('GET', '/status/ping', undefined, { encoding: 'base64' })).status).toBe(200);
  });

  test('allows 111 requests in any second', async () => {
    const burst = async (count: number) => (await Promise.all(Array.from({ length: count }, () => call('GET', '/status/ping')))).filter(({ status }) => status === 429).length;
    expect(await burst(111)).toBe(0);
    clock += 999;
    expect(await burst(1)).toBe(1);
    clock += 1;
    expect(await burst(111)).toBe(0);
    const { data, headers } = await call('GET', '/status/ping');
    expect(data).toMatchObject({ type: 'about:blank', errors: [] });
    expect(headers['retry-after']).toBeUndefined();
  });

  test('knows no other path, version or method', async () => {
    expect((await call('GET', '/nonsense')).data.type).toBe('/problems/not-found');
    expect((await call('POST', '/orders', {})).status).toBe(405);
  });
});
