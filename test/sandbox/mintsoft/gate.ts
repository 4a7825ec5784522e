import { json, text, type SandboxAnswer, type SandboxRequest } from '../http';
import { SlidingWindow } from '../quota';
import { ControlError, type RoomContext } from '../room';
import { gateway, invalid, problem, unauthorized } from './answers';
import { CLIENT_ID, PASSWORD, STATIC_KEY, USERNAME } from './credentials';

const KEY_LIFE_MS = 24 * 3_600_000; // mintsoft.md §1.1
const PER_MINUTE = 300; // above the 4 per second that mintsoft.md §2 recommends

type Level = 'admin' | 'client';

export interface User {
  name: string;
  level: Level;
  /** The one client a client user sees. */
  clientId: number;
}

interface Key {
  user: string;
  /** Milliseconds; absent = ticked never to expire. */
  born?: number;
}

/** Who may come in: keys, the 24 hours, and how often. */
export class Gate {
  level: Level = 'admin';
  private readonly keys = new Map<string, Key>();
  private readonly window = new SlidingWindow(60_000);
  private issued = 0;
  logins = 0;

  constructor(private readonly context: RoomContext) {
    this.reset();
  }

  reset(): void {
    this.level = 'admin';
    this.issued = 0;
    this.logins = 0;
    this.window.clear();
    this.keys.clear();
    this.keys.set(STATIC_KEY, { user: 'static@example.test' });
  }

  /** Keys got by logging in; the one that never expires stays. */
  expireAll(): void {
    for (const [key, { born }] of this.keys) if (born !== undefined) this.keys.delete(key);
  }

  /** Another system logs in: {username?}, by default as the user of the credential. */
  logInElsewhere(body: Record<string, unknown>): unknown {
    const user = String(body.username ?? USERNAME);
    if (user === '') throw new ControlError(400, "'username' is empty");
    return { key: this.issue(user, this.context.now()) };
  }

  logIn(request: SandboxRequest): SandboxAnswer {
    if (request.method === 'GET') return unauthorized(); // article 12087865, mintsoft.md §1.1
    if (request.method !== 'POST') return problem(405, `The requested resource does not support http method '${request.method}'.`);
    let body: Record<string, unknown>;
    try {
      body = JSON.parse(request.body.toString('utf8')) as Record<string, unknown>;
    } catch {
      return invalid({ request: ['The body is not JSON.'] });
    }
    this.logins += 1;
    if (body?.Username !== USERNAME || body.Password !== PASSWORD) return this.context.assumed('login-refusal') === '401' ? unauthorized() : problem(400, 'Invalid username or password.');
    const key = this.issue(USERNAME, request.now);
    return this.context.assumed('key-spelling') === 'bare' ? text(200, key, 'application/json; charset=utf-8') : json(200, key);
  }

  /** The user of this request, or why nobody is let in. */
  admit(request: SandboxRequest): User | SandboxAnswer {
    const over = this.overQuota(request);
    if (over) return over;
    const sent = request.headers['ms-apikey'];
    const key = typeof sent === 'string' ? this.keys.get(sent) : undefined;
    const dead = key?.born !== undefined && request.now - key.born >= KEY_LIFE_MS;
    // `?APIKey=` is no longer supported (mintsoft.md §1.1).
    if (!key || dead) return unauthorized();
    return { name: key.user, level: this.level, clientId: CLIENT_ID };
  }

  overQuota(request: SandboxRequest): SandboxAnswer | undefined {
    if (this.context.assumed('rate-limit') === 'none') return undefined;
    const waitMs = this.window.refuse('tenant', PER_MINUTE, request.now);
    return waitMs === undefined ? undefined : this.tooMany(this.context.assumed('retry-after') === 'present' ? Math.ceil(waitMs / 1000) : null);
  }

  tooMany(retryAfter: number | null): SandboxAnswer {
    const answer = gateway(429);
    if (retryAfter !== null) answer.headers = { ...answer.headers, 'retry-after': String(retryAfter) };
    return answer;
  }

  private issue(user: string, now: number): string {
    const ends = this.context.assumed('login-ends-keys');
    for (const [key, one] of this.keys) {
      if (one.born !== undefined && (ends === 'of-the-tenant' || (ends === 'of-the-user' && one.user === user))) this.keys.delete(key);
    }
    this.issued += 1;
    const key = `5e55a000-0000-4000-8000-${String(this.issued).padStart(12, '0')}`;
    this.keys.set(key, { user, born: now });
    return key;
  }
}
