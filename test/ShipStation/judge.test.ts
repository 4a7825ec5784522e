import { shipStation, shipStationV2, wordsOfV1 } from '../../nodes/ShipStation/api';
import { identityIn, orderKeyOf } from '../../nodes/ShipStation/keys';
import { fromPacific, pacificFrom, pacificTo, toPacific } from '../../nodes/ShipStation/times';
import type { ApiRequest } from '../../nodes/shared/api/request';

const request: ApiRequest = { operation: 'orders', method: 'GET', path: '/orders', safety: 'read' };
const answer = (status: number, body: unknown, headers: Record<string, string> = {}) => ({ status, headers, text: JSON.stringify(body) });

describe('what ShipStation says', () => {
  it.each([{ message: 'No.' }, { Message: 'No.' }, { ExceptionMessage: 'No.' }])('is read in every spelling: %j', (body) => expect(wordsOfV1(JSON.stringify(body))).toBe('No.'));

  it('names the fields of an invalid request', () => {
    const body = { Message: 'The request is invalid.', ModelState: { 'apiOrder.orderDate': ['wrong'] } };
    expect(shipStation.judge(answer(400, body), request)).toMatchObject({ kind: 'refused', reason: 'The request is invalid. apiOrder.orderDate wrong' });
  });

  it('waits as long as the larger of both hints says, a second over the window', () => {
    expect(shipStation.judgeFirst?.(answer(429, {}, { 'x-rate-limit-reset': '12' }), request)).toMatchObject({ kind: 'throttled', afterMs: 13_000 });
    expect(shipStation.judgeFirst?.(answer(429, {}, { 'x-rate-limit-reset': '12', 'retry-after': '30' }), request)).toMatchObject({ afterMs: 30_000 });
  });

  it('blames no record for keys and plans', () => {
    expect(shipStation.judge(answer(401, {}), request)).toMatchObject({ kind: 'unavailable', cause: 'credential', nextStep: expect.stringContaining('V2') });
    const errors = [{ error_source: 'ShipStation', error_type: 'account_status', error_code: 'x', message: 'No inventory.' }];
    expect(shipStationV2.judge(answer(400, { errors }), request)).toMatchObject({ kind: 'unavailable', cause: 'permission' });
  });

  it('is a no inside an accepted answer too', () => {
    expect(shipStation.judge(answer(200, { success: false, message: 'Not on hold.' }), request)).toMatchObject({ kind: 'refused', reason: 'Not on hold.' });
    expect(shipStationV2.judge(answer(200, { approved: false, message: 'Too late.' }), request)).toMatchObject({ kind: 'refused', reason: 'Too late.' });
  });
});

describe('times of v1', () => {
  it('are US Pacific, with daylight saving', () => {
    expect(toPacific('2026-01-06T09:00:00.000Z')).toBe('2026-01-06T01:00:00');
    expect(toPacific('2026-07-06T09:00:00.000Z')).toBe('2026-07-06T02:00:00');
    expect(fromPacific('2026-07-06T02:00:00.1230000')).toBe('2026-07-06T09:00:00.123Z');
  });

  // 2026-11-01 at two o'clock the clocks go back: half past one comes twice, at 08:30Z and at 09:30Z.
  it.each(['2026-11-01T08:30:00.000Z', '2026-11-01T09:30:00.000Z'])('bound a window generously where an hour comes twice: %s', (moment) => {
    expect([pacificFrom(moment), pacificTo(moment)]).toEqual(['2026-11-01T00:59:59', '2026-11-01T02:00:00']);
  });

  it('bound it to the second elsewhere', () => {
    expect([pacificFrom('2026-01-06T09:00:00.700Z'), pacificTo('2026-01-06T09:00:00.700Z')]).toEqual(['2026-01-06T01:00:00', '2026-01-06T01:00:01']);
  });
});

describe('keys of orders', () => {
  const guid = '3f6e0d11-1111-4222-8333-444455556666';

  it('are the identity where there is room, and tell it again', () => {
    const identity = { channel: 'cin7core', account: 'main', id: guid };
    expect(identityIn(orderKeyOf(identity), 'x')).toEqual(identity);
    expect(orderKeyOf({ ...identity, account: guid })).toHaveLength(47);
    expect(identityIn(orderKeyOf({ ...identity, account: guid }), guid)).toEqual({ ...identity, account: guid });
  });

  it('are a digest for ids two accounts could share, never longer than 50 and never the same', () => {
    const long = (account: string) => orderKeyOf({ channel: 'kaufland', account: `${guid}-${account}`, id: '1234567890' });
    expect(long('a')).not.toBe(long('b'));
    expect(long('a').length).toBeLessThanOrEqual(50);
    expect(identityIn(long('a'), 'main')).toBeUndefined();
  });
});
