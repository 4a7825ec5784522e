import { createHmac } from 'node:crypto';

/** What goes into a signature, exactly as it goes on the wire. */
export interface SignedRequest {
  method: string;
  /** Absolute, with its query and percent-encoding. */
  url: string;
  /** Empty text when there is no body. */
  body: string;
  /** Unix time in whole seconds; Kaufland accepts five minutes either way. */
  timestamp: number;
}

/** kaufland.md §2: four parts joined by line feeds, none at the end. */
export function stringToSign({ method, url, body, timestamp }: SignedRequest): string {
  return [method.toUpperCase(), url, body, String(timestamp)].join('\n');
}

/**
 * HMAC-SHA256 in lower-case hex. The secret looks like hex and is used as plain text, never decoded (kaufland.md §1).
 */
export function signature(request: SignedRequest, secretKey: string): string {
  return createHmac('sha256', secretKey).update(stringToSign(request), 'utf8').digest('hex');
}
