import type { ApiRequest, ApiResponse } from '../shared/api/request';
import { parseJson, type Verdict } from '../shared/api/verdict';

/** What a vendor's answer says about an error; the JSON of errors is not documented, so several forms are read. */
export interface Said {
  reason?: string;
  /** The inner code such as 40033. */
  code?: string;
}

const isText = (value: unknown): value is string => typeof value === 'string' && value.trim() !== '';

/** Message and inner code in the body of an error, wherever they stand (shoprenter.md §2). */
export function saidIn(body: unknown): Said {
  if (isText(body)) return { reason: body.slice(0, 300), code: /\b4\d{4}\b/.exec(body)?.[0] };
  if (typeof body !== 'object' || body === null) return {};
  const { message, error, code, errors, error_description: description, response } = body as Record<string, unknown>;
  if (message === undefined && error === undefined && response !== undefined) return saidIn(response);
  const inner = typeof error === 'object' && error !== null ? saidIn(error) : {};
  const listed = (Array.isArray(errors) ? errors : []).map((one) => saidIn(one).reason);
  const reason = [message, isText(error) ? error : undefined, description, inner.reason, ...listed].filter(isText).join(': ');
  const own = [code, inner.code].find((one) => typeof one === 'string' || typeof one === 'number');
  return { reason: reason || undefined, code: own === undefined ? /\b4\d{4}\b/.exec(reason)?.[0] : String(own) };
}

const SCOPES = 'in the shop admin (Settings, API Settings) tick the scopes the README lists for this operation, then take the keys again.';
const KEYS = 'Compare Shop and keys in the credential with the API client of that shop (Settings, API Settings), then press Test.';
/** What to do about a refused record, by inner code (shoprenter.md §2). */
const HINTS: Readonly<Record<string, string>> = {
  '40005': 'Correct the named value where the record comes from.',
  '40015': "The shop's package takes no more products: enlarge it, or leave products out.",
  '40033': 'Create the product in the shop first (Product: Import), or correct the SKU.',
  '40901': 'It exists already: look at it in the shop admin.',
};

/** The verdict on a status with what was said; also for each part of a batch. */
export function verdictOf(status: number, { reason = `HTTP ${status}`, code }: Said, operation: string): Verdict {
  if (status >= 200 && status <= 299) return { kind: 'ok' };
  if (status === 403) {
    return { kind: 'unavailable', cause: 'permission', reason: `does not allow this API client to use ${operation} (${reason})`, nextStep: `Missing permission: ${SCOPES}` };
  }
  // A dead token and a missing scope may be told alike (40101): a new token is tried once, and then it is one of the two.
  if (status === 401) {
    return { kind: 'expired', reason: `does not accept the keys, or not for ${operation} (${reason})`, nextStep: `${KEYS} If it passes: ${SCOPES}` };
  }
  if (status === 429) return { kind: 'throttled', reason: 'too many requests' };
  if (status >= 500) return { kind: 'unclear', reason: `HTTP ${status}` };
  if (status < 400 || status === 405) {
    return { kind: 'unavailable', cause: 'configuration', reason: `does not offer ${operation} at the address in use`, nextStep: "Check 'Shop' in the credential." };
  }
  return { kind: 'refused', reason, code, nextStep: HINTS[code ?? ''] };
}

/** Answers of Shoprenter; 429, 5xx and broken answers are judged by HTTP before this. */
export function judge({ status, text }: ApiResponse, { operation, safety }: ApiRequest): Verdict {
  const parsed = parseJson(text);
  const body = 'value' in parsed ? parsed.value : text;
  if (status >= 200 && status <= 299) {
    const isData = typeof body === 'object' && body !== null;
    if (isData || safety !== 'read') return { kind: 'ok' };
    return { kind: 'unavailable', cause: 'configuration', reason: `gave no data for ${operation}`, nextStep: "Check 'Shop' in the credential." };
  }
  return verdictOf(status, saidIn(body), operation);
}
