import type { Client } from '../shared/api/client';
import { misconfigured } from '../shared/api/problem';
import type { Choice } from '../shared/node/lists';
import { isZone } from '../shared/format/zone';
import { readAll } from './pages';
import { idOf, textOf, type Ref, type Value } from './values';

/** A status of orders, which every shop names on its own (shoprenter.md §5). */
export interface Status {
  /** Resource id, which requests take. */
  id: string;
  /** The number people and webhooks use. */
  innerId: string;
  /** In one language; always the same one. */
  name: string;
  /** In all languages. */
  names: string[];
}

/** What is the same for all orders of a shop. */
export interface Shop {
  /** Of all times without a zone. */
  zone: string;
  statuses: Status[];
  /** Inner id of the status that stands for a cancelled order; undefined where the shop has none set. */
  stornoId?: string;
}

/** The usual zone of Hungarian shops, for one that tells none. */
const DEFAULT_ZONE = 'Europe/Budapest';

interface Setting {
  key?: string;
  value?: Value;
}

interface OrderStatus extends Ref {
  innerId?: Value;
}

interface OrderStatusDescription {
  name?: Value;
  orderStatus?: Ref;
  language?: Ref;
}

/** A setting's text; undefined where the shop has none. One call. */
export async function readSetting(client: Client, key: string): Promise<string | undefined> {
  const settings = await readAll<Setting>(client, 'settings', { key });
  return textOf(settings.find((one) => one.key === key)?.value);
}

/**
 * The number a status id speaks of, for a shop that does not tell it: the reference lists `innerId`, its samples lack it.
 * Only read, never built; ids are meant to be opaque (shoprenter.md §2).
 */
const numberIn = (id: string): string | undefined => /=(\d+)$/.exec(Buffer.from(id, 'base64').toString('latin1'))?.[1];

/** All statuses with a name. Two calls. */
export async function readStatuses(client: Client): Promise<Status[]> {
  const descriptions = await readAll<OrderStatusDescription>(client, 'orderStatusDescriptions');
  const byLanguage = [...descriptions].sort((a, b) => (idOf(a.language) ?? '').localeCompare(idOf(b.language) ?? ''));
  const names = new Map<string, string[]>();
  for (const { name, orderStatus } of byLanguage) {
    const [id, text] = [idOf(orderStatus), textOf(name)];
    if (id !== undefined && text !== undefined) names.set(id, [...(names.get(id) ?? []), text]);
  }
  const statuses = await readAll<OrderStatus>(client, 'orderStatuses');
  return statuses.flatMap((status) => {
    const id = idOf(status);
    if (id === undefined) return [];
    const innerId = textOf(status.innerId) ?? numberIn(id) ?? id;
    const own = names.get(id) ?? [`Status ${innerId}`];
    return [{ id, innerId, name: own[0] ?? innerId, names: own }];
  });
}

async function loadShop(client: Client): Promise<Shop> {
  const zone = (await readSetting(client, 'config_timezone')) ?? DEFAULT_ZONE;
  const stornoId = await readSetting(client, 'storno_order_status_id');
  const statuses = await readStatuses(client);
  return { zone: isZone(zone) ? zone : DEFAULT_ZONE, statuses, ...(stornoId === undefined || stornoId === '0' ? {} : { stornoId }) };
}

/** How long a process believes what it knows of a shop (shoprenter.md §11: one look-up per cache period). */
const KEEP_MS = 10 * 60_000;
const known = new Map<string, { until: number; shop: Promise<Shop> }>();

/** Time zone and statuses of the shop: four calls, once in ten minutes and process. */
export async function readShop(client: Client, now: number): Promise<Shop> {
  const key = `${client.account?.baseUrl ?? ''} ${client.account?.id ?? ''}`;
  const kept = known.get(key);
  if (kept && kept.until > now) return await kept.shop;
  const shop = loadShop(client);
  known.set(key, { until: now + KEEP_MS, shop });
  shop.catch(() => known.delete(key));
  return await shop;
}

/** Forgets all shops, as a new process does. */
export function forgetShops(): void {
  known.clear();
}

const same = (a: string, b: string): boolean => a.trim().toLowerCase() === b.trim().toLowerCase();

/**
 * The status an operator named by id, number or name.
 *
 * @throws Problem naming it when the shop has no such status, or several of that name
 */
export function findStatus({ statuses }: Pick<Shop, 'statuses'>, wanted: string): Status {
  const exact = statuses.find(({ id, innerId }) => id === wanted.trim() || innerId === wanted.trim());
  const named = statuses.filter(({ names }) => names.some((name) => same(name, wanted)));
  const [found] = exact ? [exact] : named;
  if (found && (exact || named.length === 1)) return found;
  if (named.length > 1) {
    const numbers = named.map(({ innerId }) => innerId).join(', ');
    throw misconfigured(`Shoprenter has ${named.length} statuses named '${wanted}'`, `Give the number instead of the name: ${numbers}.`);
  }
  const list = statuses.map(({ name }) => `'${name}'`).join(', ');
  throw misconfigured(`Shoprenter has no order status '${wanted}'`, `Choose it from the list. The shop has: ${list}.`);
}

/** The shop's statuses by number, which people, webhooks and the API can all be told. */
export async function statusChoices(client: Client): Promise<Choice[]> {
  return (await readStatuses(client)).map(({ innerId, name }) => ({ name: `${name} (${innerId})`, value: innerId }));
}
