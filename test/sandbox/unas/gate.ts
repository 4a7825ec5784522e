import { randomBytes } from 'node:crypto';
import type { SandboxAnswer, SandboxRequest } from '../http';
import { SlidingWindow } from '../quota';
import type { RoomContext } from '../room';
import { API_KEY, SHOP_ID } from './credentials';
import { FAILED_LOGINS, FAILURES_IN_A_ROW, FUNCTIONS, HOURLY, UNIDENTIFIED } from './limits';
import { local, localMonthFirst } from './times';
import { errorXml, readXml, textOf, xml, type Sent } from './xml';

const HOUR_MS = 3_600_000;
const TOKEN_MS = 2 * HOUR_MS;
const MOST_BYTES = 128 * 1024 * 1024;

export type Call = (body: Sent, request: SandboxRequest) => SandboxAnswer;

/** Log-ins, limits and bans (unas.md §2, §3). */
export class Gate {
  subscription: string | undefined;
  permissions: string[] = [...FUNCTIONS];
  /** What every ban was for. */
  readonly bans: string[] = [];
  private bannedUntil = 0;
  private bannedFor = '';
  private readonly hour = new SlidingWindow(HOUR_MS);
  private readonly tenMinutes = new SlidingWindow(HOUR_MS / 6);
  private readonly tokens = new Map<string, number>();
  private readonly failures = new Map<string, number>();

  constructor(
    private readonly context: RoomContext,
    private readonly calls: Readonly<Record<string, Call>>,
  ) {}

  reset(): void {
    this.subscription = undefined;
    this.permissions = [...FUNCTIONS];
    this.bans.length = 0;
    this.bannedUntil = 0;
    this.hour.clear();
    this.tenMinutes.clear();
    this.tokens.clear();
    this.failures.clear();
  }

  expireAll(): void {
    this.tokens.clear();
  }

  get isVip(): boolean {
    return (this.subscription ?? this.context.assumed('subscription')).startsWith('vip');
  }

  answer(request: SandboxRequest): SandboxAnswer {
    const name = request.path.slice('/unas/'.length);
    const { operation, answer } = this.judged(name, request);
    return { ...answer, operation };
  }

  private judged(name: string, request: SandboxRequest): { operation: string; answer: SandboxAnswer } {
    const told = (answer: SandboxAnswer, operation = name) => ({ operation, answer });
    if (request.now < this.bannedUntil) return told(this.banText());
    if (request.method !== 'POST' || request.query !== '') return told(errorXml('Only POST without a query is accepted', 404));
    if (!/^(application|text)\/xml\b/.test(String(request.headers['content-type'] ?? ''))) return told(errorXml('The body is not XML'));
    if (request.body.length > MOST_BYTES) return told(errorXml('The body is too large'));
    const body = readXml(request.body.toString('utf8'));
    const limit = this.over('all', name, request.now);
    if (limit) return told(limit);
    if (name === 'login') return told(this.logIn(body, request.now));
    const call = this.calls[name];
    if (!call) return told(errorXml(`Unknown function ${name.slice(0, 40)}`, 404));
    const stranger = this.stranger(request);
    if (stranger) return told(stranger);
    if (typeof body === 'string') return told(this.failed(name, errorXml(body), request.now));
    const operation = operationOf(name, body);
    const few = this.over(operation, name, request.now);
    if (few) return told(few, operation);
    if (!this.permissions.includes(name)) return told(this.failed(name, errorXml(`${this.context.assumed('missing-permission')} ${name}`), request.now), operation);
    const answer = call(body, request);
    if (answer.status === 200) this.failures.delete(name);
    return told(answer.status === 200 ? answer : this.failed(name, answer, request.now), operation);
  }

  /** The limit of one name; the call over it bans the address for an hour. */
  private over(bucket: string, name: string, now: number): SandboxAnswer | undefined {
    const [premium, vip] = HOURLY[bucket] ?? HOURLY.all ?? [0, 0];
    const most = this.isVip ? vip : premium;
    if (most === 0) return errorXml(`${name} Error: VIP package needed`);
    if (this.hour.refuse(bucket, most, now) === undefined) return undefined;
    return this.ban(name, now);
  }

  private ban(name: string, now: number): SandboxAnswer {
    this.bans.push(name);
    this.bannedFor = name;
    this.bannedUntil = now + HOUR_MS;
    return this.banText();
  }

  private banText(): SandboxAnswer {
    return errorXml(`Too much ${this.bannedFor} query, IP is banned till ${localMonthFirst(this.bannedUntil)}!`, Number(this.context.assumed('ban-status')));
  }

  private failed(name: string, answer: SandboxAnswer, now: number): SandboxAnswer {
    const count = (this.failures.get(name) ?? 0) + 1;
    this.failures.set(name, count);
    return count > FAILURES_IN_A_ROW ? this.ban(name, now) : answer;
  }

  /** A call without a living token; the tenth in ten minutes is answered no more, which the sandbox tells as a ban. */
  private stranger(request: SandboxRequest): SandboxAnswer | undefined {
    const token = /^Bearer (\S+)$/.exec(String(request.headers.authorization ?? ''))?.[1];
    if (token !== undefined && (this.tokens.get(token) ?? 0) > request.now) return undefined;
    if (this.tenMinutes.refuse('unidentified', UNIDENTIFIED - 1, request.now) !== undefined) return this.ban('unidentified', request.now);
    return errorXml('Authentication Error: Token', Number(this.context.assumed('dead-token')));
  }

  private logIn(body: Sent | string, now: number): SandboxAnswer {
    const key = typeof body === 'string' || body.name !== 'Params' ? undefined : textOf(body, 'ApiKey');
    if (key !== API_KEY) {
      if (this.hour.refuse('failed log-ins', FAILED_LOGINS, now) !== undefined) return this.ban('login', now);
      return errorXml('Authentication Error: ApiKey');
    }
    const token = randomBytes(20).toString('hex');
    this.tokens.set(token, now + TOKEN_MS);
    const subscription = this.subscription ?? this.context.assumed('subscription');
    return xml(200, 'Login', {
      Token: token,
      Expire: local(now + TOKEN_MS),
      ExpireTime: Math.floor((now + TOKEN_MS) / 1000),
      ShopId: SHOP_ID,
      Subscription: subscription,
      Permissions: { Permission: this.permissions },
      Status: 'ok',
    });
  }
}

/** Calls for one entity and for several are counted apart, and so are small and large writes. */
function operationOf(name: string, body: Sent): string {
  const single: Record<string, string[]> = { getOrder: ['Key'], getStock: ['Id', 'Sku'], getProduct: ['Id', 'Sku'] };
  const names = single[name];
  if (names) return names.some((one) => { const value = textOf(body, one); return value !== undefined && value !== '' && !value.includes(','); }) ? `${name} single` : `${name} list`;
  if (name.startsWith('set') && name !== 'setAutomatism') return `${name} ${body.children.length > 100 ? 'many' : 'few'}`;
  return name;
}
