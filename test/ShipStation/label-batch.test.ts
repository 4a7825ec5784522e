/** Label: Buy in Batches (shipstation.md §B3): what was sent and what ShipStation holds. */
import type { IDataObject } from 'n8n-workflow';

import { startSandbox, type Observed } from '../sandbox/server';
import { runNode } from '../support/n8n';
import { SandboxRoom } from '../support/room';

jest.setTimeout(60_000);
jest.mock('n8n-workflow', () => ({ ...jest.requireActual<object>('n8n-workflow'), sleep: async () => {} }));

const seen: Observed[] = [];

class Room extends SandboxRoom {
  static async open(): Promise<Room> {
    return new Room(await startSandbox({ observe: (one) => void seen.push(one) }), 'shipstation');
  }

  async act(verb: string, body: object = {}): Promise<IDataObject> {
    return await this.control('POST', verb, body);
  }

  async labels(): Promise<Array<{ orderNumber: string; shipmentId: number; voidedAt: string | null }>> {
    return (await this.control<{ labels: Array<{ orderNumber: string; shipmentId: number; voidedAt: string | null }> }>('GET', 'state')).labels;
  }
}

let room: Room;
beforeAll(async () => {
  room = await Room.open();
});
afterAll(async () => await room.close());
beforeEach(() => {
  room.reset();
  seen.length = 0;
});

const SERVICE = { carrierCode: 'royal_mail', serviceCode: 'rm_48' };
const items = [{ lineItemKey: 'l1', sku: 'MUG-BLUE-330', name: 'Mug', quantity: 1, unitPrice: 12, weight: { value: 400, units: 'grams' } }];
const seed = async (numbers: string[], more: IDataObject = SERVICE) =>
  await room.act('seed', { orders: numbers.map((orderNumber) => ({ orderNumber, orderKey: `cin7core:main:${orderNumber}`, items, ...more })) });

async function buy(numbers: string[], parameters: IDataObject = {}) {
  const input = numbers.map((number) => ({ identity: { channel: 'cin7core', account: 'main', id: number }, number }));
  const all = { resource: 'label', operation: 'buyBatch', order: '={{ $json }}', ...parameters };
  const { items: made, errors } = await runNode({ type: 'shipStation', parameters: all as never, vault: await room.vault(), input, onError: 'continueErrorOutput' });
  return { made, rows: made.map(({ json }) => json), problems: errors.map(({ json }) => json.error as IDataObject) };
}
const batches = () => seen.filter(({ request }) => request.method === 'POST' && request.path.endsWith('/v2/batches'));

describe('labels in a batch', () => {
  it('are bought with one call, each with its file', async () => {
    await seed(['A', 'B', 'C', 'D', 'E']);
    const { made, rows, problems } = await buy(['A', 'B', 'C', 'D', 'E'], { labelFormat: 'zpl' });
    expect(problems).toEqual([]);
    expect(rows.map(({ number, outcome, serviceCode }) => [number, outcome, serviceCode])).toEqual(['A', 'B', 'C', 'D', 'E'].map((number) => [number, 'bought', 'rm_48']));
    expect(made.map(({ binary }) => binary?.label?.mimeType)).toEqual(Array(5).fill('application/zpl'));
    expect(batches()).toHaveLength(1);
    expect((await room.labels()).map(({ orderNumber }) => orderNumber).sort()).toEqual(['A', 'B', 'C', 'D', 'E']);
  });

  it('one that is refused is told of its order alone', async () => {
    await seed(['A', 'C']);
    await seed(['B'], {});
    const { rows, problems } = await buy(['A', 'B', 'C', 'NOWHERE']);
    expect(rows.map(({ number }) => number)).toEqual(['A', 'C']);
    expect(problems).toMatchObject([
      { kind: 'refused', message: expect.stringMatching(/Order 'B'.*service_code/) },
      { kind: 'refused', message: expect.stringContaining("Order 'NOWHERE'") },
    ]);
  });

  it('are not bought again: an order that has its label gets that one', async () => {
    await seed(['A', 'B']);
    await buy(['A', 'B']);
    const { rows } = await buy(['A', 'B']);
    expect(rows.map(({ outcome }) => outcome)).toEqual(['unchanged', 'unchanged']);
    expect(batches()).toHaveLength(1);
  });

  it('whose answer was lost are read back and not bought again', async () => {
    await seed(['A', 'B']);
    await room.fault({ kind: 'reset-after-write', match: 'batches', times: 1 });
    const { rows } = await buy(['A', 'B']);
    expect(rows.map(({ outcome }) => outcome)).toEqual(['bought', 'bought']);
    expect(batches()).toHaveLength(1);
    expect(await room.labels()).toHaveLength(2);
  });

  it('are an open question where the batch cannot be found, and are sent once', async () => {
    await seed(['A', 'B']);
    await room.fault({ kind: 'reset', match: 'batches', times: 1 });
    const { rows, problems } = await buy(['A', 'B']);
    expect(rows).toEqual([]);
    expect(problems.map(({ kind }) => kind)).toEqual(['unknown', 'unknown']);
    expect(await room.labels()).toEqual([]);
    expect(batches()).toHaveLength(1);
  });

  it('given back are not bought by the same batch, and say how', async () => {
    await seed(['A']);
    const { rows } = await buy(['A']);
    const given = { resource: 'label', operation: 'void', labelId: rows[0]?.labelId };
    await runNode({ type: 'shipStation', parameters: given as never, vault: await room.vault(), input: [{}] });
    const { problems } = await buy(['A']);
    expect(problems).toMatchObject([{ kind: 'refused', nextStep: expect.stringContaining('Label: Buy') }]);
    expect(await room.labels()).toHaveLength(1);
  });
});
