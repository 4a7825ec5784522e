import { sleep } from 'n8n-workflow';

import type { Client } from '../shared/api/client';
import { Problem } from '../shared/api/problem';
import type { ApiRequest, Query, Safety } from '../shared/api/request';
import { settle } from '../shared/node/settle';

export function read(path: string, query: Query = {}): ApiRequest {
  return { operation: path, method: 'GET', path: `/${path}`, query, safety: 'read' };
}

interface Write {
  method?: ApiRequest['method'];
  query?: Query;
  safety?: Safety;
}

export function write(path: string, body: unknown, { method = 'POST', query = {}, safety = 'once' }: Write = {}): ApiRequest {
  const sent = body === undefined ? {} : { body: JSON.stringify(body) };
  return { operation: `${path} (${method})`, method, path: `/${path}`, query, ...sent, safety };
}

/** One record; undefined where it is not there, which is told as 400 with a 404 inside, as 404 or as 204 (cin7core.md §2). */
export async function readOne<T>(client: Client, request: ApiRequest): Promise<T | undefined> {
  let failure: unknown;
  try {
    return (await client.call<T | undefined>(request)).data ?? undefined;
  } catch (error) {
    failure = error;
  }
  if (failure instanceof Problem && failure.details.code === 'not-found') return undefined;
  throw failure;
}

/** Until what was written can be expected to show in lists. */
const LOOK_AFTER_MS = 3_000;

/**
 * A write that a repeat would do again: where its answer was lost it is looked for before it is sent once more.
 *
 * @param lookAgain what it brought about; undefined where it did not arrive
 * @throws Problem when it is refused, or lost twice
 */
export async function sendOnce<T>(send: () => Promise<T>, lookAgain: () => Promise<T | undefined>): Promise<T> {
  for (let tries = 1; ; tries++) {
    const sent = await settle(send);
    if ('value' in sent) return sent.value;
    if (sent.problem.details.kind !== 'unknown') throw sent.problem;
    await sleep(LOOK_AFTER_MS);
    const there = await lookAgain();
    if (there !== undefined) return there;
    if (tries === 2) throw notThere(sent.problem);
  }
}

/** It broke down twice and did not arrive: whether the record or the vendor is at fault shows with the other records. */
function notThere({ details }: Problem): Problem {
  return new Problem({ ...details, kind: 'unavailable', cause: 'network', nextStep: 'It did not arrive. A later run hands it over again.' });
}
