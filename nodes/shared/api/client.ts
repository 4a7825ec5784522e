import type { Bucket, Quota } from './bucket';
import { Problem } from './problem';
import { redact } from './redact';
import type { ApiRequest, ApiResponse, Sent } from './request';
import { DEFAULT_LIMITS, nextStep, type RetryLimits } from './retry';
import { judgeByHttp, judgeNoAnswer, parseJson, type Judge, type Verdict } from './verdict';

/** A vendor's rules as data; each channel's `api.ts` holds one. */
export interface Vendor {
  /** As people know it, e.g. "Kaufland". */
  name: string;
  /** Name of the n8n credential type. */
  credential: string;
  /** The credential's expirable field where the vendor has sessions. */
  sessionField?: string;
  quota(operation: string): Quota;
  /** True where the quota counts each operation on its own, false where all calls share one. */
  quotaPerOperation: boolean;
  judge: Judge;
}

export interface ClientDeps {
  /** Signs and sends; `renew` asks for a new session first. Never throws for an HTTP status. */
  send(request: ApiRequest, renew: boolean): Promise<Sent>;
  bucket(operation: string): Bucket;
  now(): number;
  sleep(ms: number): Promise<void>;
  /** In [0, 1). */
  random(): number;
  /** What must never appear in a message. */
  secrets(): readonly string[];
  debug?(message: string): void;
}

export interface Answer<T> extends ApiResponse {
  /** The parsed JSON; undefined for an empty body, the text itself where the request expects text. */
  data: T;
}

export interface Client {
  readonly vendor: Vendor;
  /**
   * One call, paced, judged and repeated where that is safe.
   *
   * @throws Problem naming vendor and operation
   */
  call<T>(request: ApiRequest): Promise<Answer<T>>;
}

function judge(vendor: Vendor, sent: Sent, request: ApiRequest, now: number): Verdict {
  if ('noAnswer' in sent) return judgeNoAnswer(sent);
  return judgeByHttp(sent, request, now) ?? vendor.judge(sent, request);
}

function dataOf<T>(response: ApiResponse, request: ApiRequest): T {
  if (request.answer === 'text') return response.text as T;
  const parsed = parseJson(response.text);
  return ('value' in parsed ? parsed.value : undefined) as T;
}

export function createClient(vendor: Vendor, deps: ClientDeps, limits: RetryLimits = DEFAULT_LIMITS): Client {
  async function pace(bucket: Bucket): Promise<void> {
    const now = deps.now();
    const start = bucket.reserve(now);
    if (start > now) await deps.sleep(start - now);
  }

  return {
    vendor,
    async call<T>(request: ApiRequest) {
      const bucket = deps.bucket(request.operation);
      let waitedMs = 0;
      let renew = false;
      let renewed = false;
      for (let number = 1; ; number++) {
        await pace(bucket);
        const sent = await deps.send(request, renew);
        renew = false;
        const now = deps.now();
        const verdict = judge(vendor, sent, request, now);
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
