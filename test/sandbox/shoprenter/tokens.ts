import { json, type SandboxAnswer, type SandboxRequest } from '../http';
import { SHOPS, type Keys } from './credentials';
import { SCOPES } from './values';

interface Issued {
  keys: Keys;
  expires: number;
  scopes: string[];
}

const LIFE_S = 3600; // shoprenter.md §1

/** OAuth2 client credentials; there is no refresh token. */
export class Tokens {
  private readonly issued = new Map<string, Issued>();
  private readonly scopes = new Map<string, string[]>();
  private count = 0;

  reset(): void {
    this.issued.clear();
    this.scopes.clear();
  }

  expireAll(): void {
    this.issued.clear();
  }

  /** What the shop's admin ticks; tokens issued from now on carry it. */
  allow(shop: string, scopes: string[]): void {
    this.scopes.set(shop, scopes);
  }

  issue(request: SandboxRequest, shop: string): SandboxAnswer {
    if (request.method !== 'POST') return refusal(405, 'invalid_request', 'Method not allowed');
    const body = readJson(request);
    for (const name of ['grant_type', 'client_id', 'client_secret']) {
      if (typeof body[name] !== 'string' || body[name] === '') return json(400, { error: 'invalid_request', error_description: 'The request is missing a required parameter', hint: `Check the \`${name}\` parameter`, message: 'The request is missing a required parameter' });
    }
    if (body.grant_type !== 'client_credentials') return refusal(400, 'unsupported_grant_type', 'The authorization grant type is not supported');
    const keys = SHOPS.find((one) => one.shop === shop && one.clientId === body.client_id && one.clientSecret === body.client_secret);
    if (!keys) return refusal(401, 'invalid_client', 'Client authentication failed');
    const scopes = this.scopes.get(shop) ?? SCOPES;
    const token = this.jwt(keys, scopes, request.now);
    this.issued.set(token, { keys, expires: request.now + LIFE_S * 1000, scopes });
    return json(200, { token_type: 'Bearer', expires_in: LIFE_S, access_token: token });
  }

  /** The client behind a bearer token of this shop, while it lives. */
  find(request: SandboxRequest, shop: string): Issued | undefined {
    const token = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1];
    const found = token === undefined ? undefined : this.issued.get(token);
    return found && found.keys.shop === shop && request.now < found.expires ? found : undefined;
  }

  private jwt(keys: Keys, scopes: string[], now: number): string {
    this.count += 1;
    const part = (value: unknown) => Buffer.from(JSON.stringify(value), 'utf8').toString('base64url');
    const seconds = Math.floor(now / 1000);
    return `${part({ typ: 'JWT', alg: 'RS256' })}.${part({ aud: keys.clientId, jti: String(this.count), iat: seconds, nbf: seconds, exp: seconds + LIFE_S, scopes })}.invented-signature-${this.count}`;
  }
}

function readJson(request: SandboxRequest): Record<string, unknown> {
  if (!/^application\/json\b/i.test(String(request.headers['content-type'] ?? ''))) return {};
  try {
    return (JSON.parse(request.body.toString('utf8')) ?? {}) as Record<string, unknown>;
  } catch {
    return {};
  }
}

function refusal(status: number, error: string, message: string): SandboxAnswer {
  return json(status, { error, error_description: message, message });
}
