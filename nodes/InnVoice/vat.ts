import { refused } from '../shared/api/problem';
import { add, compare, divide, formatDecimal, multiply, negate, subtract } from '../shared/model';

/** Reasons for 0 % that InnVoice has a text for; which of them is right only the operator knows (specs/innvoice/enums.json). */
export const ZERO_RATE_TEXTS: ReadonlyArray<{ text: string; meaning: string }> = [
  { text: '0% - AAM', meaning: 'Personal exemption (alanyi adómentes)' },
  { text: '0% - TAM', meaning: 'Exempt by the nature of the supply (tárgyi adómentes)' },
  { text: '0% - KBA', meaning: 'Supply of goods to another EU country' },
  { text: '0% - KBAUK', meaning: 'Supply of new means of transport to another EU country' },
  { text: '0% - EAM', meaning: 'Export of goods' },
  { text: '0% - NAM', meaning: 'Other exemption of international supplies' },
  { text: '0% - ÁTK', meaning: 'Outside the scope of VAT (áfa tárgyi hatályán kívül)' },
  { text: '0% - EUFAD37', meaning: 'Reverse charge in another EU country, section 37' },
  { text: '0% - EUFADE', meaning: 'Reverse charge in another EU country, other' },
  { text: '0% - EUE', meaning: 'Supply in another EU country, not reverse charge' },
  { text: '0% - HO', meaning: 'Supply outside the EU' },
  { text: '0% - FOA', meaning: 'Domestic reverse charge (fordított adózás)' },
  { text: '0% - K.AFA', meaning: 'Margin scheme (különbözet szerinti)' },
  { text: '0% - AFAMENTES', meaning: 'VAT exempt' },
  { text: '0% - NONREFUNDABLE_VAT', meaning: 'VAT that is not refunded' },
  { text: '0% - REFUNDABLE_VAT', meaning: 'VAT that is refunded' },
];

export interface VatSettings {
  /** Text for 0 %; '' = none chosen. */
  zeroRate: string;
  /** The same for deposits, which are outside the scope of VAT whatever the goods are; '' = as for the goods. */
  zeroRateOfDeposits: string;
  /** The operator's own texts, by rate in percent. */
  texts: ReadonlyArray<{ rate: number; text: string }>;
}

/** @throws Problem where 0 % stands without the operator's reason */
export function vatText(rate: number, settings: VatSettings, named: string): string {
  const own = settings.texts.find((one) => compare(one.rate, rate) === 0);
  if (own) return own.text;
  if (rate !== 0) return `${formatDecimal(rate)}%`;
  if (settings.zeroRate !== '') return settings.zeroRate;
  throw refused(`${named} has 0 % VAT, for which InnVoice asks a reason`, "Choose 'Reason for 0% VAT' in the node; ask your accountant which one is right.");
}

export interface Taxed {
  net?: number;
  gross?: number;
  tax?: number;
  taxRate?: number;
}

/** Rates of Hungarian VAT in force; 0 % is never worked out, since it needs a reason. */
const USUAL_RATES = [27, 18, 5];

/**
 * The rate told, or the usual one that explains net and gross; undefined where neither tells.
 *
 * @param exactness the smallest unit of the currency, by which rounded amounts may be off
 */
export function rateOf({ net, gross, tax, taxRate }: Taxed, exactness: string): number | undefined {
  if (taxRate !== undefined) return taxRate;
  const whole = gross ?? (net !== undefined && tax !== undefined ? add(net, tax) : undefined);
  const base = net ?? (gross !== undefined && tax !== undefined ? subtract(gross, tax) : undefined);
  if (whole === undefined || base === undefined) return undefined;
  const fitting = USUAL_RATES.filter((rate) => {
    const off = subtract(divide(multiply(base, add(100, rate)), 100, 6), whole);
    return compare(off, exactness) <= 0 && compare(negate(off), exactness) <= 0;
  });
  return fitting.length === 1 ? fitting[0] : undefined;
}
