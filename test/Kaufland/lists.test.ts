import { carriersOfRun } from '../../nodes/Kaufland/lists';
import type { Client } from '../../nodes/shared/api/client';
import { installedTypes, runListMethod } from '../support/n8n';
import { KauflandRoom } from './support/room';

let room: KauflandRoom;
beforeAll(async () => {
  room = await KauflandRoom.open();
});
afterAll(async () => {
  await room.close();
});
beforeEach(() => room.reset());

it.each(['kaufland', 'kauflandTrigger'])('%s offers the storefronts of the account', async (type) => {
  const options = await runListMethod({ type, kind: 'loadOptions', method: 'getStorefronts', vault: await room.vault() });
  expect(options).toContainEqual({ name: 'Germany (DE)', value: 'de' });
  expect(options).toHaveLength(7);
  expect(await room.calls()).toEqual({ 'info.storefront': 1 });
});

it("finds carriers in Kaufland's own spelling", async () => {
  const found = await runListMethod({
    type: 'kaufland',
    kind: 'listSearch',
    method: 'searchCarriers',
    vault: await room.vault(),
    filter: 'post it',
  });
  expect(found).toEqual({ results: [{ name: 'Post Italiane', value: 'Post Italiane' }] });
});

it('says what is wrong instead of an empty list', async () => {
  const vault = await room.vault({ clientKey: 'wrong'.repeat(6) });
  await expect(runListMethod({ type: 'kaufland', kind: 'loadOptions', method: 'getStorefronts', vault })).rejects.toThrow(
    /does not know this Client Key/,
  );
});

it('reads the carriers once per run', async () => {
  let calls = 0;
  const call = async () => ((calls += 1), { data: { data: { carriers: [{ name: 'DHL' }] } } });
  const loaded = new Map<string, Promise<unknown>>();
  const run = {
    client: { call } as unknown as Client,
    once: async <T>(name: string, load: () => Promise<T>): Promise<T> => {
      const known = loaded.get(name) ?? load();
      loaded.set(name, known);
      return (await known) as T;
    },
  };
  expect(await carriersOfRun(run)).toEqual(await carriersOfRun(run));
  expect(calls).toBe(1);
});

it('has what n8n asks of a node and of a trigger', () => {
  const { nodes } = installedTypes();
  expect(nodes.get('kaufland')?.description).toMatchObject({
    usableAsTool: true,
    credentials: [{ name: 'channelSyncKauflandApi', required: true }],
  });
  const trigger = nodes.get('kauflandTrigger')?.description;
  expect(trigger).toMatchObject({ polling: true, inputs: [] });
  expect(trigger).not.toHaveProperty('usableAsTool');
});
