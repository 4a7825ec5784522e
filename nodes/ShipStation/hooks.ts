import type { Client } from '../shared/api/client';
import { Problem } from '../shared/api/problem';
import { settle } from '../shared/node/settle';
import { addressSecret } from '../shared/node/webhook';
import { isV2 } from './lists';
import { read, readArray, readPage, write } from './wire';

export interface WantedHook {
  event: string;
  /** Address as ShipStation is to call it, secret included. */
  url: string;
  storeId?: number;
  name: string;
}

interface Hook {
  id: string;
  event: string;
  url: string;
  /** Null for all stores, absent where the list does not tell. */
  storeId?: number | null;
}

interface V1Hook {
  WebHookID?: number | null;
  HookType?: string | null;
  Url?: string | null;
  StoreID?: number | null;
}

interface V2Hook {
  webhook_id?: string | null;
  event?: string | null;
  url?: string | null;
}

/** A secret of the address that needs no place to be kept: only who has the account's keys can work it out. */
export const secretFor = (keys: string, url: string): string => addressSecret(keys, 'shipstation', url).slice(0, 40);

const withoutQuery = (url: string): string => url.split('?')[0] ?? url;

async function readHooks(client: Client): Promise<Hook[]> {
  if (isV2(client)) {
    const hooks = await readArray<V2Hook>(client, read('v2/environment/webhooks'));
    return hooks.map(({ webhook_id, event, url }) => ({ id: webhook_id ?? '', event: event ?? '', url: url ?? '' }));
  }
  const { rows } = await readPage<V1Hook>(client, read('webhooks'), 'webhooks');
  return rows.map(({ WebHookID, HookType, Url, StoreID }) => ({ id: String(WebHookID ?? ''), event: HookType ?? '', url: Url ?? '', storeId: StoreID }));
}

/** One of another store would keep telling of that one. */
const isOfStore = ({ storeId }: Hook, wanted: number | undefined): boolean => storeId === undefined || (storeId ?? undefined) === wanted;

const isWanted = (hook: Hook, { event, url, storeId }: WantedHook): boolean => hook.url === url && hook.event === event && isOfStore(hook, storeId);

export const findHook = async (client: Client, wanted: WantedHook): Promise<boolean> => (await readHooks(client)).some((hook) => isWanted(hook, wanted));

/** Members that only newer texts name are sent where they say something (shipstation.md §B6). */
function createRequest(client: Client, { event, url, storeId, name }: WantedHook) {
  if (isV2(client)) return write('v2/environment/webhooks', { event, url, ...(storeId === undefined ? {} : { store_id: storeId }) });
  return write('webhooks/subscribe', { target_url: url, event, store_id: storeId ?? null, friendly_name: name });
}

async function removeHook(client: Client, id: string): Promise<void> {
  const path = isV2(client) ? `v2/environment/webhooks/${id}` : `webhooks/${id}`;
  const gone = await settle(async () => await client.call(write(path, undefined, { method: 'DELETE', safety: 'repeatable', operation: 'webhooks (delete)' })));
  if ('problem' in gone && gone.problem.details.kind !== 'refused') throw gone.problem;
}

/**
 * Registers the webhook unless it is there; those at the same address that are not wanted any more go.
 *
 * @throws Problem when ShipStation does not accept it or cannot be used
 */
export async function registerHook(client: Client, wanted: WantedHook): Promise<void> {
  const existing = await readHooks(client);
  for (const hook of existing) if (withoutQuery(hook.url) === withoutQuery(wanted.url) && !isWanted(hook, wanted)) await removeHook(client, hook.id);
  if (existing.some((hook) => isWanted(hook, wanted))) return;
  for (let tries = 1; tries <= 2; tries++) {
    const made = await settle(async () => await client.call(createRequest(client, wanted)));
    if ('value' in made) return;
    // The answer was lost, or it exists already (409): a second one would tell everything twice.
    if (await findHook(client, wanted)) return;
    if (made.problem.details.kind !== 'unknown') throw made.problem.about('Webhook');
  }
  throw new Problem({ kind: 'unavailable', cause: 'network', message: "Webhook: ShipStation's answer was lost twice", nextStep: 'Publish the workflow again in a minute.', vendor: 'ShipStation' });
}

/** Removes all webhooks at this address. */
export async function removeHooks(client: Client, url: string): Promise<void> {
  for (const hook of await readHooks(client)) if (withoutQuery(hook.url) === withoutQuery(url)) await removeHook(client, hook.id);
}
