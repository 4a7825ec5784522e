import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { pipeline, type Readable } from 'node:stream';

/** A request as it came in: the raw URL and the raw bytes, because vendors sign them. */
export interface SandboxRequest {
  method: string;
  /** Path and query exactly as sent. */
  url: string;
  path: string;
  query: string;
  absoluteUrl: string;
  headers: IncomingHttpHeaders;
  body: Buffer;
  /** The vendor's clock at this request. */
  now: number;
}

export interface SandboxAnswer {
  status: number;
  headers?: Record<string, string>;
  body?: string | Buffer;
  /** Instead of a body: one too big to be held, made when it is sent. Without a content length. */
  stream?: () => Readable;
  /** The vendor's name of the operation, for the request log. */
  operation?: string;
  /** Names the vendor silently ignores, so that a test can insist on none. */
  ignored?: string[];
}

export function json(status: number, value: unknown, headers: Record<string, string> = {}): SandboxAnswer {
  return { status, headers: { 'content-type': 'application/json; charset=utf-8', ...headers }, body: JSON.stringify(value) };
}

export function text(status: number, body: string, contentType = 'text/plain; charset=utf-8'): SandboxAnswer {
  return { status, headers: { 'content-type': contentType }, body };
}

export function empty(status = 204): SandboxAnswer {
  return { status };
}

export async function readRequest(message: IncomingMessage, now: number): Promise<SandboxRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  const url = message.url ?? '/';
  const mark = url.indexOf('?');
  return {
    method: message.method ?? 'GET',
    url,
    path: mark < 0 ? url : url.slice(0, mark),
    query: mark < 0 ? '' : url.slice(mark + 1),
    absoluteUrl: `http://${message.headers.host ?? ''}${url}`,
    headers: message.headers,
    body: Buffer.concat(chunks),
    now,
  };
}

export function bytesOf(answer: SandboxAnswer): Buffer {
  if (answer.body === undefined) return Buffer.alloc(0);
  return Buffer.isBuffer(answer.body) ? answer.body : Buffer.from(answer.body, 'utf8');
}

export function writeHead(response: ServerResponse, answer: SandboxAnswer): void {
  response.statusCode = answer.status;
  for (const [name, value] of Object.entries(answer.headers ?? {})) response.setHeader(name, value);
  if (answer.status !== 204 && answer.status !== 304 && !answer.stream) response.setHeader('content-length', bytesOf(answer).length);
}

export function send(response: ServerResponse, answer: SandboxAnswer): void {
  writeHead(response, answer);
  // A reader who goes away ends the making, too.
  if (answer.stream) pipeline(answer.stream(), response, () => undefined);
  else response.end(bytesOf(answer));
}
