import { createHmac, timingSafeEqual } from 'node:crypto';

export interface Signed {
  method: string;
  uri: string;
  body: string | Buffer;
  timestamp: string | number;
}

/** kaufland.md §2: METHOD, URI, BODY, TIMESTAMP joined by line feeds, no line feed at the end. */
export function sign({ method, uri, body, timestamp }: Signed, secretKey: string, encoding: 'hex' | 'base64' = 'hex'): string {
  return createHmac('sha256', secretKey)
    .update(`${method.toUpperCase()}\n${uri}\n`, 'utf8')
    .update(body)
    .update(`\n${timestamp}`, 'utf8')
    .digest(encoding);
}

export function sameText(left: string, right: string): boolean {
  const a = Buffer.from(left);
  const b = Buffer.from(right);
  return a.length === b.length && timingSafeEqual(a, b);
}
