import type { ApiRequest, ApiResponse } from '../shared/api/request';
import { serverTime, type Verdict } from '../shared/api/verdict';
import { parseDate } from '../shared/format';
import { errorIn, isWhole } from './answer';
import { ZONE } from './times';

const HOUR_MS = 3_600_000;
const MARGIN_MS = 60_000;
/** The end is written month first in the shop's clock; nothing is ever banned for longer than this (unas.md §3). */
const LONGEST_BAN_MS = 3 * HOUR_MS;

const BAN = /\bbanned\b(?:\s+till\s+(\d{2}\.\d{2}\.\d{4} \d{2}:\d{2}:\d{2}))?/i;

/** How long to leave the shop alone: until the told end, and never less than an hour. */
function banMs(till: string | undefined, now: number | undefined): number {
  if (till === undefined || now === undefined || !/^(0[1-9]|1[0-2])\.(0[1-9]|[12]\d|3[01])\./.test(till)) return HOUR_MS + MARGIN_MS;
  const told = Date.parse(parseDate(till, 'MM.dd.yyyy HH:mm:ss', ZONE)) - now;
  return (told > HOUR_MS && told <= LONGEST_BAN_MS ? told : HOUR_MS) + MARGIN_MS;
}

const ADMIN = 'In the shop admin (Beállítások, Külső kapcsolatok, API kapcsolat)';

/** Reads of lists hold no record that a "no" could be about. */
const aboutNoRecord = ({ operation }: ApiRequest): boolean => /list$|^getOrderStatus$|^getWarehouse$|^getAutomatism$/.test(operation);

function judgeError(said: string, { headers }: ApiResponse, request: ApiRequest): Verdict {
  const { operation } = request;
  const ban = BAN.exec(said);
  if (ban) {
    const nextStep = 'Wait until it ends: further calls do not help, and the node makes none until then. Look for other programs that call this shop from the same address.';
    return { kind: 'unavailable', cause: 'quota', reason: `has banned this address for too many calls (${said})`, nextStep, afterMs: banMs(ban[1], serverTime(headers)) };
  }
  if (/^(authentication|permission|authorization)\b|permission|jogosults/i.test(said)) {
    const nextStep = `${ADMIN} compare the API key with the credential, look whether it may use ${operation} and whether the address of this n8n is allowed, then press Test in the credential.`;
    return { kind: 'expired', reason: `does not accept the API key for ${operation} (${said})`, nextStep };
  }
  if (/package/i.test(said)) {
    return { kind: 'unavailable', cause: 'permission', reason: `does not offer ${operation} to this shop (${said})`, nextStep: 'The API needs the shop package PREMIUM, some functions VIP: see the README.' };
  }
  if (aboutNoRecord(request)) {
    return { kind: 'unavailable', cause: 'configuration', reason: `gave no answer to ${operation}: ${said}`, nextStep: 'Look at the text of UNAS and at the settings of this node.' };
  }
  return { kind: 'refused', reason: said };
}

/** What UNAS says in its own words comes before its status: nearly everything is a 400, and a ban may be a 429 (unas.md §10). */
export function judgeFirst(response: ApiResponse, request: ApiRequest): Verdict | undefined {
  const said = errorIn(response.text);
  if (said === undefined) return undefined;
  // A 429 or 5xx without the word of the ban is judged by its status.
  if (!BAN.test(said) && (response.status === 429 || response.status >= 500)) return undefined;
  return judgeError(said, response, request);
}

export function judge({ status, text }: ApiResponse, { operation }: ApiRequest): Verdict {
  if (status === 401 || status === 403) {
    return { kind: 'expired', reason: `does not accept the API key for ${operation} (HTTP ${status})`, nextStep: `${ADMIN} compare the API key with the credential, then press Test there.` };
  }
  if (status === 404 || (status >= 300 && status < 400)) {
    return { kind: 'unavailable', cause: 'configuration', reason: `does not offer ${operation} at the address in use`, nextStep: "Check 'Base URL' in the credential; leave it empty for UNAS itself." };
  }
  if (status < 200 || status > 299) return { kind: 'refused', reason: `HTTP ${status}` };
  return isWhole(text) ? { kind: 'ok' } : { kind: 'unclear', reason: `HTTP ${status} with an answer that is not complete XML` };
}
