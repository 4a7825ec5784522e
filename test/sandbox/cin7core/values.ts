/** GUIDs with letters, so that a comparison by case would show. */
export class Ids {
  private readonly issued = new Map<string, number>();

  reset(): void {
    this.issued.clear();
  }

  guid(kind: string): string {
    return guidOf(kind, this.count(kind));
  }

  /** `SO-00512` and the like. */
  number(prefix: string, first = 1): string {
    return `${prefix}-${String(this.count(prefix) + first - 1).padStart(5, '0')}`;
  }

  private count(kind: string): number {
    const next = (this.issued.get(kind) ?? 0) + 1;
    this.issued.set(kind, next);
    return next;
  }
}

export function guidOf(kind: string, number: number): string {
  const letters = Buffer.from(kind.slice(0, 4).padEnd(4, 'x')).toString('hex');
  return `${letters}-c1a7-4dea-8bad-${number.toString(16).padStart(12, '0')}`;
}

export const NO_GUID = '00000000-0000-0000-0000-000000000000';
export const isGuid = (value: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value);

/** Milliseconds of an ISO 8601 date, UTC unless it says otherwise (cin7core.md §1); undefined = not a date. */
export function readDate(value: string): number | undefined {
  if (!/^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,7})?)?(Z|[+-]\d{2}:\d{2})?)?$/.test(value)) return undefined;
  const whole = value.replace(/(\.\d{3})\d+/, '$1');
  const time = Date.parse(/T.*(Z|[+-]\d{2}:\d{2})$/.test(whole) ? whole : whole.includes('T') ? `${whole}Z` : `${whole}T00:00:00Z`);
  return Number.isNaN(time) ? undefined : time;
}

/** A day as the vendor's samples write it. */
export const day = (time: number): string => `${new Date(time).toISOString().slice(0, 10)}T00:00:00`;
export const moment = (time: number): string => new Date(time).toISOString();

/** The tenant's local format of payloads (cin7core.md §9): here dd/MM/yyyy. */
export const localDay = (time: number): string => day(time).slice(0, 10).split('-').reverse().join('/');

const PLACES = 10_000n;

/** A decimal as whole ten-thousandths; undefined when it has more than four places. */
export function exact(value: number): bigint | undefined {
  const parts = /^(-?)(\d+)(?:\.(\d{1,4}))?$/.exec(String(value));
  if (!parts) return undefined;
  const size = BigInt(parts[2]) * PLACES + BigInt((parts[3] ?? '').padEnd(4, '0'));
  return parts[1] ? -size : size;
}

export const plain = (value: bigint): number => Number(value) / Number(PLACES);

/** Quantity x price less a percentage, to four places. */
export function lineTotal(quantity: number, price: number, discount: number): bigint {
  const product = (exact(quantity) ?? 0n) * (exact(price) ?? 0n) * (1_000_000n - (exact(discount) ?? 0n));
  return rounded(product, PLACES * 1_000_000n);
}

export const toCents = (value: bigint): bigint => rounded(value, 100n) * 100n;

function rounded(value: bigint, by: bigint): bigint {
  const half = value < 0n ? -by / 2n : by / 2n;
  return (value + half) / by;
}
