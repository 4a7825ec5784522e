import axios from 'axios';
import { authorize, control, kaufland, linnworks, orderFor } from './clients';
import { startSandbox, type Sandbox } from './server';

describe('the sandbox as a house', () => {
  let sandbox: Sandbox;
  let call: ReturnType<typeof kaufland>;
  const fault = (room: string, body: Record<string, unknown>) => control(sandbox).post(`${room}/faults`, body);
  const incoming = async () => (await control(sandbox).get('linnworks/state')).data.sync.orders.incoming;

  beforeAll(async () => {
    sandbox = await startSandbox();
    call = kaufland(sandbox);
  });
  beforeEach(() => sandbox.reset());
  afterAll(() => sandbox.close());

  test('listens on loopback only', () => {
    expect(sandbox.url).toBe(`http://127.0.0.1:${sandbox.port}`);
  });

  test('finds every room and its credentials', async () => {
    const { data } = await control(sandbox).get('rooms');
    expect(data.map(({ name }: { name: string }) => name)).toEqual(expect.arrayContaining(['kaufland', 'linnworks']));
    expect((await control(sandbox).get('kaufland/credentials')).data).toEqual(sandbox.room('kaufland').credentials(sandbox.url));
    const [{ data: keys }] = sandbox.room('kaufland').credentials(sandbox.url);
    expect([String(keys.clientKey).length, String(keys.secretKey).length]).toEqual([32, 64]);
  });

  test('answers unknown rooms, kinds, points and verbs in words', async () => {
    const { get, post } = control(sandbox);
    expect((await get('nosuch/state')).status).toBe(404);
    expect((await get('kaufland/nosuch')).status).toBe(404);
    expect((await get('nosuch')).status).toBe(404);
    for (const [path, body] of [
      ['kaufland/faults', { kind: 'earthquake' }],
      ['kaufland/faults', { kind: 'refuse' }],
      ['kaufland/faults', { kind: 'expired-token' }],
      ['kaufland/faults', { kind: 'reset', times: 0.5 }],
      ['kaufland/assume', { nosuch: 'x' }],
      ['kaufland/assume', { 'second-send': 'perhaps' }],
      ['kaufland/seed', { orders: [{ kind: 'nosuch' }] }],
    ] as const) {
      const { status, data } = await post(path, body);
      expect([path, status, typeof data]).toEqual([path, 400, 'string']);
    }
    expect((await axios.get(`${sandbox.url}/elsewhere`, { validateStatus: () => true })).status).toBe(404);
  });

  test('keeps a log of requests per room', async () => {
    await call('GET', '/order-units?limit=5');
    await call('GET', '/nonsense');
    const { data } = await control(sandbox).get('kaufland/requests');
    expect(data).toMatchObject([
      { method: 'GET', path: '/kaufland/v2/order-units?limit=5', status: 200, operation: 'order-units.list' },
      { method: 'GET', path: '/kaufland/v2/nonsense', status: 404, operation: '' },
    ]);
    await control(sandbox).delete('kaufland/requests');
    expect((await control(sandbox).get('kaufland/requests')).data).toEqual([]);
  });

  test('keeps an inbox for chat and mail webhooks', async () => {
    await control(sandbox).post('inbox', { text: 'An order was refused' });
    expect((await control(sandbox).get('inbox')).data).toMatchObject([{ message: { text: 'An order was refused' } }]);
  });

  test('reset empties everything', async () => {
    sandbox.room('kaufland').seed({ orders: 3 });
    await fault('kaufland', { kind: 'reset' });
    await control(sandbox).post('kaufland/assume', { 'second-send': 'accepted' });
    await control(sandbox).post('inbox', {});
    await control(sandbox).post('reset');
    const { data } = await control(sandbox).get('kaufland/state');
    expect([data.orders, data.assumptions['second-send'], (await control(sandbox).get('kaufland/faults')).data, (await control(sandbox).get('inbox')).data]).toEqual([[], 'duplicate-action', [], []]);
  });

  describe('faults', () => {
    test('status-429 and status-5xx speak like the vendor, as often as asked', async () => {
      await fault('kaufland', { kind: 'status-429', match: '/order-units', times: 2, retryAfter: 3 });
      const first = await call('GET', '/order-units');
      expect([first.status, first.headers['retry-after'], first.data.type]).toEqual([429, '3', 'about:blank']);
      expect((await call('GET', '/status/ping')).status).toBe(200);
      expect([(await call('GET', '/order-units')).status, (await call('GET', '/order-units')).status]).toEqual([429, 200]);
      await fault('linnworks', { kind: 'status-5xx', status: 502, times: -1 });
      const down = await authorize(sandbox);
      expect([down.status, Object.keys(down.data)]).toEqual([502, ['Code', 'Message']]);
      expect((await authorize(sandbox)).status).toBe(502);
      await control(sandbox).delete('linnworks/faults');
      expect((await authorize(sandbox)).status).toBe(200);
    });

    test('match is text or a regular expression over method and path; skip lets some pass', async () => {
      await fault('kaufland', { kind: 'status-5xx', match: '^GET .*offset=\\d00', skip: 1 });
      const statuses = [];
      for (const offset of [0, 100, 200, 300]) statuses.push((await call('GET', `/orders?limit=100&offset=${offset}`)).status);
      expect(statuses).toEqual([200, 200, 503, 200]);
    });

    test('reset does nothing, reset-after-write wrote', async () => {
      const { post } = await linnworks(sandbox);
      const create = (reference: string) => post('Orders/CreateOrders', { orders: [orderFor(reference)], location: 'Default' });
      await fault('linnworks', { kind: 'reset', match: 'CreateOrders' });
      await expect(create('X1')).rejects.toThrow();
      expect(await incoming()).toEqual([]);
      await fault('linnworks', { kind: 'reset-after-write', match: 'CreateOrders' });
      await expect(create('X2')).rejects.toThrow();
      expect(await incoming()).toEqual(['X2']);
      const { data } = await control(sandbox).get('linnworks/requests');
      expect(data[data.length - 1]).toMatchObject({ status: 0, fault: 'reset-after-write' });
    });

    test('timeout stays silent, with or without having written', async () => {
      const { post } = await linnworks(sandbox);
      const create = (reference: string) => post('Orders/CreateOrders', { orders: [orderFor(reference)], location: 'Default' });
      await fault('linnworks', { kind: 'timeout', match: 'CreateOrders', delayMs: 50 });
      await expect(create('Y1')).rejects.toThrow();
      await fault('linnworks', { kind: 'timeout', match: 'CreateOrders', delayMs: 50, afterWrite: true });
      await expect(create('Y2')).rejects.toThrow();
      expect(await incoming()).toEqual(['Y2']);
    });

    test('timeout can wait for a call that stores something', async () => {
      const { post } = await linnworks(sandbox);
      await fault('linnworks', { kind: 'timeout', match: '/api/', delayMs: 50, afterWrite: true, onceStored: true });
      expect((await post('Inventory/GetStockLocations', {})).status).toBe(200);
      await expect(post('Orders/CreateOrders', { orders: [orderFor('Z1')], location: 'Default' })).rejects.toThrow();
      expect(await incoming()).toEqual(['Z1']);
      const { data } = await control(sandbox).get('linnworks/requests');
      expect(data.slice(-2).map((entry: { fault?: string }) => entry.fault)).toEqual([undefined, 'timeout']);
    });

    test('truncated-body, html-200 and slow-drip spoil the answer only', async () => {
      await fault('kaufland', { kind: 'truncated-body' });
      await expect(call('GET', '/carriers')).rejects.toThrow();
      await fault('kaufland', { kind: 'html-200' });
      const page = await call('GET', '/carriers');
      expect([page.status, page.headers['content-type'], String(page.data).startsWith('<!DOCTYPE')]).toEqual([200, 'text/html; charset=utf-8', true]);
      await fault('kaufland', { kind: 'slow-drip', delayMs: 200 });
      const started = Date.now();
      expect((await call('GET', '/carriers')).data.data.carriers.length).toBeGreaterThan(40);
      expect(Date.now() - started).toBeGreaterThan(150);
    });

    test('clock-skew moves the vendor clock for one request', async () => {
      await fault('kaufland', { kind: 'clock-skew' });
      expect((await call('GET', '/status/ping')).data.type).toBe('/problems/missing-or-invalid-request-header');
      expect((await call('GET', '/status/ping')).status).toBe(200);
    });
  });
});
