import { Problem } from '../api/problem';

const bytesOf = (chunk: unknown): Uint8Array => (chunk instanceof Uint8Array ? chunk : new TextEncoder().encode(String(chunk)));

async function nextOf(iterator: AsyncIterator<unknown>): Promise<{ result: IteratorResult<unknown> } | undefined> {
  try {
    return { result: await iterator.next() };
  } catch {
    return undefined;
  }
}

/** An answer's body as pieces of bytes; when the connection breaks off in the middle it ends with a Problem that says so. */
export async function* streamOf(body: unknown, vendor: string, operation: string): AsyncGenerator<Uint8Array> {
  const iterator = (body as AsyncIterable<unknown>)[Symbol.asyncIterator]();
  let ended = false;
  try {
    for (;;) {
      const next = await nextOf(iterator);
      if (!next) {
        ended = true;
        throw new Problem({
          kind: 'unavailable',
          cause: 'network',
          message: `${vendor} broke off in the middle of a document`,
          nextStep: 'Nothing was lost. Run it again; a scheduled run does so by itself.',
          vendor,
          operation,
        });
      }
      if (next.result.done) {
        ended = true;
        return;
      }
      yield bytesOf(next.result.value);
    }
  } finally {
    // A reader that has seen enough lets the connection go.
    if (!ended) await iterator.return?.();
  }
}

const LONGEST_TEXT = 64 * 1024;

/** The first 64 KB of a body as text, for judging. */
export async function wholeText(body: unknown): Promise<string> {
  if (typeof body === 'string') return body;
  let text = '';
  for await (const piece of body as AsyncIterable<unknown>) {
    text += Buffer.from(bytesOf(piece)).toString('utf8');
    if (text.length > LONGEST_TEXT) break;
  }
  return text;
}
