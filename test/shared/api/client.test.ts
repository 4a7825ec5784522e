import { createBucket } from '../../../nodes/shared/api/bucket';
import { createClient, type SeenCall, type Vendor } from '../../../nodes/shared/api/client';
import { isProblem } from '../../../nodes/shared/api/problem';
import type { ApiRequest, Sent } from '../../../nodes/shared/api/request';

const vendor: Vendor = {
  name: 'Testshop',
  credential: 'testApi',
  quotaPerOperation: false,
  secrets: [],
  quota: () => ({ limit: 1_000, windowMs: 1_000 }),
  judge: ({ status, text }) => {
    if (status === 401) return { kind: 'expired', reason: 'is signed out', nextStep: 'Sign in again.' };
    return status < 300 ? { kind: 'ok' } : { kind: 'refused', reason: text };
  },
};

const read: ApiRequest = { operation: 'list', method: 'GET', path: '/list', safety: 'read' };
const write: ApiRequest = { operation: 'create', method: 'POST', path: '/create', body: '{}', safety: 'once' };

const answer = (status: number, text = '{}', headers: Record<string, string> = {}): Sent => ({ status, text, headers });

/** A client over queued answers; records what was sent, with `renew`, and how long it slept. */
function scripted(answers: Sent[], seen?: (call: SeenCall) => void) {
  const sent: Array<{ operation: string; renew: boolean }> = [];
  const slept: number[] = [];
  let now = 1_767_225_600_000;
  const client = createClient(vendor, {
    async send(request, renew) {
      sent.push({ operation: request.operation, renew });
      const next = answers.shift();
      if (!next) throw new Error('more calls than answers');
      return next;
    },
    bucket: () => createBucket({ limit: 1_000, windowMs: 1_000 }),
    now: () => now,
    async sleep(ms) {
      slept.push(ms);
      now += ms;
    },
    random: () => 0,
    secrets: () => ['hush-hush-value'],
    seen,
  });
  return { client, sent, slept };
}

async function problemOf(work: Promise<unknown>) {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!isProblem(error)) throw new Error(`expected a Problem, got ${String(error)}`);
  return error.details;
}

describe('one call', () => {
  it('waits as told after a 429 and then succeeds', async () => {
    const { client, sent, slept } = scripted([answer(429, '', { 'retry-after': '4' }), answer(200, '{"a":1}')]);
    expect((await client.call(read)).data).toEqual({ a: 1 });
    expect(sent).toHaveLength(2);
    expect(slept).toEqual([4_000]);
  });

  it('is told with each of its tries, without query and secrets', async () => {
    const seen: SeenCall[] = [];
    const { client } = scripted([{ noAnswer: true, code: 'ECONNRESET', reason: 'cut' }, answer(200)], (call) => seen.push(call));
    await client.call({ ...read, path: '/list/hush-hush-value', query: { token: 'hush-hush-value' } });
    const told = { operation: 'list', method: 'GET', path: '/list/***' };
    expect(seen).toEqual([expect.objectContaining({ ...told, status: 'ECONNRESET' }), expect.objectContaining({ ...told, status: '200' })]);
    expect(JSON.stringify(seen)).not.toContain('hush');
  });

  it('gives undefined for an empty body and the text where text is expected', async () => {
    const { client } = scripted([answer(204, ''), answer(200, 'a;b')]);
    expect((await client.call(read)).data).toBeUndefined();
    expect((await client.call({ ...read, answer: 'text' })).data).toBe('a;b');
  });

  it.each([
    ['a web page instead of data', answer(200, '<!DOCTYPE html><p>maintenance</p>')],
    ['half a document', answer(200, '{"data":[{"id')],
    ['a server error', answer(503, '')],
    ['a cut connection', { noAnswer: true, code: 'ECONNRESET', reason: 'the connection was cut' } as Sent],
  ])('reads again after %s', async (_, broken) => {
    const { client, sent } = scripted([broken, answer(200, '{"ok":true}')]);
    expect((await client.call(read)).data).toEqual({ ok: true });
    expect(sent).toHaveLength(2);
  });

  it('does not send a single write again when its answer was lost', async () => {
    const { client, sent } = scripted([{ noAnswer: true, code: 'ECONNRESET', reason: 'the connection was cut' }]);
    expect(await problemOf(client.call(write))).toMatchObject({ kind: 'unknown', vendor: 'Testshop', operation: 'create' });
    expect(sent).toHaveLength(1);
  });

  it('sends a single write again when it never reached the vendor', async () => {
    const { client, sent } = scripted([{ noAnswer: true, code: 'ECONNREFUSED', reason: 'refused' }, answer(200)]);
    await client.call(write);
    expect(sent).toHaveLength(2);
  });

  it('renews an ended session once, then gives up naming what to do', async () => {
    const { client, sent } = scripted([answer(401), answer(401)]);
    expect(await problemOf(client.call(read))).toMatchObject({ kind: 'unavailable', cause: 'credential', nextStep: 'Sign in again.' });
    expect(sent.map(({ renew }) => renew)).toEqual([false, true]);
  });

  it('tells a refused log-in from one that could not be tried', async () => {
    const refused = scripted([{ noAnswer: true, code: 'SESSION_REFUSED', reason: 'wrong secret' }]);
    expect(await problemOf(refused.client.call(read))).toMatchObject({ kind: 'unavailable', cause: 'credential' });
    expect(refused.sent).toHaveLength(1);
    const later = scripted([{ noAnswer: true, code: 'SESSION_UNAVAILABLE', reason: 'HTTP 503' }, answer(200)]);
    await later.client.call(write);
    expect(later.sent).toHaveLength(2);
  });

  it('stops when the waits would take too long and keeps secrets and addresses out of the message', async () => {
    const { client, slept } = scripted(Array(6).fill(answer(500)));
    expect(await problemOf(client.call(read))).toMatchObject({ kind: 'unavailable', cause: 'network', status: '500' });
    expect(slept.reduce((sum, ms) => sum + ms, 0)).toBeLessThanOrEqual(90_000);
    const leaking = scripted([answer(400, 'buyer jane@example.com, key hush-hush-value')]);
    const { message } = await problemOf(leaking.client.call(read));
    expect(message).toContain('Testshop refused');
    expect(message).not.toContain('jane@example.com');
    expect(message).not.toContain('hush-hush-value');
  });
});

describe('a vendor whose own words go before the HTTP status', () => {
  const worded: Vendor = {
    ...vendor,
    judgeFirst: ({ text }) => (text.includes('<error>') ? { kind: 'refused', reason: 'no such article' } : undefined),
  };
  const once = (answers: Sent[]) =>
    createClient(worded, {
      send: async () => answers.shift() as Sent,
      bucket: () => createBucket({ limit: 1_000, windowMs: 1_000 }),
      now: () => 0,
      sleep: async () => {},
      random: () => 0,
      secrets: () => [],
    });

  it.each([200, 500])('is asked first with HTTP %d', async (status) => {
    const problem = await problemOf(once([answer(status, '<error>1</error>')]).call(write));
    expect(problem).toMatchObject({ kind: 'refused', message: expect.stringContaining('no such article') });
  });

  it('leaves to HTTP what it says nothing of', async () => {
    expect(await problemOf(once([answer(500, 'down')]).call(write))).toMatchObject({ kind: 'unknown' });
  });
});

it('hands bytes on as they are, one character each', async () => {
  const { client } = scripted([answer(200, '%PDF-1.4\u00ff')]);
  expect((await client.call<string>({ ...read, answer: 'bytes' })).data).toBe('%PDF-1.4\u00ff');
});
