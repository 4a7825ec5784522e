import type { Client } from '../shared/api/client';
import { misconfigured } from '../shared/api/problem';
import { xmlText, type XmlElement } from '../shared/format';
import type { Choice } from '../shared/node/lists';
import { getFew } from './api';
import { ask } from './wire';

/** A status of orders, which every shop names on its own (unas.md §4). */
export interface Status {
  id: string;
  name: string;
  /** open_normal, open_prepare, close_ok, close_fault. */
  type: string;
}

/** 30 calls an hour are allowed (unas.md §3). */
const KEEP_MS = 60 * 60_000;
const known = new Map<string, { until: number; statuses: Promise<Status[]> }>();

/** The element's name is not documented: whatever stands below the root with an Id and a Name is a status. */
async function load(client: Client): Promise<Status[]> {
  const { root } = await ask(client, getFew('getOrderStatus'));
  return Object.values(root)
    .flat()
    .flatMap((one): Status[] => {
      const element = one as XmlElement;
      const [id, name] = [xmlText(element, 'Id'), xmlText(element, 'Name')];
      return id === undefined || name === undefined ? [] : [{ id, name, type: xmlText(element, 'Type') ?? '' }];
    });
}

/** The shop's statuses: one call an hour and process. */
export async function readStatuses(client: Client, now: number): Promise<Status[]> {
  const key = client.account?.id ?? '';
  const kept = known.get(key);
  if (kept && kept.until > now) return await kept.statuses;
  const statuses = load(client);
  known.set(key, { until: now + KEEP_MS, statuses });
  statuses.catch(() => known.delete(key));
  return await statuses;
}

/** Forgets all shops, as a new process does. */
export function forgetStatuses(): void {
  known.clear();
}

const same = (a: string, b: string): boolean => a.trim().toLowerCase() === b.trim().toLowerCase();

/** The status an operator named by id or name. @throws Problem naming those the shop has */
export function findStatus(statuses: readonly Status[], wanted: string): Status {
  const found = statuses.find(({ id }) => id === wanted.trim()) ?? statuses.find(({ name }) => same(name, wanted));
  if (found) return found;
  throw misconfigured(`UNAS has no order status '${wanted}' in this shop`, `Choose it from the list. The shop has: ${statuses.map(({ name }) => `'${name}'`).join(', ')}.`);
}

export async function statusChoices(client: Client): Promise<Choice[]> {
  return (await readStatuses(client, Date.now())).map(({ id, name }) => ({ name, value: id }));
}

/** Where an order of a status stands in the model. */
export function standingOf(status: Status | undefined): string {
  if (status?.type === 'close_ok') return 'completed';
  return status?.type === 'close_fault' ? 'cancelled' : 'open';
}
