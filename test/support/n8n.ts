/**
 * Runs our nodes inside n8n-core without a server (n8n.md 4.2): real expression, parameter, pairing, error and
 * credential handling; only storage and the editor are missing.
 */
import { readdirSync, existsSync } from 'node:fs';
import path from 'node:path';

import { ExecutionLifecycleHooks, LoadOptionsContext, PollContext, WorkflowExecute } from 'n8n-core';
import {
  ICredentialsHelper,
  NodeHelpers,
  Workflow,
  type ICredentialDataDecryptedObject,
  type ICredentialsExpressionResolveValues,
  type ICredentialType,
  type IExecuteData,
  type IBinaryKeyData,
  type IHttpRequestHelper,
  type IHttpRequestOptions,
  type INode,
  type INodeCredentialsDetails,
  type INodeExecutionData,
  type INodeParameters,
  type INodeType,
  type INodeTypes,
  type IRun,
  type IVersionedNodeType,
  type IWorkflowExecuteAdditionalData,
  type WorkflowExecuteMode,
} from 'n8n-workflow';

const root = path.resolve(__dirname, '../..');
export const PACKAGE = 'n8n-nodes-channel-sync';

function classesIn(folder: string, ending: string): Map<string, new () => unknown> {
  const found = new Map<string, new () => unknown>();
  if (!existsSync(folder)) return found;
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile() || !entry.name.endsWith(ending)) continue;
    const file = path.join(entry.parentPath, entry.name);
    const className = entry.name.slice(0, -ending.length);
    const loaded = jest.requireActual<Record<string, new () => unknown>>(file);
    const Type = loaded[className];
    if (!Type) throw new Error(`${file} does not export class ${className}`);
    found.set(className, Type);
  }
  return found;
}

export interface Installed {
  nodes: Map<string, INodeType>;
  credentials: Map<string, ICredentialType>;
}

let installed: Installed | undefined;

/** Every node and credential type of this package, by its n8n name. */
export function installedTypes(): Installed {
  if (installed) return installed;
  const nodes = [...classesIn(path.join(root, 'nodes'), '.node.ts').values()].map((Type) => new Type() as INodeType);
  const credentials = [...classesIn(path.join(root, 'credentials'), '.credentials.ts').values()].map(
    (Type) => new Type() as ICredentialType,
  );
  installed = {
    nodes: new Map(nodes.map((node) => [node.description.name, node])),
    credentials: new Map(credentials.map((credential) => [credential.name, credential])),
  };
  return installed;
}

/** Hands its list of items on, with their files; stands where a trigger would. */
class Start implements INodeType {
  description = {
    displayName: 'Start',
    name: 'start',
    group: ['trigger'],
    version: 1,
    description: '',
    defaults: { name: 'Start' },
    inputs: [],
    outputs: ['main'],
    properties: [
      { displayName: 'Items', name: 'items', type: 'json', default: '[]' },
      { displayName: 'Files', name: 'files', type: 'json', default: '[]' },
    ],
  } as unknown as INodeType['description'];

  async execute(this: { getNodeParameter(name: string, index: number): unknown }): Promise<INodeExecutionData[][]> {
    const listOf = <T>(name: string): T[] => {
      const given = this.getNodeParameter(name, 0);
      return (typeof given === 'string' ? JSON.parse(given) : given) as T[];
    };
    const files = listOf<IBinaryKeyData | null>('files');
    return [listOf<INodeExecutionData['json']>('items').map((json, index) => (files[index] ? { json, binary: files[index] } : { json }))];
  }
}

const nodeTypes: INodeTypes = {
  getByName: (type) => lookUp(type),
  getByNameAndVersion: (type, version) => NodeHelpers.getVersionedNodeType(lookUp(type), version),
  getKnownTypes: () => ({}),
};

export function lookUp(type: string): INodeType | IVersionedNodeType {
  if (type === 'test.start') return new Start();
  const name = type.slice(type.lastIndexOf('.') + 1);
  const found = installedTypes().nodes.get(name);
  if (!found) throw new Error(`No node type ${type}`);
  return found;
}

/** A credential as the sandbox's rooms give it. */
export interface StoredCredential {
  type: string;
  name: string;
  data: ICredentialDataDecryptedObject;
}

/** Credentials in memory with n8n's own rules for sessions: log in when empty, store what came back. */
export class Vault extends ICredentialsHelper {
  /** How often each type logged in. */
  readonly logins = new Map<string, number>();

  constructor(readonly stored: StoredCredential[]) {
    super();
  }

  private typeOf(name: string): ICredentialType {
    const found = installedTypes().credentials.get(name);
    if (!found) throw new Error(`No credential type ${name}`);
    return found;
  }

  find(type: string): StoredCredential {
    const found = this.stored.find((credential) => credential.type === type);
    if (!found) throw new Error(`No credential of type ${type} is stored`);
    return found;
  }

  getParentTypes(): string[] {
    return [];
  }

  async authenticate(credentials: ICredentialDataDecryptedObject, typeName: string, options: IHttpRequestOptions) {
    const { authenticate } = this.typeOf(typeName);
    if (typeof authenticate !== 'function') throw new Error(`${typeName} has no authenticate function`);
    return await authenticate(credentials, options);
  }

  async preAuthentication(
    helpers: IHttpRequestHelper,
    credentials: ICredentialDataDecryptedObject,
    typeName: string,
    _node: INode,
    expired: boolean,
  ): Promise<ICredentialDataDecryptedObject | undefined> {
    const type = this.typeOf(typeName);
    const field = type.properties.find((property) => property.type === 'hidden' && property.typeOptions?.expirable === true)?.name;
    if (!field || !type.preAuthentication || !(credentials[field] === '' || credentials[field] === undefined || expired)) return undefined;
    this.logins.set(typeName, (this.logins.get(typeName) ?? 0) + 1);
    const fresh = (await type.preAuthentication.call(helpers, credentials)) as ICredentialDataDecryptedObject;
    this.find(typeName).data = { ...this.find(typeName).data, ...fresh };
    return Object.assign(credentials, fresh);
  }

  async runPreAuthentication(): Promise<undefined> {
    return undefined;
  }

  async getCredentials(): Promise<never> {
    throw new Error('Not used in process');
  }

  async getDecrypted(
    _additional: IWorkflowExecuteAdditionalData,
    _details: INodeCredentialsDetails,
    type: string,
    _mode: WorkflowExecuteMode,
    _data?: IExecuteData,
    _raw?: boolean,
    _values?: ICredentialsExpressionResolveValues,
  ) {
    const defaults = Object.fromEntries(this.typeOf(type).properties.map(({ name, default: value }) => [name, value]));
    return { ...defaults, ...this.find(type).data } as ICredentialDataDecryptedObject;
  }

  async updateCredentials(): Promise<void> {}

  async updateCredentialsOauthTokenData(): Promise<void> {}

  getCredentialsProperties(type: string) {
    return this.typeOf(type).properties;
  }
}

export function additionalData(vault: Vault, mode: WorkflowExecuteMode): IWorkflowExecuteAdditionalData {
  const workflowData = { id: '1', name: 'test', nodes: [], connections: {}, active: false } as never;
  const address = 'http://127.0.0.1/';
  return {
    credentialsHelper: vault,
    hooks: new ExecutionLifecycleHooks(mode, '1', workflowData),
    executeWorkflow: async () => await Promise.reject(new Error('No sub-workflows in process')),
    currentNodeExecutionIndex: 0,
    restApiUrl: address,
    instanceBaseUrl: address,
    webhookBaseUrl: address,
    webhookTestBaseUrl: address,
    webhookWaitingBaseUrl: address,
    formWaitingBaseUrl: address,
    variables: {},
    logAiEvent: () => {},
    setExecutionStatus: () => {},
    sendDataToUI: () => {},
  } as unknown as IWorkflowExecuteAdditionalData;
}

/** A copy of the parameters: n8n's `Workflow` fills in defaults where they stand, and a template's are used again. */
function nodeOf(type: string, parameters: INodeParameters, vault: Vault, more: Partial<INode> = {}): INode {
  const { description } = lookUp(`${PACKAGE}.${type}`) as INodeType;
  const credentials = Object.fromEntries(
    (description.credentials ?? []).map(({ name }) => [name, { id: `id-${name}`, name: vault.find(name).name }]),
  );
  return { id: 'node-1', name: 'Under Test', type: `${PACKAGE}.${type}`, typeVersion: 1, position: [0, 0], parameters: structuredClone(parameters), credentials, ...more };
}

export interface NodeRun {
  run: IRun;
  /** Items of the regular output. */
  items: INodeExecutionData[];
  /** Items of the error output (`onError: 'continueErrorOutput'`). */
  errors: INodeExecutionData[];
}

/**
 * Executes one node on the given input items.
 *
 * @throws the node's own error where it is not set to continue
 */
export async function runNode(options: {
  type: string;
  parameters: INodeParameters;
  vault: Vault;
  input?: Array<INodeExecutionData['json']>;
  /** Files of the input items, by their place. */
  files?: Array<IBinaryKeyData | undefined>;
  onError?: INode['onError'];
}): Promise<NodeRun> {
  const node = nodeOf(options.type, options.parameters, options.vault, { onError: options.onError });
  const start: INode = {
    id: 'start',
    name: 'Start',
    type: 'test.start',
    typeVersion: 1,
    position: [0, 0],
    parameters: { items: JSON.stringify(options.input ?? [{}]), files: JSON.stringify(options.files ?? []) },
  };
  const workflow = new Workflow({
    id: '1',
    nodes: [start, node],
    connections: { Start: { main: [[{ node: node.name, type: 'main', index: 0 }]] } },
    active: false,
    nodeTypes,
    settings: { executionOrder: 'v1' },
  });
  const run = await new WorkflowExecute(additionalData(options.vault, 'trigger'), 'trigger').run({ workflow, startNode: start });
  const failure = run.data.resultData.error;
  // n8n keeps a failure as a plain object; a test expects something that was thrown.
  if (failure && !options.onError) throw Object.assign(new Error(failure.message), failure);
  const outputs = run.data.resultData.runData[node.name]?.[0]?.data?.main ?? [];
  return { run, items: outputs[0] ?? [], errors: outputs[1] ?? [] };
}

/**
 * Executes one of our nodes as a template holds it, behind nodes that give what its expressions ask for.
 *
 * @param before node name -> JSON of its one item, e.g. `Page of Work`
 */
export async function runStep(options: {
  /** With its credentials where not all of its types are to be chosen. */
  node: Pick<INode, 'name' | 'type' | 'parameters'> & { onError?: INode['onError']; credentials?: object };
  before: Record<string, INodeExecutionData['json']>;
  vault: Vault;
  input?: Array<INodeExecutionData['json']>;
}): Promise<NodeRun> {
  const { node: step, before, vault, input = [{}] } = options;
  const giving = (name: string, items: Array<INodeExecutionData['json']>): INode => ({
    ...{ id: name, name, type: 'test.start', typeVersion: 1, position: [0, 0] },
    parameters: { items: JSON.stringify(items) },
  });
  const whole = nodeOf(step.type.slice(PACKAGE.length + 1), step.parameters, vault, { name: step.name, onError: step.onError });
  // Of a node's several accounts those the step names.
  const credentials = Object.entries(whole.credentials ?? {}).filter(([type]) => step.credentials === undefined || type in step.credentials);
  const node = { ...whole, credentials: Object.fromEntries(credentials) };
  const nodes = [...Object.entries(before).map(([name, json]) => giving(name, [json])), giving('Items of the Step', input), node];
  const connections = Object.fromEntries(nodes.slice(1).map(({ name }, index) => [(nodes[index] as INode).name, { main: [[{ node: name, type: 'main' as const, index: 0 }]] }]));
  const workflow = new Workflow({ id: '1', nodes, connections, active: false, nodeTypes, settings: { executionOrder: 'v1' } });
  const run = await new WorkflowExecute(additionalData(vault, 'trigger'), 'trigger').run({ workflow, startNode: nodes[0] });
  const failure = run.data.resultData.error;
  if (failure && !step.onError) throw Object.assign(new Error(failure.message), failure);
  const outputs = run.data.resultData.runData[node.name]?.[0]?.data?.main ?? [];
  return { run, items: outputs[0] ?? [], errors: outputs[1] ?? [] };
}

/** A published trigger whose memory outlives its polls, and can be put back to an earlier state. */
export class Poller {
  private readonly node: INode;
  readonly workflow: Workflow;

  constructor(
    private readonly options: { type: string; parameters: INodeParameters; vault: Vault; memory?: object },
  ) {
    this.node = nodeOf(options.type, options.parameters, options.vault);
    this.workflow = new Workflow({
      id: 'poll',
      nodes: [this.node],
      connections: {},
      active: true,
      nodeTypes,
      staticData: options.memory ? { [`node:${this.node.name}`]: structuredClone(options.memory) } : {},
      settings: { executionOrder: 'v1' },
    });
  }

  memory(): object {
    // n8n hands static data out behind a proxy that cannot be cloned.
    return JSON.parse(JSON.stringify(this.workflow.getStaticData('node', this.node))) as object;
  }

  async poll(mode: WorkflowExecuteMode = 'trigger'): Promise<INodeExecutionData['json'][]> {
    const context = new PollContext(this.workflow, this.node, additionalData(this.options.vault, mode), mode, 'activate');
    const { poll } = lookUp(this.node.type) as INodeType;
    const result = await poll?.call(context);
    return (result?.[0] ?? []).map(({ json }) => json);
  }
}

/** Calls one of a node's list methods the way the editor does. */
export async function runListMethod(options: {
  type: string;
  kind: 'loadOptions' | 'listSearch';
  method: string;
  vault: Vault;
  parameters?: INodeParameters;
  filter?: string;
}): Promise<unknown> {
  const node = nodeOf(options.type, options.parameters ?? {}, options.vault);
  const workflow = new Workflow({ id: '1', nodes: [node], connections: {}, active: false, nodeTypes });
  const context = new LoadOptionsContext(workflow, node, additionalData(options.vault, 'internal'), '');
  const methods = (lookUp(node.type) as INodeType).methods?.[options.kind] as Record<string, (this: unknown, filter?: string) => Promise<unknown>>;
  const method = methods[options.method];
  if (!method) throw new Error(`${options.type} has no ${options.kind} method ${options.method}`);
  return await method.call(context, options.filter);
}
