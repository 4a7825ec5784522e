import { authorize, control, linnworks, RIGHT_CREDENTIALS } from '../clients';
import { startSandbox, type Sandbox } from '../server';

const NOW = Date.parse('2026-01-05T12:00:00Z');
const MINUTE = 60_000;

describe('sessions and quotas of the Linnworks room', () => {
  let clock = NOW;
  let sandbox: Sandbox;

  beforeAll(async () => {
    sandbox = await startSandbox({ now: () => clock });
  });
  beforeEach(() => {
    clock = NOW;
    sandbox.reset();
  });
  afterAll(() => sandbox.close());

  test.each([
    ['JSON', JSON.stringify(RIGHT_CREDENTIALS), 'application/json'],
    ['form fields', new URLSearchParams(RIGHT_CREDENTIALS).toString(), 'application/x-www-form-urlencoded'],
    ['request=<JSON>', `request=${encodeURIComponent(JSON.stringify(RIGHT_CREDENTIALS))}`, 'application/x-www-form-urlencoded'],
  ])('authorises with %s', async (_name, body, type) => {
    const { status, data } = await authorize(sandbox, body, type);
    expect(status).toBe(200);
    expect(data).toMatchObject({ Server: `${sandbox.url}/linnworks`, TTL: 1800, Locality: 'EU', Status: { State: 'AVAILABLE', Reason: '' } });
    expect(data.Token).not.toBe(RIGHT_CREDENTIALS.Token);
  });

  test('refuses wrong values with the vendor error body', async () => {
    for (const name of Object.keys(RIGHT_CREDENTIALS)) {
      const { status, data } = await authorize(sandbox, { ...RIGHT_CREDENTIALS, [name]: '99999999-9999-9999-9999-999999999999' });
      expect([status, Object.keys(data)]).toEqual([401, ['Code', 'Message']]);
    }
    await control(sandbox).post('linnworks/assume', { 'authorize-refusal': '400' });
    expect((await authorize(sandbox, { ...RIGHT_CREDENTIALS, Token: '99999999-9999-9999-9999-999999999999' })).status).toBe(400);
  });

  test.each([
    ['no GUID', JSON.stringify({ ...RIGHT_CREDENTIALS, Token: 'abc' }), 'application/json'],
    ['a missing member', JSON.stringify({ ApplicationId: RIGHT_CREDENTIALS.ApplicationId }), 'application/json'],
    ['broken JSON', '{', 'application/json'],
    ['plain text', 'ApplicationId=1', 'text/plain'],
  ])('refuses %s', async (_name, body, type) => {
    const { status, data } = await authorize(sandbox, body, type);
    expect([status, data.Message]).toEqual([400, 'The request is invalid.']);
  });

  test('wants the bare session token: Bearer, the installation token and nothing are 401', async () => {
    const { token, get, v2 } = await linnworks(sandbox);
    expect((await get('Inventory/GetStockLocations')).status).toBe(200);
    for (const value of [`Bearer ${token}`, RIGHT_CREDENTIALS.Token, '']) {
      expect((await get('Inventory/GetStockLocations', '', { Authorization: value })).status).toBe(401);
      const refused = await v2('', { Authorization: value });
      expect([refused.status, refused.headers['content-type']]).toEqual([401, 'application/problem+json; charset=utf-8']);
    }
  });

  test('a missing /api, an unknown method or the wrong host is a plain 404', async () => {
    const { token, server } = await linnworks(sandbox);
    for (const url of [`${server}/Inventory/GetStockLocations`, `${server}/api/Inventory/GetLocations`, `${sandbox.url}/linnworks-auth/api/Inventory/GetStockLocations`]) {
      const response = await fetch(url, { headers: { Authorization: token } });
      expect(response.status).toBe(404);
      expect(response.headers.get('content-type')).toContain('text/html');
    }
  });

  test('a session lives twenty minutes from its last use', async () => {
    const { get } = await linnworks(sandbox);
    clock += 20 * MINUTE;
    expect((await get('Inventory/GetStockLocations')).status).toBe(200);
    clock += 20 * MINUTE + 1;
    const { status, data } = await get('Inventory/GetStockLocations');
    expect([status, data.Code]).toEqual([401, null]);
    expect((await (await linnworks(sandbox)).get('Inventory/GetStockLocations')).status).toBe(200);
  });

  test('the fault expired-token ends every session once', async () => {
    const { get } = await linnworks(sandbox);
    await control(sandbox).post('linnworks/faults', { kind: 'expired-token', match: 'GetStockLocations' });
    expect((await get('Inventory/GetStockLocations')).status).toBe(401);
    expect((await (await linnworks(sandbox)).get('Inventory/GetStockLocations')).status).toBe(200);
  });

  test('shows locked accounts and missing permissions', async () => {
    await control(sandbox).post('linnworks/account', { state: 'MAINTENANCE', reason: 'Back at noon', forbidden: ['Inventory/GetStockLocations'] });
    expect((await authorize(sandbox)).data.Status).toMatchObject({ State: 'MAINTENANCE', Reason: 'Back at noon' });
    expect((await (await linnworks(sandbox)).get('Inventory/GetStockLocations')).status).toBe(403);
  });

  test.each([
    ['Inventory/GetStockLocations', '', 150],
    ['Orders/GetOrderDetailsByReferenceId', '?ReferenceId=A', 250],
  ])('%s takes its own calls per minute', async (operation, query, limit) => {
    const { get } = await linnworks(sandbox);
    for (let call = 0; call < limit; call += 50) {
      const answers = await Promise.all(Array.from({ length: 50 }, () => get(operation, query)));
      expect(answers.every(({ status }) => status === 200)).toBe(true);
    }
    clock += 20_000;
    const { status, headers, data } = await get(operation, query);
    expect([status, headers['retry-after'], data.Code]).toEqual([429, '40', null]);
    expect((await get('Orders/GetShippingMethods')).status).toBe(200);
    clock += 40_000;
    expect((await get(operation, query)).status).toBe(200);
  });

  test('authorising is limited as well', async () => {
    await Promise.all(Array.from({ length: 150 }, () => authorize(sandbox)));
    expect((await authorize(sandbox)).status).toBe(429);
  });
});
