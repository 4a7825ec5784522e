import type { IAuthenticate, ICredentialDataDecryptedObject, IHttpRequestHelper, IHttpRequestOptions } from 'n8n-workflow';

import { ChannelSyncShoprenterApi } from '../../credentials/ChannelSyncShoprenterApi.credentials';
import { accountOf, apiAddress, shopLabel, tokenAddress, type Settings } from '../../nodes/Shoprenter/account';
import { judge, saidIn } from '../../nodes/Shoprenter/judge';
import { read } from '../../nodes/Shoprenter/api';
import { readToken } from '../../nodes/Shoprenter/session';
import { SESSION_REFUSED, SESSION_UNAVAILABLE } from '../../nodes/shared/api/session';

const settings = (more: Partial<Settings>): Settings => ({ shop: 'demoshop', authentication: 'oauth2', apiUrl: '', tokenUrl: '', ...more });

describe('the shop', () => {
  it.each([
    'demoshop',
    ' DemoShop ',
    'demoshop.api2.myshoprenter.hu',
    'demoshop.api.myshoprenter.hu',
    'demoshop.api.shoprenter.hu',
    'https://demoshop.api.shoprenter.hu',
    'https://demoshop.api2.myshoprenter.hu/api',
    'https://demoshop.api2.myshoprenter.hu/api/orders/',
    'http://demoshop.api.myshoprenter.hu/orders',
    'HTTPS://DEMOSHOP.API.MYSHOPRENTER.HU',
  ])('is taken out of %j, and nothing else of it', (typed) => {
    expect(shopLabel(typed)).toBe('demoshop');
    expect(apiAddress(settings({ shop: typed }))).toBe('https://demoshop.api2.myshoprenter.hu/api');
    expect(apiAddress(settings({ shop: typed, authentication: 'basic' }))).toBe('https://demoshop.api.myshoprenter.hu');
    expect(tokenAddress(settings({ shop: typed }))).toBe('https://oauth.app.shoprenter.net/demoshop/app/token');
  });

  it.each([
    '', ' ', '-', '-x', 'x-', 'a b', 'a_b', 'a/b', 'a.b', 'ö', '..', '.', '@', '#', '?', 'demoshop/', 'demoshop#x', 'demoshop?x',
    'https://evil.example', 'https://evil.example/demoshop.api2.myshoprenter.hu', 'evil.example#.api2.myshoprenter.hu', 'evil.example/.api.myshoprenter.hu',
    'https://demoshop.api2.myshoprenter.hu.evil.example', 'https://demoshop.api2.myshoprenter.hu@evil.example', 'https://evil.example@demoshop.api2.myshoprenter.hu',
    'https://user:pass@demoshop.api2.myshoprenter.hu', 'https://demoshop.api2.myshoprenter.hu:8443', 'https://demoshop.api3.myshoprenter.hu', 'https://api2.myshoprenter.hu',
    'https://a.b.api2.myshoprenter.hu', 'ftp://demoshop.api.myshoprenter.hu', 'javascript:1', 'https://demoshop.api2.myshoprenter.hu\\@evil.example', 'https:/evil.example', '//evil.example',
    'www', 'oauth', 'x'.repeat(64), 'demoshop\n.evil.example', 'xn--', '{shop}', '127.0.0.1', 'localhost:80',
  ])('is not in %j', (typed) => {
    expect(() => shopLabel(typed)).toThrow(/'Shop'/);
    expect(() => apiAddress(settings({ shop: typed }))).toThrow(/'Shop'/);
    expect(accountOf({ shop: typed })).toEqual({ id: '' });
  });

  it.each(['http://127.0.0.1:8700/shoprenter/{shop}/api', 'http://localhost:8700/shoprenter/{shop}/api/', 'https://demoshop.api2.myshoprenter.hu/api'])('can be a test system at %s', (apiUrl) => {
    expect(apiAddress(settings({ apiUrl }))).toBe(apiUrl.replace('{shop}', 'demoshop').replace(/\/$/, ''));
  });

  it.each([
    'https://evil.example/api', 'http://demoshop.api2.myshoprenter.hu/api', 'http://10.0.0.1/api', 'http://127.0.0.1@evil.example', 'http://127.0.0.1.evil.example', 'ftp://127.0.0.1', 'x',
    'https://oauth.app.shoprenter.net', 'https://demoshop.api2.myshoprenter.hu:444/api', 'http://evil.example#127.0.0.1', 'http://127.0.0.1?x=',
  ])('is never at %s', (address) => {
    expect(() => apiAddress(settings({ apiUrl: address }))).toThrow(/'API URL'/);
    if (address !== 'https://oauth.app.shoprenter.net') expect(() => tokenAddress(settings({ tokenUrl: address }))).toThrow(/'Token URL'/);
  });
});

describe('the credential', () => {
  const credential = new ChannelSyncShoprenterApi();
  const VALUES: ICredentialDataDecryptedObject = { shop: 'demoshop', authentication: 'oauth2', clientId: ' id ', clientSecret: 'secret', user: 'u', password: 'p', apiUrl: '', tokenUrl: '', accessToken: 'jwt' };
  const authenticate = credential.authenticate as Extract<IAuthenticate, (...given: never[]) => unknown>;

  function logIn(values: ICredentialDataDecryptedObject, answer: () => unknown) {
    const sent: IHttpRequestOptions[] = [];
    const httpRequest = async (options: IHttpRequestOptions) => {
      sent.push(options);
      return answer();
    };
    return { sent, session: credential.preAuthentication.call({ helpers: { httpRequest } } as unknown as IHttpRequestHelper, values) };
  }

  it('takes a token with the keys of the API client, and none for user and key', async () => {
    const { sent, session } = logIn(VALUES, () => ({ statusCode: 200, body: { token_type: 'Bearer', expires_in: 3600, access_token: 'jwt-2' } }));
    expect(await session).toEqual({ accessToken: 'jwt-2' });
    expect(sent).toMatchObject([{ url: 'https://oauth.app.shoprenter.net/demoshop/app/token', body: { grant_type: 'client_credentials', client_id: 'id', client_secret: 'secret' }, disableFollowRedirect: true }]);
    const basic = logIn({ ...VALUES, authentication: 'basic' }, () => undefined);
    expect([await basic.session, basic.sent]).toEqual([{ accessToken: 'basic' }, []]);
  });

  it('takes a log-in without an answer for "later"', async () => {
    const { session } = logIn(VALUES, () => {
      throw new Error('socket hang up');
    });
    await expect(session).rejects.toMatchObject({ httpCode: SESSION_UNAVAILABLE });
  });

  it.each([
    [401, { error: 'invalid_client' }, SESSION_REFUSED],
    [400, { error: 'invalid_request', hint: 'Check the `client_id` parameter' }, SESSION_REFUSED],
    [429, '', SESSION_UNAVAILABLE],
    [503, '<html>', SESSION_UNAVAILABLE],
    [200, {}, SESSION_UNAVAILABLE],
  ])('tells wrong keys from a vendor that cannot be used (%i %j)', (status, body, httpCode) => {
    expect(() => readToken(status, body)).toThrow(expect.objectContaining({ httpCode }));
  });

  it('puts token or user and key on calls to the shop, and on no others', async () => {
    expect(await authenticate(VALUES, { url: '/orders' })).toMatchObject({ baseURL: 'https://demoshop.api2.myshoprenter.hu/api', url: '/orders', headers: { Authorization: 'Bearer jwt', Accept: 'application/json', 'Content-Type': 'application/json' } });
    const basic = await authenticate({ ...VALUES, authentication: 'basic' }, { url: '/orders' });
    expect(basic).toMatchObject({ baseURL: 'https://demoshop.api.myshoprenter.hu', headers: { Authorization: `Basic ${Buffer.from('u:p').toString('base64')}` } });
    expect(await authenticate(VALUES, { url: 'https://demoshop.api2.myshoprenter.hu/api/orders' })).toMatchObject({ url: '/orders' });
    for (const url of ['https://evil.example/orders', '//evil.example/orders', 'orders', 'https://demoshop.api2.myshoprenter.hu/apix/orders']) {
      await expect(authenticate(VALUES, { url })).rejects.toMatchObject({ httpCode: SESSION_REFUSED });
    }
    await expect(authenticate({ ...VALUES, shop: 'https://evil.example' }, { url: '/orders' })).rejects.toThrow(/names no shop/);
  });
});

describe('what the vendor says', () => {
  it.each([
    [{ message: 'x' }, { reason: 'x' }],
    [{ code: 40033, message: 'no sku' }, { reason: 'no sku', code: '40033' }],
    [{ error: { code: '40003', message: 'required' } }, { reason: 'required', code: '40003' }],
    [{ error: 'invalid', error_description: 'why' }, { reason: 'invalid: why' }],
    [{ response: { message: 'in the root' } }, { reason: 'in the root' }],
    [{ errors: [{ message: 'a' }, { message: 'b' }] }, { reason: 'a: b' }],
    ['40008 Page not found', { reason: '40008 Page not found', code: '40008' }],
    [undefined, {}],
  ])('is read out of %j', (body, said) => expect(saidIn(body)).toEqual({ code: undefined, ...said }));

  const verdict = (status: number, body: unknown) => judge({ status, headers: {}, text: JSON.stringify(body) }, read('orders'));
  it.each([
    [200, { items: [] }, 'ok'],
    [200, 'x', 'unavailable'],
    [401, { message: 'x' }, 'expired'],
    [401, { code: '40101', message: 'x' }, 'expired'],
    [403, {}, 'unavailable'],
    [308, {}, 'unavailable'],
    [400, { code: '40005' }, 'refused'],
    [404, { code: '40033' }, 'refused'],
    [409, { code: '40901' }, 'refused'],
  ])('%i %j is %s', (status, body, kind) => expect(verdict(status, body).kind).toBe(kind));
});
