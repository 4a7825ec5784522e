import { setTime } from './support/time';

import { listingFeeds } from '../../nodes/Amazon/listing-feed';
import { AmazonRoom } from './support/room';

interface Listing {
  sku: string;
  availability: Array<{ fulfillment_channel_code: string; quantity?: number; lead_time_to_ship_max_days?: number }>;
  offers: Array<{ our_price: Array<{ schedule: Array<{ value_with_tax: number }> }> }>;
}

let room: AmazonRoom;
beforeAll(async () => {
  room = await AmazonRoom.open();
});
afterAll(async () => await room.close());
beforeEach(() => {
  room.reset();
  setTime(3_600_000);
});

const listing = async (sku: string): Promise<Listing> => {
  const { listings } = await room.state<{ listings: Listing[] }>();
  return listings.find((one) => one.sku === sku) as Listing;
};
const push = async (levels: Array<{ sku: string; available?: number; physical?: number; unlimited?: boolean }>, parameters: object = {}) =>
  await room.outcomes('stock', 'push', { stock: '={{ $json }}', ...parameters }, levels);
const merchant = ({ availability }: Listing) => availability.find(({ fulfillment_channel_code: code }) => code === 'DEFAULT');

it('sets the quantity and keeps the handling time and the price', async () => {
  const before = await listing('MUG-BLUE-330');
  const { rows } = await push([{ sku: 'MUG-BLUE-330', available: 7 }]);
  expect(rows).toEqual([expect.objectContaining({ outcome: 'pushed', quantity: 7, targetId: 'MUG-BLUE-330' })]);
  const after = await listing('MUG-BLUE-330');
  expect(merchant(after)).toMatchObject({ quantity: 7, lead_time_to_ship_max_days: merchant(before)?.lead_time_to_ship_max_days });
  expect(merchant(before)?.lead_time_to_ship_max_days).toBeGreaterThan(0);
  expect(after.offers).toEqual(before.offers);
});

it.each(['single', 'feed'])('sets price and handling time where they are given (%s)', async (sendBy) => {
  await push([{ sku: 'MUG-BLUE-330', available: 7 }], { sendBy, options: { price: '19.99', currency: 'EUR', handlingDays: 5 } });
  const after = await listing('MUG-BLUE-330');
  expect(merchant(after)).toMatchObject({ quantity: 7, lead_time_to_ship_max_days: 5 });
  expect(after.offers[0]?.our_price[0]?.schedule[0]?.value_with_tax).toBe(19.99);
});

it('writes only what differs, and every kind of SKU', async () => {
  const { listings } = await room.state<{ listings: Listing[] }>();
  const levels = listings.filter((one) => merchant(one)).map((one) => ({ sku: one.sku, available: merchant(one)?.quantity ?? 0 }));
  expect(levels.map(({ sku }) => sku)).toEqual(expect.arrayContaining(['TEE/RED M', 'PEN+REFILL', 'LAMP-Ö-40']));
  expect(new Set((await push(levels)).rows.map(({ outcome }) => outcome))).toEqual(new Set(['unchanged']));
  expect((await room.calls()).patchListingsItem).toBeUndefined();
  const changed = levels.map(({ sku }, index) => ({ sku, available: 100 + index }));
  expect((await push(changed)).problems).toEqual([]);
  for (const { sku, available } of changed) expect([sku, merchant(await listing(sku))?.quantity]).toEqual([sku, available]);
});

it.each(['two-records', 'refused'])('sends nothing for what Amazon fulfils (%s)', async (answer) => {
  await room.assume({ 'availability-of-fba-sku': answer });
  const before = await listing('FBA-MUG-330');
  const { problems } = await push([{ sku: 'FBA-MUG-330', available: 3 }]);
  expect(problems).toEqual([expect.objectContaining({ kind: 'refused', code: 'fba-sku' })]);
  expect(await listing('FBA-MUG-330')).toEqual(before);
});

it.each(['ACCEPTED', 'INVALID', '400'])('never calls an unknown SKU pushed after a look, and tells a refusal without one (%s)', async (answer) => {
  await room.assume({ 'stock-for-unknown-sku': answer });
  expect((await push([{ sku: 'NOWHERE', available: 1 }])).problems).toEqual([expect.objectContaining({ kind: 'refused', code: 'unknown-sku' })]);
  for (const sendBy of ['single', 'feed']) {
    const { problems } = await push([{ sku: 'NOWHERE', available: 1 }, { sku: 'MUG-RED-330', available: 5 }], { onlyDifferences: false, sendBy });
    expect([sendBy, problems.map(({ kind, item }) => [kind, item])]).toEqual([sendBy, answer === 'ACCEPTED' ? [] : [['refused', 0]]]);
    expect(merchant(await listing('MUG-RED-330'))?.quantity).toBe(5);
  }
});

it('holds pieces back, offers no more than the maximum, and never less than nothing', async () => {
  const { rows, problems } = await push(
    [{ sku: 'MUG-BLUE-330', available: 3 }, { sku: 'MUG-RED-330', available: 500 }, { sku: 'TEE/RED M', unlimited: true }, { sku: '0001234', available: 2.5 }, { sku: 'BOOK-DE-1', physical: 4 }],
    { buffer: 5, maximum: 60, onlyDifferences: false },
  );
  expect(rows.map(({ sku, quantity }) => [sku, quantity])).toEqual([['MUG-BLUE-330', 0], ['MUG-RED-330', 60], ['TEE/RED M', 60]]);
  expect(problems.map(({ item, kind }) => [item, kind])).toEqual([[3, 'refused'], [4, 'refused']]);
});

it('takes the last of several levels of one SKU', async () => {
  const { rows } = await push([{ sku: 'MUG-BLUE-330', available: 3 }, { sku: 'MUG-BLUE-330', available: 9 }]);
  expect(rows.map(({ outcome, quantity }) => [outcome, quantity])).toEqual([['unchanged', 9], ['pushed', 9]]);
  expect(merchant(await listing('MUG-BLUE-330'))?.quantity).toBe(9);
});

it('cuts feeds by count and by bytes, and numbers the messages of each from one', () => {
  const jobs = Array.from({ length: 25_001 }, (_, index) => ({ index, sku: `SKU-${index}`, quantity: 1 }));
  const feeds = listingFeeds(jobs, 'A1PA6795UKMFR9');
  expect(feeds.map(({ jobs: own }) => own.length)).toEqual([25_000, 1]);
  expect(JSON.parse(feeds[1]?.messages[0] ?? '')).toMatchObject({ messageId: 1, sku: 'SKU-25000' });
  const small = listingFeeds(jobs.slice(0, 100), 'A1PA6795UKMFR9', 10_000);
  expect(small.length).toBeGreaterThan(1);
  for (const { messages } of small) {
    expect(Buffer.byteLength(messages.join(','))).toBeLessThan(10_000);
    expect(messages.map((one) => (JSON.parse(one) as { messageId: number }).messageId)).toEqual(messages.map((_, place) => place + 1));
  }
  expect(small.flatMap(({ jobs: own }) => own)).toHaveLength(100);
});

it('refuses the one SKU Amazon breaks down over, and pushes the others', async () => {
  const skus = ['SKU-A', 'SKU-B', 'SKU-C'];
  await room.seed({ listings: skus.map((sku) => ({ sku, quantity: 1 })) } as never);
  await room.fault({ kind: 'status-5xx', status: 500, match: 'PATCH .*SKU-B', times: -1 });
  const { rows, problems } = await push(skus.map((sku) => ({ sku, available: 9 })));
  expect(rows.map(({ sku, outcome }) => [sku, outcome])).toEqual([['SKU-A', 'pushed'], ['SKU-C', 'pushed']]);
  expect(problems).toEqual([expect.objectContaining({ kind: 'refused', item: 1, message: expect.stringMatching(/SKU-B.*took the others/s) })]);
});

it('stops where Amazon is down: what was not tried says so, and no SKU is blamed', async () => {
  const skus = ['SKU-A', 'SKU-B', 'SKU-C', 'SKU-D'];
  await room.seed({ listings: skus.map((sku) => ({ sku, quantity: 1 })) } as never);
  await room.fault({ kind: 'status-5xx', status: 500, match: 'PATCH ', times: -1 });
  const { rows, problems } = await push(skus.map((sku) => ({ sku, available: 9 })));
  expect(rows).toEqual([]);
  expect(problems.map(({ kind }) => kind)).toEqual(Array(4).fill('unavailable'));
  const asked = (await room.requests()).filter(({ method }) => method === 'PATCH').map(({ path }) => path);
  expect(new Set(asked).size).toBe(2);
});
