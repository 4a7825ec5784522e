import { setTime } from './support/time';

import { Poller } from '../support/n8n';
import { AmazonRoom } from './support/room';

let room: AmazonRoom;
beforeAll(async () => {
  room = await AmazonRoom.open();
});
afterAll(async () => await room.close());
beforeEach(() => {
  room.reset();
  setTime(3_600_000);
});

const MINUTE_MS = 60_000;
const startFrom = (): string => new Date(Date.now() - 3 * 86_400_000).toISOString();
const poller = async (parameters: object = {}) => new Poller({ type: 'amazonTrigger', parameters: { event: 'orderReady', startFrom: startFrom(), ...parameters }, vault: await room.vault() });

it('asks once in five minutes, however often it is polled, and never empties the quota', async () => {
  const trigger = await poller();
  await trigger.poll();
  await room.forgetRequests();
  for (let minute = 0; minute < 120; minute++) {
    setTime(MINUTE_MS);
    await trigger.poll();
  }
  const { searchOrders = 0 } = await room.calls();
  expect(searchOrders).toBeGreaterThanOrEqual(20);
  // Waiting moves the clock as well, so that it is a little more than two hours; Amazon would allow forty in them.
  expect(searchOrders).toBeLessThanOrEqual(28);
  expect((await room.requests()).filter(({ status }) => status === 429)).toEqual([]);
});

it('hands an order on once when it is ready, and not again when it changes', async () => {
  const [orderId] = (await room.seed({ orders: [{ kind: 'plain' }, { kind: 'pending' }] })) as [string];
  const trigger = await poller();
  expect((await trigger.poll()).map(({ number }) => number)).toEqual([orderId]);
  await room.act('touch', { orderIds: [orderId] });
  setTime(10 * MINUTE_MS);
  expect(await trigger.poll()).toEqual([]);
});

it('hands a changed order on again', async () => {
  const [orderId] = (await room.seed({ orders: 1 })) as [string];
  const trigger = await poller({ event: 'orderChanged', statuses: [] });
  expect((await trigger.poll()).map(({ status }) => status)).toEqual(['open']);
  await room.act('despatch', { orderIds: [orderId] });
  setTime(10 * MINUTE_MS);
  expect((await trigger.poll()).map(({ number, status }) => [number, status])).toEqual([[orderId, 'shipped']]);
});

it('does not rest after a failure', async () => {
  const seeded = await room.seed({ orders: 1 });
  const trigger = await poller();
  await room.act('account', { revoked: true });
  await expect(trigger.poll()).rejects.toThrow();
  await room.act('account', { revoked: false });
  expect((await trigger.poll()).map(({ number }) => number)).toEqual(seeded);
});
