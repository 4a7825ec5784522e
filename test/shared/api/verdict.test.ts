import { judgeByHttp, judgeNoAnswer, retryAfterMs } from '../../../nodes/shared/api/verdict';

const request = { operation: 'list', method: 'GET', path: '/list', safety: 'read' } as const;
const now = Date.UTC(2026, 0, 5, 12, 0, 0);

describe('what HTTP alone settles', () => {
  it.each([
    [200, '{"a":1}', undefined],
    [204, '', undefined],
    [200, ' <html><body>maintenance', 'unclear'],
    [200, '{"a":', 'unclear'],
    [404, 'whatever', undefined],
    [408, '', 'unreached'],
    [429, '', 'throttled'],
    [500, '', 'unclear'],
    [503, '', 'unclear'],
  ])('%i with %j is %s', (status, text, kind) => {
    expect(judgeByHttp({ status, text, headers: {} }, request, now)?.kind).toBe(kind);
  });

  it('takes text for what it is where text is expected', () => {
    expect(judgeByHttp({ status: 200, text: 'a;b', headers: {} }, { ...request, answer: 'text' }, now)).toBeUndefined();
  });

  it.each([
    ['7', 7_000],
    ['0.5', 500],
    ['Mon, 05 Jan 2026 12:00:30 GMT', 30_000],
    ['Mon, 05 Jan 2026 11:00:00 GMT', 0],
    ['soon', undefined],
  ])('reads Retry-After %j as %s ms', (value, expected) => {
    expect(retryAfterMs({ 'retry-after': value }, now)).toBe(expected);
  });

  it.each([
    ['ECONNREFUSED', 'unreached'],
    ['ENOTFOUND', 'unreached'],
    ['ECONNRESET', 'unclear'],
    ['ETIMEDOUT', 'unclear'],
    ['SESSION_REFUSED', 'unavailable'],
    ['SESSION_UNAVAILABLE', 'unreached'],
  ])('%s is %s', (code, kind) => {
    expect(judgeNoAnswer({ noAnswer: true, code, reason: 'x' }).kind).toBe(kind);
  });
});
