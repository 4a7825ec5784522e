import type { INodeParameters } from 'n8n-workflow';

import { purchaseState, toPurchaseOrder } from '../../nodes/Linnworks/mapping-purchase';
import { expectedQuantity, type PurchaseOrder } from '../../nodes/shared/model';
import { LinnworksRoom } from './support/room';

// Some tests move hundreds of records through a real HTTP server.
jest.setTimeout(30_000);
jest.mock('n8n-workflow', () => ({ ...jest.requireActual<object>('n8n-workflow'), sleep: async () => {} }));

let room: LinnworksRoom;

beforeAll(async () => {
  room = await LinnworksRoom.open();
});
afterAll(async () => {
  await room.close();
});
beforeEach(() => {
  room.reset();
});

interface StatePurchase {
  pkPurchaseID: string;
  ExternalInvoiceNumber: string;
  Status: string;
}

const stored = async () => (await room.state<{ purchaseOrders: StatePurchase[] }>()).purchaseOrders;

const getMany = async (more: INodeParameters = {}) =>
  (await room.runOn('purchaseOrder', 'getAll', { returnAll: true, ...more })).rows as unknown as PurchaseOrder[];

const numbers = (orders: PurchaseOrder[]) => orders.map(({ number }) => number).sort();

async function numbersOf(...statuses: string[]): Promise<string[]> {
  return (await stored()).flatMap(({ Status, ExternalInvoiceNumber }) => (statuses.includes(Status) ? [ExternalInvoiceNumber] : [])).sort();
}

describe('Purchase Order: Get Many', () => {
  it('gives what is due: two searches, one call per order, one for the suppliers', async () => {
    await room.seed({ purchaseOrders: 12 });
    const orders = await getMany();
    expect(numbers(orders)).toEqual(await numbersOf('OPEN', 'PARTIAL'));
    expect(await room.calls()).toEqual({
      'Auth/AuthorizeByApplication': 1,
      'PurchaseOrder/Search_PurchaseOrders2': 2,
      'PurchaseOrder/Get_PurchaseOrder': 6,
      'Inventory/GetSuppliers': 1,
    });
    expect(orders[0]?.supplier?.name).toBe('Default');
  });

  it.each([
    ['none', undefined, 0],
    ['gram', 1, 1],
    ['kilogram', 1000, 1],
  ] as const)('tells the weights of its stock items where their unit is %s', async (weightUnit, factor, calls) => {
    await room.seed({ products: [{ sku: 'HEAVY', grams: 350 }], purchaseOrders: [{ lines: [{ SKU: 'HEAVY', Quantity: 2 }] }] });
    const [order] = await getMany({ weightUnit });
    // The room keeps 0.35, whatever that means in this account.
    expect(order?.lines.map(({ weightGrams }) => weightGrams)).toEqual([factor === undefined ? undefined : 0.35 * factor]);
    expect((await room.calls())['Stock/GetStockItemsFullByIds'] ?? 0).toBe(calls);
  });

  it('leaves out deleted lines, and keeps lines of one SKU apart', async () => {
    await room.seed({ purchaseOrders: 2 });
    const [open, partial] = await getMany();
    expect([open, partial].map((order) => order?.status).sort()).toEqual(['open', 'partlyReceived']);
    const lines = (open?.status === 'open' ? open : partial)?.lines ?? [];
    expect(lines).toHaveLength(3);
    expect(new Set(lines.map(({ id }) => id)).size).toBe(3);
    expect(new Set(lines.map(({ sku }) => sku)).size).toBe(2);
    const partly = (open?.status === 'open' ? partial : open)?.lines ?? [];
    expect(partly.map(expectedQuantity).sort()).toEqual([10, 10, 5]);
  });

  it('takes other statuses, a location, a limit and raw', async () => {
    await room.seed({ purchaseOrders: 12 });
    expect(numbers(await getMany({ statuses: ['PENDING'] }))).toEqual(await numbersOf('PENDING'));
    expect(numbers(await getMany({ statuses: [] }))).toHaveLength(12);
    // Delivered orders have nothing outstanding.
    expect((await getMany({ statuses: ['DELIVERED'] })).map(({ lines }) => lines)).toEqual([[], [], []]);
    expect((await getMany({ statuses: ['DELIVERED'], onlyOutstanding: false }))[0]?.lines).toHaveLength(3);
    expect(await getMany({ location: { __rl: true, mode: 'name', value: 'Second Warehouse' } })).toEqual([]);
    expect(await getMany({ returnAll: false, limit: 2 })).toHaveLength(2);
    expect((await getMany({ output: 'raw', returnAll: false, limit: 1 }))[0]).toHaveProperty('PurchaseOrderHeader');
  });

  it('page by page walks each status in turn, and tells what changed', async () => {
    await room.seed({ purchaseOrders: 20 });
    interface PageOut {
      items: Array<{ key: string; number: string; state: string }>;
      position: string;
      more: boolean;
    }
    const seen = new Map<string, string>();
    let position = '';
    let pages = 0;
    for (let more = true; more; pages++) {
      const { rows } = await room.runOn('purchaseOrder', 'getAll', { pageByPage: true, position, pageSize: 3 });
      const read = rows[0] as unknown as PageOut;
      for (const { number, state } of read.items) seen.set(number, state);
      ({ position, more } = read);
    }
    expect([...seen.keys()].sort()).toEqual(await numbersOf('OPEN', 'PARTIAL'));
    expect(pages).toBe(4);
    expect([...seen.values()].every((state) => /^(open|partlyReceived) [0-9a-f]{12}$/.test(state))).toBe(true);
  });

  it('is unavailable when Linnworks is', async () => {
    await room.seed({ purchaseOrders: 4 });
    await room.fault({ kind: 'status-5xx', match: 'Get_PurchaseOrder', times: -1 });
    const { problems } = await room.runOn('purchaseOrder', 'getAll', {}, [{}], true);
    expect(problems).toMatchObject([{ kind: 'unavailable' }]);
  });
});

describe('Purchase Order: Get', () => {
  it('finds one by number or id, with all its lines', async () => {
    await room.seed({ purchaseOrders: 4 });
    const delivered = (await stored()).find(({ Status }) => Status === 'DELIVERED');
    const get = async (purchaseOrder: string) => (await room.runOn('purchaseOrder', 'get', { purchaseOrder })).rows[0];
    const byNumber = await get(delivered?.ExternalInvoiceNumber ?? '');
    expect(byNumber).toMatchObject({ status: 'received', number: delivered?.ExternalInvoiceNumber });
    expect((byNumber as unknown as PurchaseOrder).lines).toHaveLength(3);
    expect(await get(delivered?.pkPurchaseID ?? '')).toEqual(byNumber);
  });

  it('says when there is none', async () => {
    await expect(room.runOn('purchaseOrder', 'get', { purchaseOrder: 'PO-9' })).rejects.toMatchObject({
      message: "Linnworks has no purchase order 'PO-9'",
    });
  });
});

describe('mapping', () => {
  const header = { pkPurchaseID: 'p1', ExternalInvoiceNumber: 'PO-1', Status: 'PARTIAL', TotalCost: 60, taxPaid: 10, Currency: 'GBP' };
  const item = { pkPurchaseItemId: 'l1', SKU: 'MUG', Quantity: 10, Delivered: 4, Cost: 60, Tax: 10, TaxRate: 20 };
  const scope = { onlyOutstanding: true, suppliers: new Map<string, string>() };

  it('keeps totals and lets the difference be what is due', () => {
    const order = toPurchaseOrder({ PurchaseOrderHeader: header, PurchaseOrderItem: [item] }, scope);
    expect(order).toMatchObject({ status: 'partlyReceived', total: { gross: 60, tax: 10, net: 50 }, currency: 'GBP' });
    expect(order.lines).toMatchObject([
      { id: 'l1', quantity: 10, quantityReceived: 4, lineGross: 60, references: { pkPurchaseItemId: 'l1' } },
    ]);
  });

  it('lets an unknown status through and names what is missing', () => {
    expect(toPurchaseOrder({ PurchaseOrderHeader: { ...header, Status: 'NEW' } }, scope)).toMatchObject({
      status: 'NEW',
      vendorStatus: 'NEW',
    });
    expect(() => toPurchaseOrder({ PurchaseOrderHeader: header, PurchaseOrderItem: [{ ...item, SKU: null }] }, scope)).toThrow(
      "Purchase order 'PO-1': Linnworks gave no 'SKU'",
    );
  });

  it('its state changes with a delivery, a quantity or the date, and with nothing else', () => {
    const stateOf = (change: object, more: object = {}) =>
      purchaseState(toPurchaseOrder({ PurchaseOrderHeader: { ...header, ...more }, PurchaseOrderItem: [{ ...item, ...change }] }, scope));
    const states = [
      stateOf({}),
      stateOf({ Delivered: 5 }),
      stateOf({ Quantity: 11 }),
      stateOf({}, { QuotedDeliveryDate: '2026-02-01T00:00:00Z' }),
    ];
    expect(new Set(states).size).toBe(4);
    expect(stateOf({ ItemTitle: 'Mug' })).toBe(states[0]);
  });
});
