import '../../conformance/support/clock';

import type { IDataObject, INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { forgetShops } from '../../../nodes/Shoprenter/shop';
import type { ProblemJson } from '../../../nodes/shared/node/errors';
import type { Order } from '../../../nodes/shared/model';
import { startSandbox } from '../../sandbox/server';
import { runNode, type NodeRun, type Vault } from '../../support/n8n';
import { SandboxRoom } from '../../support/room';

export const SHOP = 'mintabolt';

export interface StoredOrder {
  innerId: string;
  status: string;
  statusId: number;
  total: string;
  lines: Array<{ sku: string; quantity: number }>;
  history: number[];
}

export interface StoredProduct extends Record<string, unknown> {
  innerId: string;
  sku: string;
  stock: number;
  price: string;
  names: Record<string, string>;
  categories: string[];
  specials: Array<Record<string, unknown>>;
  groupPrices: Record<string, string>;
}

export interface State {
  orders: StoredOrder[];
  products: StoredProduct[];
  invoices: Array<{ innerId: number; invoiceId: string; invoicePath: string; invoiceType: string; order: string }>;
  categories: Array<{ innerId: number; name: string; parentId?: number }>;
  webHooks: Array<{ innerId: number; event: string; status: string; parameters: Array<{ url: string; type: string; fields?: string[] }> }>;
  statuses: Array<{ innerId: number; role: string; hu: string }>;
  deliveries: Array<{ status: number; orders: string[] }>;
  pendingDeliveries: number;
}

/** The sandbox's shops, as a test drives them. */
export class ShoprenterRoom extends SandboxRoom {
  static async open(now?: () => number): Promise<ShoprenterRoom> {
    return new ShoprenterRoom(await startSandbox({ now }), 'shoprenter');
  }

  async seed(body: Record<string, unknown>): Promise<{ orders: string[]; products: string[] }> {
    return await this.control('POST', 'seed', body);
  }

  async state(): Promise<State> {
    return await this.control('GET', 'state');
  }

  async control<T = unknown>(method: string, verb: string, body?: unknown): Promise<T> {
    return await super.control<T>(method, verb, body);
  }

  /** What a new process knows: nothing. */
  override reset(): void {
    super.reset();
    forgetShops();
  }
}

const DEFAULTS: Record<string, INodeParameters> = {
  'order:getAll': { pageByPage: false, returnAll: true, statuses: [], excludeStorno: true, filters: {}, output: 'channelSync' },
};

export async function run(
  vault: Vault,
  resource: string,
  operation: string,
  parameters: INodeParameters,
  input: IDataObject[] = [{}],
  onError: 'continueErrorOutput' | undefined = undefined,
): Promise<NodeRun> {
  const all = { resource, operation, ...DEFAULTS[`${resource}:${operation}`], ...parameters };
  return await runNode({ type: 'shoprenter', parameters: all, vault, input, onError });
}

export const rowsOf = (items: INodeExecutionData[]): IDataObject[] => items.map(({ json }) => json);
export const ordersOf = (items: INodeExecutionData[]): Order[] => items.map(({ json }) => json as unknown as Order);
export const problemsOf = (items: INodeExecutionData[]): ProblemJson[] => items.map(({ json }) => json.error as unknown as ProblemJson);
