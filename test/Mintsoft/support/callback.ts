import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import { ExecutionLifecycleHooks, WebhookContext } from 'n8n-core';
import { Workflow, type IDataObject, type INode, type INodeParameters, type INodeType, type INodeTypes, type IWebhookData } from 'n8n-workflow';

import { installedTypes, PACKAGE, type Vault } from '../../support/n8n';

const TYPE = 'mintsoftCallbackTrigger';
const typeOf = (): INodeType => installedTypes().nodes.get(TYPE) as INodeType;
const nodeTypes = { getByName: typeOf, getByNameAndVersion: typeOf, getKnownTypes: () => ({}) } as unknown as INodeTypes;

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('utf8');
}

/** A published callback trigger with an address that answers, as n8n serves it. */
export class Published {
  /** What started the workflow. */
  readonly items: IDataObject[] = [];
  private readonly server: Server;
  private staticData: IDataObject = {};

  private constructor(
    private readonly vault: Vault,
    private readonly node: INode,
  ) {
    this.server = createServer((request, response) => void this.serve(request, response));
  }

  static async open(vault: Vault, parameters: INodeParameters = {}): Promise<Published> {
    const credentials = { channelSyncMintsoftApi: { id: 'id-1', name: 'Mintsoft account' } };
    const node: INode = { id: 'node-1', name: 'Mintsoft', type: `${PACKAGE}.${TYPE}`, typeVersion: 1, position: [0, 0], webhookId: 'hook-1', parameters, credentials };
    const published = new Published(vault, node);
    await new Promise<void>((resolve) => published.server.listen(0, '127.0.0.1', resolve));
    return published;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/webhook/hook-1/mintsoft`;
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = JSON.parse((await bodyOf(request)) || '{}') as unknown;
    const query = Object.fromEntries(new URL(request.url ?? '', this.url).searchParams);
    Object.assign(request, { body, query, params: {} });
    Object.assign(response, { status: (code: number) => Object.assign(response, { statusCode: code }) });
    const workflow = new Workflow({ id: 'flow-1', nodes: [this.node], connections: {}, active: true, nodeTypes, staticData: structuredClone(this.staticData) });
    const hooks = new ExecutionLifecycleHooks('trigger', '1', { id: 'flow-1', name: 'test', nodes: [], connections: {}, active: true } as never);
    const additional = { credentialsHelper: this.vault, hooks, variables: {}, httpRequest: request, httpResponse: response } as never;
    const webhook = { isTest: false, webhookDescription: typeOf().description.webhooks?.[0] } as unknown as IWebhookData;
    const result = await typeOf().webhook?.call(new WebhookContext(workflow, this.node, additional, 'webhook', webhook, [], null));
    this.staticData = JSON.parse(JSON.stringify(workflow.staticData)) as IDataObject;
    this.items.push(...(result?.workflowData?.[0] ?? []).map(({ json }) => json));
    if (!result?.noWebhookResponse) response.end('{"message":"Workflow was started"}');
  }

  /** A call as Mintsoft, or somebody else, makes it. */
  async post(body: unknown, event: string): Promise<number> {
    const answer = await fetch(`${this.url}?event=${event}`, { method: 'POST', body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } });
    await answer.text();
    return answer.status;
  }

  /** Until as many items have come in; callbacks go out on their own. */
  async until(count: number): Promise<IDataObject[]> {
    for (let look = 0; look < 200 && this.items.length < count; look++) await new Promise((resolve) => setImmediate(() => setTimeout(resolve, 5)));
    return this.items;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
