import type { IDataObject, INodeExecutionData, INodeParameters } from 'n8n-workflow';

import type { ProblemJson } from '../../../nodes/shared/node/errors';
import { runNode, type Vault } from '../../support/n8n';
import { SandboxRoom } from '../../support/room';

export type ItemProblem = ProblemJson & { item: number };

/** What an error item tells the workflow behind the error output. */
function problemOf({ json, pairedItem }: INodeExecutionData): ItemProblem {
  const { item } = pairedItem as { item: number };
  return { ...(json.error as ProblemJson), item };
}

/** An offer with the units of all its storefronts, as the sandbox's state tells it. */
export interface StoredOffer {
  id_offer: string;
  amount: number;
  units: Array<{ id_unit: number; storefront: string; listing_price: number; minimum_price: number; status: string }>;
}

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

  /** One operation with its own error output: rows and what could not be done. */
  async run(resource: string, operation: string, parameters: INodeParameters, input?: IDataObject[], vault?: Vault) {
    const { items, errors } = await runNode({
      type: 'kaufland',
      parameters: { resource, operation, ...parameters },
      vault: vault ?? (await this.vault()),
      input,
      onError: 'continueErrorOutput',
    });
    return { rows: items.map(({ json }) => json), problems: errors.map(problemOf) };
  }

  async offers(): Promise<StoredOffer[]> {
    return (await this.control<{ offers: StoredOffer[] }>('GET', 'state')).offers;
  }

  async whole<T>(): Promise<T> {
    return await this.control('GET', 'state');
  }

  async seedMore(body: Record<string, unknown>): Promise<Record<string, unknown>> {
    return await this.control('POST', 'seed', body);
  }
}
