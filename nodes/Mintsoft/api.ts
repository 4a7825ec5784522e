import type { Quota } from '../shared/api/bucket';
import type { Vendor } from '../shared/api/client';
import type { ApiRequest, ApiResponse } from '../shared/api/request';
import { parseJson, type Verdict } from '../shared/api/verdict';

/** No quota is published; four calls a second is what the sheet recommends (mintsoft.md §2, unconfirmed). */
const QUOTA: Quota = { limit: 240, windowMs: 60_000, burst: 4 };

/** The envelope of most writes, and what the web framework says to a malformed request. */
interface Said {
  Success?: unknown;
  Message?: unknown;
  ModelState?: unknown;
}

const NOT_LET_IN =
  'Either the key is not valid any more, or its user may not do this: Mintsoft answers both in the same way. ' +
  'Press Test in the credential; if it passes, ask an administrator of Mintsoft for the permission (many calls need an administrator).';

function fieldErrors(state: unknown): string {
  if (typeof state !== 'object' || state === null) return '';
  return Object.entries(state)
    .map(([field, messages]) => `${field} ${[messages].flat().map(String).join(', ')}`)
    .join('; ');
}

function wordsOf(text: string): string {
  const parsed = parseJson(text);
  const value = 'value' in parsed ? parsed.value : undefined;
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null) return '';
  const { Message, ModelState } = value as Said;
  return [Message, fieldErrors(ModelState)].filter((part) => typeof part === 'string' && part.trim() !== '').join(': ');
}

/** A write is done only where the envelope says so (mintsoft.md §2.1); lists of envelopes are told apart by who sent them. */
function judgeAccepted(text: string, { safety }: ApiRequest): Verdict {
  const parsed = parseJson(text);
  const value = 'value' in parsed ? parsed.value : undefined;
  const isEnvelope = typeof value === 'object' && value !== null && !Array.isArray(value) && 'Success' in value;
  if (isEnvelope && (value as Said).Success === false) {
    return { kind: 'refused', reason: wordsOf(text) || 'it gives no reason', code: 'not-successful' };
  }
  if (safety === 'read' || Array.isArray(value) || (isEnvelope && (value as Said).Success === true)) return { kind: 'ok' };
  return { kind: 'unclear', reason: "the answer does not say whether it was done ('Success' is missing)" };
}

function judge({ status, text }: ApiResponse, request: ApiRequest): Verdict {
  const { operation } = request;
  if (status >= 200 && status <= 299) return judgeAccepted(text, request);
  const reason = wordsOf(text) || `HTTP ${status}`;
  // There is no 403: 401 is also said to a user who may not do it (mintsoft.md §1.1). One new key at most, then stop.
  if (status === 401) return { kind: 'expired', reason: `does not let this user in for ${operation}`, nextStep: NOT_LET_IN };
  if (status === 403) return { kind: 'unavailable', cause: 'permission', reason: `does not allow ${operation} (${reason})`, nextStep: NOT_LET_IN };
  if (status === 404) return { kind: 'refused', reason: 'not found, or not shown to this user', code: 'not-found' };
  if (status === 413) return { kind: 'refused', reason: 'more at once than it takes', code: 'too-large' };
  if (status >= 300 && status <= 399) {
    const nextStep = "Check 'Base URL' in the credential.";
    return { kind: 'unavailable', cause: 'configuration', reason: `sends ${operation} to another address`, nextStep };
  }
  return { kind: 'refused', reason };
}

export const mintsoft: Vendor = {
  name: 'Mintsoft',
  credential: 'channelSyncMintsoftApi',
  secrets: ['apiKey', 'password', 'sessionToken'],
  sessionField: 'sessionToken',
  quota: () => QUOTA,
  quotaPerOperation: false,
  judge,
};
