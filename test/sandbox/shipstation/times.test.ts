import { instantOf, PACIFIC, pacific, pacificDay, readPacific } from './times';

const utc = (text: string) => new Date(readPacific(text) ?? NaN).toISOString();

describe('Pacific time without zone', () => {
  test.each([
    ['2026-11-21T01:00:00', '2026-11-21T09:00:00.000Z'],
    ['2026-07-01T01:00:00.5', '2026-07-01T08:00:00.500Z'],
    ['2026-07-01 01:00:00', '2026-07-01T08:00:00.000Z'],
    ['2026-12-31', '2026-12-31T08:00:00.000Z'],
    // The clocks go forward on 8 March 2026 at 2:00 and back on 1 November at 2:00.
    ['2026-03-08T01:59:59', '2026-03-08T09:59:59.000Z'],
    ['2026-03-08T03:00:00', '2026-03-08T10:00:00.000Z'],
    ['2026-03-08T02:30:00', '2026-03-08T10:30:00.000Z'],
    ['2026-11-01T00:59:59', '2026-11-01T07:59:59.000Z'],
    ['2026-11-01T01:30:00', '2026-11-01T08:30:00.000Z'],
    ['2026-11-01T02:00:00', '2026-11-01T10:00:00.000Z'],
  ])('%s is %s', (local, instant) => expect(utc(local)).toBe(instant));

  test.each(['2026-11-21T01:00:00Z', '2026-11-21T01:00:00-08:00', '2026-02-30', '2026-11-21T25:00:00', '21/11/2026', ''])("'%s' is refused", (text) => expect(readPacific(text)).toBeUndefined());

  test('every hour of the two nights is written as it is read, but for the one that comes twice', () => {
    for (const night of ['2026-03-08T08:00:00Z', '2026-11-01T07:00:00Z']) {
      for (let hour = 0; hour < 6; hour += 1) {
        const at = Date.parse(night) + hour * 3_600_000;
        const twice = pacific(at).startsWith('2026-11-01T01') && hour === 2;
        expect(readPacific(pacific(at))).toBe(twice ? at - 3_600_000 : at);
      }
    }
  });

  test('a day is the Pacific one', () => {
    expect(pacificDay(Date.parse('2026-11-21T07:59:59Z'))).toBe('2026-11-20');
    expect(instantOf(Date.UTC(2026, 10, 21), PACIFIC)).toBe(Date.parse('2026-11-21T08:00:00Z'));
  });
});
