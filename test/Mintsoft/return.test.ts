import { order } from './support/orders';
import { MintsoftRoom, WAREHOUSE } from './support/room';

jest.setTimeout(30_000);
jest.mock('n8n-workflow', () => ({ ...jest.requireActual<object>('n8n-workflow'), sleep: async () => {} }));

let room: MintsoftRoom;

beforeAll(async () => {
  room = await MintsoftRoom.open();
});
afterAll(async () => {
  await room.close();
});
beforeEach(async () => {
  room.reset();
  await room.import([order('1')]);
  await room.act('despatch');
});

const hint = { sourceChannel: 'linnworks', orderPrefix: 'LW-' };
const back = (more = {}) => ({
  identity: { channel: 'linnworks', account: 'main', id: 'R1' },
  number: 'RMA-1',
  order: order('1').identity,
  orderNumber: '1',
  status: 'requested',
  lines: [{ id: 'l1', sku: 'MUG-BLUE-330', quantity: 1, reasonText: 'too small' }],
  ...more,
});
const put = async (parameters = {}, record: object = back()) =>
  await room.run('return', 'import', { return: '={{ $json }}', warehouse: WAREHOUSE, reason: '2', orderPrefix: 'LW-', ...parameters }, [record]);

describe('reading', () => {
  it('hands a confirmed return on with the order it belongs to at its source', async () => {
    await room.act('receiveReturn', { order: 'LW-1', reason: 2, reference: 'RMA-88' });
    const { rows } = await room.run('return', 'getAll', { returnAll: true, ...hint });
    expect(rows).toMatchObject([
      {
        number: 'RMA-88',
        order: order('1').identity,
        orderNumber: '1',
        confirmed: true,
        lines: [{ sku: 'MUG-BLUE-330', quantity: 2, stockAction: 'quarantine', reason: 'damagedInTransit', reasonText: 'Damaged' }],
      },
    ]);
  });

  it.each(['created', 'confirmed'])('looks at an open return again until it is confirmed (search date: %s)', async (answer) => {
    await room.assume({ 'return-search-date': answer });
    const { id } = await room.act<{ id: number }>('receiveReturn', { order: 'LW-1', confirmed: false });
    let page = await room.page('return', hint);
    while (page.more) page = await room.page('return', { ...hint, position: page.position });
    expect(page.items).toEqual([]);
    await room.act('confirmReturn', { id });
    const keys: string[] = [];
    for (let more = true; more; ) {
      page = await room.page('return', { ...hint, position: page.position });
      keys.push(...page.items.map(({ key }) => key));
      ({ more } = page);
    }
    expect(new Set(keys)).toEqual(new Set([`mintsoft:17:${id}`]));
  });
});

describe('importing', () => {
  it('announces the return with its lines, once', async () => {
    expect((await put()).rows[0]).toMatchObject({ outcome: 'created', number: 'RMA-1' });
    expect((await put()).rows[0]).toMatchObject({ outcome: 'unchanged' });
    expect((await room.state()).returns).toMatchObject([{ Reference: 'RMA-1', Confirmed: false }]);
  });

  it('confirms it where that is wanted', async () => {
    expect((await put({ confirm: true })).rows[0]).toMatchObject({ outcome: 'created' });
    expect((await room.state()).returns).toMatchObject([{ Confirmed: true }]);
    expect((await put({ confirm: true })).rows[0]).toMatchObject({ outcome: 'unchanged' });
  });

  it.each(['CreateReturn', 'AddItem', 'Confirm'])('a lost answer to %s makes nothing twice', async (match) => {
    await room.fault({ kind: 'reset-after-write', match, times: 1 });
    expect((await put({ confirm: true })).rows[0]).toMatchObject({ outcome: 'created' });
    const [one, ...others] = (await room.state()).returns as unknown as Array<{ items: unknown[] }>;
    expect(others).toEqual([]);
    expect(one?.items).toHaveLength(1);
  });

  it('names an unknown product before anything is written', async () => {
    const { problems } = await put({}, back({ lines: [{ id: 'l1', sku: 'NOWHERE', quantity: 1 }] }));
    expect(problems[0]).toMatchObject({ kind: 'refused', message: expect.stringContaining('NOWHERE') });
    expect((await room.state()).returns).toEqual([]);
  });
});
