import type { SandboxAnswer, SandboxRequest } from '../http';
import type { RoomContext } from '../room';
import { SlidingWindow } from '../quota';
import { CLIENT_KEY, SECRET_KEY } from './credentials';
import { problem } from './problems';
import { sameText, sign } from './signature';

const REQUESTS_PER_SECOND = 111; // kaufland.md §3 "Rate limit"
const MAX_SKEW_SECONDS = 300; // kaufland.md §2

/** Who may come in: signed headers, clock, quota. */
export class Gate {
  active = true;
  private readonly window = new SlidingWindow(1000);

  constructor(private readonly context: RoomContext) {}

  reset(): void {
    this.active = true;
    this.window.clear();
  }

  refuse(request: SandboxRequest): SandboxAnswer | undefined {
    return this.refuseHeaders(request) ?? this.refuseSignature(request) ?? this.refuseQuota(request);
  }

  tooMany(retryAfter?: number | null): SandboxAnswer {
    const answer = problem(429, 'about:blank', 'Too many requests.');
    // No limit headers are documented (kaufland.md §3), so a fault has to ask for one.
    if (typeof retryAfter === 'number') answer.headers = { ...answer.headers, 'retry-after': String(retryAfter) };
    return answer;
  }

  private refuseHeaders({ headers, body, now }: SandboxRequest): SandboxAnswer | undefined {
    const bad = (name: string, says: string) => problem(401, 'missing-or-invalid-request-header', `Request header ${name} is missing or invalid.`, [{ field: name, message: says }]);
    if (!String(headers.accept ?? '').includes('application/json')) return bad('Accept', 'Accept must be application/json');
    if (!String(headers['user-agent'] ?? '').trim()) return bad('User-Agent', 'User-Agent must not be empty');
    if (!headers['shop-client-key']) return bad('Shop-Client-Key', 'Shop-Client-Key must not be empty');
    if (!headers['shop-signature']) return bad('Shop-Signature', 'Shop-Signature must not be empty');
    const timestamp = String(headers['shop-timestamp'] ?? '');
    if (!/^\d{1,11}$/.test(timestamp)) return bad('Shop-Timestamp', 'Shop-Timestamp must be a Unix timestamp in seconds');
    if (Math.abs(Number(timestamp) - Math.floor(now / 1000)) > MAX_SKEW_SECONDS) {
      return bad('Shop-Timestamp', 'Shop-Timestamp differs by more than 5 minutes from the server time');
    }
    if (body.length > 0 && !/^application\/json\b/i.test(String(headers['content-type'] ?? ''))) {
      return problem(400, 'bad-request', 'Content-Type must be application/json.');
    }
    return undefined;
  }

  private refuseSignature({ method, absoluteUrl, headers, body }: SandboxRequest): SandboxAnswer | undefined {
    if (headers['shop-client-key'] !== CLIENT_KEY) return problem(401, 'invalid-credentials', 'Client key is unknown.');
    const signed = { method, uri: absoluteUrl, body, timestamp: String(headers['shop-timestamp']) };
    const given = String(headers['shop-signature']);
    const right = sameText(given, sign(signed, SECRET_KEY));
    const rightInBase64 = this.context.assumed('base64-signature') === 'accepted' && sameText(given, sign(signed, SECRET_KEY, 'base64'));
    if (!right && !rightInBase64) return problem(401, 'corrupted-signature', 'Signature does not match the request.');
    if (!this.active) return problem(401, 'inactive-account', 'The account is inactive.');
    return undefined;
  }

  private refuseQuota({ now }: SandboxRequest): SandboxAnswer | undefined {
    return this.window.refuse(CLIENT_KEY, REQUESTS_PER_SECOND, now) === undefined ? undefined : this.tooMany();
  }
}
