import type { Quota } from '../shared/api/bucket';
import type { Vendor } from '../shared/api/client';
import type { ApiRequest, ApiResponse } from '../shared/api/request';
import { parseJson, retryAfterMs, type Verdict } from '../shared/api/verdict';

/** Per API application, for all calls together (cin7core.md §2). */
const QUOTA: Quota = { limit: 60, windowMs: 60_000 };

/** No header tells how long to wait: three looks fit into a minute and a half, and the window is one minute. */
const OVER_QUOTA_MS = 30_000;
const LONG_WINDOW_S = 300;
const AN_HOUR_MS = 3_600_000;

const API_LIMIT = /calls per (\d+) seconds API limit/i;
const WEB_PAGE = /^\s*<(!doctype|html)/i;

const NOT_LET_IN = 'Copy Account ID and Application Key again from Cin7 Core: Integrations, API.';
const WRONG_ADDRESS = "Check 'Base URL' in the credential.";

/** HTTP 300 (cin7core.md §10). */
const SEVERAL_COMPANIES =
  'This Cin7 Core user has access to more than one company. Use a user that belongs to exactly one company, or connect with the Account ID and Application Key of the company.';

interface Said {
  Exception?: unknown;
  ErrorCode?: unknown;
}

interface Words {
  text: string;
  code?: string;
}

/** An error is a list, a single object or plain text (cin7core.md §2). */
function wordsOf(text: string): Words {
  const parsed = parseJson(text);
  if (!('value' in parsed)) return { text: WEB_PAGE.test(text) ? '' : text.trim() };
  const rows = [parsed.value].flat().filter((row): row is Said => typeof row === 'object' && row !== null);
  if (rows.length === 0) return { text: typeof parsed.value === 'string' ? parsed.value : '' };
  const said = rows.map(({ Exception }) => Exception).filter((one): one is string => typeof one === 'string' && one.trim() !== '');
  return { text: said.join('; '), code: String(rows[0]?.ErrorCode ?? '') };
}

function overQuota({ headers, text }: ApiResponse): Verdict {
  const seconds = Number(API_LIMIT.exec(text)?.[1] ?? 60);
  if (seconds > LONG_WINDOW_S) {
    return { kind: 'unavailable', cause: 'quota', reason: `allows no more calls for now (${wordsOf(text).text})`, nextStep: 'Nothing was lost. A later run goes on.', afterMs: AN_HOUR_MS };
  }
  return { kind: 'throttled', reason: wordsOf(text).text || 'too many calls', afterMs: retryAfterMs(headers, Date.now()) ?? OVER_QUOTA_MS };
}

/** Too many calls come as 503, 429 or 400; a 503 with a page for people is that of a gateway (cin7core.md §2). */
function judgeFirst(response: ApiResponse): Verdict | undefined {
  const { status, text } = response;
  if (status >= 400 && API_LIMIT.test(text)) return overQuota(response);
  if (status === 429 || (status === 503 && !WEB_PAGE.test(text))) return overQuota(response);
  // A wrong path leads to a page, at times with 200.
  if (status === 200 && WEB_PAGE.test(text) && /page not found/i.test(text)) {
    return { kind: 'unavailable', cause: 'configuration', reason: 'does not know the address that was called', nextStep: WRONG_ADDRESS };
  }
  return undefined;
}

/** Words that blame what was set up, not the record (cin7core.md §1, §5.1). */
const SETTINGS: ReadonlyArray<readonly [RegExp, string]> = [
  [/lock ?date/i, 'The period is locked in Cin7 Core (Settings, Lock Date). Postings before that day are refused; unlock it or book with a later date.'],
  [/\bcustomer\b.*\bnot found/i, "Choose the 'Customer' from the list again, or create it in Cin7 Core."],
  [/\blocation\b.*\bnot found/i, "Choose the 'Location' from the list again."],
  [/\btax rule\b.*\bnot found/i, "Choose the tax rules from the list again."],
  [/\bpayment term\b.*\bnot found/i, "Choose the 'Payment Terms' from the list again."],
  [/\bprice tier\b.*\bnot found/i, "Choose the 'Price Tier' from the list again."],
  [/\baccount\b.*\bnot found/i, "Choose the 'Account' from the list again."],
  [/\bservice product\b.*\bnot found/i, 'Create a product of type Service with this name in Cin7 Core, or name one that is there: additional charges bear the name of a service.'],
  [/\bCurrencyRate\b.*\brequired/i, "Set 'Currency Rate' in the options, or hand over orders that carry an exchange rate."],
];

function judge({ status, text }: ApiResponse, { operation }: ApiRequest): Verdict {
  if (status >= 200 && status <= 299) return { kind: 'ok' };
  const { text: said, code } = wordsOf(text);
  if (status === 300) return { kind: 'unavailable', cause: 'configuration', reason: 'answered Multiple Choices (HTTP 300)', nextStep: SEVERAL_COMPANIES };
  if (status > 300 && status <= 399) {
    return { kind: 'unavailable', cause: 'configuration', reason: `sends ${operation} to another address`, nextStep: WRONG_ADDRESS };
  }
  if (status === 401 || status === 403) {
    return { kind: 'unavailable', cause: 'credential', reason: `does not let this account in (${said || `HTTP ${status}`})`, nextStep: NOT_LET_IN };
  }
  if (status === 405 || (status === 404 && /endpoint/i.test(said))) {
    return { kind: 'unavailable', cause: 'configuration', reason: `does not know ${operation} (HTTP ${status})`, nextStep: WRONG_ADDRESS };
  }
  const blamed = SETTINGS.find(([pattern]) => pattern.test(said));
  if (blamed) return { kind: 'unavailable', cause: 'configuration', reason: `refused the request: ${said}`, nextStep: blamed[1] };
  const missing = status === 404 || code === '404';
  return { kind: 'refused', reason: said || `HTTP ${status}`, code: missing ? 'not-found' : code };
}

export const cin7Core: Vendor = {
  name: 'Cin7 Core',
  credential: 'channelSyncCin7CoreApi',
  secrets: ['applicationKey'],
  quota: () => QUOTA,
  quotaPerOperation: false,
  judgeFirst,
  judge,
};
