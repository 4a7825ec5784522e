import type { IDataObject } from 'n8n-workflow';

import type { ReadFixture, WriteFixture } from '../fixture';
import type { Desk } from '../support/desk';
import { ordersOf, rowsOf, seedOrders } from './amazon-seed';

const identity = (id: string): IDataObject => ({ channel: 'amazon', account: 'main', id });

const shipmentOf = (orderId: string): IDataObject => ({
  order: identity(orderId),
  orderNumber: orderId,
  shippedAt: new Date(Date.now() - 600_000).toISOString(),
  parcels: [{ id: 'p1', carrier: 'dhl', trackingNumber: `JD-${orderId}` }],
});

const despatched = (state: IDataObject): unknown =>
  ordersOf(state).map(({ items, status, packages }) => [items.map(({ shipped }) => shipped), status, packages.map(({ carrierCode, items: inside }) => [carrierCode, JSON.stringify(inside).length > 2])]);

const orderShip: WriteFixture = {
  scene: async (desk, n) => ({ parameters: { shipment: '={{ $json }}' }, input: (await seedOrders(desk, n)).map(shipmentOf) }),
  effect: despatched,
  outcomes: { first: 'shipped', again: 'unchanged', dry: 'would ship' },
  nameOf: ({ orderNumber }) => String(orderNumber),
  recordOf: ({ orderNumber }) => String(orderNumber),
  calls: { n: 40, most: (n) => 2 * n, formula: '1 a parcel + 1 to read what Amazon knows of the order', sheet: 'amazon.md §17.3' },
  variants: [{ sendBy: 'feed' }, { unknownCarrier: 'other' }],
  broken: { item: { ...shipmentOf('306-9999999-9999999'), parcels: [] }, named: '306-9999999-9999999' },
};

const SKUS = 20;

const stockPush: WriteFixture = {
  async scene(desk, n) {
    const { listings } = await desk.seed<{ listings: string[] }>({ listings: n });
    return { parameters: { stock: '={{ $json }}' }, input: listings.map((sku, index) => ({ sku, available: 40 + index })) };
  },
  effect: ({ listings }) => (listings as Array<{ sku: string; availability: unknown }>).map(({ sku, availability }) => [sku, availability]),
  levels: ({ listings }) =>
    (listings as Array<{ sku: string; availability: Array<{ fulfillment_channel_code: string; quantity: number }> }>).flatMap(({ sku, availability }) =>
      availability.flatMap(({ fulfillment_channel_code: code, quantity }) => (code === 'DEFAULT' ? [{ sku, level: quantity }] : [])),
    ),
  // A quantity shows minutes after it was accepted, and until then the same one is written again (amazon.md §10.1).
  outcomes: { first: 'pushed', again: 'pushed', dry: 'would push' },
  nameOf: ({ sku }) => String(sku),
  recordOf: ({ sku }) => String(sku),
  calls: { n: 60, most: (n) => n + Math.ceil(n / SKUS), formula: '1 a SKU + ⌈M/20⌉ to see which differ', sheet: 'amazon.md §17.2' },
  variants: [{ sendBy: 'feed' }, { onlyDifferences: false, options: { price: '19.90', handlingDays: 2 } }],
  broken: { item: { sku: 'NOWHERE-1', available: 3 }, named: 'NOWHERE-1' },
};

const SENDER = {
  name: 'Musterladen GmbH',
  addressLine1: 'Lagerstr. 9',
  city: 'Köln',
  postalCode: '50667',
  countryCode: 'DE',
  email: 'lager@example.com',
  phone: '+49 221 00000',
};
const PARCEL = { orderId: '={{ $json.number }}', shipFrom: SENDER, weightGrams: 900 };

const labelBuy: WriteFixture = {
  scene: async (desk, n) => ({ parameters: PARCEL, input: (await seedOrders(desk, n)).map((number) => ({ number })) }),
  effect: (state) => [(state.labels as IDataObject[]).map(({ service, status, format }) => [service, status, format]), despatched(state)],
  outcomes: { first: 'bought', again: 'unchanged', dry: 'would buy' },
  nameOf: ({ number }) => String(number),
  recordOf: ({ number }) => String(number),
  calls: { n: 12, most: (n) => 1 + 3 * n, formula: '2 a label + 1 restricted data token an hour + 1 to read what Amazon knows of the order', sheet: 'amazon.md §17.4' },
  variants: [
    { chooseBy: 'service', serviceId: 'DPD_DE_CLASSIC', labelFormat: 'ZPL203' },
    { chooseBy: 'fastest', labelFormat: 'ShippingServiceDefault', highestPrice: 20, carrier: 'DHL' },
  ],
  broken: { item: { number: '306-9999999-9999999' }, named: '306-9999999-9999999' },
};

async function bought(desk: Desk, n: number): Promise<IDataObject[]> {
  const numbers = await seedOrders(desk, n);
  return await rowsOf(desk, 'label', 'buy', PARCEL, numbers.map((number) => ({ number })));
}

const labelVoid: WriteFixture = {
  scene: async (desk, n) => ({
    parameters: { shipmentId: '={{ $json.shipmentId }}' },
    input: (await bought(desk, n)).map(({ shipmentId }) => ({ shipmentId })),
  }),
  effect: (state) => (state.labels as IDataObject[]).map(({ service, status }) => [service, status]),
  outcomes: { first: 'voided', again: 'unchanged', dry: 'would void' },
  nameOf: ({ shipmentId }) => String(shipmentId),
  calls: { n: 12, most: (n) => 1 + 2 * n, formula: '1 a label + 1 to see how it stands + 1 restricted data token an hour', sheet: 'amazon.md §12' },
  broken: { item: { shipmentId: '00000000-0000-8000-8000-000000000000' }, named: '00000000-0000-8000-8000-000000000000' },
};

/** What the sandbox's services come to for a light parcel of an order without Prime. */
const SERVICES = ['DHL_DE_PAKET', 'DPD_DE_CLASSIC', 'DHL_DE_WARENPOST', 'DHL_DE_CUSTOMS'];

const rateGetAll: ReadFixture = {
  scene: async (desk, n) => ({ parameters: PARCEL, input: (await seedOrders(desk, n)).map((number) => ({ number })) }),
  keyOf: ({ orderId, serviceId }) => `${String(orderId)} ${String(serviceId)}`,
  expected: async (desk) => ordersOf(await desk.state()).flatMap(({ orderId }) => SERVICES.map((service) => `${orderId} ${service}`)),
  calls: { n: 12, most: (n) => 2 * n, formula: '1 a quote + 1 to read what is left of the order', sheet: 'amazon.md §17.4' },
  variants: [{ output: 'raw' }],
  broken: { item: { number: '306-9999999-9999999' }, named: '306-9999999-9999999' },
};

export const workReads: Record<string, ReadFixture> = { 'rate:getAll': rateGetAll };
export const workWrites: Record<string, WriteFixture> = { 'order:ship': orderShip, 'stock:push': stockPush, 'label:buy': labelBuy, 'label:void': labelVoid };
