import type { Client } from '../shared/api/client';
import { Problem } from '../shared/api/problem';
import { encodeComponent, type ApiRequest } from '../shared/api/request';
import { settle } from '../shared/node/settle';
import { readOrderUnit } from './api';
import { isShipped } from './mapping-lines';

const unitPath = (id: string, action: string): string => `/order-units/${encodeComponent(id)}/${action}`;

/** Marks one piece as despatched (kaufland.md §4.3); whether a second time is accepted is not documented, hence `once`. */
export function sendRequest(id: string, carrier: string, numbers: readonly string[]): ApiRequest {
  const body = JSON.stringify({ tracking_numbers: numbers.join(','), carrier_code: carrier });
  return { operation: 'order-units/send', method: 'PATCH', path: unitPath(id, 'send'), body, safety: 'once' };
}

/** Cancels one piece before its despatch (kaufland.md §4.4). */
export function cancelRequest(id: string, reason: string): ApiRequest {
  const body = JSON.stringify({ reason });
  return { operation: 'order-units/cancel', method: 'PATCH', path: unitPath(id, 'cancel'), body, safety: 'once' };
}

/** A further parcel of a piece that is sent already (kaufland.md §4.3): every call adds one. */
export function addParcelRequest(id: string, carrier: string, number: string): ApiRequest {
  const body = JSON.stringify({ id_order_unit: Number(id), shipment_information: { carrier_code: carrier, tracking_number: number } });
  return { operation: 'shipments', method: 'POST', path: '/shipments', body, safety: 'once' };
}

/** How Kaufland may say that a piece is in the wanted status already, or in another one that rules it out. */
const STATUS_SAYS_NO = new Set([
  'duplicate-action',
  'action-not-allowed',
  'forbidden',
  'order-units/cancel-error',
  'order-units/cancel-not-possible',
  'order-units/cancel-not-allowed',
]);

/** Times a write is sent when its answer is lost and reading shows that it did not arrive. */
const TRIES = 3;

/** True when this call did it, false when it was done before. */
export type DidIt = boolean;

/**
 * A write to one order unit that ends in a known state: a lost answer is read back before the write is repeated, and a
 * refusal on a piece that already is where it should be is a success (kaufland.md §3 "Retries").
 *
 * @throws Problem when Kaufland refuses or cannot be used
 */
async function bringTo(client: Client, id: string, request: ApiRequest, isThere: (status: string) => boolean): Promise<DidIt> {
  let lost = false;
  let status: string | undefined;
  for (let number = 1; number <= TRIES; number++) {
    const sent = await settle(async () => await client.call(request));
    if ('value' in sent) return true;
    const { details } = sent.problem;
    const unclear = details.kind === 'unknown';
    ({ status } = details);
    if (!unclear && !(details.kind === 'refused' && STATUS_SAYS_NO.has(details.code ?? ''))) throw sent.problem;
    const unit = await readOrderUnit(client, id);
    if (unit && isThere(unit.status)) return unclear || lost;
    if (!unclear) throw sent.problem;
    lost = true;
  }
  throw new Problem({
    kind: 'unavailable',
    cause: 'network',
    message: `Kaufland gave no clear answer to ${request.operation} ${TRIES} times, and the order unit is unchanged`,
    nextStep: 'Nothing was lost. Run it again later; a scheduled run does so by itself.',
    vendor: client.vendor.name,
    operation: request.operation,
    status,
  });
}

export async function sendUnit(client: Client, id: string, carrier: string, numbers: readonly string[]): Promise<DidIt> {
  return await bringTo(client, id, sendRequest(id, carrier, numbers), (status) => isShipped({ status }));
}

export async function cancelUnit(client: Client, id: string, reason: string): Promise<DidIt> {
  return await bringTo(client, id, cancelRequest(id, reason), (status) => status === 'cancelled');
}
