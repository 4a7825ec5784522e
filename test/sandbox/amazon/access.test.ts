import { control } from '../clients';
import { startSandbox, type Sandbox } from '../server';
import { amazon, exchange, type Client } from './client';
import { LIMITS } from './limits';

const NOW = Date.parse('2026-08-20T12:00:00Z');

describe('who the Amazon room lets in', () => {
  let clock = NOW;
  let sandbox: Sandbox;
  let client: Client;
  const account = (body: unknown) => control(sandbox).post('amazon/account', body);
  const plans = (headers: Record<string, string> = {}) => client.call('GET', '/sellers/v1/account', undefined, headers);
  const codeOf = ({ status, data }: { status: number; data: { errors: Array<{ code: string }> } }) => [status, data.errors[0].code];

  beforeAll(async () => {
    sandbox = await startSandbox({ now: () => clock });
  });
  beforeEach(async () => {
    clock = NOW;
    sandbox.reset();
    client = await amazon(sandbox);
  });
  afterAll(() => sandbox.close());

  test('gives tokens for an hour', async () => {
    expect((await exchange(sandbox)).data).toMatchObject({ token_type: 'bearer', expires_in: 3600 });
    clock += 3_599_000;
    expect((await plans()).status).toBe(200);
    clock += 1_000;
    const { status, data } = await plans();
    expect([status, data]).toEqual([403, { errors: [{ code: 'Unauthorized', message: 'Access to requested resource is denied.', details: 'The access token you provided has expired.' }] }]);
  });

  test.each([
    [{ client_secret: 'amzn1.oa2-cs.v1.wrong' }, 401, 'invalid_client'],
    [{ client_id: 'amzn1.application-oa2-client.wrong' }, 401, 'invalid_client'],
    [{ refresh_token: 'Atzr|wrong' }, 400, 'invalid_grant'],
    [{ grant_type: 'password' }, 400, 'unsupported_grant_type'],
    [{ refresh_token: '' }, 400, 'invalid_request'],
    [{ client_id: '' }, 400, 'invalid_request'],
  ])('refuses the exchange with %p', async (change, status, error) => {
    const answer = await exchange(sandbox, change as unknown as Record<string, string>);
    expect([answer.status, answer.data.error, typeof answer.data.error_description]).toEqual([status, error, 'string']);
  });

  test('tells an expired secret and a revoked authorisation apart', async () => {
    await account({ secretExpired: true });
    expect((await exchange(sandbox)).data.error).toBe('invalid_client');
    await account({ secretExpired: false, revoked: true });
    expect((await exchange(sandbox)).data.error).toBe('invalid_grant');
    await control(sandbox).post('amazon/assume', { 'invalid-client-status': '400' });
    expect((await exchange(sandbox, { client_secret: 'x' })).status).toBe(400);
  });

  test('wants a token, an agent that names itself, and no empty header', async () => {
    expect(codeOf(await plans({ 'x-amz-access-token': 'Atza|nonsense' }))).toEqual([403, 'Unauthorized']);
    for (const agent of ['axios/1.7', 'Nameless (Language=TypeScript)', `App/1.0 (Language=${'x'.repeat(500)})`]) expect(codeOf(await plans({ 'User-Agent': agent }))).toEqual([400, 'InvalidInput']);
    const empty = await plans({ 'x-something': '' });
    expect([empty.status, empty.headers['content-type'], String(empty.data)]).toEqual([400, 'text/html', expect.stringContaining('<html>')]);
  });

  test('answers a GET with a body in HTML', async () => {
    const { status, headers } = await client.call('GET', '/sellers/v1/account', {});
    expect([status, headers['content-type']]).toEqual([400, 'text/html']);
  });

  test('refuses a wrong region, a missing role, the basic plan', async () => {
    const search = () => client.call('GET', '/orders/2026-01-01/orders?createdAfter=2026-08-19T00:00:00Z');
    const report = () => client.call('POST', '/reports/2021-06-30/reports', { reportType: 'GET_FLAT_FILE_ORDER_REPORT_DATA_INVOICING', marketplaceIds: ['A1PA6795UKMFR9'] });
    await account({ without: 'Tax Invoicing' });
    expect([codeOf(await report()), (await search()).status]).toEqual([[403, 'Unauthorized'], 200]);
    await account({ roles: ['Product Listing'] });
    expect(codeOf(await search())).toEqual([403, 'Unauthorized']);
    await account({ roles: ['Tax Invoicing'], plan: 'INDIVIDUAL' });
    expect([codeOf(await report()), (await plans()).data.payload.sellingPlan]).toEqual([[403, 'Unauthorized'], 'INDIVIDUAL']);
    await account({ plan: 'PROFESSIONAL', region: 'na' });
    expect(codeOf(await plans())).toEqual([403, 'Unauthorized']);
    expect((await account({ without: 'Owner' })).status).toBe(400);
  });

  test('counts calls per operation: burst, then the rate; 429 tells neither rate nor time', async () => {
    const first = await plans();
    expect([first.status, first.headers['x-amzn-ratelimit-limit'], first.headers['x-amzn-requestid']]).toEqual([200, '0.016', expect.any(String)]);
    for (let call = 1; call < LIMITS.getAccount.burst; call += 1) expect((await plans()).status).toBe(200);
    const refused = await plans();
    expect(codeOf(refused)).toEqual([429, 'QuotaExceeded']);
    expect([refused.headers['x-amzn-ratelimit-limit'], refused.headers['retry-after']]).toEqual([undefined, undefined]);
    expect((await client.call('GET', '/sellers/v1/marketplaceParticipations')).status).toBe(200);
    clock += 62_400;
    expect((await plans()).status).toBe(429);
    clock += 200;
    expect([(await plans()).status, (await plans()).status]).toEqual([200, 429]);
    await control(sandbox).post('amazon/quota');
    expect((await plans()).status).toBe(200);
    await control(sandbox).post('amazon/quota', { factor: 3 });
    expect((await plans()).headers['x-amzn-ratelimit-limit']).toBe('0.048');
    await account({ rateHeader: false });
    expect((await plans()).headers['x-amzn-ratelimit-limit']).toBeUndefined();
    await control(sandbox).post('amazon/quota', { operation: 'getAccount', drain: true });
    expect((await plans()).status).toBe(429);
  });

  test('fails in the words of each host', async () => {
    const fault = (body: unknown) => control(sandbox).post('amazon/faults', body);
    await fault({ kind: 'status-429', match: 'amazon-lwa' });
    const busy = await exchange(sandbox);
    expect([busy.status, Object.keys(busy.data)]).toEqual([429, ['error_description', 'error']]);
    await fault({ kind: 'status-5xx', status: 503, match: '/sellers/' });
    expect(codeOf(await plans())).toEqual([503, 'ServiceUnavailable']);
    await fault({ kind: 'status-5xx', status: 500, match: 'amazon-documents' });
    const storage = await client.download(`${sandbox.url}/amazon-documents/x`);
    expect([storage.status, String(storage.data)]).toEqual([500, expect.stringContaining('<Code>InternalError</Code>')]);
    await fault({ kind: 'expired-token' });
    expect((await plans()).data.errors[0].details).toContain('expired');
    client = await amazon(sandbox);
    expect((await plans()).status).toBe(200);
  });

  test('knows no other path, method or parameter', async () => {
    expect(codeOf(await client.call('GET', '/orders/v0/orders?MarketplaceIds=A1PA6795UKMFR9'))).toEqual([403, 'MissingAuthenticationToken']);
    expect(codeOf(await client.call('DELETE', '/sellers/v1/account'))).toEqual([403, 'MissingAuthenticationToken']);
    expect(codeOf(await client.call('GET', '/sellers/v1/account?x=1'))).toEqual([400, 'InvalidInput']);
    expect((await client.call('POST', '/tokens/2021-03-01/restrictedDataToken', {}, { 'Content-Type': 'text/plain' })).status).toBe(415);
  });
});
