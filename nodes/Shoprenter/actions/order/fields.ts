import type { INodeProperties } from 'n8n-workflow';

import type { Client } from '../../../shared/api/client';
import { refused } from '../../../shared/api/problem';
import { identitySchema, parseIdentityKey, type Identity } from '../../../shared/model';
import type { ItemContext } from '../../../shared/node/operation';
import { jsonParam } from '../../../shared/node/params';
import { CHANNEL } from '../../mapping';
import type { OrderScope } from '../../read-orders';
import { findStatus, type Shop } from '../../shop';

export const statusesField: INodeProperties = {
  displayName: 'Status Names or IDs',
  name: 'statuses',
  type: 'multiOptions',
  typeOptions: { loadOptionsMethod: 'getStatuses' },
  default: [],
  description: 'Only orders in one of these; empty for all. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
  hint: 'In an expression IDs, numbers and names of statuses are understood.',
};

export const stornoField: INodeProperties = {
  displayName: 'Exclude Storno',
  name: 'excludeStorno',
  type: 'boolean',
  default: true,
  description: 'Whether to leave out orders in the status the shop uses for cancelled ones',
};

export const orderField: INodeProperties = {
  displayName: 'Order',
  name: 'order',
  type: 'json',
  default: '={{ $json }}',
  required: true,
  description: 'The order in the Channel Sync shape, as read from this shop; its identity, or its identity key, is enough',
};

type Params = Pick<ItemContext, 'param'>;

/** Names of a list as picked, or typed into an expression as text. */
const namesOf = (given: unknown): string[] =>
  (Array.isArray(given) ? given : String(given ?? '').split(',')).map((one) => String(one).trim()).filter(Boolean);

/** @throws Problem for a status the shop does not have */
export function scopeOf({ param }: Params, shop: Shop): OrderScope {
  return {
    statuses: namesOf(param<unknown>('statuses')).map((name) => findStatus(shop, name)),
    withStorno: !(param<boolean | undefined>('excludeStorno') ?? true),
  };
}

/** Which order an item means: its number, and its resource id where the item carries it. */
export interface MeantOrder {
  number: string;
  orderId?: string;
}

/** The identity in an order, or as the text books and outcomes keep (`identityKey`, `key`). */
function identityIn(json: Record<string, unknown> | null | undefined): Identity | undefined {
  const read = identitySchema.safeParse(json?.identity);
  if (read.success) return read.data;
  const key = [json?.identityKey, json?.key].find((one) => typeof one === 'string' && one !== '');
  return typeof key === 'string' ? parseIdentityKey(key) : undefined;
}

/**
 * The order an item names by its identity. One of another shop is refused: its number may be somebody else's here.
 *
 * @throws Problem
 */
export function meantOrder(item: ItemContext, client: Client): MeantOrder {
  const json = jsonParam(item, 'order', 'Order') as Record<string, unknown> | null | undefined;
  const identity = identityIn(json);
  if (!identity) throw refused("'Order' has no identity", 'Give the whole order as Shoprenter gave it, e.g. {{ $json }}.');
  const { channel, account, id } = identity;
  const own = client.account?.id ?? '';
  if (channel !== CHANNEL || account !== own) {
    throw refused(`Order '${id}' is of '${channel} ${account}', not of the Shoprenter shop '${own}'`, 'Choose the credential of the shop the order comes from.');
  }
  const references = (json?.references ?? {}) as { orderId?: unknown };
  return { number: id, ...(typeof references.orderId === 'string' && references.orderId !== '' ? { orderId: references.orderId } : {}) };
}

export const orderName = ({ number }: MeantOrder): string => `Order '${number}'`;
