import type { Client } from '../shared/api/client';
import { refused } from '../shared/api/problem';
import { settle } from '../shared/node/settle';
import { naming } from '../shared/node/prepare';
import type { AmazonItem, AmazonOrder } from './types';
import { apiRequest } from './wire';

/** What a write has to know of an order; nothing personal, so that no restricted role is needed. */
const STATE = 'FULFILLMENT,PACKAGES,CANCELLATION';

/** How far an order is shipped. @throws Problem when Amazon does not know it */
export async function readState(client: Client, orderId: string): Promise<AmazonOrder> {
  const request = apiRequest('getOrder', { values: { orderId }, query: { includedData: STATE } });
  const asked = await settle(async () => await client.call<{ order?: AmazonOrder | null } | undefined>(request));
  if ('problem' in asked) throw naming(`Order '${orderId}'`, asked.problem);
  if (asked.value.data?.order) return asked.value.data.order;
  throw refused(`Amazon has no order '${orderId}'`, 'Check the number and the region of the credential.');
}

/** Never the service level's text, which other orders carry too (amazon.md §12). */
export const isPrime = ({ programs }: AmazonOrder): boolean => programs?.includes('PRIME') === true;

/** Pieces of an item that wait to be sent. */
export const leftOf = ({ quantityOrdered, fulfillment }: AmazonItem): number =>
  fulfillment?.quantityUnfulfilled ?? (quantityOrdered ?? 0) - (fulfillment?.quantityFulfilled ?? 0);
