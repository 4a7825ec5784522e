import { json, text, type SandboxAnswer, type SandboxRequest } from '../http';
import { SlidingWindow } from '../quota';
import type { RoomContext } from '../room';
import { failureOf, multipleChoices, Refused } from './answers';
import { ACCOUNT_ID, APPLICATION_KEY } from './credentials';

const MINUTE = { windowMs: 60_000, calls: 60 }; // per API application, cin7core.md §2
const DAY_MS = 86_400_000;

/** Who may come in, and how often. */
export class Gate {
  /** Companies the key's user belongs to; more than one cannot be with a key, but is what HTTP 300 means (cin7core.md §10). */
  companies = 1;
  keyIsValid = true;
  private readonly minute = new SlidingWindow(MINUTE.windowMs);
  private readonly day = new SlidingWindow(DAY_MS);

  constructor(private readonly context: RoomContext) {}

  reset(): void {
    this.companies = 1;
    this.keyIsValid = true;
    this.minute.clear();
    this.day.clear();
  }

  /** Why nobody is let in, or undefined. */
  refuse(request: SandboxRequest): SandboxAnswer | undefined {
    const { 'api-auth-accountid': account, 'api-auth-applicationkey': key } = request.headers;
    const known = String(account).toLowerCase() === ACCOUNT_ID && String(key).toLowerCase() === APPLICATION_KEY;
    if (!known || !this.keyIsValid) return failureOf(this.context, new Refused('Incorrect credentials!', 403));
    if (this.minute.refuse(APPLICATION_KEY, MINUTE.calls, request.now) !== undefined) return this.overQuota();
    const cap = this.context.assumed('daily-quota');
    if (cap !== 'none' && this.day.refuse(APPLICATION_KEY, Number(cap), request.now) !== undefined) return this.overQuota(Number(cap), DAY_MS / 1000);
    return this.companies > 1 ? multipleChoices(this.context) : undefined;
  }

  /** No header tells how long to wait (cin7core.md §2). */
  overQuota(calls = MINUTE.calls, seconds = MINUTE.windowMs / 1000, retryAfter?: number | null): SandboxAnswer {
    const shape = this.context.assumed('over-quota');
    const status = Number.parseInt(shape, 10);
    const answer = shape === '503-empty' ? text(503, '') : json(status, [{ ErrorCode: status, Exception: `You have reached ${calls} calls per ${seconds} seconds API limit.` }]);
    if (typeof retryAfter === 'number') answer.headers = { ...answer.headers, 'retry-after': String(retryAfter) };
    return answer;
  }
}
