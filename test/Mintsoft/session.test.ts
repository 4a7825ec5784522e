import type { ICredentialDataDecryptedObject, IHttpRequestOptions } from 'n8n-workflow';

import { ChannelSyncMintsoftApi } from '../../credentials/ChannelSyncMintsoftApi.credentials';
import { baseAddress, FIXED_KEY, readKey } from '../../nodes/Mintsoft/session';
import { runNode } from '../support/n8n';
import { MintsoftRoom } from './support/room';

jest.setTimeout(30_000);
jest.mock('n8n-workflow', () => ({ ...jest.requireActual<object>('n8n-workflow'), sleep: async () => {} }));

let room: MintsoftRoom;

beforeAll(async () => {
  room = await MintsoftRoom.open();
});
afterAll(async () => {
  await room.close();
});
beforeEach(() => {
  room.reset();
});

const login = { authentication: 'login', apiKey: '' };
const read = async (change: ICredentialDataDecryptedObject, list = 'warehouses') => await room.run('list', 'getAll', { list, returnAll: true }, [{}], await room.vault(change));

describe('key', () => {
  it('is taken with and without quotes', () => {
    expect(readKey(200, '"5f0c4b1e-0000-4000-8000-00000000abcd"')).toBe('5f0c4b1e-0000-4000-8000-00000000abcd');
    expect(readKey(200, ' 5f0c4b1e-0000-4000-8000-00000000abcd\n')).toBe('5f0c4b1e-0000-4000-8000-00000000abcd');
    expect(() => readKey(200, '<html>Down for maintenance</html>')).toThrow('without a key');
    expect(() => readKey(401, '')).toThrow('Access Evo');
    expect(() => readKey(503, '')).toThrow('try again');
  });

  it('travels over https or stays on this machine', () => {
    expect(baseAddress('')).toBe('https://api.mintsoft.co.uk');
    expect(baseAddress('http://127.0.0.1:8700/mintsoft/')).toBe('http://127.0.0.1:8700/mintsoft');
    expect(() => baseAddress('http://api.mintsoft.co.uk')).toThrow("'Base URL'");
    expect(() => baseAddress('ftp://x')).toThrow("'Base URL'");
  });

  it('of another user or host is not sent', async () => {
    const authenticate = new ChannelSyncMintsoftApi().authenticate as (data: ICredentialDataDecryptedObject, options: IHttpRequestOptions) => Promise<IHttpRequestOptions>;
    const data = { ...login, username: 'a@example.test', baseUrl: '', sessionToken: 'k', sessionOwner: 'a@example.test https://api.mintsoft.co.uk' };
    const sent = async (more: ICredentialDataDecryptedObject) =>
      (await authenticate({ ...data, ...more }, { url: '/api/Warehouse' })).headers?.['ms-apikey'];
    expect(await sent({})).toBe('k');
    expect(await sent({ username: 'b@example.test' })).toBe('');
    expect(await sent({ baseUrl: 'https://other.example' })).toBe('');
    expect(await sent({ authentication: 'apiKey', apiKey: 'fixed-one', sessionToken: FIXED_KEY })).toBe('fixed-one');
  });
});

describe('logging in', () => {
  it('needs none with a fixed key, also when the key is refused', async () => {
    expect((await read({})).rows).toHaveLength(2);
    const { problems } = await read({ apiKey: 'wrong000-0000-4000-8000-000000000000' });
    expect(problems[0]).toMatchObject({ kind: 'unavailable', vendor: 'Mintsoft' });
    expect((await room.state()).logins).toBe(0);
  });

  it.each(['quoted', 'bare'])('takes one key for many calls (%s)', async (answer) => {
    await room.assume({ 'key-spelling': answer });
    const vault = await room.vault(login);
    for (let call = 0; call < 3; call++) await room.run('list', 'getAll', { list: 'channels', returnAll: true }, [{}], vault);
    expect((await room.state()).logins).toBe(1);
  });

  it('fetches a new key once when another system has ended ours', async () => {
    const vault = await room.vault(login);
    await room.run('list', 'getAll', { list: 'channels', returnAll: true }, [{}], vault);
    await room.act('login');
    const { rows } = await room.run('list', 'getAll', { list: 'channels', returnAll: true }, [{}], vault);
    expect(rows).toHaveLength(4);
    expect((await room.state()).logins).toBe(2);
  });

  it('does not go round in circles where 401 means "not permitted"', async () => {
    await room.act('account', { level: 'client' });
    const { problems } = await read(login, 'clients');
    expect(problems[0]).toMatchObject({ kind: 'unavailable', message: expect.stringContaining('administrators only') });
    // The first key and one more, to tell an ended key from a missing permission.
    expect((await room.state()).logins).toBe(2);
    expect((await room.calls())['GET Client']).toBe(2);
  });

  it.each(['401', '400'])('tells a wrong password (%s)', async (answer) => {
    await room.assume({ 'login-refusal': answer });
    const { problems } = await read({ ...login, password: 'wrong-password' });
    expect(problems[0]).toMatchObject({ kind: 'unavailable', message: expect.stringContaining('did not let this account in') });
    expect(JSON.stringify(problems)).not.toContain('wrong-password');
  });

  it('says in the editor too that clients are for administrators', async () => {
    await room.act('account', { level: 'client' });
    const run = runNode({ type: 'mintsoft', parameters: { resource: 'list', operation: 'getAll', list: 'clients', returnAll: true }, vault: await room.vault() });
    await expect(run).rejects.toThrow('administrators only');
  });
});
