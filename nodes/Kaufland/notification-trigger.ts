import { sleep, type IDataObject, type IHookFunctions, type IWebhookFunctions, type IWebhookResponseData } from 'n8n-workflow';

import type { Client } from '../shared/api/client';
import { makeHooks, removeHooks, type KeptHook } from '../shared/node/kept-hooks';
import { settle, type Settled } from '../shared/node/settle';
import { openClient } from '../shared/node/transport';
import { answer, isNews, withNodeErrors } from '../shared/node/webhook';
import type { Seen } from '../shared/sync/seen';
import type { OutputShape } from './actions/order/fields';
import { kaufland, readStorefronts } from './api';
import { fetchNotified, isSigned, readNotification, type Handed, type Notification } from './notification';
import { bringAbout, isComplete, readSubscriptions, removeSubscription, type WantedSubscriptions } from './subscriptions';

type Memory = { subscriptions?: KeptHook[]; messages?: Seen; handed?: Seen } & IDataObject;

const SUBSCRIPTIONS = 'subscriptions';

/** Kaufland waits 5 s for an answer and comes again later without one (kaufland.md §7). */
const BUDGET_MS = 4_000;
const LONGEST_CHALLENGE = 1_000;

const memoryOf = (functions: IHookFunctions | IWebhookFunctions): Memory => functions.getWorkflowStaticData('node') as Memory;

const chosen = (functions: IHookFunctions | IWebhookFunctions, name: string): string[] =>
  (functions.getNodeParameter(name, []) as string[] | null) ?? [];

async function wantedOf(functions: IHookFunctions, client: Client): Promise<WantedSubscriptions> {
  const storefronts = chosen(functions, 'storefronts').map((storefront) => storefront.toLowerCase());
  return {
    url: functions.getNodeWebhookUrl('default') ?? '',
    test: functions.getActivationMode() === 'manual',
    events: chosen(functions, 'events'),
    storefronts: storefronts.length > 0 ? storefronts : await readStorefronts(client),
    fallbackEmail: String(functions.getNodeParameter('fallbackEmail', '') ?? '').trim(),
  };
}

export async function subscriptionsExist(this: IHookFunctions): Promise<boolean> {
  return await withNodeErrors(this, async () => {
    const client = await openClient(this, kaufland);
    const wanted = await wantedOf(this, client);
    const existing = await readSubscriptions(client);
    const memory = memoryOf(this);
    if (!isComplete(existing, wanted, memory.subscriptions ?? [])) return false;
    // Found complete without a memory (an imported workflow): they are ours from now on.
    const here = existing.filter(({ callback_url }) => callback_url === wanted.url);
    const others = (memory.subscriptions ?? []).filter(({ url }) => url !== wanted.url);
    const { url, test } = wanted;
    memory.subscriptions = [...others, ...here.map(({ id_subscription }) => ({ id: String(id_subscription), url, test }))];
    return true;
  });
}

export async function createSubscriptions(this: IHookFunctions): Promise<boolean> {
  return await withNodeErrors(this, async () => {
    const client = await openClient(this, kaufland);
    return await makeHooks(this, SUBSCRIPTIONS, async (kept) => await bringAbout(client, await wantedOf(this, client), kept));
  });
}

export async function deleteSubscriptions(this: IHookFunctions): Promise<boolean> {
  return await withNodeErrors(this, async () => await removeHooks(this, SUBSCRIPTIONS, kaufland, removeSubscription));
}

/** The address has to echo a challenge before Kaufland sends anything (kaufland.md §7). */
function echo(functions: IWebhookFunctions): IWebhookResponseData {
  const { challenge } = functions.getQueryData() as { challenge?: unknown };
  if (typeof challenge !== 'string' || challenge === '' || challenge.length > LONGEST_CHALLENGE) return answer(functions, 400);
  return answer(functions, 200, challenge);
}

/** True where the operator does not ask for a signature, or it is right. */
async function maySpeak(functions: IWebhookFunctions): Promise<boolean> {
  if (functions.getNodeParameter('signature', 'lenient') !== 'required') return true;
  const { secretKey } = await functions.getCredentials<{ secretKey?: string }>(kaufland.credential);
  const headers = functions.getHeaderData() as Record<string, unknown>;
  const { rawBody } = functions.getRequestObject() as { rawBody?: Buffer };
  const message = {
    url: functions.getNodeWebhookUrl('default') ?? '',
    body: rawBody ? rawBody.toString('utf8') : JSON.stringify(functions.getBodyData()),
    timestamp: String(headers['shop-timestamp'] ?? ''),
    signature: String(headers['shop-signature'] ?? ''),
  };
  return isSigned(message, String(secretKey ?? '').trim(), Math.floor(Date.now() / 1000));
}

async function fetchInTime(functions: IWebhookFunctions, notification: Notification): Promise<Settled<Handed | undefined> | 'late'> {
  const options = {
    output: functions.getNodeParameter('output', 'channelSync') as OutputShape,
    onlyReady: Boolean(functions.getNodeParameter('onlyReady', true)),
  };
  const work = settle(async () => await fetchNotified(await openClient(functions, kaufland), notification, options));
  return await Promise.race([work, sleep(BUDGET_MS).then(() => 'late' as const)]);
}

async function take(functions: IWebhookFunctions): Promise<IWebhookResponseData> {
  const notification = readNotification(functions.getBodyData());
  if (!notification) return answer(functions, 400);
  if (!(await maySpeak(functions))) return answer(functions, 401);
  const storefronts = chosen(functions, 'storefronts').map((storefront) => storefront.toLowerCase());
  const isOurShop = storefronts.length === 0 || storefronts.includes(notification.storefront);
  const isOurs = isOurShop && chosen(functions, 'events').includes(notification.event);
  const memory = memoryOf(functions);
  if (!isOurs || Object.hasOwn(memory.messages ?? {}, notification.messageId)) return answer(functions, 200);

  const fetched = await fetchInTime(functions, notification);
  // Not noted: Kaufland sends the same message again in a minute.
  if (fetched === 'late') return answer(functions, 503);
  if ('problem' in fetched && fetched.problem.details.kind !== 'refused') return answer(functions, 503);
  isNews(memory, 'messages', notification.messageId);
  const handed = 'value' in fetched ? fetched.value : undefined;
  if (!handed || !isNews(memory, 'handed', handed.key)) return answer(functions, 200);
  const { event, messageId, storefront } = notification;
  return { workflowData: [[{ json: { ...handed.row, notification: { event, messageId, storefront } } }]] };
}

export async function receive(this: IWebhookFunctions): Promise<IWebhookResponseData> {
  return this.getWebhookName() === 'setup' ? echo(this) : await take(this);
}
