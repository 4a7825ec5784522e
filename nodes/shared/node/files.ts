import type { IBinaryKeyData, IExecuteFunctions } from 'n8n-workflow';

import type { RowFile, RowFiles } from './operation';

type BinarySource = Parameters<IExecuteFunctions['helpers']['prepareBinaryData']>[0];
type Listener = (value?: unknown) => void;

/**
 * Pieces of bytes in the two ways in which n8n's binary stores read: the file store iterates, the others listen for
 * `data`, `end` and `error`. Node's own stream class may not be imported by a community package (n8n.md 1.5).
 */
class Pieces {
  private readonly listeners = new Map<string, Listener[]>();
  private flowing = false;

  constructor(private readonly source: AsyncIterable<Uint8Array>) {}

  [Symbol.asyncIterator](): AsyncIterator<Uint8Array> {
    return this.source[Symbol.asyncIterator]();
  }

  on(event: string, listener: Listener): this {
    this.listeners.set(event, [...(this.listeners.get(event) ?? []), listener]);
    if (event === 'data' && !this.flowing) {
      this.flowing = true;
      // The other listeners are added in the same turn.
      void Promise.resolve().then(async () => await this.flow());
    }
    return this;
  }

  once(event: string, listener: Listener): this {
    return this.on(event, listener);
  }

  private emit(event: string, value?: unknown): void {
    for (const listener of this.listeners.get(event) ?? []) listener(value);
  }

  private async flow(): Promise<void> {
    let failure: { error: unknown } | undefined;
    try {
      for await (const piece of this.source) this.emit('data', Buffer.from(piece));
    } catch (error) {
      failure = { error };
    }
    if (failure) this.emit('error', failure.error);
    else this.emit('end');
  }
}

function sourceOf(data: RowFile['data']): BinarySource {
  if (data instanceof Uint8Array) return Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  return new Pieces(data) as unknown as BinarySource;
}

/** Files as n8n's binary data, by property. */
export async function binaryOf(functions: IExecuteFunctions, files: RowFiles): Promise<IBinaryKeyData> {
  const binary: IBinaryKeyData = {};
  for (const [property, { fileName, mimeType, data }] of Object.entries(files)) {
    binary[property] = await functions.helpers.prepareBinaryData(sourceOf(data), fileName, mimeType);
  }
  return binary;
}
