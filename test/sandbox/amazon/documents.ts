import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { SandboxAnswer, SandboxRequest } from '../http';
import { storageError } from './errors';
import { isoSeconds } from './values';

export interface StoredDocument {
  id: string;
  contentType: string;
  /** Bytes as they lie in the storage; undefined until uploaded. */
  bytes?: Buffer;
  /** Too big to be held: made anew for each download. */
  stream?: () => Readable;
  gzip: boolean;
}

interface Link {
  document: StoredDocument;
  method: 'GET' | 'PUT';
  until: number;
  encodingHeader: boolean;
}

const LINK_LIFE_S = 300; // amazon.md §7.2, §11
export const DOCUMENTS = '/amazon-documents';

/** The storage behind reports and feeds: pre-signed links outside the API's authorisation, alive for five minutes. */
export class Documents {
  readonly documents = new Map<string, StoredDocument>();
  private readonly links = new Map<string, Link>();
  private made = 0;

  reset(): void {
    this.documents.clear();
    this.links.clear();
  }

  expireLinks(): number {
    for (const link of this.links.values()) link.until = 0;
    return this.links.size;
  }

  /** A text for download, packed unless told otherwise. */
  addText(prefix: string, contentType: string, text: Buffer, gzip = true): StoredDocument {
    return this.add(prefix, { contentType, gzip, bytes: gzip ? gzipSync(text) : text });
  }

  addStream(prefix: string, contentType: string, stream: () => Readable): StoredDocument {
    return this.add(prefix, { contentType, gzip: true, stream });
  }

  addEmpty(prefix: string, contentType: string): StoredDocument {
    return this.add(prefix, { contentType, gzip: false });
  }

  link(document: StoredDocument, method: Link['method'], origin: string, now: number, encodingHeader = false): string {
    this.made += 1;
    const signature = createHash('sha256').update(`${document.id} ${method} ${this.made}`).digest('hex');
    this.links.set(signature, { document, method, until: now + LINK_LIFE_S * 1000, encodingHeader });
    const query = new URLSearchParams({
      'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
      'X-Amz-Date': isoSeconds(now).replace(/[-:]/g, ''),
      'X-Amz-SignedHeaders': method === 'PUT' ? 'content-type;host' : 'host',
      'X-Amz-Expires': String(LINK_LIFE_S),
      'X-Amz-Signature': signature,
    });
    return `${origin}${DOCUMENTS}/${encodeURIComponent(document.id)}?${query.toString()}`;
  }

  answer(request: SandboxRequest): SandboxAnswer {
    const operation = request.method === 'PUT' ? 'documents.upload' : 'documents.download';
    return { ...this.carryOut(request), operation };
  }

  private carryOut({ method, path, query, headers, body, now }: SandboxRequest): SandboxAnswer {
    const given = new URLSearchParams(query);
    if (headers.authorization !== undefined) return storageError(400, 'InvalidArgument', 'Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature query string parameter or the Authorization header should be specified');
    // "without any SP-API header" (amazon.md §7.1): S3 wants every x-amz header signed.
    if (Object.keys(headers).some((name) => name.startsWith('x-amz-'))) return storageError(403, 'AccessDenied', 'There were headers present in the request which were not signed');
    const link = this.links.get(given.get('X-Amz-Signature') ?? '');
    const name = decodeURIComponent(path.slice(DOCUMENTS.length + 1));
    if (!link || link.document.id !== name || link.method !== method) return storageError(403, 'SignatureDoesNotMatch', 'The request signature we calculated does not match the signature you provided.');
    if (link.until <= now) return storageError(403, 'AccessDenied', 'Request has expired');
    if (method === 'GET') return download(link);
    if (headers['content-type'] !== link.document.contentType) return storageError(403, 'SignatureDoesNotMatch', 'The request signature we calculated does not match the signature you provided.');
    link.document.bytes = body;
    return { status: 200 };
  }

  private add(prefix: string, document: Omit<StoredDocument, 'id'>): StoredDocument {
    this.made += 1;
    const stored = { id: `${prefix}.${createHash('sha1').update(`${prefix} ${this.made}`).digest('hex').slice(0, 24)}`, ...document };
    this.documents.set(stored.id, stored);
    return stored;
  }
}

/** What lies in it, unpacked; only for documents that are held. */
export function contentOf({ bytes, gzip }: StoredDocument): Buffer {
  const held = bytes ?? Buffer.alloc(0);
  return gzip ? gunzipSync(held) : held;
}

function download({ document, encodingHeader }: Link): SandboxAnswer {
  const headers: Record<string, string> = { 'content-type': document.contentType };
  if (encodingHeader && document.gzip) headers['content-encoding'] = 'gzip';
  return document.stream ? { status: 200, headers, stream: document.stream } : { status: 200, headers, body: document.bytes };
}
