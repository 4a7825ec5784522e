import type { Bucket, Quota } from './bucket';
import type { Ceiling } from './ceiling';
import { Problem } from './problem';
import { redact } from './redact';
import type { ApiRequest, ApiResponse, Sent } from './request';
import { clockTime, DEFAULT_LIMITS, nextStep, type RetryLimits } from './retry';
import { judgeByHttp, judgeNoAnswer, parseJson, type Judge, type Verdict } from './verdict';

/** Whose records a client reads and writes, as far as the credential tells. */
export interface Account {
  /** What separates two accounts at the vendor (shop, company): the account of an identity. */
  id: string;
  /** Where the calls go, without a slash at its end, for bodies that have to name whole addresses. */
  baseUrl?: string;
}

/** A vendor's rules as data; each channel's `api.ts` holds one. */
export interface Vendor {
  /** As people know it. */
  name: string;
  /** Name of the n8n credential type. */
  credential: string;
  /** The credential's expirable field where the vendor has sessions. */
  sessionField?: string;
  quota(operation: string): Quota;
  /** True where the quota counts each operation on its own, false where all calls share one. */
  quotaPerOperation: boolean;
  /**
   * For a vendor that locks out who calls too often: limits that are never gone beyond. A call over one of them is refused
   * here instead of waited for. `values` are the credential's, since limits can depend on what was bought.
   */
  ceilings?(operation: string, values: Readonly<Record<string, unknown>>): readonly Ceiling[];
  /** When the session ends by itself (epoch ms), for vendors that tell; a new one is taken shortly before. */
  sessionEnds?(values: Readonly<Record<string, unknown>>): number | undefined;
  /** What the vendor's own words settle before HTTP's status does; for vendors whose status says little. */
  judgeFirst?(response: ApiResponse, request: ApiRequest): Verdict | undefined;
  judge: Judge;
  /** Whose account a credential's values are; never throws, wrong values are refused when a call is made. */
  accountOf?(values: Record<string, unknown>): Account;
  /** Fields of the credential that no message may show; all others operations may read, and errors may name. */
  secrets: readonly string[];
  /** Whether a document's address of another host may be called, without signature; none when left out. */
  acceptsAddress?(address: string, account: Readonly<Record<string, unknown>>): boolean;
}

/** One try of a call, as a log may keep it: no query, no body, no secret. */
export interface SeenCall {
  /** UTC ISO. */
  at: string;
  vendor: string;
  operation: string;
  method: string;
  path: string;
  /** HTTP status, or the socket's word where no answer came. */
  status: string;
  ms: number;
}

export interface ClientDeps {
  /** Signs and sends; `renew` asks for a new session first. Never throws for an HTTP status. */
  send(request: ApiRequest, renew: boolean): Promise<Sent>;
  bucket(operation: string): Bucket;
  /** Counts the call against the vendor's ceilings; when the next one may be made where this one may not (epoch ms). */
  admit?(operation: string, now: number): number | undefined;
  /** Told when the vendor has locked the account out. */
  lockOut?(until: number): void;
  now(): number;
  sleep(ms: number): Promise<void>;
  /** In [0, 1). */
  random(): number;
  /** What must never appear in a message. */
  secrets(): readonly string[];
  debug?(message: string): void;
  /** Told of every try after its answer. */
  seen?(call: SeenCall): void;
  /** The account's value of one of the vendor's public fields. */
  setting?(field: string): string;
}

export interface Answer<T> extends ApiResponse {
  /** The parsed JSON; undefined for an empty body, the text itself where the request expects text or bytes. */
  data: T;
}

export interface Client {
  readonly vendor: Vendor;
  /** Present where the vendor has `accountOf`. */
  readonly account?: Account;
  /**
   * One call, paced, judged and repeated where that is safe.
   *
   * @throws Problem naming vendor and operation
   */
  call<T>(request: ApiRequest): Promise<Answer<T>>;
  /** The account's value of one of the vendor's public fields; empty where there is none. */
  setting?(field: string): string;
}

function judge(vendor: Vendor, sent: Sent, request: ApiRequest, now: number): Verdict {
  if ('noAnswer' in sent) return judgeNoAnswer(sent);
  return vendor.judgeFirst?.(sent, request) ?? judgeByHttp(sent, request, now) ?? vendor.judge(sent, request);
}

function dataOf<T>(response: ApiResponse, request: ApiRequest): T {
  if (request.answer === 'text' || request.answer === 'bytes' || request.answer === 'stream') return response.text as T;
  const parsed = parseJson(response.text);
  return ('value' in parsed ? parsed.value : undefined) as T;
}

function seenCall({ name }: Vendor, request: ApiRequest, sent: Sent, started: number, now: number, secrets: readonly string[]): SeenCall {
  const [path = ''] = (request.address ?? request.path).split('?');
  return {
    at: new Date(started).toISOString(),
    vendor: name,
    operation: request.operation,
    method: request.method,
    path: redact(path, secrets),
    status: 'noAnswer' in sent ? sent.code : String(sent.status),
    ms: now - started,
  };
}

export function createClient(vendor: Vendor, deps: ClientDeps, limits: RetryLimits = DEFAULT_LIMITS): Client {
  async function pace(bucket: Bucket): Promise<void> {
    const now = deps.now();
    const start = bucket.reserve(now);
    if (start > now) await deps.sleep(start - now);
  }

  function checkCeilings(operation: string): void {
    const now = deps.now();
    const free = deps.admit?.(operation, now);
    if (free === undefined) return;
    throw new Problem({
      kind: 'unavailable',
      cause: 'quota',
      message: `${vendor.name} allows no more ${operation} for now, so it was not called`,
      nextStep: `Nothing was lost. Come back at ${clockTime(free)}; a scheduled run does so by itself.`,
      vendor: vendor.name,
      operation,
      retryAfterMs: free - now,
    });
  }

  return {
    vendor,
    setting: deps.setting,
    async call<T>(request: ApiRequest) {
      const bucket = deps.bucket(request.operation);
      let waitedMs = 0;
      let renew = false;
      let renewed = false;
      for (let number = 1; ; number++) {
        await pace(bucket);
        checkCeilings(request.operation);
        const started = deps.now();
        const sent = await deps.send(request, renew);
        renew = false;
        const now = deps.now();
        deps.seen?.(seenCall(vendor, request, sent, started, now, deps.secrets()));
        const verdict = judge(vendor, sent, request, now);
        if (verdict.kind === 'unavailable' && verdict.cause === 'quota' && verdict.afterMs !== undefined) deps.lockOut?.(now + verdict.afterMs);
        const step = nextStep(verdict, { number, waitedMs, renewed, safety: request.safety }, limits, now, deps.random());
        deps.debug?.(`${vendor.name} ${request.operation}, try ${number}: ${verdict.kind}, then ${step.step}`);
        if (step.step === 'done' && !('noAnswer' in sent)) return { ...sent, data: dataOf<T>(sent, request) };
        if (step.step === 'fail') {
          const { message, ...rest } = step.problem;
          throw new Problem({
            ...rest,
            message: redact(`${vendor.name} ${message}`, deps.secrets()),
            vendor: vendor.name,
            operation: request.operation,
            status: 'noAnswer' in sent ? sent.code : String(sent.status),
          });
        }
        if (step.step === 'renew') {
          renew = true;
          renewed = true;
        }
        if (step.step === 'wait') {
          if (verdict.kind === 'throttled') bucket.pauseUntil(now + step.ms);
          await deps.sleep(step.ms);
          waitedMs += step.ms;
        }
      }
    },
  };
}
