import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import { ExecutionLifecycleHooks, HookContext, WebhookContext } from 'n8n-core';
import { Workflow, type IDataObject, type INode, type INodeParameters, type INodeType, type INodeTypes, type IWebhookData, type WorkflowActivateMode } from 'n8n-workflow';

import { installedTypes, PACKAGE, type Vault } from '../../support/n8n';

const TYPE = 'kauflandNotificationTrigger';

const nodeTypes = {
  getByName: () => installedTypes().nodes.get(TYPE) as INodeType,
  getByNameAndVersion: () => installedTypes().nodes.get(TYPE) as INodeType,
  getKnownTypes: () => ({}),
} as unknown as INodeTypes;

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

/** A published notification trigger with an address that answers, as n8n serves it: hooks, webhook and memory. */
export class Published {
  /** What started the workflow. */
  readonly items: IDataObject[] = [];
  readonly statuses: number[] = [];
  private readonly server: Server;
  private node: INode;
  private staticData: IDataObject = {};
  private port = 0;

  private constructor(
    private readonly vault: Vault,
    parameters: INodeParameters,
  ) {
    this.node = {
      id: 'node-1',
      name: 'Kaufland',
      type: `${PACKAGE}.${TYPE}`,
      typeVersion: 1,
      position: [0, 0],
      webhookId: 'hook-1',
      parameters: { fallbackEmail: 'ops@example.com', storefronts: ['de'], ...parameters },
      credentials: { channelSyncKauflandApi: { id: 'id-1', name: 'Kaufland account' } },
    };
    this.server = createServer((request, response) => void this.serve(request, response));
  }

  static async open(vault: Vault, parameters: INodeParameters = {}): Promise<Published> {
    const published = new Published(vault, parameters);
    await new Promise<void>((resolve) => published.server.listen(0, '127.0.0.1', resolve));
    published.port = (published.server.address() as AddressInfo).port;
    return published;
  }

  get memory(): IDataObject {
    return (this.staticData[`node:${this.node.name}`] ?? {}) as IDataObject;
  }

  forget(): void {
    this.staticData = {};
  }

  url(test = false): string {
    return `http://127.0.0.1:${this.port}/${test ? 'webhook-test' : 'webhook'}/${this.node.webhookId}/notification`;
  }

  /** What the first save in the editor does to an imported workflow. */
  moveTo(webhookId: string, parameters: INodeParameters = {}): void {
    this.node = { ...this.node, webhookId, parameters: { ...this.node.parameters, ...parameters } };
  }

  private workflow(): Workflow {
    return new Workflow({ id: 'flow-1', nodes: [this.node], connections: {}, active: true, nodeTypes, staticData: structuredClone(this.staticData) });
  }

  private save(workflow: Workflow): void {
    this.staticData = JSON.parse(JSON.stringify(workflow.staticData)) as IDataObject;
  }

  private additional(more: object = {}) {
    const base = `http://127.0.0.1:${this.port}`;
    return {
      credentialsHelper: this.vault,
      hooks: new ExecutionLifecycleHooks('trigger', '1', { id: 'flow-1', name: 'test', nodes: [], connections: {}, active: true } as never),
      restApiUrl: base,
      instanceBaseUrl: base,
      webhookBaseUrl: `${base}/webhook`,
      webhookTestBaseUrl: `${base}/webhook-test`,
      webhookWaitingBaseUrl: base,
      formWaitingBaseUrl: base,
      variables: {},
      ...more,
    } as never;
  }

  private webhookData(name: 'setup' | 'default', isTest: boolean): IWebhookData {
    const webhookDescription = (installedTypes().nodes.get(TYPE) as INodeType).description.webhooks?.find((one) => one.name === name);
    return { isTest, webhookDescription } as unknown as IWebhookData;
  }

  /** One of the lifecycle hooks, in the mode n8n calls it with. */
  async hook(method: 'checkExists' | 'create' | 'delete', test = false): Promise<boolean> {
    const activation: WorkflowActivateMode = method === 'delete' ? 'update' : test ? 'manual' : 'activate';
    const workflow = this.workflow();
    const context = new HookContext(workflow, this.node, this.additional(), test ? 'manual' : 'trigger', activation, this.webhookData('default', test));
    const hooks = (installedTypes().nodes.get(TYPE) as INodeType).webhookMethods?.default;
    try {
      return (await hooks?.[method].call(context)) ?? false;
    } finally {
      this.save(workflow);
    }
  }

  /** What publishing does. */
  async publish(test = false): Promise<void> {
    if (!(await this.hook('checkExists', test))) await this.hook('create', test);
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const rawBody = await bodyOf(request);
    const query = Object.fromEntries(new URL(request.url ?? '', this.url()).searchParams);
    const name = request.method === 'GET' ? 'setup' : 'default';
    const body = rawBody.length > 0 ? (JSON.parse(rawBody.toString('utf8')) as unknown) : {};
    Object.assign(request, { body, query, params: {}, rawBody });
    Object.assign(response, { status: (code: number) => Object.assign(response, { statusCode: code }) });
    const workflow = this.workflow();
    const context = new WebhookContext(workflow, this.node, this.additional({ httpRequest: request, httpResponse: response }), 'webhook', this.webhookData(name, false), [], null);
    const result = await (installedTypes().nodes.get(TYPE) as INodeType).webhook?.call(context);
    this.save(workflow);
    this.items.push(...(result?.workflowData?.[0] ?? []).map(({ json }) => json));
    if (!result?.noWebhookResponse) response.end('{"message":"Workflow was started"}');
    if (name === 'default') this.statuses.push(response.statusCode);
  }

  /** A notification as Kaufland, or somebody else, posts it. */
  async post(body: unknown, headers: Record<string, string> = {}): Promise<number> {
    const answer = await fetch(this.url(), { method: 'POST', body: JSON.stringify(body), headers: { 'Content-Type': 'application/json', ...headers } });
    await answer.text();
    return answer.status;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
