import { createPublicKey, verify } from 'node:crypto';

import type { Client } from '../shared/api/client';
import { V2_ADDRESS } from './account';
import { read, readPage } from './wire';

/** The vendor's public keys; the address agrees in two implementations, the vendor's guide names none (shipstation.md §B6). */
const KEYS = 'https://api.shipengine.com/jwks';

const OLDEST_MS = 5 * 60_000;
const KEEP_MS = 24 * 3_600_000;
/** Somebody who invents key ids must not make us ask for keys all the time. */
const REST_MS = 60_000;

export interface Signed {
  keyId: string;
  signature: string;
  timestamp: string;
  /** As it came, unparsed. */
  body: string;
}

interface Jwk {
  kid?: string;
  [member: string]: unknown;
}

const known = new Map<string, { keys: Jwk[]; at: number }>();

/** Keys of a test system are its own. */
const addressOf = (client: Client): string => {
  const base = (client.setting?.('baseUrl') ?? '').trim().replace(/\/+$/, '');
  return base === '' || base === V2_ADDRESS ? KEYS : `${base}/jwks`;
};

async function keyOf(client: Client, kid: string, now: number): Promise<Jwk | undefined> {
  const address = addressOf(client);
  const kept = known.get(address);
  const found = kept && now - kept.at < KEEP_MS ? kept.keys.find((key) => key.kid === kid) : undefined;
  if (found || (kept && Math.abs(now - kept.at) < REST_MS)) return found;
  const { rows } = await readPage<Jwk>(client, { ...read('signature keys'), address }, 'keys');
  known.set(address, { keys: rows, at: now });
  return rows.find((key) => key.kid === kid);
}

/** The parts of a signature; undefined where one is missing. */
export function signedIn(headers: Record<string, unknown>, body: string): Signed | undefined {
  const [keyId, signature, timestamp] = ['x-shipengine-rsa-sha256-key-id', 'x-shipengine-rsa-sha256-signature', 'x-shipengine-timestamp'].map((name) => headers[name]);
  if (typeof keyId !== 'string' || typeof signature !== 'string' || typeof timestamp !== 'string') return undefined;
  return { keyId, signature, timestamp, body };
}

/** Signed more than five minutes ago, or in the future: a repeat of somebody who listened. */
export const isStale = ({ timestamp }: Signed, now: number): boolean => !(Math.abs(now - Date.parse(timestamp)) <= OLDEST_MS);

function fits(key: Jwk, { signature, timestamp, body }: Signed): boolean {
  try {
    return verify('sha256', Buffer.from(`${timestamp}.${body}`, 'utf8'), createPublicKey({ key, format: 'jwk' } as never), Buffer.from(signature, 'base64'));
  } catch {
    return false;
  }
}

/** True for what ShipStation itself signed. @throws Problem where its keys cannot be read */
export async function isGenuine(client: Client, signed: Signed, now: number): Promise<boolean> {
  const key = await keyOf(client, signed.keyId, now);
  return key !== undefined && fits(key, signed);
}
