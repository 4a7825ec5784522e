import { z } from 'zod';
import { ModelError } from './errors';
import { modelObject, text } from './schema';

export const identitySchema = modelObject({
  channel: text.describe('The vendor in lower case, in one word'),
  account: text.describe('What separates two connections to one vendor: shop, storefront, marketplace or company'),
  id: text.describe('The id at the vendor, as text'),
}).describe('Who issued the record: the same id in two shops is two records');

export type Identity = z.infer<typeof identitySchema>;

const escapePart = (part: string): string => part.replace(/[%:]/g, (character) => (character === '%' ? '%25' : '%3A'));
const unescapePart = (part: string): string => part.replace(/%3A/g, ':').replace(/%25/g, '%');

/**
 * The identity as one stable text, `channel:account:id`, for ledgers and keyed writes. `:` and `%` inside a part are
 * escaped, so two different identities never give the same text.
 */
export function identityKey(identity: Identity): string {
  return [identity.channel, identity.account, identity.id].map(escapePart).join(':');
}

/** The identity back from {@link identityKey}. Throws ModelError `bad-identity` on any other text. */
export function parseIdentityKey(identityText: string): Identity {
  const parts = identityText.split(':').map(unescapePart);
  const [channel, account, id] = parts;
  if (parts.length !== 3 || !channel || !account || !id) {
    throw new ModelError(`'${identityText}' is not an identity of the form channel:account:id`, 'bad-identity');
  }
  return { channel, account, id };
}

/** True when both name the same record. */
export function sameIdentity(a: Identity, b: Identity): boolean {
  return identityKey(a) === identityKey(b);
}
