import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { startSandbox, type Sandbox } from '../sandbox/server';
import { Vault, type StoredCredential } from './n8n';

export interface LoggedCall {
  method: string;
  path: string;
  status: number;
  operation: string;
  /** Names the vendor silently drops. */
  ignored?: string[];
}

/** One vendor of a sandbox of its own, driven through the control routes as anybody else would. */
export class SandboxRoom {
  protected constructor(
    readonly sandbox: Sandbox,
    private readonly channel: string,
  ) {}

  protected static async start(): Promise<Sandbox> {
    return await startSandbox();
  }

  protected async control<T>(method: string, verb: string, body?: unknown): Promise<T> {
    const answer = await fetch(`${this.sandbox.url}/_sandbox/${this.channel}/${verb}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${verb}: ${await answer.text()}`);
    return (await answer.json()) as T;
  }

  async requests(): Promise<LoggedCall[]> {
    return await this.control('GET', 'requests');
  }

  /** Number of calls per operation. */
  async calls(): Promise<Record<string, number>> {
    const counts: Record<string, number> = {};
    for (const { operation } of await this.requests()) counts[operation] = (counts[operation] ?? 0) + 1;
    return counts;
  }

  async forgetRequests(): Promise<void> {
    await this.control('DELETE', 'requests');
  }

  async assume(body: unknown): Promise<void> {
    await this.control('POST', 'assume', body);
  }

  async fault(body: unknown): Promise<void> {
    await this.control('POST', 'faults', body);
  }

  async clearFaults(): Promise<void> {
    await this.control('DELETE', 'faults');
  }

  async after(body: unknown): Promise<void> {
    await this.control('POST', 'after', body);
  }

  /** The room's credentials, with changes. */
  async vault(change: ICredentialDataDecryptedObject = {}): Promise<Vault> {
    const stored = await this.control<StoredCredential[]>('GET', 'credentials');
    return new Vault(stored.map((one) => ({ ...one, data: { ...one.data, ...change } })));
  }

  reset(): void {
    this.sandbox.reset();
  }

  async close(): Promise<void> {
    await this.sandbox.close();
  }
}
