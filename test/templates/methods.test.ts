/** Methods 1, 2 and 3 of Cin7 Core and ShipStation as whole templates beside each other: who refuses whom, and what is done once. */
import { discoverFlows } from '../../workflows/generate/discover';
import type { Template } from '../../workflows/generate/types';
import { Cin7Room, LONG_AGO } from '../Cin7Core/support/room';
import { ShipStationRoom } from '../ShipStation/support/shipstation';
import { settingNames, withChoices, withSettings, type SettingValue, type Template as Imported } from '../e2e/host/template';
import { Vault } from '../support/n8n';
import { Instance } from '../support/template-run';

jest.setTimeout(120_000);
jest.mock('n8n-workflow', () => ({ ...jest.requireActual<object>('n8n-workflow'), sleep: async () => {} }));

const HOUR = 3_600_000;
const CHOICES = { cin7core: { location: 'Main Warehouse' }, shipstation: { store: '2002', location: 'loc-1' } };
const all = discoverFlows().filter(({ pair }) => pair === 'cin7core-shipstation');

/** Cin7 Core's clock: nobody waits here for a new minute of its quota. */
let ahead = 0;
let cin7: Cin7Room;
let ship: ShipStationRoom;
let n8n: Instance;

beforeAll(async () => {
  [cin7, ship] = [await Cin7Room.open(() => Date.now() + ahead), await ShipStationRoom.open()];
});
afterAll(async () => {
  await cin7.close();
  await ship.close();
});
beforeEach(async () => {
  ahead += 61_000;
  cin7.reset();
  ship.reset();
  n8n = new Instance(new Vault([...(await cin7.vault()).stored, ...(await ship.vault()).stored]));
});

/** The flow as an operator would leave it. */
function flow(name: string, settings: Record<string, SettingValue> = {}): Template {
  const found = all.find((one) => one.flow === name);
  if (!found) throw new Error(`No flow ${name}`);
  const imported = withChoices(found.template as unknown as Imported, CHOICES);
  const start: Record<string, SettingValue> = settingNames(imported).includes('startFrom') ? { startFrom: LONG_AGO } : {};
  return withSettings(imported, { ...start, ...settings }) as unknown as Template;
}

const push = flow('2-order-push');
const feed = flow('1-custom-store-feed');

const run = async (template: Template) => (await n8n.byHand(template)).error;
const works = async (template: Template): Promise<void> => expect(await run(template)).toBeUndefined();
const beats = () => n8n.tables.rows('channelsync_heartbeats');
const runs = (name: string) => n8n.tables.rows('channelsync_runs').filter((row) => row.flow === `cin7core-shipstation/${name}/main`);
const ledger = (name: string) => n8n.tables.rows('channelsync_ledger').filter((row) => row.flow === `cin7core-shipstation/${name}/main`);
const letters = () => n8n.tables.rows('channelsync_dead_letters');
const leases = () => n8n.tables.rows('channelsync_checkpoints').map((row) => row.lease_until);
const leasesRunOut = () => n8n.tables.update('channelsync_checkpoints', [], { lease_until: 0 });
const shipped = async () => await ship.state<{ orders: Array<{ orderNumber: string; status: string }>; labels: Array<{ orderNumber: string; trackingNumber: string; voidedAt: string | null }> }>();
const numbers = async () => (await shipped()).orders.map(({ orderNumber }) => orderNumber).sort();
const sale = (number: string, more: object = {}) => ({ header: { CustomerReference: number }, lines: [{ SKU: 'MUG-BLUE-330', Quantity: 2 }], ...more });
const seed = async (...wishes: object[]): Promise<string[]> => (await cin7.seed({ orders: wishes })).orders;

describe('methods 1 and 2', () => {
  it('the second one refuses, reads and writes nothing, gives its lease back and says why, as often as it is tried', async () => {
    await seed(sale('A'));
    await works(push);
    expect(beats()).toMatchObject([{ scope: 'cin7core-shipstation/main', method: '2', workflow: push.name }]);
    await cin7.forgetRequests();
    for (const times of [1, 2]) {
      expect(await run(feed)).toMatch(new RegExp(`^Method 2 is at work .*${push.name.replace(/[()]/g, '\\$&')}.*channelsync_heartbeats`));
      expect(runs('1-custom-store-feed')).toHaveLength(times);
    }
    expect(await cin7.requests()).toEqual([]);
    expect(n8n.tables.rows('channelsync_store_orders')).toEqual([]);
    expect(runs('1-custom-store-feed').at(-1)).toMatchObject({ status: 'failed', reason: expect.stringContaining('Method 2 is at work'), next_step: 'Keep one of the methods 2 and 1.' });
    expect(leases()).toEqual([0, 0]);
    expect(beats()).toHaveLength(1);
    // The one that was there goes on.
    const [later] = await seed(sale('B'));
    await works(push);
    expect(await numbers()).toEqual(expect.arrayContaining([later]));
  });

  it('the other way round, for every flow of method 2', async () => {
    await seed(sale('A'));
    await works(feed);
    for (const name of ['2-order-push', '2-shipment-pull', '2-cancel-voided', 'daily-sweep']) expect(await run(flow(name))).toContain('Method 1 is at work');
    expect(await numbers()).toEqual([]);
    // Method 3 and stock go with both.
    await works(flow('stock-push'));
    await works(flow('3-rates-and-labels', { onlyPacked: false }));
  });

  it('a note of 72 hours is fresh, an older one is none, and a deleted row changes over at once', async () => {
    await works(push);
    const age = (hours: number) => n8n.tables.update('channelsync_heartbeats', [], { beat_at: Date.now() - hours * HOUR });
    age(71);
    expect(await run(feed)).toContain('Method 2 is at work');
    age(73);
    await works(feed);
    expect(await run(push)).toContain('Method 1 is at work');
    n8n.tables.delete('channelsync_heartbeats', [{ keyName: 'method', condition: 'eq', keyValue: '1' }]);
    await works(push);
    expect(await run(feed)).toContain('Method 2 is at work');
  });

  it('of two first runs at once exactly one works', async () => {
    await seed(sale('A'));
    const told = await Promise.all([run(push), run(feed)]);
    expect(told.filter((error) => error === undefined)).toHaveLength(1);
    expect(beats()).toHaveLength(1);
    const again = [await run(push), await run(feed)];
    expect(again.map((error) => error === undefined)).toEqual(told.map((error) => error === undefined));
  });

  it('another connection stands for other accounts', async () => {
    await works(push);
    await works(flow('1-custom-store-feed', { connection: 'second company' }));
    expect(beats().map(({ scope, method }) => [scope, method])).toEqual([['cin7core-shipstation/main', '2'], ['cin7core-shipstation/second company', '1']]);
  });

  it('what is switched off leaves no note', async () => {
    await works(flow('2-order-push', { enabled: false }));
    await works(feed);
  });
});

describe('method 2', () => {
  it('brings each order over once and each despatch back once, killed at any step of a page', async () => {
    const due = await seed(...['A', 'B', 'C', 'D', 'E'].map((name) => sale(name)));
    const small = flow('2-order-push', { pageSize: 2, loadProductDetails: false });
    for (const node of ['Start Page', 'Renew Lease', 'Remember', 'Save Position', 'Release Lease']) {
      n8n.dieAt((name) => name === node);
      expect(await run(small)).toBe('Killed');
      n8n.dieAt(undefined);
      leasesRunOut();
      ahead += 61_000;
    }
    await works(small);
    expect(await numbers()).toEqual([...due].sort());
    expect(ledger('2-order-push').map(({ number, state }) => [number, state]).sort()).toEqual(due.map((number) => [number, 'done']).sort());

    await ship.act('despatch');
    const pull = flow('2-shipment-pull', { pageSize: 2 });
    for (const node of ['Remember', 'Save Position']) {
      n8n.dieAt((name) => name === node);
      expect(await run(pull)).toBe('Killed');
      n8n.dieAt(undefined);
      leasesRunOut();
      ahead += 61_000;
    }
    await works(pull);
    const { sales } = await cin7.state();
    const { labels } = await shipped();
    expect(sales.map(({ OrderNumber, CombinedTrackingNumbers }) => [OrderNumber, CombinedTrackingNumbers]).sort()).toEqual(labels.map(({ orderNumber, trackingNumber }) => [orderNumber, trackingNumber]).sort());
    expect(sales.map(({ trackingWrites }) => trackingWrites)).toEqual(sales.map(() => 1));
    expect(letters()).toEqual([]);
  });

  it('a sale without an address is told and keeps no other waiting', async () => {
    const [bare, whole] = (await seed({ ...sale('A'), header: { CustomerReference: 'A', ShippingAddress: null } }, sale('B'))) as [string, string];
    await works(push);
    expect(await numbers()).toEqual([whole]);
    expect(letters()).toMatchObject([{ number: bare, kind: 'refused', reason: expect.stringContaining('shippingAddress') }]);
    expect(runs('2-order-push')).toMatchObject([{ status: 'partly', read: 2, written: 1, failed: 1 }]);
  });

  it('a refused order comes by the retry, once', async () => {
    const [number] = (await seed(sale('A'))) as [string];
    await ship.fault({ kind: 'refuse', record: number });
    await works(push);
    const retry = flow('retry-dead-letters');
    await works(retry);
    expect(letters()).toMatchObject([{ number, attempts: 2 }]);
    await ship.clearFaults();
    await works(retry);
    await works(push);
    expect([letters(), await numbers()]).toEqual([[], [number]]);
  });
});

describe('method 3', () => {
  const labels = flow('3-rates-and-labels');
  const back = flow('3-write-back');

  it('buys the label of what is packed, keeps it in the books, ships the sale, and then rests', async () => {
    const [packed, open] = (await seed(sale('A', { mode: 'AUTOPICKPACK' }), sale('B'))) as [string, string];
    await works(labels);
    const [label] = (await shipped()).labels;
    expect((await shipped()).labels).toHaveLength(1);
    expect(ledger('3-rates-and-labels')).toMatchObject([{ number: packed, state: 'done', outcome: 'bought' }]);
    expect(JSON.parse(String(ledger('3-rates-and-labels')[0]?.link))).toMatchObject({ orderNumber: packed, parcels: [{ trackingNumber: label?.trackingNumber }] });
    expect(runs('3-rates-and-labels')).toMatchObject([{ read: 2, written: 1, skipped: 1, failed: 0 }]);

    await works(back);
    expect(await cin7.sale(packed)).toMatchObject({ CombinedShippingStatus: 'SHIPPED', CombinedTrackingNumbers: label?.trackingNumber });
    expect(await cin7.sale(open)).toMatchObject({ CombinedShippingStatus: 'NOT SHIPPED' });
    expect(ledger('3-rates-and-labels').map(({ link }) => link)).toEqual(['']);
    await works(labels);
    await works(back);
    expect((await shipped()).labels).toHaveLength(1);
    expect((await cin7.sale(packed)).trackingWrites).toBe(1);

    // When it is packed it gets its own.
    await cin7.act('pack', { orders: [open] });
    await works(labels);
    expect((await shipped()).labels).toHaveLength(2);
  });

  it('asks a person where a run ended between the purchase and the books, and buys no second one', async () => {
    const [number] = (await seed(sale('A', { mode: 'AUTOPICKPACK' }))) as [string];
    n8n.dieAt((name) => name === 'Remember');
    expect(await run(labels)).toBe('Killed');
    n8n.dieAt(undefined);
    leasesRunOut();
    await works(labels);
    await works(labels);
    expect((await shipped()).labels).toHaveLength(1);
    expect(ledger('3-rates-and-labels')).toMatchObject([{ number, state: 'started' }]);
    expect(letters()).toMatchObject([{ number, kind: 'open question', next_step: expect.stringContaining('channelsync_ledger') }]);

    // The answer 'not there' has it handed over again: the node finds the label that is there and buys none.
    n8n.tables.delete('channelsync_ledger', [{ keyName: 'state', condition: 'eq', keyValue: 'started' }]);
    await works(labels);
    expect((await shipped()).labels).toHaveLength(1);
    expect(ledger('3-rates-and-labels')).toMatchObject([{ number, state: 'done', outcome: 'unchanged' }]);
    await works(back);
    expect(await cin7.sale(number)).toMatchObject({ CombinedShippingStatus: 'SHIPPED' });
    expect(letters()).toEqual([]);
  });

  it('what Cin7 Core refuses stays in the books and goes through as soon as it can', async () => {
    const [number] = (await seed(sale('A'))) as [string];
    await works(flow('3-rates-and-labels', { onlyPacked: false }));
    const strict = flow('3-write-back', { pickAndPack: false });
    await works(strict);
    expect(letters()).toMatchObject([{ number, kind: 'refused' }]);
    await cin7.act('pack', { orders: [number] });
    await works(strict);
    expect(await cin7.sale(number)).toMatchObject({ CombinedShippingStatus: 'SHIPPED' });
    expect([letters(), ledger('3-rates-and-labels').map(({ link }) => link)]).toEqual([[], ['']]);
  });
});
