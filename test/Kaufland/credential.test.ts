import { ExecuteContext, RoutingNode } from 'n8n-core';
import {
  createEmptyRunExecutionData,
  Workflow,
  type IAuthenticateRuleResponseSuccessBody,
  type ICredentialDataDecryptedObject,
  type INode,
  type INodeType,
} from 'n8n-workflow';

import { ChannelSyncKauflandApi } from '../../credentials/ChannelSyncKauflandApi.credentials';
import { KauflandRoom } from './support/room';

const type = new ChannelSyncKauflandApi();
let room: KauflandRoom;

beforeAll(async () => {
  room = await KauflandRoom.open();
});
afterAll(async () => {
  await room.close();
});
beforeEach(() => room.reset());

/** The steps of n8n 2.8's CredentialsTester: the test request through the declarative engine, then the rules. */
async function pressTest(data: ICredentialDataDecryptedObject): Promise<string> {
  const node: INode = {
    id: 'temp',
    name: 'Temp-Node',
    type: 'temp',
    typeVersion: 1,
    position: [0, 0],
    parameters: {},
    credentials: { [type.name]: { id: '1', name: 'Account' } },
  };
  const nodeType = {
    description: {
      name: 'temp',
      version: 1,
      credentials: [{ name: type.name, required: true }],
      properties: [
        { displayName: 'Temp', name: 'temp', type: 'string', routing: { request: structuredClone(type.test.request) }, default: '' },
      ],
    },
  } as unknown as INodeType;
  const nodeTypes = { getByName: () => nodeType, getByNameAndVersion: () => nodeType, getKnownTypes: () => ({}) };
  const workflow = new Workflow({ nodes: [node], connections: {}, active: false, nodeTypes });
  const authenticate = type.authenticate as (credentials: ICredentialDataDecryptedObject, options: never) => Promise<unknown>;
  const additional = {
    credentialsHelper: {
      getParentTypes: () => [],
      preAuthentication: async () => undefined,
      authenticate: async (credentials: ICredentialDataDecryptedObject, _type: string, options: never) =>
        await authenticate(credentials, options),
      getDecrypted: async () => data,
    },
  } as never;
  const input = { main: [[{ json: {} }]] };
  const execute = new ExecuteContext(
    workflow,
    node,
    additional,
    'internal',
    createEmptyRunExecutionData(),
    0,
    [],
    input,
    { node, data: {}, source: null },
    [],
  );
  const routing = new RoutingNode(execute, nodeType, { id: '1', name: 'Account', type: type.name, data });
  const response = await routing.runNode();
  const body = response?.[0]?.[0]?.json as Record<string, unknown> | undefined;
  const rules = (type.test.rules ?? []) as IAuthenticateRuleResponseSuccessBody[];
  const failed = rules.find(({ properties }) => body?.[String(properties.key)] === properties.value);
  return String(failed?.properties.message ?? 'OK');
}

async function account(change: ICredentialDataDecryptedObject = {}): Promise<ICredentialDataDecryptedObject> {
  return (await room.vault(change)).find(type.name).data;
}

it('proves the keys with one call', async () => {
  expect(await pressTest(await account())).toBe('OK');
  expect(await room.calls()).toEqual({ 'info.storefront': 1 });
});

it.each([
  ['an unknown client key', { clientKey: 'wrong'.repeat(6) }, /does not know this Client Key/],
  ['a wrong secret', { secretKey: 'wrong'.repeat(12) }, /Secret Key does not belong/],
])('says what is wrong with %s', async (_what, change, message) => {
  expect(await pressTest(await account(change))).toMatch(message);
});

it('says that the account is inactive', async () => {
  await room.account(false);
  expect(await pressTest(await account())).toMatch(/seller account is inactive/);
});

it('says that the clock is off', async () => {
  await room.fault({ kind: 'clock-skew', times: -1 });
  expect(await pressTest(await account())).toMatch(/clock of the n8n server is more than five minutes off/);
});

it.each([
  ['a page for people', { kind: 'html-200', times: -1 }, {}],
  ['a server that is down', { kind: 'status-5xx', times: -1 }, {}],
  ['another address', { kind: 'status-429', times: 0 }, { path: '/elsewhere' }],
])('does not take %s for a good answer', async (_what, fault, { path }: { path?: string }) => {
  await room.fault(fault);
  const data = await account();
  const changed = path ? { ...data, baseUrl: String(data.baseUrl).replace('/kaufland/v2', path) } : data;
  expect(await pressTest(changed)).toMatch(/did not answer with the storefronts/);
});

it('hides both secrets and asks for a base address only when it is needed', () => {
  const hidden = type.properties.filter(({ typeOptions }) => typeOptions?.password).map(({ name }) => name);
  expect(hidden).toEqual(['secretKey', 'partnerSecretKey']);
  expect(type.properties.find(({ name }) => name === 'baseUrl')?.displayOptions).toEqual({ show: { environment: ['custom'] } });
});
