import type { Vendor } from '../shared/api/client';
import type { ApiRequest, ApiResponse } from '../shared/api/request';
import { parseJson, retryAfterMs, type Verdict } from '../shared/api/verdict';

const KEYS_V1 = 'Copy API Key and API Secret of "Legacy API (V1)" into the credential again: a key of API V2 does not work here.';
const KEYS_V2 = 'Copy the API key of "V2 API" into the credential again: the keys of API V1 do not work here.';
const PLAN = "The plan of this ShipStation account has to include the API and what is asked for. Look under 'Subscription' in ShipStation's settings.";

const valueOf = (text: string): unknown => {
  const parsed = parseJson(text);
  return 'value' in parsed ? parsed.value : undefined;
};

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

function fieldErrors(state: unknown): string {
  if (!isObject(state)) return '';
  return Object.entries(state)
    .map(([field, messages]) => `${field} ${[messages].flat().map(String).join(', ')}`)
    .join('; ');
}

/** What v1 says; the member's spelling varies (shipstation.md §A1). */
export function wordsOfV1(text: string): string {
  const value = valueOf(text);
  if (!isObject(value)) return '';
  const { message, Message, ExceptionMessage, exceptionMessage, ModelState, modelState } = value;
  const said = [message, Message, ExceptionMessage, exceptionMessage].find((one) => typeof one === 'string' && one.trim() !== '');
  return [said, fieldErrors(ModelState ?? modelState)].filter((part) => typeof part === 'string' && part !== '').join(' ');
}

/** Seconds until the window ends, not a moment; the larger of both hints counts (shipstation.md §A1). */
function throttledV1({ headers }: ApiResponse): Verdict {
  const reset = Number(headers['x-rate-limit-reset'] ?? NaN);
  const hints = [Number.isFinite(reset) ? (Math.max(0, reset) + 1) * 1000 : undefined, retryAfterMs(headers, Date.now())].filter((one) => one !== undefined);
  return { kind: 'throttled', reason: 'too many requests', ...(hints.length > 0 ? { afterMs: Math.max(...hints) } : {}) };
}

/** What no record is to blame for, the same for both APIs. */
function judgeAccess(status: number, reason: string, { operation }: ApiRequest, keys: string): Verdict | undefined {
  if (status === 401) return { kind: 'unavailable', cause: 'credential', reason: `does not accept the keys (${reason})`, nextStep: keys };
  if (status === 402 || status === 403) return { kind: 'unavailable', cause: 'permission', reason: `does not allow ${operation} (${reason})`, nextStep: `${PLAN} Then press Test in the credential.` };
  if (status >= 300 && status <= 399) return { kind: 'unavailable', cause: 'configuration', reason: `sends ${operation} to another address`, nextStep: "Check 'Base URL' in the credential." };
  if (status === 405) return { kind: 'unavailable', cause: 'configuration', reason: `does not know ${operation}`, nextStep: "Check 'Base URL' in the credential; if it is right, report this as a defect of the package." };
  return undefined;
}

function judgeV1({ status, text }: ApiResponse, request: ApiRequest): Verdict {
  const said = wordsOfV1(text);
  if (status >= 200 && status <= 299) {
    const value = valueOf(text);
    // 200 with a no inside: holds, tags and voids (shipstation.md §A2, §A3).
    const isRefused = isObject(value) && (value.success === false || value.approved === false);
    return isRefused ? { kind: 'refused', reason: said || 'it gives no reason', code: 'not-successful' } : { kind: 'ok' };
  }
  const reason = said || `HTTP ${status}`;
  const access = judgeAccess(status, reason, request, KEYS_V1);
  if (access) return access;
  return { kind: 'refused', reason, ...(status === 404 ? { code: 'not-found' } : {}) };
}

interface V2Said {
  error_source?: unknown;
  error_type?: unknown;
  error_code?: unknown;
  message?: unknown;
}

function errorsOfV2(text: string): V2Said[] {
  const value = valueOf(text);
  return isObject(value) && Array.isArray(value.errors) ? (value.errors as unknown[]).filter(isObject) : [];
}

const messagesOf = (errors: readonly V2Said[]): string =>
  errors
    .map(({ error_source, message }) => (error_source === 'carrier' ? `the carrier says: ${String(message ?? '')}` : String(message ?? '')))
    .filter(Boolean)
    .join('; ');

function judgeV2({ status, text }: ApiResponse, request: ApiRequest): Verdict {
  const errors = errorsOfV2(text);
  if (status >= 200 && status <= 299) {
    const value = valueOf(text);
    return isObject(value) && value.approved === false ? { kind: 'refused', reason: String(value.message ?? 'it was not approved'), code: 'not-approved' } : { kind: 'ok' };
  }
  const reason = messagesOf(errors) || `HTTP ${status}`;
  const [first] = errors;
  // Marking as shipped wants an account whose address was verified (shipstation.md §B4).
  if (first?.error_code === 'verification_failure') return { kind: 'unavailable', cause: 'permission', reason: `does not allow ${request.operation} (${reason})`, nextStep: 'Verify the e-mail address of the account in ShipStation, then run it again.' };
  const access = judgeAccess(status, reason, request, KEYS_V2);
  if (access) return access;
  if (first?.error_type === 'account_status') return { kind: 'unavailable', cause: 'permission', reason: `does not allow ${request.operation} (${reason})`, nextStep: PLAN };
  if (first?.error_type === 'security') return { kind: 'unavailable', cause: 'credential', reason: `does not let this account in (${reason})`, nextStep: KEYS_V2 };
  const code = status === 404 ? 'not-found' : status === 409 ? 'conflict' : String(first?.error_code ?? '');
  return { kind: 'refused', reason, ...(code === '' ? {} : { code }) };
}

/** Orders, labels and what was marked as shipped, stores (shipstation.md §A1). */
export const shipStation: Vendor = {
  name: 'ShipStation',
  credential: 'channelSyncShipStationApi',
  secrets: ['apiKey', 'apiSecret'],
  quota: () => ({ limit: 40, windowMs: 60_000 }),
  quotaPerOperation: false,
  judgeFirst: (response) => (response.status === 429 ? throttledV1(response) : undefined),
  judge: judgeV1,
};

/** Stock, rates of several carriers, labels in all formats (shipstation.md §B1). */
export const shipStationV2: Vendor = {
  name: 'ShipStation',
  credential: 'channelSyncShipStationV2Api',
  secrets: ['apiKey'],
  quota: () => ({ limit: 200, windowMs: 60_000 }),
  quotaPerOperation: false,
  // Labels are links of the API's own host, or of another one the vendor keeps files on (shipstation.md §B3).
  acceptsAddress: (address) => isLabelAddress(address),
  judge: judgeV2,
};

const LABEL_HOST = /^(?:[a-z0-9-]+\.)*(?:shipstation|shipengine)\.com$/i;
const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/i;

function isLabelAddress(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname } = new URL(address);
  return (protocol === 'https:' && LABEL_HOST.test(hostname)) || (protocol === 'http:' && LOOPBACK.test(hostname));
}
