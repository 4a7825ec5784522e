import { sleep, type IDataObject, type IHookFunctions, type IWebhookFunctions, type IWebhookResponseData } from 'n8n-workflow';

import type { Vendor } from '../shared/api/client';
import { parseJson } from '../shared/api/verdict';
import type { Row } from '../shared/node/operation';
import { handedOn } from '../shared/node/records';
import { settle } from '../shared/node/settle';
import { openClient } from '../shared/node/transport';
import { answer, isNews, sameText, withNodeErrors } from '../shared/node/webhook';
import type { Seen } from '../shared/sync/seen';
import { hintOf } from './actions/shipment/getAll.operation';
import { shipStation, shipStationV2 } from './api';
import { readTold, readToldV2, type Told } from './delivered';
import { findHook, registerHook, removeHooks, secretFor, type WantedHook } from './hooks';
import { pointerOf } from './pointer';
import { isGenuine, isStale, signedIn } from './signature';

type Memory = { handed?: Seen } & IDataObject;
type Functions = IHookFunctions | IWebhookFunctions;

/** ShipStation waits about ten seconds (shipstation.md §B6). */
const BUDGET_MS = 8_000;
const MOST_BYTES = 64 * 1024;

const isSigned = (functions: Functions): boolean => functions.getNodeParameter('api', 'v1') === 'v2';
const vendorOf = (functions: Functions): Vendor => (isSigned(functions) ? shipStationV2 : shipStation);
const eventOf = (functions: Functions): string => String(functions.getNodeParameter(isSigned(functions) ? 'signedEvent' : 'event', ''));

async function secretOf(functions: Functions): Promise<string> {
  const { apiKey, apiSecret } = await functions.getCredentials<{ apiKey?: string; apiSecret?: string }>(vendorOf(functions).credential);
  return secretFor(`${apiKey ?? ''}:${apiSecret ?? ''}`, functions.getNodeWebhookUrl('default') ?? '');
}

async function wantedOf(functions: IHookFunctions): Promise<WantedHook> {
  const url = functions.getNodeWebhookUrl('default') ?? '';
  // Shown for v1 alone, and n8n extracts nothing out of a field that is not shown.
  const store = isSigned(functions) ? '' : String(functions.getNodeParameter('store', '', { extractValue: true }) ?? '').replace(/^se-/, '');
  return {
    event: eventOf(functions),
    // v1 signs nothing: who calls has to know the address (shipstation.md §A5).
    url: isSigned(functions) ? url : `${url}?secret=${await secretOf(functions)}`,
    ...(/^\d+$/.test(store) ? { storeId: Number(store) } : {}),
    name: `n8n ${functions.getWorkflow().id ?? ''}`.trim(),
  };
}

export async function hookExists(this: IHookFunctions): Promise<boolean> {
  return await withNodeErrors(this, async () => await findHook(await openClient(this, vendorOf(this)), await wantedOf(this)));
}

export async function createHook(this: IHookFunctions): Promise<boolean> {
  return await withNodeErrors(this, async () => {
    await registerHook(await openClient(this, vendorOf(this)), await wantedOf(this));
    return true;
  });
}

export async function deleteHook(this: IHookFunctions): Promise<boolean> {
  return await withNodeErrors(this, async () => {
    await removeHooks(await openClient(this, vendorOf(this)), this.getNodeWebhookUrl('default') ?? '');
    return true;
  });
}

function rawBody(functions: IWebhookFunctions): string {
  const { rawBody: raw } = functions.getRequestObject() as { rawBody?: Buffer };
  return raw ? raw.toString('utf8') : JSON.stringify(functions.getBodyData());
}

/** The status of a refusal; undefined for one who may speak. @throws Problem where the vendor's keys cannot be read */
async function refusal(functions: IWebhookFunctions, body: string): Promise<number | undefined> {
  if (!isSigned(functions)) {
    const { secret } = functions.getQueryData() as { secret?: unknown };
    return typeof secret === 'string' && sameText(secret, await secretOf(functions)) ? undefined : 401;
  }
  const signed = signedIn(functions.getHeaderData() as Record<string, unknown>, body);
  if (!signed) return 404;
  if (isStale(signed, Date.now())) return 400;
  return (await isGenuine(await openClient(functions, shipStationV2), signed, Date.now())) ? undefined : 401;
}

interface Delivery {
  resource_url?: unknown;
  resource_type?: unknown;
  data?: unknown;
}

type Read = { status: number } | { told: Told[] };

async function readDelivery(functions: IWebhookFunctions, delivery: Delivery): Promise<Read> {
  const output = String(functions.getNodeParameter('output', 'channelSync'));
  const event = { resourceType: String(delivery.resource_type ?? ''), ...(typeof delivery.data === 'object' && delivery.data !== null ? { data: delivery.data } : {}) };
  const key = `${event.resourceType} ${String(delivery.resource_url ?? JSON.stringify(delivery.data ?? ''))}`.slice(0, 300);
  // Tracking carries its data along, and may name no address (shipstation.md §B6).
  if (event.data) return { told: [{ key, row: event as unknown as Row }] };
  const client = await openClient(functions, vendorOf(functions));
  const pointer = pointerOf(client, delivery.resource_url);
  if (!pointer) return { status: 400 };
  if (output === 'wakeUp') return { told: [{ key, row: { ...event, path: pointer.path } as Row }] };
  if (isSigned(functions)) return { told: await readToldV2(client, pointer) };
  const param = <T>(name: string) => functions.getNodeParameter(name, '') as T;
  return { told: await readTold(client, pointer, { raw: output === 'raw', hint: hintOf(param) }) };
}

/** Takes one webhook and hands the records it points to on, each once. */
export async function receive(this: IWebhookFunctions): Promise<IWebhookResponseData> {
  const body = rawBody(this);
  if (body.length > MOST_BYTES) return answer(this, 413);
  const refused = await settle(async () => await refusal(this, body));
  if ('problem' in refused) return answer(this, 503);
  if (refused.value !== undefined) return answer(this, refused.value);
  const parsed = parseJson(body);
  const delivery = 'value' in parsed && typeof parsed.value === 'object' && parsed.value !== null ? (parsed.value as Delivery) : undefined;
  if (!delivery) return answer(this, 400);
  const work = settle(async () => await readDelivery(this, delivery));
  const read = await Promise.race([work, sleep(BUDGET_MS).then(() => 'late' as const)]);
  // A scheduled read brings what could not be read now.
  if (read === 'late' || 'problem' in read) return answer(this, 503);
  if ('status' in read.value) return answer(this, read.value.status);
  const memory = this.getWorkflowStaticData('node') as Memory;
  // A wake-up is a wake-up each time: what it finds, the flow's books know.
  const fresh = this.getNodeParameter('output', '') === 'wakeUp' ? read.value.told : read.value.told.filter(({ key }) => isNews(memory, 'handed', key));
  if (fresh.length === 0) return answer(this, 200);
  return { workflowData: [fresh.map(({ row }) => ({ json: handedOn(row) }))] };
}
