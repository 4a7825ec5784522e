import { FormatError } from './errors';

/** `auto` reads both: with both signs present the last one is the decimal sign. */
export type DecimalSign = ',' | '.' | 'auto';

const SPACES = /[\s\u00a0\u202f']/g;

/**
 * A written number -> decimal text with a point (`1.234,50` with `,` -> `1234.50`), to be handed to exact arithmetic.
 * Thousands signs (the other sign, blanks, apostrophes) must stand before groups of three. With `auto` a single comma
 * before exactly three digits is refused, since `1,234` is 1.234 in Germany and 1234 in Britain.
 * Throws FormatError on anything else, also on currency signs.
 */
export function parseLocalNumber(source: string, sign: DecimalSign = '.'): string {
  const trimmed = source.trim().replace(/^\u2212/, '-');
  const decimalSign = sign === 'auto' ? guessSign(trimmed) : sign;
  const thousands = decimalSign === ',' ? '.' : ',';
  const [whole = '', fraction, ...rest] = trimmed.split(decimalSign);
  const unsigned = whole.replace(/^[+-]/, '');
  const groups = unsigned.split(new RegExp(`[${thousands === '.' ? '\\.' : ','}]|${SPACES.source}`));
  const grouped = groups.length === 1 || (/^\d{1,3}$/.test(groups[0] ?? '') && groups.slice(1).every((group) => /^\d{3}$/.test(group)));
  const digits = groups.join('');
  const written = /^\d*$/.test(digits) && /^\d*$/.test(fraction ?? '') && digits + (fraction ?? '') !== '';
  if (rest.length > 0 || !grouped || !written) throw new FormatError(`'${source.slice(0, 40)}' is not a number like ${example(decimalSign)}`, 'bad-number');
  return `${whole.startsWith('-') ? '-' : ''}${digits === '' ? '0' : digits}${fraction ? `.${fraction}` : ''}`;
}

const example = (sign: string): string => (sign === ',' ? '1.234,56' : '1,234.56');

function guessSign(source: string): ',' | '.' {
  const [comma, point] = [source.lastIndexOf(','), source.lastIndexOf('.')];
  if (comma >= 0 && point >= 0) return comma > point ? ',' : '.';
  const commas = source.split(',').length - 1;
  const points = source.split('.').length - 1;
  if (commas === 1 && /[1-9]\d{0,2},\d{3}$/.test(source)) {
    throw new FormatError(`'${source.slice(0, 40)}' may mean thousands or decimals: choose the decimal sign`, 'bad-number');
  }
  if (points > 1) return ',';
  return commas === 1 ? ',' : '.';
}

export interface NumberFormat {
  decimalSign?: ',' | '.';
  /** Sign between groups of three; default none. */
  thousands?: '' | '.' | ',' | ' ' | '\u00a0';
  /** Decimals are filled up with zeros to this many, never cut. Default 0. */
  minDecimals?: number;
}

/**
 * Decimal text or JSON number -> written number: (`1234.5`, {decimalSign: ','}, minDecimals 2) -> `1234,50`.
 * Nothing is rounded: round with the exact decimals first. Throws FormatError on anything that is no plain decimal.
 */
export function formatLocalNumber(value: string | number, format: NumberFormat = {}): string {
  const { decimalSign = '.', thousands = '', minDecimals = 0 } = format;
  if (thousands === decimalSign) throw new FormatError('Decimal sign and thousands sign must differ', 'bad-number');
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(String(value));
  if (!match) throw new FormatError(`'${String(value).slice(0, 40)}' is not a plain decimal number`, 'bad-number');
  const [, minus = '', whole = '', fraction = ''] = match;
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, thousands);
  const decimals = fraction.padEnd(minDecimals, '0');
  return `${minus}${grouped}${decimals === '' ? '' : decimalSign + decimals}`;
}
