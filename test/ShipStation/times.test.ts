/** V1 speaks US Pacific without saying so (shipstation.md §A1); in 2026 its clocks change on 8 March and 1 November. */
import { fromPacific, pacificDay, pacificFrom, pacificTo, toPacific } from '../../nodes/ShipStation/times';
import { order, ShipStationRoom } from './support/shipstation';
import { runNode } from '../support/n8n';

const utcOf = (pacific: string): number => Date.parse(fromPacific(pacific) ?? '');

describe('times of v1', () => {
  it.each([
    ['2026-01-06T09:00:00.0000000', '2026-01-06T17:00:00.000Z', 'winter'],
    ['2026-07-06T09:00:00', '2026-07-06T16:00:00.000Z', 'summer'],
    ['2026-03-08T01:59:59', '2026-03-08T09:59:59.000Z', 'the last second of winter'],
    ['2026-03-08T03:00:00', '2026-03-08T10:00:00.000Z', 'the first of summer'],
    ['2026-11-01T00:59:59', '2026-11-01T07:59:59.000Z', 'before the hour that comes twice'],
    ['2026-11-01T02:00:00', '2026-11-01T10:00:00.000Z', 'after it'],
  ])('%s is %s: %s', (pacific, utc) => {
    expect(fromPacific(pacific)).toBe(utc);
    expect(toPacific(utc)).toBe(pacific.slice(0, 19));
  });

  it('reads a time that never was, and one that was twice, as a moment of that night', () => {
    expect(fromPacific('2026-03-08T02:30:00')).toMatch(/^2026-03-08T(09|10):30:00/);
    expect(fromPacific('2026-11-01T01:30:00')).toMatch(/^2026-11-01T(08|09):30:00/);
    expect(fromPacific(null)).toBeUndefined();
  });

  it('takes the day it is in California', () => {
    expect([pacificDay('2026-01-07T07:59:59.000Z'), pacificDay('2026-01-07T08:00:00.000Z')]).toEqual(['2026-01-06', '2026-01-07']);
    expect([pacificDay('2026-07-07T06:59:59.000Z'), pacificDay('2026-07-07T07:00:00.000Z')]).toEqual(['2026-07-06', '2026-07-07']);
  });

  it('asks, in each quarter of an hour of both nights, from no later than wanted and to no earlier, however a filter is read', () => {
    for (const night of ['2026-03-08T06:00:00.000Z', '2026-11-01T06:00:00.000Z']) {
      for (let at = Date.parse(night); at < Date.parse(night) + 6 * 3_600_000; at += 15 * 60_000) {
        const moment = new Date(at).toISOString();
        const [from, to] = [pacificFrom(moment), pacificTo(moment)];
        // Either of two meanings of a wall time lies an hour from the other; neither bound may fall into such an hour.
        expect([moment, utcOf(from) <= at, utcOf(to) >= at]).toEqual([moment, true, true]);
        for (const bound of [from, to]) expect(bound.startsWith('2026-11-01T01:')).toBe(false);
        expect(at - utcOf(from)).toBeLessThanOrEqual(2 * 3_600_000);
        expect(utcOf(to) - at).toBeLessThanOrEqual(2 * 3_600_000);
      }
    }
  });
});

describe('an order over both nights', () => {
  let room: ShipStationRoom;
  beforeAll(async () => {
    room = await ShipStationRoom.open();
  });
  afterAll(async () => await room.close());

  it.each(['2026-03-08T09:59:00.000Z', '2026-03-08T10:01:00.000Z', '2026-11-01T08:30:00.000Z', '2026-11-01T09:30:00.000Z', '2026-07-01T00:00:00.000Z'])('placed at %s comes back as placed then', async (placedAt) => {
    room.reset();
    const vault = await room.vault();
    await runNode({ type: 'shipStation', parameters: { resource: 'order', operation: 'import', order: '={{ $json }}', store: { __rl: true, mode: 'id', value: '' } }, vault, input: [order('SO-1', { placedAt, updatedAt: placedAt })] });
    const { items } = await runNode({ type: 'shipStation', parameters: { resource: 'order', operation: 'get', by: 'number', value: 'SO-1', output: 'channelSync' }, vault, input: [{}] });
    const back = Date.parse(String(items[0]?.json.placedAt));
    // In the hour that comes twice v1 itself does not tell which of both it was.
    const off = Math.abs(back - Date.parse(placedAt));
    expect(placedAt.startsWith('2026-11-01T09') ? [0, 3_600_000].includes(off) : off === 0).toBe(true);
  });
});
