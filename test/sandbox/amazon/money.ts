/** Minor units as the vendor's decimal text; yen have no minor unit. */
export function amount(minor: number, currency: string): string {
  if (currency === 'JPY') return String(Math.round(minor / 100));
  const sign = minor < 0 ? '-' : '';
  const digits = String(Math.abs(minor)).padStart(3, '0');
  return `${sign}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

export function money(minor: number, currencyCode: string): { amount: string; currencyCode: string } {
  return { amount: amount(minor, currencyCode), currencyCode };
}
