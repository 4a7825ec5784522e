import type { IDataObject, IHookFunctions, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import { makeHooks, removeHooks, takeOver, type KeptHook } from '../shared/node/kept-hooks';
import { handedOn } from '../shared/node/records';
import { settle } from '../shared/node/settle';
import { openClient } from '../shared/node/transport';
import { answer, isNews, sameText, withNodeErrors } from '../shared/node/webhook';
import type { Seen } from '../shared/sync/seen';
import { cin7Core } from './api';
import { readBack, readDelivery, type Delivered } from './delivery';
import { bringAbout, findHook, removeHook, tokenFor, type WantedHook } from './webhooks';

type Memory = { deliveries?: Seen } & IDataObject;
type Output = 'channelSync' | 'raw' | 'delivered' | 'wakeUp';

const HOOKS = 'hooks';

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
    return id !== undefined && takeOver(this, HOOKS, { ...wanted, id });
  });
}

export async function createHook(this: IHookFunctions): Promise<boolean> {
  const bringItAbout = async (kept: KeptHook[]) => await bringAbout(await openClient(this, cin7Core), await wantedOf(this), kept);
  return await withNodeErrors(this, async () => await makeHooks(this, HOOKS, bringItAbout));
}

export async function deleteHook(this: IHookFunctions): Promise<boolean> {
  return await withNodeErrors(this, async () => await removeHooks(this, HOOKS, cin7Core, removeHook));
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
