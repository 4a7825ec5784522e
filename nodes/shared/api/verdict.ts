import type { ApiRequest, ApiResponse, NoAnswer } from './request';
import { SESSION_REFUSED, SESSION_UNAVAILABLE } from './session';

export type UnavailableCause = 'quota' | 'network' | 'credential' | 'permission' | 'configuration' | 'maintenance';

/** What an answer means for the next step; every vendor's judge maps to these and nothing else. */
export type Verdict =
  | { kind: 'ok' }
  /** Not processed because too many calls were made. `afterMs` is the vendor's own hint. */
  | { kind: 'throttled'; reason: string; afterMs?: number }
  /** Certainly not processed; trying again is harmless. */
  | { kind: 'unreached'; reason: string; afterMs?: number }
  /** May or may not have been processed. */
  | { kind: 'unclear'; reason: string; afterMs?: number }
  /** The session ended; a new one may help, once. */
  | { kind: 'expired'; reason: string; nextStep: string }
  /** Nothing can be done with this account or address now; no record is to blame. */
  | { kind: 'unavailable'; cause: UnavailableCause; reason: string; nextStep: string; afterMs?: number }
  /** The vendor said no to what was sent. */
  | { kind: 'refused'; reason: string; nextStep?: string; code?: string };

export type Judge = (response: ApiResponse, request: ApiRequest) => Verdict;

/** Socket codes that say the server was never spoken to. */
const NEVER_REACHED = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', SESSION_UNAVAILABLE]);

export function judgeNoAnswer({ code, reason }: NoAnswer): Verdict {
  if (code === SESSION_REFUSED) {
    const nextStep = 'Correct the values in the credential and press Test there.';
    return { kind: 'unavailable', cause: 'credential', reason: `did not let this account in: ${reason}`, nextStep };
  }
  return NEVER_REACHED.has(code) ? { kind: 'unreached', reason } : { kind: 'unclear', reason };
}

/** Milliseconds from `Retry-After` (seconds or an HTTP date, RFC 9110 §10.2.3); undefined when absent or unreadable. */
export function retryAfterMs(headers: Record<string, string>, now: number): number | undefined {
  const value = headers['retry-after']?.trim();
  if (!value) return undefined;
  if (/^\d+(\.\d+)?$/.test(value)) return Math.round(Number(value) * 1000);
  const at = Date.parse(value);
  return Number.isNaN(at) ? undefined : Math.max(0, at - now);
}

/** The vendor's clock as its `Date` header shows it, in epoch milliseconds. */
export function serverTime(headers: Record<string, string>): number | undefined {
  const at = Date.parse(headers.date ?? '');
  return Number.isNaN(at) ? undefined : at;
}

/** The part of judging that HTTP itself settles; undefined where only the vendor's rules can tell. */
export function judgeByHttp(response: ApiResponse, request: ApiRequest, now: number): Verdict | undefined {
  const { status, headers, text } = response;
  const afterMs = retryAfterMs(headers, now);
  if (status === 429) return { kind: 'throttled', reason: 'too many requests', afterMs };
  if (status === 408 || status === 425) return { kind: 'unreached', reason: `HTTP ${status}`, afterMs };
  if (status >= 500) return { kind: 'unclear', reason: `HTTP ${status}`, afterMs };
  if (status < 200 || status > 299) return undefined;
  // Gateways and maintenance pages answer 200 with a page for people; cut connections leave half a document.
  if (/^\s*<(!doctype|html)/i.test(text)) return { kind: 'unclear', reason: `HTTP ${status} with a web page instead of data` };
  if ((request.answer ?? 'json') === 'json' && 'broken' in parseJson(text)) {
    return { kind: 'unclear', reason: `HTTP ${status} with an answer that is not complete JSON` };
  }
  return undefined;
}

/** An empty text is `undefined`: many writes answer 200 or 204 with nothing. */
export function parseJson(text: string): { value: unknown } | { broken: true } {
  if (text.trim() === '') return { value: undefined };
  try {
    return { value: JSON.parse(text) };
  } catch {
    return { broken: true };
  }
}
