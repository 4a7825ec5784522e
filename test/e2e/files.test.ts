/** The flows whose one end is a file: what stands in the folder and at Amazon afterwards. */
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { arenasOf, LEASE_SECONDS, sleep, waitUntil } from './host/arena';
import { demoSender } from './demo';
import type { Flow } from './host/flows';
import type { Stage } from './host/stage';
import { flowCalled, onStage } from './host/suite';

const named = (name: string): Flow => flowCalled('amazon-hyreka', name);

let stage: Stage;
onStage((opened) => {
  stage = opened;
});

const arenas = arenasOf(() => stage);
const { run, outcome, writesOf, rows } = arenas;

/** A run that ends well; what it says of itself where it does not. */
async function works(): Promise<void> {
  if ((await run()).status === 200) return;
  await sleep(3_000);
  throw new Error(JSON.stringify((await rows('runs')).pop()));
}

/** n8n paces its calls per account: a new one has its whole quota. */
async function newAccount(): Promise<void> {
  const wanted = (await stage.control.credentials()).find(({ type }) => type === 'channelSyncAmazonSpApi');
  const at = stage.credentials.findIndex(({ type }) => type === wanted?.type);
  if (!wanted || at < 0) throw new Error('There is no account of Amazon');
  await stage.client.deleteCredential((stage.credentials[at] as { id: string }).id);
  stage.credentials[at] = await stage.client.createCredential(wanted);
}

/** Reports and feeds at once, and no quota: what is timed here is the flow. */
const prepare: typeof arenas.prepare = async (...wanted) => {
  await newAccount();
  const arena = await arenas.prepare(...wanted);
  await stage.control.control('amazon', 'reports', { polls: 0 });
  await stage.control.control('amazon', 'feeds', { polls: 0 });
  await stage.control.control('amazon', 'quota', { factor: 1_000 });
  return arena;
};

const folder = (place: string): string => path.join(stage.filesFolder, 'hyreka', place);
const filesIn = (place: string): string[] => readdirSync(folder(place)).sort();
const lastRun = async () => (await rows('runs')).pop();

describe('open-orders-to-hyreka', () => {
  const flow = named('open-orders-to-hyreka');

  it('puts every open order into one file only, with the letters of Windows-1252, and adds what is new in the next', async () => {
    const arena = await prepare(flow, { pageSize: 60 });
    await works();
    const first = await outcome(arena);
    expect(first).toMatchObject({ lost: 0, duplicates: 0, strays: 0 });
    expect(first.arrived).toBeGreaterThanOrEqual(60);
    const files = filesIn('orders');
    expect(files.length).toBeGreaterThanOrEqual(2);
    const bytes = Buffer.concat(files.map((name) => readFileSync(path.join(folder('orders'), name))));
    // "Straße;" of the header, and a name with Ž, Œ, „ and €.
    expect(bytes.includes(Buffer.from('Rechnung Stra\xdfe;', 'latin1'))).toBe(true);
    expect(bytes.includes(Buffer.from('\x8eofie \x8cuvre \x96 \x84Caf\xe9\x93 \x80', 'latin1'))).toBe(true);
    expect(await lastRun()).toMatchObject({ status: 'success', written: first.arrived, failed: 0 });
    expect(new Set((await rows('ledger')).map(({ target_id }) => String(target_id)))).toEqual(new Set(files));

    await works();
    expect(filesIn('orders')).toEqual(files);
    expect(await lastRun()).toMatchObject({ status: 'success', written: 0, failed: 0 });

    const orderId = '306-7000000-0000001';
    await stage.control.seed('amazon', { orders: [{ kind: 'plain', orderId }] });
    await works();
    const added = filesIn('orders').filter((name) => !files.includes(name));
    expect(added).toHaveLength(1);
    expect(readFileSync(path.join(folder('orders'), String(added[0])), 'latin1')).toContain(orderId);
    expect(await outcome(arena)).toMatchObject({ lost: 0, duplicates: 0, strays: 0 });
  });

  it('marks no order of a file that could not be written', async () => {
    const nowhere = path.join(stage.filesFolder, 'nowhere');
    const arena = await prepare(flow, { folder: nowhere });
    rmSync(nowhere, { recursive: true, force: true });
    await run();
    await waitUntil('the error run is through', async () => (await rows('runs'))[0]?.status === 'failed');
    expect(await rows('ledger')).toEqual([]);
    expect(await rows('dead_letters')).toEqual([]);
    expect((await outcome(arena)).arrived).toBe(0);
    expect(await stage.control.inbox()).toHaveLength(1);
  });

  it('writes only where n8n may', async () => {
    const arena = await prepare(flow, { folder: stage.userFolder });
    await run();
    await waitUntil('the error run is through', async () => (await rows('runs'))[0]?.status === 'failed');
    expect(readdirSync(stage.userFolder).filter((name) => name.endsWith('.csv'))).toEqual([]);
    expect((await outcome(arena)).arrived).toBe(0);
  });

  it('is killed between the file and the books: no order is missing, and the ledger tells which file to leave out', async () => {
    const arena = await prepare(flow, { pageSize: 60 });
    const started = run().catch(() => undefined);
    await waitUntil('a file is written', async () => filesIn('orders').length > 0, 60);
    await stage.kill();
    await started;
    const before = filesIn('orders');
    await stage.startAgain();
    // One more order: the content of the next file is another one, and so is its name.
    await stage.control.seed('amazon', { orders: [{ kind: 'plain', orderId: '306-7000000-0000002' }] });
    await sleep((LEASE_SECONDS + 1) * 1_000);
    await works();
    const known = new Set((await rows('ledger')).map(({ target_id }) => String(target_id)));
    const leftOver = filesIn('orders').filter((name) => !known.has(name));
    process.stderr.write(`files at the kill: ${before.length}, left over: ${leftOver.length}\n`);
    for (const name of leftOver) {
      expect(before).toContain(name);
      rmSync(path.join(folder('orders'), name));
    }
    expect(await outcome(arena)).toMatchObject({ lost: 0, duplicates: 0, strays: 0 });
  });

  it('puts an order aside that cannot be written, and takes it up by itself once it can', async () => {
    const arena = await prepare(flow, { pageSize: 2000 }, (template) => {
      const node = template.nodes.find(({ name }) => name === 'Make the File');
      if (node) node.parameters.options = { unmappable: 'fail' };
      return template;
    });
    const orderId = '306-7000000-0000003';
    // A report in Windows-1252 would have lost the letter by itself.
    await stage.control.assume('amazon', { 'order-report-charset': 'UTF-8' });
    await stage.control.seed('amazon', { orders: [{ kind: 'plain', orderId, shipTo: { name: 'Erzsébet Példaőr' } }] });
    await works();
    expect(await rows('dead_letters')).toMatchObject([{ number: orderId, kind: 'refused', attempts: 1 }]);
    expect(await outcome(arena)).toMatchObject({ lost: 1, duplicates: 0, strays: 0 });

    await works();
    expect(await rows('dead_letters')).toMatchObject([{ number: orderId, attempts: 2 }]);
    const shipTo = { name: 'Erzsebet Peldaor', addressLine1: 'Musterweg 1', city: 'Köln', postalCode: '50667', countryCode: 'DE', addressType: 'RESIDENTIAL' };
    await stage.control.control('amazon', 'touch', { orderIds: [orderId], set: { shipTo } });
    await works();
    expect(await rows('dead_letters')).toEqual([]);
    expect(await outcome(arena)).toMatchObject({ lost: 0, duplicates: 0, strays: 0 });
  });
});

describe('despatch-confirmation', () => {
  // Amazon answers one question for an order in two seconds.
  const flow = { ...named('despatch-confirmation'), size: 32 };

  it('confirms every order of every list once, however often the lists are read, and walks long ones page by page', async () => {
    const arena = await prepare(flow, { pageSize: 12 });
    await works();
    const first = await outcome(arena);
    expect(first).toMatchObject({ lost: 0, duplicates: 0, strays: 0 });
    expect(first.arrived).toBeGreaterThanOrEqual(24);
    const written = await writesOf(arena);

    const [list] = filesIn('despatch');
    writeFileSync(path.join(folder('despatch'), 'wieder.csv'), readFileSync(path.join(folder('despatch'), String(list))));
    await stage.control.seed('amazon', { orders: [{ kind: 'plain', orderId: '306-7000000-0000004' }] });
    await stage.control.control('hyreka', 'despatch', { orderIds: ['306-7000000-0000004'] });
    expect(filesIn('despatch')).toHaveLength(3);
    await works();
    expect(await outcome(arena)).toMatchObject({ lost: 0, duplicates: 0, arrived: first.arrived + 1 });
    expect(await writesOf(arena)).toBe(written + 1);
    expect(await lastRun()).toMatchObject({ status: 'success', written: 1, failed: 0 });

    for (const name of filesIn('despatch')) rmSync(path.join(folder('despatch'), name));
    await works();
    expect(await lastRun()).toMatchObject({ status: 'success', read: 0, written: 0 });
  });

  it('is killed between a write and its answer, and doubles nothing', async () => {
    const arena = await prepare(flow, { pageSize: 12 });
    const match = await stage.control.writePath(arena.target, arena.what);
    await stage.control.fault(arena.target, { kind: 'timeout', match, times: 1, afterWrite: true, delayMs: 60_000 });
    const started = run().catch(() => undefined);
    await waitUntil('a write hangs', async () => (await writesOf(arena)) > 0);
    await stage.kill();
    await started;
    await stage.startAgain();
    await stage.control.clearFaults(arena.target);
    await sleep((LEASE_SECONDS + 1) * 1_000);
    await works();
    expect(await outcome(arena)).toMatchObject({ lost: 0, duplicates: 0, strays: 0 });
  });

  it('is swept: what Amazon does not show as sent is confirmed, no more than it may at a time', async () => {
    const sweep = { ...named('daily-sweep'), size: 32 };
    const arena = await prepare(sweep, { repairAtMost: 20 });
    await works();
    expect(await lastRun()).toMatchObject({ status: 'partly', written: 20 });
    expect((await outcome(arena)).arrived).toBe(20);
    await works();
    expect(await outcome(arena)).toMatchObject({ lost: 0, duplicates: 0 });
    const written = await writesOf(arena);
    await works();
    expect(await lastRun()).toMatchObject({ status: 'success', written: 0, failed: 0 });
    expect(await writesOf(arena)).toBe(written);
  });
});

describe('stock-push', () => {
  const flow = named('stock-push');

  it('sends what differs, nothing for the same export, one call for one changed article, and takes the newest file only', async () => {
    const arena = await prepare(flow, { pageSize: 8 });
    await works();
    const first = await outcome(arena);
    expect(first).toMatchObject({ lost: 0, duplicates: 0 });
    expect(first.arrived).toBeGreaterThanOrEqual(10);
    const written = await writesOf(arena);

    await stage.control.forgetRequests('amazon');
    await works();
    expect(await writesOf(arena)).toBe(0);
    expect(await lastRun()).toMatchObject({ status: 'success', written: 0, failed: 0 });
    expect(written).toBeGreaterThan(0);

    const [entry] = (await stage.control.delivery('hyreka', 'stock')).outgoing as [string];
    const sku = entry.slice(0, entry.lastIndexOf('='));
    await stage.control.control('hyreka', 'restock', { levels: { [sku]: 7 }, file: 'bestand-neu.csv' });
    expect(filesIn('stock')).toEqual(['bestand-neu.csv', 'bestand.csv']);
    await works();
    // 'bestand.csv' comes after 'bestand-neu.csv', so the old one still counts.
    expect(await writesOf(arena)).toBe(0);
    rmSync(path.join(folder('stock'), 'bestand.csv'));
    await works();
    expect(await writesOf(arena)).toBe(1);
    expect(await outcome(arena)).toMatchObject({ lost: 0, duplicates: 0 });
  });

  it('says so where there is no export, and blames no article', async () => {
    await prepare(flow);
    for (const name of filesIn('stock')) rmSync(path.join(folder('stock'), name));
    await run();
    await waitUntil('the error run is through', async () => (await rows('runs'))[0]?.status === 'failed');
    expect(String((await rows('runs'))[0]?.reason)).toContain('There is no file');
    expect(await rows('dead_letters')).toEqual([]);
  });
});

describe('prime-labels', () => {
  const flow = named('prime-labels');
  const bought = async () => (await stage.control.state<{ labels: Array<{ orderId: string }> }>('amazon')).labels.map(({ orderId }) => orderId);

  async function ready() {
    const moves = { what: 'orders' as const, from: 'amazon', to: 'hyreka' };
    return await prepare({ ...flow, channels: ['amazon'], moves }, demoSender);
  }

  it('buys one label for each Prime order and lays it into the folder, once', async () => {
    await ready();
    await works();
    const labels = await bought();
    expect(labels.length).toBeGreaterThan(0);
    expect(new Set(labels).size).toBe(labels.length);
    expect(filesIn('labels')).toEqual(labels.map((id) => `label_${id}.pdf`).sort());
    await works();
    expect(await bought()).toEqual(labels);
    expect(await lastRun()).toMatchObject({ status: 'success', written: 0, failed: 0 });
  });

  it('buys none twice after a kill between purchase and answer, and asks a person', async () => {
    await ready();
    await stage.control.fault('amazon', { kind: 'timeout', match: '^POST /amazon/mfn/v0/shipments$', times: 1, afterWrite: true, delayMs: 60_000 });
    const started = run().catch(() => undefined);
    await waitUntil('a label is bought', async () => (await bought()).length > 0);
    await stage.kill();
    await started;
    await stage.startAgain();
    await stage.control.clearFaults('amazon');
    await sleep((LEASE_SECONDS + 1) * 1_000);
    await works();
    const labels = await bought();
    expect(new Set(labels).size).toBe(labels.length);
    expect((await rows('dead_letters')).map(({ kind }) => kind)).toContain('open question');
  });
});
