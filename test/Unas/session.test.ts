import { createHmac } from 'node:crypto';

import { sessionEnds } from '../../nodes/Unas/account';
import { isSigned, readDelivery, signatureOf } from '../../nodes/Unas/delivery';
import { judgeFirst } from '../../nodes/Unas/judge';
import { readSession } from '../../nodes/Unas/session';
import { pass } from '../conformance/support/clock';
import type { Vault } from '../support/n8n';
import { problemsOf, run, UnasRoom } from './support/room';

let room: UnasRoom;
let vault: Vault;
beforeAll(async () => {
  room = await UnasRoom.open();
});
afterAll(async () => {
  await room.close();
});
beforeEach(async () => {
  room.reset();
  vault = await room.vault();
});

const TYPE = 'channelSyncUnasApi';
const list = async (of: Vault = vault) => await run(of, 'stock', 'getAll', { returnAll: true }, [{}], 'continueErrorOutput');

describe('the token', () => {
  it('is taken once, kept with its end, and renewed before it runs out', async () => {
    await room.seed({ products: 1 });
    const began = Date.now();
    for (let turn = 0; turn < 3; turn++) await list();
    expect(vault.logins.get(TYPE)).toBe(1);
    const ends = Number(vault.find(TYPE).data.sessionEnd);
    expect(ends - began).toBeGreaterThan(115 * 60_000);
    pass(ends - Date.now() - 6 * 60_000);
    await list();
    expect(vault.logins.get(TYPE)).toBe(1);
    pass(2 * 60_000);
    await list();
    expect(vault.logins.get(TYPE)).toBe(2);
    // None of it was learnt by being refused.
    expect((await room.requests()).filter(({ status }) => status !== 200)).toEqual([]);
  });

  it.each(['400', '401'])('that died before its time is renewed once (HTTP %s)', async (answer) => {
    await room.assume({ 'dead-token': answer });
    await room.seed({ products: 1 });
    await list();
    await room.fault({ kind: 'expired-token', match: 'getStock' });
    expect((await list()).items).toHaveLength(1);
    expect(vault.logins.get(TYPE)).toBe(2);
  });

  it('of another key is not used after the credential was changed', async () => {
    await room.seed({ products: 1 });
    await list();
    const { data } = vault.find(TYPE);
    expect(sessionEnds(data)).toBeGreaterThan(Date.now());
    expect(sessionEnds({ ...data, apiKey: 'another' })).toBe(0);
  });

  it('is not parsed out of the text Expire, which is ambiguous', () => {
    const settings = { shopId: '10001', apiKey: 'k', baseUrl: '' };
    const session = readSession(200, '<Login><Token>t</Token><Expire>01.01.2019 10:00:00</Expire><ShopId>10001</ShopId><Status>ok</Status></Login>', settings, 1_000);
    expect(session).toMatchObject({ token: 't', sessionEnd: String(1_000 + 110 * 60_000), subscription: '' });
    expect(() => readSession(200, '<Login><Token>t</Token><Status>error</Status></Login>', settings, 0)).toThrow('not accepted');
    expect(() => readSession(200, '<Login><Token>t</Token><ShopId>10002</ShopId><Status>ok</Status></Login>', settings, 0)).toThrow('of shop 10002');
    expect(() => readSession(400, '<Error>Login Error: PREMIUM package needed</Error>', settings, 0)).toThrow('PREMIUM or VIP');
  });
});

it('a refused key is tried three times an hour, and a corrected one at once', async () => {
  const wrong = await room.vault({ apiKey: 'f'.repeat(40) });
  for (let turn = 0; turn < 8; turn++) expect(problemsOf((await list(wrong)).errors)[0]?.kind).toBe('unavailable');
  expect(await room.calls()).toEqual({ login: 3 });
  expect(problemsOf((await list(wrong)).errors)[0]?.message).toContain('not tried again before');
  await room.seed({ products: 1 });
  expect((await list()).items).toHaveLength(1);
  pass(61 * 60_000);
  await list(wrong);
  expect((await room.state()).bans).toEqual([]);
});

it.each(['Permission Error', 'Authentication Error: Permission'])('a function the key may not use is named (%s)', async (text) => {
  await room.assume({ 'missing-permission': text });
  await room.act('account', { permissions: ['getOrder', 'getOrderStatus'] });
  const [problem] = problemsOf((await list()).errors);
  expect(problem).toMatchObject({ message: 'UNAS does not allow this API key to use getStock', nextStep: expect.stringContaining('allow getStock') as string });
  await room.act('account', { permissions: ['getStock'] });
  await room.seed({ products: 1 });
  expect((await list()).items).toHaveLength(1);
});

describe('a ban', () => {
  const request = { operation: 'getOrder list', method: 'POST', path: '/getOrder', safety: 'read' } as const;
  const HOUR = 3_600_000;
  const banned = (text: string, date?: string) => judgeFirst({ status: 400, headers: date ? { date } : {}, text: `<Error>${text}</Error>` }, request) as { afterMs?: number; cause?: string };

  it('is known by its words, with and without the last sign, and never waited for less than an hour', () => {
    const told = 'Too much getOrder query, IP is banned till 03.02.2026 13:00:00';
    const at = 'Mon, 02 Mar 2026 10:30:00 GMT';
    expect(banned(`${told}!`, at)).toMatchObject({ cause: 'quota', afterMs: 90 * 60_000 + 60_000 });
    expect(banned(told, 'Mon, 02 Mar 2026 11:50:00 GMT').afterMs).toBe(HOUR + 60_000);
    // Day first, or another month altogether: the hour.
    expect(banned('Too much x query, IP is banned till 24.05.2019 18:14:01!', at).afterMs).toBe(HOUR + 60_000);
    expect(banned('IP is banned', undefined).afterMs).toBe(HOUR + 60_000);
  });
});

describe('a delivery', () => {
  it('is signed by base64 of HMAC-SHA256 over its bytes', () => {
    const body = Buffer.from('{"a":1}');
    expect(signatureOf(body, 'secret')).toBe('qp4uNXX11wmLbKzNeQiIw21f22M0KnO62i1qUXR6hJQ=');
    expect(isSigned(body, 'qp4uNXX11wmLbKzNeQiIw21f22M0KnO62i1qUXR6hJQ=', 'secret')).toBe(true);
    expect(isSigned(Buffer.from('{"a": 1}'), 'qp4uNXX11wmLbKzNeQiIw21f22M0KnO62i1qUXR6hJQ=', 'secret')).toBe(false);
    const hex = createHmac('sha256', 'secret').update(body).digest('hex');
    for (const wrong of [undefined, '', hex, 'secret', ['x']]) expect(isSigned(body, wrong, 'secret')).toBe(false);
    expect(isSigned(body, signatureOf(body, ''), '')).toBe(false);
  });

  it('names an order by its key, and nothing else comes in that way', () => {
    expect(readDelivery(Buffer.from('{"orderID":"10001-100042"}'))?.key).toBe('10001-100042');
    for (const body of ['', '[]', 'null', '{', '{"orderID":{}}', '{"orderID":"1</Key><X>"}', '{"orderID":""}']) expect(readDelivery(Buffer.from(body))).toBeUndefined();
  });
});
