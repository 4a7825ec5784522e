import { control } from '../clients';
import { startSandbox, type Sandbox } from '../server';
import { mintsoft } from './client';
import { PASSWORD, STATIC_KEY, USERNAME } from './credentials';

describe('who may come into the Mintsoft room', () => {
  let time = Date.parse('2026-03-02T10:00:00Z');
  let sandbox: Sandbox;
  const anybody = () => mintsoft(sandbox, null);
  const logIn = async (body: unknown = { Username: USERNAME, Password: PASSWORD }) => await anybody()('POST', 'Auth', body);
  const status = async (key: string | null) => (await mintsoft(sandbox, key)('GET', 'Warehouse')).status;
  const assume = async (body: Record<string, string>) => expect((await control(sandbox).post('mintsoft/assume', body)).status).toBe(200);

  beforeAll(async () => {
    sandbox = await startSandbox({ now: () => time });
  });
  beforeEach(() => sandbox.reset());
  afterAll(() => sandbox.close());

  test('a key in the header and nowhere else; no means 401 with nothing in it', async () => {
    expect(await status(STATIC_KEY)).toBe(200);
    for (const key of [null, 'wrong']) expect(await status(key)).toBe(401);
    expect(await anybody()('GET', `Warehouse?APIKey=${STATIC_KEY}`)).toMatchObject({ status: 401, data: '' });
    expect((await anybody()('GET', `Auth?UserName=${USERNAME}&Password=${PASSWORD}`)).status).toBe(401);
  });

  test('a key from logging in is a quoted text of 36 characters and lives a day', async () => {
    const response = await fetch(`${sandbox.url}/mintsoft/api/Auth`, { method: 'POST', body: JSON.stringify({ Username: USERNAME, Password: PASSWORD }), headers: { 'content-type': 'application/json' } });
    const text = await response.text();
    expect(text).toMatch(/^"[0-9a-f-]{36}"$/);
    const key = text.slice(1, -1);
    expect(await status(key)).toBe(200);
    time += 24 * 3_600_000 - 1;
    expect(await status(key)).toBe(200);
    time += 1;
    expect([await status(key), await status(STATIC_KEY)]).toEqual([401, 200]);
    await assume({ 'key-spelling': 'bare' });
    const bare = await fetch(`${sandbox.url}/mintsoft/api/Auth`, { method: 'POST', body: JSON.stringify({ Username: USERNAME, Password: PASSWORD }) });
    expect(await bare.text()).toMatch(/^[0-9a-f-]{36}$/);
  });

  test('a wrong password', async () => {
    expect((await logIn({ Username: USERNAME, Password: 'x' })).status).toBe(401);
    await assume({ 'login-refusal': '400' });
    expect((await logIn({ Username: USERNAME })).status).toBe(400);
    expect((await control(sandbox).get('mintsoft/state')).data.logins).toBe(2);
  });

  test.each([
    ['of-the-user', 401, 200],
    ['of-the-tenant', 401, 401],
    ['none', 200, 200],
  ])('a new login ends the keys %s', async (answer, own, others) => {
    await assume({ 'login-ends-keys': answer });
    const { data: elsewhere } = await control(sandbox).post('mintsoft/login', { username: 'shop@example.test' });
    const { data: first } = await logIn();
    const before = elsewhere.key as string;
    expect(await status(first)).toBe(200);
    await control(sandbox).post('mintsoft/login');
    expect([await status(first), await status(before), await status(STATIC_KEY)]).toEqual([own, others, 200]);
  });

  test('expiring takes the keys that were logged in for', async () => {
    const { data: key } = await logIn();
    await control(sandbox).post('mintsoft/faults', { kind: 'expired-token' });
    expect(await status(key)).toBe(401);
    expect(await status(STATIC_KEY)).toBe(200);
  });

  test('the 301st call of a minute is one too many', async () => {
    for (let count = 0; count < 300; count += 1) expect(await status(STATIC_KEY)).toBe(200);
    const over = await mintsoft(sandbox)('GET', 'Warehouse');
    expect([over.status, over.headers['retry-after']]).toEqual([429, undefined]);
    await assume({ 'retry-after': 'present' });
    expect((await mintsoft(sandbox)('GET', 'Warehouse')).headers['retry-after']).toBe('60');
    await assume({ 'rate-limit': 'none' });
    expect(await status(STATIC_KEY)).toBe(200);
    await assume({ 'rate-limit': '300-per-minute' });
    time += 60_000;
    expect(await status(STATIC_KEY)).toBe(200);
  });

  test('what a user may not do is a 401 as well', async () => {
    const call = mintsoft(sandbox);
    expect((await call('GET', 'Client')).data.map(({ ID }: { ID: number }) => ID)).toEqual([17, 18]);
    await control(sandbox).post('mintsoft/account', { level: 'client', forbidden: ['GET Courier/Services'] });
    expect([(await call('GET', 'Client')).status, (await call('GET', 'Courier/Services')).status, (await call('GET', 'Warehouse')).status]).toEqual([401, 401, 200]);
  });

  test('unknown paths, other methods, bodies of another kind', async () => {
    const call = mintsoft(sandbox);
    expect((await call('GET', 'Nothing')).status).toBe(404);
    expect((await call('DELETE', 'Warehouse')).status).toBe(405);
    expect((await call('PUT', 'Order', 'a=b', { 'content-type': 'application/x-www-form-urlencoded' })).status).toBe(415);
    expect((await call('PUT', 'Order', '{', {})).status).toBe(400);
    expect((await call('GET', 'Order/abc')).status).toBe(400);
  });

  test('query names count as written', async () => {
    const call = mintsoft(sandbox);
    const rows = async () => (await call('GET', 'Order/List?clientid=18')).data.length;
    await control(sandbox).post('mintsoft/seed', { orders: 2 });
    expect(await rows()).toBe(2);
    await assume({ 'query-name-case': 'insensitive' });
    expect(await rows()).toBe(0);
  });

  test('errors of the gateway are pages', async () => {
    await control(sandbox).post('mintsoft/faults', { kind: 'status-5xx', status: 502 });
    await control(sandbox).post('mintsoft/faults', { kind: 'status-5xx', status: 500 });
    const first = await mintsoft(sandbox)('GET', 'Warehouse');
    const second = await mintsoft(sandbox)('GET', 'Warehouse');
    expect([first.status, String(first.headers['content-type']).includes('html'), second.status, second.data]).toEqual([502, true, 500, { Message: 'An error has occurred.' }]);
  });
});
