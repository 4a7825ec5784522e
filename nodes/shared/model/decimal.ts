import { ModelError } from './errors';

/** An exact decimal number: value = units / 10^scale. */
export interface Decimal {
  readonly units: bigint;
  readonly scale: number;
}

/** Whatever an exact decimal can be made from. Text uses a decimal point; for a decimal comma see `format/numbers.ts`. */
export type DecimalInput = Decimal | string | number | bigint;

/** `half-up` rounds a tie away from zero (commercial rounding), `half-even` to the even neighbour, `down` cuts off. */
export type Rounding = 'half-up' | 'half-even' | 'down';

const DECIMAL_TEXT = /^([+-]?)(\d*)(?:\.(\d*))?(?:e([+-]?\d{1,3}))?$/i;
const MAX_TEXT = 100;

const power = (exponent: number): bigint => 10n ** BigInt(exponent);

/**
 * Reads an exact decimal from text (`-12.90`, `1.5e-7`), an integer or a JSON number.
 * Throws ModelError `bad-amount` on anything else, also on a number with more than 15 significant digits: such a
 * number (0.30000000000000004) is the trace of float arithmetic; use `vendorAmount` where a vendor sends them.
 */
export function decimal(input: DecimalInput): Decimal {
  if (typeof input === 'object') return input;
  if (typeof input === 'bigint') return { units: input, scale: 0 };
  if (typeof input === 'number') {
    if (!Number.isFinite(input)) throw new ModelError(`'${input}' is not a number`, 'bad-amount');
    const value = parse(String(input));
    if (digitCount(value) > 15) {
      throw new ModelError(`Number ${input} has more than 15 significant digits: it comes from float arithmetic and is not exact`, 'bad-amount');
    }
    return value;
  }
  return parse(input);
}

function parse(source: string): Decimal {
  const trimmed = source.trim();
  const match = trimmed.length <= MAX_TEXT ? DECIMAL_TEXT.exec(trimmed) : null;
  const whole = match?.[2] ?? '';
  const fraction = match?.[3] ?? '';
  if (!match || whole + fraction === '') {
    throw new ModelError(`'${trimmed.slice(0, 40)}' is not a decimal number like 1234.56`, 'bad-amount');
  }
  const units = BigInt(whole + fraction) * (match[1] === '-' ? -1n : 1n);
  const scale = fraction.length - Number(match[4] ?? 0);
  return scale >= 0 ? { units, scale } : { units: units * power(-scale), scale: 0 };
}

function digitCount(value: Decimal): number {
  const digits = (value.units < 0n ? -value.units : value.units).toString().replace(/0+$/, '');
  return digits.length;
}

/** Number of significant digits of a JSON number; 0 for 0, Infinity for NaN and infinities. */
export function significantDigits(value: number): number {
  return Number.isFinite(value) ? digitCount(parse(String(value))) : Infinity;
}

function rescale(value: Decimal, scale: number): bigint {
  return value.units * power(scale - value.scale);
}

/** a + b, exact. */
export function add(a: DecimalInput, b: DecimalInput): Decimal {
  const [left, right] = [decimal(a), decimal(b)];
  const scale = Math.max(left.scale, right.scale);
  return { units: rescale(left, scale) + rescale(right, scale), scale };
}

/** -a. */
export function negate(a: DecimalInput): Decimal {
  const value = decimal(a);
  return { units: -value.units, scale: value.scale };
}

/** a - b, exact. */
export function subtract(a: DecimalInput, b: DecimalInput): Decimal {
  return add(a, negate(b));
}

/** a x b, exact. */
export function multiply(a: DecimalInput, b: DecimalInput): Decimal {
  const [left, right] = [decimal(a), decimal(b)];
  return { units: left.units * right.units, scale: left.scale + right.scale };
}

/** a / b with `digits` decimals. The rounding is part of the call because most quotients have no exact decimal form. */
export function divide(a: DecimalInput, b: DecimalInput, digits: number, rounding: Rounding = 'half-up'): Decimal {
  const [left, right] = [decimal(a), decimal(b)];
  if (right.units === 0n) throw new ModelError('An amount cannot be divided by zero', 'bad-amount');
  const exponent = digits + right.scale - left.scale;
  const numerator = exponent >= 0 ? left.units * power(exponent) : left.units;
  const denominator = exponent >= 0 ? right.units : right.units * power(-exponent);
  return { units: roundedQuotient(numerator, denominator, rounding), scale: digits };
}

/** a with at most `digits` decimals. */
export function round(a: DecimalInput, digits: number, rounding: Rounding = 'half-up'): Decimal {
  const value = decimal(a);
  return value.scale <= digits ? value : divide(value, 1n, digits, rounding);
}

function roundedQuotient(numerator: bigint, denominator: bigint, rounding: Rounding): bigint {
  const negative = numerator < 0n !== denominator < 0n;
  const [top, bottom] = [numerator < 0n ? -numerator : numerator, denominator < 0n ? -denominator : denominator];
  const quotient = top / bottom;
  const twice = (top % bottom) * 2n;
  const tieUp = rounding === 'half-up' || (rounding === 'half-even' && quotient % 2n === 1n);
  const up = rounding !== 'down' && (twice > bottom || (twice === bottom && tieUp));
  const size = up ? quotient + 1n : quotient;
  return negative ? -size : size;
}

/** Negative, zero or positive like a - b. */
export function compare(a: DecimalInput, b: DecimalInput): number {
  const { units } = subtract(a, b);
  if (units === 0n) return 0;
  return units < 0n ? -1 : 1;
}

/**
 * Text with a decimal point and at least `minDigits` decimals (`29.90`); further decimals are shown, never rounded away.
 */
export function formatDecimal(a: DecimalInput, minDigits = 0): string {
  const value = decimal(a);
  const digits = (value.units < 0n ? -value.units : value.units).toString().padStart(value.scale + 1, '0');
  const whole = digits.slice(0, digits.length - value.scale);
  const fraction = digits.slice(digits.length - value.scale).replace(/0+$/, '').padEnd(minDigits, '0');
  return `${value.units < 0n ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`;
}

/**
 * The decimal as a JSON number, as the model's amounts are. Throws ModelError `bad-amount` when it has more than 15
 * significant digits and so would change on the way: round first.
 */
export function toNumber(a: DecimalInput): number {
  const value = decimal(a);
  if (digitCount(value) > 15) {
    throw new ModelError(`${formatDecimal(value)} has more than 15 significant digits: round it before it becomes a number`, 'bad-amount');
  }
  return Number(formatDecimal(value));
}
