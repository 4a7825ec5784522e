import type { Client } from '../shared/api/client';
import { identityKey, utc, type Order } from '../shared/model';
import { firstPage, readListPage, ROWS_PER_CALL } from './pages';
import { byExternalId, saleList } from './read-orders';
import { isVoided } from './status';
import type { SaleRow } from './types';

/** A sale is made after its order was placed; a day for clocks and dates without a time. */
const A_DAY_MS = 86_400_000;

/** The sale of an identity; one that was voided only where there is no other. */
export const best = (rows: readonly SaleRow[]): SaleRow | undefined => rows.find((row) => !isVoided(row)) ?? rows[0];

export async function findImported(client: Client, externalId: string): Promise<SaleRow | undefined> {
  return best(await byExternalId(client, externalId));
}

/**
 * Which of several orders are there, by ExternalID in lower case. One call where all sales since the oldest of the
 * orders fit into it; a list of several pages can miss a sale that moves meanwhile, so then each is asked for.
 */
export async function findAllImported(client: Client, orders: readonly Order[]): Promise<ReadonlyMap<string, SaleRow>> {
  const found = new Map<string, SaleRow>();
  const keys = orders.map(({ identity }) => identityKey(identity));
  const askFor = async (wanted: readonly string[]) => {
    for (const key of wanted) {
      const row = await findImported(client, key);
      if (row) found.set(key.toLowerCase(), row);
    }
    return found;
  };
  if (keys.length <= 1) return await askFor(keys);
  const oldest = orders.map(({ placedAt }) => placedAt).sort()[0] ?? '';
  const CreatedSince = utc(Date.parse(oldest) - A_DAY_MS).replace(/Z$/, '');
  const { rows, next } = await readListPage<SaleRow>(client, saleList({ CreatedSince }), firstPage(ROWS_PER_CALL));
  for (const key of keys) {
    const row = best(rows.filter(({ ExternalID }) => (ExternalID ?? '').toLowerCase() === key.toLowerCase()));
    if (row) found.set(key.toLowerCase(), row);
  }
  return next ? await askFor(keys.filter((key) => !found.has(key.toLowerCase()))) : found;
}
