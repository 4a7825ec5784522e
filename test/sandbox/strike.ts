import type { ServerResponse } from 'node:http';
import type { Fault } from './faults';
import { bytesOf, send, text, writeHead, type SandboxAnswer, type SandboxRequest } from './http';
import type { Room } from './room';

const MAINTENANCE_PAGE = '<!DOCTYPE html><html><head><title>Maintenance</title></head><body><h1>We will be back soon</h1></body></html>';

/** An answer given instead of the vendor's handler, or undefined when the handler runs. */
export function answerInstead(fault: Fault, room: Room, request: SandboxRequest): SandboxAnswer | undefined {
  switch (fault.kind) {
    case 'status-429':
      return room.tooManyRequests(request, fault.retryAfter);
    case 'status-5xx': {
      const answer = room.failure(request, fault.status ?? 503);
      if (typeof fault.retryAfter === 'number') answer.headers = { ...answer.headers, 'retry-after': String(fault.retryAfter) };
      return answer;
    }
    case 'html-200':
      return text(200, MAINTENANCE_PAGE, 'text/html; charset=utf-8');
    default:
      return undefined;
  }
}

/** True when nothing reaches the handler: the connection dies or stays silent first. */
export function strikesBeforeHandler(fault: Fault, response: ServerResponse): boolean {
  if (fault.kind === 'reset') {
    response.destroy();
    return true;
  }
  if (fault.kind === 'timeout' && !fault.afterWrite) {
    staySilent(fault, response);
    return true;
  }
  return false;
}

/** Delivers the handler's answer the way the fault wants it: not at all, in part, or slowly. */
export async function deliver(fault: Fault | undefined, response: ServerResponse, answer: SandboxAnswer): Promise<number> {
  switch (fault?.kind) {
    case 'reset-after-write':
      response.destroy();
      return 0;
    case 'timeout':
      staySilent(fault, response);
      return 0;
    case 'truncated-body': {
      if (answer.stream) {
        writeHead(response, answer);
        const stream = answer.stream();
        stream.once('data', (chunk: Buffer) => {
          stream.destroy();
          response.write(chunk, () => response.destroy());
        });
        return answer.status;
      }
      const bytes = bytesOf(answer);
      writeHead(response, answer);
      response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => response.destroy());
      return answer.status;
    }
    case 'slow-drip':
      if (answer.stream) send(response, answer);
      else await drip(response, answer, fault.delayMs ?? 2000);
      return answer.status;
    default:
      send(response, answer);
      return answer.status;
  }
}

function staySilent(fault: Fault, response: ServerResponse): void {
  if (fault.delayMs === undefined) return;
  setTimeout(() => response.destroy(), fault.delayMs).unref();
}

async function drip(response: ServerResponse, answer: SandboxAnswer, totalMs: number): Promise<void> {
  const pieces = 10;
  const bytes = bytesOf(answer);
  const size = Math.max(1, Math.ceil(bytes.length / pieces));
  writeHead(response, answer);
  response.flushHeaders();
  for (let start = 0; start < bytes.length && !response.destroyed; start += size) {
    await new Promise((resolve) => setTimeout(resolve, totalMs / pieces));
    if (!response.destroyed) response.write(bytes.subarray(start, start + size));
  }
  response.end();
}
