import { createServer, get, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import type { Fault } from './faults';
import type { SandboxAnswer } from './http';
import { deliver } from './strike';

const CHUNK = Buffer.alloc(64 * 1024, 'x');
const CHUNKS = 2000;

/** An answer of 125 MiB that counts how much of it was made. */
function endless(): { answer: SandboxAnswer; made: () => number } {
  let made = 0;
  function* chunks(): Generator<Buffer> {
    for (; made < CHUNKS; made += 1) yield CHUNK;
  }
  return { answer: { status: 200, headers: { 'content-type': 'text/plain' }, stream: () => Readable.from(chunks()) }, made: () => made };
}

describe('answers too big to be held', () => {
  let server: Server;
  let answer: SandboxAnswer;
  let fault: Fault | undefined;

  const open = async (): Promise<IncomingMessage> => await new Promise((resolve, reject) => get({ port: (server.address() as AddressInfo).port, host: '127.0.0.1', agent: false }, resolve).on('error', reject));
  const read = async (message: IncomingMessage): Promise<{ bytes: number; complete: boolean }> => {
    let bytes = 0;
    try {
      for await (const chunk of message) bytes += (chunk as Buffer).length;
    } catch {
      return { bytes, complete: false };
    }
    return { bytes, complete: message.complete };
  };

  beforeAll(async () => {
    server = createServer((_message, response) => void deliver(fault, response, answer));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  beforeEach(() => {
    fault = undefined;
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  test('come whole, without a length', async () => {
    answer = endless().answer;
    const message = await open();
    expect(message.headers['content-length']).toBeUndefined();
    expect(await read(message)).toEqual({ bytes: CHUNKS * CHUNK.length, complete: true });
  });

  test('are made only as far as they are read', async () => {
    const { answer: big, made } = endless();
    answer = big;
    const message = await open();
    await new Promise((resolve) => message.once('data', resolve));
    message.destroy();
    await new Promise((resolve) => setTimeout(resolve, 50));
    const after = made();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect([made() === after, after < CHUNKS]).toEqual([true, true]);
  });

  test('break off under the fault that cuts bodies', async () => {
    const { answer: big, made } = endless();
    answer = big;
    fault = { kind: 'truncated-body', times: 1, skip: 0 };
    const { bytes, complete } = await read(await open());
    expect([complete, bytes <= CHUNK.length, made() < 10]).toEqual([false, true, true]);
  });
});
