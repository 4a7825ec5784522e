/** What is particular to this pair: webhooks in a burst, links back, a sweep in borrowed books, products, and files. */
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { arenasOf, LEASE_SECONDS, sleep, waitUntil } from './host/arena';
import type { Flow } from './host/flows';
import type { Stage } from './host/stage';
import { flowCalled, onStage } from './host/suite';
import { settingNames, withOnDemandTrigger, type SettingValue, type Template } from './host/template';

const named = (name: string): Flow => flowCalled('shoprenter-innvoice', name);

interface Document {
  orderNumber: string;
  status: string;
  number?: string;
}
interface Link {
  invoiceId: string;
  invoicePath: string;
  orderId?: unknown;
}

let stage: Stage;
onStage((opened) => {
  stage = opened;
});

const { prepare, run, outcome, rows, openQuestions, answerQuestions } = arenasOf(() => stage);

const orderToInvoice = named('order-to-invoice');
const documents = async () => (await stage.control.state<{ documents: Document[] }>('innvoice')).documents;
const linksOf = async () => (await rows('ledger')).filter(({ link }) => String(link ?? '') !== '');

/** A second flow beside the one `prepare` staged, with a trigger of its own. */
async function beside(name: string, settings: Record<string, SettingValue> = {}, change: (template: Template) => Template = (template) => template) {
  const flow = named(name);
  const common = { alertUrl: `${stage.sandbox.url}/_sandbox/inbox`, leaseMinutes: LEASE_SECONDS / 60 };
  const known = Object.fromEntries(Object.entries(common).filter(([one]) => settingNames(flow.template).includes(one)));
  const staged = await stage.import(flow, { settings: () => ({ ...known, ...settings }), change: (template) => withOnDemandTrigger(change(template), name), publish: 'yes' });
  return { id: staged.id, run: async () => await stage.client.callWebhook(name) };
}

/** The webhook trigger as an operator enables it; the editor gives it an id. */
function enabled(before: Template): Template {
  const copy = structuredClone(before);
  const trigger = copy.nodes.find(({ name }) => name === 'Woken by Shoprenter');
  Object.assign(trigger ?? {}, { disabled: false, webhookId: 'woken-by-shoprenter' });
  return copy;
}

/** Numbers of the executions that are not over. */
const busy = async () => (await stage.client.listExecutions({ status: ['running', 'new', 'waiting'] })).map(({ id }) => Number(id));

/** @param left the last execution a kill cut off: n8n may show it and those before it as new for good */
async function quiet(left = 0): Promise<void> {
  let since = Date.now();
  await waitUntil(
    'all is quiet',
    async () => {
      const { pendingDeliveries } = await stage.control.state<{ pendingDeliveries: number }>('shoprenter');
      const own = (await busy()).filter((id) => id > left);
      if (pendingDeliveries > 0 || own.length > 0) since = Date.now();
      return Date.now() - since > 4_000;
    },
    400,
  );
}

describe('order-to-invoice', () => {
  it('makes one document per order of 500 deliveries in a burst, a fifth of them sent twice, with n8n killed in between', async () => {
    const PAGE = 10;
    const arena = await prepare(orderToInvoice, { gatherSeconds: 2, pageSize: PAGE, leaseMinutes: LEASE_SECONDS / 60 }, enabled);
    // A flow that has never run is first started by its schedule: first runs at once may all step back.
    expect((await run()).status).toBe(200);
    const before = (await documents()).length;
    await stage.control.seed('shoprenter', { orders: 96 });
    const { outgoing } = await stage.control.delivery(arena.source, 'orders');
    const orders = outgoing.slice(0, 100);
    expect(orders).toHaveLength(100);
    await stage.control.forgetRequests('shoprenter');
    const deliveries = async () => (await stage.control.state<{ deliveries: Array<{ status: number }> }>('shoprenter')).deliveries;
    const round = async (status: string) => await stage.control.control('shoprenter', 'changeStatus', { orders, status });

    // Five events of each of 100 orders; n8n dies in the middle of the first 300, and what comes then reaches nobody.
    await round('processing');
    await waitUntil('some documents are made', async () => (await documents()).length > before + 5);
    for (const status of ['pending', 'processing']) await round(status);
    await waitUntil('some of the next events are taken', async () => (await deliveries()).length > 150);
    await stage.kill();
    await waitUntil('the rest has nobody to go to', async () => (await stage.control.state<{ pendingDeliveries: number }>('shoprenter')).pendingDeliveries === 0);
    await stage.startAgain();
    const left = Math.max(0, ...(await busy()));
    for (const status of ['pending', 'processing']) await round(status);
    await stage.control.control('shoprenter', 'deliver', { orders });
    await quiet(left);
    expect(await deliveries()).toHaveLength(600);

    expect((await run()).status).toBe(200);
    const asked = await openQuestions();
    const made = await documents();
    const requests = (await stage.control.requests('shoprenter')).length;
    const taken = (await deliveries()).filter(({ status }) => status === 200).length;
    process.stderr.write(`600 posts, ${taken} taken, ${(await rows('runs')).length} runs, ${requests} requests at the shop, ${asked.length} open questions\n`);
    expect(new Set(made.map(({ orderNumber }) => orderNumber)).size).toBe(made.length);
    // What the kill left without an answer is at most a page, and is asked about instead of repeated.
    expect(asked.length).toBeLessThanOrEqual(PAGE);
    expect((await outcome(arena)).lost).toBeLessThanOrEqual(asked.length);
    const pages = Math.ceil(outgoing.length / PAGE);
    expect(taken).toBeLessThan(600);
    expect(requests).toBeLessThan(pages * 6);

    await answerQuestions(arena);
    expect(await outcome(arena)).toMatchObject({ lost: 0, duplicates: 0, strays: 0 });
  });

  it('puts an order that lacks a VAT reason aside with what to do, and makes all others', async () => {
    const arena = await prepare(orderToInvoice, { zeroVatReasonOfDeposits: '' });
    expect((await run()).status).toBe(200);
    const letters = await rows('dead_letters');
    expect(letters.length).toBeGreaterThan(0);
    for (const { kind, next_step } of letters) {
      expect(kind).toBe('refused');
      expect(String(next_step)).toContain('Reason for 0% VAT');
    }
    expect(await outcome(arena)).toMatchObject({ lost: letters.length, duplicates: 0, strays: 0 });
    expect((await documents()).every(({ status }) => status === 'draft')).toBe(true);
  });
});

describe('invoice-link-back', () => {
  const withLinks = { document: 'invoice', linkToShop: true };
  const attached = async () => (await stage.control.state<{ invoices: Link[] }>('shoprenter')).invoices;

  it('links each closed document once, forgets the link, and doubles nothing when it is killed before the answer or starts twice', async () => {
    await prepare(orderToInvoice, withLinks);
    expect((await run()).status).toBe(200);
    const closed = (await documents()).filter(({ status }) => status === 'closed');
    expect(closed.length).toBeGreaterThan(8);
    expect(await linksOf()).toHaveLength(closed.length);
    expect(await attached()).toEqual([]);

    const back = await beside('invoice-link-back', { pageSize: 10 });
    await stage.control.fault('shoprenter', { kind: 'timeout', match: '^POST .*/batch', times: 1, afterWrite: true, delayMs: 60_000, skip: 1 });
    const first = back.run().catch(() => undefined);
    await waitUntil('the first links are stored', async () => (await attached()).length > 0);
    await stage.kill();
    await first;
    await stage.startAgain();
    await stage.control.clearFaults('shoprenter');
    await sleep((LEASE_SECONDS + 1) * 1_000);
    await Promise.all([back.run(), back.run()]);
    expect((await back.run()).status).toBe(200);

    expect((await attached()).map(({ invoiceId }) => invoiceId).sort()).toEqual(closed.map(({ number }) => String(number)).sort());
    expect(await linksOf()).toEqual([]);
    expect(JSON.stringify(await rows('ledger'))).not.toContain('innvoice-print');
    await stage.control.forgetRequests('shoprenter');
    expect((await back.run()).status).toBe(200);
    expect(await stage.control.requests('shoprenter')).toEqual([]);
  });

  it('keeps a refused link aside, brings the rest, and keeps no link where nobody asked for it', async () => {
    await prepare(orderToInvoice, withLinks);
    expect((await run()).status).toBe(200);
    const [poisoned, ...others] = (await documents()).filter(({ status }) => status === 'closed');
    await stage.control.fault('shoprenter', { kind: 'refuse', record: poisoned?.orderNumber });
    const back = await beside('invoice-link-back');
    expect((await back.run()).status).toBe(200);
    expect((await attached()).map(({ invoiceId }) => invoiceId).sort()).toEqual(others.map(({ number }) => String(number)).sort());
    expect((await linksOf()).map(({ number }) => number)).toEqual([poisoned?.orderNumber]);
    expect(await rows('dead_letters')).toMatchObject([{ kind: 'refused', number: poisoned?.orderNumber }]);
    await stage.control.clearFaults('shoprenter');
    expect((await back.run()).status).toBe(200);
    expect(await linksOf()).toEqual([]);
    expect(await rows('dead_letters')).toEqual([]);

    await prepare(orderToInvoice, { document: 'invoice' });
    expect((await run()).status).toBe(200);
    expect(await linksOf()).toEqual([]);
  });
});

describe('daily-sweep', () => {
  const settings = { repairAtMost: 12, days: 30, pageSize: 15 };
  const lastOf = async (flow: string) => (await rows('runs')).filter((row) => String(row.flow).includes(`/${flow}/`)).pop();

  it('brings over what has no row in the ledger, no more than it may, never a second document, and never beside the flow whose books they are', async () => {
    const arena = await prepare(orderToInvoice);
    const sweep = await beside('daily-sweep', settings);
    expect((await run()).status).toBe(200);
    const before = (await documents()).length;
    await stage.control.seed('shoprenter', { orders: 36 });
    const missing = (await outcome(arena)).lost;
    expect(missing).toBeGreaterThan(12);
    expect((await sweep.run()).status).toBe(200);
    expect(await lastOf('daily-sweep')).toMatchObject({ status: 'partly', written: 12, failed: missing - 12 });
    expect((await documents()).length).toBe(before + 12);

    await Promise.all([sweep.run(), run()]);
    await quiet();
    expect((await sweep.run()).status).toBe(200);
    expect((await run()).status).toBe(200);
    expect((await sweep.run()).status).toBe(200);
    expect(await outcome(arena)).toMatchObject({ lost: 0, duplicates: 0, strays: 0 });
    expect(await lastOf('daily-sweep')).toMatchObject({ status: 'success', written: 0, failed: 0 });
    expect(await rows('dead_letters')).toEqual([]);
  });
});

describe('product-upload', () => {
  interface Product {
    sku: string;
    name?: string;
    price?: string;
    specials?: unknown[];
    fields?: Record<string, string>;
  }
  const shop = async () => (await stage.control.state<{ products: Product[] }>('shoprenter')).products;

  async function open(settings: Record<string, SettingValue> = {}) {
    await prepare(orderToInvoice);
    await stage.control.seed('innvoice', { products: 30 });
    await stage.control.seed('shoprenter', { products: 6 });
    return await beside('product-upload', { pageSize: 10, ...settings });
  }

  it('creates and overwrites by SKU in several pages, then sends only what changed', async () => {
    const upload = await open({ salePriceGroup: 'Akciós' });
    expect((await upload.run()).status).toBe(200);
    expect((await rows('runs')).pop()).toMatchObject({ status: 'success', failed: 0, read: 30 });
    const uploaded = await shop();
    expect(new Set(uploaded.map(({ sku }) => sku)).size).toBe(30);
    expect(uploaded).toHaveLength(30);

    await stage.control.forgetRequests('shoprenter');
    expect((await upload.run()).status).toBe(200);
    expect(await stage.control.requests('shoprenter')).toEqual([]);

    const [one] = uploaded;
    await stage.control.control('innvoice', 'rename', { names: { [String(one?.sku)]: 'Egészen új név' } });
    expect((await upload.run()).status).toBe(200);
    expect((await rows('runs')).pop()).toMatchObject({ status: 'success', written: 1, skipped: 29 });
    expect(JSON.stringify((await shop()).find(({ sku }) => sku === one?.sku))).toContain('Egészen új név');
  });

  it('puts a refused product aside, stops while the shop is down, and doubles nothing when killed before the answer', async () => {
    const upload = await open();
    // Past the log-in, so that the calls counted below are those of a run that is logged in.
    await stage.control.fault('shoprenter', { kind: 'status-5xx', match: 'api/taxRates', times: -1 });
    await upload.run();
    await waitUntil('the error run is through', async () => (await rows('runs')).some(({ status }) => status === 'failed'));
    expect(await rows('dead_letters')).toEqual([]);
    await stage.control.clearFaults('shoprenter');
    await sleep((LEASE_SECONDS + 1) * 1_000);

    const before = (await shop()).length;
    await stage.control.fault('shoprenter', { kind: 'refuse', record: 'ZERO-EAN' });
    await stage.control.fault('shoprenter', { kind: 'timeout', match: '^POST .*/batch', skip: 1, times: 1, afterWrite: true, delayMs: 60_000 });
    const first = upload.run().catch(() => undefined);
    await waitUntil('products are made', async () => (await shop()).length > before);
    await stage.kill();
    await first;
    await stage.startAgain();
    await sleep((LEASE_SECONDS + 1) * 1_000);
    expect((await upload.run()).status).toBe(200);
    const skus = (await shop()).map(({ sku }) => sku);
    expect(new Set(skus).size).toBe(skus.length);
    expect(skus).toHaveLength(29);
    expect(await rows('dead_letters')).toMatchObject([{ kind: 'refused', number: 'ZERO-EAN' }]);
  });
});

describe('product-and-stock-download', () => {
  it('writes both files with a line for each product, and none that is switched off', async () => {
    await prepare(orderToInvoice);
    await stage.control.seed('shoprenter', { products: 25 });
    const folder = path.join(stage.filesFolder, 'innvoice');
    mkdirSync(folder, { recursive: true });
    const download = await beside('product-and-stock-download', { folder });
    expect((await download.run()).status).toBe(200);
    const { products } = await stage.control.state<{ products: Array<{ sku: string }> }>('shoprenter');
    const [last] = (await rows('runs')).slice(-1);
    expect(last).toMatchObject({ status: 'success', written: 2, failed: 0, read: 2 * products.length });
    // The day in the name is Hungary's.
    const made = readdirSync(folder);
    expect(made).toHaveLength(2);
    for (const what of ['products', 'stock']) {
      const lines = readFileSync(path.join(folder, made.find((name) => name.startsWith(`innvoice-${what}-`)) ?? what), 'utf8').trim().split(/\r?\n/);
      expect(lines).toHaveLength(1 + products.length);
      for (const { sku } of products) expect(lines.some((line) => line.includes(sku))).toBe(true);
    }
  });
});
