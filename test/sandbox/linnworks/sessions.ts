import { json, type SandboxAnswer, type SandboxRequest } from '../http';
import type { RoomContext } from '../room';
import { APPLICATION_ID, APPLICATION_SECRET, INSTALLATION_TOKEN } from './credentials';
import { invalidRequest, v1Error } from './errors';
import { EMPTY_GUID, guid, isGuid } from './ids';

export type AccountState = 'AVAILABLE' | 'LOCKED_BASIC' | 'LOCKED_FULL' | 'MAINTENANCE';

/** Authorisation and the sessions that come of it (linnworks.md §1). */
export class Sessions {
  state: AccountState = 'AVAILABLE';
  reason = '';
  private issued = 0;
  private readonly lastUsed = new Map<string, number>();

  constructor(private readonly context: RoomContext) {}

  reset(): void {
    this.state = 'AVAILABLE';
    this.reason = '';
    this.lastUsed.clear();
  }

  expireAll(): void {
    this.lastUsed.clear();
  }

  authorize(request: SandboxRequest): SandboxAnswer {
    const given = readCredentials(request);
    if (!given) return invalidRequest();
    if (![given.ApplicationId, given.ApplicationSecret, given.Token].every(isGuid)) return invalidRequest();
    const right = same(given.ApplicationId, APPLICATION_ID) && same(given.ApplicationSecret, APPLICATION_SECRET) && same(given.Token, INSTALLATION_TOKEN);
    if (!right) return v1Error(Number(this.context.assumed('authorize-refusal')), 'Application id, secret or token is invalid.');
    this.issued += 1;
    const token = guid('sess', this.issued);
    this.lastUsed.set(token, request.now);
    const origin = request.absoluteUrl.slice(0, request.absoluteUrl.indexOf('/', 'http://'.length));
    return json(200, this.baseSession(token, origin));
  }

  /** Undefined = let in. The header is the bare token; Bearer is refused like any unknown token. */
  refuse(request: SandboxRequest): string | undefined {
    const token = String(request.headers.authorization ?? '');
    if (token === '') return 'Authorization header is missing.';
    const last = this.lastUsed.get(token.toLowerCase());
    const idleMs = Number(this.context.assumed('session-idle-minutes')) * 60_000;
    if (last === undefined || request.now - last > idleMs) {
      this.lastUsed.delete(token.toLowerCase());
      return 'Token has expired or is invalid.';
    }
    this.lastUsed.set(token.toLowerCase(), request.now);
    return undefined;
  }

  private baseSession(token: string, origin: string): Record<string, unknown> {
    return {
      Id: guid('user', 1),
      EntityId: guid('enti', 1),
      DatabaseName: 'demo_database',
      DatabaseServer: 'db.example.com',
      PrivateDatabaseServer: 'db.example.com',
      DatabaseUser: 'never-log-this',
      DatabasePassword: 'never-log-this',
      AppName: 'channel-sync sandbox',
      sid_registration: EMPTY_GUID,
      UserName: 'owner@example.com',
      Md5Hash: 'never-log-this',
      Locality: 'EU',
      SuperAdmin: false,
      TTL: 1800,
      Token: token,
      AccessToken: '',
      GroupName: 'Administrators',
      Device: '',
      DeviceType: '',
      UserType: 'User',
      Status: { State: this.state, Reason: this.reason, Parameters: {} },
      UserId: guid('user', 1),
      Properties: {},
      Email: 'owner@example.com',
      Server: `${origin}/linnworks`,
      PushServer: `${origin}/linnworks-push`,
    };
  }
}

interface Given {
  ApplicationId?: unknown;
  ApplicationSecret?: unknown;
  Token?: unknown;
}

/** JSON, plain form fields, or `request=<JSON>` as the vendor's SDK sends it. */
function readCredentials({ headers, body }: SandboxRequest): Given | undefined {
  const type = String(headers['content-type'] ?? '');
  try {
    if (type.startsWith('application/json')) return objectOrNothing(JSON.parse(body.toString('utf8')));
    if (!type.startsWith('application/x-www-form-urlencoded')) return undefined;
    const form = new URLSearchParams(body.toString('utf8'));
    const wrapped = form.get('request');
    if (wrapped !== null) return objectOrNothing(JSON.parse(wrapped));
    return Object.fromEntries(form);
  } catch {
    return undefined;
  }
}

function objectOrNothing(value: unknown): Given | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
}

function same(left: unknown, right: string): boolean {
  return String(left).toLowerCase() === right;
}
