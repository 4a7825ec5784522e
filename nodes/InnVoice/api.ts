import type { Client, Vendor } from '../shared/api/client';
import { Problem } from '../shared/api/problem';
import type { ApiRequest, ApiResponse } from '../shared/api/request';
import type { Verdict } from '../shared/api/verdict';
import { readAccount } from './account';
import { errorIn, readAnswer } from './answer';

/** No limit is published; "1 to 2 per second" is the sheet's advice (innvoice.md §4). */
const QUOTA = { limit: 120, windowMs: 60_000, burst: 2 };

/** The catalogue comes in one answer, for which a live reader allowed 120 s (innvoice.md §2 "Products"). */
const CATALOGUE_TIMEOUT_MS = 180_000;

/** Reads whose "no" cannot be about a record: there is none in them. */
const WITHOUT_RECORD = new Set(['tomb_invoice', 'product']);

const WRONG_LOG_IN = 'Compare Company, User and the API password InnVoice issued with those in the credential, then press Test there.';

function unavailable(reason: string): Verdict {
  const nextStep = 'Look at the text of InnVoice, press Test in the credential, and ask InnVoice support if it stays.';
  return { kind: 'unavailable', cause: 'maintenance', reason, nextStep };
}

/** Codes are not listed publicly, so only those that mean what they mean in HTTP are read; every other one is the record's. */
function judgeError({ status, text }: ApiResponse, { operation, safety }: ApiRequest): Verdict | undefined {
  const said = errorIn(text);
  if (!said || status === 429) return undefined;
  const { code } = said;
  const reason = said.message || `error ${code}`;
  if (code === '401' || code === '403' || status === 401 || status === 403) {
    return { kind: 'unavailable', cause: 'credential', reason: `does not let this account in (${reason})`, nextStep: WRONG_LOG_IN };
  }
  if (code === '429') return { kind: 'throttled', reason };
  if (/^50[234]$/.test(code)) return { kind: 'unclear', reason: `error ${code}: ${reason}` };
  // A read is repeated without harm, whatever went wrong inside.
  if (safety === 'read' && status >= 500) return undefined;
  return WITHOUT_RECORD.has(operation) ? unavailable(`gave no ${operation}: ${reason}`) : { kind: 'refused', reason, code };
}

/** True where the document is whole; of a catalogue only its two ends are looked at. */
function isWhole(text: string): boolean {
  const head = /^\ufeff?\s*(?:<\?[^>]*\?>\s*|<!--[\s\S]*?-->\s*)*<([^\s/>!?]+)[^>]*>/.exec(text);
  if (!head) return false;
  const ending = text.slice(-200).replace(/(?:<!--[\s\S]*?-->|\s)*$/, '');
  return head[0].endsWith('/>') ? ending.endsWith('/>') : ending.endsWith(`</${head[1]}>`);
}

function judge({ status, text }: ApiResponse, { operation, answer }: ApiRequest): Verdict {
  if (status === 401 || status === 403) {
    return { kind: 'unavailable', cause: 'credential', reason: `does not let this account in (HTTP ${status})`, nextStep: WRONG_LOG_IN };
  }
  if (status === 404 && operation !== 'print' && operation !== 'invoice/techid') {
    const nextStep = "Check 'Company' and 'Base URL' in the credential and press Test there.";
    return { kind: 'unavailable', cause: 'configuration', reason: `does not know ${operation} at the address in use`, nextStep };
  }
  if (status < 200 || status > 299) return { kind: 'refused', reason: `HTTP ${status}` };
  if (answer === 'bytes') return { kind: 'ok' };
  const whole = operation === 'product' ? isWhole(text) : readAnswer(text) !== undefined;
  return whole ? { kind: 'ok' } : { kind: 'unclear', reason: `HTTP ${status} with an answer that is not complete XML` };
}

export const innVoice: Vendor = {
  name: 'InnVoice',
  credential: 'channelSyncInnVoiceApi',
  secrets: ['password'],
  quota: () => QUOTA,
  quotaPerOperation: false,
  judgeFirst: judgeError,
  judge,
  accountOf: (values) => {
    const { company, baseUrl } = readAccount(values);
    return { id: company || 'company', baseUrl };
  },
};

/** The account of an identity: two companies never collide. */
export const accountOf = (client: Pick<Client, 'account'>): string => client.account?.id ?? 'company';

const XML = { headers: { Accept: '*/*' }, contentType: 'text/xml', answer: 'text' } as const;

export const booksRequest = (): ApiRequest => ({ ...XML, operation: 'tomb_invoice', method: 'GET', path: '/tomb_invoice', safety: 'read' });

export const productsRequest = (): ApiRequest => ({
  ...XML,
  operation: 'product',
  method: 'GET',
  path: '/product',
  safety: 'read',
  timeoutMs: CATALOGUE_TIMEOUT_MS,
});

export const techidRequest = (techid: string): ApiRequest => ({
  ...XML,
  operation: 'invoice/techid',
  method: 'GET',
  path: `/invoice/techid/${encodeURIComponent(techid)}`,
  safety: 'read',
});

/** No idempotency key and no list to read back from (innvoice.md §2 "Errors"): sent once, whatever happens. */
export const createRequest = (body: string): ApiRequest => ({ ...XML, operation: 'invoice', method: 'POST', path: '/invoice', body, safety: 'once' });

export const convertRequest = (body: string): ApiRequest => ({
  ...XML,
  operation: 'proforma_invoice',
  method: 'POST',
  path: '/proforma_invoice',
  body,
  safety: 'once',
});

/** The link opens without a login and is personal data: it stands in no message (innvoice.md §2). */
export const printRequest = (printUrl: string): ApiRequest => ({
  operation: 'print',
  method: 'GET',
  path: printUrl,
  headers: { Accept: 'application/pdf' },
  safety: 'read',
  answer: 'bytes',
});

/** A write whose answer was lost: never repeated, and no other record is to blame. */
export function openQuestion(problem: Problem, named: string, question: string): Problem {
  const { details } = problem;
  const message = `${named}: open question. ${details.message}; whether InnVoice has made the document is not known`;
  return new Problem({ ...details, kind: 'unknown', message, nextStep: question });
}

/** Why a record was not even sent, after the one before it was left open. */
export function notSent(named: string, after: string): Problem {
  return new Problem({
    kind: 'unavailable',
    cause: 'network',
    message: `InnVoice: ${named} was not sent, because the answer to ${after} was lost`,
    nextStep: 'Nothing happened to it. Hand it over again once InnVoice answers; a scheduled run does so by itself.',
    vendor: 'InnVoice',
  });
}
