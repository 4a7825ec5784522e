import { add, decimal, divide, multiply, round, type Decimal, type DecimalInput, type Order } from '../shared/model';
import type { VatSettings } from './vat';

/** One line of a document, before it is written. */
export interface InvoiceLine {
  name: string;
  rate: number;
  vatText: string;
  /** True = the price holds the tax. */
  gross: boolean;
  unitPrice: Decimal;
  quantity: Decimal;
  unit: string;
  /** Of goods; charges and discounts have none. */
  sku?: string;
  gtin?: string;
  lineId?: string;
}

export interface LineSettings {
  vat: VatSettings;
  /** Unit of measure of lines that tell none. */
  unit: string;
}

/** How prices of this document are written. */
export interface PriceForm {
  gross: boolean;
  digits: number;
  /** The currency's smallest unit. */
  smallest: string;
}

/** Decimals of a unit price outside forint (design.md 3: unit amounts keep four). */
const UNIT_DECIMALS = 4;
/** Decimals kept between the steps of a calculation, before the one rounding. */
export const EXACT = 8;

/** Forint prices are whole and gross: shops' net prices carry decimals, whose form is unconfirmed (innvoice.md §3). */
export function priceForm(order: Order): PriceForm {
  return order.currency === 'HUF' ? { gross: true, digits: 0, smallest: '1' } : { gross: order.pricesIncludeTax, digits: UNIT_DECIMALS, smallest: '0.01' };
}

/** An amount on the side the document is written in, from whichever side is known. */
export function onSide(known: { gross?: Decimal | number; net?: Decimal | number }, rate: number, gross: boolean): Decimal | undefined {
  const own = gross ? known.gross : known.net;
  if (own !== undefined) return decimal(own);
  const other = gross ? known.net : known.gross;
  if (other === undefined) return undefined;
  return gross ? withTax(other, rate) : divide(multiply(other, 100), add(100, rate), EXACT);
}

const withTax = (net: DecimalInput, rate: number): Decimal => divide(multiply(net, add(100, rate)), 100, EXACT);

/** What InnVoice will make of the lines: tax-inclusive, each line rounded by itself. */
export function grossOf(lines: readonly InvoiceLine[], documentDigits: number): Decimal {
  return lines.reduce((sum, line) => {
    const whole = amountOf(line);
    const gross = line.gross ? whole : withTax(whole, line.rate);
    return add(sum, round(gross, documentDigits));
  }, decimal(0));
}

/** Unit price x quantity, exact. */
export const amountOf = ({ unitPrice, quantity }: InvoiceLine): Decimal => multiply(unitPrice, quantity);
