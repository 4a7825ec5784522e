import axios from 'axios';
import { control } from '../clients';
import { startSandbox, type Sandbox } from '../server';
import { legacy, shoprenter, token } from './client';
import { SHOPS } from './credentials';

const NOW = Date.parse('2026-03-02T12:00:00Z');

describe('access to the Shoprenter room', () => {
  let clock = NOW;
  let sandbox: Sandbox;
  const tick = () => (clock += 1000);
  const assume = (points: Record<string, string>) => control(sandbox).post('shoprenter/assume', points);

  beforeAll(async () => {
    sandbox = await startSandbox({ now: () => clock });
  });
  beforeEach(() => {
    clock = NOW;
    sandbox.reset();
  });
  afterAll(() => sandbox.close());

  test('gives a token for an hour, with scopes and expiry inside', async () => {
    const { status, data } = await token(sandbox);
    expect([status, data.token_type, data.expires_in]).toEqual([200, 'Bearer', 3600]);
    const payload = JSON.parse(Buffer.from(data.access_token.split('.')[1], 'base64url').toString('utf8'));
    expect(payload).toMatchObject({ aud: SHOPS[0].clientId, exp: NOW / 1000 + 3600, scopes: expect.arrayContaining(['order.order:read']) });
  });

  test.each<[string, Record<string, unknown>, number, string]>([
    ['a wrong secret', { client_secret: 'x' }, 401, 'invalid_client'],
    ["the other shop's keys", { client_id: SHOPS[1].clientId, client_secret: SHOPS[1].clientSecret }, 401, 'invalid_client'],
    ['no client id', { client_id: undefined }, 400, 'invalid_request'],
    ['another grant', { grant_type: 'password' }, 400, 'unsupported_grant_type'],
  ])('refuses %s', async (_name, change, status, error) => {
    const answer = await token(sandbox, SHOPS[0].shop, change);
    expect([answer.status, answer.data.error]).toEqual([status, error]);
  });

  test('names the missing member', async () => {
    expect((await token(sandbox, SHOPS[0].shop, { client_id: '' })).data.hint).toBe('Check the `client_id` parameter');
  });

  test('a token ends after an hour, by the fault, and is of one shop only', async () => {
    const client = await shoprenter(sandbox, tick);
    expect((await client.get('languages?limit=1')).status).toBe(200);
    expect((await axios.get(`${sandbox.url}/shoprenter/${SHOPS[1].shop}/api/languages`, { proxy: false, validateStatus: () => true, headers: { Authorization: `Bearer ${client.token}`, Accept: 'application/json', 'Content-Type': 'application/json' } })).status).toBe(401);
    await control(sandbox).post('shoprenter/faults', { kind: 'expired-token' });
    expect((await client.get('languages')).data).toMatchObject({ error: 'access_denied' });
    const second = await shoprenter(sandbox, tick);
    clock += 3_600_000;
    expect((await second.get('languages')).status).toBe(401);
    await assume({ 'dead-token': '40101', 'error-envelope': 'code-and-message' });
    expect((await second.get('languages')).data).toEqual({ code: '40101', message: 'You have no permission for this operation!' });
  });

  test('the older user and key work on the old host, without /api', async () => {
    expect((await legacy(sandbox, 'languages')).data.items).toHaveLength(2);
    expect((await legacy(sandbox, 'languages', 'x')).status).toBe(401);
    expect((await legacy(sandbox, 'api/languages')).status).toBe(404);
    await assume({ 'basic-access': 'refused' });
    clock += 1000;
    expect((await legacy(sandbox, 'languages')).status).toBe(403);
  });

  test('the new host needs /api and a known shop', async () => {
    const { token: bearer } = await shoprenter(sandbox, tick);
    const headers = { Authorization: `Bearer ${bearer}`, Accept: 'application/json', 'Content-Type': 'application/json' };
    for (const path of ['/shoprenter/mintabolt/languages', '/shoprenter/nincs/api/languages', '/shoprenter/mintabolt/api/nothing']) {
      expect([path, (await axios.get(`${sandbox.url}${path}`, { proxy: false, validateStatus: () => true, headers })).status]).toEqual([path, 404]);
    }
  });

  test('answers XML unless JSON is asked for, errors too', async () => {
    await control(sandbox).post('shoprenter/seed', { products: 1 });
    const client = await shoprenter(sandbox, tick);
    const plain = await client.call('GET', 'products?full=1', undefined, { Accept: '*/*' });
    expect(plain.headers['content-type']).toBe('text/xml; charset=utf-8');
    expect(plain.data).toMatch(/^<response><href><!\[CDATA\[.*<items><item>.*<sku><!\[CDATA\[MUG-BLUE-330\]\]><\/sku>/s);
    expect((await client.call('GET', 'products?nosuch=1', undefined, { Accept: '*/*' })).data).toMatch(/^<response><message>/);
    await assume({ 'response-root': 'wrapped' });
    expect((await client.get('products')).data.response.items).toHaveLength(1);
  });

  test('wants Content-Type: application/json, also where there is no body', async () => {
    const client = await shoprenter(sandbox, tick);
    expect((await client.call('GET', 'languages', undefined, { 'Content-Type': undefined })).status).toBe(400);
    const form = await client.call('POST', 'orderInvoices', 'data[invoiceId]=1', { 'Content-Type': 'application/x-www-form-urlencoded' });
    expect([form.status, form.data.message]).toEqual([400, 'Data parameter not found in POST/PUT!']);
  });

  test('takes three calls a second per client and shop', async () => {
    const client = await shoprenter(sandbox, () => undefined);
    const other = await shoprenter(sandbox, () => undefined, SHOPS[1].shop);
    for (let call = 0; call < 3; call += 1) expect((await client.get('languages')).status).toBe(200);
    const { status, data, headers } = await client.get('languages');
    expect([status, data, headers['retry-after']]).toEqual([429, { message: 'Too Many Requests' }, undefined]);
    expect((await other.get('languages')).status).toBe(200);
    await assume({ 'retry-after-header': 'present' });
    expect((await client.get('languages')).headers['retry-after']).toBe('1');
    clock += 1001;
    expect((await client.get('languages')).status).toBe(200);
  });

  test('a client lacks what the admin has not ticked', async () => {
    await control(sandbox).post('shoprenter/account', { scopes: ['localization.language:read', 'order.order:read'] });
    const client = await shoprenter(sandbox, tick);
    expect((await client.get('languages')).status).toBe(200);
    expect((await client.get('products')).status).toBe(401);
    expect((await client.post('orderInvoices', {})).status).toBe(401);
    await assume({ 'missing-scope': '403' });
    expect((await client.get('products')).status).toBe(403);
  });

  test('errors come in each of the forms that are assumed', async () => {
    const client = await shoprenter(sandbox, tick);
    const message = 'The given parameter: nosuch is not available!';
    expect((await client.get('languages?nosuch=1')).data).toEqual({ message });
    await assume({ 'error-envelope': 'code-and-message' });
    expect((await client.get('languages?nosuch=1')).data).toEqual({ code: '40010', message });
    await assume({ 'error-envelope': 'error-object' });
    expect((await client.get('languages?nosuch=1')).data).toEqual({ error: { code: '40010', message } });
  });
});
