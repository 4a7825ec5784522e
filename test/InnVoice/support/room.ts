import type { IDataObject, INodeExecutionData, INodeParameters } from 'n8n-workflow';

import type { Order } from '../../../nodes/shared/model';
import type { ProblemJson } from '../../../nodes/shared/node/errors';
import { startSandbox, type Observed } from '../../sandbox/server';
import { runListMethod, runNode, type Vault } from '../../support/n8n';
import { SandboxRoom } from '../../support/room';

export interface StoredLine {
  name: string;
  vat: string;
  grossPrice: boolean;
  unitPrice: string;
  quantity: string;
  unit: string;
  extra: Record<string, string>;
}

export interface StoredDocument {
  techid: string;
  tableId: string;
  number?: string;
  status: 'draft' | 'proforma' | 'closed';
  orderNumber: string;
  proforma: boolean;
  electronic: boolean;
  paid: boolean;
  currency: string;
  payment: string;
  issued: string;
  fulfilled: string;
  due: string;
  book: string;
  buyer: Record<string, string>;
  lines: StoredLine[];
  gross: number;
  comment: string;
  extra: Record<string, string>;
  madeFrom?: string;
}

export type ItemProblem = ProblemJson & { item: number };

export const BOOK = { __rl: true, mode: 'id', value: '1' };

function problemOf({ json, pairedItem }: INodeExecutionData): ItemProblem {
  const { item } = pairedItem as { item: number };
  return { ...(json.error as ProblemJson), item };
}

/** The InnVoice room of a sandbox of its own. */
export class InnVoiceRoom extends SandboxRoom {
  /** Requests as they came in. */
  readonly seen: Observed[] = [];

  static async open(): Promise<InnVoiceRoom> {
    const heard: Observed[] = [];
    const room = new InnVoiceRoom(await startSandbox({ observe: (one) => void heard.push(one) }), 'innvoice');
    Object.assign(room, { seen: heard });
    return room;
  }

  override reset(): void {
    super.reset();
    this.seen.length = 0;
  }

  async seed(products: number | IDataObject[]): Promise<string[]> {
    return (await this.control<{ products: string[] }>('POST', 'seed', { products })).products;
  }

  async act(verb: string, body: IDataObject): Promise<void> {
    await this.control('POST', verb, body);
  }

  async documents(): Promise<StoredDocument[]> {
    return (await this.control<{ documents: StoredDocument[] }>('GET', 'state')).documents;
  }

  /** Calls after the log-in was checked, by operation. */
  async callsTo(operation: string): Promise<number> {
    return (await this.requests()).filter((one) => one.operation === operation).length;
  }

  /** Bodies sent to one path, oldest first. */
  bodies(path: string): string[] {
    return this.seen.filter(({ request }) => request.path.endsWith(path)).map(({ request }) => request.body.toString('utf8'));
  }

  /** Credential whose log-in has been checked before, as after the first run. */
  async checked(): Promise<Vault> {
    return await this.vault({ checkedLogIn: 'yes' });
  }

  async runOn(resource: string, operation: string, parameters: INodeParameters, input?: IDataObject[], vault?: Vault) {
    const { items, errors } = await runNode({
      type: 'innVoice',
      parameters: { resource, operation, ...parameters },
      vault: vault ?? (await this.checked()),
      input,
      onError: 'continueErrorOutput',
    });
    return { items, rows: items.map(({ json }) => json), problems: errors.map(problemOf) };
  }

  /** `Invoice: Import` of these orders; rows and error items. */
  async import(orders: Order[], parameters: INodeParameters = {}, vault?: Vault) {
    return await this.runOn('invoice', 'import', { order: '={{ $json }}', invoiceBook: BOOK, ...parameters }, orders as unknown as IDataObject[], vault);
  }

  async list(kind: 'loadOptions' | 'listSearch', method: string): Promise<unknown> {
    return await runListMethod({ type: 'innVoice', kind, method, vault: await this.checked() });
  }
}
