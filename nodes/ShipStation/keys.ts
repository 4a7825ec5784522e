import { createHash } from 'node:crypto';

import { identityKey, parseIdentityKey, type Identity } from '../shared/model';

/** Of `external_shipment_id`; v1 names no longest `orderKey`, and the same key serves both (shipstation.md §B2). */
export const LONGEST_KEY = 50;

/** Stands for an account that had to be left out of a key; the ids of such systems are unique without it. */
const ANY_ACCOUNT = '-';
const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * The key under which an order of another system is kept here: the same for the same order, and another for every
 * other. Its identity, without the account where that is too long and the id is a GUID, else a digest of it.
 */
export function orderKeyOf(identity: Identity): string {
  const whole = identityKey(identity);
  if (whole.length <= LONGEST_KEY) return whole;
  const short = identityKey({ ...identity, account: ANY_ACCOUNT });
  if (GUID.test(identity.id) && short.length <= LONGEST_KEY) return short;
  const digest = createHash('sha256').update(whole).digest('hex').slice(0, 32);
  return `${identity.channel.slice(0, LONGEST_KEY - 34)}:#${digest}`;
}

/**
 * Who an order is at the system it came from; undefined for a key nobody of us wrote, or a digest.
 *
 * @param account stands in where the key had no place for it
 */
export function identityIn(orderKey: string | null | undefined, account: string): Identity | undefined {
  try {
    const identity = parseIdentityKey(orderKey ?? '');
    return identity.account === ANY_ACCOUNT ? { ...identity, account: account || 'main' } : identity;
  } catch {
    return undefined;
  }
}
