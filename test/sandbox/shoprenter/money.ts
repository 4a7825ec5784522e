/** Amounts are whole ten-thousandths, because the vendor writes four decimals. */
export type Money = number;

export function money(written: string | number): Money {
  return Math.round(Number(written) * 10_000);
}

export function written(amount: Money): string {
  const size = Math.abs(amount);
  return `${amount < 0 ? '-' : ''}${Math.floor(size / 10_000)}.${String(size % 10_000).padStart(4, '0')}`;
}

export function netOf(gross: Money, rate: number): Money {
  return Math.round((gross * 100) / (100 + rate));
}

export function grossOf(net: Money, rate: number): Money {
  return Math.round((net * (100 + rate)) / 100);
}

/** At a currency's multiplier, such as 0.0025. */
export function inCurrency(amount: Money, value: number): Money {
  return Math.round(amount * value);
}

/** As people read it: `5.200 Ft`, `13,00 €`. */
export function shown(amount: Money, currency: string): string {
  const sign = amount < 0 ? '-' : '';
  const [whole, cents] = (Math.abs(amount) / 10_000).toFixed(currency === 'HUF' ? 0 : 2).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, '.');
  return `${sign}${grouped}${cents === undefined ? ' Ft' : `,${cents} €`}`;
}

/** Gross price in forint of an article of the common catalogue. */
export function forint(cents: number): Money {
  return Math.round((cents * 4) / 10) * 10 * 10_000;
}
