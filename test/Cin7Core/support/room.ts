import type { IDataObject, INodeExecutionData, INodeParameters } from 'n8n-workflow';

import type { ProblemJson } from '../../../nodes/shared/node/errors';
import { startSandbox } from '../../sandbox/server';
import { runNode, type Vault } from '../../support/n8n';
import { SandboxRoom } from '../../support/room';

export interface StoredLine {
  SKU: string;
  Quantity: number;
  Price: number;
  Discount: number;
  Tax: number;
  TaxRule: string;
}

export interface StoredSale {
  ID: string;
  OrderNumber: string;
  Customer: string;
  Status: string;
  CustomerReference: string;
  ExternalID: string | null;
  Carrier: string;
  ShippingNotes: string;
  Note: string;
  TaxCalculation: string;
  CombinedShippingStatus: string;
  CombinedTrackingNumbers: string;
  ShippingAddress: Record<string, unknown>;
  Order: { Status: string; Lines: StoredLine[]; AdditionalCharges: Array<Record<string, unknown>>; Total: number; Tax: number };
  Fulfilments: Array<{
    TaskID: string;
    Pick: { Status: string; Lines: Array<Record<string, unknown>> };
    Pack: { Status: string; Lines: Array<{ SKU: string; Box: string; Quantity: number }> };
    Ship: { Status: string; ShippingNotes: string; Lines: Array<{ Boxes: string; TrackingNumber: string; Carrier: string; IsShipped: boolean; ShipmentDate: string }> };
  }>;
  seeded: boolean;
  trackingWrites: number;
}

export interface State {
  sales: StoredSale[];
  stock: Array<{ SKU: string; Location: string; Bin: string | null; Batch: string | null; OnHand: number; Allocated: number; Available: number }>;
  products: Array<Record<string, unknown> & { SKU: string; Name: string }>;
  customers: Array<{ Name: string; addresses: unknown[] }>;
  adjustments: Array<Record<string, unknown>>;
  purchases: Array<Record<string, unknown> & { OrderNumber: string }>;
  webhooks: Array<Record<string, unknown> & { ID: string; Type: string; IsActive: boolean; ExternalURL: string }>;
}

export type ItemProblem = ProblemJson & { item: number };

function problemOf({ json, pairedItem }: INodeExecutionData): ItemProblem {
  return { ...(json.error as ProblemJson), item: (pairedItem as { item: number }).item };
}

export const named = (value: string) => ({ __rl: true, mode: 'name', value });
export const LONG_AGO = '2020-01-01T00:00:00Z';

/** What Order: Import needs for the sandbox's company. */
export const IMPORT = { order: '={{ $json }}', customer: named('Web Shop'), location: named('Main Warehouse'), taxRule: named('20% VAT on sales') };

/** The sandbox's Cin7 Core, as a test drives it. */
export class Cin7Room extends SandboxRoom {
  static async open(now?: () => number): Promise<Cin7Room> {
    return new Cin7Room(await startSandbox({ now }), 'cin7core');
  }

  async state(): Promise<State> {
    return await this.control('GET', 'state');
  }

  async sale(name: string): Promise<StoredSale> {
    const found = (await this.state()).sales.find(({ OrderNumber, CustomerReference }) => OrderNumber === name || CustomerReference === name);
    if (!found) throw new Error(`Cin7 Core holds no sale '${name}'`);
    return found;
  }

  /** Sales a node has made. */
  async taken(): Promise<StoredSale[]> {
    return (await this.state()).sales.filter(({ seeded }) => !seeded);
  }

  async seed(body: Record<string, unknown>): Promise<{ orders: string[]; products: string[]; purchases: string[] }> {
    return await this.control('POST', 'seed', body);
  }

  /** What people in the company do: authorise, pick, pack, despatch, void, … */
  async act<T = unknown>(verb: string, body: Record<string, unknown> = {}): Promise<T> {
    return await this.control('POST', verb, body);
  }

  async run(resource: string, operation: string, parameters: INodeParameters, input: object[] = [{}], vault?: Vault) {
    const { items, errors } = await runNode({
      type: 'cin7Core',
      parameters: { resource, operation, ...parameters },
      vault: vault ?? (await this.vault()),
      input: input as IDataObject[],
      onError: 'continueErrorOutput',
    });
    return { rows: items.map(({ json }) => json), problems: errors.map(problemOf) };
  }

  async import(orders: object[], parameters: INodeParameters = {}, vault?: Vault) {
    return await this.run('order', 'import', { ...IMPORT, ...parameters }, orders, vault);
  }

  /** One page of a page-by-page read. */
  async page(resource: string, parameters: INodeParameters) {
    const { rows, problems } = await this.run(resource, 'getAll', { pageByPage: true, ...parameters });
    if (problems[0]) throw new Error(problems[0].message);
    return rows[0] as unknown as { items: Array<{ key: string; number: string; state: string; record?: IDataObject; error?: ProblemJson }>; position: string; more: boolean };
  }
}
