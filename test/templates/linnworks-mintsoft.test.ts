/** Every switch of the connection these templates replace, on and off, in their own nodes with their own expressions. */
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { discoverFlows } from '../../workflows/generate/discover';
import type { Flow, TemplateNode } from '../../workflows/generate/types';
import { AmazonRoom } from '../Amazon/support/room';
import { LinnworksRoom } from '../Linnworks/support/room';
import { LONG_AGO, MintsoftRoom } from '../Mintsoft/support/room';
import { withChoices, type Template } from '../e2e/host/template';
import { runStep } from '../support/n8n';

jest.setTimeout(60_000);
jest.mock('n8n-workflow', () => ({ ...jest.requireActual<object>('n8n-workflow'), sleep: async () => {} }));

const pair = discoverFlows().filter((flow) => flow.pair === 'linnworks-mintsoft');
const CHOICES = { mintsoft: { client: '17', warehouse: '3', goodsInType: 'Pallet' }, linnworks: { category: 'Unwanted' } };

let linnworks: LinnworksRoom;
let mintsoft: MintsoftRoom;
let amazon: AmazonRoom;

beforeAll(async () => {
  [linnworks, mintsoft, amazon] = [await LinnworksRoom.open(), await MintsoftRoom.open(), await AmazonRoom.open()];
});
afterAll(async () => {
  await linnworks.close();
  await mintsoft.close();
  await amazon.close();
});
beforeEach(() => {
  linnworks.reset();
  mintsoft.reset();
  amazon.reset();
});

function flowOf(name: string): Flow {
  const found = pair.find(({ flow }) => flow === name);
  if (!found) throw new Error(`No flow ${name}`);
  return found;
}

interface Wishes {
  settings?: Record<string, string | number | boolean>;
  /** Parameters an operator changes in the node that reads, and in the one that writes. */
  source?: INodeParameters;
  target?: INodeParameters;
  /** Table of the log, while it runs. */
  apiLog?: string;
}

/** One run of the flow's two nodes, page by page, without the books between them. */
async function run(name: string, { settings = {}, source = {}, target = {}, apiLog = '' }: Wishes = {}) {
  const flow = flowOf(name);
  const { nodes } = withChoices(flow.template as unknown as Template, CHOICES) as unknown as { nodes: TemplateNode[] };
  const ours = nodes.filter(({ type }) => /\.(linnworks|mintsoft|amazon)$/.test(type));
  const reads = ours.find(({ parameters }) => parameters.pageByPage === true) as TemplateNode;
  const writes = ours.find((node) => node !== reads) as TemplateNode;
  const rooms = { linnworks, mintsoft, amazon };
  const vaultOf = async ({ type }: TemplateNode) => await rooms[type.split('.').pop() as keyof typeof rooms].vault();
  const chosen = { ...Object.fromEntries(flow.settings.map((setting) => [setting.name, setting.value])), startFrom: LONG_AGO, ...settings };
  const recent = new Date(Date.now() - 86_400_000).toISOString();
  const page = { settings: name === 'returns-export' ? { ...chosen, startFrom: recent } : chosen, tables: { apiLog } };
  const stepOf = (node: TemplateNode, more: INodeParameters) => ({ ...node, parameters: { ...node.parameters, ...more } as INodeParameters });
  const written: IDataObject[] = [];
  const files: string[] = [];
  const problems: Array<{ message: string; nextStep: string; kind: string }> = [];
  const pages: IDataObject[] = [];
  for (let position = '', more = true; more; ) {
    const before = { 'Page of Work': { ...page, position } as unknown as IDataObject };
    const read = await runStep({ node: stepOf(reads, source), before, vault: await vaultOf(reads) });
    const [row] = read.items.map(({ json }) => json as { items: IDataObject[]; position: string; more: boolean });
    if (!row) throw new Error('Nothing was read');
    pages.push(row as unknown as IDataObject);
    ({ position, more } = row);
    if (row.items.length === 0) continue;
    const result = await runStep({ node: stepOf(writes, target), before, vault: await vaultOf(writes), input: row.items });
    written.push(...result.items.map(({ json }) => json));
    files.push(...result.items.flatMap(({ binary }) => Object.values(binary ?? {}).map(({ fileName }) => String(fileName))));
    problems.push(...result.errors.map(({ json }) => json.error as unknown as { message: string; nextStep: string; kind: string }));
  }
  return { written, problems, pages, files };
}

const wish = (more: object = {}) => ({
  ...{ Source: 'EBAY', SubSource: 'ebay-demo', ReferenceNumber: 'R1', ReceivedDate: '2026-01-05T08:00:00Z', DispatchBy: '2026-01-07T08:00:00Z', Currency: 'GBP', PaymentStatus: 'Paid' },
  ...{ AutomaticallyLinkBySKU: true, UseChannelTax: true, location: 'Default' },
  DeliveryAddress: { FullName: 'Ada Byron', Address1: '1 Mill Lane', Town: 'Leeds', PostCode: 'LS1 1AA', MatchCountryCode: 'GB' },
  OrderItems: [{ ItemNumber: '1', ChannelSKU: 'MUG-BLUE-330', ItemTitle: 'Mug', Qty: 2, PricePerUnit: 10, TaxRate: 20, TaxCostInclusive: true, UseChannelTax: true, LineDiscount: 0, IsService: false }],
  ...more,
});

const picked = (value: string) => ({ __rl: true, mode: 'id', value });
const orders = async () => await mintsoft.orders();
const only = async () => {
  const [order, ...more] = (await orders()).filter(({ OrderNumber }) => !OrderNumber.startsWith('MS-'));
  expect(more).toEqual([]);
  return order;
};

describe('order-import', () => {
  const importWith = async (wishes: Wishes, more: object = {}) => {
    await linnworks.seed({ orders: [wish(more)] });
    const { problems } = await run('order-import', wishes);
    expect(problems).toEqual([]);
    return await only();
  };

  it.each([
    ['', '100001'],
    ['LW-', 'LW-100001'],
  ])("order prefix '%s': the number is %s", async (orderPrefix, number) => {
    expect(await importWith({ settings: { orderPrefix } })).toMatchObject({ OrderNumber: number });
  });

  it.each([
    [true, undefined],
    [false, '100001'],
  ])('ignore parked orders %s', async (ignoreParkedOrders, number) => {
    await linnworks.seed({ orders: [wish()] });
    await linnworks.edit(['R1'], { Marker: 7 });
    expect((await run('order-import', { settings: { ignoreParkedOrders } })).problems).toEqual([]);
    expect((await only())?.OrderNumber).toBe(number);
    // It is neither lost nor doubled when it is released.
    await linnworks.edit(['R1'], { Marker: 0 });
    await run('order-import', { settings: { ignoreParkedOrders } });
    expect((await only())?.OrderNumber).toBe('100001');
  });

  it('leaves locked orders and unpaid ones where they are', async () => {
    await linnworks.seed({ orders: [wish({ ReferenceNumber: 'L' }), wish({ ReferenceNumber: 'U', PaymentStatus: 'Unpaid' })] });
    await linnworks.edit(['L'], { locked: true });
    expect((await run('order-import')).written).toEqual([]);
    expect(await only()).toBeUndefined();
  });

  it.each([
    [true, 10],
    [false, 9],
  ])('map sub-source to channel %s', async (mapSubSourceToChannel, ChannelId) => {
    expect(await importWith({ settings: { mapSubSourceToChannel }, target: { channel: picked('9') } })).toMatchObject({ ChannelId });
  });

  it.each([
    [true, '2026-01-07'],
    [false, undefined],
  ])('import required despatch date %s', async (importRequiredDespatchDate, day) => {
    const { requiredDespatch } = (await importWith({ settings: { importRequiredDespatchDate } })) ?? {};
    expect(requiredDespatch?.slice(0, 10)).toBe(day);
  });

  it('takes the client, the warehouse and the channel chosen in its node', async () => {
    const order = await importWith({ target: { client: picked('17'), warehouse: picked('5'), channel: picked('10') } });
    expect(order).toMatchObject({ ClientId: 17, WarehouseId: 5, ChannelId: 10 });
  });

  it('stops without a client where one is needed, and blames no order; without a warehouse n8n does not run it at all', async () => {
    await linnworks.seed({ orders: [wish()] });
    const { problems } = await run('order-import', { target: { client: picked('') } });
    expect(problems).toMatchObject([{ kind: 'unavailable', message: expect.stringContaining("'Client' is empty"), nextStep: "Choose 'Client' from the list." }]);
    await expect(run('order-import', { target: { warehouse: picked('') } })).rejects.toThrow('has issues');
  });

  it('brings the orders of the location chosen in its node, so that several copies share them out', async () => {
    await linnworks.seed({ orders: [wish({ ReferenceNumber: 'D' }), wish({ ReferenceNumber: 'S', location: 'Second Warehouse' })] });
    await run('order-import');
    expect((await orders()).map(({ OrderNumber }) => OrderNumber)).toEqual(['100001']);
    const { rows } = await linnworks.runOn('location', 'getAll', { returnAll: true });
    const second = rows.find(({ name }) => name === 'Second Warehouse') as { id: string } | undefined;
    await run('order-import', { source: { location: picked(String(second?.id)) } });
    expect((await orders()).map(({ OrderNumber }) => OrderNumber)).toEqual(['100001', '100002']);
  });

  it('says that a fulfilment centre was chosen instead of bringing nothing', async () => {
    await linnworks.seed({ orders: [wish({ location: 'Fulfilment Centre' })] });
    const { rows } = await linnworks.runOn('location', 'getAll', { returnAll: true });
    const centre = rows.find(({ fulfilmentCentre }) => fulfilmentCentre === true) as { id: string } | undefined;
    const work = run('order-import', { source: { location: picked(String(centre?.id)) }, settings: { ignoreParkedOrders: true } });
    await expect(work).rejects.toMatchObject({ message: expect.stringContaining('Fulfilment centre: Linnworks parks every order there') });
  });
});

describe('purchase-order-to-asn', () => {
  const NEW = { sku: 'NEW-SKU', title: 'New', grams: 350 };
  const products = async () => (await mintsoft.state()).products.filter(({ SKU }) => SKU === NEW.sku);
  const order = async () => await linnworks.seed({ products: [NEW], purchaseOrders: [{ number: 'PO-1', lines: [{ SKU: NEW.sku, Quantity: 3 }] }] });

  it('automatically import new products off: the order is refused with what to do', async () => {
    await order();
    const { problems } = await run('purchase-order-to-asn');
    expect(problems).toMatchObject([{ kind: 'refused', message: expect.stringContaining('PO-1') }]);
    expect(await products()).toEqual([]);
    expect((await mintsoft.state()).asns).toEqual([]);
  });

  // 0.35 stands in Linnworks, in whatever unit the account uses.
  it.each([
    [true, 0.00035],
    [false, 0.35],
  ])('automatically import new products on, weight in grams %s: its weight is %s kg', async (weightInGrams, Weight) => {
    await order();
    const { problems } = await run('purchase-order-to-asn', { settings: { automaticallyImportNewProducts: true, weightInGrams } });
    expect(problems).toEqual([]);
    expect(await products()).toMatchObject([{ Weight }]);
    expect((await mintsoft.state()).asns).toMatchObject([{ POReference: 'PO-1', items: [{ SKU: NEW.sku, QuantityExpected: 3 }] }]);
  });

  it.each([
    ['', 'PO-1'],
    ['LW-', 'LW-PO-1'],
  ])("purchase order prefix '%s': the reference is %s", async (purchaseOrderPrefix, POReference) => {
    await linnworks.seed({ purchaseOrders: [{ number: 'PO-1', lines: [{ SKU: 'MUG-BLUE-330', Quantity: 3 }] }, { number: 'PO-2', status: 'PENDING', lines: [{ SKU: 'MUG-BLUE-330', Quantity: 3 }] }] });
    for (const outcome of ['created', 'unchanged']) expect((await run('purchase-order-to-asn', { settings: { purchaseOrderPrefix } })).written).toMatchObject([{ outcome }]);
    expect((await mintsoft.state()).asns).toMatchObject([{ POReference }]);
  });
});

/** An order that went over and was despatched at Mintsoft. */
async function despatched(settings: Wishes['settings'] = {}): Promise<void> {
  await linnworks.seed({ orders: [wish()] });
  await mintsoft.seed({ stock: [{ SKU: 'MUG-BLUE-330', StockLevel: 50 }] });
  await run('order-import', { settings });
  await mintsoft.act('despatch', { trackingNumber: 'TRACK-1' });
}

describe('despatch-confirmation', () => {
  it.each(['', 'LW-'])("order prefix '%s': the order it came from is processed with the tracking number", async (orderPrefix) => {
    await despatched({ orderPrefix });
    const { written, problems } = await run('despatch-confirmation', { settings: { orderPrefix } });
    expect(problems).toEqual([]);
    expect(written).toMatchObject([{ outcome: 'shipped', trackingNumber: 'TRACK-1' }]);
    expect(await linnworks.order('R1')).toMatchObject({ ShippingInfo: { TrackingNumber: 'TRACK-1' }, processedOn: expect.stringMatching(/^2/) });
  });

  it.each([
    ['whenRequired', [{ outcome: 'shipped', invoiceMarkedAsPrinted: true }], []],
    ['never', [], [{ kind: 'refused', message: expect.stringMatching(/invoice/i) as string }]],
  ])('an invoice that has to be printed first, marked %s', async (invoicePrinted, done, told) => {
    await linnworks.account({ invoiceRequired: true });
    await despatched();
    const { written, problems } = await run('despatch-confirmation', { target: { invoicePrinted } });
    expect(written).toMatchObject(done);
    expect(problems).toMatchObject(told);
    expect(flowOf('despatch-confirmation').template.nodes.find(({ name }) => name === 'Process in Linnworks')?.parameters.invoicePrinted).toBe('whenRequired');
  });
});

describe('returns-export', () => {
  it.each(['', 'LW-'])("order prefix '%s': a return is booked once, and the goods are back", async (orderPrefix) => {
    await despatched({ orderPrefix });
    await run('despatch-confirmation', { settings: { orderPrefix } });
    await mintsoft.act('receiveReturn', { order: `${orderPrefix}100001`, items: { 'MUG-BLUE-330': 1 } });
    for (const outcome of ['created', 'unchanged']) {
      const { written, problems } = await run('returns-export', { settings: { orderPrefix } });
      expect(problems).toEqual([]);
      expect(written).toMatchObject([{ outcome }]);
    }
    expect((await linnworks.state<{ returns: unknown[] }>()).returns).toMatchObject([{ ReferenceNum: 'R1', Actioned: true, items: [{ ReturnQuantity: 1, RefundAmount: 0 }] }]);
  });
});

describe('stock-push', () => {
  const levelAtLinnworks = async () => {
    const { rows } = await linnworks.runOn('stock', 'getAll', { returnAll: true, location: { __rl: true, mode: 'name', value: 'Default' } });
    return rows.find(({ sku }) => sku === 'MUG-BLUE-330');
  };

  it.each([
    ['Stock Level', { physical: 40, available: 38 }],
    ['On Hand', { physical: 38, available: 36 }],
  ])('value type %s with an order both sides hold', async (stockSyncValueType, figures) => {
    await linnworks.seed({ orders: [wish()] });
    await mintsoft.seed({ stock: [{ SKU: 'MUG-BLUE-330', StockLevel: 40 }] });
    await run('order-import');
    expect((await run('stock-push', { settings: { stockSyncValueType } })).problems).toEqual([]);
    expect(await levelAtLinnworks()).toMatchObject(figures);
  });

  it('takes no other word for a value type', async () => {
    await expect(run('stock-push', { settings: { stockSyncValueType: 'Everything' } })).rejects.toMatchObject({ message: "'Value Type' is 'Everything'" });
  });

  it.each([
    [true, false],
    [false, true],
  ])('whole catalogue %s', async (wholeCatalogue, onlyChanges) => {
    await run('stock-push', { settings: { wholeCatalogue } });
    const calls = (await mintsoft.requests()).filter(({ operation }) => operation.includes('Inventory'));
    expect(calls.length).toBeGreaterThan(0);
    expect(calls.every(({ path }) => /since/i.test(path))).toBe(onlyChanges);
  });
});

describe('prime-labels and prime-tracking', () => {
  const SENDER = { fromName: 'Sample Shop Ltd', fromStreet: '1 Mill Lane', fromPostcode: 'LS1 1AA', fromCity: 'Leeds', fromState: 'West Yorkshire', fromPhone: '+44 113 0000', fromEmail: 'despatch@example.com' };
  const PRIME = '026-7000000-0000001';
  const OTHER = '026-7000000-0000002';
  const labels = async () => (await amazon.state<{ labels: Array<{ orderId: string; tracking: string }> }>()).labels;

  /** The same orders at Amazon and, as Linnworks downloads them, there. */
  async function both(more: object = {}): Promise<void> {
    await amazon.seed({ orders: [{ kind: 'prime', orderId: PRIME }, { kind: 'plain', orderId: OTHER }] });
    await linnworks.seed({ orders: [PRIME, OTHER].map((ReferenceNumber) => wish({ Source: 'AMAZON', SubSource: 'Amazon UK', ReferenceNumber, ...more })) });
  }

  const buy = async (settings: Wishes['settings'] = {}) => await run('prime-labels', { settings: { ...SENDER, ...settings } });

  it('buys by the Amazon number Linnworks holds, for Prime orders only, and none a second time', async () => {
    await both();
    await linnworks.seed({ orders: [wish({ ReferenceNumber: 'E1' })] });
    const { written, problems, files } = await buy();
    expect(problems).toEqual([]);
    expect(written).toMatchObject([{ outcome: 'bought', number: PRIME }, { outcome: 'skipped', number: OTHER }]);
    expect((await labels()).map(({ orderId }) => orderId)).toEqual([PRIME]);
    expect(files).toEqual([`label_${PRIME}.pdf`]);
    expect((await buy()).written.map(({ outcome }) => outcome)).toEqual(['unchanged', 'skipped']);
    expect(await labels()).toHaveLength(1);
  });

  it.each([
    ['', 2],
    ['Amazon UK', 2],
    ['Amazon DE', 0],
  ])("sub-source '%s': %s orders are looked at", async (subSource, count) => {
    await both();
    expect((await buy({ subSource })).written).toHaveLength(count);
  });

  it('leaves parked, locked and unpaid orders where they are', async () => {
    await both();
    await linnworks.edit([PRIME], { Marker: 7 });
    await linnworks.edit([OTHER], { locked: true });
    expect((await buy()).written).toEqual([]);
    expect(await labels()).toEqual([]);
  });

  it.each([
    ['highestPrice', { highestPrice: 1 }, 'refused', /no service fits/],
    ['no sender', { fromState: '' }, 'unavailable', /stateOrProvinceCode/],
  ])('buys nothing: %s', async (_what, settings, kind, message) => {
    await both();
    const { problems } = await buy(settings);
    expect(problems[0]).toMatchObject({ kind, message: expect.stringMatching(message) as string });
    expect(await labels()).toEqual([]);
  });

  it('asks a person where the answer to a purchase was lost', async () => {
    await both();
    await amazon.fault({ kind: 'reset-after-write', match: 'POST /amazon/mfn/v0/shipments', times: -1 });
    expect((await buy()).problems).toMatchObject([{ kind: 'unknown' }]);
    expect(await labels()).toHaveLength(1);
    expect(flowOf('prime-labels').template.nodes.map(({ name }) => name)).toEqual(expect.arrayContaining(['Mark Started', 'Ask', 'Open Questions']));
  });

  /** What prime-labels leaves in its ledger for an answer of Amazon. */
  function linkOf(answer: IDataObject): string {
    const remember = flowOf('prime-labels').template.nodes.find(({ name }) => name === 'Remember') as TemplateNode;
    const { link } = (remember.parameters.columns as { value: { link: string } }).value;
    return new Function('$json', `return (${codeOf(link)})`)(answer) as string;
  }

  it.each([
    [false, 'updated', true],
    [true, 'shipped', false],
  ])('process orders %s: with its number the order is %s', async (processOrders, outcome, open) => {
    await both();
    const [bought, skipped] = (await buy()).written as [IDataObject, IDataObject];
    expect(linkOf(skipped)).toBe('');
    const flow = flowOf('prime-tracking');
    const node = flow.template.nodes.find(({ type }) => type.endsWith('.linnworks')) as TemplateNode;
    const item = { key: bought.key, number: bought.number, state: bought.targetId, record: JSON.parse(linkOf(bought)) as IDataObject };
    const write = async () => {
      const before = { 'Page of Work': { settings: { processOrders } } as unknown as IDataObject };
      return await runStep({ node: { ...node, parameters: node.parameters as INodeParameters }, before, vault: await linnworks.vault(), input: [item as IDataObject] });
    };
    const number = (await labels())[0]?.tracking;
    expect((await write()).items.map(({ json }) => json)).toMatchObject([{ outcome, trackingNumber: number, key: bought.key }]);
    const stored = await linnworks.order(PRIME);
    expect([stored.ShippingInfo.TrackingNumber, stored.processedOn === null]).toEqual([number, open]);
    expect((await write()).items.map(({ json }) => json.outcome)).toEqual(['unchanged']);
    expect(flow.settings.find(({ name }) => name === 'processOrders')?.value).toBe(false);
  });
});

const moving = pair.filter(({ settings }) => settings.some(({ name }) => name === 'logApiRequests'));
const codeOf = (text: unknown) => String(text).replace(/^=\{\{ ?| ?\}\}$/g, '');

it('is all flows that move something, sweep apart', () => {
  expect(moving.map(({ flow }) => flow).sort()).toEqual(['despatch-confirmation', 'order-import', 'purchase-order-to-asn', 'returns-export', 'stock-push']);
});

describe.each(moving.map((flow) => [flow.flow, flow] as const))('%s', (name, { template, settings }) => {
  const node = (wanted: string) => template.nodes.find((one) => one.name === wanted) as TemplateNode;

  it('has a frequency of its own', () => {
    const schedules = template.nodes.filter(({ type }) => type.endsWith('.scheduleTrigger'));
    expect(schedules.map(({ parameters }) => parameters.rule)).toEqual([{ interval: [{ field: 'minutes', minutesInterval: expect.any(Number) as number }] }]);
  });

  it('does something while it is enabled, and nothing otherwise', () => {
    expect(settings.find((one) => one.name === 'enabled')?.value).toBe(true);
    expect(JSON.stringify(node('Switched On?').parameters)).toContain('{{ $json.enabled }}');
    expect(template.connections['Switched On?']?.main.map((way) => way.map(({ node: next }) => next))).toEqual([['Ensure Checkpoints']]);
  });

  it('keeps books of its own for each connection', () => {
    expect(JSON.stringify(node('Read Checkpoint').parameters)).toContain(`'linnworks-mintsoft/${name}/' + $('Settings').first().json.connection`);
  });

  it('tells refused records and failed runs by e-mail once an operator enables that', () => {
    const mails = template.nodes.filter(({ type }) => type.endsWith('.emailSend'));
    expect(mails.map((mail) => [mail.name, mail.disabled])).toEqual([
      ['E-mail About Error', true],
      ['E-mail About Refused', true],
    ]);
  });

  it('logs its calls while the log is on, for 48 hours, and empties it when it is switched off', () => {
    const tables = codeOf((node('One Page').parameters.workflowInputs as { value: { tables: string } }).value.tables);
    const of = (json: object) => ({ first: () => ({ json }) });
    const logged = (logApiRequests: boolean, began?: number) => {
      const nodes: Record<string, object> = { Settings: of({ logApiRequests }), 'First Call Logged': of(began === undefined ? {} : { createdAt: new Date(began).toISOString() }) };
      const ask = (wanted: string) => nodes[wanted] ?? of({ id: `id of ${wanted}` });
      return (new Function('$', `return (${tables})`)(ask) as { apiLog: string }).apiLog;
    };
    expect(logged(false)).toBe('');
    expect(logged(true)).toBe('id of Ensure API Log');
    expect(logged(true, Date.now() - 47 * 3_600_000)).toBe('id of Ensure API Log');
    expect(logged(true, Date.now() - 49 * 3_600_000)).toBe('');

    const [, older] = (node('Empty API Log').parameters.filters as { conditions: Array<{ keyValue: string }> }).conditions;
    const emptied = (logApiRequests: boolean) => new Function('$', `return (${codeOf(older?.keyValue)})`)(() => of({ logApiRequests })) as string;
    expect(emptied(true)).toMatch(/^1970/);
    expect(Date.parse(emptied(false))).toBeGreaterThan(Date.now() - 60_000);
  });
});

it.each([
  ['', false],
  ['17', true],
])("the nodes tell their calls while the log's table is '%s'", async (apiLog, told) => {
  await linnworks.seed({ orders: [wish()] });
  const { pages, written } = await run('order-import', { apiLog });
  for (const row of [pages[0], written[0]]) expect(row && 'requests' in row).toBe(told);
  if (told) expect(JSON.stringify([pages, written.map(({ requests }) => requests)])).toMatch(/"path":"\/api\/Order"/);
});
