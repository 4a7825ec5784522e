import { timingSafeEqual } from 'node:crypto';

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

const REMEMBER_MS = 24 * 3_600_000;
const MOST_REMEMBERED = 2_000;

/** Notes a key in one of a trigger's memories, for a day at most; false where it is there already. */
export function isNews<Name extends string>(memory: { [name in Name]?: Seen } & IDataObject, name: Name, key: string): boolean {
  const now = new Date();
  const keepFrom = new Date(now.getTime() - REMEMBER_MS).toISOString();
  const tell = (row: string) => ({ key: row, updatedAt: now.toISOString() });
  const known: { [name in Name]?: Seen } = memory;
  const { rows, seen } = onlyFresh([key], known[name] ?? {}, tell, keepFrom, MOST_REMEMBERED);
  Object.assign(memory, { [name]: seen });
  return rows.length > 0;
}
