import type { IDataObject, IHookFunctions, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import { misconfigured } from '../shared/api/problem';
import { problemJson } from '../shared/node/errors';
import type { Row } from '../shared/node/operation';
import { handedOn } from '../shared/node/records';
import { settle } from '../shared/node/settle';
import { openClient } from '../shared/node/transport';
import { answer, isNewsHere, withNodeErrors } from '../shared/node/webhook';
import { rowsOf } from './actions/order-rows';
import { unas } from './api';
import { isSigned, MOST_BYTES, readDelivery, type Delivered } from './delivery';
import { CHANNEL, refOf, refText } from './identity';
import { readOrder } from './read-orders';
import { readStatuses } from './statuses';
import { checkPackage, hookIsThere, makeHook, removeHook, type WantedHook } from './webhooks';
import { textAt } from './xml-path';

type Memory = { hook?: WantedHook & IDataObject } & IDataObject;

export type WebhookOutput = 'channelSync' | 'raw' | 'delivered' | 'wakeUp';

type Functions = IHookFunctions | IWebhookFunctions;

const memoryOf = (functions: Functions): Memory => functions.getWorkflowStaticData('node') as Memory;

const isByHand = (functions: Functions): boolean => functions.getNodeParameter('setup', 'api') === 'manual';

async function secretOf(functions: Functions): Promise<string> {
  const { webhookSecret } = await functions.getCredentials<{ webhookSecret?: string }>(unas.credential);
  return String(webhookSecret ?? '').trim();
}

const wantedOf = (functions: IHookFunctions): WantedHook => ({
  event: String(functions.getNodeParameter('event', 'order_status_modify')),
  url: functions.getNodeWebhookUrl('default') ?? '',
});

async function checkSecret(functions: IHookFunctions): Promise<void> {
  if ((await secretOf(functions)) !== '') return;
  throw misconfigured(
    "'Webhook HMAC Key' in the credential is empty, so no delivery of UNAS could be believed",
    'Copy the key from the tab for webhook verification in the shop admin (Beállítások, Külső kapcsolatok, API kapcsolat) into the credential.',
  );
}

export async function hookExists(this: IHookFunctions): Promise<boolean> {
  return await withNodeErrors(this, async () => {
    await checkSecret(this);
    if (isByHand(this)) return true;
    const wanted = wantedOf(this);
    if (!(await hookIsThere(await openClient(this, unas), wanted))) return false;
    memoryOf(this).hook = { ...wanted };
    return true;
  });
}

export async function createHook(this: IHookFunctions): Promise<boolean> {
  return await withNodeErrors(this, async () => {
    const memory = memoryOf(this);
    const wanted = wantedOf(this);
    const client = await openClient(this, unas);
    checkPackage(client);
    const { hook: old } = memory;
    memory.hook = { ...wanted };
    await makeHook(client, wanted);
    // The one at an old address would tell everything twice; a test's own leaves the published one alone.
    if (old && this.getActivationMode() !== 'manual' && (old.url !== wanted.url || old.event !== wanted.event)) await removeHook(client, old);
    return true;
  });
}

export async function deleteHook(this: IHookFunctions): Promise<boolean> {
  return await withNodeErrors(this, async () => {
    if (isByHand(this)) return true;
    const memory = memoryOf(this);
    await removeHook(await openClient(this, unas), wantedOf(this));
    delete memory.hook;
    return true;
  });
}

function bodyOf(functions: IWebhookFunctions): Buffer {
  const { rawBody } = functions.getRequestObject() as { rawBody?: Buffer };
  return Buffer.isBuffer(rawBody) ? rawBody : Buffer.alloc(0);
}

/** The order as the shop holds it, once for each state of it; one that is gone is left out. */
async function readBack(functions: IWebhookFunctions, { key }: Delivered, output: string): Promise<Row[]> {
  const client = await openClient(functions, unas);
  const account = client.account?.id ?? '';
  const read = await settle(async () => {
    const order = await readOrder(client, { key });
    if (!order) return [];
    if (!isNewsHere(functions, 'deliveries', `${refText(refOf(order))} ${textAt(order, 'DateMod') ?? ''}`)) return [];
    const statuses = await readStatuses(client, Date.now());
    return rowsOf([order], output, account, statuses).map(handedOn);
  });
  if ('value' in read) return read.value;
  // UNAS repeats only what was not answered: the item carries the problem, and a write node passes it to its error output.
  return [{ identity: { channel: CHANNEL, account: account || 'unknown', id: key }, number: key, error: problemJson(read.problem) }];
}

async function rowsFor(functions: IWebhookFunctions, delivered: Delivered): Promise<Row[]> {
  const output = functions.getNodeParameter('output', 'channelSync') as WebhookOutput;
  if (output === 'wakeUp') return [{ wakeUp: true, orders: [delivered.key] }];
  if (output === 'delivered') return [delivered.raw as Row];
  return await readBack(functions, delivered, output);
}

export async function receive(this: IWebhookFunctions): Promise<IWebhookResponseData> {
  const body = bodyOf(this);
  if (body.length > MOST_BYTES) return answer(this, 413);
  const { 'x-unas-hmac': signature } = this.getHeaderData() as Record<string, unknown>;
  if (!isSigned(body, signature, await secretOf(this))) return answer(this, 401);
  const delivered = readDelivery(body);
  if (!delivered) return answer(this, 400);
  // Within two minutes, or it is repeated five times (unas.md §7): answered before anything is read.
  const answered = answer(this, 200);
  const rows = await rowsFor(this, delivered);
  return rows.length === 0 ? answered : { ...answered, workflowData: [rows.map((json) => ({ json }))] };
}

