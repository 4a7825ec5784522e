import { sleep } from 'n8n-workflow';

import type { Client } from '../shared/api/client';
import { isProblem, Problem, refused } from '../shared/api/problem';
import { nameOf, type WantedOrder } from '../shared/node/wanted-order';
import { mergedNumbers } from './mapping-origin';
import type { MintsoftOrder } from './types';
import { readList, readOne, readRequest } from './wire';

/** Between two look-ups that have to agree that an order is not there (mintsoft.md §5.1). */
const SECOND_LOOK_MS = 3_000;

const lower = (text: string | null | undefined): string => (text ?? '').trim().toLowerCase();

export async function readOrder(client: Client, id: string | number): Promise<MintsoftOrder | undefined> {
  return await readOne<MintsoftOrder>(client, readRequest('Order', `Order/${encodeURIComponent(String(id))}`));
}

/**
 * Orders whose number, tracking number or external reference fits; at most ten, of all clients this user sees.
 *
 * @throws Problem for anything but a list: "not found or not accessible" is no leave to create (mintsoft.md §5.1)
 */
async function search(client: Client, text: string, exactMatch: boolean): Promise<MintsoftOrder[]> {
  let failure: unknown;
  try {
    return (await readList<MintsoftOrder>(client, readRequest('Order/Search', 'Order/Search', { OrderNumber: text, exactMatch }))).rows;
  } catch (error) {
    failure = error;
  }
  if (!isProblem(failure) || failure.details.kind !== 'refused') throw failure;
  throw new Problem({
    ...failure.details,
    kind: 'unavailable',
    cause: 'permission',
    nextStep: 'Whether an order is there cannot be told, so none is created. Check what the user of the credential may see in Mintsoft.',
  });
}

const ofClient = (orders: readonly MintsoftOrder[], clientId: number | undefined): MintsoftOrder[] =>
  clientId === undefined ? [...orders] : orders.filter(({ ClientId }) => ClientId === clientId);

/** Parts of one order in the order of their ids. */
function sorted(orders: readonly MintsoftOrder[]): MintsoftOrder[] {
  return [...orders].sort((a, b) => (a.Part ?? 1) - (b.Part ?? 1) || (a.ID ?? 0) - (b.ID ?? 0));
}

function single(orders: readonly MintsoftOrder[], text: string): MintsoftOrder[] {
  const clients = new Set(orders.map(({ ClientId }) => ClientId ?? 0));
  const numbers = new Set(orders.map(({ OrderNumber }) => lower(OrderNumber)));
  if (clients.size > 1 || numbers.size > 1) {
    throw refused(`Mintsoft has several orders for '${text}'`, "Choose the 'Client', or do it in Mintsoft, where the right one can be told.", {
      code: 'ambiguous',
    });
  }
  return sorted(orders);
}

/** The orders with this number or merged into one with it; split orders are one row a part. */
export async function byNumber(client: Client, number: string, clientId: number | undefined): Promise<MintsoftOrder[]> {
  const exact = ofClient(await search(client, number, true), clientId).filter(({ OrderNumber }) => lower(OrderNumber) === lower(number));
  if (exact.length > 0) return single(exact, number);
  // Numbers of merged orders are found by a part of them only (mintsoft.md §5.2).
  const near = ofClient(await search(client, number, false), clientId);
  return single(near.filter((order) => mergedNumbers(order).map(lower).includes(lower(number))), number);
}

export async function byReference(client: Client, reference: string, clientId: number | undefined): Promise<MintsoftOrder[]> {
  const found = ofClient(await search(client, reference, true), clientId);
  const own = found.filter(({ ExternalOrderReference }) => (ExternalOrderReference ?? '').split('+').map(lower).includes(lower(reference)));
  return single(own, reference);
}

export interface LookUp {
  clientId?: number;
  prefix: string;
}

/**
 * What the source's order became at Mintsoft: its parts, or none.
 *
 * @param stored number and reference it was, or will be, created with
 * @throws Problem when its number is taken by another order
 */
export async function findCreated(client: Client, stored: { number: string; reference: string }, clientId: number | undefined): Promise<MintsoftOrder[]> {
  const found = await byNumber(client, stored.number, clientId);
  if (found.length === 0) return [];
  const isMerged = found.some((order) => mergedNumbers(order).length > 1);
  const references = found.flatMap(({ ExternalOrderReference }) => (ExternalOrderReference ?? '').split('+').map(lower));
  if (isMerged || references.includes(lower(stored.reference))) return found;
  throw refused(
    `Order number '${stored.number}' is used at Mintsoft already, by an order with another external reference`,
    "It came another way or from another channel. Set an 'Order Prefix', so that the numbers of this source are its own.",
    { code: 'number-used' },
  );
}

/** Like {@link findCreated} after an answer that was lost: absent only where two look-ups, some seconds apart, agree. */
export async function findAfterLoss(client: Client, stored: { number: string; reference: string }, clientId: number | undefined): Promise<MintsoftOrder[]> {
  const first = await findCreated(client, stored, clientId);
  if (first.length > 0) return first;
  await sleep(SECOND_LOOK_MS);
  return await findCreated(client, stored, clientId);
}

export function notFound(wanted: WantedOrder): Problem {
  const nextStep = 'It was never imported, or belongs to another client than the one chosen.';
  return refused(`${nameOf(wanted)} is not at Mintsoft`, nextStep, { code: 'not-found' });
}

function knownId({ identity, references }: WantedOrder): string | undefined {
  const told = [references?.mintsoftOrderId, identity.channel === 'mintsoft' ? identity.id : undefined];
  return told.map((id) => (typeof id === 'string' || typeof id === 'number' ? String(id) : '')).find((id) => /^\d+$/.test(id));
}

/**
 * The order of a record, all its parts: by Mintsoft's id where it is known, else by the external reference, else by the
 * number with its prefix.
 *
 * @throws Problem when it is not there or cannot be told
 */
export async function findOrder(client: Client, wanted: WantedOrder, { clientId, prefix }: LookUp): Promise<MintsoftOrder[]> {
  const id = knownId(wanted);
  const read = id === undefined ? undefined : await readOrder(client, id);
  if (read && (read.NumberOfParts ?? 1) <= 1) return [read];
  if (read?.OrderNumber) return await byNumber(client, read.OrderNumber, read.ClientId ?? clientId);
  const isOwn = wanted.identity.channel === 'mintsoft';
  const found = isOwn ? [] : await byReference(client, wanted.identity.id, clientId);
  if (found.length > 0 && found.every(({ NumberOfParts }) => (NumberOfParts ?? 1) <= 1)) return found;
  const number = found[0]?.OrderNumber ?? (wanted.number === undefined ? '' : isOwn ? wanted.number : `${prefix}${wanted.number}`);
  // The number of a merged order is gone, and its id too: it is part of another one's (mintsoft.md §3).
  const all = number === '' ? [] : await byNumber(client, number, clientId);
  const result = all.length > 0 ? all : found;
  if (result.length === 0) throw notFound(wanted);
  return result;
}

/** A row of a search can lack its status (mintsoft.md §5.2); it is read by its id then. */
export async function withStatus(client: Client, orders: readonly MintsoftOrder[]): Promise<MintsoftOrder[]> {
  const complete: MintsoftOrder[] = [];
  for (const order of orders) {
    const isTold = order.OrderStatusId !== null && order.OrderStatusId !== undefined;
    complete.push(isTold || !order.ID ? order : ((await readOrder(client, order.ID)) ?? order));
  }
  return complete;
}
