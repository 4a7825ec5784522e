/** What a repeat of a request would do at the vendor; decides whether an answer that never came may be followed by another try. */
export type Safety =
  /** Reads only. */
  | 'read'
  /** Writes, but a second time leaves the same state (absolute stock, keyed create). */
  | 'repeatable'
  /** Writes, and a second time would do it again; its outcome has to be read back first. */
  | 'once';

export type QueryValue = string | number | boolean | undefined;
export type Query = Record<string, QueryValue | QueryValue[]>;

/** One call to a vendor, in the vendor's own terms. `path` is relative to the base address the credential knows. */
export interface ApiRequest {
  /** Name of the vendor's operation: key of its quota, and what an error names. */
  operation: string;
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  path: string;
  query?: Query;
  /** Serialised once, here: signed bytes and sent bytes have to be the same. */
  body?: string;
  contentType?: string;
  headers?: Record<string, string>;
  safety: Safety;
  /**
   * What a good answer holds; JSON when left out. Of `bytes` the text has one character (0-255) a byte. A stream is handed
   * on unread, for documents of any size.
   */
  answer?: 'json' | 'text' | 'bytes' | 'stream';
  /**
   * Another host's absolute address, which an answer of the vendor named (a link to a document). It is called without
   * the account's signature, and only where the vendor's `acceptsAddress` allows it; `path` and `query` are not used.
   */
  address?: string;
  /** Milliseconds; 60 s when left out. */
  timeoutMs?: number;
}

export interface ApiResponse {
  status: number;
  /** Names in lower case. */
  headers: Record<string, string>;
  text: string;
  /** The body of a good answer to a request for a stream; `text` is empty then. Breaks off with a Problem. */
  stream?: AsyncIterable<Uint8Array>;
}

/** The request did not get a complete answer. `code` is the socket's word (ECONNRESET, ETIMEDOUT, …). */
export interface NoAnswer {
  noAnswer: true;
  code: string;
  reason: string;
}

export type Sent = ApiResponse | NoAnswer;

/** RFC 3986: what `encodeURIComponent` leaves bare is escaped too, so that no HTTP client finds something left to escape after signing. */
export function encodeComponent(value: string): string {
  return encodeURIComponent(value).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** `a=1&b=x&b=y`: lists repeat their key, undefined values are left out, order is kept. */
export function encodeQuery(query: Query): string {
  const pairs: string[] = [];
  for (const [name, value] of Object.entries(query)) {
    for (const single of Array.isArray(value) ? value : [value]) {
      if (single !== undefined) pairs.push(`${encodeComponent(name)}=${encodeComponent(String(single))}`);
    }
  }
  return pairs.join('&');
}

/** Path and query in the form that goes on the wire. */
export function target(request: Pick<ApiRequest, 'path' | 'query'>): string {
  const query = request.query ? encodeQuery(request.query) : '';
  return query ? `${request.path}?${query}` : request.path;
}
