import { createHmac, timingSafeEqual } from 'node:crypto';

import type { IDataObject, IHookFunctions, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import { onlyFresh, type Seen } from '../sync/seen';
import { asProblem, toNodeError } from './errors';

/** Runs what publishing or unpublishing does; its problems become the errors an operator sees. */
export async function withNodeErrors<T>(functions: IHookFunctions, work: () => Promise<T>): Promise<T> {
  let failure: unknown;
  try {
    return await work();
  } catch (error) {
    failure = error;
  }
  const problem = asProblem(failure);
  if (problem) throw toNodeError(functions.getNode(), problem);
  throw failure;
}

/** Answers a delivery and starts nothing. */
export function answer(functions: IWebhookFunctions, status: number, body = ''): IWebhookResponseData {
  functions.getResponseObject().status(status).setHeader('Content-Type', 'text/plain; charset=utf-8').end(body);
  return { noWebhookResponse: true };
}

/** Compares secrets without telling by its duration how far they agree. */
export function sameText(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

/** A secret of an address that needs no place to be kept: only who has the account's keys can work it out. */
export function addressSecret(keys: string, vendor: string, url: string): string {
  const path = URL.canParse(url) ? new URL(url).pathname : url;
  return createHmac('sha256', keys).update(`${vendor} webhook ${path}`).digest('hex');
}

const REMEMBER_MS = 24 * 3_600_000;
const MOST_REMEMBERED = 2_000;

/** Notes a key in one of a trigger's memories, for a day unless told otherwise; false where it is there already. */
export function isNews<Name extends string>(memory: { [name in Name]?: Seen } & IDataObject, name: Name, key: string, rememberMs = REMEMBER_MS): boolean {
  const now = new Date();
  const keepFrom = new Date(now.getTime() - rememberMs).toISOString();
  const tell = (row: string) => ({ key: row, updatedAt: now.toISOString() });
  const known: { [name in Name]?: Seen } = memory;
  const { rows, seen } = onlyFresh([key], known[name] ?? {}, tell, keepFrom, MOST_REMEMBERED);
  Object.assign(memory, { [name]: seen });
  return rows.length > 0;
}

/** What this process has seen, for triggers whose memory is not stored yet. */
const recent = new Set<string>();
const MOST_RECENT = 10_000;

/** Like {@link isNews}, also between two deliveries that come at once. */
export function isNewsHere(functions: IWebhookFunctions, name: string, key: string): boolean {
  const mark = `${functions.getWorkflow().id ?? ''}/${functions.getNode().id}/${functions.getMode()} ${name} ${key}`;
  const isNew = isNews(functions.getWorkflowStaticData('node') as Record<string, Seen> & IDataObject, name, key) && !recent.has(mark);
  recent.add(mark);
  if (recent.size > MOST_RECENT) recent.delete(recent.values().next().value as string);
  return isNew;
}
