export const EMPTY_GUID = '00000000-0000-0000-0000-000000000000';

const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export function isGuid(value: unknown): value is string {
  return typeof value === 'string' && GUID.test(value);
}

/** Ids that are the same in every run: what it is for, and which one. */
export class Guids {
  private used = new Map<string, number>();

  next(family: string): string {
    const number = (this.used.get(family) ?? 0) + 1;
    this.used.set(family, number);
    return guid(family, number);
  }

  reset(): void {
    this.used = new Map();
  }
}

export function guid(family: string, number: number): string {
  const head = Buffer.from(family.padEnd(4, '.').slice(0, 4)).toString('hex');
  return `${head}-0000-4000-8000-${number.toString(16).padStart(12, '0')}`;
}
