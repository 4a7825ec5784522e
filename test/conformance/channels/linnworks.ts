import { readFileSync } from 'node:fs';

import type { IDataObject } from 'n8n-workflow';

import { specification } from '../../support/left-out';
import { order } from '../../Linnworks/support/orders';
import { CANARY, type ChannelFixture, type ReadFixture, type WriteFixture } from '../fixture';
import { LONG_AGO, ordersOf, seedOrders } from './linnworks-seed';
import { returnReads, returnWrites } from './linnworks-returns';
import { stockReads, stockWrites } from './linnworks-stock';
import { triggers } from './linnworks-triggers';
import { workReads, workWrites } from './linnworks-work';

const LOCATION = { __rl: true, mode: 'name', value: 'Default' };

const numberOf = (row: IDataObject): string => String(row.number);

const orderGetAll: ReadFixture = {
  async scene(desk, n) {
    await seedOrders(desk, n);
    return { parameters: { returnAll: true } };
  },
  keyOf: numberOf,
  expected: async (desk) => ordersOf(await desk.state()).flatMap((one) => (one.IsOpen && one.Status === 1 ? [String(one.NumOrderId)] : [])),
  pages: {
    parameters: { startFrom: LONG_AGO },
    again: 'nothing',
    calls: {
      n: 230,
      most: (n) => 2 * (3 + Math.ceil(n / 100)),
      formula: '⌈N/100⌉ + 1 a location (their pages do not mix); each page looks the locations up anew while no location ID is chosen',
      sheet: 'linnworks.md §13',
    },
  },
  calls: {
    n: 230,
    most: (n) => 1 + 3 + Math.ceil(n / 100),
    formula: '⌈N/100⌉ + 1 a location (their pages do not mix) + 1 for the locations',
    sheet: 'linnworks.md §13',
  },
  variants: [
    { location: { __rl: true, mode: 'id', value: '00000000-0000-0000-0000-000000000000' } },
    { location: LOCATION, onlyPaid: false, includeProcessed: true, fromDate: LONG_AGO, source: 'KAUFLAND' },
    { output: 'raw', returnAll: false, limit: 2, weightUnit: 'gram' },
    { pageByPage: true, startFrom: LONG_AGO, pageSize: 2 },
  ],
};

const orderGet: ReadFixture = {
  async scene(desk, n) {
    const references = await seedOrders(desk, n);
    return { parameters: { by: 'reference', value: '={{ $json.reference }}' }, input: references.map((reference) => ({ reference })) };
  },
  keyOf: numberOf,
  expected: async (desk) => ordersOf(await desk.state()).map(({ NumOrderId }) => String(NumOrderId)),
  calls: { n: 3, most: (n) => n, formula: '1 an order', sheet: 'linnworks.md §4.2' },
  variants: [
    { by: 'number', value: '100001' },
    { by: 'orderId', value: '00000000-0000-0000-0000-000000000001' },
    { output: 'raw' },
  ],
  broken: { item: { reference: 'R-NOWHERE' }, named: 'R-NOWHERE' },
};

const locationGetAll: ReadFixture = {
  scene: async () => ({ parameters: { returnAll: true } }),
  keyOf: ({ id }) => String(id),
  expected: async (desk) => ((await desk.state()).locations as IDataObject[]).map(({ StockLocationId }) => String(StockLocationId)),
  calls: { n: 3, most: () => 1, formula: '1', sheet: 'linnworks.md §3' },
  variants: [{ output: 'raw' }],
};

/** Every third order is not paid: its write cannot be repeated blindly. */
function incoming(n: number): IDataObject[] {
  const people = {
    buyer: { name: CANARY.name, email: CANARY.email },
    shippingAddress: { name: CANARY.name, street: `${CANARY.street} 7`, postcode: '50667', city: 'Köln', country: 'DE', email: CANARY.email },
  };
  return Array.from({ length: n }, (_, index) =>
    order(`K${String(index + 1).padStart(4, '0')}`, { ...people, paid: index % 3 !== 2 }),
  ) as unknown as IDataObject[];
}

const unpaid = (n: number): number => Math.floor(n / 3);

const orderImport: WriteFixture = {
  scene: async (_desk, n) => ({ parameters: { order: '={{ $json }}', location: LOCATION }, input: incoming(n) }),
  totals: (state) => ordersOf(state).map((one) => ({ number: one.ReferenceNum, total: one.TotalsInfo.TotalCharge })),
  effect: (state) =>
    ordersOf(state)
      .map((one) => [one.Source, one.SubSource, one.ReferenceNum, one.LocationName, one.Status, one.IsParked, one.TotalsInfo.TotalCharge, one.items.length, one.notes.length, one.updates])
      .sort((a, b) => String(a[2]).localeCompare(String(b[2]))),
  outcomes: { first: 'created', again: 'unchanged', dry: 'would create' },
  nameOf: ({ number }) => String(number),
  recordOf: ({ number }) => String(number),
  calls: {
    n: 60,
    most: (n) => 1 + 2 * Math.ceil((n - unpaid(n)) / 20) + unpaid(n) + 2 * Math.ceil(unpaid(n) / 20),
    formula: '⌈N/20⌉ + as many to learn the ids and what was stored + 1 for the locations + 1 look-up for each unpaid order, which a repeat would overwrite',
    sheet: 'linnworks.md §13 "create orders"',
  },
  variants: [{ ifItExists: 'update' }, { options: { note: 'by n8n', paymentTag: 'Kaufland', linkBySku: false } }],
  broken: { item: { ...(order('KBROKEN', { complete: false }) as unknown as IDataObject) }, named: 'KBROKEN' },
};

interface OperationShape {
  shape: 'query' | 'named' | 'request';
  params: Record<string, string>;
}

/** Our own table of how each operation's parameters travel (linnworks.md §2); empty where the definitions are missing. */
function shapes(): Record<string, OperationShape> {
  const file = specification('linnworks/operations.json');
  return file ? (JSON.parse(readFileSync(file, 'utf8')) as { operations: Record<string, OperationShape> }).operations : {};
}

function fieldValue(kind: string | undefined, text: string): unknown {
  if (kind === undefined) return text;
  if (kind.startsWith('json:')) return text === '' ? null : (JSON.parse(text) as unknown);
  if (text === '') return kind === 'scalar:string' ? '' : undefined;
  if (/boolean/.test(kind)) return text.toLowerCase() === 'true';
  return /int|number|double|float|decimal/.test(kind) ? Number(text) : text;
}

export const fixture: ChannelFixture = {
  room: 'linnworks',
  reads: { 'order:getAll': orderGetAll, 'order:get': orderGet, 'location:getAll': locationGetAll, ...workReads, ...stockReads, ...returnReads },
  writes: { 'order:import': orderImport, ...workWrites, ...stockWrites, ...returnWrites },
  triggers,
  unmet: {
    'authorize-refusal': 'Asked with wrong keys only: test/Linnworks/import.test.ts tries both answers.',
    'get-as-form-post': 'What is declared as GET is sent as GET.',
    'process-again': 'What is processed is seen before, after a lost answer too: test/Linnworks/ship.test.ts tries both answers.',
    'unknown-location': 'The name is taken from the list of the account before anything is sent.',
    'unknown-sku-in-set-stock-level': 'SKUs are looked up before a level is set.',
    'v2-without-location': 'v2 is never asked without a location.',
  },
  logIn: 'Auth/AuthorizeByApplication',
  contract: {
    definitions: ['linnworks/operations.json', 'linnworks/v1/orders.json', 'linnworks/v2/orders-v2.json'],
    locate(_method, path) {
      if (path.startsWith('/linnworks-v2/v2/')) return { file: 'linnworks/v2/orders-v2.json', path: path.slice('/linnworks-v2/v2'.length) };
      const operation = /\/api\/(\w+)\/\w+$/.exec(path);
      return operation ? { file: `linnworks/v1/${operation[1].toLowerCase()}.json`, path: operation[0] } : undefined;
    },
    decodeForm(path, fields) {
      const { shape, params } = shapes()[path.replace('/api/', '')] ?? { shape: 'named', params: {} };
      if (shape === 'request') return JSON.parse(fields.find(([name]) => name === 'request')?.[1] ?? 'null') as unknown;
      return Object.fromEntries(fields.map(([name, text]) => [name, fieldValue(params[name], text)]));
    },
    requests: [
      'POST /api/Auth/AuthorizeByApplication',
      'GET /orders',
      'GET /api/Inventory/GetStockLocations',
      'GET /api/Inventory/GetSuppliers',
      'GET /api/PostalServices/GetPostalServices',
      'GET /api/ProcessedOrders/GetReturnCategories',
      'GET /api/ReturnsRefunds/SearchReturnsRefundsPaged',
      'GET /api/Orders/GetOrderDetailsByNumOrderId',
      'GET /api/Orders/GetOrderDetailsByReferenceId',
      'POST /api/Orders/ChangeOrderTag',
      'POST /api/Orders/ChangeStatus',
      'POST /api/Orders/CreateOrders',
      'POST /api/Orders/GetOpenOrders',
      'POST /api/Orders/GetOrdersById',
      'POST /api/Orders/CancelOrder',
      'POST /api/Orders/LockOrder',
      'POST /api/Orders/ProcessOrdersInBatch',
      'POST /api/Orders/SetInvoicesPrinted',
      'POST /api/Orders/SetOrderShippingInfo',
      'POST /api/ProcessedOrders/SearchProcessedOrders',
      'POST /api/PurchaseOrder/Get_PurchaseOrder',
      'POST /api/PurchaseOrder/Search_PurchaseOrders2',
      'POST /api/ReturnsRefunds/ActionRMABooking',
      'POST /api/ReturnsRefunds/CreateRMABooking',
      'POST /api/ReturnsRefunds/GetRMAHeadersByOrderId',
      'POST /api/Inventory/AddInventoryItem',
      'POST /api/Inventory/GetStockItemIdsBySKU',
      'POST /api/Stock/GetStockItemsFull',
      'POST /api/Stock/GetStockLevel_Batch',
      'POST /api/Stock/SetStockLevel',
    ],
  },
};
