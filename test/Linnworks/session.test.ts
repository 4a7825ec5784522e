import { acceptsServer, authorizeAddress, readSession, routeTo } from '../../nodes/Linnworks/session';
import { SESSION_REFUSED, SESSION_UNAVAILABLE } from '../../nodes/shared/api/session';

const LIVE = 'https://api.linnworks.net';
const answer = (more: object = {}) => ({
  Token: 'session-1',
  Server: 'https://eu-ext.linnworks.net',
  Locality: 'EU',
  Status: { State: 'AVAILABLE' },
  ...more,
});

function failureOf(work: () => unknown): { message: string; httpCode?: string } {
  let failure: unknown;
  try {
    work();
  } catch (error) {
    failure = error;
  }
  return failure as { message: string; httpCode?: string };
}

describe('server of a session', () => {
  it.each([
    ['https://eu-ext.linnworks.net', LIVE, true],
    ['https://us-ext.linnworks.net', '', true],
    ['https://linnworks.net.evil.example', LIVE, false],
    ['https://evil-linnworks.net', LIVE, false],
    ['http://eu-ext.linnworks.net', LIVE, false],
    ['http://127.0.0.1:8700/linnworks', LIVE, false],
    ['https://user@evil.example', LIVE, false],
    ['not an address', LIVE, false],
    ['http://127.0.0.1:8700/linnworks', 'http://127.0.0.1:8700/linnworks-auth', true],
    ['https://linnworks.test.example', 'https://login.test.example', true],
    ['http://linnworks.test.example', 'https://login.test.example', false],
  ])('%s after a log-in at %s: %s', (server, login, accepted) => {
    expect(acceptsServer(server, login)).toBe(accepted);
  });
});

describe("the log-in's answer", () => {
  it('keeps token, server and locality, and nothing of the account data beside them', () => {
    const session = readSession(200, answer({ Md5Hash: 'x', Email: 'owner@example.com', Server: 'https://eu-ext.linnworks.net/' }), LIVE);
    expect(session).toEqual({ sessionToken: 'session-1', server: 'https://eu-ext.linnworks.net', locality: 'EU' });
  });

  it.each([400, 401, 403])('calls wrong values wrong at HTTP %d and says which token is meant', (status) => {
    const { httpCode, message } = failureOf(() => readSession(status, { Message: 'invalid' }, LIVE));
    expect(httpCode).toBe(SESSION_REFUSED);
    expect(message).toContain('installation token');
    expect(message).toContain('invalid');
  });

  it.each([429, 500, 503])('takes HTTP %d as "later"', (status) => {
    expect(failureOf(() => readSession(status, '', LIVE)).httpCode).toBe(SESSION_UNAVAILABLE);
  });

  it.each([
    ['LOCKED_BASIC', SESSION_REFUSED],
    ['LOCKED_FULL', SESSION_REFUSED],
    ['MAINTENANCE', SESSION_UNAVAILABLE],
  ])('names state %s and its reason', (State, code) => {
    const { httpCode, message } = failureOf(() => readSession(200, answer({ Status: { State, Reason: 'unpaid invoice' } }), LIVE));
    expect(httpCode).toBe(code);
    expect(message).toContain(State);
    expect(message).toContain('unpaid invoice');
  });

  it('refuses a foreign server', () => {
    expect(failureOf(() => readSession(200, answer({ Server: 'https://evil.example' }), LIVE)).httpCode).toBe(SESSION_REFUSED);
  });

  it.each([[{}], [''], [null], [answer({ Token: '' })]])('does not take %j for a session', (body) => {
    expect(failureOf(() => readSession(200, body, LIVE)).httpCode).toBe(SESSION_UNAVAILABLE);
  });
});

describe('where a call goes', () => {
  const session = { authorizationUrl: LIVE, ordersUrl: '', server: 'https://us-ext.linnworks.net', locality: 'US' };

  it('sends v1 paths to the session server', () => {
    expect(routeTo('/api/Orders/CreateOrders', session)).toEqual({
      baseURL: 'https://us-ext.linnworks.net',
      url: '/api/Orders/CreateOrders',
    });
  });

  it.each([
    ['EU', 'https://eu-api.linnworks.net/v2'],
    ['US', 'https://us-api.linnworks.net/v2'],
    ['AS', 'https://as-api.linnworks.net/v2'],
  ])('sends v2 paths of region %s to %s', (locality, baseURL) => {
    expect(routeTo('/v2/orders?id=1', { ...session, locality })).toEqual({ baseURL, url: '/orders?id=1' });
  });

  it('prefers the address the operator filled in', () => {
    expect(routeTo('/v2/orders', { ...session, ordersUrl: 'http://localhost:8700/linnworks-v2/v2/' }).baseURL).toBe(
      'http://localhost:8700/linnworks-v2/v2',
    );
  });

  it('never carries a session of another log-in host to linnworks.net', () => {
    const elsewhere = { ...session, authorizationUrl: 'http://127.0.0.1:1/linnworks-auth', server: 'http://127.0.0.1:1/linnworks' };
    expect(failureOf(() => routeTo('/v2/orders', elsewhere))).toMatchObject({
      httpCode: SESSION_REFUSED,
      message: expect.stringContaining('Orders Service URL'),
    });
  });

  it.each(['http://eu-api.example/v2', 'ftp://x', 'nonsense'])("refuses '%s' as orders service", (ordersUrl) => {
    expect(failureOf(() => routeTo('/v2/orders', { ...session, ordersUrl })).httpCode).toBe(SESSION_REFUSED);
  });

  it('takes sessions at the default address unless told otherwise', () => {
    expect(authorizeAddress('')).toBe('https://api.linnworks.net/api/Auth/AuthorizeByApplication');
    expect(authorizeAddress('http://127.0.0.1:9/linnworks-auth/')).toBe(
      'http://127.0.0.1:9/linnworks-auth/api/Auth/AuthorizeByApplication',
    );
    expect(failureOf(() => authorizeAddress('http://api.example')).httpCode).toBe(SESSION_REFUSED);
  });
});
