/** Codes a credential's `preAuthentication` puts on its errors, so that the transport can tell them apart. */
export const SESSION_REFUSED = 'SESSION_REFUSED';
export const SESSION_UNAVAILABLE = 'SESSION_UNAVAILABLE';

/**
 * The error of a log-in that gave no session. n8n wraps it and keeps `message` and `httpCode`.
 *
 * @param code refused: the account's values are wrong; unavailable: try again later
 */
export function sessionError(code: typeof SESSION_REFUSED | typeof SESSION_UNAVAILABLE, message: string): Error {
  return Object.assign(new Error(message), { httpCode: code });
}
