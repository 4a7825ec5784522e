import type { IDataObject } from 'n8n-workflow';

import type { ChannelFixture, ReadFixture, TriggerFixture } from '../fixture';
import { reportReads, reportWrites } from './amazon-reports';
import { LONG_AGO, openOrders, ordersOf, seedOrders } from './amazon-seed';
import { workReads, workWrites } from './amazon-work';

const GERMANY = 'A1PA6795UKMFR9';

const numberOf = ({ number }: IDataObject): string => String(number);

const orderGetAll: ReadFixture = {
  async scene(desk, n) {
    await seedOrders(desk, n);
    return { parameters: { returnAll: true } };
  },
  keyOf: numberOf,
  expected: openOrders,
  pages: { parameters: { startFrom: LONG_AGO }, again: 'nothing' },
  calls: { n: 230, most: (n) => Math.ceil(n / 100), formula: '⌈N/100⌉', sheet: 'amazon.md §17.1 (a1)' },
  variants: [
    { statuses: [], fulfilledBy: 'any', marketplaces: [GERMANY], prime: 'without', changedSince: LONG_AGO },
    { output: 'raw', returnAll: false, limit: 2 },
    { pageByPage: true, startFrom: LONG_AGO, pageSize: 2 },
  ],
};

const orderGet: ReadFixture = {
  scene: async (desk, n) => ({ parameters: { orderId: '={{ $json.id }}' }, input: (await seedOrders(desk, n)).map((id) => ({ id })) }),
  keyOf: numberOf,
  expected: async (desk) => ordersOf(await desk.state()).map(({ orderId }) => orderId),
  calls: { n: 12, most: (n) => n, formula: '1 an order', sheet: 'amazon.md §5.2' },
  variants: [{ output: 'raw' }],
  broken: { item: { id: '306-9999999-9999999' }, named: '306-9999999-9999999' },
};

const listingGetAll: ReadFixture = {
  async scene(desk, n) {
    await desk.seed({ listings: n });
    return { parameters: { returnAll: true } };
  },
  keyOf: ({ sku }) => String(sku),
  expected: async (desk) => ((await desk.state()).listings as IDataObject[]).map(({ sku }) => String(sku)),
  calls: { n: 60, most: (n) => Math.ceil((n + 20) / 20), formula: '⌈M/20⌉, M with the up to 20 listings the room has of its own', sheet: 'amazon.md §10.1' },
  variants: [{ output: 'raw', skus: 'MUG-BLUE-330, TEE/RED M', status: ['BUYABLE'], marketplace: GERMANY }],
};

const marketplaceGetAll: ReadFixture = {
  scene: async () => ({ parameters: { returnAll: true } }),
  keyOf: ({ id }) => String(id),
  expected: async (desk) => ((await desk.act<{ marketplaces: Array<{ id: string }> }>('account', {})).marketplaces ?? []).map(({ id }) => id),
  calls: { n: 3, most: () => 1, formula: '1', sheet: 'amazon.md §2.3' },
  variants: [{ output: 'raw' }],
};

const IDLE = { n: 3, most: () => 1, formula: '1', sheet: 'amazon.md §17.1' };

const orderReady: TriggerFixture = {
  async scene(desk, n) {
    await seedOrders(desk, n);
    return { parameters: { startFrom: LONG_AGO } };
  },
  keyOf: numberOf,
  expected: openOrders,
  idle: IDLE,
  restMs: 5 * 60_000,
};

const orderChanged: TriggerFixture = {
  async scene(desk, n) {
    await seedOrders(desk, n);
    return { parameters: { startFrom: LONG_AGO, statuses: [], fulfilledBy: 'any' } };
  },
  keyOf: numberOf,
  expected: async (desk) => ordersOf(await desk.state()).map(({ orderId }) => orderId),
  variants: [{ prime: 'without' }],
  idle: IDLE,
  restMs: 5 * 60_000,
};

/** First path segments of the API and the model that describes them. */
const MODELS: ReadonlyArray<readonly [prefix: string, file: string]> = [
  ['/orders/2026-01-01/', 'orders_2026-01-01'],
  ['/orders/v0/', 'ordersV0'],
  ['/reports/', 'reports_2021-06-30'],
  ['/feeds/', 'feeds_2021-06-30'],
  ['/tokens/', 'tokens_2021-03-01'],
  ['/listings/', 'listingsItems_2021-08-01'],
  ['/sellers/', 'sellers'],
  ['/mfn/', 'merchantFulfillmentV0'],
];

const fileOf = (model: string): string => `amazon/models/${model}.json`;

export const fixture: ChannelFixture = {
  room: 'amazon',
  reads: { 'order:getAll': orderGetAll, 'order:get': orderGet, 'listing:getAll': listingGetAll, 'marketplace:getAll': marketplaceGetAll, ...reportReads, ...workReads },
  writes: { ...reportWrites, ...workWrites },
  triggers: { 'amazonTrigger:orderReady': orderReady, 'amazonTrigger:orderChanged': orderChanged },
  unmet: {
    'all-orders-over-30-days': 'Longer ranges are asked for in parts: test/Amazon/reports.test.ts.',
    'availability-of-fba-sku': 'The listing is read first and nothing is sent for what Amazon fulfils: test/Amazon/stock.test.ts.',
    'discount-sign': 'The orders here have no discounts: test/Amazon/reports.test.ts tries both answers.',
    'invalid-client-status': 'Asked with wrong keys only: test/Amazon/credential.test.ts tries both answers.',
    'orders-without-role': 'The account here has all roles: test/Amazon/orders.test.ts tries both answers.',
    'rdt-without-role': 'The account here has all roles: test/Amazon/reports.test.ts tries both answers.',
    'repeated-report': 'Nothing is asked for twice within a minute here: test/Amazon/reports.test.ts tries both answers.',
    'second-confirmation-after-full': 'What is shipped is seen before: test/Amazon/ship.test.ts.',
    'ship-date-in-future': 'Times ahead of the clock are not sent: test/Amazon/ship.test.ts tries both answers.',
    'stock-for-unknown-sku': 'SKUs are looked up first; test/Amazon/stock.test.ts tries all answers without that.',
    'unlisted-carrier': 'DHL is on the list: test/Amazon/ship.test.ts tries both answers.',
  },
  logIn: 'lwa.token',
  contract: {
    definitions: MODELS.map(([, model]) => fileOf(model)),
    commaLists: true,
    undescribed(_method, path) {
      if (path.startsWith('/amazon-lwa/')) return 'Login with Amazon';
      return path.startsWith('/amazon-documents/') ? 'document storage' : undefined;
    },
    locate(_method, path) {
      const own = path.replace(/^\/amazon(?=\/)/, '');
      const found = MODELS.find(([prefix]) => own.startsWith(prefix));
      return found ? { file: fileOf(found[1]), path: own } : undefined;
    },
    requests: [
      'POST Login with Amazon',
      'GET document storage',
      'PUT document storage',
      'GET /sellers/v1/marketplaceParticipations',
      'GET /orders/2026-01-01/orders',
      'GET /orders/2026-01-01/orders/{orderId}',
      'POST /orders/v0/orders/{orderId}/shipmentConfirmation',
      'POST /reports/2021-06-30/reports',
      'GET /reports/2021-06-30/reports',
      'GET /reports/2021-06-30/reports/{reportId}',
      'GET /reports/2021-06-30/documents/{reportDocumentId}',
      'POST /tokens/2021-03-01/restrictedDataToken',
      'POST /feeds/2021-06-30/documents',
      'POST /feeds/2021-06-30/feeds',
      'GET /feeds/2021-06-30/feeds/{feedId}',
      'GET /feeds/2021-06-30/documents/{feedDocumentId}',
      'PATCH /listings/2021-08-01/items/{sellerId}/{sku}',
      'GET /listings/2021-08-01/items/{sellerId}',
      'POST /mfn/v0/eligibleShippingServices',
      'POST /mfn/v0/shipments',
      'GET /mfn/v0/shipments/{shipmentId}',
      'DELETE /mfn/v0/shipments/{shipmentId}',
    ],
  },
};
