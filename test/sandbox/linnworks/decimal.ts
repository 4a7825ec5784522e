/** Exact decimals as whole numbers of 10^-8, because totals must not depend on float drift. */
export type Decimal = bigint;

const PLACES = 8;
const ONE = 10n ** BigInt(PLACES);

export function decimal(value: number | string): Decimal {
  const written = typeof value === 'number' ? plain(value) : value.trim();
  const parts = /^(-?)(\d+)(?:\.(\d+))?$/.exec(written);
  if (!parts) throw new RangeError(`${written} is not a decimal`);
  const fraction = (parts[3] ?? '').slice(0, PLACES).padEnd(PLACES, '0');
  const size = BigInt(parts[2]) * ONE + BigInt(fraction);
  return parts[1] ? -size : size;
}

export function times(left: Decimal, right: Decimal): Decimal {
  return divideRounded(left * right, ONE);
}

export function over(left: Decimal, right: Decimal): Decimal {
  return divideRounded(left * ONE, right);
}

/** Half away from zero. */
export function rounded(value: Decimal, places: number): Decimal {
  const step = 10n ** BigInt(PLACES - places);
  return divideRounded(value, step) * step;
}

export function toNumber(value: Decimal): number {
  const size = value < 0n ? -value : value;
  const written = `${size / ONE}.${String(size % ONE).padStart(PLACES, '0')}`;
  return Number(value < 0n ? `-${written}` : written);
}

function divideRounded(value: bigint, by: bigint): bigint {
  const negative = value < 0n !== by < 0n;
  const a = value < 0n ? -value : value;
  const b = by < 0n ? -by : by;
  const result = (2n * a + b) / (2n * b);
  return negative ? -result : result;
}

/** Number.toString without an exponent. */
function plain(value: number): string {
  const written = String(value);
  return /e/i.test(written) ? value.toFixed(PLACES) : written;
}
