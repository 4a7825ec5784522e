/** Labels and rates where only API V1 is chosen in the node. */
import { createBucket } from '../../nodes/shared/api/bucket';
import { createClient, type Client } from '../../nodes/shared/api/client';
import { target } from '../../nodes/shared/api/request';
import type { RunContext } from '../../nodes/shared/node/operation';
import { parseOrder } from '../../nodes/shared/model';
import { shipStation } from '../../nodes/ShipStation/api';
import { carriersToAsk, readRates } from '../../nodes/ShipStation/rates';
import { chosenShipFrom, readShipFrom } from '../../nodes/ShipStation/ship-from';
import { buyV1Label, voidV1Label } from '../../nodes/ShipStation/v1-labels';
import type { BuyJob } from '../../nodes/ShipStation/v2-labels';
import { order, ShipStationRoom } from './support/shipstation';

jest.setTimeout(30_000);

let room: ShipStationRoom;
let client: Client;
let loses = false;

beforeAll(async () => {
  room = await ShipStationRoom.open();
  const { data } = (await room.vault()).find('channelSyncShipStationApi');
  const keys = `Basic ${Buffer.from(`${String(data.apiKey)}:${String(data.apiSecret)}`).toString('base64')}`;
  client = createClient(shipStation, {
    async send(request) {
      const answer = await fetch(`${String(data.baseUrl)}${target(request)}`, { method: request.method, body: request.body, headers: { authorization: keys, 'content-type': 'application/json' } });
      const text = await answer.text();
      if (loses && request.path.endsWith('createlabelfororder')) return { noAnswer: true, code: 'ECONNRESET', reason: 'the connection was cut' };
      return { status: answer.status, headers: Object.fromEntries(answer.headers), text };
    },
    bucket: () => createBucket({ limit: 1000, windowMs: 1, burst: 1000 }),
    now: () => Date.now(),
    sleep: async () => undefined,
    random: () => 0,
    secrets: () => [],
  });
});
afterAll(async () => await room.close());
beforeEach(async () => {
  room.reset();
  loses = false;
  const { number, identity } = order('SO-1') as { number: string; identity: { id: string } };
  await room.seed({ orders: [{ orderNumber: number, orderKey: `cin7core:main:${identity.id}`, items: [{ lineItemKey: 'l1', sku: 'MUG-BLUE-330', name: 'Mug', quantity: 2, unitPrice: 12, weight: { value: 400, units: 'grams' } }] }] });
});

const run = (dryRun = false): RunContext => ({ client, now: () => Date.now(), sleep: async () => undefined, newId: () => 'x', dryRun, once: async (_name, load) => await load() });

async function job(more: Partial<BuyJob> = {}): Promise<BuyJob> {
  const from = chosenShipFrom(await readShipFrom(client), '');
  return { index: 0, order: parseOrder(order('SO-1')), grams: 800, from, prefix: '', carriers: [], choice: { by: 'cheapest', serviceCode: '', highestPrice: 0 }, format: 'pdf', layout: '4x6', ...more };
}
const ids = async () => await carriersToAsk(client, []);
const labels = async () => (await room.state<{ labels: Array<{ shipmentId: number; serviceCode: string; voidedAt: string | null }> }>()).labels;

describe('API V1 alone', () => {
  it('asks each carrier for its rates', async () => {
    const rates = await readRates(client, await job(), ids, Date.now());
    expect(rates.map(({ carrierCode, serviceCode, price }) => [carrierCode, serviceCode, price])).toEqual([
      ['royal_mail', 'rm_24', 4.2],
      ['royal_mail', 'rm_48', 3.1],
      ['dpd_uk', 'dpd_next_day', 6.5],
    ]);
  });

  it('buys the cheapest label as a PDF, once', async () => {
    const bought = await buyV1Label(run(), await job(), ids);
    expect(bought).toMatchObject({ row: { outcome: 'bought', serviceCode: 'rm_48', trackingNumber: expect.any(String) } });
    expect(Buffer.from((bought as unknown as { files: { label: { data: Uint8Array } } }).files.label.data).toString('latin1')).toMatch(/^%PDF/);
    expect(await buyV1Label(run(), await job(), ids)).toMatchObject({ row: { outcome: 'unchanged' } });
    expect(await labels()).toHaveLength(1);
  });

  it('finds the label whose answer was lost, and buys none again', async () => {
    loses = true;
    expect(await buyV1Label(run(), await job(), ids)).toMatchObject({ row: { outcome: 'bought', warning: expect.stringContaining('print it') } });
    expect(await labels()).toHaveLength(1);
  });

  it('buys nothing dearer than allowed, in another format, or in a dry run', async () => {
    await expect(buyV1Label(run(), await job({ choice: { by: 'cheapest', serviceCode: '', highestPrice: 1 } }), ids)).rejects.toThrow('no service fits');
    await expect(buyV1Label(run(), await job({ format: 'zpl' }), ids)).rejects.toThrow('PDF only');
    expect(await buyV1Label(run(true), await job(), ids)).toMatchObject({ row: { outcome: 'would buy' } });
    expect(await labels()).toEqual([]);
  });

  it('gives a label back, and a second time says so', async () => {
    await buyV1Label(run(), await job(), ids);
    const [{ shipmentId }] = await labels();
    expect(await voidV1Label(run(), 0, String(shipmentId))).toMatchObject({ row: { outcome: 'voided' } });
    expect(await voidV1Label(run(), 0, String(shipmentId))).toMatchObject({ row: { outcome: 'unchanged' } });
    expect((await labels())[0].voidedAt).not.toBeNull();
  });
});
