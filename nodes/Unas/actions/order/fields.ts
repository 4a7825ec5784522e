import type { INodeProperties } from 'n8n-workflow';

import type { Client } from '../../../shared/api/client';
import { refused } from '../../../shared/api/problem';
import { identityKey, identitySchema, parseIdentityKey, type Identity } from '../../../shared/model';
import type { ItemContext } from '../../../shared/node/operation';
import { jsonParam } from '../../../shared/node/params';
import { CHANNEL, parseRef, refText, type OrderRef } from '../../identity';
import type { OrderScope } from '../../read-orders';
import { findStatus, type Status } from '../../statuses';

export const statusesField: INodeProperties = {
  displayName: 'Status Names or IDs',
  name: 'statuses',
  type: 'multiOptions',
  typeOptions: { loadOptionsMethod: 'getStatuses' },
  default: [],
  description: 'Only orders in one of these; empty for all. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
  hint: 'In an expression IDs and names of statuses are understood.',
};

export const cancelledField: INodeProperties = {
  displayName: 'Exclude Cancelled',
  name: 'excludeCancelled',
  type: 'boolean',
  default: true,
  description: 'Whether to leave out orders in a status that closes them without success (close_fault)',
};

export const statusField: INodeProperties = {
  displayName: 'Status Name or ID',
  name: 'status',
  type: 'options',
  typeOptions: { loadOptionsMethod: 'getStatuses' },
  default: '',
  description: 'The status the order gets. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
  hint: 'In an expression the ID or the name is understood. A status can start automations of the shop, also a webhook.',
};

export const orderField: INodeProperties = {
  displayName: 'Order',
  name: 'order',
  type: 'json',
  default: '={{ $json }}',
  required: true,
  description: 'The order in the Channel Sync shape, as read from this shop; its identity, or its identity key, is enough',
};

export const textParam = (item: Pick<ItemContext, 'param'>, name: string): string => String(item.param<unknown>(name) ?? '').trim();

/** Names of a list as picked, or typed into an expression as text. */
const namesOf = (given: unknown): string[] =>
  (Array.isArray(given) ? given : String(given ?? '').split(',')).map((one) => String(one).trim()).filter(Boolean);

/** @throws Problem for a status the shop does not have */
export function scopeOf({ param }: Pick<ItemContext, 'param'>, statuses: readonly Status[]): OrderScope {
  const chosen = namesOf(param<unknown>('statuses')).map((name) => findStatus(statuses, name).id);
  if (!(param<boolean | undefined>('excludeCancelled') ?? true)) return { statuses: chosen };
  return { statuses: chosen, without: statuses.flatMap(({ id, type }) => (type === 'close_fault' ? [id] : [])) };
}

/** @throws Problem where the order is another shop's: its key may be somebody else's here */
export function ownRef({ channel, account, id }: Identity, client: Client): OrderRef {
  const own = client.account?.id ?? '';
  if (channel === CHANNEL && account === own) return parseRef(id);
  throw refused(`Order '${id}' is of '${channel} ${account}', not of the UNAS shop '${own}'`, 'Choose the credential of the shop the order comes from.');
}

/** The order an item names by its identity, or by the text books keep of it. @throws Problem */
export function meantOrder(item: ItemContext, client: Client): { ref: OrderRef; identityKey: string } {
  const json = jsonParam(item, 'order', 'Order') as Record<string, unknown> | null | undefined;
  const read = identitySchema.safeParse(json?.identity);
  const key = [json?.identityKey, json?.key].find((one) => typeof one === 'string' && one !== '');
  const identity = read.success ? read.data : typeof key === 'string' ? parseIdentityKey(key) : undefined;
  if (!identity) throw refused("'Order' has no identity", 'Give the whole order as UNAS gave it, e.g. {{ $json }}.');
  return { ref: ownRef(identity, client), identityKey: identityKey(identity) };
}

export const refKey = ({ ref }: { ref: OrderRef }): string => refText(ref);
