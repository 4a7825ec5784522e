import { createHash } from 'node:crypto';

import type { Client } from '../shared/api/client';
import { misconfigured } from '../shared/api/problem';
import { settle } from '../shared/node/settle';
import { packageOf } from './account';
import { cdata, getFew, set, type Params } from './api';
import { sendBulk } from './bulk';
import { lostTwice } from './lost';
import { ask, elementsOf } from './wire';
import { isOn, textAt } from './xml-path';

export interface WantedHook {
  event: string;
  url: string;
}

interface Automatism {
  id: string;
  name: string;
  event: string;
  url: string;
  active: boolean;
}

/** Names are unique in a shop (unas.md §7): the address and the event make one that is found again. */
export const nameOf = ({ event, url }: WantedHook): string => `n8n ${event} ${createHash('sha256').update(url).digest('hex').slice(0, 10)}`;

async function readAutomatisms(client: Client): Promise<Automatism[]> {
  const { root } = await ask(client, getFew('getAutomatism'));
  return elementsOf(root, 'Automatism').map((one) => ({
    id: textAt(one, 'Id') ?? '',
    name: textAt(one, 'Name') ?? '',
    event: textAt(one, 'Event', 'Type') ?? '',
    url: textAt(one, 'Operation', 'Config', 'WebhookUrl') ?? '',
    active: isOn(textAt(one, 'Active')),
  }));
}

const isAsWanted = (one: Automatism, wanted: WantedHook): boolean => one.active && one.url === wanted.url && one.event === wanted.event;

/** True where the shop already tells this address of this event. */
export async function hookIsThere(client: Client, wanted: WantedHook): Promise<boolean> {
  return (await readAutomatisms(client)).some((one) => isAsWanted(one, wanted));
}

const added = (wanted: WantedHook): Params => ({
  Action: 'add',
  Name: cdata(nameOf(wanted)),
  Active: 'yes',
  Schedule: { Type: 'instant' },
  Event: { Type: wanted.event },
  Operation: { Type: 'webhook', Config: { WebhookUrl: cdata(wanted.url) } },
});

/** By both, since which of them tells an automatism from another is not documented. */
const removed = ({ id, name }: Automatism): Params => ({ Action: 'delete', Id: id === '' ? undefined : id, Name: cdata(name) });

async function change(client: Client, entity: Params, safety: 'once' | 'repeatable'): Promise<void> {
  const [sent] = await sendBulk(client, [entity], {
    entity: 'Automatism',
    request: (entities) => set('setAutomatism', 'Automatisms', 'Automatism', entities, safety),
    isAbout: () => true,
  });
  if (sent && 'problem' in sent) throw sent.problem;
}

/** @throws Problem naming the way by hand where the package has no webhooks */
export function checkPackage(client: Client): void {
  const subscription = client.setting?.('subscription') ?? '';
  if (subscription === '' || packageOf(subscription) === 'VIP') return;
  throw misconfigured(
    `Webhooks need the UNAS package VIP, and this shop has '${subscription}'`,
    'Use the UNAS Polling Trigger or a schedule. If the shop has automatisms all the same, choose By Hand in the Shop Admin and follow the steps shown there.',
  );
}

/** Makes the automatism of this address unless it is there. After a lost answer it is looked for. */
export async function makeHook(client: Client, wanted: WantedHook): Promise<void> {
  const stale = (await readAutomatisms(client)).filter((one) => one.name === nameOf(wanted) && !isAsWanted(one, wanted));
  for (const one of stale) await change(client, removed(one), 'repeatable');
  for (let tries = 1; tries <= 2; tries++) {
    const made = await settle(async () => await change(client, added(wanted), 'once'));
    if ('value' in made) return;
    if (made.problem.details.kind !== 'unknown') throw made.problem.about('Webhook');
    if (await hookIsThere(client, wanted)) return;
  }
  throw lostTwice('Webhook');
}

/** Removes the automatisms of an address; none there is fine. */
export async function removeHook(client: Client, wanted: WantedHook): Promise<void> {
  const mine = (await readAutomatisms(client)).filter((one) => one.name === nameOf(wanted) && one.url === wanted.url);
  for (const one of mine) {
    const gone = await settle(async () => await change(client, removed(one), 'repeatable'));
    if ('problem' in gone && gone.problem.details.kind !== 'refused') throw gone.problem;
  }
}
