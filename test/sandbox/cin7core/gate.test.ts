import { control } from '../clients';
import { startSandbox, type Sandbox } from '../server';
import { cin7Core, type Call } from './client';

describe('the door of the Cin7 Core room', () => {
  let sandbox: Sandbox;
  let call: Call;
  let time = 0;
  const assume = async (body: unknown) => expect((await control(sandbox).post('cin7core/assume', body)).status).toBe(200);
  const exhaust = async (calls: number) => {
    for (let index = 0; index < calls; index += 1) expect((await call('GET', 'me')).status).toBe(200);
  };

  beforeAll(async () => {
    sandbox = await startSandbox({ now: () => time });
    call = cin7Core(sandbox);
  });
  beforeEach(() => {
    sandbox.reset();
    time = Date.parse('2026-11-21T08:00:00Z');
  });
  afterAll(() => sandbox.close());

  test('two headers, or 403', async () => {
    expect((await call('GET', 'me')).data).toMatchObject({ Company: 'Acme Teas', Currency: 'GBP', TimeZone: 'Europe/London', TaxCalculationMethod: 'Total' });
    for (const name of ['api-auth-accountid', 'api-auth-applicationkey']) {
      const stranger = cin7Core(sandbox, { [name]: 'other' });
      expect([(await stranger('GET', 'me')).status, (await stranger('POST', 'sale', {})).status]).toEqual([403, 403]);
    }
    await control(sandbox).post('cin7core/account', { keyIsValid: false });
    expect((await call('GET', 'me')).data).toEqual([{ ErrorCode: 403, Exception: 'Incorrect credentials!' }]);
  });

  test('60 calls in any minute; refused ones do not count, and no header says how long', async () => {
    await exhaust(60);
    const refused = await call('GET', 'me');
    expect([refused.status, refused.data[0].Exception, refused.headers['retry-after']]).toEqual([503, 'You have reached 60 calls per 60 seconds API limit.', undefined]);
    time += 59_999;
    expect((await call('GET', 'me')).status).toBe(503);
    time += 1;
    expect((await call('GET', 'me')).status).toBe(200);
  });

  test.each([
    ['503-empty', 503, ''],
    ['429', 429, [{ ErrorCode: 429, Exception: 'You have reached 60 calls per 60 seconds API limit.' }]],
    ['400', 400, [{ ErrorCode: 400, Exception: 'You have reached 60 calls per 60 seconds API limit.' }]],
  ])('over quota also looks like %s', async (shape, status, body) => {
    await assume({ 'over-quota': shape });
    await exhaust(60);
    const refused = await call('GET', 'me');
    expect([refused.status, refused.data]).toEqual([status, body]);
  });

  test('a daily cap, if there is one', async () => {
    await assume({ 'daily-quota': '5000' });
    for (let index = 0; index < 5000; index += 1) {
      time += 1001;
      sandbox.room('cin7core').mounts[1].answer({ method: 'GET', url: '', path: '/cin7core/ExternalApi/v2/me', query: '', absoluteUrl: '', headers: { 'api-auth-accountid': 'dec0ded0-0000-4000-8000-0000000000aa', 'api-auth-applicationkey': 'dec0ded0-0000-4000-8000-0000000000bb' }, body: Buffer.alloc(0), now: time });
    }
    time += 60_000;
    expect((await call('GET', 'me')).data[0].Exception).toBe('You have reached 5000 calls per 86400 seconds API limit.');
    time += 86_400_000;
    expect((await call('GET', 'me')).status).toBe(200);
  });

  test('a wrong address leads to a page, a wrong method is 405', async () => {
    const away = await call('GET', 'sales');
    expect([away.status, away.headers.location]).toEqual([302, '/cin7core/NotFound']);
    expect(await (await fetch(`${sandbox.url}/cin7core/NotFound`)).text()).toContain('Page not found');
    await assume({ 'wrong-path': 'html-200' });
    const page = await call('GET', 'sales');
    expect([page.status, page.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    await assume({ 'wrong-path': '404' });
    expect((await call('GET', 'sales')).status).toBe(404);
    expect((await call('DELETE', 'me')).status).toBe(405);
    expect((await call('GET', 'ME')).status).toBe(200);
  });

  test('several companies are HTTP 300, with whatever body', async () => {
    await control(sandbox).post('cin7core/account', { companies: 2 });
    const bodies: unknown[] = [];
    for (const shape of ['html', 'empty', 'json']) {
      await assume({ 'multiple-choices-body': shape });
      const { status, data } = await call('GET', 'me');
      bodies.push(typeof data === 'string' ? data.length > 0 : data);
      expect(status).toBe(300);
    }
    expect(bodies).toEqual([true, false, [{ ErrorCode: 300, Exception: 'Multiple Choices' }]]);
  });

  test('errors come as a list, an object or bare text; a missing record may be nothing at all', async () => {
    const read = () => call('GET', 'sale?ID=00000000-0000-4000-8000-000000000001');
    const bodies = [(await read()).data];
    for (const shape of ['object', 'text']) {
      await assume({ 'error-shape': shape });
      bodies.push((await read()).data);
    }
    expect(bodies).toEqual([[{ ErrorCode: 404, Exception: 'Sale not found' }], { ErrorCode: 404, Exception: 'Sale not found' }, 'Sale not found']);
    expect((await read()).status).toBe(400);
    await assume({ 'missing-record': '204' });
    expect([(await read()).status, (await read()).data]).toEqual([204, '']);
  });

  test('queries: known names in any case, right kinds, pages of 1 to 1000', async () => {
    for (const query of ['Limit=0', 'Limit=1001', 'Page=0', 'Page=x', 'UpdatedSince=yesterday', 'ReadyForShipping=maybe', 'OrderLocationID=7']) expect([query, (await call('GET', `saleList?${query}`)).status]).toEqual([query, 400]);
    expect((await call('GET', 'sale')).status).toBe(400);
    await call('GET', 'saleList?limit=1000&Invented=1');
    const log = (await control(sandbox).get('cin7core/requests')).data;
    expect([log.at(-1).operation, log.at(-1).ignored]).toEqual(['GET saleList', ['Invented']]);
  });

  test('a body that cannot be read is a 500', async () => {
    const { status, data } = await call('POST', 'webhooks', 'not json');
    expect([status, data[0].Exception]).toEqual([500, 'The object passed could not be parsed']);
    expect((await cin7Core(sandbox, { 'content-type': 'text/plain' })('POST', 'ref/carrier', '{"Description":"X"}')).status).toBe(500);
  });
});
