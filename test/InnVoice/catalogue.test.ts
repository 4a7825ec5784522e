/** Products and stock against the sandbox: what is read, how often, and what a page-by-page walk hands on. */
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { InnVoiceRoom } from './support/room';

jest.mock('n8n-workflow', () => ({ ...jest.requireActual<object>('n8n-workflow'), sleep: async () => {} }));

let room: InnVoiceRoom;
beforeAll(async () => (room = await InnVoiceRoom.open()));
afterAll(async () => await room.close());
beforeEach(() => room.reset());

const MUG = {
  sku: 'MUG-RED',
  name: 'Bögre, piros',
  ean: '5991234567890',
  prices: [
    { group: 'Kisker', price: '11430', gross: true },
    { group: 'Nagyker', price: '8000,50', gross: false },
    { group: 'Akció', price: '9990', gross: true },
  ],
  stocks: [
    { warehouse: 'Központ', level: 12 },
    { warehouse: 'Bolt', level: 3 },
  ],
};
const BOWL = { sku: 'BOWL', name: 'Tál', ean: '', prices: [{ group: 'Kisker', price: '5000', gross: true }], stocks: [{ warehouse: 'Központ', level: 7 }] };

const products = async (parameters: INodeParameters = {}) => await room.runOn('product', 'getAll', { returnAll: true, ...parameters });
const stock = async (parameters: INodeParameters = {}) => await room.runOn('stock', 'getAll', { returnAll: true, ...parameters });

interface PageItem {
  key: string;
  number: string;
  state: string;
  record: IDataObject;
}

interface PageRow {
  items: PageItem[];
  position: string;
  more: boolean;
}

async function page(resource: string, parameters: INodeParameters): Promise<PageRow> {
  const { rows, problems } = await room.runOn(resource, 'getAll', { pageByPage: true, ...parameters });
  expect(problems).toEqual([]);
  return rows[0] as unknown as PageRow;
}

async function walk(resource: string, parameters: INodeParameters = {}, from = ''): Promise<PageItem[]> {
  const items: PageItem[] = [];
  let position = from;
  for (;;) {
    const row = await page(resource, { ...parameters, position });
    items.push(...row.items);
    position = row.position;
    if (!row.more) return items;
  }
}

describe('products', () => {
  it('come with trimmed values and each price under its group, gross or net as InnVoice says', async () => {
    await room.seed([MUG, BOWL, { ...BOWL, sku: '' }]);
    const { rows } = await products();
    expect(rows).toEqual([
      {
        identity: { channel: 'innvoice', account: 'minta-kft', id: 'MUG-RED' },
        sku: 'MUG-RED',
        name: 'Bögre, piros',
        gtin: '5991234567890',
        currency: 'HUF',
        prices: [
          { kind: 'normal', gross: 11430, group: 'Kisker', currency: 'HUF' },
          { kind: 'normal', net: 8000.5, group: 'Nagyker', currency: 'HUF' },
          { kind: 'normal', gross: 9990, group: 'Akció', currency: 'HUF' },
        ],
      },
      expect.objectContaining({ sku: 'BOWL', prices: [{ kind: 'normal', gross: 5000, group: 'Kisker', currency: 'HUF' }] }),
    ]);
    expect(await room.calls()).toEqual({ product: 1 });
  });

  it.each([
    ['by name', 'nagyker', 'AKCIÓ'],
    ['by place', '#2', '#3'],
  ])('give the selling and the sale price of chosen groups %s', async (_how, priceGroup, specialPriceGroup) => {
    await room.seed([MUG, BOWL]);
    const { rows } = await products({ priceGroup, specialPriceGroup });
    expect(rows.map(({ prices }) => prices)).toEqual([
      [
        { kind: 'normal', net: 8000.5, currency: 'HUF' },
        { kind: 'special', gross: 9990, currency: 'HUF' },
      ],
      [],
    ]);
  });

  it('give groups by place where InnVoice names none', async () => {
    await room.assume({ 'name-elements': 'absent' });
    await room.seed([MUG]);
    const { rows } = await products();
    expect((rows[0]?.prices as IDataObject[]).map(({ group }) => group)).toEqual(['#1', '#2', '#3']);
  });

  it('never give a price of 0, which stands for none', async () => {
    await room.seed([{ ...BOWL, prices: [{ group: 'Kisker', price: '0', gross: true }] }]);
    expect((await products({ priceGroup: 'Kisker' })).rows[0]?.prices).toEqual([]);
  });

  it('with a price that is no number are told of, and the others come', async () => {
    await room.seed([{ ...MUG, prices: [{ group: 'Kisker', price: 'ask', gross: true }] }, BOWL]);
    const { rows, problems } = await products();
    expect(rows.map(({ sku }) => sku)).toEqual(['BOWL']);
    expect(problems).toMatchObject([{ message: expect.stringMatching(/MUG-RED.*not a number/) }]);
  });

  it('can be had as InnVoice gives them, up to a limit', async () => {
    await room.seed([MUG, BOWL]);
    const { rows } = await products({ returnAll: false, limit: 1, output: 'raw' });
    expect(rows).toMatchObject([{ CikkSzam: ' MUG-RED ', Arak: [{ Arcsoport_Ar: ' 11430 ' }, {}, {}] }]);
  });

  it('stop before anything moves when a chosen group does not exist any more', async () => {
    await room.seed([MUG]);
    const { problems } = await products({ priceGroup: 'Kiskerr' });
    expect(problems).toMatchObject([{ kind: 'unavailable', message: expect.stringContaining("'Kiskerr' for 'Price Group'"), nextStep: expect.stringContaining("'Kisker'") }]);
  });

  it('stop when groups are to be excluded and InnVoice tells none', async () => {
    await room.seed([MUG]);
    const { problems } = await products({ excludeGroups: 'Alapanyag' });
    expect(problems).toMatchObject([{ kind: 'unavailable', message: expect.stringContaining('Exclude Product Groups') }]);
  });

  it('stop when the list breaks off', async () => {
    await room.seed([MUG]);
    await room.fault({ kind: 'truncated-body', times: -1 });
    const { problems } = await products();
    expect(problems).toMatchObject([{ kind: 'unavailable', vendor: 'InnVoice' }]);
  });
});

describe('a walk of the products', () => {
  it('costs one call, whatever the size of the pages, and gives each once', async () => {
    const skus = await room.seed(23);
    for (const pageSize of [1, 5, 100]) {
      await room.forgetRequests();
      const items = await walk('product', { pageSize });
      expect(items.map(({ key }) => key).sort()).toEqual([...skus].sort());
      expect(await room.calls()).toEqual({ product: 1 });
    }
  });

  it('gives a state that changes with what is sent, and with nothing else', async () => {
    await room.seed([MUG, BOWL]);
    const states = async () => Object.fromEntries((await walk('product', { priceGroup: 'Kisker' })).map(({ key, state }) => [key, state]));
    const before = await states();
    expect(new Set(Object.values(before)).size).toBe(2);
    await room.act('restock', { levels: { BOWL: 99 } });
    await room.act('reprice', { prices: { BOWL: '4000' }, group: 'Kisker' });
    await room.act('reprice', { prices: { 'MUG-RED': '1' }, group: 'Nagyker' });
    const after = await states();
    expect(after['MUG-RED']).toBe(before['MUG-RED']);
    expect(after.BOWL).not.toBe(before.BOWL);
  });

  it('goes on in another process, where the list has to be read anew', async () => {
    const skus = await room.seed(9);
    const first = await page('product', { position: '', pageSize: 4 });
    // As if this process had never seen the reading the position speaks of.
    const position = first.position.replace(/"walk":"[^"]+"/, '"walk":"11111111-1111-4111-8111-111111111111"');
    const rest = await walk('product', { pageSize: 4 }, position);
    expect([...first.items, ...rest].map(({ key }) => key).sort()).toEqual([...skus].sort());
  });

  it('looks at the catalogue as it was when it began, and the next one sees what changed meanwhile', async () => {
    await room.seed([MUG, BOWL]);
    const first = await page('stock', { position: '', pageSize: 1 });
    await room.act('restock', { levels: { BOWL: 1 } });
    const second = await page('stock', { position: first.position, pageSize: 1 });
    expect(second.items).toMatchObject([{ key: 'BOWL', state: '7' }]);
    const again = await walk('stock', {}, second.position);
    expect(again.map(({ key, state }) => [key, state])).toEqual([['MUG-RED', '15'], ['BOWL', '1']]);
  });
});

describe('stock', () => {
  beforeEach(async () => void (await room.seed([MUG, BOWL])));
  const levels = ({ rows }: Awaited<ReturnType<typeof stock>>) => rows.map(({ sku, physical, location }) => [sku, physical, ...(location ? [location] : [])]);

  it('is the sum of all warehouses', async () => {
    expect(levels(await stock())).toEqual([['MUG-RED', 15], ['BOWL', 7]]);
    expect(await room.calls()).toEqual({ product: 1 });
  });

  it.each([
    ['one by name', ['bolt'], [['MUG-RED', 3], ['BOWL', 0]]],
    ['several by name', ['Bolt', 'Központ'], [['MUG-RED', 15], ['BOWL', 7]]],
    ['one by place', ['#2'], [['MUG-RED', 3], ['BOWL', 0]]],
    ['names of an expression', 'Bolt, Központ', [['MUG-RED', 15], ['BOWL', 7]]],
  ])('is the sum of chosen ones: %s', async (_how, warehouses, wanted) => {
    expect(levels(await stock({ warehouses: warehouses as string[] }))).toEqual(wanted);
  });

  it('comes per warehouse when asked for', async () => {
    expect(levels(await stock({ levels: 'perWarehouse' }))).toEqual([['MUG-RED', 12, 'Központ'], ['MUG-RED', 3, 'Bolt'], ['BOWL', 7, 'Központ']]);
    expect((await walk('stock', { levels: 'perWarehouse' })).map(({ key, state }) => [key, state])).toEqual([
      ['stock:Központ:MUG-RED', '12'],
      ['stock:Bolt:MUG-RED', '3'],
      ['stock:Központ:BOWL', '7'],
    ]);
  });

  it('is never taken for 0 because a warehouse was renamed', async () => {
    const { rows, problems } = await stock({ warehouses: ['Raktár'] });
    expect(rows).toEqual([]);
    expect(problems).toMatchObject([{ kind: 'unavailable', message: expect.stringContaining("'Raktár' for 'Warehouses'") }]);
    const { problems: paged } = await room.runOn('stock', 'getAll', { pageByPage: true, warehouses: ['Raktár'] });
    expect(paged).toMatchObject([{ kind: 'unavailable' }]);
  });
});

describe('lists to pick from', () => {
  it('are filled from the account', async () => {
    await room.seed([MUG, BOWL]);
    expect(await room.list('loadOptions', 'getPriceGroups')).toEqual(['Kisker', 'Nagyker', 'Akció'].map((name) => ({ name, value: name })));
    expect(await room.list('loadOptions', 'getWarehouses')).toEqual(['Központ', 'Bolt'].map((name) => ({ name, value: name })));
    expect(await room.list('listSearch', 'searchInvoiceBooks')).toEqual({ results: [{ name: 'Webshop számlatömb', value: '1' }, { name: 'Díjbekérő', value: '4' }, { name: 'Export számlatömb', value: '7' }] });
  });
});
