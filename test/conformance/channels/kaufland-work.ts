import type { IDataObject } from 'n8n-workflow';

import type { ReadFixture, WriteFixture } from '../fixture';
import type { Desk } from '../support/desk';
import { ordersOf, seedOrders, type StateOrder } from './kaufland-seed';

const SENDABLE = ['plain', 'three-pieces', 'plain'];
/** Pieces of one round of {@link SENDABLE}. */
const PIECES = [1, 3, 1];

const piecesOf = (n: number): number => Array.from({ length: n }, (_, index) => PIECES[index % PIECES.length] as number).reduce((sum, one) => sum + one, 0);

async function sendable(desk: Desk, n: number): Promise<StateOrder[]> {
  await seedOrders(desk, n, SENDABLE);
  return ordersOf(await desk.state());
}

const unitStates = (state: IDataObject): unknown =>
  ordersOf(state).map(({ id_order, units }) => [id_order, ...units.map(({ status, shipments, cancel_reason }) => [status, shipments, cancel_reason])]);

function shipmentOf({ id_order, storefront }: Pick<StateOrder, 'id_order' | 'storefront'>): IDataObject {
  return {
    order: { channel: 'kaufland', account: storefront, id: id_order },
    orderNumber: id_order,
    shippedAt: '2026-01-06T10:00:00.000Z',
    parcels: [{ id: 'p1', carrier: 'dhl', trackingNumber: `JD-${id_order}` }],
  };
}

const orderShip: WriteFixture = {
  scene: async (desk, n) => ({ parameters: { shipment: '={{ $json }}' }, input: (await sendable(desk, n)).map(shipmentOf) }),
  effect: unitStates,
  outcomes: { first: 'shipped', again: 'unchanged', dry: 'would ship' },
  nameOf: ({ orderNumber }) => String(orderNumber),
  recordOf: ({ orderNumber }) => String(orderNumber),
  calls: {
    n: 90,
    most: (n) => piecesOf(n) + Math.min(n, Math.ceil(piecesOf(n) / 100)),
    formula: 'N pieces + ⌈N/100⌉ to see what is sent already, since a second send is not confirmed to be harmless',
    sheet: 'kaufland.md §9 "despatch, REST"',
  },
  variants: [{ options: { unknownCarrier: 'other', extraParcels: true } }],
  broken: { item: shipmentOf({ id_order: 'MNOWHERE', storefront: 'de' }), named: 'MNOWHERE' },
};

const orderCancel: WriteFixture = {
  scene: async (desk, n) => ({
    parameters: { orderId: '={{ $json.id }}', reason: 'NoInventory' },
    input: (await sendable(desk, n)).map(({ id_order }) => ({ id: id_order })),
  }),
  effect: unitStates,
  outcomes: { first: 'cancelled', again: 'unchanged', dry: 'would cancel' },
  nameOf: ({ id }) => String(id),
  recordOf: ({ id }) => String(id),
  calls: {
    n: 30,
    most: (n) => piecesOf(n) + n,
    formula: 'N pieces + 1 an order to see what is sent, since nothing is cancelled by halves',
    sheet: 'kaufland.md §4.4',
  },
  broken: { item: { id: 'MNOWHERE' }, named: 'MNOWHERE' },
};

interface StateOffer {
  id_offer: string;
  amount: number;
  units: Array<{ id_unit: number; storefront: string; listing_price: number; minimum_price: number; status: string }>;
}

const offersOf = (state: IDataObject): StateOffer[] => state.offers as unknown as StateOffer[];

const stockPush: WriteFixture = {
  async scene(desk, n) {
    const { products } = await desk.seed<{ products: string[] }>({ products: n });
    return { parameters: { stock: '={{ $json }}', storefronts: ['de'] }, input: products.map((sku, index) => ({ sku, available: 3 + index })) };
  },
  levels: (state) => offersOf(state).map(({ id_offer, amount }) => ({ sku: id_offer, level: amount })),
  effect: (state) => offersOf(state).map(({ id_offer, amount, units }) => [id_offer, amount, units]),
  outcomes: { first: 'pushed', again: 'unchanged', dry: 'would push' },
  nameOf: ({ sku }) => String(sku),
  recordOf: ({ sku }) => String(sku),
  calls: {
    n: 320,
    // The catalogue has twelve offers of its own.
    most: (n) => Math.ceil(n / 150) + Math.ceil((n + 12) / 100),
    formula: '⌈M/150⌉ once for all storefronts + ⌈M/100⌉ for the map, which nothing keeps between runs',
    sheet: 'kaufland.md §9 "stock push, cold map"',
  },
  variants: [{ storefronts: [] }, { buffer: 100, whenZero: 'onHold' }, { price: 12.5 }],
  broken: { item: { sku: 'SKU-NOWHERE', available: 1 }, named: 'SKU-NOWHERE' },
};

function offersRead(keyOf: ReadFixture['keyOf']): ReadFixture {
  return {
    async scene(desk, n) {
      await desk.seed({ products: n });
      return { parameters: { returnAll: true, storefront: 'de' } };
    },
    keyOf,
    expected: async (desk) => offersOf(await desk.state()).flatMap(({ id_offer, units }) => (units.some(({ storefront }) => storefront === 'de') ? [id_offer] : [])),
    calls: { n: 230, most: (n) => Math.ceil((n + 12) / 100), formula: '⌈M/100⌉ of the storefront', sheet: 'kaufland.md §9' },
    variants: [{ output: 'raw' }, { returnAll: false, limit: 2 }, { storefront: 'cz' }],
  };
}

const returnGetAll: ReadFixture = {
  async scene(desk, n) {
    await seedOrders(desk, n, ['sent']);
    await desk.seed({ returns: n });
    return { parameters: { returnAll: true } };
  },
  keyOf: ({ identity }) => (identity as { id: string }).id,
  expected: async (desk) => ((await desk.state()).returns as Array<{ id_return: number }>).map(({ id_return }) => String(id_return)),
  pages: { parameters: { startFrom: '2020-01-01T00:00:00Z' }, again: 'nothing' },
  calls: {
    n: 130,
    most: (n) => 3 * Math.ceil(n / 100) + n,
    formula: '⌈R/100⌉ + ⌈R/100⌉ for their pieces (again with each page) + 1 a piece for its article, which no list holds',
    sheet: 'kaufland.md §9 "returns"',
  },
  variants: [{ storefronts: ['de'] }, { returnStatuses: ['package_received'], returnFilters: { updatedAfter: '2020-01-01T00:00:00Z' } }, { loadArticles: false }, { output: 'raw' }, { returnAll: false, limit: 1 }],
};

const skuOf = ({ sku }: IDataObject): string => String(sku);

export const offerReads: Record<string, ReadFixture> = { 'stock:getAll': offersRead(skuOf), 'product:getAll': offersRead(skuOf), 'return:getAll': returnGetAll };
export const writes: Record<string, WriteFixture> = { 'order:ship': orderShip, 'order:cancel': orderCancel, 'stock:push': stockPush };
