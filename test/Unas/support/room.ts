import '../../conformance/support/clock';

import type { IDataObject, INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { forgetCeilings } from '../../../nodes/shared/api/ceiling';
import type { ProblemJson } from '../../../nodes/shared/node/errors';
import { forgetRefusals } from '../../../nodes/Unas/session';
import { forgetStatuses } from '../../../nodes/Unas/statuses';
import { forgetWalks } from '../../../nodes/Unas/walk';
import { startSandbox } from '../../sandbox/server';
import { runNode, type NodeRun, type Vault } from '../../support/n8n';
import { SandboxRoom } from '../../support/room';

export interface State {
  orders: Array<{ key: string; id: string; internalKey: string; status: string; tracking: string; total: number; items: Array<{ sku: string; gross: number; net: number; vat: string; quantity: number }> }>;
  products: Array<{ sku: string; name: string; vat: string; prices: Array<{ type: string; group?: string; net: string; gross: string; start?: string; end?: string }>; stocks: Array<{ warehouse?: string; variants: string[]; quantity: number }> }>;
  mails: string[];
  bans: string[];
  automatisms: Array<{ id: string; name: string; event: string; url: string; active: boolean }>;
  deliveries: Array<{ status: number; order: string }>;
  pendingDeliveries: number;
}

/** The sandbox's shop, as a test drives it. */
export class UnasRoom extends SandboxRoom {
  static async open(): Promise<UnasRoom> {
    return new UnasRoom(await startSandbox({ now: () => Date.now() }), 'unas');
  }

  async seed(body: Record<string, unknown>): Promise<{ orders: string[]; products: string[] }> {
    return await this.control('POST', 'seed', body);
  }

  async state(): Promise<State> {
    return await this.control('GET', 'state');
  }

  async act(verb: string, body: Record<string, unknown>): Promise<IDataObject> {
    return await this.control('POST', verb, body);
  }

  /** What a new process knows: nothing. */
  override reset(): void {
    super.reset();
    asNewProcess();
  }
}

export function asNewProcess(): void {
  forgetCeilings();
  forgetRefusals();
  forgetStatuses();
  forgetWalks();
}

export async function run(
  vault: Vault,
  resource: string,
  operation: string,
  parameters: INodeParameters,
  input: IDataObject[] = [{}],
  onError: 'continueErrorOutput' | undefined = undefined,
): Promise<NodeRun> {
  return await runNode({ type: 'unas', parameters: { resource, operation, ...parameters }, vault, input, onError });
}

export const rowsOf = (items: INodeExecutionData[]): IDataObject[] => items.map(({ json }) => json);
export const problemsOf = (items: INodeExecutionData[]): ProblemJson[] => items.map(({ json }) => json.error as unknown as ProblemJson);
