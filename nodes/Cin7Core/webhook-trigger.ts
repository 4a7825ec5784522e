import type { IDataObject, IHookFunctions, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import { handedOn } from '../shared/node/records';
import { settle } from '../shared/node/settle';
import { openClient } from '../shared/node/transport';
import { answer, isNews, sameText, withNodeErrors } from '../shared/node/webhook';
import type { Seen } from '../shared/sync/seen';
import { cin7Core } from './api';
import { readBack, readDelivery, type Delivered } from './delivery';
import { bringAbout, findHook, removeHook, tokenFor, type Kept, type WantedHook } from './webhooks';

type Memory = { hooks?: Kept[]; deliveries?: Seen } & IDataObject;
type Output = 'channelSync' | 'raw' | 'delivered' | 'wakeUp';

const memoryOf = (functions: IHookFunctions | IWebhookFunctions): Memory => functions.getWorkflowStaticData('node') as Memory;

const eventOf = (functions: IHookFunctions | IWebhookFunctions): string => String(functions.getNodeParameter('event', 'Sale/OrderAuthorised'));

/** Events whose body is no sale: they are handed on as they come. */
const isOfSale = (event: string): boolean => event.startsWith('Sale/');

async function tokenOf(functions: IHookFunctions | IWebhookFunctions): Promise<string> {
  const { applicationKey } = await functions.getCredentials<{ applicationKey?: string }>(cin7Core.credential);
  return tokenFor(String(applicationKey ?? '').trim(), functions.getNodeWebhookUrl('default') ?? '');
}

async function wantedOf(functions: IHookFunctions): Promise<WantedHook> {
  const url = functions.getNodeWebhookUrl('default') ?? '';
  return { type: eventOf(functions), url, token: await tokenOf(functions), test: functions.getActivationMode() === 'manual' };
}

export async function hookExists(this: IHookFunctions): Promise<boolean> {
  return await withNodeErrors(this, async () => {
    const wanted = await wantedOf(this);
    const id = await findHook(await openClient(this, cin7Core), wanted);
    if (id === undefined) return false;
    const memory = memoryOf(this);
    const kept = memory.hooks ?? [];
    if (kept.some((one) => one.test === wanted.test && one.id !== id)) return false;
    // Found without a memory (an imported workflow): it is ours from now on.
    memory.hooks = [...kept.filter((one) => one.id !== id), { id, url: wanted.url, test: wanted.test }];
    return true;
  });
}

export async function createHook(this: IHookFunctions): Promise<boolean> {
  return await withNodeErrors(this, async () => {
    const memory = memoryOf(this);
    const kept = (memory.hooks ?? []).map((one) => ({ ...one }));
    const made = await settle(async () => await bringAbout(await openClient(this, cin7Core), await wantedOf(this), kept));
    // Also after a failure: n8n then removes what is noted here.
    memory.hooks = kept;
    if ('problem' in made) throw made.problem;
    return true;
  });
}

export async function deleteHook(this: IHookFunctions): Promise<boolean> {
  return await withNodeErrors(this, async () => {
    const memory = memoryOf(this);
    const kept = memory.hooks ?? [];
    const url = this.getNodeWebhookUrl('default');
    const test = kept.some((one) => one.test && one.url === url);
    const mine = kept.filter((one) => one.test === test);
    if (mine.length === 0) return true;
    const client = await openClient(this, cin7Core);
    for (const { id } of mine) {
      await removeHook(client, id);
      memory.hooks = (memory.hooks ?? []).filter((one) => one.id !== id);
    }
    return true;
  });
}

async function maySpeak(functions: IWebhookFunctions): Promise<boolean> {
  const { authorization } = functions.getHeaderData() as { authorization?: unknown };
  return typeof authorization === 'string' && sameText(authorization, `Bearer ${await tokenOf(functions)}`);
}

async function rowsOf(functions: IWebhookFunctions, delivered: readonly Delivered[]): Promise<IDataObject[]> {
  const output = functions.getNodeParameter('output', 'channelSync') as Output;
  if (output === 'wakeUp') return [{ wakeUp: true, orders: delivered.flatMap(({ number }) => number ?? []) }];
  if (output === 'delivered' || !isOfSale(eventOf(functions))) return delivered.map(({ raw }) => raw);
  const rows = await readBack(await openClient(functions, cin7Core), delivered, output, (key) => isNews(memoryOf(functions), 'deliveries', `${eventOf(functions)} ${key}`));
  return rows.map(handedOn);
}

export async function receive(this: IWebhookFunctions): Promise<IWebhookResponseData> {
  if (!(await maySpeak(this))) return answer(this, 401);
  const delivered = readDelivery(this.getBodyData());
  if (!delivered) return answer(this, 400);
  const rows = await settle(async () => await rowsOf(this, delivered));
  // Not taken: Cin7 Core delivers it again (cin7core.md §9).
  if ('problem' in rows) return answer(this, 503);
  const answered = answer(this, 200);
  return rows.value.length === 0 ? answered : { ...answered, workflowData: [rows.value.map((json) => ({ json }))] };
}
