import type { Client } from '../shared/api/client';
import { misconfigured } from '../shared/api/problem';
import { dropOthers, note, oursOf, type KeptHook } from '../shared/node/kept-hooks';
import { settle } from '../shared/node/settle';
import { addressSecret } from '../shared/node/webhook';
import { write } from './api';
import { lostTwice } from './lost';
import { readAll } from './pages';
import { idOf, isOn, listOf, textOf, type Ref, type Value } from './values';

export interface WantedHook {
  event: string;
  /** Address without the secret. */
  url: string;
  secret: string;
  test: boolean;
  /** True where only which order it is about is asked for. */
  brief: boolean;
}

interface WebHook extends Ref {
  event?: Value;
  status?: Value;
  webHookParameters?: Array<{ url?: Value; type?: Value }> | object | null;
}

/** All that is needed of an order that is read from the API; no personal data travels (webhook-fields.json). */
const FIELDS = ['order_innerId', 'order_innerResourceId', 'orderHistory_status', 'orderHistory_statusText', 'orderHistory_dateAdded'];

const SHORTEST_SECRET = 24;

/** A secret of the address that needs no place to be kept: only who has the shop's keys can work it out. */
export const secretFor = (keys: string, url: string): string => addressSecret(keys, 'shoprenter', url);

/** @throws Problem for a secret that could be guessed */
export function checkSecret(secret: string): void {
  if (secret.length >= SHORTEST_SECRET) return;
  throw misconfigured(
    `'Secret' is shorter than ${SHORTEST_SECRET} characters`,
    `Fill in a long random text (letters and digits), and put ?secret=<the same text> behind the address in the shop admin.`,
  );
}

export const withSecret = ({ url, secret }: Pick<WantedHook, 'url' | 'secret'>): string => `${url}?secret=${encodeURIComponent(secret)}`;

const addressesOf = (hook: WebHook): string[] => listOf<{ url?: Value }>(hook.webHookParameters as object).flatMap(({ url }) => textOf(url) ?? []);

const isAt = (hook: WebHook, wanted: WantedHook): boolean => addressesOf(hook).some((address) => address === withSecret(wanted));

const isAsWanted = (hook: WebHook, wanted: WantedHook): boolean => isAt(hook, wanted) && textOf(hook.event) === wanted.event && isOn(hook.status);

/** The list has no filter: all are read (shoprenter.md §8). */
export const readHooks = async (client: Client): Promise<WebHook[]> => await readAll<WebHook>(client, 'webHooks');

/** The webhook that is as wanted; undefined where there is none. */
export async function findHook(client: Client, wanted: WantedHook): Promise<string | undefined> {
  const found = (await readHooks(client)).find((hook) => isAsWanted(hook, wanted));
  return found && idOf(found);
}

function bodyOf(wanted: WantedHook): object {
  const parameters = { type: 'json', url: withSecret(wanted), ...(wanted.brief ? { fields: FIELDS } : {}) };
  return { event: wanted.event, status: '1', label: wanted.test ? 'n8n (test)' : 'n8n', webHookParameters: [parameters] };
}

async function create(client: Client, wanted: WantedHook): Promise<string> {
  for (let tries = 1; tries <= 2; tries++) {
    const made = await settle(async () => await client.call<(Ref & { response?: Ref }) | undefined>(write('POST', 'webHooks', bodyOf(wanted), 'once')));
    const id = 'value' in made ? idOf(made.value.data?.response ?? made.value.data) : undefined;
    if (id !== undefined) return id;
    if ('problem' in made && made.problem.details.kind !== 'unknown') throw made.problem.about('Webhook');
    // The answer was lost: it may be there, and a second one would tell everything twice.
    const there = await findHook(client, wanted);
    if (there !== undefined) return there;
  }
  throw lostTwice('Webhook');
}

/** Removes a webhook; one that is gone already is fine. */
export async function removeHook(client: Client, id: string): Promise<void> {
  const gone = await settle(async () => await client.call(write('DELETE', 'webHooks', undefined, 'repeatable', id)));
  if ('problem' in gone && gone.problem.details.kind !== 'refused') throw gone.problem;
}

/**
 * Brings the webhook of this address into being: one that is there is taken over or set right, one of ours at an old
 * address is moved, and what of ours is not wanted any more goes. `kept` is brought up to date step by step.
 *
 * @throws Problem when Shoprenter does not accept it or cannot be used
 */
export async function bringAbout(client: Client, wanted: WantedHook, kept: KeptHook[]): Promise<void> {
  const existing = await readHooks(client);
  const ours = oursOf(kept, wanted.test);
  const known = existing.find((hook) => isAt(hook, wanted)) ?? existing.find((hook) => ours.has(idOf(hook) ?? ''));
  const knownId = known && idOf(known);
  if (known && knownId !== undefined && !isAsWanted(known, wanted)) {
    await client.call(write('PUT', 'webHooks', bodyOf(wanted), 'repeatable', knownId));
  }
  const id = knownId ?? (await create(client, wanted));
  note(kept, { id, url: wanted.url, test: wanted.test });
  await dropOthers(kept, ours, new Set([id]), async (left) => await removeHook(client, left));
}
