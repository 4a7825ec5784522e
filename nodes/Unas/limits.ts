import type { Ceiling } from '../shared/api/ceiling';
import { packageOf, type Package } from './account';

const HOUR_MS = 3_600_000;

/**
 * A tenth below what UNAS allows an hour: a window counted at both ends of a line never agrees to the second, and over
 * the limit the address is banned for an hour (unas.md §3).
 */
const PART = 0.9;

type Limit = Record<Package, number>;

const ALL: Limit = { PREMIUM: 2_000, VIP: 6_000 };
const MANY: Limit = { PREMIUM: 1_000, VIP: 3_000 };
const FEW: Limit = { PREMIUM: 30, VIP: 90 };
/** PREMIUM has none; its answer says so. */
const AUTOMATISM: Limit = { PREMIUM: 5, VIP: 90 };

const LIMITS: Readonly<Record<string, Limit>> = {
  getOrder: MANY,
  'getOrder list': FEW,
  getStock: MANY,
  'getStock list': FEW,
  getProduct: MANY,
  'getProduct list': FEW,
  setOrder: MANY,
  setStock: MANY,
  setProduct: MANY,
  getOrderStatus: FEW,
  // Not in the table: taken for one of the rare ones.
  getWarehouse: FEW,
  getAutomatism: AUTOMATISM,
  setAutomatism: AUTOMATISM,
};

/** Limits of one call, by the package the last log-in told. Names of operations are the vendor's, with ` list` for several entities. */
export function ceilings(operation: string, values: Readonly<Record<string, unknown>>): Ceiling[] {
  const bought = packageOf(values.subscription);
  const ceiling = (name: string, limit: Limit): Ceiling => ({ name, limit: Math.floor(limit[bought] * PART), windowMs: HOUR_MS });
  const own = LIMITS[operation];
  return [ceiling('all', ALL), ...(own ? [ceiling(operation, own)] : [])];
}
