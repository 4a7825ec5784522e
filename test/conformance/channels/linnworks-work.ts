import type { IDataObject } from 'n8n-workflow';

import type { ReadFixture, WriteFixture } from '../fixture';
import { pass } from '../support/clock';
import type { Desk } from '../support/desk';
import { LONG_AGO, ordersOf, seedOrders, type StateOrder } from './linnworks-seed';

const SECOND_LOCATION = 1;
const DESPATCHED_AT_ONCE = 4;

const chunk = <T>(items: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, part) => items.slice(part * size, (part + 1) * size));

const identity = ({ OrderId }: StateOrder): IDataObject => ({ channel: 'linnworks', account: 'main', id: OrderId });

async function stored(desk: Desk, n: number): Promise<StateOrder[]> {
  await seedOrders(desk, n, 'all paid');
  return ordersOf(await desk.state());
}

function shipmentOf(order: StateOrder): IDataObject {
  return {
    order: identity(order),
    orderNumber: order.ReferenceNum,
    shippedAt: '2026-01-06T10:00:00.000Z',
    parcels: [{ id: 'p1', carrier: 'dhl', trackingNumber: `JD-${order.ReferenceNum}` }],
  };
}

const standing = (state: IDataObject): unknown =>
  ordersOf(state).map((one) => [one.ReferenceNum, one.IsOpen, one.processedOn !== null, one.cancelledOn !== null, one.IsParked, one.locked, one.TrackingNumber, one.notes.length, one.TotalsInfo.TotalCharge]);

const nowhere = { channel: 'linnworks', account: 'main', id: '99999999-0000-4000-8000-000000000000' };

const orderShip: WriteFixture = {
  scene: async (desk, n) => ({ parameters: { shipment: '={{ $json }}' }, input: (await stored(desk, n)).map(shipmentOf) }),
  effect: (state) => [standing(state), state.stock],
  outcomes: { first: 'shipped', again: 'unchanged', dry: 'would ship' },
  nameOf: ({ orderNumber }) => String(orderNumber),
  recordOf: ({ orderNumber }) => String(orderNumber),
  calls: {
    n: 110,
    most: (n) => Math.ceil(n / 100) + n + Math.ceil(n / 50) + SECOND_LOCATION,
    formula: '⌈N/100⌉ to read + N tracking numbers + ⌈N/50⌉ to process, each location by itself',
    sheet: 'linnworks.md §13 "despatch with tracking"',
  },
  variants: [
    { invoicePrinted: 'always' },
    { findBy: 'reference' },
    { options: { postalServices: { service: [{ carrier: 'dhl', postalService: 'DHL Paket' }] } } },
  ],
  broken: { item: { ...shipmentOf({ ReferenceNum: 'R-NOWHERE' } as StateOrder), order: nowhere }, named: 'R-NOWHERE' },
};

function change(outcomes: WriteFixture['outcomes'], calls: WriteFixture['calls'], more: Partial<WriteFixture> = {}): WriteFixture {
  return {
    scene: async (desk, n) => ({
      parameters: { order: '={{ $json }}' },
      input: (await stored(desk, n)).map((one) => ({ identity: identity(one), number: one.ReferenceNum })),
    }),
    effect: standing,
    outcomes,
    nameOf: ({ number }) => String(number),
    calls,
    broken: { item: { identity: nowhere, number: 'R-NOWHERE' }, named: 'R-NOWHERE' },
    ...more,
  };
}

const orderCancel = change(
  { first: 'cancelled', again: 'unchanged', dry: 'would cancel' },
  { n: 160, most: (n) => Math.ceil(n / 100) + n, formula: '⌈N/100⌉ to read + N, since nothing batches CancelOrder', sheet: 'linnworks.md §6' },
  { variants: [{ note: 'Cancelled by the buyer' }] },
);

const inHundreds = { n: 150, most: (n: number) => 2 * Math.ceil(n / 100), formula: '⌈N/100⌉ to read + ⌈N/100⌉ to change', sheet: 'linnworks.md §6' };

const orderHold = change({ first: 'held', again: 'unchanged', dry: 'would hold' }, inHundreds, { variants: [{ holdBy: 'lock' }] });

const PARKED = 7;
const orderRelease = change({ first: 'released', again: 'unchanged', dry: 'would release' }, inHundreds, {
  async scene(desk, n) {
    const orders = await stored(desk, n);
    await desk.act('edit', { references: orders.map(({ ReferenceNum }) => ReferenceNum), set: { Marker: PARKED } });
    return { parameters: { order: '={{ $json }}' }, input: orders.map((one) => ({ identity: identity(one), number: one.ReferenceNum })) };
  },
  variants: [{ holdBy: 'lock' }],
});

export const shipmentGetAll: ReadFixture = {
  async scene(desk, n) {
    const references = await seedOrders(desk, n, 'all paid');
    for (const some of chunk(references, DESPATCHED_AT_ONCE)) {
      await desk.act('process', { references: some });
      pass(1000);
    }
    return { parameters: { returnAll: true } };
  },
  keyOf: ({ order }) => (order as { id: string }).id,
  expected: async (desk) => ordersOf(await desk.state()).flatMap(({ processedOn, ReferenceNum }) => (processedOn === null ? [] : [ReferenceNum])),
  pages: { parameters: { startFrom: LONG_AGO }, again: 'nothing' },
  calls: {
    n: 230,
    most: (n) => Math.ceil(n / 100) + Math.ceil(n / 100) + Math.ceil(n / 100),
    formula: '⌈N/page⌉ + ⌈N/100⌉ for the references of the origin + 1 where a page ends among orders of one moment',
    sheet: 'linnworks.md §13 "despatch list for a channel"',
  },
  variants: [{ source: 'KAUFLAND', subSource: 'KAUFLAND_DE', withoutTracking: 'include', includeResends: true }, { output: 'raw' }, { loadReferences: false }],
};

export const workReads: Record<string, ReadFixture> = { 'shipment:getAll': shipmentGetAll };
export const workWrites: Record<string, WriteFixture> = { 'order:ship': orderShip, 'order:cancel': orderCancel, 'order:hold': orderHold, 'order:release': orderRelease };
