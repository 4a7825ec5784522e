/** Amazon's order report as a file: the same orders as the Amazon node reads from it, and nothing from a file that is none. */
import { setTime } from '../Amazon/support/time';
import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';

import { encodeText } from '../../nodes/shared/format';
import { AmazonRoom } from '../Amazon/support/room';
import { create, parse } from './support/node';
import { BOXES, MUGS } from './support/orders';

const HEADER = 'order-id\torder-item-id\tpurchase-date\tsku\tproduct-name\tquantity-purchased\tcurrency\titem-price\trecipient-name\tship-address-1\tship-country\tbill-name\tbill-address-1\tbill-country';
const ROW = '303-1\t51\t2026-03-02T09:14:55+00:00\tMUG\tTasse "groß"\t2\tEUR\t19.98\tJörg Muster\tMusterweg 1\tDE\t\t\t';

const rows = async (file: string | Uint8Array, parameters: object = {}) => await parse('amazonReport', file, parameters as never);
const ordersOf = async (file: string | Uint8Array, parameters: object = {}) => (await rows(file, parameters)).items.map(({ json }) => json);
const messageOf = ({ errors }: { errors: Array<{ json: IDataObject }> }) => (errors[0]?.json.error as { message: string }).message;

describe('against the Amazon node, on reports of the sandbox', () => {
  let room: AmazonRoom;
  beforeAll(async () => {
    room = await AmazonRoom.open();
  });
  afterAll(async () => await room.close());
  beforeEach(() => {
    room.reset();
    setTime(3_600_000);
  });

  it.each(['invoicing', 'shipping', 'unshipped', 'allByUpdate'])('gives the very same orders for %s', async (report) => {
    await room.seed({ orders: ['plain', 'prime', 'business', 'two-promotions', 'several-pieces', 'partially-shipped'].map((kind) => ({ kind })) });
    const [read] = (await room.run('orderReport', 'get', { returnAll: true, report, output: 'file' })).items;
    const wanted = await room.rows('orderReport', 'get', { returnAll: true, report });
    // Which store a sales channel is, only the Amazon node knows; without billing columns a file is odd, and so is not a report that never has any.
    const plain = (orders: IDataObject[]) =>
      orders
        .map(({ references, extra, ...order }) => {
          const { marketplaceId, ...others } = (references ?? {}) as IDataObject;
          expect([undefined, expect.any(String)]).toContainEqual(marketplaceId);
          return { ...order, references: others, warned: report === 'invoicing' && extra !== undefined };
        })
        .sort((a, b) => String((a as IDataObject).number).localeCompare(String((b as IDataObject).number)));
    const file = Buffer.from(read?.binary?.data?.data ?? '', 'base64');
    expect(file.length).toBeGreaterThan(500);
    expect(plain(await ordersOf(file))).toEqual(plain(wanted));
    expect(wanted.length).toBeGreaterThanOrEqual(6);
  });
});

it.each(['windows-1252', 'utf-8'] as const)('reads its own file back in %s: lines, amounts, addresses', async (charset) => {
  const { files } = await create('amazonReport', [MUGS, BOXES], { options: { charset } });
  const [mugs, boxes] = (await ordersOf(files[0]?.bytes ?? '')) as [IDataObject, IDataObject];
  for (const [order, wanted] of [
    [mugs, MUGS],
    [boxes, BOXES],
  ] as const) {
    expect(order).toMatchObject({ identity: wanted.identity, number: wanted.number, placedAt: wanted.placedAt, currency: 'EUR', total: { gross: wanted.total?.gross } });
    expect(order.lines).toMatchObject(wanted.lines.map(({ id, sku, name, quantity, lineGross }) => ({ id, sku, name, quantity, lineGross })));
    for (const kind of ['shippingAddress', 'billingAddress'] as const) {
      const { street, postcode, city, country } = wanted[kind] ?? {};
      expect(order[kind]).toMatchObject({ street, postcode, city, country });
    }
    expect(order.extra).toBeUndefined();
  }
  expect(boxes.discounts).toMatchObject([{ kind: 'promotion', gross: 2 }]);
});

it('does not mind order and number of columns, line ends, quotes, charset, or who the orders are said to be', async () => {
  const table = [HEADER, ROW].map((line) => line.split('\t'));
  const wanted = await ordersOf(`${HEADER}\r\n${ROW}\r\n`);
  expect(wanted).toMatchObject([{ identity: { channel: 'amazon', account: 'main', id: '303-1' }, lines: [{ name: 'Tasse "groß"', lineGross: 19.98 }] }]);
  const place = fc.shuffledSubarray(HEADER.split('\t').map((_, at) => at), { minLength: 14, maxLength: 14 });
  await fc.assert(
    fc.asyncProperty(place, fc.constantFrom('\n', '\r\n'), fc.boolean(), fc.boolean(), fc.constantFrom('utf-8', 'windows-1252'), async (places, end, last, surplus, charset) => {
      const lines = table.map((cells, at) => places.map((from) => cells[from]).join('\t') + (surplus && at > 0 ? '\t\t' : ''));
      const { bytes } = encodeText(lines.join(end) + (last ? end : ''), charset as 'utf-8');
      expect(await ordersOf(bytes)).toEqual(wanted);
    }),
    { numRuns: 25 },
  );
  expect(await ordersOf(`${HEADER}\n${ROW}\n`, { channel: 'amazon', account: 'second' })).toMatchObject([{ identity: { account: 'second' } }]);
}, 60_000);

it('warns where the billing columns are missing', async () => {
  const [order] = await ordersOf(`${HEADER.split('\t').slice(0, 11).join('\t')}\n${ROW.split('\t').slice(0, 11).join('\t')}\n`);
  expect(order?.extra).toEqual({ warning: expect.stringContaining('Fakturierung') });
});

it('blames an order alone for its own fault, and names the column', async () => {
  const { items, errors } = await rows(`${HEADER}\n${ROW}\n${ROW.replace('303-1', '303-2').replace('2026-03-02T09:14:55+00:00', 'bald')}\n${ROW.replace('303-1', '303-3')}\n`);
  expect(items.map(({ json }) => json.number)).toEqual(['303-1', '303-3']);
  expect(errors.map(({ json }) => json.error)).toMatchObject([{ kind: 'refused', message: expect.stringMatching(/'303-2'.*'purchase-date'/) }]);
});

it.each([
  ['XML', '<?xml version="1.0"?><AmazonEnvelope/>', /XML and not a table/],
  ['an error text', 'The date range is invalid.\n', /no order report: its first row has no column 'order-id' but says: The date range is invalid/],
  ['another table', 'sku\tquantity\nA\t1\n', /no column 'order-id' but says: sku quantity/],
  ['nothing', '', /is empty/],
])('takes %s for no report, and blames no order', async (_what, file, message) => {
  const run = await rows(file);
  expect(run.items).toEqual([]);
  expect(messageOf(run)).toMatch(message);
  expect(run.errors[0]?.json.error).toMatchObject({ kind: 'unavailable' });
});

it('gives a header alone as no order, the rows as they stand for Raw, and pages with the books of the orders', async () => {
  expect(await ordersOf(`${HEADER}\n`)).toEqual([]);
  const file = `${HEADER}\n${['303-1', '303-2', '303-3'].map((id) => ROW.replace('303-1', id)).join('\n')}`;
  expect(await ordersOf(file, { output: 'raw', returnAll: false, limit: 1 })).toMatchObject([{ orderId: '303-1', rows: [{ 'order-item-id': '51', 'quantity-purchased': '2' }] }]);
  const page = async (position: string) => (await ordersOf(file, { pageByPage: true, position, pageSize: 2 }))[0] as unknown as { items: IDataObject[]; position: string; more: boolean };
  const first = await page('');
  expect([first.more, first.items.map(({ key, number, state }) => [key, number, state])]).toEqual([
    true,
    [
      ['amazon:main:303-1', '303-1', 'done'],
      ['amazon:main:303-2', '303-2', 'done'],
    ],
  ]);
  const second = await page(first.position);
  expect([second.more, second.items.map(({ number }) => number)]).toEqual([false, ['303-3']]);
});
