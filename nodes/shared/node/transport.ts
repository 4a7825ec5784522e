import {
  sleep,
  type IExecuteFunctions,
  type IHookFunctions,
  type IHttpRequestOptions,
  type ILoadOptionsFunctions,
  type IPollFunctions,
  type IWebhookFunctions,
} from 'n8n-workflow';

import { createBucketRegistry } from '../api/bucket';
import { ceilingsOf } from '../api/ceiling';
import { createClient, type Client, type SeenCall, type Vendor } from '../api/client';
import { misconfigured } from '../api/problem';
import { withoutSecrets } from '../api/redact';
import { target, type ApiRequest, type ApiResponse, type Sent } from '../api/request';
import { streamOf, wholeText } from './stream';

export type NodeContext = IExecuteFunctions | IHookFunctions | ILoadOptionsFunctions | IPollFunctions | IWebhookFunctions;

const DEFAULT_TIMEOUT_MS = 60_000;

/** A session that ends this soon is not begun with. */
const SESSION_MARGIN_MS = 5 * 60_000;

const buckets = createBucketRegistry();

/** One session renewal at a time per credential; the others wait for it and use what it brought. */
const renewals = new Map<string, Promise<unknown>>();

interface Account {
  /** Keys quota and renewal: the stored credential's id, so that all nodes of this process share them. */
  id: string;
  values: Record<string, unknown>;
}

async function readAccount(context: NodeContext, vendor: Vendor): Promise<Account> {
  const values = await context.getCredentials<Record<string, unknown>>(vendor.credential);
  const stored = context.getNode().credentials?.[vendor.credential];
  return { id: `${vendor.credential}:${stored?.id ?? stored?.name ?? ''}`, values };
}

const ENCODINGS = { json: 'text', text: 'text', bytes: 'arraybuffer', stream: 'stream' } as const;

function wireOptions(request: ApiRequest): IHttpRequestOptions {
  return {
    method: request.method,
    url: request.address ?? target(request),
    headers: {
      Accept: 'application/json',
      ...(request.body === undefined ? {} : { 'Content-Type': request.contentType ?? 'application/json' }),
      ...request.headers,
    },
    ...(request.body === undefined ? {} : { body: request.body }),
    // The body is judged here, with the vendor's headers at hand; n8n's own status errors lose them (n8n.md 2.6).
    returnFullResponse: true,
    ignoreHttpStatusErrors: true,
    disableFollowRedirect: true,
    encoding: ENCODINGS[request.answer ?? 'json'],
    timeout: request.timeoutMs ?? DEFAULT_TIMEOUT_MS,
  };
}

/** Socket codes in words: n8n replaces a message in which it finds the code itself. */
const IN_WORDS: Record<string, string> = {
  ECONNREFUSED: 'the connection was refused',
  ECONNRESET: 'the connection was cut',
  ECONNABORTED: 'no answer in time',
  ETIMEDOUT: 'no answer in time',
  ENOTFOUND: 'the address is not known',
  EAI_AGAIN: 'the address could not be looked up',
  ERR_BAD_RESPONSE: 'the answer broke off',
};

function noAnswer(error: unknown): Sent {
  const chain = error as { httpCode?: unknown; code?: unknown; message?: unknown; cause?: { code?: unknown }; messages?: string[] };
  const told = [chain.httpCode, chain.code, chain.cause?.code].find((code) => typeof code === 'string' && code !== '');
  const text = [chain.message, ...(chain.messages ?? [])].filter((part) => typeof part === 'string').join(' ');
  const code = String(told ?? Object.keys(IN_WORDS).find((known) => text.includes(known)) ?? 'NO_ANSWER');
  return { noAnswer: true, code, reason: IN_WORDS[code] ?? String(chain.message ?? 'no answer') };
}

function textOf(body: unknown): string {
  if (typeof body === 'string') return body;
  if (body instanceof ArrayBuffer) return Buffer.from(body).toString('latin1');
  return Buffer.isBuffer(body) ? body.toString('latin1') : JSON.stringify(body ?? '');
}

interface FullResponse {
  statusCode: number;
  headers?: Record<string, unknown>;
  body: unknown;
}

async function responseOf(vendor: Vendor, request: ApiRequest, { statusCode: status, headers: given, body }: FullResponse): Promise<ApiResponse> {
  const headers = Object.fromEntries(Object.entries(given ?? {}).map(([name, value]) => [name.toLowerCase(), String(value)]));
  if (request.answer !== 'stream') return { status, headers, text: textOf(body) };
  // A refusal and a page for people are judged by their words, so they are read.
  const isDocument = status >= 200 && status <= 299 && !/^text\/html/i.test(headers['content-type'] ?? '');
  if (isDocument) return { status, headers, text: '', stream: streamOf(body, vendor.name, request.operation) };
  return { status, headers, text: await wholeText(body) };
}

/** A call of another host: nothing of the account goes with it. */
async function sendUnsigned(context: NodeContext, vendor: Vendor, request: ApiRequest, values: Record<string, unknown>): Promise<Sent> {
  if (!vendor.acceptsAddress?.(request.address ?? '', values)) {
    throw misconfigured(
      `${vendor.name} named an address for ${request.operation} that is not one of its own`,
      'Nothing was sent there. Check the addresses in the credential; if they are right, report this as a defect of the package.',
    );
  }
  try {
    return await responseOf(vendor, request, (await context.helpers.httpRequest(wireOptions(request))) as FullResponse);
  } catch (error) {
    return noAnswer(error);
  }
}

async function sendOnce(context: NodeContext, vendor: Vendor, request: ApiRequest, renewFrom?: Account): Promise<Sent> {
  const credentials = context.getNode().credentials?.[vendor.credential];
  // An empty expirable field makes n8n log in again and store the new session for every process (n8n.md 2.7).
  const forced = renewFrom && {
    credentialsDecrypted: {
      id: credentials?.id ?? '',
      name: credentials?.name ?? '',
      type: vendor.credential,
      data: { ...renewFrom.values, [vendor.sessionField ?? '']: '' } as never,
    },
  };
  try {
    const response = (await context.helpers.httpRequestWithAuthentication.call(
      context,
      vendor.credential,
      wireOptions(request),
      forced,
    )) as FullResponse;
    return await responseOf(vendor, request, response);
  } catch (error) {
    return noAnswer(error);
  }
}

/** Sends with a new session, unless another caller has brought one meanwhile. */
async function sendRenewed(context: NodeContext, vendor: Vendor, request: ApiRequest, used: Account): Promise<{ sent: Sent; account: Account }> {
  const field = vendor.sessionField ?? '';
  for (let running = renewals.get(used.id); running; running = renewals.get(used.id)) await running;
  const work = (async () => {
    const current = await readAccount(context, vendor);
    const renewedByOther = current.values[field] !== used.values[field] && Boolean(current.values[field]);
    return await sendOnce(context, vendor, request, renewedByOther ? undefined : current);
  })();
  // Set before anything is awaited: two callers must never both find the place free.
  renewals.set(used.id, work);
  const sent = await work.finally(() => renewals.delete(used.id));
  return { sent, account: await readAccount(context, vendor) };
}

function shareOf(values: Record<string, unknown>): number {
  const percent = Number(values.quotaShare ?? 100);
  return percent > 0 && percent <= 100 ? percent / 100 : 1;
}

/** What no message may show. */
function secretsOf({ secrets }: Vendor, values: Record<string, unknown>): string[] {
  return secrets
    .map((name) => values[name])
    .filter((value): value is string => typeof value === 'string' && value.length >= 8);
}

/** A client that can also clean a text of the account's secrets. */
export interface OpenClient extends Client {
  clean(text: string): string;
}

/** A client for the account chosen in the node; the only place where node code meets the network. */
export async function openClient(context: NodeContext, vendor: Vendor, seen?: (call: SeenCall) => void): Promise<OpenClient> {
  let account = await readAccount(context, vendor);
  const ends = () => vendor.sessionEnds?.(account.values) ?? Number.POSITIVE_INFINITY;
  const needsSession = () => vendor.sessionField !== undefined && (!account.values[vendor.sessionField] || ends() < Date.now() + SESSION_MARGIN_MS);
  const client = createClient(vendor, {
    async send(request, renew) {
      if (request.address !== undefined) return await sendUnsigned(context, vendor, request, account.values);
      if (!vendor.sessionField || !(renew || needsSession())) return await sendOnce(context, vendor, request);
      const renewed = await sendRenewed(context, vendor, request, account);
      account = renewed.account;
      return renewed.sent;
    },
    bucket: (operation) =>
      buckets.bucket(account.id, vendor.quotaPerOperation ? operation : '', vendor.quota(operation), shareOf(account.values)),
    admit: (operation, now) => {
      const ceilings = vendor.ceilings?.(operation, account.values) ?? [];
      return ceilings.length === 0 ? undefined : ceilingsOf(account.id).admit(ceilings, shareOf(account.values), now);
    },
    lockOut: (until) => (vendor.ceilings ? ceilingsOf(account.id).lockOut(until) : undefined),
    now: () => Date.now(),
    sleep,
    random: () => Math.random(),
    secrets: () => secretsOf(vendor, account.values),
    debug: (message) => context.logger?.debug(message),
    seen,
    setting: (field) => (vendor.secrets.includes(field) ? '' : String(account.values[field] ?? '')),
  });
  const named = vendor.accountOf ? { account: vendor.accountOf(account.values) } : {};
  return { ...client, ...named, clean: (text) => withoutSecrets(text, secretsOf(vendor, account.values)) };
}
