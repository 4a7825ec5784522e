import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import { ExecutionLifecycleHooks, HookContext, WebhookContext } from 'n8n-core';
import { Workflow, type IDataObject, type INode, type INodeParameters, type INodeType, type INodeTypes, type IWebhookData, type WorkflowActivateMode } from 'n8n-workflow';

import { installedTypes, PACKAGE, type Vault } from '../../support/n8n';

const TYPE = 'shoprenterTrigger';
const type = (): INodeType => installedTypes().nodes.get(TYPE) as INodeType;

const nodeTypes = { getByName: type, getByNameAndVersion: type, getKnownTypes: () => ({}) } as unknown as INodeTypes;

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

/** A body as n8n hands it on: multipart as `{data: {fields}, files: {}}`, forms as their fields (shoprenter.md §8). */
function parsed(contentType: string, text: string): unknown {
  if (text === '') return {};
  if (contentType.includes('json')) return JSON.parse(text);
  if (contentType.includes('urlencoded')) return Object.fromEntries(new URLSearchParams(text));
  const boundary = /boundary=(.+)$/.exec(contentType)?.[1] ?? '';
  const fields = text.split(`--${boundary}`).flatMap((part) => {
    const [, name = '', value = ''] = /name="([^"]*)"[^]*?\r\n\r\n([^]*)\r\n$/.exec(part) ?? [];
    return name === '' ? [] : [[name, value]];
  });
  return { data: Object.fromEntries(fields) as object, files: {} };
}

export interface Delivery {
  body: unknown;
  headers?: Record<string, unknown>;
  query?: Record<string, unknown>;
  /** What the address is called with. */
  method?: 'GET' | 'HEAD' | 'POST';
  rawBody?: Buffer;
}

/** A published trigger with an address that answers, as n8n serves it: hooks, webhook and memory. */
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
    readonly flow: string,
  ) {
    this.node = {
      id: 'node-1',
      name: 'Shoprenter',
      type: `${PACKAGE}.${TYPE}`,
      typeVersion: 1,
      position: [0, 0],
      webhookId: 'hook-1',
      parameters,
      credentials: { channelSyncShoprenterApi: { id: 'id-channelSyncShoprenterApi', name: 'Shoprenter account' } },
    };
    this.server = createServer((request, response) => void this.serve(request, response));
  }

  /** @param flow the workflow's id: memories of a process are kept apart by it */
  static async open(vault: Vault, parameters: INodeParameters, flow: string): Promise<Published> {
    const published = new Published(vault, parameters, flow);
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
    return `http://127.0.0.1:${this.port}/${test ? 'webhook-test' : 'webhook'}/${this.node.webhookId}/shoprenter`;
  }

  /** What the first save in the editor does to an imported workflow. */
  moveTo(webhookId: string, parameters: INodeParameters = {}): void {
    this.node = { ...this.node, webhookId, parameters: { ...this.node.parameters, ...parameters } };
  }

  private workflow(): Workflow {
    return new Workflow({ id: this.flow, nodes: [this.node], connections: {}, active: true, nodeTypes, staticData: structuredClone(this.staticData) });
  }

  private save(workflow: Workflow): void {
    this.staticData = JSON.parse(JSON.stringify(workflow.staticData)) as IDataObject;
  }

  private additional(more: object = {}) {
    const base = `http://127.0.0.1:${this.port}`;
    return {
      credentialsHelper: this.vault,
      hooks: new ExecutionLifecycleHooks('trigger', '1', { id: this.flow, name: 'test', nodes: [], connections: {}, active: true } as never),
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

  private webhookData(method: string, isTest: boolean): IWebhookData {
    const webhookDescription = type().description.webhooks?.find(({ httpMethod }) => httpMethod === method);
    return { isTest, webhookDescription } as unknown as IWebhookData;
  }

  /** One of the lifecycle hooks, in the mode n8n calls it with. */
  async hook(method: 'checkExists' | 'create' | 'delete', test = false): Promise<boolean> {
    const activation: WorkflowActivateMode = method === 'delete' ? 'update' : test ? 'manual' : 'activate';
    const workflow = this.workflow();
    const context = new HookContext(workflow, this.node, this.additional(), test ? 'manual' : 'trigger', activation, this.webhookData('POST', test));
    try {
      return (await type().webhookMethods?.default?.[method].call(context)) ?? false;
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
    const body = parsed(String(request.headers['content-type'] ?? ''), rawBody.toString('utf8'));
    Object.assign(request, { body, query, params: {}, rawBody });
    Object.assign(response, { status: (code: number) => Object.assign(response, { statusCode: code }) });
    const workflow = this.workflow();
    const context = new WebhookContext(workflow, this.node, this.additional({ httpRequest: request, httpResponse: response }), 'webhook', this.webhookData(request.method ?? '', false), [], null);
    const result = await type().webhook?.call(context);
    this.save(workflow);
    this.items.push(...(result?.workflowData?.[0] ?? []).map(({ json }) => json));
    if (request.method === 'POST') this.statuses.push(response.statusCode);
  }

  /** Hands a request to the node as n8n would, with a body in whatever form its parsers leave it. */
  async deliver({ body, headers = {}, query = {}, method = 'POST', rawBody }: Delivery): Promise<number> {
    let status = 0;
    const response = {
      status: (code: number) => Object.assign(response, { statusCode: code }),
      setHeader: () => response,
      end: () => void (status = response.statusCode),
      statusCode: 0,
    };
    const request = { method, body, headers, query, params: {}, rawBody };
    const workflow = this.workflow();
    const context = new WebhookContext(workflow, this.node, this.additional({ httpRequest: request, httpResponse: response }), 'webhook', this.webhookData(method, false), [], null);
    const result = await type().webhook?.call(context);
    this.save(workflow);
    this.items.push(...(result?.workflowData?.[0] ?? []).map(({ json }) => json));
    return status;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
