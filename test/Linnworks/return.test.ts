import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { toReturn } from '../../nodes/Linnworks/mapping-return';
import type { Return } from '../../nodes/shared/model';
import { runListMethod } from '../support/n8n';
import { many } from './support/orders';
import { DEFAULT_LOCATION, LinnworksRoom } from './support/room';

// Some tests move hundreds of records through a real HTTP server.
jest.setTimeout(30_000);
jest.mock('n8n-workflow', () => ({ ...jest.requireActual<object>('n8n-workflow'), sleep: async () => {} }));

let room: LinnworksRoom;
let clock: number | undefined;

beforeAll(async () => {
  room = await LinnworksRoom.open(() => clock ?? Date.now());
});
afterAll(async () => {
  await room.close();
});
beforeEach(() => {
  clock = undefined;
  room.reset();
});

interface State {
  returns: Array<{ RMAHeaderId: number; Reference: string; Actioned: boolean; items: Array<Record<string, unknown>> }>;
  stock: Array<{ SKU: string; levels: Record<string, number> }>;
}

const booked = async () => (await room.state<State>()).returns;
const mugs = async () => (await room.state<State>()).stock.find(({ SKU }) => SKU === 'MUG-BLUE-330')?.levels[DEFAULT_LOCATION] ?? 0;

const returned = (order: string, more: Partial<Return> = {}): Return => ({
  identity: { channel: 'mintsoft', account: 'main', id: `R-${order}` },
  number: `R-${order}`,
  order: { channel: 'kaufland', account: 'de', id: order },
  status: 'received',
  confirmed: true,
  lines: [{ id: '1', sku: 'MUG-BLUE-330', quantity: 1, reasonText: 'broken handle' }],
  ...more,
});

async function despatched(count: number): Promise<void> {
  await room.import(many(count));
  await room.process();
  await room.forgetRequests();
}

const book = async (returns: Return[], more: INodeParameters = {}) => {
  const location = { __rl: true, mode: 'id', value: DEFAULT_LOCATION };
  const parameters = { return: '={{ $json }}', location, category: 'Faulty Item', ...more };
  return await room.runOn('return', 'import', parameters, returns as unknown as IDataObject[], true);
};

const outcomes = ({ rows }: { rows: IDataObject[] }) => rows.map(({ outcome }) => outcome);

describe('Return: Import', () => {
  it('books, puts the goods back and refunds nothing; a second time changes nothing', async () => {
    await despatched(2);
    const before = await mugs();
    const returns = ['K0001', 'K0002'].map((one) => returned(one));
    expect(outcomes(await book(returns))).toEqual(['created', 'created']);
    expect(await mugs()).toBe(before + 2);
    expect(await booked()).toMatchObject([
      {
        Reference: 'mintsoft:main:R-K0001',
        Actioned: true,
        items: [{ RefundAmount: 0, ReasonCategory: 'Faulty Item', Reason: 'broken handle' }],
      },
      { Actioned: true },
    ]);
    expect(await room.calls()).toMatchObject({
      'ReturnsRefunds/GetRMAHeadersByOrderId': 2,
      'ReturnsRefunds/CreateRMABooking': 2,
      'ReturnsRefunds/ActionRMABooking': 2,
    });
    expect(outcomes(await book(returns))).toEqual(['unchanged', 'unchanged']);
    expect((await room.calls())['ReturnsRefunds/CreateRMABooking']).toBe(2);
    expect(await mugs()).toBe(before + 2);
  });

  it('does not put scrapped pieces back', async () => {
    await despatched(1);
    const before = await mugs();
    await book([returned('K0001', { lines: [{ id: '1', sku: 'MUG-BLUE-330', quantity: 1, stockAction: 'scrap' }] })]);
    expect(await mugs()).toBe(before);
    expect((await booked())[0]?.items[0]).toMatchObject({ ReturnQuantity: 1, ScrapQuantity: 1 });
  });

  it.each(['CreateRMABooking', 'ActionRMABooking'])('a lost answer of %s is read back', async (operation) => {
    await despatched(1);
    const before = await mugs();
    await room.fault({ kind: 'reset-after-write', match: operation });
    expect(outcomes(await book([returned('K0001')]))).toEqual(['created']);
    expect(await booked()).toHaveLength(1);
    expect(await mugs()).toBe(before + 1);
    expect((await room.calls())[`ReturnsRefunds/${operation}`]).toBe(1);
  });

  it('only puts back what a dead run has booked', async () => {
    await despatched(1);
    const before = await mugs();
    await room.fault({ kind: 'status-429', match: 'ActionRMABooking', times: -1, retryAfter: 99 });
    expect((await book([returned('K0001')])).problems).toMatchObject([{ kind: 'unavailable' }]);
    await room.clearFaults();
    expect(outcomes(await book([returned('K0001')]))).toEqual(['created']);
    expect((await room.calls())['ReturnsRefunds/CreateRMABooking']).toBe(1);
    expect(await mugs()).toBe(before + 1);
  });

  it.each<[string, Partial<Return>, RegExp]>([
    ['an unknown line', { lines: [{ id: '1', sku: 'NO-SUCH', quantity: 1 }] }, /line 'NO-SUCH' is not on order/],
    ['parts of a piece', { lines: [{ id: '1', sku: 'MUG-BLUE-330', quantity: 0.5 }] }, /quantity of 0.5/],
    ['one that is not booked yet', { confirmed: false }, /not booked by the warehouse/],
    ['one without an order', { order: undefined }, /names no order/],
    ['one of another order', { order: { channel: 'kaufland', account: 'de', id: 'X9' } }, /is not at Linnworks/],
  ])('refuses %s and books the rest', async (_, change, message) => {
    await despatched(2);
    const result = await book([returned('K0001', change), returned('K0002')]);
    expect(outcomes(result)).toEqual(['created']);
    expect(result.problems).toMatchObject([{ item: 0, kind: 'refused', message: expect.stringMatching(message) as string }]);
  });

  it('refuses the return of an order that was never sent, and says what Linnworks says', async () => {
    await room.import(many(1));
    expect((await book([returned('K0001')])).problems).toMatchObject([{ message: expect.stringMatching(/not despatched/) as string }]);
    await room.process();
    const tooMany = returned('K0001', { lines: [{ id: '1', sku: 'MUG-BLUE-330', quantity: 5 }] });
    expect((await book([tooMany])).problems).toMatchObject([
      { kind: 'refused', message: expect.stringMatching(/quantity.*invalid/) as string },
    ]);
  });

  it('a dry run books nothing', async () => {
    await despatched(1);
    const { rows } = await book([returned('K0001')], { dryRun: true });
    expect(rows).toMatchObject([{ outcome: 'would create', request: { path: '/api/ReturnsRefunds/CreateRMABooking' } }]);
    expect(await booked()).toEqual([]);
  });

  it("lists the account's categories", async () => {
    const list = await runListMethod({ type: 'linnworks', kind: 'loadOptions', method: 'getReturnCategories', vault: await room.vault() });
    expect(list).toContainEqual({ name: 'Faulty Item', value: 'Faulty Item' });
  });
});

describe('Return: Get Many', () => {
  const getMany = async (more: INodeParameters = {}) =>
    (await room.runOn('return', 'getAll', { returnAll: true, ...more })).rows as unknown as Return[];

  it('gives what was put back, one return per line', async () => {
    await despatched(3);
    await book([returned('K0001'), returned('K0003')]);
    const rows = await getMany();
    expect(rows).toMatchObject([
      {
        order: { channel: 'kaufland', account: 'de', id: 'K0001' },
        status: 'accepted',
        confirmed: true,
        warehouse: DEFAULT_LOCATION,
        lines: [{ sku: 'MUG-BLUE-330', quantity: 1, quantityRestocked: 1, reasonText: 'Faulty Item: broken handle' }],
      },
      { order: { id: 'K0003' } },
    ]);
    expect((await room.calls())['ReturnsRefunds/SearchReturnsRefundsPaged']).toBe(1);
  });

  it('walks pages, and spans of three months, to their end once', async () => {
    await despatched(9);
    clock = Date.now() - 150 * 86_400_000;
    await book(['K0001', 'K0002'].map((one) => returned(one)));
    clock = undefined;
    await book(['K0003', 'K0004', 'K0005'].map((one) => returned(one)));
    const seen: string[] = [];
    let position = '';
    for (let more = true; more;) {
      const startFrom = new Date(Date.now() - 170 * 86_400_000).toISOString();
      const { rows } = await room.runOn('return', 'getAll', { pageByPage: true, position, startFrom, pageSize: 2 });
      const read = rows[0] as unknown as { items: Array<{ record: Return }>; position: string; more: boolean };
      seen.push(...read.items.map(({ record }) => record.order?.id ?? ''));
      ({ position, more } = read);
    }
    expect(seen).toEqual(['K0001', 'K0002', 'K0003', 'K0004', 'K0005']);
    expect((await room.requests()).every(({ status }) => status === 200)).toBe(true);
  });

  it('gives raw rows', async () => {
    await despatched(1);
    await book([returned('K0001')]);
    expect(await getMany({ output: 'raw' })).toMatchObject([{ ReferenceNum: 'K0001', ReturnQty: 1 }]);
  });

  it('tells lines of one return apart, and names what is missing', () => {
    const row = { pkReturnId: 7, ItemNumber: 'A', ReturnQty: 1, ReferenceNum: 'X', Source: 'KAUFLAND' };
    expect(toReturn(row).identity.id).not.toBe(toReturn({ ...row, ItemNumber: 'B' }).identity.id);
    expect(() => toReturn({ ...row, ReturnQty: null })).toThrow("Return 'X': Linnworks gave no 'ReturnQty'");
  });
});
