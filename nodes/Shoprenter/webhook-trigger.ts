import type { IDataObject, IHookFunctions, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import { makeHooks, removeHooks, takeOver, type KeptHook } from '../shared/node/kept-hooks';
import { openClient } from '../shared/node/transport';
import { answer, isNewsHere, sameText, withNodeErrors } from '../shared/node/webhook';
import { shoprenter } from './api';
import { isReadable, MOST_BYTES, readDelivery, type DeliveredOrder } from './delivery';
import { deliveryOf, readBack } from './read-back';
import { bringAbout, checkSecret, findHook, removeHook, secretFor, type WantedHook } from './webhooks';

const HOOKS = 'hooks';

export type WebhookOutput = 'channelSync' | 'raw' | 'delivered' | 'wakeUp';

/** Deliveries whose orders are being read; more than that at once no shop sends, and each holds a place in the queue of calls. */
const MOST_READING = 500;
let reading = 0;

const isByHand = (functions: IHookFunctions | IWebhookFunctions): boolean => functions.getNodeParameter('setup', 'api') === 'manual';

const outputOf = (functions: IHookFunctions | IWebhookFunctions): WebhookOutput => functions.getNodeParameter('output', 'channelSync') as WebhookOutput;

/** The secret in the address: the operator's, or one worked out of the shop's keys. */
async function secretOf(functions: IHookFunctions | IWebhookFunctions, url: string): Promise<string> {
  if (isByHand(functions)) return String(functions.getNodeParameter('secret', '') ?? '').trim();
  const { authentication, clientSecret, password } = await functions.getCredentials<Record<string, string | undefined>>(shoprenter.credential);
  return secretFor(String((authentication === 'basic' ? password : clientSecret) ?? ''), url);
}

async function wantedOf(functions: IHookFunctions): Promise<WantedHook> {
  const url = functions.getNodeWebhookUrl('default') ?? '';
  return {
    event: String(functions.getNodeParameter('event', 'order_status_change')),
    url,
    secret: await secretOf(functions, url),
    test: functions.getActivationMode() === 'manual',
    brief: outputOf(functions) !== 'delivered',
  };
}

export async function hookExists(this: IHookFunctions): Promise<boolean> {
  return await withNodeErrors(this, async () => {
    const wanted = await wantedOf(this);
    if (isByHand(this)) {
      checkSecret(wanted.secret);
      return true;
    }
    const id = await findHook(await openClient(this, shoprenter), wanted);
    return id !== undefined && takeOver(this, HOOKS, { ...wanted, id });
  });
}

export async function createHook(this: IHookFunctions): Promise<boolean> {
  const bringItAbout = async (kept: KeptHook[]) => await bringAbout(await openClient(this, shoprenter), await wantedOf(this), kept);
  return await withNodeErrors(this, async () => await makeHooks(this, HOOKS, bringItAbout));
}

export async function deleteHook(this: IHookFunctions): Promise<boolean> {
  return await withNodeErrors(this, async () => await removeHooks(this, HOOKS, shoprenter, removeHook));
}

/** True for the one who knows the secret of the address. */
async function maySpeak(functions: IWebhookFunctions): Promise<boolean> {
  const { secret } = functions.getQueryData() as { secret?: unknown };
  const wanted = await secretOf(functions, functions.getNodeWebhookUrl('default') ?? '');
  return typeof secret === 'string' && wanted !== '' && sameText(secret, wanted);
}

function isTooLarge(functions: IWebhookFunctions): boolean {
  const { 'content-length': told } = functions.getHeaderData() as Record<string, unknown>;
  const { rawBody } = functions.getRequestObject() as { rawBody?: Buffer };
  return Number(told ?? 0) > MOST_BYTES || (rawBody?.length ?? 0) > MOST_BYTES;
}

const statusesOf = (functions: IWebhookFunctions): string[] =>
  [functions.getNodeParameter('statuses', []) as unknown].flat().map((status) => String(status ?? '').trim()).filter(Boolean);

/** Orders whose event is wanted and has not been taken yet; they are taken with that. */
function newsIn(functions: IWebhookFunctions, delivered: readonly DeliveredOrder[]): DeliveredOrder[] {
  const statuses = statusesOf(functions);
  return delivered.filter(({ key, status, statusText }) => {
    if (statuses.length > 0 && ![status, statusText].some((one) => one !== undefined && statuses.includes(one))) return false;
    return isNewsHere(functions, 'deliveries', key);
  });
}

async function rowsOf(functions: IWebhookFunctions, orders: readonly DeliveredOrder[]): Promise<IDataObject[]> {
  const output = outputOf(functions);
  if (output === 'wakeUp') return [{ wakeUp: true, orders: orders.map(({ number }) => number) }];
  if (output === 'delivered') return orders.map((one) => ({ ...one.raw, delivery: deliveryOf(one) }));
  reading += 1;
  try {
    return await readBack(await openClient(functions, shoprenter), orders, output, Date.now());
  } finally {
    reading -= 1;
  }
}

async function take(functions: IWebhookFunctions): Promise<IWebhookResponseData> {
  if (!(await maySpeak(functions))) return answer(functions, 401);
  if (isTooLarge(functions)) return answer(functions, 413);
  const { 'content-type': contentType } = functions.getHeaderData() as Record<string, unknown>;
  if (!isReadable(contentType)) return answer(functions, 415, 'Choose JSON as the format of the webhook.');
  const delivered = readDelivery(functions.getBodyData());
  if (!delivered) return answer(functions, 400);
  if (reading >= MOST_READING) return answer(functions, 503);
  const news = newsIn(functions, delivered);
  // Answered before anything is read: nothing is known of how long the vendor waits (shoprenter.md §8).
  const answered = answer(functions, 200);
  if (news.length === 0) return answered;
  const rows = await rowsOf(functions, news);
  return rows.length === 0 ? answered : { ...answered, workflowData: [rows.map((json) => ({ json }))] };
}

export async function receive(this: IWebhookFunctions): Promise<IWebhookResponseData> {
  // Some say that the address is tried with GET or HEAD when a webhook is saved (shoprenter.md §8).
  return this.getWebhookName() === 'default' ? await take(this) : answer(this, 200);
}
