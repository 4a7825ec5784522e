import type { IDataObject } from 'n8n-workflow';

import { STOREFRONTS } from '../../sandbox/kaufland/values';
import type { ChannelFixture, ReadFixture, Scene } from '../fixture';
import type { Desk } from '../support/desk';
import { KINDS, ordersOf, seedOrders } from './kaufland-seed';
import { offerReads, writes } from './kaufland-work';

const FILE = 'kaufland/seller-api-v2.openapi.json';
const LONG_AGO = '2020-01-01T00:00:00Z';

const idOf = ({ identity }: IDataObject): string => (identity as { id: string }).id;
const importable = async (desk: Desk): Promise<string[]> =>
  ordersOf(await desk.state()).flatMap(({ id_order, shouldBeImported }) => (shouldBeImported ? [id_order] : []));

/** Orders of the seed with a unit in another status, or one that changed hours after the others. */
function partlyShown(n: number): number {
  const parts = ['scattered', 'one-unit-open', 'partly-cancelled'];
  return Array.from({ length: n }, (_, index) => KINDS[index % KINDS.length]).filter((kind) => parts.includes(kind)).length;
}

const orderGetAll: ReadFixture = {
  async scene(desk, n) {
    await seedOrders(desk, n);
    return { parameters: { returnAll: true } };
  },
  keyOf: idOf,
  expected: importable,
  pages: { parameters: { startFrom: LONG_AGO }, again: 'nothing' },
  calls: {
    n: 130,
    most: (n) => Math.ceil((2 * n) / 100) + Math.ceil(n / 100) + partlyShown(n) + Math.floor((2 * n) / 100),
    formula: '⌈units/100⌉ (two an order here) + ⌈orders/100⌉ for the numbers of units + 1 for each order of which a page shows a part',
    sheet: 'kaufland.md §9',
  },
  variants: [
    { storefronts: ['de', 'cz'] },
    { statuses: [] },
    { filters: { createdAfter: LONG_AGO, updatedAfter: LONG_AGO } },
    { loadPickupPoints: true },
    { output: 'raw', returnAll: false, limit: 2 },
    { pageByPage: true, startFrom: LONG_AGO, pageSize: 2 },
  ],
};

const orderGet: ReadFixture = {
  async scene(desk, n) {
    const ids = await seedOrders(desk, n, ['packstation', 'three-pieces', 'plain']);
    return { parameters: { orderId: '={{ $json.id }}' }, input: ids.map((id) => ({ id })) };
  },
  keyOf: idOf,
  expected: async (desk) => ordersOf(await desk.state()).map(({ id_order }) => id_order),
  calls: { n: 3, most: (n) => n, formula: '1 an order', sheet: 'kaufland.md §4.2' },
  variants: [{ output: 'raw' }],
  broken: { item: { id: 'MNOWHERE' }, named: 'MNOWHERE' },
};

async function triggerScene(desk: Desk, n: number): Promise<Scene> {
  await seedOrders(desk, n);
  return { parameters: { startFrom: LONG_AGO } };
}

export const fixture: ChannelFixture = {
  room: 'kaufland',
  reads: { 'order:getAll': orderGetAll, 'order:get': orderGet, ...offerReads },
  writes,
  unmet: {
    'notification-signature-uri': 'No node takes push notifications.',
    'second-send': 'What is sent is seen before, after a lost answer too: test/Kaufland/ship.test.ts lets somebody else send a piece meanwhile.',
  },
  triggers: {
    'kauflandTrigger:orderReady': {
      scene: triggerScene,
      keyOf: idOf,
      expected: importable,
      idle: { n: 3, most: () => 1, formula: '1', sheet: 'kaufland.md §9 "idle poll"' },
    },
    'kauflandTrigger:orderChanged': {
      scene: triggerScene,
      keyOf: idOf,
      expected: async (desk) => ordersOf(await desk.state()).map(({ id_order }) => id_order),
      idle: { n: 3, most: () => 1, formula: '1', sheet: 'kaufland.md §9 "idle poll"' },
    },
  },
  contract: {
    definitions: [FILE],
    locate: (_method, path) => ({ file: FILE, path: path.replace(/^\/kaufland\/v2/, '') }),
    /** The definition at hand is 2.27; 2.44 added storefronts (delta-2.44.json). */
    amend(schemas) {
      (schemas.Storefront as { enum: string[] }).enum = [...STOREFRONTS];
    },
    requests: [
      'GET /order-units',
      'GET /orders',
      'GET /orders/{id_order}',
      'GET /info/storefront',
      'GET /carriers',
      'GET /units',
      'GET /returns',
      'GET /returns/{id_return}',
      'GET /return-units',
      'GET /return-units/{id_return_unit}',
      'PATCH /order-units/{id_order_unit}/cancel',
      'PATCH /order-units/{id_order_unit}/send',
      'POST /units/bulk',
    ],
  },
};
