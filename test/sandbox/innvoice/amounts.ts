/** Exact amounts as whole millionths. */
export type Amount = bigint;

const MILLION = 1_000_000n;

export function amount(written: string): Amount {
  const parts = /^(-?)(\d+)(?:[.,](\d{1,6}))?$/.exec(written);
  if (!parts) throw new RangeError(`${written} is not an amount`);
  const size = BigInt(parts[2]) * MILLION + BigInt((parts[3] ?? '').padEnd(6, '0'));
  return parts[1] ? -size : size;
}

export function times(left: Amount, right: Amount): Amount {
  return divided(left * right, MILLION);
}

/** Gross of a net amount, or net of a gross one, at a VAT rate in per cent. */
export function withTax(net: Amount, rate: number): Amount {
  return divided(net * BigInt(100 + rate), 100n);
}

export function withoutTax(gross: Amount, rate: number): Amount {
  return divided(gross * 100n, BigInt(100 + rate));
}

/** Half away from zero to so many places, as a number for the state. */
export function rounded(value: Amount, places: 0 | 2): number {
  const step = places === 0 ? MILLION : 10_000n;
  return Number(divided(value, step)) / (places === 0 ? 1 : 100);
}

function divided(value: bigint, by: bigint): bigint {
  const negative = value < 0n;
  const size = negative ? -value : value;
  const result = (2n * size + by) / (2n * by);
  return negative ? -result : result;
}
