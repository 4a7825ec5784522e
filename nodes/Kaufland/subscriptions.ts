import type { Client } from '../shared/api/client';
import { readByOffset } from '../shared/api/pagers';
import { isProblem, refused } from '../shared/api/problem';
import { encodeComponent, type ApiRequest } from '../shared/api/request';
import { dropOthers, note, oursOf, type KeptHook } from '../shared/node/kept-hooks';
import { settle } from '../shared/node/settle';
import { readSubscriptionPage } from './api';
import type { KauflandSubscription } from './types';

export interface WantedSubscriptions {
  url: string;
  test: boolean;
  events: readonly string[];
  /** In lower case. */
  storefronts: readonly string[];
  /** Where Kaufland writes to when the address does not answer any more. */
  fallbackEmail: string;
}

/** Largest page of subscriptions (kaufland.md §3). */
const PAGE = 30;

const idOf = ({ id_subscription }: KauflandSubscription): string => String(id_subscription);

export async function readSubscriptions(client: Client): Promise<KauflandSubscription[]> {
  return await readByOffset(async (offset) => await readSubscriptionPage(client, { limit: PAGE, offset }), idOf);
}

function createRequest(event: string, storefront: string, { url, fallbackEmail }: WantedSubscriptions): ApiRequest {
  const body = JSON.stringify({ callback_url: url, fallback_email: fallbackEmail, event_name: event });
  return { operation: 'subscriptions', method: 'POST', path: '/subscriptions', query: { storefront }, body, safety: 'once' };
}

function changeRequest(id: string, change: { callback_url?: string; is_active: true }): ApiRequest {
  const path = `/subscriptions/${encodeComponent(id)}`;
  return { operation: 'subscriptions/{id_subscription}', method: 'PATCH', path, body: JSON.stringify(change), safety: 'repeatable' };
}

interface Pair {
  event: string;
  storefront: string;
}

const pairsOf = ({ events, storefronts }: WantedSubscriptions): Pair[] =>
  storefronts.flatMap((storefront) => events.map((event) => ({ event, storefront })));

const isFor = (one: KauflandSubscription, { event, storefront }: Pair): boolean =>
  one.event_name === event && (one.storefront ?? '').toLowerCase() === storefront;

/** True when every wanted subscription is there, active and at this address, and none of ours is left over. */
export function isComplete(existing: readonly KauflandSubscription[], wanted: WantedSubscriptions, kept: readonly KeptHook[]): boolean {
  const pairs = pairsOf(wanted);
  const all = pairs.every((pair) => existing.some((one) => isFor(one, pair) && one.callback_url === wanted.url && one.is_active));
  const ours = oursOf(kept, wanted.test);
  const isWanted = (one: KauflandSubscription): boolean => one.callback_url === wanted.url && pairs.some((pair) => isFor(one, pair));
  const leftOver = existing.some((one) => ours.has(idOf(one)) && !isWanted(one));
  return all && !leftOver;
}

async function create(client: Client, pair: Pair, wanted: WantedSubscriptions): Promise<string> {
  const request = createRequest(pair.event, pair.storefront, wanted);
  const made = await settle(async () => await client.call<{ data: KauflandSubscription }>(request));
  if ('value' in made) return idOf(made.value.data.data);
  const { details } = made.problem;
  if (details.kind === 'unknown') {
    // The answer was lost: it may be there, and a second one would tell everything twice.
    const there = (await readSubscriptions(client)).find((one) => isFor(one, pair) && one.callback_url === wanted.url);
    if (there) return idOf(there);
  }
  if (details.code === 'subscriptions/unverified-callback-url') {
    throw refused(
      `Kaufland could not reach the address of this workflow (${pair.event}, ${pair.storefront.toUpperCase()}): ${details.message}`,
      'n8n needs an address that can be reached over HTTPS from the internet (WEBHOOK_URL); then publish the workflow again.',
      { code: details.code },
    );
  }
  throw made.problem.about(`Notification '${pair.event}' (${pair.storefront.toUpperCase()})`);
}

/** Removes a subscription; one that is gone already is fine. */
export async function removeSubscription(client: Client, id: string): Promise<void> {
  const path = `/subscriptions/${encodeComponent(id)}`;
  const gone = await settle(
    async () => await client.call({ operation: 'subscriptions/{id_subscription}', method: 'DELETE', path, safety: 'repeatable' }),
  );
  if ('problem' in gone && !(isProblem(gone.problem) && gone.problem.details.code === 'not-found')) throw gone.problem;
}

/**
 * Brings the subscriptions of this address into being: those that are there are taken over (and switched on again after
 * Kaufland gave them up), one of ours at an old address is moved, the rest is created, and what is not wanted any more
 * goes. `kept` is brought up to date step by step, so that a failure half-way can be undone.
 *
 * @throws Problem when Kaufland does not accept the address or cannot be used
 */
export async function bringAbout(client: Client, wanted: WantedSubscriptions, kept: KeptHook[]): Promise<void> {
  const existing = await readSubscriptions(client);
  const ours = oursOf(kept, wanted.test);
  const used = new Set<string>();
  const keep = (id: string): void => {
    used.add(id);
    note(kept, { id, url: wanted.url, test: wanted.test });
  };
  for (const pair of pairsOf(wanted)) {
    const here = existing.find((one) => isFor(one, pair) && one.callback_url === wanted.url);
    const moved = existing.find((one) => isFor(one, pair) && ours.has(idOf(one)) && !used.has(idOf(one)));
    const known = here ?? moved;
    if (known && !(known.callback_url === wanted.url && known.is_active)) {
      const change = known.callback_url === wanted.url ? {} : { callback_url: wanted.url };
      await client.call(changeRequest(idOf(known), { ...change, is_active: true }));
    }
    keep(known ? idOf(known) : await create(client, pair, wanted));
  }
  await dropOthers(kept, ours, used, async (left) => await removeSubscription(client, left));
}
