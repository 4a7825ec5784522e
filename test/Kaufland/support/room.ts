import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { runNode, type Vault } from '../../support/n8n';
import { SandboxRoom } from '../../support/room';

/** The sandbox's Kaufland, as a test drives it. */
export class KauflandRoom extends SandboxRoom {
  static async open(): Promise<KauflandRoom> {
    return new KauflandRoom(await KauflandRoom.start(), 'kaufland');
  }

  async seed(orders: number | unknown[], more: Record<string, unknown> = {}): Promise<string[]> {
    return (await this.control<{ orders: string[] }>('POST', 'seed', { orders, ...more })).orders;
  }

  async state(): Promise<
    Array<{ id_order: string; kind: string; shouldBeImported: boolean; units: Array<Record<string, unknown>> } & Record<string, unknown>>
  > {
    return (await this.control<{ orders: never }>('GET', 'state')).orders;
  }

  async touch(body: unknown): Promise<void> {
    await this.control('POST', 'touch', body);
  }

  async account(active: boolean): Promise<void> {
    await this.control('POST', 'account', { active });
  }

  /** Items of `Order: Get Many` with these parameters over the node's defaults. */
  async getMany<T = IDataObject>(parameters: INodeParameters, vault?: Vault): Promise<T[]> {
    const { items } = await runNode({
      type: 'kaufland',
      parameters: { resource: 'order', operation: 'getAll', ...parameters },
      vault: vault ?? (await this.vault()),
    });
    return items.map(({ json }) => json as T);
  }
}
