/** Every switch of methods 2 and 3 and the rules of the connection they replace, in the templates' own nodes with their own expressions. */
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { SHIPMENT_OF_LABEL } from '../../workflows/generate/channels/shipstation';
import { discoverFlows } from '../../workflows/generate/discover';
import type { Flow, TemplateNode } from '../../workflows/generate/types';
import { Cin7Room, LONG_AGO } from '../Cin7Core/support/room';
import { ShipStationRoom } from '../ShipStation/support/shipstation';
import { withChoices, type Template } from '../e2e/host/template';
import { runStep } from '../support/n8n';

jest.setTimeout(60_000);
jest.mock('n8n-workflow', () => ({ ...jest.requireActual<object>('n8n-workflow'), sleep: async () => {} }));

const pair = discoverFlows().filter((flow) => flow.pair === 'cin7core-shipstation');
const CHOICES = { cin7core: { location: 'Main Warehouse' }, shipstation: { store: '2002', location: 'loc-1' } };

let cin7: Cin7Room;
let ship: ShipStationRoom;

beforeAll(async () => {
  [cin7, ship] = [await Cin7Room.open(), await ShipStationRoom.open()];
});
afterAll(async () => {
  await cin7.close();
  await ship.close();
});
beforeEach(() => {
  cin7.reset();
  ship.reset();
});

interface Stored {
  orders: Array<{ orderNumber: string; orderKey: string; status: string; active: boolean; [field: string]: unknown }>;
  labels: Array<{ orderNumber: string; trackingNumber: string; voidedAt: string | null; carrierCode: string; serviceCode: string }>;
  stock: Array<{ sku: string; location: string; on_hand: number; allocated: number }>;
}

const stored = async () => await ship.state<Stored & IDataObject>();
const orders = async () => (await stored()).orders;

function flowOf(name: string): Flow {
  const found = pair.find(({ flow }) => flow === name);
  if (!found) throw new Error(`No flow ${name}`);
  return found;
}

type Settings = Record<string, string | number | boolean>;
interface Problem {
  message: string;
  nextStep: string;
  kind: string;
}

const chosenNodes = (flow: Flow) => (withChoices(flow.template as unknown as Template, CHOICES) as unknown as { nodes: TemplateNode[] }).nodes;
const vaultOf = async ({ type }: TemplateNode) => await (type.endsWith('.cin7Core') ? cin7 : ship).vault();

/** One node of a flow, on items, behind the page it works on. */
async function step(flow: Flow, node: TemplateNode, settings: Settings, input?: IDataObject[], position = '') {
  const chosen = { ...Object.fromEntries(flow.settings.map(({ name, value }) => [name, value])), startFrom: LONG_AGO, ...settings };
  const before = { 'Page of Work': { settings: chosen, tables: {}, position } as unknown as IDataObject };
  const asStep = { ...node, parameters: node.parameters as INodeParameters };
  const { items, errors } = await runStep({ node: asStep, before, vault: await vaultOf(node), ...(input ? { input } : {}) });
  return { rows: items.map(({ json }) => json), problems: errors.map(({ json }) => json.error as unknown as Problem), items };
}

const named = (flow: Flow, name: string): TemplateNode => {
  const found = chosenNodes(flow).find((node) => node.name === name);
  if (!found) throw new Error(`${flow.flow} has no node '${name}'`);
  return found;
};

/** One run of the two nodes that read and write, page by page, without the books between them. */
async function run(name: string, settings: Settings = {}) {
  const flow = flowOf(name);
  const ours = chosenNodes(flow).filter(({ type }) => /\.(cin7Core|shipStation)$/.test(type));
  const reads = ours.find(({ parameters }) => parameters.pageByPage === true) as TemplateNode;
  const writes = ours.find((node) => node !== reads && node.parameters.dryRun !== true) as TemplateNode;
  const written: IDataObject[] = [];
  const problems: Problem[] = [];
  const read: IDataObject[] = [];
  for (let position = '', more = true; more; ) {
    const [row] = (await step(flow, reads, settings, undefined, position)).rows as unknown as Array<{ items: IDataObject[]; position: string; more: boolean }>;
    if (!row) throw new Error('Nothing was read');
    ({ position, more } = row);
    read.push(...row.items);
    if (row.items.length === 0) continue;
    const result = await step(flow, writes, settings, row.items);
    written.push(...result.rows);
    problems.push(...result.problems);
  }
  return { read, written, problems };
}

const sale = (number: string, header: IDataObject = {}, more: IDataObject = {}) => ({ header: { CustomerReference: number, ...header }, lines: [{ SKU: 'MUG-BLUE-330', Quantity: 2 }], ...more });

/** Sales of Cin7 Core, by their number. */
const seed = async (...wishes: object[]): Promise<string[]> => (await cin7.seed({ orders: wishes })).orders;

const TWO_LINES = { lines: [{ SKU: 'MUG-BLUE-330', Quantity: 2 }, { SKU: 'MUG-RED-330', Quantity: 1 }] };

/** A shipment in preparation: it bears a number already and nothing is shipped. */
async function bookedElsewhere(number: string): Promise<void> {
  await cin7.act('pack', { orders: [number] });
  const { accountId, applicationKey, baseUrl } = (await cin7.vault()).find('channelSyncCin7CoreApi').data as Record<string, string>;
  const [task] = (await cin7.sale(number)).Fulfilments;
  const Lines = [{ ShipmentDate: '2026-11-21T00:00:00', Box: 'Box 1', Carrier: 'DPD', TrackingNumber: 'ELSEWHERE-1', IsShipped: false }];
  const answer = await fetch(`${baseUrl}/sale/fulfilment/ship`, {
    method: 'POST',
    headers: { 'api-auth-accountid': accountId as string, 'api-auth-applicationkey': applicationKey as string, 'content-type': 'application/json' },
    body: JSON.stringify({ TaskID: task?.TaskID, Status: 'DRAFT', Lines }),
  });
  if (!answer.ok) throw new Error(await answer.text());
}

describe('2-order-push', () => {
  it.each([
    ['', (number: string) => number],
    ['C7-', (number: string) => `C7-${number}`],
  ])("order prefix '%s'", async (orderPrefix, expected) => {
    const [number] = await seed(sale('A'));
    expect((await run('2-order-push', { orderPrefix })).problems).toEqual([]);
    const { ID } = await cin7.sale(number as string);
    expect(await orders()).toEqual([expect.objectContaining({ orderNumber: expected(number as string), orderKey: `cin7core:main:${ID.toLowerCase()}`, status: 'awaiting_shipment' })]);
  });

  it.each([
    [false, 1],
    [true, 2],
  ])('drafts %s', async (includeDrafts, count) => {
    await seed(sale('A'), sale('B', {}, { status: 'DRAFT' }));
    await run('2-order-push', { includeDrafts });
    expect((await orders()).map(({ status }) => status)).toEqual(Array<string>(count).fill('awaiting_shipment'));
  });

  it('sends paid and unpaid ones, and none that is shipped, partly shipped, voided or carries tracking', async () => {
    const [paid, unpaid, shipped, partly, voided, tracked] = (await seed(sale('P'), sale('U'), sale('S'), sale('H', {}, TWO_LINES), sale('V'), sale('T'))) as string[];
    await cin7.act('invoice', { orders: [paid] });
    await cin7.act('despatch', { orders: [shipped] });
    await cin7.act('split', { orders: [partly] });
    await cin7.act('despatch', { orders: [partly], fulfilment: 1 });
    await cin7.act('void', { orders: [voided] });
    await bookedElsewhere(tracked as string);
    expect(await cin7.sale(tracked as string)).toMatchObject({ CombinedShippingStatus: 'SHIPPING', CombinedTrackingNumbers: 'ELSEWHERE-1' });
    expect((await run('2-order-push')).problems).toEqual([]);
    expect((await orders()).map(({ orderNumber }) => orderNumber).sort()).toEqual([paid, unpaid].sort());
  });

  it('refuses one without a shipping address by its number, says what is missing, and sends the rest', async () => {
    const [bare, whole] = await seed(sale('A', { ShippingAddress: null }), sale('B'));
    const { problems } = await run('2-order-push');
    expect(problems).toEqual([expect.objectContaining({ kind: 'refused', message: expect.stringMatching(new RegExp(`${bare}.*'shippingAddress' is missing`)) })]);
    expect(problems[0]?.nextStep).toMatch(/where the record comes from/);
    expect((await orders()).map(({ orderNumber }) => orderNumber)).toEqual([whole]);
  });

  it('brings what the packer and the carrier need', async () => {
    await cin7.seed({ orders: [{ ...sale('A', { ShippingNotes: 'This is a gift', Note: 'Regular customer', Carrier: 'DPD' }), charges: [{ Description: 'Shipping', Price: 3.9 }, { Description: 'Discount', Price: -2 }] }] });
    await run('2-order-push');
    const [order] = await orders();
    expect(order?.header).toMatchObject({ customerEmail: 'ada@example.test', requestedShippingService: 'DPD', paymentMethod: '30 days', customerNotes: expect.stringContaining('gift'), internalNotes: expect.stringContaining('Regular customer'), gift: true, shippingAmount: 3.9 });
    expect(JSON.stringify(order)).toContain('0113 000 0000');
    expect((order?.lines as IDataObject[]).map(({ sku, quantity, adjustment }) => [sku, quantity, adjustment === true])).toEqual(expect.arrayContaining([['MUG-BLUE-330', 2, false]]));
    expect((order?.lines as IDataObject[]).filter(({ adjustment }) => adjustment === true)).toEqual([expect.objectContaining({ unitPrice: -2 })]);
  });

  it.each([
    [true, 1],
    [false, 0],
  ])('product details %s: %d further call', async (loadProductDetails, calls) => {
    await seed(sale('A'));
    await run('2-order-push', { loadProductDetails });
    expect((await cin7.calls())['GET product'] ?? 0).toBe(calls);
    const [line] = (await orders())[0]?.lines as IDataObject[];
    expect(Boolean(line?.upc)).toBe(loadProductDetails);
  });

  it('reads three pages, makes each order once, and none in a second run', async () => {
    await cin7.seed({ orders: 18 });
    const settings = { loadProductDetails: false, pageSize: 6 };
    const { written } = await run('2-order-push', settings);
    const made = (await orders()).map(({ orderNumber }) => orderNumber);
    expect(made.length).toBeGreaterThanOrEqual(12);
    expect(new Set(made).size).toBe(made.length);
    expect((await cin7.calls())['GET saleList']).toBe(3);
    expect(written.map(({ outcome }) => outcome)).toEqual(made.map(() => 'created'));
    expect((await run('2-order-push', settings)).written.map(({ outcome }) => outcome)).toEqual(made.map(() => 'unchanged'));
    expect((await orders()).length).toBe(made.length);
  });
});

describe('2-shipment-pull', () => {
  const pushed = async (...wishes: object[]) => {
    const numbers = await seed(...wishes);
    await run('2-order-push');
    return numbers;
  };

  it('ships the sale with number, carrier, service and cost for a label, and for an order marked as shipped without one', async () => {
    const [labelled, marked] = (await pushed(sale('L'), sale('M'))) as [string, string];
    await ship.act('despatch', { orders: [labelled], carrier: 'dpd_uk', trackingNumber: 'DPD-1' });
    await ship.act('markExternally', { orders: [marked], carrierCode: 'royal_mail', trackingNumber: 'RM-1' });
    const { written, problems } = await run('2-shipment-pull');
    expect([problems, written.map(({ outcome }) => outcome)]).toEqual([[], ['shipped', 'shipped']]);
    const [one, other] = [await cin7.sale(labelled), await cin7.sale(marked)];
    expect([one.CombinedShippingStatus, one.CombinedTrackingNumbers, other.CombinedShippingStatus, other.CombinedTrackingNumbers]).toEqual(['SHIPPED', 'DPD-1', 'SHIPPED', 'RM-1']);
    const [task] = one.Fulfilments;
    expect(task?.Ship.Lines[0]?.Carrier).toMatch(/dpd/i);
    expect(task?.Ship.ShippingNotes).toMatch(/dpd_next_day[\s\S]*6[.,]50?/);
    expect((await run('2-shipment-pull')).written.map(({ outcome }) => outcome)).toEqual(['unchanged', 'unchanged']);
  });

  it('leaves despatches of other sources alone', async () => {
    await ship.seed({ orders: 2 });
    await ship.act('despatch');
    expect((await run('2-shipment-pull')).read).toEqual([]);
  });

  it('a second label of an order joins the first', async () => {
    const [number] = (await pushed(sale('A', {}, TWO_LINES))) as [string];
    const lines = (await cin7.sale(number)).Order.Lines.map(({ SKU }) => SKU);
    await ship.act('despatch', { orders: [number], items: { [lines[0] as string]: 2 }, trackingNumber: 'T-1' });
    await run('2-shipment-pull');
    await ship.act('despatch', { orders: [number], trackingNumber: 'T-2' });
    expect((await run('2-shipment-pull')).problems).toEqual([]);
    expect((await cin7.sale(number)).CombinedTrackingNumbers).toMatch(/T-1.*T-2/);
  });

  it.each([
    [true, 'SHIPPED', 0],
    [false, 'NOT SHIPPED', 1],
  ])('pick and pack %s', async (pickAndPack, status, refused) => {
    const [number] = (await pushed(sale('A'))) as [string];
    await ship.act('despatch', { orders: [number] });
    const { problems } = await run('2-shipment-pull', { pickAndPack });
    expect([(await cin7.sale(number)).CombinedShippingStatus, problems.length]).toEqual([status, refused]);
    for (const { message, kind } of problems) expect([kind, message.includes(number)]).toEqual(['refused', true]);
  });

  it.each([
    [false, /^dpd/i],
    [true, /dpd_next_day/],
  ])('carrier with service %s', async (carrierWithService, carrier) => {
    const [number] = (await pushed(sale('A'))) as [string];
    await ship.act('despatch', { orders: [number], carrier: 'dpd_uk' });
    await run('2-shipment-pull', { carrierWithService });
    expect((await cin7.sale(number)).Fulfilments[0]?.Ship.Lines[0]?.Carrier).toMatch(carrier);
  });
});

describe('2-cancel-voided', () => {
  it('cancels what was sent, lets pass what never was, and tells what is shipped', async () => {
    const [sent, shipped] = (await seed(sale('A'), sale('B'))) as [string, string];
    await run('2-order-push');
    const [never] = (await seed(sale('C'))) as [string];
    await ship.act('despatch', { orders: [shipped] });
    await cin7.act('void', { orders: [sent, shipped, never] });
    const { written, problems } = await run('2-cancel-voided');
    expect(written.map(({ number, outcome }) => [number, outcome]).sort()).toEqual([[sent, 'cancelled'], [never, 'unchanged']].sort());
    expect(problems).toEqual([expect.objectContaining({ kind: 'refused', message: expect.stringContaining(shipped) })]);
    const standing = Object.fromEntries((await orders()).map(({ orderNumber, status, active }) => [orderNumber, active ? status : 'cancelled']));
    expect(standing).toEqual({ [sent]: 'cancelled', [shipped]: 'shipped' });
  });
});

describe('stock-push', () => {
  it.each([
    ['physical', 12],
    ['available', 9],
  ])('stockFigure %s', async (stockFigure, pieces) => {
    await cin7.act('restock', { levels: { 'MUG-BLUE-330': 12 } });
    await cin7.seed({ orders: [{ ...sale('A'), lines: [{ SKU: 'MUG-BLUE-330', Quantity: 3 }] }] });
    expect((await run('stock-push', { stockFigure })).problems).toEqual([]);
    const { stock } = await stored();
    expect(stock.find(({ sku, location }) => sku === 'MUG-BLUE-330' && location === 'loc-1')).toMatchObject({ on_hand: pieces });
  });
});

describe('3-rates-and-labels and 3-write-back', () => {
  const flow = flowOf('3-rates-and-labels');
  const buy = async (settings: Settings = {}, pages = 1) => {
    const [row] = (await step(flow, named(flow, 'Get Authorised Sales'), settings)).rows as unknown as Array<{ items: IDataObject[] }>;
    expect(pages).toBe(1);
    return { read: row?.items ?? [], ...(await step(flow, named(flow, 'Buy Label'), settings, row?.items ?? [])) };
  };

  it('buys one label with a file, and ships the sale with what the books keep of it', async () => {
    const [number] = (await seed(sale('A', {}, { mode: 'AUTOPICKPACK' }))) as [string];
    const { rows, items } = await buy();
    expect(rows).toMatchObject([{ outcome: 'bought', number, serviceCode: 'rm_48' }]);
    expect(Object.keys(items[0]?.binary ?? {})).toEqual(['label']);

    const back = flowOf('3-write-back');
    const writes = named(back, 'Ship in Cin7 Core');
    const record = `={{ JSON.parse(${SHIPMENT_OF_LABEL.slice('={{'.length, -'}}'.length)}) }}`;
    const { rows: written, problems } = await step(back, { ...writes, parameters: { ...writes.parameters, shipment: record } }, {}, rows);
    expect([problems, written.map(({ outcome }) => outcome)]).toEqual([[], ['shipped']]);
    const shipped = await cin7.sale(number);
    expect([shipped.CombinedShippingStatus, shipped.CombinedTrackingNumbers]).toEqual(['SHIPPED', String(rows[0]?.trackingNumber)]);
    expect(shipped.Fulfilments[0]?.Ship.ShippingNotes).toContain('rm_48');
    // What is written back is not offered again.
    expect((await buy()).read).toEqual([]);
  });

  it('keeps no address in the books', async () => {
    await seed(sale('A'));
    const { rows } = await buy();
    const link = new Function('$json', `return ${SHIPMENT_OF_LABEL.slice('={{'.length, -'}}'.length)}`) as (json: unknown) => string;
    const told = link(rows[0]);
    expect(JSON.parse(told)).toMatchObject({ order: { channel: 'cin7core', account: 'main' }, parcels: [{ trackingNumber: rows[0]?.trackingNumber }] });
    for (const word of ['Mill Lane', 'Ada', 'example.test', 'LS1']) expect(told).not.toContain(word);
  });

  it('hands only packed sales over where the settings say so', async () => {
    await seed(sale('A'), sale('B', {}, { mode: 'AUTOPICKPACK' }));
    const { read } = await buy();
    const gate = flow.template.nodes.find(({ name }) => name === 'Packed Ones');
    const [{ leftValue }] = (gate?.parameters.conditions as { conditions: [{ leftValue: string }] }).conditions;
    const holds = (onlyPacked: boolean) =>
      read.filter(($json) => (new Function('$json', '$', `return ${leftValue.slice('={{'.length, -'}}'.length)}`) as (json: unknown, dollar: unknown) => boolean)($json, () => ({ first: () => ({ json: { settings: { onlyPacked } } }) })));
    expect([read.length, holds(true).length, holds(false).length]).toEqual([2, 1, 2]);
  });

  it('buys nothing dearer than the highest price, and names what is offered', async () => {
    await seed(sale('A'));
    const { rows, problems } = await buy({ highestPrice: 1 });
    expect([rows, (await stored()).labels]).toEqual([[], []]);
    expect(problems).toEqual([expect.objectContaining({ kind: 'refused', message: expect.stringContaining('rm_24') })]);
  });

  it('buys none twice: neither after a lost answer nor in the next run', async () => {
    await seed(sale('A'));
    await ship.fault({ kind: 'reset', match: 'v2/labels/rates', times: 1, afterWrite: true });
    const first = await buy();
    await buy();
    const { labels } = await stored();
    expect(labels.filter(({ voidedAt }) => voidedAt === null)).toHaveLength(1);
    expect(first.rows.length + first.problems.filter(({ kind }) => kind === 'unknown').length).toBe(1);
  });

  it('marks a sale as started before anything is bought, and asks a person about what stays so', () => {
    const names = flow.template.nodes.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['Mark Started', 'Left Started', 'Ask', 'Not Started After All']));
    expect(names).not.toContain('Prune Ledger');
  });
});

describe('check-my-setup', () => {
  const flow = flowOf('check-my-setup');

  it('lists what can be picked of all three accounts', async () => {
    const found: Record<string, number> = {};
    for (const name of flow.template.nodes.map((node) => node.name).filter((one) => one.startsWith('List '))) found[name] = (await step(flow, named(flow, name), {})).rows.length;
    expect(Object.keys(found)).toHaveLength(6);
    for (const [name, count] of Object.entries(found)) expect({ name, isListed: count > 0 }).toEqual({ name, isListed: true });
  });

  it.each([
    ['Show Three Sale Orders', 'Dry Run of the Import', 'would create'],
    ['Show Three Despatched Orders', 'Dry Run of the Shipment', 'would ship'],
    ['Show Three Stock Levels', 'Dry Run of the Stock Push', 'would push'],
    ['Show Three Orders for Rates', 'Ask for Rates', undefined],
  ])('%s, and %s writes nothing', async (sample, dryRun, outcome) => {
    await seed(sale('A'), sale('B'), sale('C'), sale('D'));
    if (outcome === 'would ship') {
      await run('2-order-push');
      await ship.act('despatch');
    }
    if (outcome === 'would push') await cin7.act('restock', { levels: Object.fromEntries((await stored()).stock.map(({ sku }) => [sku, 77])) });
    const before = [await stored(), await cin7.state()];
    const shown = (await step(flow, named(flow, sample), {})).rows;
    expect(shown).toHaveLength(3);
    const { rows, problems } = await step(flow, named(flow, dryRun), {}, shown);
    expect(problems).toEqual([]);
    if (outcome) expect(rows.map((row) => row.outcome)).toEqual(expect.arrayContaining([outcome]));
    else expect(rows.map(({ serviceCode, price, currency }) => [typeof serviceCode, typeof price, currency])).toEqual(expect.arrayContaining([['string', 'number', 'GBP']]));
    expect([await stored(), await cin7.state()]).toEqual(before);
  });
});
