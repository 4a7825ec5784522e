import type { Client } from '../shared/api/client';
import { refused, type Problem } from '../shared/api/problem';
import { identityKey } from '../shared/model';
import { nameOf, type WantedOrder } from '../shared/node/wanted-order';
import { findImported } from './find-imported';
import { guid, isGuid } from './ids';
import { findSales, readSale } from './read-orders';
import type { Sale } from './types';

function knownId({ identity, references }: WantedOrder): string | undefined {
  const told = [references?.cin7SaleId, identity.channel === 'cin7core' ? identity.id : undefined];
  return told.find((id): id is string => typeof id === 'string' && isGuid(id));
}

export function notFound(wanted: WantedOrder): Problem {
  return refused(`${nameOf(wanted)} is not at Cin7 Core`, 'It was never imported, or belongs to another company than the one of the credential.', { code: 'not-found' });
}

/** One of its own that somebody told by the number alone, as ShipStation does where a notice has no body (shipstation.md §C3). */
async function byNumber(client: Client, { identity }: WantedOrder): Promise<Sale | undefined> {
  const [only, another] = await findSales(client, 'number', identity.id);
  return another ? undefined : only?.sale;
}

/**
 * The sale of a record: by Cin7 Core's own ID where it is known, else by the identity it was imported with, or by its
 * number where that stands for the ID.
 *
 * @throws Problem when it is not there
 */
export async function findOrder(client: Client, wanted: WantedOrder): Promise<Sale> {
  if (wanted.identity.channel === 'cin7core' && knownId(wanted) === undefined) {
    const told = await byNumber(client, wanted);
    if (told) return told;
    throw notFound(wanted);
  }
  const id = knownId(wanted) ?? guid((await findImported(client, identityKey(wanted.identity)))?.SaleID);
  const sale = id ? await readSale(client, id) : undefined;
  if (!sale) throw notFound(wanted);
  return sale;
}
