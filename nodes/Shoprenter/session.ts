import { SESSION_REFUSED, SESSION_UNAVAILABLE, sessionError } from '../shared/api/session';

/** What stands for a session where user and key go with every call. */
export const WITHOUT_SESSION = 'basic';

/** What the token address answers (shoprenter.md §1). */
interface TokenAnswer {
  access_token?: unknown;
  error?: unknown;
  message?: unknown;
  hint?: unknown;
}

const words = (value: unknown): string => (typeof value === 'string' ? value.slice(0, 200) : '');

/**
 * The access token out of a log-in's answer. There is no refresh token: an expired one is answered with 401 and a new
 * one is taken.
 *
 * @throws the session error that tells wrong values from a vendor that cannot be used now
 */
export function readToken(status: number, body: unknown): string {
  const answer = (typeof body === 'object' && body !== null ? body : {}) as TokenAnswer;
  if (status === 429 || status === 408 || status >= 500) {
    throw sessionError(SESSION_UNAVAILABLE, `the log-in answered HTTP ${status}; try again in a minute`);
  }
  if (status < 200 || status > 299) {
    const said = [words(answer.error), words(answer.message), words(answer.hint)].filter(Boolean).join(', ');
    throw sessionError(
      SESSION_REFUSED,
      `the log-in answered HTTP ${status}${said === '' ? '' : ` (${said})`}: compare Shop, Client ID and Client Secret with the API client of that shop`,
    );
  }
  const token = words(answer.access_token) === '' ? '' : String(answer.access_token);
  if (token === '') throw sessionError(SESSION_UNAVAILABLE, 'the log-in answered without a token');
  return token;
}
