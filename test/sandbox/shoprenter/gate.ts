import type { SandboxAnswer, SandboxRequest } from '../http';
import { SlidingWindow } from '../quota';
import type { RoomContext } from '../room';
import { failureOf, type Api } from './api';
import { runBatch } from './batch';
import { SHOPS } from './credentials';
import { ApiError, noData, noPermission, notFound } from './errors';
import type { Shop } from './store';
import type { Tokens } from './tokens';
import { answerWith, errorBody } from './wire';

const PER_SECOND = 3; // shoprenter.md §3, per application and shop
const DENIED = 'The resource owner or authorization server denied the request.';
const MOST_BYTES = 32 * 1024 * 1024;

interface Client {
  name: string;
  scopes: string[] | undefined;
}

/** Who calls, how often, and with what; then the call itself. */
export class Gate {
  private readonly quota = new SlidingWindow(1000);

  constructor(
    private readonly context: RoomContext,
    private readonly tokens: Tokens,
    private readonly api: Api,
    private readonly shopOf: (label: string) => Shop | undefined,
  ) {}

  reset(): void {
    this.quota.clear();
  }

  /** `/shoprenter/{shop}/api/…` with a bearer token, or `/shoprenter-legacy/{shop}/…` with user and key. */
  async answer(request: SandboxRequest, prefix: string, legacy: boolean): Promise<SandboxAnswer> {
    const [label = '', ...steps] = request.path.slice(prefix.length + 1).split('/');
    const path = (legacy ? steps : steps.slice(1)).join('/');
    const operation = path === 'batch' ? 'batch' : this.api.operationOf(request.method, path);
    try {
      const shop = this.shopOf(label);
      // A wrong base path after the move to the new hosts: one of them needs /api, the other must not have it (shoprenter.md §10).
      if (!shop || (legacy ? steps[0] === 'api' : steps[0] !== 'api')) throw notFound(request.path);
      const client = legacy ? this.basic(request, label) : this.bearer(request, label);
      const waitMs = this.quota.refuse(`${client.name} ${label}`, PER_SECOND, this.context.now());
      if (waitMs !== undefined) return { ...this.tooMany(request, Math.ceil(waitMs / 1000)), operation };
      const base = `${new URL(request.absoluteUrl).origin}${prefix}/${label}${legacy ? '' : '/api'}`;
      const body = readBody(request);
      if (path === 'batch') this.takeSecond(client, label, this.context.now());
      const call = { shop, base, body, scopes: client.scopes };
      if (path === 'batch' && request.method !== 'POST') throw notFound(path);
      const done = path === 'batch' ? await runBatch(this.context, this.api, call) : await this.api.run({ ...call, method: request.method, path, query: new URLSearchParams(request.query), inBatch: false });
      return { ...answerWith(this.context, request, done.status, done.body), operation, ignored: done.ignored };
    } catch (error) {
      const failure = failureOf(error);
      if (failure.code === 'access_denied') return { ...answerWith(this.context, request, 401, { error: failure.code, error_description: DENIED, hint: 'Access token could not be verified', message: DENIED }), operation };
      return { ...answerWith(this.context, request, failure.status, errorBody(this.context, failure)), operation };
    }
  }

  tooMany(request: SandboxRequest, retryAfter: number | null): SandboxAnswer {
    const answer = this.failure(request, 429, 'Too Many Requests');
    if (retryAfter !== null && this.context.assumed('retry-after-header') === 'present') answer.headers = { ...answer.headers, 'retry-after': String(retryAfter) };
    return answer;
  }

  failure(request: SandboxRequest, status: number, message: string): SandboxAnswer {
    return answerWith(this.context, request, status, errorBody(this.context, new ApiError(status, '', message)));
  }

  private takeSecond(client: Client, label: string, now: number): void {
    if (this.context.assumed('batch-quota') === 'one-request') return;
    while (this.quota.refuse(`${client.name} ${label}`, PER_SECOND, now) === undefined);
  }

  private bearer(request: SandboxRequest, label: string): Client {
    const found = this.tokens.find(request, label);
    if (!found) throw this.context.assumed('dead-token') === 'access_denied' ? new ApiError(401, 'access_denied', DENIED) : noPermission();
    return { name: found.keys.clientId, scopes: found.scopes };
  }

  private basic(request: SandboxRequest, label: string): Client {
    const keys = SHOPS.find(({ shop }) => shop === label);
    if (!keys || request.headers.authorization !== `Basic ${Buffer.from(`${keys.user}:${keys.password}`).toString('base64')}`) throw noPermission();
    if (this.context.assumed('basic-access') === 'refused') throw noPermission(403);
    return { name: keys.user, scopes: undefined };
  }
}

function readBody(request: SandboxRequest): unknown {
  const isJson = /^application\/json\b/i.test(String(request.headers['content-type'] ?? ''));
  if (request.method !== 'POST' && request.method !== 'PUT') {
    // Mandatory even where there is no body (shoprenter.md §2).
    if (!isJson) throw new ApiError(400, '40014', `POST is either empty or content length exceeds the limit of ${MOST_BYTES} bytes.`);
    return undefined;
  }
  if (request.body.length > MOST_BYTES) throw new ApiError(400, '40013', `POST content length exceeds the limit of ${MOST_BYTES} bytes.`);
  // multipart/form-data is the vendor's alternative for old clients; the sandbox does not read it.
  if (!isJson) throw noData();
  try {
    return JSON.parse(request.body.toString('utf8')) as unknown;
  } catch {
    throw noData();
  }
}
