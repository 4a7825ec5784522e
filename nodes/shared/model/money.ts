import { add, decimal, divide, formatDecimal, multiply, negate, round, subtract, toNumber, type DecimalInput, type Rounding } from './decimal';
import { ModelError } from './errors';

/*
 * Amounts in the model are JSON numbers, because operators calculate and filter with them in n8n expressions. A number
 * of at most 15 significant digits survives decimal -> double -> decimal unchanged; the schema refuses longer ones and
 * every calculation goes through the exact decimals of decimal.ts, so no float drift can arise in between.
 */

/** Decimals kept on unit amounts (a unit net of 10.9160 must not become 10.92 before it is multiplied). */
export const UNIT_DIGITS = 4;

/**
 * ISO 4217 gives the forint two decimals and Intl answers 0 or 2 by its version, but Hungarian documents carry none
 * (design.md section 3).
 */
const DOCUMENT_DIGITS: Readonly<Record<string, number>> = { HUF: 0 };

/** Decimals of document totals in a currency: HUF and JPY 0, EUR 2, KWD 3. Throws ModelError on a malformed code. */
export function currencyDigits(currency: string): number {
  const code = currency.trim().toUpperCase();
  if (!/^[A-Z]{3}$/.test(code)) throw new ModelError(`'${currency}' is not a currency code like EUR`, 'bad-amount');
  const format = new Intl.NumberFormat('en', { style: 'currency', currency: code });
  return DOCUMENT_DIGITS[code] ?? format.resolvedOptions().maximumFractionDigits ?? 2;
}

/** An amount rounded to its currency's own decimals. */
export function roundToCurrency(amount: DecimalInput, currency: string, rounding: Rounding = 'half-up'): number {
  return toNumber(round(amount, currencyDigits(currency), rounding));
}

/** An amount as text with its currency's decimals: 29.9 EUR -> `29.90`. More decimals are shown when there are more. */
export function formatAmount(amount: DecimalInput, currency: string): string {
  return formatDecimal(amount, currencyDigits(currency));
}

/**
 * Whole minor units -> amount: (1299, 'EUR') -> 12.99. `digits` is for a vendor that counts otherwise than the
 * currency's own decimals (two for HUF, as some payment systems do). Throws ModelError unless `minor` is a whole number.
 */
export function fromMinorUnits(minor: number | string | bigint, currency: string, digits = currencyDigits(currency)): number {
  const value = decimal(minor);
  if (round(value, 0, 'down').units * 10n ** BigInt(value.scale) !== value.units) {
    throw new ModelError(`${formatDecimal(value)} is not a whole number of minor units (${currency})`, 'bad-amount');
  }
  return toNumber(divide(value, 10n ** BigInt(digits), digits));
}

/**
 * Amount -> whole minor units: (12.99, 'EUR') -> 1299. Without `rounding` an amount finer than the minor unit throws
 * ModelError, because dropping a fraction silently loses money.
 */
export function toMinorUnits(amount: DecimalInput, currency: string, rounding?: Rounding, digits = currencyDigits(currency)): number {
  const scaled = multiply(amount, 10n ** BigInt(digits));
  const whole = round(scaled, 0, rounding ?? 'down');
  if (rounding === undefined && subtract(scaled, whole).units !== 0n) {
    throw new ModelError(`${formatDecimal(amount)} ${currency} is finer than the currency's minor unit: choose a rounding`, 'bad-amount');
  }
  return toNumber(whole);
}

/** Exact sum; absent parts count nothing. */
export function sumAmounts(amounts: Iterable<DecimalInput | undefined>): number {
  let total = decimal(0);
  for (const amount of amounts) if (amount !== undefined) total = add(total, amount);
  return toNumber(total);
}

/** Exact a - b. */
export function differenceOf(a: DecimalInput, b: DecimalInput): number {
  return toNumber(subtract(a, b));
}

/** Exact unit amount x quantity; rounded only when `digits` is given. */
export function timesQuantity(unit: DecimalInput, quantity: DecimalInput, digits?: number): number {
  const product = multiply(unit, quantity);
  return toNumber(digits === undefined ? product : round(product, digits));
}

/** Line amount / quantity with at least four decimals. Throws ModelError when the quantity is zero. */
export function perUnit(lineAmount: DecimalInput, quantity: DecimalInput, digits = UNIT_DIGITS): number {
  return toNumber(divide(lineAmount, quantity, digits));
}

/** Net out of gross: gross / (1 + rate/100); `ratePercent` 19 means 19 %. */
export function netFromGross(gross: DecimalInput, ratePercent: DecimalInput, digits = UNIT_DIGITS): number {
  return toNumber(divide(multiply(gross, 100), add(100, ratePercent), digits));
}

/** Gross out of net: net x (1 + rate/100). */
export function grossFromNet(net: DecimalInput, ratePercent: DecimalInput, digits = UNIT_DIGITS): number {
  return toNumber(divide(multiply(net, add(100, ratePercent)), 100, digits));
}

/**
 * Spreads a total over parts in proportion to their weights; the parts always add up to the total exactly. What is left
 * after rounding down goes, one smallest unit each, to the largest remainders (the earlier part on a tie).
 * `digits`: decimals of a part, or more if the total itself has more. All weights zero means equal parts.
 * Throws ModelError on a negative weight, or on a non-zero total without parts.
 */
export function allocate(total: DecimalInput, weights: readonly DecimalInput[], digits: number): number[] {
  const amount = decimal(total);
  if (amount.units < 0n) return allocate(negate(amount), weights, digits).map((part) => (part === 0 ? 0 : -part));
  if (weights.length === 0) {
    if (amount.units === 0n) return [];
    throw new ModelError(`${formatDecimal(amount)} cannot be spread over no parts`, 'bad-amount');
  }
  const parsed = weights.map(decimal);
  if (parsed.some((weight) => weight.units < 0n)) throw new ModelError('An amount cannot be spread over negative weights', 'bad-amount');
  const weightScale = Math.max(...parsed.map((weight) => weight.scale));
  const aligned = parsed.map((weight) => weight.units * 10n ** BigInt(weightScale - weight.scale));
  const shares = aligned.some((weight) => weight > 0n) ? aligned : aligned.map(() => 1n);

  const scale = Math.max(digits, amount.scale);
  const units = amount.units * 10n ** BigInt(scale - amount.scale);
  const whole = shares.reduce((sum, share) => sum + share, 0n);
  const parts = shares.map((share) => (units * share) / whole);
  const left = Number(units - parts.reduce((sum, part) => sum + part, 0n));
  const byRemainder = shares
    .map((share, index) => ({ index, remainder: (units * share) % whole }))
    .sort((a, b) => (a.remainder === b.remainder ? a.index - b.index : a.remainder > b.remainder ? -1 : 1));
  for (const { index } of byRemainder.slice(0, left)) parts[index] = (parts[index] ?? 0n) + 1n;
  return parts.map((part) => toNumber({ units: part, scale }));
}

/**
 * A vendor's amount, number or text with a point, as a model amount; null, blank and absent give undefined. Numbers are
 * brought to 15 significant digits first, since several vendors print doubles (2.0666666666666664) into their JSON.
 * Throws ModelError on text that is no number.
 */
export function vendorAmount(value: number | string | null | undefined): number | undefined {
  if (value === null || value === undefined) return undefined;
  if (typeof value === 'string') {
    if (value.trim() === '') return undefined;
    return toNumber(value);
  }
  if (!Number.isFinite(value)) throw new ModelError(`'${value}' is not an amount`, 'bad-amount');
  return toNumber(value.toPrecision(15));
}
