import type { Client } from '../shared/api/client';
import type { Choice } from '../shared/node/lists';
import { apiRequest } from './wire';

export interface Participation {
  marketplace?: { id?: string | null; countryCode?: string | null; name?: string | null; defaultCurrencyCode?: string | null; domainName?: string | null } | null;
  storeName?: string | null;
  participation?: { isParticipating?: boolean | null; hasSuspendedListings?: boolean | null } | null;
}

/** The marketplaces of the account. One call a minute is allowed in the long run (amazon.md §2.3). */
export async function readParticipations(client: Client): Promise<Participation[]> {
  const { data } = await client.call<{ payload?: Participation[] | null } | undefined>(apiRequest('getMarketplaceParticipations'));
  return data?.payload ?? [];
}

/** Marketplaces to pick from, those where nothing is sold last. */
export async function marketplaceChoices(client: Client): Promise<Choice[]> {
  const all = await readParticipations(client);
  const selling = ({ participation }: Participation) => participation?.isParticipating === true;
  return [...all.filter(selling), ...all.filter((one) => !selling(one))].flatMap((one) => {
    const { id, name, countryCode } = one.marketplace ?? {};
    if (!id) return [];
    const note = selling(one) ? '' : ' (not selling there)';
    return [{ name: `${name ?? id} (${countryCode ?? '?'})${note}`, value: id }];
  });
}
