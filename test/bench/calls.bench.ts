/** How many calls orders, stock and despatch take, against the least there is (amazon.md §17); one for a token is counted apart. */
import { setTime } from '../Amazon/support/time';
import { writeFileSync } from 'node:fs';

import { AmazonRoom } from '../Amazon/support/room';

const rows: string[][] = [];
let room: AmazonRoom;

beforeAll(async () => {
  room = await AmazonRoom.open();
});
afterAll(async () => {
  await room.close();
  if (process.env.CHANNEL_SYNC_BENCH) writeFileSync(process.env.CHANNEL_SYNC_BENCH, JSON.stringify(rows));
});
beforeEach(async () => {
  room.reset();
  setTime(30 * 86_400_000);
  await room.act('quota', { factor: 1_000_000 });
});

/** The connection of the seeding may have been closed meanwhile. */
const callsOf = async () => await room.calls().catch(async () => await room.calls());

const name = (count: number): string => count.toLocaleString('en');

async function tell(what: string, least: number): Promise<number> {
  const { 'lwa.token': token = 0, 'documents.download': download = 0, 'documents.upload': upload = 0, ...made } = await callsOf();
  const total = Object.values(made).reduce((sum, count) => sum + count, 0);
  const apart = [token && `${token} token`, download && `${download} download`, upload && `${upload} upload`].filter(Boolean).join(', ');
  const parts = Object.entries(made).map(([operation, count]) => `${operation} ${count}`);
  rows.push([what, name(total), name(least), `${parts.join(', ')}${apart ? `; beside them ${apart}` : ''}`]);
  return total;
}

describe.each([1_000, 10_000])('%i', (count) => {
  it('orders by searchOrders', async () => {
    await room.seed({ orders: Array.from({ length: count }, () => ({ kind: 'plain' })) });
    await room.forgetRequests();
    const orders = await room.rows('order', 'getAll', { returnAll: true });
    expect(orders).toHaveLength(count);
    expect(await tell(`${name(count)} orders, Order: Get Many`, Math.ceil(count / 100))).toBeLessThanOrEqual(Math.ceil(count / 95));
  });

  it('orders by reports with billing addresses, only open ones', async () => {
    await room.seed({ orders: Array.from({ length: count }, () => ({ kind: 'plain' })) });
    await room.act('reports', { polls: 1 });
    await room.forgetRequests();
    const orders = await room.rows('orderReport', 'get', { returnAll: true, report: 'openInvoicing' });
    expect(orders).toHaveLength(count);
    expect(await tell(`${name(count)} open orders with billing addresses, Order Report: Get`, 7)).toBeLessThanOrEqual(9);
  });

  const ways = count > 1_500 ? ['feed'] : ['single', 'feed'];
  const wayOf = (sendBy: string): string => (sendBy === 'feed' ? 'a feed' : 'one by one, at once');

  it.each(ways)('stock levels, all changed, by %s', async (sendBy) => {
    await room.seed({ listings: Array.from({ length: count }, (_, index) => ({ sku: `SKU-${index}`, quantity: 1 })) } as never);
    await room.act('feeds', { polls: 1 });
    await room.forgetRequests();
    const input = Array.from({ length: count }, (_, index) => ({ sku: `SKU-${index}`, available: 5 }));
    const { rows: done, problems } = await room.outcomes('stock', 'push', { stock: '={{ $json }}', onlyDifferences: false, sendBy }, input);
    expect(problems).toEqual([]);
    expect(done).toHaveLength(count);
    const least = sendBy === 'feed' ? 4 : count;
    expect(await tell(`${name(count)} SKUs, Stock: Push, ${wayOf(sendBy)}`, least)).toBeLessThanOrEqual(least);
  });

  it('despatches by a feed', async () => {
    const orders = await room.seed({ orders: Array.from({ length: count }, () => ({ kind: 'plain' })) });
    await room.act('feeds', { polls: 1 });
    await room.forgetRequests();
    const shippedAt = new Date(Date.now() - 600_000).toISOString();
    const input = orders.map((id) => ({ order: { channel: 'amazon', account: 'main', id }, orderNumber: id, shippedAt, parcels: [{ id: '1', carrier: 'dhl', trackingNumber: `JD-${id}` }] }));
    const { rows: done, problems } = await room.outcomes('order', 'ship', { shipment: '={{ $json }}', sendBy: 'feed' }, input);
    expect(problems).toEqual([]);
    expect(done).toHaveLength(count);
    expect(await tell(`${name(count)} despatches, Order: Ship, a feed`, 4)).toBeLessThanOrEqual(4);
  });
});
