import type { IDataObject, INodeExecutionData, INodeParameters } from 'n8n-workflow';

import type { ProblemJson } from '../../../nodes/shared/node/errors';
import { runNode, type Vault } from '../../support/n8n';
import { SandboxRoom } from '../../support/room';
import { startSandbox } from '../../sandbox/server';

export interface StoredOrder {
  ID: number;
  ClientId: number;
  OrderNumber: string;
  ExternalOrderReference: string;
  status: string;
  ChannelId: number;
  CourierServiceId: number;
  Part: number;
  NumberOfParts: number;
  TrackingNumber: string;
  Tags: string[];
  requiredDespatch: string | null;
  header: Record<string, unknown>;
  nameValues: Array<{ Name: string; Value: string }>;
  items: Array<{ SKU: string; Quantity: number; price: number; vat: number; nameValues: Array<{ Name: string; Value: string }> }>;
  connectActions: Array<Record<string, unknown>>;
  despatches: number;
}

export interface StoredAsn {
  ID: number;
  POReference: string;
  Comments: string;
  status: string;
  items: Array<{ SKU: string; QuantityExpected: number; SourceLineId: string }>;
}

interface State {
  orders: StoredOrder[];
  asns: StoredAsn[];
  returns: Array<{ ID: number; Reference: string; Confirmed: boolean }>;
  products: Array<{ SKU: string; ClientId: number; Weight: number }>;
  stock: Array<{ SKU: string; ClientId: number; WarehouseId: number; StockLevel: number; OnHand: number; Allocated: number }>;
  logins: number;
}

export const CLIENT = { __rl: true, mode: 'id', value: '17' };
export const WAREHOUSE = { __rl: true, mode: 'id', value: '3' };
export const LONG_AGO = '2020-01-01T00:00:00Z';

export type ItemProblem = ProblemJson & { item: number };

function problemOf({ json, pairedItem }: INodeExecutionData): ItemProblem {
  return { ...(json.error as ProblemJson), item: (pairedItem as { item: number }).item };
}

/** The sandbox's Mintsoft, as a test drives it. */
export class MintsoftRoom extends SandboxRoom {
  static async open(now?: () => number): Promise<MintsoftRoom> {
    return new MintsoftRoom(await startSandbox({ now }), 'mintsoft');
  }

  async state(): Promise<State> {
    return await this.control('GET', 'state');
  }

  /** Orders of our client. */
  async orders(): Promise<StoredOrder[]> {
    return (await this.state()).orders.filter(({ ClientId }) => ClientId === 17);
  }

  async order(number: string): Promise<StoredOrder> {
    const found = (await this.orders()).find(({ OrderNumber }) => OrderNumber === number);
    if (!found) throw new Error(`Mintsoft holds no order '${number}'`);
    return found;
  }

  async seed(body: Record<string, unknown>): Promise<void> {
    await this.control('POST', 'seed', body);
  }

  /** What people in the warehouse do: despatch, split, merge, bookIn, … */
  async act<T = unknown>(verb: string, body: Record<string, unknown> = {}): Promise<T> {
    return await this.control('POST', verb, body);
  }

  async run(resource: string, operation: string, parameters: INodeParameters, input: object[] = [{}], vault?: Vault) {
    const { items, errors } = await runNode({
      type: 'mintsoft',
      parameters: { resource, operation, client: CLIENT, ...parameters },
      vault: vault ?? (await this.vault()),
      input: input as IDataObject[],
      onError: 'continueErrorOutput',
    });
    return { rows: items.map(({ json }) => json), problems: errors.map(problemOf) };
  }

  /** `Order: Import` into Leeds with the prefix LW-. */
  async import(orders: object[], parameters: INodeParameters = {}, vault?: Vault) {
    return await this.run('order', 'import', { order: '={{ $json }}', warehouse: WAREHOUSE, orderPrefix: 'LW-', ...parameters }, orders, vault);
  }

  /** One page of a page-by-page read. */
  async page(resource: string, parameters: INodeParameters) {
    const { rows, problems } = await this.run(resource, 'getAll', { pageByPage: true, ...parameters });
    if (problems[0]) throw new Error(problems[0].message);
    return rows[0] as unknown as { items: Array<{ key: string; number: string; state: string; record?: IDataObject }>; position: string; more: boolean };
  }
}
