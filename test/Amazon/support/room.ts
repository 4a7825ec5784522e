import type { ICredentialDataDecryptedObject, IDataObject, INodeExecutionData, INodeParameters } from 'n8n-workflow';

import type { ProblemJson } from '../../../nodes/shared/node/errors';
import { startSandbox } from '../../sandbox/server';
import { runNode, type NodeRun, type Vault } from '../../support/n8n';
import { SandboxRoom } from '../../support/room';

export type ItemProblem = ProblemJson & { item: number };

/** The sandbox's Amazon, as a test drives it. */
export class AmazonRoom extends SandboxRoom {
  static async open(now?: () => number): Promise<AmazonRoom> {
    return new AmazonRoom(await startSandbox({ now: now ?? (() => Date.now()) }), 'amazon');
  }

  async seed(body: Record<string, unknown>): Promise<string[]> {
    return (await this.control<{ orders: string[] }>('POST', 'seed', body)).orders;
  }

  async state<T = IDataObject>(): Promise<T> {
    return await this.control<T>('GET', 'state');
  }

  /** A control verb of the room. */
  async act<T = IDataObject>(verb: string, body: Record<string, unknown> = {}): Promise<T> {
    return await this.control<T>('POST', verb, body);
  }

  async run(resource: string, operation: string, parameters: INodeParameters = {}, input?: IDataObject[], change?: ICredentialDataDecryptedObject): Promise<NodeRun> {
    return await runNode({ type: 'amazon', parameters: { resource, operation, ...parameters }, vault: await this.vault(change), input });
  }

  async rows(resource: string, operation: string, parameters: INodeParameters = {}, input?: IDataObject[]): Promise<IDataObject[]> {
    return (await this.run(resource, operation, parameters, input)).items.map(({ json }) => json);
  }

  /** Rows and error items of a node that is set to continue. */
  async outcomes(resource: string, operation: string, parameters: INodeParameters, input?: IDataObject[], vault?: Vault) {
    const { items, errors } = await runNode({
      type: 'amazon',
      parameters: { resource, operation, ...parameters },
      vault: vault ?? (await this.vault()),
      input,
      onError: 'continueErrorOutput',
    });
    return { rows: items.map(({ json }) => json), problems: errors.map(problemOf), items };
  }
}

function problemOf({ json, pairedItem }: INodeExecutionData): ItemProblem {
  const { item } = pairedItem as { item: number };
  return { ...(json.error as ProblemJson), item };
}
