import type { INodeParameters } from 'n8n-workflow';

import { Poller } from '../support/n8n';
import { KauflandRoom } from './support/room';

interface Told {
  identity: { id: string };
  status: string;
  vendorStatus: string;
  complete: boolean;
}

let room: KauflandRoom;
beforeAll(async () => {
  room = await KauflandRoom.open();
});
afterAll(async () => {
  await room.close();
});
beforeEach(() => room.reset());

async function poller(parameters: INodeParameters = {}, memory?: object): Promise<Poller> {
  return new Poller({ type: 'kauflandTrigger', parameters, vault: await room.vault(), memory });
}
const ids = (rows: unknown[]) => (rows as Told[]).map(({ identity }) => identity.id).sort();
const yesterday = new Date(Date.now() - 26 * 3_600_000).toISOString();

describe('Order Ready to Ship', () => {
  it('hands on nothing old when it is published, then what becomes ready, once', async () => {
    await room.seed(20);
    const trigger = await poller();
    expect(await trigger.poll()).toEqual([]);
    await room.seed([{ id_order: 'MNEW', units: [{ ts_updated: new Date().toISOString() }, { ts_updated: new Date().toISOString() }] }]);
    expect(ids(await trigger.poll())).toEqual(['MNEW']);
    expect(await trigger.poll()).toEqual([]);
    await room.touch({ orders: ['MNEW'] });
    expect(await trigger.poll()).toEqual([]);
  });

  it('hands on every order since Start From', async () => {
    await room.seed(60);
    const trigger = await poller({ startFrom: yesterday });
    const expected = (await room.state()).filter(({ shouldBeImported }) => shouldBeImported).map(({ id_order }) => id_order);
    expect(ids(await trigger.poll())).toEqual(expected.sort());
    expect(await trigger.poll()).toEqual([]);
  });

  it('hands on an order with an open unit when that is released, whole', async () => {
    await room.seed([
      { kind: 'one-unit-open', id_order: 'MWAIT' },
      { kind: 'plain', id_order: 'MPLAIN' },
    ]);
    const trigger = await poller({ startFrom: yesterday });
    expect(ids(await trigger.poll())).toEqual(['MPLAIN']);
    expect(trigger.memory()).toMatchObject({ position: { waiting: ['MWAIT'] } });
    await room.touch({ orders: ['MWAIT'], status: 'need_to_be_sent' });
    const rows = (await trigger.poll()) as unknown as Told[];
    expect(rows).toMatchObject([{ identity: { id: 'MWAIT' }, complete: true }]);
    expect(await trigger.poll()).toEqual([]);
  });

  it('repeats nothing after a restart with its memory, and loses nothing with an older one', async () => {
    await room.seed(20);
    const trigger = await poller({ startFrom: yesterday });
    const before = trigger.memory();
    const first = ids(await trigger.poll());
    expect(await (await poller({ startFrom: yesterday }, trigger.memory())).poll()).toEqual([]);
    expect(ids(await (await poller({ startFrom: yesterday }, before)).poll())).toEqual(first);
  });

  it('sees a change that the vendor shows late, within the overlap', async () => {
    const trigger = await poller({ startFrom: yesterday });
    await room.seed([{ id_order: 'MFIRST', units: [{ ts_updated: new Date().toISOString() }] }]);
    expect(ids(await trigger.poll())).toEqual(['MFIRST']);
    await room.seed([{ id_order: 'MLATE', units: [{ ts_updated: new Date(Date.now() - 4 * 60_000).toISOString() }] }]);
    expect(ids(await trigger.poll())).toEqual(['MLATE']);
  });

  it('asks for the chosen storefronts only', async () => {
    await room.seed([
      { id_order: 'MDE', storefront: 'de' },
      { id_order: 'MCZ', storefront: 'cz' },
      { id_order: 'MPL', storefront: 'pl' },
    ]);
    expect(ids(await (await poller({ startFrom: yesterday, storefronts: ['cz', 'pl'] })).poll())).toEqual(['MCZ', 'MPL']);
  });

  it('costs one call when nothing has changed', async () => {
    const trigger = await poller();
    await trigger.poll();
    await room.forgetRequests();
    expect(await trigger.poll()).toEqual([]);
    expect(await room.calls()).toEqual({ 'order-units.list': 1 });
  });
});

describe('Order Changed', () => {
  it('tells every change of an order once', async () => {
    await room.seed([{ id_order: 'MONE' }]);
    const trigger = await poller({ event: 'orderChanged', startFrom: yesterday });
    expect(await trigger.poll()).toMatchObject([{ identity: { id: 'MONE' }, status: 'open' }]);
    expect(await trigger.poll()).toEqual([]);
    await room.touch({ orders: ['MONE'], status: 'sent' });
    expect(await trigger.poll()).toMatchObject([{ identity: { id: 'MONE' }, vendorStatus: 'sent', status: 'shipped' }]);
    expect(await trigger.poll()).toEqual([]);
    // Within the same second, so that only the status tells them apart.
    const at = (await room.state())[0]?.units[0]?.ts_updated as string;
    await room.touch({ orders: ['MONE'], status: 'received', at });
    expect(await trigger.poll()).toMatchObject([{ identity: { id: 'MONE' }, vendorStatus: 'received', status: 'completed' }]);
  });

  it('shows an open order as not complete, and its parts that did not change too', async () => {
    await room.seed([{ kind: 'one-unit-open', id_order: 'MOPEN' }]);
    const trigger = await poller({ event: 'orderChanged', startFrom: yesterday });
    expect(await trigger.poll()).toMatchObject([{ identity: { id: 'MOPEN' }, complete: false, status: 'pending' }]);
  });

  it('works on the raw shape as well', async () => {
    await room.seed([{ id_order: 'MRAW' }]);
    const trigger = await poller({ event: 'orderChanged', startFrom: yesterday, output: 'raw' });
    expect(await trigger.poll()).toMatchObject([{ id_order: 'MRAW' }]);
    expect(await trigger.poll()).toEqual([]);
  });
});

describe('testing by hand', () => {
  it('shows up to three orders and leaves the memory alone', async () => {
    await room.seed(20);
    const trigger = await poller();
    expect(await trigger.poll('manual')).toHaveLength(3);
    expect(trigger.memory()).toEqual({});
  });

  it('says so when there is nothing to show', async () => {
    await expect((await poller()).poll('manual')).rejects.toThrow(/Kaufland has no order for this event/);
  });
});

it('says what is wrong with the keys', async () => {
  const trigger = new Poller({ type: 'kauflandTrigger', parameters: {}, vault: await room.vault({ secretKey: 'wrong'.repeat(12) }) });
  await expect(trigger.poll()).rejects.toThrow(/Secret Key does not fit/);
});
