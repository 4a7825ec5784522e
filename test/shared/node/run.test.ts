/** The shared execute, run by n8n-core through a node of this package that stands for all of them. */
import { Problem } from '../../../nodes/shared/api/problem';
import { problemJson } from '../../../nodes/shared/node/errors';
import type { WriteOperation } from '../../../nodes/shared/node/operation';
import { channel } from '../../../nodes/Linnworks/actions';
import { runNode } from '../../support/n8n';
import { SandboxRoom } from '../../support/room';

class Linnworks extends SandboxRoom {
  static async open(): Promise<Linnworks> {
    return new Linnworks(await Linnworks.start(), 'linnworks');
  }
}

const location = { __rl: true, mode: 'name', value: 'Default' };
const parameters = { resource: 'order', operation: 'import', order: '={{ $json.record }}', location };
const carried = problemJson(new Problem({ kind: 'refused', message: "Order 'A': 'lines' is missing", nextStep: 'Mend it.' }));

let room: Linnworks;
beforeAll(async () => (room = await Linnworks.open()));
afterAll(async () => await room.close());
beforeEach(() => room.reset());

describe('a write node', () => {
  it('passes an item that carries a problem to its error output, with the fields of its input, and calls nobody', async () => {
    const { items, errors } = await runNode({
      type: 'linnworks',
      parameters,
      vault: await room.vault(),
      input: [{ key: 'kaufland:de:A', number: 'A', error: carried }],
      onError: 'continueErrorOutput',
    });
    expect(items).toEqual([]);
    expect(errors.map(({ json }) => json)).toEqual([{ key: 'kaufland:de:A', number: 'A', error: carried }]);
    expect(await room.requests()).toEqual([]);
  });

  it('tells the workflow behind its error output what the problem is, beside the fields of the input', async () => {
    const { errors } = await runNode({
      type: 'linnworks',
      parameters,
      vault: await room.vault(),
      input: [{ key: 'kaufland:de:B', number: 'B', record: { number: 'B' } }],
      onError: 'continueErrorOutput',
    });
    expect(errors[0]?.json).toMatchObject({ key: 'kaufland:de:B', number: 'B', error: { kind: 'refused', message: expect.stringContaining("'B'") } });
  });

  it('counts no item as not sent when a defect breaks the write off, and throws it where nobody waits for it', async () => {
    const orders = channel.resources.find(({ value }) => value === 'order')?.operations.find(({ value }) => value === 'import') as WriteOperation;
    const broken = jest.spyOn(orders, 'run').mockRejectedValue(new TypeError('x is undefined'));
    const step = { type: 'linnworks', parameters, vault: await room.vault(), input: [{ key: 'kaufland:de:C', number: 'C', record: {} }] };
    const { errors } = await runNode({ ...step, onError: 'continueErrorOutput' });
    expect(errors.map(({ json }) => json)).toMatchObject([{ key: 'kaufland:de:C', error: { kind: 'unknown', message: 'x is undefined' } }]);
    await expect(runNode(step)).rejects.toThrow('x is undefined');
    broken.mockRestore();
  });

  it('keeps what the books call an item on the row that tells what became of it', async () => {
    const record = {
      identity: { channel: 'testshop', account: 'de', id: 'F' },
      number: 'F',
      status: 'open',
      paid: true,
      complete: true,
      placedAt: '2026-01-05T12:00:00.000Z',
      currency: 'EUR',
      pricesIncludeTax: true,
      lines: [{ id: '1', sku: 'MUG', name: 'Mug', quantity: 1, unitGross: 5, lineGross: 5, taxRate: 19 }],
      total: { gross: 5 },
      shippingAddress: { name: 'Example', street: 'Teststr. 1', city: 'Köln', postcode: '50667', country: 'DE' },
    };
    const { items } = await runNode({
      type: 'linnworks',
      parameters,
      vault: await room.vault(),
      input: [{ key: 'testshop:de:F', number: 'F-1', state: 'done', record }],
      onError: 'continueErrorOutput',
    });
    expect(items[0]?.json).toMatchObject({ key: 'testshop:de:F', state: 'done', outcome: 'created' });
  });

  it('hands nothing on as done when it cannot work at all', async () => {
    const { items, errors } = await runNode({
      type: 'linnworks',
      parameters,
      vault: await room.vault({ token: 'not-the-token' }),
      input: [{ key: 'k', number: 'C', record: { number: 'C' } }],
      onError: 'continueErrorOutput',
    });
    expect(items).toEqual([]);
    expect(errors[0]?.json).toMatchObject({ error: { kind: 'unavailable' } });
  });

  it('stops with the reason and the next step where it is not set to continue', async () => {
    const work = runNode({ type: 'linnworks', parameters, vault: await room.vault(), input: [{ record: { number: 'D' } }, { record: { number: 'E' } }] });
    await expect(work).rejects.toMatchObject({ message: expect.stringContaining("'D'"), description: expect.stringContaining('Of 2 items 0 went through and 2 did not') });
  });
});

describe('a node that logs its requests', () => {
  const call = expect.objectContaining({ method: 'GET', path: '/api/Inventory/GetStockLocations', status: '200', at: expect.stringMatching(/^2\d{3}-.*Z$/) }) as unknown;

  it('tells them on the first item, and nothing where nobody asked', async () => {
    const list = { resource: 'location', operation: 'getAll', returnAll: true };
    const read = async (more: object) => (await runNode({ type: 'linnworks', parameters: { ...list, ...more }, vault: await room.vault() })).items;
    const [first, ...others] = await read({ logRequests: true });
    expect(first?.json.requests).toEqual([call]);
    for (const { json } of [...others, ...(await read({}))]) expect(json).not.toHaveProperty('requests');
  });

  it('tells them in the error where no item went through, and keeps it on the error output', async () => {
    const { items, errors } = await runNode({
      type: 'linnworks',
      parameters: { ...parameters, logRequests: true },
      vault: await room.vault(),
      input: [{ key: 'kaufland:de:B', number: 'B', record: { number: 'B' } }],
      onError: 'continueErrorOutput',
    });
    expect(items).toEqual([]);
    expect(errors[0]?.json).toMatchObject({ key: 'kaufland:de:B', error: { kind: 'refused', requests: [call] } });
  });
});
