import type { ApiRequest, ApiResponse } from '../shared/api/request';
import { parseJson, serverTime, type UnavailableCause, type Verdict } from '../shared/api/verdict';

interface VendorProblem {
  /** Without `/problems/`. */
  type?: string;
  reason?: string;
}

const KEYS =
  'In the seller portal (Settings, API) copy Client Key and Secret Key again, or create a new pair; then press Test in the credential.';

interface Unavailable {
  cause: UnavailableCause;
  says: string;
  nextStep: string;
}

/** Problems of the account or the address: no record is to blame. */
const ACCOUNT: Readonly<Record<string, Unavailable>> = {
  'invalid-credentials': { cause: 'credential', says: 'does not know this Client Key', nextStep: KEYS },
  'corrupted-signature': {
    cause: 'credential',
    says: 'does not accept the signature: the Secret Key does not fit the Client Key',
    nextStep: KEYS,
  },
  unauthorized: { cause: 'credential', says: 'does not let this account in', nextStep: KEYS },
  'inactive-account': {
    cause: 'credential',
    says: 'says that this seller account is inactive',
    nextStep: 'Ask Kaufland seller support to activate API access for the account, then run it again.',
  },
  'missing-or-invalid-request-header': {
    cause: 'configuration',
    says: 'does not accept the request headers',
    nextStep: 'The clock of the n8n server must not be more than five minutes off: set it right (NTP) and run it again.',
  },
  'storefront-not-configured': {
    cause: 'configuration',
    says: 'has not set up this storefront for the account',
    nextStep: 'Choose a storefront from the list in the node, or add the storefront in the seller portal.',
  },
};

/** What to do about a refused record, by problem type (kaufland.md §3 "Errors"). */
const HINTS: Readonly<Record<string, string>> = {
  'not-found': 'Check the ID; a record of the playground does not exist in production and the other way round.',
  'duplicate-action': 'It has been done before: look at the record in the seller portal.',
  'action-not-allowed': 'The record is in a status that does not allow this: look at it in the seller portal.',
  forbidden: 'The account or the status of the record does not allow this: look at it in the seller portal.',
  'order-units/cancel-error': 'Try again later, or cancel the order unit in the seller portal.',
  'order-units/cancel-not-possible': 'An order unit can be cancelled only before it is sent.',
  'order-units/cancel-not-allowed': 'Kaufland does not let the seller cancel this order unit: open a ticket in the seller portal.',
  'order-units/missing-payment': 'The buyer has not paid yet: wait until Kaufland releases the order unit.',
  'order-units/shipping-rate-not-defined': 'Set a shipping rate for the offer in the seller portal.',
  'insufficient-funds': 'The seller balance does not cover the refund: settle it in the seller portal.',
  'returns/unit-wrong-status': 'The return is in a status that does not allow this.',
  'returns/return-address-not-set': 'Enter a return address in the seller portal first.',
  'returns/return-address-unsupported-country': 'Enter a return address in a supported country in the seller portal.',
  'subscriptions/unverified-callback-url': 'Publish the workflow, so that its address answers, and try again.',
  'already-exists': 'It exists already: nothing has to be created.',
  'units/bulk-duplicate-units': 'Each offer may be named once in a batch.',
  'units/bulk-too-many-units': 'A batch holds at most 150 offers.',
  'import-files/file-too-large': 'Cut the file into smaller ones.',
  'shipping-labels/warehouse-missing': 'Assign a warehouse to the offer in the seller portal.',
};

function readProblem(text: string): VendorProblem {
  const parsed = parseJson(text);
  const value = 'value' in parsed ? parsed.value : undefined;
  if (typeof value !== 'object' || value === null) return {};
  const { type, message, errors } = value as { type?: unknown; message?: unknown; errors?: unknown };
  const fields = (Array.isArray(errors) ? errors : []).map((one: { field?: unknown; message?: unknown }) =>
    String(one.message ?? one.field ?? ''),
  );
  const reason = [message, ...fields].filter((part): part is string => typeof part === 'string' && part !== '').join(' ');
  return { type: typeof type === 'string' ? type.replace(/^\/problems\//, '') : undefined, reason: reason || undefined };
}

/** Kaufland's own time beside a complaint about the clock, so that the operator can compare. */
function clockOf({ headers }: ApiResponse): string {
  const at = serverTime(headers);
  return at === undefined ? '' : ` Kaufland's clock shows ${new Date(at).toISOString().slice(0, 19)} UTC.`;
}

function unavailable(cause: UnavailableCause, reason: string, nextStep: string): Verdict {
  return { kind: 'unavailable', cause, reason, nextStep };
}

const ADDRESS = "Check 'Environment' and 'Base URL' in the credential.";

function judgeSuccess({ text }: ApiResponse, { safety, operation }: ApiRequest): Verdict {
  if (safety !== 'read') return { kind: 'ok' };
  const parsed = parseJson(text);
  const value = 'value' in parsed ? parsed.value : undefined;
  const hasData = typeof value === 'object' && value !== null && 'data' in value;
  return hasData ? { kind: 'ok' } : unavailable('configuration', `gave no data for ${operation}`, ADDRESS);
}

/**
 * What an answer of Kaufland means (kaufland.md §3). 429, 5xx and broken answers are judged by HTTP before this.
 */
export function judge(response: ApiResponse, request: ApiRequest): Verdict {
  const { status } = response;
  if (status >= 200 && status <= 299) return judgeSuccess(response, request);
  const { type, reason = `HTTP ${status}` } = readProblem(response.text);
  const account = type === undefined ? undefined : ACCOUNT[type];
  if (account) {
    const clock = type === 'missing-or-invalid-request-header' ? clockOf(response) : '';
    return unavailable(account.cause, `${account.says} (${reason}).${clock}`, account.nextStep);
  }
  if (type === 'service-unavailable') return { kind: 'unreached', reason };
  if (status === 401) return unavailable('credential', `does not let this account in (${reason})`, KEYS);
  if (status === 403 && request.safety === 'read') {
    return unavailable(
      'permission',
      `does not allow this account to read ${request.operation} (${reason})`,
      'Ask Kaufland seller support for access.',
    );
  }
  if (status < 400 || (status === 404 && type === undefined)) {
    return unavailable('configuration', `does not offer ${request.operation} at the address in use (${reason})`, ADDRESS);
  }
  return { kind: 'refused', reason, nextStep: HINTS[type ?? ''], code: type };
}
