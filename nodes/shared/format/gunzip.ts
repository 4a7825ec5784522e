import { FormatError } from './errors';

const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

async function* chained(first: readonly Uint8Array[], rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield* first;
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
}

/** What reading one piece came to; a failure of the source is kept apart from one of the packing. */
async function nextPiece(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<{ value?: Uint8Array; done: boolean } | { failure: unknown }> {
  try {
    const { value, done } = await reader.read();
    return { value, done };
  } catch (error) {
    return { failure: error };
  }
}

async function* unpacked(source: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
  let broken: { error: unknown } | undefined;
  const packed = new ReadableStream<Uint8Array>({
    async pull(controller) {
      let next: IteratorResult<Uint8Array> | undefined;
      try {
        next = await source.next();
      } catch (error) {
        broken = { error };
      }
      if (broken) controller.error(broken.error);
      else if (!next || next.done) controller.close();
      else controller.enqueue(next.value);
    },
    async cancel() {
      await source.return(undefined);
    },
  });
  const reader = (packed.pipeThrough(new DecompressionStream('gzip') as never) as ReadableStream<Uint8Array>).getReader();
  let ended = false;
  try {
    for (;;) {
      const piece = await nextPiece(reader);
      if ('failure' in piece) {
        ended = true;
        // What broke the connection is told as it is, and not as a fault of the packing.
        const lost = broken as { error: unknown } | undefined;
        throw lost ? lost.error : new FormatError('The packed document is damaged', 'bad-charset');
      }
      if (piece.done) {
        ended = true;
        return;
      }
      if (piece.value) yield piece.value;
    }
  } finally {
    if (!ended) await reader.cancel();
  }
}

/**
 * The document unpacked where its first bytes say that it is gzip, else as it is: a vendor's word about the packing may
 * be wrong, and an HTTP client may have unpacked it already. Streams; nothing is held but a piece.
 */
export async function* gunzipWherePacked(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const source = chunks[Symbol.asyncIterator]();
  const first: Uint8Array[] = [];
  let length = 0;
  while (length < 2) {
    const next = await source.next();
    if (next.done) break;
    first.push(next.value);
    length += next.value.length;
  }
  const start = Uint8Array.from(first.flatMap((part) => [...part.subarray(0, 2)]).slice(0, 2));
  const whole = chained(first, source);
  if (isGzip(start)) yield* unpacked(whole);
  else yield* whole;
}
