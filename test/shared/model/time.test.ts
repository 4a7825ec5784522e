import fc from 'fast-check';
import { later, orderSchema, parseStartFrom, toMilliseconds, utc, utcFromSeconds, vendorTime } from '../../../nodes/shared/model';

const utcTimeIs = (value: string): boolean => orderSchema.shape.placedAt.safeParse(value).success;

describe('utc', () => {
  it.each([
    ['2026-01-05T09:12:44Z', '2026-01-05T09:12:44.000Z'],
    ['2026-01-05T09:12:44.5Z', '2026-01-05T09:12:44.500Z'],
    ['2026-08-20T07:11:02+02:00', '2026-08-20T05:11:02.000Z'],
    ['2026-08-20T07:11:02-0730', '2026-08-20T14:41:02.000Z'],
    ['2026-08-20T07:11:02+05', '2026-08-20T02:11:02.000Z'],
    ['2026-11-21T01:00:00.1239999', '2026-11-21T01:00:00.123Z'],
    ['2026-01-05', '2026-01-05T00:00:00.000Z'],
    [' 2026-01-05 09:12 ', '2026-01-05T09:12:00.000Z'],
    ['2024-02-29t00:00:00z', '2024-02-29T00:00:00.000Z'],
  ])('reads %p', (text, expected) => {
    expect(utc(text)).toBe(expected);
  });

  it('takes dates, milliseconds and seconds', () => {
    expect(utc(new Date(1767600764000))).toBe('2026-01-05T08:12:44.000Z');
    expect(utc(1767600764123)).toBe('2026-01-05T08:12:44.123Z');
    expect(utc(0)).toBe('1970-01-01T00:00:00.000Z');
    expect(utcFromSeconds(1767600764)).toBe('2026-01-05T08:12:44.000Z');
  });

  it('reads text without an offset by the zone, never by the server', () => {
    expect(utc('2026-07-01T12:00:00', 'Europe/Berlin')).toBe('2026-07-01T10:00:00.000Z');
    expect(utc('2026-11-21T01:00:00.0000000', 'America/Los_Angeles')).toBe('2026-11-21T09:00:00.000Z');
    expect(utc('2026-07-01T12:00:00Z', 'Europe/Berlin')).toBe('2026-07-01T12:00:00.000Z');
  });

  it.each([
    ['yesterday', 'not written as a date'],
    ['', 'not written as a date'],
    ['2026-13-01', 'month 13 does not exist'],
    ['2026-02-29T00:00:00Z', 'day 29 does not exist in month 2 of 2026'],
    ['2026-01-01T24:00:00Z', 'hour 24'],
    ['2026-01-01T10:60:00Z', 'minute 60'],
    ['2026-01-01T10:00:60Z', 'second 60'],
    ['01/02/2026', 'not written as a date'],
  ])('refuses %p', (text, problem) => {
    expect(() => utc(text)).toThrow(problem);
  });

  it('refuses moments that have no four-digit year', () => {
    expect(() => utc(NaN)).toThrow('not a moment');
    expect(() => utc(new Date(8.64e15))).toThrow('not a moment');
    expect(() => utc('2026-01-01T10:00:00', 'Mars/Olympus')).toThrow("time zone 'Mars/Olympus' is unknown");
  });

  const moment = fc.date({ min: new Date('0000-01-01T00:00:00.000Z'), max: new Date('9999-12-31T23:59:59.999Z'), noInvalidDate: true });

  it('orders as text like the times', () => {
    fc.assert(
      fc.property(moment, moment, (a, b) => {
        const [first, second] = [utc(a), utc(b)];
        expect(first < second).toBe(a.getTime() < b.getTime());
        expect(first === second).toBe(a.getTime() === b.getTime());
      }),
    );
  });

  it('is a fixed point and fits the schema', () => {
    fc.assert(
      fc.property(moment, (a) => {
        expect(utc(utc(a))).toBe(utc(a));
        expect(toMilliseconds(utc(a))).toBe(a.getTime());
        expect(utcTimeIs(utc(a))).toBe(true);
      }),
    );
  });

  it('moves on', () => {
    expect(later('2026-01-01T00:00:00.000Z', -300_000)).toBe('2025-12-31T23:55:00.000Z');
  });
});

describe('vendorTime', () => {
  it.each([null, undefined, '', '  ', '0001-01-01T00:00:00', '0000-00-00 00:00:00', '1753-01-01T00:00:00Z'])('takes %p for no date', (value) => {
    expect(vendorTime(value)).toBeUndefined();
  });

  it('reads the rest like utc', () => {
    expect(vendorTime('2026-01-05T09:00:00', 'Europe/Budapest')).toBe('2026-01-05T08:00:00.000Z');
    expect(() => vendorTime('soon')).toThrow("'soon'");
  });
});

describe('parseStartFrom', () => {
  it.each([
    ['2026-01-31 08-30-00', '2026-01-31T08:30:00.000Z'],
    ['2026-01-31 08:30:00', '2026-01-31T08:30:00.000Z'],
    ['2026-01-31', '2026-01-31T00:00:00.000Z'],
    ['2026-01-31T08:30:00+01:00', '2026-01-31T07:30:00.000Z'],
  ])('accepts %p', (text, expected) => {
    expect(parseStartFrom(text)).toBe(expected);
  });

  it('reads a clock time in the zone of the workflow', () => {
    expect(parseStartFrom('2026-01-31 08-30-00', 'Europe/Berlin')).toBe('2026-01-31T07:30:00.000Z');
  });

  it.each([
    ['', 'Start From is empty. Write 2026-01-31T00:00:00Z or 2026-01-31 00-00-00'],
    ['31.01.2026', "Start From '31.01.2026' cannot be used: it is not written as a date and time. Write"],
    ['2026-01-31 25-00-00', 'hour 25 does not exist'],
    ['2026-04-31', 'day 31 does not exist in month 4 of 2026'],
    ['2026-01-31 08-30:00', 'not written as a date'],
  ])('says what is wrong with %p', (text, problem) => {
    expect(() => parseStartFrom(text)).toThrow(problem);
  });
});
