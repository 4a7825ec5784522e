/** How many calls a job of a thousand takes (shipstation.md §D1). */
import { performance } from 'node:perf_hooks';

import type { IDataObject } from 'n8n-workflow';

import { runNode, type Vault } from '../support/n8n';
import { order, ShipStationRoom } from './support/shipstation';

jest.setTimeout(180_000);
jest.mock('n8n-workflow', () => ({ ...jest.requireActual<object>('n8n-workflow'), sleep: async () => {} }));

let room: ShipStationRoom;
let vault: Vault;
beforeAll(async () => {
  room = await ShipStationRoom.open();
  vault = await room.vault();
});
afterAll(async () => await room.close());
beforeEach(() => room.reset());

const thousand = Array.from({ length: 1000 }, (_, index) => order(`SO-${10_000 + index}`));
const run = async (parameters: object, input: IDataObject[] = [{}]) => (await runNode({ type: 'shipStation', parameters: parameters as never, vault, input })).items.map(({ json }) => json);

it('imports 1,000 orders in 10 calls, or 12 where it looks first which are there, and reads their despatches in 4', async () => {
  const imports = { resource: 'order', operation: 'import', order: '={{ $json }}', store: { __rl: true, mode: 'id', value: '' } };
  const made = await run({ ...imports, options: { lookUp: false } }, thousand);
  expect(made.filter(({ outcome }) => outcome === 'created')).toHaveLength(1000);
  expect(await room.calls()).toEqual({ [Object.keys(await room.calls())[0] as string]: 10 });

  await room.forgetRequests();
  const again = await run(imports, thousand);
  expect(again.filter(({ outcome }) => outcome === 'unchanged')).toHaveLength(1000);
  expect((await room.requests()).length).toBe(2);

  await room.act('despatch', { orders: thousand.slice(0, 500).map(({ number }) => number) });
  await room.act('markExternally', { orders: thousand.slice(500).map(({ number }) => number) });
  await room.forgetRequests();
  const back = await run({ resource: 'shipment', operation: 'getAll', returnAll: true, include: 'both', sourceChannel: 'cin7core', loadOrders: true });
  expect(new Set(back.map(({ orderNumber }) => orderNumber)).size).toBe(1000);
  expect(back).toHaveLength(1000);
  // ⌈S/500⌉ + ⌈F/500⌉, and ⌈F/500⌉ orders, which hold the keys; one more where others were shipped in the same second.
  expect((await room.requests()).length).toBeLessThanOrEqual(4);
});

it('answers a Custom Store for 1,000 orders, each page within what ShipStation waits for', async () => {
  const query = { action: 'export', start_date: '01/06/2026 08:00', end_date: '01/06/2026 12:00' };
  const told = new Set<string>();
  for (const page of [1, 10]) {
    const began = performance.now();
    const [answer] = await run({ resource: 'customStore', operation: 'buildAnswer', order: '={{ $json }}', query: JSON.stringify({ ...query, page: String(page) }) }, thousand);
    expect(performance.now() - began).toBeLessThan(30_000);
    expect(answer).toMatchObject({ statusCode: 200, pages: 10, orders: 100 });
    for (const [, number] of String(answer?.body).matchAll(/<OrderNumber><!\[CDATA\[(.*?)]]>/g)) told.add(number as string);
  }
  expect(told.size).toBe(200);
});
