import type { IExecuteFunctions } from 'n8n-workflow';

import { binaryOf } from '../../../nodes/shared/node/files';
import { streamOf, wholeText } from '../../../nodes/shared/node/stream';
import { isProblem } from '../../../nodes/shared/api/problem';

async function* pieces(...texts: string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield new TextEncoder().encode(text);
}

type Store = (source: AsyncIterable<Uint8Array> & { on(event: string, listener: (value?: unknown) => void): void }) => Promise<string>;

/** How n8n's stores read: the file store iterates, the others listen (n8n-core binary-data). */
const iterating: Store = async (source) => {
  let text = '';
  for await (const piece of source) text += Buffer.from(piece).toString();
  return text;
};
const listening: Store = async (source) =>
  await new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = [];
    source.on('data', (chunk) => chunks.push(chunk as Uint8Array));
    source.on('end', () => resolve(Buffer.concat(chunks).toString()));
    source.on('error', reject);
  });

function functionsWith(store: Store): IExecuteFunctions {
  const prepareBinaryData = async (source: never, fileName: string, mimeType: string) => ({
    data: Buffer.isBuffer(source) ? (source as Buffer).toString() : await store(source),
    fileName,
    mimeType,
  });
  return { helpers: { prepareBinaryData } } as unknown as IExecuteFunctions;
}

const file = (data: Uint8Array | AsyncIterable<Uint8Array>) => ({ data: { fileName: 'a.txt', mimeType: 'text/plain', data } });

describe.each([['iterates', iterating], ['listens', listening]] as const)('a store that %s', (_how, store) => {
  it('gets a stream whole', async () => {
    expect(await binaryOf(functionsWith(store), file(pieces('Mü', 'ller', '')))).toEqual({ data: { data: 'Müller', fileName: 'a.txt', mimeType: 'text/plain' } });
  });

  it('gets the failure of a stream', async () => {
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield* pieces('a');
      throw new Error('cut');
    }
    await expect(binaryOf(functionsWith(store), file(broken()))).rejects.toThrow('cut');
  });

  it('gets bytes as they are', async () => {
    expect((await binaryOf(functionsWith(store), file(new TextEncoder().encode('x')))).data?.data).toBe('x');
  });
});

it('tells a connection that breaks off in the middle as a problem of the network', async () => {
  async function* cut(): AsyncGenerator<Uint8Array> {
    yield* pieces('half');
    throw Object.assign(new Error('aborted'), { code: 'ECONNRESET' });
  }
  const got: string[] = [];
  const read = async () => {
    for await (const piece of streamOf(cut(), 'Vendor', 'download')) got.push(Buffer.from(piece).toString());
  };
  const problem: unknown = await read().catch((error: unknown) => error);
  expect(got).toEqual(['half']);
  expect(isProblem(problem) && problem.details).toMatchObject({ kind: 'unavailable', cause: 'network', vendor: 'Vendor', operation: 'download' });
});

it('lets the connection go when the reader has seen enough', async () => {
  let closed = false;
  async function* endless(): AsyncGenerator<Uint8Array> {
    try {
      for (;;) yield* pieces('x');
    } finally {
      closed = true;
    }
  }
  for await (const piece of streamOf(endless(), 'Vendor', 'download')) if (piece.length > 0) break;
  expect(closed).toBe(true);
});

it('reads no more than the beginning of a refusal', async () => {
  async function* endless(): AsyncGenerator<Uint8Array> {
    for (;;) yield* pieces('y'.repeat(10_000));
  }
  expect((await wholeText(endless())).length).toBeLessThan(100_000);
});
