import type { Quota } from '../shared/api/bucket';
import type { Vendor } from '../shared/api/client';
import type { ApiRequest, ApiResponse, Query } from '../shared/api/request';
import { parseJson, type Verdict } from '../shared/api/verdict';
import { operationOf } from './wire';

/** No quota is published for the v2 service: the default of v1 is taken (linnworks.md §2, unconfirmed). */
const DEFAULT_PER_MINUTE = 150;
/** Several nodes and the operator's own tools share one account's quota, so little goes out at once. */
const BURST = 5;

function quota(operation: string): Quota {
  return { limit: operationOf(operation)?.perMinute ?? DEFAULT_PER_MINUTE, windowMs: 60_000, burst: BURST };
}

/** v1 says {Code, Message}; v2 says RFC 7807 {title, detail, errors}. */
function vendorMessage(text: string): { reason?: string; code?: string } {
  const parsed = parseJson(text);
  const value = 'value' in parsed ? parsed.value : undefined;
  if (typeof value === 'string') return { reason: value };
  if (typeof value !== 'object' || value === null) return {};
  const said = value as { Code?: unknown; Message?: unknown; title?: unknown; detail?: unknown; errors?: unknown };
  const words = [said.Message, said.title, said.detail, fieldErrors(said.errors)];
  const reason = words.filter((word): word is string => typeof word === 'string' && word !== '').join(': ');
  return { reason: reason || undefined, code: typeof said.Code === 'string' ? said.Code : undefined };
}

function fieldErrors(errors: unknown): string | undefined {
  if (typeof errors !== 'object' || errors === null) return undefined;
  const entries = Object.entries(errors).map(([field, messages]) => `${field} ${[messages].flat().map(String).join(', ')}`);
  return entries.length > 0 ? entries.join('; ') : undefined;
}

function judge({ status, text }: ApiResponse, { operation }: ApiRequest): Verdict {
  if (status >= 200 && status <= 299) return { kind: 'ok' };
  const { reason = `HTTP ${status}`, code } = vendorMessage(text);
  if (status === 401) {
    return {
      kind: 'expired',
      reason: `does not accept the session for ${operation} (${reason})`,
      nextStep:
        'The token was revoked, the app was uninstalled, or the secret is wrong. ' +
        'Copy Application ID, Secret and installation Token into the credential again and press Test.',
    };
  }
  if (status === 403) {
    const permission = operationOf(operation)?.permission;
    const missing = permission ? `the permission '${permission}'` : 'the permission for it';
    return {
      kind: 'unavailable',
      cause: 'permission',
      reason: `does not allow this app to use ${operation} (${reason})`,
      nextStep: `Give the app ${missing} at developer.linnworks.com, install it again and copy the new token into the credential.`,
    };
  }
  if (status === 404 && !operation.startsWith('v2/')) {
    return {
      kind: 'unavailable',
      cause: 'configuration',
      reason: `does not know ${operation} at the address in use`,
      nextStep: "Press Test in the credential to find the account's server again; check 'Authorization URL' if you changed it.",
    };
  }
  if (status === 404) {
    return {
      kind: 'unavailable',
      cause: 'configuration',
      reason: `does not offer ${operation} at the address in use`,
      nextStep: "Check 'Orders Service URL' in the credential; leave it empty to use the one of your region.",
    };
  }
  return { kind: 'refused', reason, code };
}

export const linnworks: Vendor = {
  name: 'Linnworks',
  credential: 'channelSyncLinnworksApi',
  secrets: ['applicationSecret', 'token', 'sessionToken'],
  sessionField: 'sessionToken',
  quota,
  quotaPerOperation: true,
  judge,
};

/** `GET /v2/orders` of the orders service. */
export function v2OrdersRequest(query: Query): ApiRequest {
  return { operation: 'v2/orders', method: 'GET', path: '/v2/orders', query, safety: 'read' };
}
