import { json, type SandboxAnswer, type SandboxRequest } from '../http';
import type { RoomContext } from '../room';
import type { Account } from './account';
import { CLIENT_ID, CLIENT_SECRET, REFRESH_TOKEN } from './credentials';
import { lwaError } from './errors';

export interface Resource {
  method: string;
  path: string;
}

interface Issued {
  until: number;
  /** Only on restricted data tokens. */
  resources?: Resource[];
}

const LIFE_S = 3600; // amazon.md §2.2

/** Access tokens of Login with Amazon and the restricted data tokens made from them. */
export class Tokens {
  private issued = 0;
  private readonly live = new Map<string, Issued>();

  constructor(
    private readonly context: RoomContext,
    private readonly account: () => Account,
  ) {}

  reset(): void {
    this.live.clear();
  }

  expireAll(): void {
    for (const token of this.live.values()) token.until = 0;
  }

  get count(): number {
    return this.issued;
  }

  find(token: string): Issued | undefined {
    return this.live.get(token);
  }

  restricted(resources: Resource[], now: number): string {
    return this.issue('Atz.sprdt|', now, resources);
  }

  exchange(request: SandboxRequest): SandboxAnswer {
    if (request.method !== 'POST') return lwaError(405, 'invalid_request', 'The request method is not supported');
    if (!/^application\/x-www-form-urlencoded\b/i.test(String(request.headers['content-type'] ?? ''))) return lwaError(400, 'invalid_request', 'The content type of the request is not supported');
    const form = new URLSearchParams(request.body.toString('utf8'));
    const missing = ['grant_type', 'client_id', 'client_secret'].find((name) => !form.get(name));
    if (missing) return lwaError(400, 'invalid_request', `The request is missing a required parameter : ${missing}`);
    if (form.get('grant_type') !== 'refresh_token') return lwaError(400, 'unsupported_grant_type', 'The authorization grant type is not supported by the authorization server');
    if (!form.get('refresh_token')) return lwaError(400, 'invalid_request', 'The request is missing a required parameter : refresh_token');
    const known = form.get('client_id') === CLIENT_ID && form.get('client_secret') === CLIENT_SECRET && !this.account().secretExpired;
    if (!known) return lwaError(Number(this.context.assumed('invalid-client-status')), 'invalid_client', 'Client authentication failed');
    if (form.get('refresh_token') !== REFRESH_TOKEN || this.account().revoked) {
      return lwaError(400, 'invalid_grant', "The request has an invalid grant parameter : refresh_token. User may have revoked or didn't grant the permission.");
    }
    const access_token = this.issue('Atza|', request.now);
    return json(200, { access_token, refresh_token: REFRESH_TOKEN, token_type: 'bearer', expires_in: LIFE_S }, { 'cache-control': 'no-store' });
  }

  private issue(prefix: string, now: number, resources?: Resource[]): string {
    this.issued += 1;
    const token = `${prefix}sandbox-token-${String(this.issued).padStart(6, '0')}`;
    this.live.set(token, { until: now + LIFE_S * 1000, resources });
    return token;
  }
}
