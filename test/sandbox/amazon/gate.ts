import type { SandboxAnswer, SandboxRequest } from '../http';
import type { Account } from './account';
import { denied, htmlBadRequest, invalidInput, spError } from './errors';
import { Buckets, LIMITS } from './limits';
import type { Handler } from './routes';
import type { Resource, Tokens } from './tokens';

// amazon.md §3.1: AppName/Version (Language=TypeScript; Platform=n8n)
const USER_AGENT = /^(?:[^/\\]|\\.)+\/(?:[^(\\]|\\.)+ \((?:[^=;\s]+=[^;]+)(?:; ?[^=;\s]+=[^;]+)*\)$/;

/** Who may come in: headers, token, role, quota. */
export class Gate {
  readonly buckets = new Buckets();

  constructor(
    private readonly tokens: Tokens,
    private readonly account: () => Account,
  ) {}

  reset(): void {
    this.buckets.factor = 1;
    this.buckets.clear();
  }

  refuseHeaders({ method, headers, body, url }: SandboxRequest): SandboxAnswer | undefined {
    const bare = method === 'GET' || method === 'HEAD';
    if (bare && (body.length > 0 || headers['content-length'] !== undefined || headers['transfer-encoding'] !== undefined)) return htmlBadRequest();
    if (Object.values(headers).some((value) => value === '')) return htmlBadRequest();
    const agent = String(headers['user-agent'] ?? '');
    if (agent.length > 500 || !USER_AGENT.test(agent)) return invalidInput('The User-Agent header is missing or malformed.', agent.slice(0, 100));
    if (headers['x-amz-access-token'] === undefined) return spError(403, 'MissingAuthenticationToken', 'Missing Authentication Token', url.split('?')[0]);
    if (!bare && body.length > 0 && !/^application\/json\b/i.test(String(headers['content-type'] ?? ''))) return spError(415, 'UnsupportedMediaType', 'The content type must be application/json.');
    return undefined;
  }

  refuseToken(request: SandboxRequest, handler: Handler, params: Record<string, string>): SandboxAnswer | undefined {
    const token = this.tokens.find(String(request.headers['x-amz-access-token']));
    if (!token) return denied('The access token you provided is revoked, malformed or invalid.');
    if (token.until <= request.now) return denied('The access token you provided has expired.');
    const { region, roles, plan } = this.account();
    if (region !== 'eu') return denied();
    const restricted = handler.restricted?.(params) ?? false;
    // jlevers#183: a restricted data token on an unrestricted operation.
    if (token.resources && !restricted) return spError(500, 'InternalFailure', 'We encountered an internal error. Please try again.');
    if (handler.roles && !handler.roles.some((role) => roles.has(role))) return denied();
    // amazon.md §2.1: order reports and feeds need the Professional plan.
    if (plan === 'INDIVIDUAL' && /^(createReport|createFeed)/.test(handler.operation)) return denied();
    if (restricted && !token.resources?.some((resource) => opens(resource, request))) return denied();
    return undefined;
  }

  refuseQuota(name: string, now: number): SandboxAnswer | undefined {
    return this.buckets.take(name, now) ? undefined : this.tooMany();
  }

  /** amazon.md §3.3: neither the rate nor a waiting time is told on 429. */
  tooMany(retryAfter?: number | null): SandboxAnswer {
    const answer = spError(429, 'QuotaExceeded', 'You exceeded your quota for the requested resource.');
    if (typeof retryAfter === 'number') answer.headers = { ...answer.headers, 'retry-after': String(retryAfter) };
    return answer;
  }

  withRate(answer: SandboxAnswer, operation: string): SandboxAnswer {
    // Best effort, and never on 403 and 429 (amazon.md §3.3).
    const shown = this.account().rateHeader && (answer.status < 300 || answer.status === 400 || answer.status === 404);
    if (!shown || !LIMITS[operation]) return answer;
    return { ...answer, headers: { ...answer.headers, 'x-amzn-ratelimit-limit': String(this.buckets.limit(operation).rate) } };
  }
}

/** Generic paths (`{shipmentId}`) open every id (amazon.md §4.3). */
function opens({ method, path }: Resource, request: SandboxRequest): boolean {
  const wanted = path.split('/');
  const given = request.path.slice('/amazon'.length).split('/');
  return method === request.method && wanted.length === given.length && wanted.every((step, index) => step === given[index] || (step.startsWith('{') && given[index] !== ''));
}
