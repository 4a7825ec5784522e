import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import { ExecutionLifecycleHooks, HookContext, WebhookContext } from 'n8n-core';
import { Workflow, type IDataObject, type INode, type INodeParameters, type INodeType, type INodeTypes, type IWebhookData } from 'n8n-workflow';

import { installedTypes, PACKAGE, type Vault } from './n8n';

/** A trigger, with its credential and the last part of its address. */
export interface Trigger {
  type: string;
  credential: string;
  path: string;
  /** How n8n reads a body; as JSON when left out. */
  parse?: (contentType: string, text: string) => unknown;
}

/** A request in whatever form n8n's parsers leave it. */
export interface Delivery {
  body: unknown;
  headers?: Record<string, unknown>;
  query?: Record<string, unknown>;
  /** What the address is called with. */
  method?: 'GET' | 'HEAD' | 'POST';
  rawBody?: Buffer;
}

const asJson = (_contentType: string, text: string): unknown => JSON.parse(text || '{}');

async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('utf8');
}

/** A published trigger with an address that answers, as n8n serves it: hooks, webhook and memory. */
export class Published {
  /** What started the workflow. */
  readonly items: IDataObject[] = [];
  readonly statuses: number[] = [];
  private readonly server: Server;
  private staticData: IDataObject = {};
  private port = 0;

  private constructor(
    private readonly vault: Vault,
    private node: INode,
    private readonly trigger: Trigger,
    readonly flow: string,
  ) {
    this.server = createServer((request, response) => void this.serve(request, response));
  }

  /** @param flow the workflow's id: memories of a process are kept apart by it */
  static async open(trigger: Trigger, vault: Vault, parameters: INodeParameters, flow = 'flow-1'): Promise<Published> {
    const credentials = { [trigger.credential]: { id: 'id-1', name: 'account' } };
    const published = new Published(vault, { id: 'node-1', name: 'Trigger', type: `${PACKAGE}.${trigger.type}`, typeVersion: 1, position: [0, 0], webhookId: 'hook-1', parameters, credentials }, trigger, flow);
    await new Promise<void>((resolve) => published.server.listen(0, '127.0.0.1', resolve));
    published.port = (published.server.address() as AddressInfo).port;
    return published;
  }

  private get type(): INodeType {
    return installedTypes().nodes.get(this.trigger.type) as INodeType;
  }

  /** Also once it is closed, when nobody answers there any more. */
  private get base(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  url(test = false): string {
    return `${this.base}/${test ? 'webhook-test' : 'webhook'}/${this.node.webhookId}/${this.trigger.path}`;
  }

  /** What the first save in the editor does to an imported workflow. */
  moveTo(webhookId: string, parameters: INodeParameters = {}): void {
    this.node = { ...this.node, webhookId, parameters: { ...this.node.parameters, ...parameters } };
  }

  /** Other parameters, as an operator sets them. */
  change(parameters: INodeParameters): void {
    this.node = { ...this.node, parameters };
  }

  get memory(): IDataObject {
    return (this.staticData[`node:${this.node.name}`] ?? {}) as IDataObject;
  }

  forget(): void {
    this.staticData = {};
  }

  private workflow(): Workflow {
    const type = () => this.type;
    const nodeTypes = { getByName: type, getByNameAndVersion: type, getKnownTypes: () => ({}) } as unknown as INodeTypes;
    return new Workflow({ id: this.flow, nodes: [this.node], connections: {}, active: true, nodeTypes, staticData: structuredClone(this.staticData) });
  }

  private save(workflow: Workflow): void {
    this.staticData = JSON.parse(JSON.stringify(workflow.staticData)) as IDataObject;
  }

  private additional(more: object = {}) {
    const hooks = new ExecutionLifecycleHooks('trigger', '1', { id: this.flow, name: 'test', nodes: [], connections: {}, active: true } as never);
    const addresses = { restApiUrl: this.base, instanceBaseUrl: this.base, webhookBaseUrl: `${this.base}/webhook`, webhookTestBaseUrl: `${this.base}/webhook-test`, webhookWaitingBaseUrl: this.base, formWaitingBaseUrl: this.base };
    return { credentialsHelper: this.vault, hooks, variables: {}, ...addresses, ...more } as never;
  }

  private webhookData(method: string, isTest: boolean): IWebhookData {
    const webhookDescription = this.type.description.webhooks?.find(({ httpMethod }) => httpMethod === method);
    return { isTest, webhookDescription } as unknown as IWebhookData;
  }

  /** One of the lifecycle hooks, in the mode n8n calls it with. */
  async hook(method: 'checkExists' | 'create' | 'delete', test = false): Promise<boolean> {
    const activation = method === 'delete' ? 'update' : test ? 'manual' : 'activate';
    const workflow = this.workflow();
    const context = new HookContext(workflow, this.node, this.additional(), test ? 'manual' : 'trigger', activation, this.webhookData('POST', test));
    try {
      return (await this.type.webhookMethods?.default?.[method].call(context)) ?? false;
    } finally {
      this.save(workflow);
    }
  }

  /** What publishing does. */
  async publish(test = false): Promise<void> {
    if (!(await this.hook('checkExists', test))) await this.hook('create', test);
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body: unknown;
    const text = await textOf(request);
    try {
      body = (this.trigger.parse ?? asJson)(String(request.headers['content-type'] ?? ''), text);
    } catch {
      // n8n's own answer, before any node (cin7core.md §9).
      this.statuses.push(422);
      response.writeHead(422).end();
      return;
    }
    const query = Object.fromEntries(new URL(request.url ?? '/', this.base).searchParams);
    Object.assign(request, { body, rawBody: Buffer.from(text), query, params: {} });
    Object.assign(response, { status: (code: number) => Object.assign(response, { statusCode: code }) });
    const result = await this.run(request.method ?? '', request, response);
    // Unless the node answers itself, n8n does.
    if (!result?.noWebhookResponse && !response.writableEnded) response.writeHead(200).end();
    if (request.method === 'POST') this.statuses.push(response.statusCode);
  }

  private async run(method: string, httpRequest: object, httpResponse: object) {
    const workflow = this.workflow();
    const context = new WebhookContext(workflow, this.node, this.additional({ httpRequest, httpResponse }), 'webhook', this.webhookData(method, false), [], null);
    const result = await this.type.webhook?.call(context);
    this.save(workflow);
    this.items.push(...(result?.workflowData?.[0] ?? []).map(({ json }) => json));
    return result;
  }

  /** Hands a request to the node without an address in between. */
  async deliver({ body, headers = {}, query = {}, method = 'POST', rawBody }: Delivery): Promise<number> {
    let status = 0;
    const response = {
      status: (code: number) => Object.assign(response, { statusCode: code }),
      setHeader: () => response,
      end: () => void (status = response.statusCode),
      statusCode: 0,
    };
    await this.run(method, { method, body, headers, query, params: {}, rawBody }, response);
    return status;
  }

  /** A call as somebody else makes it. */
  async post(body: unknown, headers: Record<string, string> = {}): Promise<number> {
    const answer = await fetch(this.url(), { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json', ...headers } });
    await answer.text();
    return answer.status;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
