/** What this pair promises beyond what every flow does: one ASN per purchase order, stock that is taken off once, goods that come back once, a log of calls. */
import { readdirSync } from 'node:fs';
import path from 'node:path';

import { demoPrime, demoSender, seedPrime } from './demo';
import { arenasOf, LEASE_SECONDS, sleep, waitUntil, type Arena } from './host/arena';
import type { Flow } from './host/flows';
import type { Stage } from './host/stage';
import { flowCalled, onStage } from './host/suite';
import { withSettings } from './host/template';

const flowOf = (name: string): Flow => flowCalled('linnworks-mintsoft', name);

let stage: Stage;
onStage((opened) => {
  stage = opened;
});

const { prepare, run, outcome, rows } = arenasOf(() => stage);

const SKU = 'MUG-BLUE-330';
const dayAgo = () => new Date(Date.now() - 86_400_000).toISOString();

interface Asn {
  POReference: string;
  seeded: boolean;
  items: Array<{ SKU: string; QuantityExpected: number }>;
}

/** The answer to a write hangs after it was stored; n8n dies meanwhile and is started again. */
async function killedAt({ target }: Arena, match: string, stored: () => Promise<boolean>): Promise<void> {
  await stage.control.fault(target, { kind: 'timeout', match, times: 1, afterWrite: true, delayMs: 60_000 });
  const started = run().catch(() => undefined);
  await waitUntil(`${match} is stored`, stored);
  await stage.kill();
  await started;
  await stage.startAgain();
  await stage.control.clearFaults(target);
  await sleep((LEASE_SECONDS + 1) * 1_000);
}

it('has exactly one ASN of a purchase order after dying between its product and it, and between it and the answer', async () => {
  const arena = await prepare(flowOf('purchase-order-to-asn'), { automaticallyImportNewProducts: true, weightInGrams: true, pageSize: 100 });
  await stage.control.seed('linnworks', {
    products: [{ sku: 'NEW-SKU', title: 'New', grams: 350_000 }],
    purchaseOrders: [{ number: 'PO-NEW', lines: [{ SKU: 'NEW-SKU', Quantity: 3 }, { SKU, Quantity: 4 }] }],
  });
  const state = async () => await stage.control.state<{ asns: Asn[]; products: Array<{ SKU: string; ClientId: number; Weight: number }> }>('mintsoft');
  const products = async () => (await state()).products.filter((one) => one.SKU === 'NEW-SKU' && one.ClientId === 17);
  const asns = async () => (await state()).asns.filter((one) => !one.seeded && one.POReference === 'PO-NEW');

  await killedAt(arena, 'PUT /mintsoft/api/Product', async () => (await products()).length > 0);
  expect(await asns()).toEqual([]);
  const before = (await outcome(arena)).arrived;
  await killedAt(arena, 'PUT /mintsoft/api/ASN', async () => (await outcome(arena)).arrived > before);
  expect((await run()).status).toBe(200);
  expect(await outcome(arena)).toMatchObject({ lost: 0, duplicates: 0, strays: 0 });
  expect(await products()).toMatchObject([{ Weight: 0.35 }]);
  expect((await asns()).map(({ items }) => items.map((item) => [item.SKU, item.QuantityExpected]))).toEqual([[['NEW-SKU', 3], [SKU, 4]]]);
});

it('takes an order off the stock once, from its sale to its despatch', async () => {
  const arena = await prepare(flowOf('stock-push'));
  const figures = async () => {
    const { stock } = await stage.control.state<{ stock: Array<{ SKU: string; ClientId: number; WarehouseId: number; StockLevel: number; OnHand: number }> }>('mintsoft');
    const there = stock.find((one) => one.SKU === SKU && one.ClientId === 17 && one.WarehouseId === 3);
    const { outgoing, incoming } = await stage.control.delivery('linnworks', 'stock');
    const valueIn = (list: string[]) => Number(list.find((entry) => entry.startsWith(`${SKU}=`))?.split('=')[1]);
    return { shelf: there?.StockLevel, free: there?.OnHand, levelAtLinnworks: valueIn(incoming), freeAtLinnworks: valueIn(outgoing) };
  };
  const byHand = async (name: string) => {
    const { id } = await stage.import(flowOf(name), { settings: () => ({ startFrom: dayAgo() }) });
    expect((await stage.client.runManually(id, 'Run by Hand')).status).toBe('success');
  };
  expect((await run()).status).toBe(200);
  const { shelf = 0 } = await figures();
  expect(await figures()).toEqual({ shelf, free: shelf, levelAtLinnworks: shelf, freeAtLinnworks: shelf });

  const at = new Date().toISOString();
  await stage.control.seed('linnworks', {
    orders: [
      {
        ...{ Source: 'SHOP', SubSource: 'SHOP_UK', ReferenceNumber: 'SOLD-1', ReceivedDate: at, DispatchBy: at, Currency: 'GBP', PaymentStatus: 'Paid', AutomaticallyLinkBySKU: true, UseChannelTax: true, location: 'Default' },
        DeliveryAddress: { FullName: 'Ada Byron', Address1: '1 Mill Lane', Town: 'Leeds', PostCode: 'LS1 1AA', MatchCountryCode: 'GB' },
        OrderItems: [{ ItemNumber: '1', ChannelSKU: SKU, ItemTitle: 'Mug', Qty: 5, PricePerUnit: 10, TaxRate: 20, TaxCostInclusive: true, UseChannelTax: true, LineDiscount: 0, IsService: false }],
      },
    ],
  });
  await byHand('order-import');
  const sold = { shelf, free: shelf - 5, levelAtLinnworks: shelf, freeAtLinnworks: shelf - 5 };
  expect(await figures()).toEqual(sold);
  expect((await run()).status).toBe(200);
  expect(await figures()).toEqual(sold);

  await stage.control.control('mintsoft', 'despatch', {});
  await byHand('despatch-confirmation');
  expect((await run()).status).toBe(200);
  expect(await figures()).toEqual({ shelf: shelf - 5, free: shelf - 5, levelAtLinnworks: shelf - 5, freeAtLinnworks: shelf - 5 });
  expect(await outcome(arena)).toMatchObject({ lost: 0 });
});

it('puts the goods of a return back once, also where it dies between booking it and putting them back', async () => {
  const arena = await prepare(flowOf('returns-export'));
  interface State {
    returns: Array<{ Actioned: boolean; ReferenceNum: string; items: Array<{ ReturnQuantity: number; RefundAmount: number }> }>;
  }
  const bookings = async () => (await stage.control.state<State>('linnworks')).returns;
  const pieces = async () => (await stage.control.delivery('linnworks', 'stock')).incoming.reduce((sum, entry) => sum + Number(entry.split('=').pop()), 0);
  const before = await pieces();
  await killedAt(arena, 'POST /linnworks/api/ReturnsRefunds/CreateRMABooking', async () => (await bookings()).length > 0);
  expect(await bookings()).toMatchObject([{ Actioned: false }]);

  expect((await run()).status).toBe(200);
  expect(await outcome(arena)).toMatchObject({ lost: 0, duplicates: 0, strays: 0 });
  const booked = await bookings();
  expect(booked.length).toBeGreaterThan(10);
  expect(new Set(booked.map(({ ReferenceNum }) => ReferenceNum)).size).toBe(booked.length);
  expect(booked.every(({ Actioned, items }) => Actioned && items.every(({ RefundAmount }) => RefundAmount === 0))).toBe(true);
  expect((await pieces()) - before).toBe(booked.flatMap(({ items }) => items).reduce((sum, { ReturnQuantity }) => sum + ReturnQuantity, 0));
});

it('logs what was called while that is wanted, and empties the log afterwards', async () => {
  const arena = await prepare(flowOf('purchase-order-to-asn'), { logApiRequests: true });
  expect((await run()).status).toBe(200);
  const logged = await rows('api_log');
  const called = [...(await stage.control.requests('mintsoft')), ...(await stage.control.requests('linnworks'))];
  const ofApi = ({ path: one }: { path: string }) => /\/mintsoft\/api\/|\/linnworks\/api\//.test(one);
  // A session that has ended is among them: the call is seen twice.
  expect(logged.map(({ status }) => String(status)).sort()).toEqual(called.filter(ofApi).map(({ status }) => String(status)).sort());
  expect(new Set(logged.map(({ vendor }) => vendor))).toEqual(new Set(['Linnworks', 'Mintsoft']));
  for (const { path: told, ms, at, flow } of logged) {
    expect({ told, ms, at, flow }).toEqual({
      told: expect.stringMatching(/^\/api\/[\w/]+$/),
      ms: expect.any(Number),
      at: expect.stringMatching(/^2\d{3}-.*Z$/),
      flow: 'linnworks-mintsoft/purchase-order-to-asn/main',
    });
  }
  expect(await outcome(arena)).toMatchObject({ lost: 0, duplicates: 0 });

  const stored = await stage.client.getWorkflow(arena.flow.id);
  await stage.client.updateWorkflow(arena.flow.id, withSettings(stored, { logApiRequests: false }));
  await stage.client.publish(arena.flow.id);
  expect((await run()).status).toBe(200);
  expect(await rows('api_log')).toEqual([]);
});

it('buys the Prime labels of Linnworks orders once, lays them into the folder and brings their numbers back', async () => {
  const flow = { ...flowOf('prime-labels'), channels: ['linnworks', 'amazon'], moves: { what: 'orders' as const, from: 'linnworks', to: 'amazon' } };
  const folder = path.join(stage.filesFolder, 'linnworks', 'labels');
  await prepare(flow, { ...demoSender, subSource: demoPrime.subSource });
  await seedPrime(stage);
  const bought = async () => (await stage.control.state<{ labels: Array<{ orderId: string; tracking: string }> }>('amazon')).labels;
  const stored = async () => {
    const { orders } = await stage.control.state<{ orders: Array<{ ReferenceNum: string; IsOpen: boolean; ShippingInfo: { TrackingNumber: string } }> }>('linnworks');
    return orders.filter(({ ReferenceNum }) => demoPrime.numbers.includes(ReferenceNum)).map(({ ReferenceNum, IsOpen, ShippingInfo }) => [ReferenceNum, IsOpen, ShippingInfo.TrackingNumber]);
  };
  for (const written of [3, 0]) {
    expect((await run()).status).toBe(200);
    expect((await rows('runs')).pop()).toMatchObject({ status: 'success', written, failed: 0 });
    expect((await bought()).map(({ orderId }) => orderId).sort()).toEqual(demoPrime.numbers);
    expect(readdirSync(folder).sort()).toEqual(demoPrime.numbers.map((number) => `label_${number}.pdf`));
  }

  const tracking = await stage.import(flowOf('prime-tracking'));
  for (const written of [3, 0]) {
    expect((await stage.client.runManually(tracking.id, 'Run by Hand')).status).toBe('success');
    expect((await rows('runs')).pop()).toMatchObject({ status: 'success', written, failed: 0 });
    expect((await stored()).sort()).toEqual((await bought()).map(({ orderId, tracking: number }) => [orderId, true, number]).sort());
  }
  expect((await rows('ledger')).filter(({ link }) => link)).toEqual([]);
});
