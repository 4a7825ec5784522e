import type { Exclusion } from './heartbeat';

/**
 * Ways of connecting Cin7 Core and ShipStation that both bring orders over; whoever used both would send orders twice
 * (help page of ShipStation on Cin7 Core). Three days outlast a weekend in which nothing ran.
 */
const FRESH_HOURS = 72;

export const METHOD_1: Exclusion = { method: '1', other: '2', freshHours: FRESH_HOURS };
export const METHOD_2: Exclusion = { method: '2', other: '1', freshHours: FRESH_HOURS };
