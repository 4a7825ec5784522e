import { sleep, type IDataObject, type IWebhookFunctions, type IWebhookResponseData } from 'n8n-workflow';

import { isProblem, type Problem } from '../shared/api/problem';
import type { Row } from '../shared/node/operation';
import { handedOn } from '../shared/node/records';
import { settle } from '../shared/node/settle';
import { openClient } from '../shared/node/transport';
import { answer, isNews } from '../shared/node/webhook';
import type { Seen } from '../shared/sync/seen';
import { sourceHint, zoneOf } from './actions/fields';
import { shipmentRows } from './actions/shipment/getAll.operation';
import { modelRows } from './actions/order/rows';
import { mintsoft } from './api';
import { readOrder } from './find-orders';
import { settleDespatch } from './read-shipments';
import type { ShipmentQuery } from './settle-shipments';
import { isCancelled, isShipped, readStatusNames } from './status';
import type { MintsoftOrder } from './types';

export type CallbackEvent = 'cancelled' | 'despatched' | 'split';

export const CALLBACK_EVENTS: readonly CallbackEvent[] = ['cancelled', 'despatched', 'split'];

type Memory = { handed?: Seen } & IDataObject;

/** How long Mintsoft waits and whether it comes again is not documented (mintsoft.md §9): answered soon, repeats dropped. */
const BUDGET_MS = 10_000;
const REMEMBER_MS = 7 * 86_400_000;

const positive = (value: unknown): number | undefined => {
  const id = typeof value === 'string' && /^\d{1,12}$/.test(value) ? Number(value) : value;
  return typeof id === 'number' && Number.isInteger(id) && id > 0 ? id : undefined;
};

/** The order a callback is about: three bodies, of which only that of the despatch is described (mintsoft.md §9). */
export function orderIdIn(body: unknown): number | undefined {
  // A split tells the order and its new parts, as a list or in one object.
  if (Array.isArray(body)) return orderIdIn(body[0]);
  if (typeof body !== 'object' || body === null) return undefined;
  const { ID, OrderId, Order, OriginalOrder } = body as Record<string, unknown>;
  return positive(OrderId) ?? positive(ID) ?? orderIdIn(Order) ?? orderIdIn(OriginalOrder);
}

export function eventIn(query: unknown): CallbackEvent | undefined {
  const { event } = (query ?? {}) as { event?: unknown };
  return CALLBACK_EVENTS.find((one) => one === event);
}

interface Told {
  key: string;
  rows: Row[];
}

function queryOf(functions: IWebhookFunctions): ShipmentQuery {
  const splitOrders = functions.getNodeParameter('splitOrders', 'wait') as 'each' | 'wait';
  const zone = zoneOf(<T>(name: string) => functions.getNodeParameter(name, '') as T);
  return { prefix: '', onlyReferenced: false, splitOrders, withoutTracking: 'include', waitMs: 0, loadParcels: false, zone };
}

/** What happened to the order, read with our own key: nothing in the callback itself is believed. */
async function fetchTold(functions: IWebhookFunctions, event: CallbackEvent, id: number): Promise<Told | undefined> {
  const client = await openClient(functions, mintsoft);
  const order: MintsoftOrder | undefined = await readOrder(client, id);
  if (!order) return undefined;
  const query = queryOf(functions);
  const raw = functions.getNodeParameter('output', 'channelSync') === 'raw';
  if (event === 'despatched') {
    if (!isShipped(order)) return undefined;
    const found = await settleDespatch(client, query, order, Date.now());
    if (!found) return undefined;
    const hint = sourceHint(<T>(name: string) => functions.getNodeParameter(name, '') as T);
    const rows = shipmentRows([found], hint, query.zone).map(handedOn);
    const first = 'despatched' in found ? found.despatched.parts[0] : found.unreadable;
    return { key: `despatched ${first?.ID}`, rows: raw ? [{ ...order } as unknown as Row] : rows };
  }
  const names = await readStatusNames(client);
  if (event === 'cancelled' && !isCancelled(order, names)) return undefined;
  const rows = raw ? [{ ...order } as unknown as Row] : modelRows([order], query.zone, names).map(handedOn);
  return { key: `${event} ${order.ID} ${event === 'split' ? (order.NumberOfParts ?? 1) : ''}`, rows };
}

const isRefused = (problem: Problem): boolean => isProblem(problem) && problem.details.kind === 'refused';

/** Takes one callback of Mintsoft and hands the record behind it on, once. */
export async function receiveCallback(this: IWebhookFunctions): Promise<IWebhookResponseData> {
  const event = eventIn(this.getQueryData());
  const id = orderIdIn(this.getBodyData());
  if (!event || id === undefined) return answer(this, 400);
  const wanted = (this.getNodeParameter('events', []) as CallbackEvent[] | null) ?? [];
  if (!wanted.includes(event)) return answer(this, 200);
  const work = settle(async () => await fetchTold(this, event, id));
  const fetched = await Promise.race([work, sleep(BUDGET_MS).then(() => 'late' as const)]);
  // The polling trigger or the schedule brings what could not be read now.
  if (fetched === 'late' || ('problem' in fetched && !isRefused(fetched.problem))) return answer(this, 503);
  const told = 'value' in fetched ? fetched.value : undefined;
  if (!told || !isNews(this.getWorkflowStaticData('node') as Memory, 'handed', told.key, REMEMBER_MS)) return answer(this, 200);
  return { workflowData: [told.rows.map((json) => ({ json: { ...json, callback: { event } } }))] };
}
