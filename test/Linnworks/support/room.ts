import type { IDataObject, INodeExecutionData, INodeParameters } from 'n8n-workflow';

import type { Order } from '../../../nodes/shared/model';
import type { ProblemJson } from '../../../nodes/shared/node/errors';
import { runNode, type NodeRun, type Vault } from '../../support/n8n';
import { SandboxRoom } from '../../support/room';
import { startSandbox } from '../../sandbox/server';

export interface StoredItem {
  ItemNumber: string;
  SKU: string;
  ChannelSKU: string;
  Quantity: number;
  PricePerUnit: number;
  LineDiscount: number;
  CostIncTax: number;
  IsService: boolean;
}

export interface StoredOrder {
  OrderId: string;
  NumOrderId: number;
  Source: string;
  SubSource: string;
  ReferenceNum: string;
  Status: number;
  IsParked: boolean;
  LocationName: string;
  updates: number;
  skippedRepeats: number;
  seeded: boolean;
  ignoredMembers: string[];
  address: Record<string, string>;
  ShippingInfo: { PostalServiceName: string; TrackingNumber: string; TotalWeight: number; PostageCost: number };
  IsOpen: boolean;
  processedOn: string | null;
  cancelledOn: string | null;
  invoicePrinted: boolean;
  locked: boolean;
  Marker: number;
  TotalsInfo: { TotalCharge: number; PostageCost: number; Tax: number };
  items: StoredItem[];
  extendedProperties: Array<{ Name: string; Value: string; Type: string }>;
  notes: Array<{ Note: string; Internal: boolean }>;
}

export const DEFAULT_LOCATION = '00000000-0000-0000-0000-000000000000';

/** The sandbox's Linnworks, as a test drives it. */
export class LinnworksRoom extends SandboxRoom {
  /** @param now the sandbox's clock, where a test has to set times */
  static async open(now?: () => number): Promise<LinnworksRoom> {
    return new LinnworksRoom(await startSandbox({ now }), 'linnworks');
  }

  async seed(body: Record<string, unknown>): Promise<string[]> {
    return (await this.control<{ orders: string[] }>('POST', 'seed', body)).orders;
  }

  async orders(): Promise<StoredOrder[]> {
    return (await this.control<{ orders: StoredOrder[] }>('GET', 'state')).orders;
  }

  async order(reference: string): Promise<StoredOrder> {
    const found = (await this.orders()).find(({ ReferenceNum }) => ReferenceNum === reference);
    if (!found) throw new Error(`Linnworks holds no order '${reference}'`);
    return found;
  }

  /** The warehouse despatches: {references?, trackingNumber?, postalService?}. */
  async process(body: Record<string, unknown> = {}): Promise<void> {
    await this.control('POST', 'process', body);
  }

  async cancelAtLinnworks(references: string[]): Promise<void> {
    await this.control('POST', 'cancel', { references });
  }

  async edit(references: string[], set: Record<string, unknown>, closed = false): Promise<void> {
    await this.control('POST', 'edit', { references, set, closed });
  }

  /** The warehouse books pieces of a purchase order's line in; `total` is the line's new total. */
  async deliver(pkPurchaseId: string, pkPurchaseItemId: string, total: number): Promise<void> {
    await this.control('POST', 'deliver', { pkPurchaseId, pkPurchaseItemId, Delivered: total });
  }

  async state<T>(): Promise<T> {
    return await this.control<T>('GET', 'state');
  }

  async account(body: Record<string, unknown>): Promise<void> {
    await this.control('POST', 'account', body);
  }

  async run(operation: string, parameters: INodeParameters, vault?: Vault, input?: IDataObject[]): Promise<NodeRun> {
    return await runNode({
      type: 'linnworks',
      parameters: { resource: 'order', operation, ...parameters },
      vault: vault ?? (await this.vault()),
      input,
      onError: operation === 'import' ? 'continueErrorOutput' : undefined,
    });
  }

  /** One operation of any resource; error items are kept apart where the node is set to continue. */
  async runOn(resource: string, operation: string, parameters: INodeParameters, input?: IDataObject[], continues = false) {
    const { items, errors } = await runNode({
      type: 'linnworks',
      parameters: { resource, operation, ...parameters },
      vault: await this.vault(),
      input,
      onError: continues ? 'continueErrorOutput' : undefined,
    });
    return { rows: items.map(({ json }) => json), problems: errors.map(problemOf) };
  }

  /** `Order: Import` of these orders at Default; rows and error items. */
  async import(orders: Order[], parameters: INodeParameters = {}, vault?: Vault) {
    const location = { __rl: true, mode: 'name', value: 'Default' };
    const { items, errors } = await this.run(
      'import',
      { order: '={{ $json }}', location, ...parameters },
      vault,
      orders as unknown as IDataObject[],
    );
    return { rows: items.map(({ json }) => json), problems: errors.map(problemOf) };
  }

  async getMany(parameters: INodeParameters = {}, vault?: Vault): Promise<IDataObject[]> {
    return (await this.run('getAll', parameters, vault)).items.map(({ json }) => json);
  }
}

export type ItemProblem = ProblemJson & { item: number };

/** What an error item tells the workflow behind the error output. */
function problemOf({ json, pairedItem }: INodeExecutionData): ItemProblem {
  const { item } = pairedItem as { item: number };
  return { ...(json.error as ProblemJson), item };
}
