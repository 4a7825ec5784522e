import { ExecuteContext, RoutingNode } from 'n8n-core';
import {
  createEmptyRunExecutionData,
  Workflow,
  type IAuthenticateRuleResponseCode,
  type IAuthenticateRuleResponseSuccessBody,
  type INode,
  type INodeType,
} from 'n8n-workflow';

import { installedTypes, type Vault } from '../../support/n8n';

interface TestResult {
  status: 'OK' | 'Error';
  message: string;
}

interface RoutingError extends Error {
  cause?: { response?: { status: number; statusText: string }; code?: string };
}

type Rule = IAuthenticateRuleResponseCode | IAuthenticateRuleResponseSuccessBody;

/** What the button Test of a credential says: the steps of n8n 2.8's CredentialsTester, which is not part of n8n-core. */
export async function pressTest(type: string, vault: Vault): Promise<TestResult> {
  const test = installedTypes().credentials.get(type)?.test;
  if (!test) return { status: 'Error', message: 'No testing function found for this credential.' };
  const { id, name } = { id: '1', name: vault.find(type).name };
  const node: INode = {
    id: 'temp',
    name: 'Temp-Node',
    type: 'temp',
    typeVersion: 1,
    position: [0, 0],
    parameters: {},
    credentials: { [type]: { id, name } },
  };
  const nodeType = {
    description: {
      name: 'temp',
      version: 1,
      credentials: [{ name: type, required: true }],
      properties: [{ displayName: 'Temp', name: 'temp', type: 'string', routing: { request: structuredClone(test.request) }, default: '' }],
    },
  } as unknown as INodeType;
  const nodeTypes = { getByName: () => nodeType, getByNameAndVersion: () => nodeType, getKnownTypes: () => ({}) };
  const workflow = new Workflow({ nodes: [node], connections: {}, active: false, nodeTypes });
  const execute = new ExecuteContext(
    workflow,
    node,
    { credentialsHelper: vault } as never,
    'internal',
    createEmptyRunExecutionData(),
    0,
    [],
    { main: [[{ json: {} }]] },
    { node, data: {}, source: null },
    [],
  );
  const rules = (test.rules ?? []) as Rule[];
  try {
    const data = { ...(await vault.getDecrypted({} as never, { id, name }, type, 'internal')) };
    const response = await new RoutingNode(execute, nodeType, { id, name, type, data }).runNode();
    const body = response?.[0]?.[0]?.json as Record<string, unknown> | undefined;
    const failed = rules.find((rule) => rule.type === 'responseSuccessBody' && body?.[String(rule.properties.key)] === rule.properties.value);
    return failed ? { status: 'Error', message: failed.properties.message } : { status: 'OK', message: 'Connection successful!' };
  } catch (error) {
    const { cause, message } = error as RoutingError;
    const status = cause?.response?.status;
    const rule = rules.find((one) => one.type === 'responseCode' && one.properties.value === status);
    if (rule) return { status: 'Error', message: rule.properties.message };
    return { status: 'Error', message: cause?.response?.statusText || cause?.code || message };
  }
}
