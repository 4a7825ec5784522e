const EMAIL = /[A-Z0-9._%+-]+@[A-Z0-9.-]+\.[A-Z]{2,}/gi;
/** Tokens, signatures, GUIDs and keys: long runs that no person would read. */
const LONG_OPAQUE = /\b(?=[A-Za-z0-9_-]*\d)[A-Za-z0-9_-]{32,}\b/g;
const GUID = /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi;

const LONGEST_TEXT = 400;

/** Known secrets and e-mail addresses masked; for texts of our own around a vendor's words, whose ids people need. */
export function withoutSecrets(text: string, secrets: readonly string[] = []): string {
  let result = text;
  for (const secret of secrets) {
    if (secret.length >= 4) result = result.split(secret).join('***');
  }
  return result.replace(EMAIL, '***@***');
}

/**
 * A vendor's words made fit for a log line or an error: known secrets, e-mail addresses and long opaque strings are
 * masked, the rest is cut to 400 characters.
 *
 * @param secrets values of the credential in use
 */
export function redact(text: string, secrets: readonly string[] = []): string {
  const result = withoutSecrets(text, secrets).replace(GUID, (guid) => `${guid.slice(0, 4)}…`).replace(LONG_OPAQUE, '***');
  return result.length > LONGEST_TEXT ? `${result.slice(0, LONGEST_TEXT)}…` : result;
}
