import type { Client } from '../shared/api/client';
import { refused, type Problem } from '../shared/api/problem';
import type { Identity } from '../shared/model';
import { nameOf, type WantedOrder } from '../shared/node/wanted-order';
import { sendInBatches } from '../shared/sync/batch';
import { isGuid } from './ids';
import { isProcessed } from './mapping-standing';
import { keyOf } from './mapping-import';
import { readOrderByNumber, readOrdersById, readOrdersByReference, sameKey } from './stored-orders';
import type { LinnworksOrder } from './types';

/** By the order's identity, or by its number being the channel's reference, or Linnworks' own order number. */
export type FindBy = 'identity' | 'number' | 'reference';

export type FoundOrder = { order: LinnworksOrder } | { problem: Problem };

const textOf = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '');

/** Linnworks' own id of the order, where the record knows it: no look-up by name is needed then. */
function knownId({ identity, references }: WantedOrder): string | undefined {
  const ids = [references?.linnworksOrderId, identity.channel === 'linnworks' ? identity.id : undefined].map(textOf);
  return ids.find(isGuid)?.toLowerCase();
}

export function notFound(wanted: WantedOrder): Problem {
  return refused(
    `${nameOf(wanted)} is not at Linnworks`,
    'It was never imported, or it was merged with or split into another order there (see the Auto Merge setting of Linnworks).',
    { code: 'not-found' },
  );
}

const ambiguous = (reference: string): Problem =>
  refused(`Linnworks has several orders with the reference '${reference}'`, 'Do it in Linnworks, where the right one can be told.', {
    code: 'ambiguous',
  });

/** The one order of that reference, an open one before those that are done. @throws Problem when it cannot be told */
function onlyOne(orders: readonly LinnworksOrder[], reference: string): LinnworksOrder | undefined {
  const same = orders.filter(({ GeneralInfo }) => (GeneralInfo?.ReferenceNum ?? '').toLowerCase() === reference.toLowerCase());
  const open = same.filter((order) => !isProcessed(order));
  const [first, second] = open.length > 0 ? open : same;
  if (second) throw ambiguous(reference);
  return first;
}

async function byReference(client: Client, reference: string): Promise<LinnworksOrder | undefined> {
  return reference === '' ? undefined : onlyOne(await readOrdersByReference(client, reference), reference);
}

async function byNumber(client: Client, number: string): Promise<LinnworksOrder | undefined> {
  return /^\d{1,9}$/.test(number) ? await readOrderByNumber(client, Number(number)) : undefined;
}

/** Another channel's order by Linnworks' whole key: a reference alone may be that of a third channel. */
async function byKey(client: Client, identity: Identity): Promise<LinnworksOrder | undefined> {
  const key = keyOf({ identity });
  return (await readOrdersByReference(client, key.ReferenceNumber)).find((order) => sameKey(order, key));
}

async function lookUp(client: Client, wanted: WantedOrder, by: FindBy): Promise<LinnworksOrder | undefined> {
  const { identity, number = '', references } = wanted;
  if (by === 'reference') return await byReference(client, number);
  if (by === 'number') return await byNumber(client, number);
  if (identity.channel !== 'linnworks') return await byKey(client, identity);
  // Its id is gone, as after a merge; its reference may still lead to the order it became part of.
  return (await byNumber(client, identity.id)) ?? (await byReference(client, textOf(references?.referenceNum)));
}

/**
 * The stored order of each record: known ids 100 per call, all others one look-up each.
 *
 * @throws Problem when Linnworks cannot be used while reading by id
 */
export async function findOrders(client: Client, wanted: readonly WantedOrder[], by: FindBy): Promise<FoundOrder[]> {
  const ids = wanted.map((one) => (by === 'identity' ? knownId(one) : undefined));
  const read = await readOrdersById(client, [...new Set(ids.flatMap((id) => (id === undefined ? [] : [id])))]);
  const byId = new Map(read.map((order) => [order.OrderId?.toLowerCase(), order]));
  const positions = wanted.map((_, position) => position);
  const there = (position: number) => (ids[position] === undefined ? undefined : byId.get(ids[position]));
  const missing = positions.filter((position) => !there(position));
  const lookedUp = await sendInBatches(missing, 1, async ([position]) => [await lookUp(client, wanted[position ?? 0] as WantedOrder, by)]);
  const results = new Map(lookedUp.map((one) => [one.item, one]));
  return wanted.map((one, position) => {
    const settled = results.get(position);
    if (settled && 'problem' in settled) return { problem: settled.problem };
    const order = there(position) ?? settled?.result;
    return order ? { order } : { problem: notFound(one) };
  });
}
