import type { SandboxAnswer, SandboxRequest } from '../http';
import type { RoomContext } from '../room';
import { v2Error, type V1Answers } from './answers';
import { V1_KEY, V1_SECRET, V2_KEY } from './credentials';

const V1_PER_MINUTE = 40; // shipstation.md §A1
const V2_PER_MINUTE = 200; // shipstation.md §B1
const WINDOW_MS = 60_000;

/** A window that begins with its first request and is thrown away whole when it ends. */
class FixedWindow {
  private startedAt = -Infinity;
  used = 0;

  constructor(readonly limit: number) {}

  take(now: number): boolean {
    if (now - this.startedAt >= WINDOW_MS || now < this.startedAt) Object.assign(this, { startedAt: now, used: 0 });
    if (this.used >= this.limit) return false;
    this.used += 1;
    return true;
  }

  secondsLeft(now: number): number {
    return Math.max(0, Math.ceil((this.startedAt + WINDOW_MS - now) / 1000));
  }

  clear(): void {
    Object.assign(this, { startedAt: -Infinity, used: 0 });
  }
}

/** Who may come in, and how often. */
export class Gate {
  private readonly v1 = new FixedWindow(V1_PER_MINUTE);
  private readonly v2 = new FixedWindow(V2_PER_MINUTE);
  /** 403: the plan has no API (shipstation.md §A1). */
  planHasApi = true;

  constructor(
    private readonly context: RoomContext,
    private readonly answers: V1Answers,
  ) {}

  reset(): void {
    this.v1.clear();
    this.v2.clear();
    this.planHasApi = true;
  }

  /** Somebody else with the same key makes so many calls. */
  useUp(api: 'v1' | 'v2', calls: number): void {
    for (let call = 0; call < calls; call += 1) this[api].take(this.context.now());
  }

  refuseV1(request: SandboxRequest): SandboxAnswer | undefined {
    const wanted = `Basic ${Buffer.from(`${V1_KEY}:${V1_SECRET}`).toString('base64')}`;
    if (request.headers.authorization !== wanted) return this.answers.problem(401, 'Authorization has been denied for this request.');
    if (!this.planHasApi) return this.answers.problem(403, 'Your plan does not include API access.');
    return this.v1.take(request.now) ? undefined : this.tooManyV1(request.now);
  }

  refuseV2(request: SandboxRequest): SandboxAnswer | undefined {
    if (request.headers['api-key'] !== V2_KEY) return v2Error(401, 'security', 'unauthorized', 'The API key is invalid. Please see https://docs.shipstation.com/authentication');
    if (!this.planHasApi) return v2Error(403, 'account_status', 'invalid_billing_plan', 'Your plan does not include API access.');
    return this.v2.take(request.now) ? undefined : this.tooManyV2(this.v2.secondsLeft(request.now));
  }

  /** On every answer of v1 (shipstation.md §A1). */
  withQuota(answer: SandboxAnswer, now: number): SandboxAnswer {
    const quota = { 'x-rate-limit-limit': String(V1_PER_MINUTE), 'x-rate-limit-remaining': String(V1_PER_MINUTE - this.v1.used), 'x-rate-limit-reset': String(this.v1.secondsLeft(now)) };
    return { ...answer, headers: { ...quota, ...answer.headers } };
  }

  /** `retryAfter` null: without a word about how long. */
  tooManyV1(now: number, retryAfter?: number | null): SandboxAnswer {
    const seconds = retryAfter === undefined ? this.v1.secondsLeft(now) || 30 : retryAfter;
    const answer = { status: 429, headers: { 'content-type': 'application/json; charset=utf-8', 'x-rate-limit-limit': String(V1_PER_MINUTE), 'x-rate-limit-remaining': '0' }, body: '{"message":"Too Many Requests"}' };
    if (seconds === null) return answer;
    const reset = { 'x-rate-limit-reset': String(seconds), ...(this.context.assumed('v1-retry-after') === 'present' ? { 'retry-after': String(seconds) } : {}) };
    return { ...answer, headers: { ...answer.headers, ...reset } };
  }

  tooManyV2(retryAfter: number | null): SandboxAnswer {
    const answer = v2Error(429, 'system', 'rate_limit_exceeded', 'You have exceeded the number of requests allowed.');
    return retryAfter === null ? answer : { ...answer, headers: { ...answer.headers, 'retry-after': String(retryAfter) } };
  }
}
