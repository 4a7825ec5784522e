import type { Client } from '../shared/api/client';
import { misconfigured } from '../shared/api/problem';
import { dropOthers, note, oursOf, type KeptHook } from '../shared/node/kept-hooks';
import { settle } from '../shared/node/settle';
import { addressSecret } from '../shared/node/webhook';
import { guid, sameText } from './ids';
import { read, sendOnce, write } from './wire';

export interface WantedHook {
  type: string;
  url: string;
  token: string;
  test: boolean;
}

interface Hook {
  ID?: string | null;
  Type?: string | null;
  IsActive?: boolean | null;
  ExternalURL?: string | null;
  ExternalAuthorizationType?: string | null;
  ExternalBearerToken?: string | null;
}

/** A token that needs no place to be kept: only who has the company's key can work it out. No signature comes with a delivery (cin7core.md §9). */
export const tokenFor = (applicationKey: string, url: string): string => addressSecret(applicationKey, 'cin7core', url);

const isAt = (hook: Hook, { url, type }: WantedHook): boolean => hook.ExternalURL === url && sameText(hook.Type, type);

/** Where the token is not shown it is taken to be ours: the address tells it is. */
const isAsWanted = (hook: Hook, wanted: WantedHook): boolean =>
  isAt(hook, wanted) && hook.IsActive === true && sameText(hook.ExternalAuthorizationType, 'bearerauth') && (!hook.ExternalBearerToken || hook.ExternalBearerToken === wanted.token);

/** All of the company: a list in a wrapper or bare. */
export async function readHooks(client: Client): Promise<Hook[]> {
  const { data } = await client.call<Hook[] | { Webhooks?: Hook[] | null } | undefined>(read('webhooks'));
  return Array.isArray(data) ? data : (data?.Webhooks ?? []);
}

export async function findHook(client: Client, wanted: WantedHook): Promise<string | undefined> {
  return guid((await readHooks(client)).find((hook) => isAsWanted(hook, wanted))?.ID) || undefined;
}

const bodyOf = ({ type, url, token }: WantedHook) => ({
  Type: type,
  IsActive: true,
  ExternalURL: url,
  ExternalAuthorizationType: 'bearerauth',
  ExternalBearerToken: token,
  ExternalHeaders: [],
});

const NO_MODULE =
  "Webhooks need the automation module of Cin7 Core, and each type takes five of them. Use the Cin7 Core Polling Trigger instead, or remove one that is not used under Integrations, Automation.";

async function create(client: Client, wanted: WantedHook): Promise<string> {
  const made = await settle(async () =>
    sendOnce(
      async () => {
        const { data } = await client.call<Hook | { Webhooks?: Hook[] | null } | undefined>(write('webhooks', bodyOf(wanted)));
        const hook = data && 'Webhooks' in data ? data.Webhooks?.[0] : (data as Hook | undefined);
        return guid(hook?.ID) || ((await findHook(client, wanted)) ?? '');
      },
      async () => await findHook(client, wanted),
    ),
  );
  if ('value' in made) return made.value;
  const { kind, status, message } = made.problem.details;
  // 403 with keys that have just read the list is no matter of the keys.
  if (kind === 'refused' || status === '403') throw misconfigured(`Cin7 Core did not make the webhook (${message})`, NO_MODULE);
  throw made.problem;
}

/** Removes a webhook; one that is gone already is fine. */
export async function removeHook(client: Client, id: string): Promise<void> {
  const gone = await settle(async () => await client.call(write('webhooks', undefined, { method: 'DELETE', query: { ID: id }, safety: 'repeatable' })));
  if ('problem' in gone && gone.problem.details.kind !== 'refused') throw gone.problem;
}

/**
 * Brings the webhook of this address into being: one that is there is taken over, and switched on again where Cin7 Core
 * gave it up after six failures; one of ours at an old address is moved, and what of ours is not wanted any more goes.
 *
 * @throws Problem when Cin7 Core does not accept it or cannot be used
 */
export async function bringAbout(client: Client, wanted: WantedHook, kept: KeptHook[]): Promise<void> {
  const existing = await readHooks(client);
  const ours = oursOf(kept, wanted.test);
  const known = existing.find((hook) => isAt(hook, wanted)) ?? existing.find((hook) => ours.has(guid(hook.ID)) && sameText(hook.Type, wanted.type));
  const knownId = known && guid(known.ID);
  if (known && knownId && !isAsWanted(known, wanted)) {
    await client.call(write('webhooks', { ID: known.ID, ...bodyOf(wanted) }, { method: 'PUT', safety: 'repeatable' }));
  }
  const id = knownId || (await create(client, wanted));
  note(kept, { id, url: wanted.url, test: wanted.test });
  await dropOthers(kept, ours, new Set([id]), async (left) => await removeHook(client, left));
}
