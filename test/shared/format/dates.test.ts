import fc from 'fast-check';
import { COMPACT_DATE, GERMAN_DATE, GERMAN_DATE_TIME, formatDate, fromWallTime, isZone, parseDate, toWallTime, zoneOffset } from '../../../nodes/shared/format';

const ZONES = ['UTC', 'Europe/Berlin', 'Europe/Budapest', 'America/Los_Angeles', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'Pacific/Apia'];

describe('formatDate', () => {
  it.each([
    ['2026-01-05T23:30:00.000Z', GERMAN_DATE_TIME, 'Europe/Berlin', '06.01.2026 00:30:00'],
    ['2026-07-05T22:30:07.089Z', GERMAN_DATE_TIME, 'Europe/Berlin', '06.07.2026 00:30:07'],
    ['2026-03-02T00:00:00.000Z', GERMAN_DATE, 'UTC', '02.03.2026'],
    ['2026-03-02T00:00:00.000Z', COMPACT_DATE, 'UTC', '20260302'],
    ['2026-03-02T00:00:00.000Z', 'yyyy.MM.dd.', 'UTC', '2026.03.02.'],
    ['2026-03-02T09:04:05.006Z', "d.M.yyyy 'at' H:mm:ss.SSS", 'UTC', '2.3.2026 at 9:04:05.006'],
    ['2026-03-02T09:04:05Z', 'MM/dd/yyyy HH:mm:ss', 'America/Los_Angeles', '03/02/2026 01:04:05'],
  ])('%s as %s in %s', (moment, pattern, zone, shown) => {
    expect(formatDate(moment, pattern, zone)).toBe(shown);
    expect(formatDate(new Date(moment), pattern, zone)).toBe(shown);
  });

  it.each([
    ['2026-03-02', COMPACT_DATE, 'UTC', 'not a UTC time'],
    ['2026-03-02T00:00:00+01:00', COMPACT_DATE, 'UTC', 'not a UTC time'],
    ['2026-03-02T00:00:00Z', 'YYYY-MM-DD', 'UTC', "'Y' in the date pattern"],
    ['2026-03-02T00:00:00Z', 'yy', 'UTC', "'y' in the date pattern"],
    ['2026-03-02T00:00:00Z', COMPACT_DATE, 'Berlin', "Time zone 'Berlin' is unknown"],
  ])('refuses %s, %s, %s', (moment, pattern, zone, problem) => {
    expect(() => formatDate(moment, pattern, zone)).toThrow(problem);
  });
});

describe('parseDate', () => {
  it.each([
    ['05.01.2026 10:15:00', GERMAN_DATE_TIME, 'Europe/Berlin', '2026-01-05T09:15:00.000Z'],
    ['20260105', COMPACT_DATE, 'UTC', '2026-01-05T00:00:00.000Z'],
    ['2026.03.02.', 'yyyy.MM.dd.', 'Europe/Budapest', '2026-03-01T23:00:00.000Z'],
    ['05.24.2019 18:14:01', 'MM.dd.yyyy HH:mm:ss', 'Europe/Budapest', '2019-05-24T16:14:01.000Z'],
    ['5.1.2026', 'd.M.yyyy', 'UTC', '2026-01-05T00:00:00.000Z'],
  ])('%p as %s in %s', (text, pattern, zone, moment) => {
    expect(parseDate(text, pattern, zone)).toBe(moment);
  });

  it.each([
    ['5.1.2026', GERMAN_DATE, 'not written as dd.MM.yyyy'],
    ['05.01.2026x', GERMAN_DATE, 'not written as'],
    ['05x01x2026', GERMAN_DATE, 'not written as'],
    ['31.04.2026', GERMAN_DATE, 'day 31 does not exist in month 4 of 2026'],
    ['01.13.2026', GERMAN_DATE, 'month 13'],
    ['01.01.2026 25:00:00', GERMAN_DATE_TIME, 'hour 25'],
  ])('refuses %p as %s', (text, pattern, problem) => {
    expect(() => parseDate(text, pattern)).toThrow(problem);
  });

  it('moves on a time the clocks skipped and takes the first of one shown twice', () => {
    expect(parseDate('29.03.2026 02:30:00', GERMAN_DATE_TIME, 'Europe/Berlin')).toBe('2026-03-29T01:30:00.000Z');
    expect(parseDate('25.10.2026 02:30:00', GERMAN_DATE_TIME, 'Europe/Berlin')).toBe('2026-10-25T00:30:00.000Z');
  });

  it('gives back whatever was written, in every zone, but for the hour shown twice', () => {
    const moment = fc.date({ min: new Date('1990-01-01T00:00:00.000Z'), max: new Date('2060-01-01T00:00:00.000Z'), noInvalidDate: true });
    fc.assert(
      fc.property(moment, fc.constantFrom(...ZONES), (date, zone) => {
        const pattern = 'yyyy-MM-dd HH:mm:ss.SSS';
        const shown = formatDate(date, pattern, zone);
        const back = Date.parse(parseDate(shown, pattern, zone));
        expect(formatDate(back, pattern, zone)).toBe(shown);
        expect(back).toBeLessThanOrEqual(date.getTime());
        expect(date.getTime() - back === 0 || zoneOffset(back, zone) > zoneOffset(date.getTime(), zone)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('zones', () => {
  it('know their names', () => {
    expect([...ZONES, 'Nowhere', ''].map(isZone)).toEqual([...ZONES.map(() => true), false, false]);
  });

  it('agree with the offsets of the law', () => {
    expect(zoneOffset(Date.parse('2026-01-01T00:00:00Z'), 'Europe/Berlin')).toBe(3_600_000);
    expect(zoneOffset(Date.parse('2026-07-01T00:00:00Z'), 'Europe/Berlin')).toBe(7_200_000);
    expect(zoneOffset(Date.parse('2026-07-01T00:00:00Z'), 'Asia/Kathmandu')).toBe(20_700_000);
  });

  it('keep milliseconds, also before 1970', () => {
    const wall = toWallTime(-1, 'Europe/Berlin');
    expect(wall).toEqual({ year: 1970, month: 1, day: 1, hour: 0, minute: 59, second: 59, millisecond: 999 });
    expect(fromWallTime(wall, 'Europe/Berlin')).toBe(-1);
  });
});
