import { amount, rounded, times, withoutTax, withTax, type Amount } from './amounts';
import type { Sent } from './request-xml';
import { isForint, LINE, VAT_TEXTS } from './values';

export interface Line {
  name: string;
  vat: string;
  grossPrice: boolean;
  unitPrice: string;
  quantity: string;
  unit: string;
  net: number;
  gross: number;
  /** Elements of the line that no public source names, by name without suffix. */
  extra: Record<string, string>;
}

export type Separator = () => 'point' | 'comma';

const SUFFIXED = /^(\p{L}[\p{L}_]*?)([1-9]\d*)$/u;

/** The suffixes in use: [''] for one line, ['1', …, 'n'] from two lines on (innvoice.md §2). */
export function suffixesOf(sent: Sent): string[] | string {
  const bare = LINE.some((name) => sent.has(name));
  const numbers = new Set([...sent.keys()].map((name) => SUFFIXED.exec(name)).filter((found) => found !== null && LINE.includes(found[1])).map((found) => Number(found?.[2])));
  if (bare && numbers.size > 0) return 'TetelNev without a number stands beside numbered lines';
  if (bare) return [''];
  if (numbers.size === 0) return 'TetelNev is missing: an invoice has at least one line';
  if (numbers.size === 1) return 'A single line is written without a number';
  const expected = Array.from(numbers, (_, index) => index + 1);
  return expected.every((number) => numbers.has(number)) ? expected.map(String) : `Lines are numbered from 1 without gaps up to ${numbers.size}`;
}

export function readLine(sent: Sent, suffix: string, currency: string, separator: Separator): Line | string {
  const given = Object.fromEntries(LINE.map((name) => [name, sent.get(name + suffix)])) as Record<string, string | undefined>;
  const missing = LINE.find((name) => given[name] === undefined || given[name] === '');
  if (missing) return `${missing}${suffix} is missing`;
  const { TetelNev, AfaSzoveg, Brutto, EgysegAr, Mennyiseg, MennyisegEgyseg } = given as Record<string, string>;
  if (!VAT_TEXTS.includes(AfaSzoveg)) return `AfaSzoveg${suffix} is not a VAT text of the list: ${AfaSzoveg}`;
  if (Brutto !== '0' && Brutto !== '1') return `Brutto${suffix} is 0 or 1`;
  const price = readAmount(EgysegAr, separator);
  if (price === undefined) return `EgysegAr${suffix} is not a number`;
  const quantity = readAmount(Mennyiseg, separator);
  if (quantity === undefined || quantity <= 0n) return `Mennyiseg${suffix} is not a number above 0`;
  const rate = Number.parseInt(AfaSzoveg, 10);
  const whole = times(price, quantity);
  const places = isForint(currency) ? 0 : 2;
  const gross = Brutto === '1' ? whole : withTax(whole, rate);
  const net = Brutto === '1' ? withoutTax(whole, rate) : whole;
  return { name: TetelNev, vat: AfaSzoveg, grossPrice: Brutto === '1', unitPrice: EgysegAr, quantity: Mennyiseg, unit: MennyisegEgyseg, net: rounded(net, places), gross: rounded(gross, places), extra: {} };
}

function readAmount(written: string, separator: Separator): Amount | undefined {
  if (!/^-?\d+([.,]\d{1,6})?$/.test(written)) return undefined;
  const found = /[.,]/.exec(written)?.[0];
  if (found !== undefined && (found === '.') !== (separator() === 'point')) return undefined;
  return amount(written);
}

/** Splits what no public source names into the header's and each line's. */
export function splitExtra(sent: Sent, known: readonly string[], suffixes: string[]): { header: Record<string, string>; lines: Map<string, Record<string, string>> } {
  const header: Record<string, string> = {};
  const lines = new Map<string, Record<string, string>>(suffixes.map((suffix) => [suffix, {}]));
  for (const [name, value] of sent) {
    const bare = SUFFIXED.exec(name);
    if (known.includes(name) || LINE.includes(name) || (bare && LINE.includes(bare[1]))) continue;
    const line = bare && suffixes[0] !== '' ? lines.get(bare[2]) : undefined;
    if (line && bare) line[bare[1]] = value;
    else header[name] = value;
  }
  return { header, lines };
}
