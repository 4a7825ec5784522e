import type { TriggerFixture } from '../fixture';
import { LONG_AGO, ordersOf, seedOrders } from './linnworks-seed';
import { purchaseGetAll } from './linnworks-returns';
import { shipmentGetAll } from './linnworks-work';

const LOCATION_ID = '00000000-0000-0000-0000-000000000000';
const BY_ID = { __rl: true, mode: 'id', value: LOCATION_ID };

const orderPaid: TriggerFixture = {
  async scene(desk, n) {
    await seedOrders(desk, n);
    return { parameters: { startFrom: LONG_AGO, location: BY_ID } };
  },
  keyOf: ({ number }) => String(number),
  expected: async (desk) =>
    ordersOf(await desk.state()).flatMap((one) => (one.IsOpen && one.Status === 1 && one.LocationName === 'Default' ? [String(one.NumOrderId)] : [])),
  idle: { n: 3, most: () => 1, formula: '1 of the one location chosen by its ID', sheet: 'linnworks.md §13 "idle poll"' },
};

const orderProcessed: TriggerFixture = {
  async scene(desk, n) {
    await shipmentGetAll.scene(desk, n);
    return { parameters: { startFrom: LONG_AGO } };
  },
  keyOf: shipmentGetAll.keyOf,
  expected: shipmentGetAll.expected,
  idle: { n: 3, most: () => 1, formula: '1', sheet: 'linnworks.md §13 "despatch list for a channel"' },
};

const purchaseOrderDue: TriggerFixture = {
  async scene(desk, n) {
    await desk.seed({ purchaseOrders: n });
    return { parameters: { startFrom: LONG_AGO } };
  },
  keyOf: purchaseGetAll.keyOf,
  expected: purchaseGetAll.expected,
  idle: {
    n: 3,
    most: (n) => 2 + 1 + n,
    formula: '⌈P/100⌉ for each of two statuses + 1 for the names of suppliers + 1 an order: only its lines tell whether it changed',
    sheet: 'linnworks.md §13 "purchase orders"',
  },
};

export const triggers: Record<string, TriggerFixture> = {
  'linnworksTrigger:orderPaid': orderPaid,
  'linnworksTrigger:orderProcessed': orderProcessed,
  'linnworksTrigger:purchaseOrderDue': purchaseOrderDue,
};
