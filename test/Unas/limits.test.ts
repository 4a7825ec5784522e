import { pass } from '../conformance/support/clock';
import { Poller, type Vault } from '../support/n8n';
import { asNewProcess, problemsOf, rowsOf, run, UnasRoom } from './support/room';

let room: UnasRoom;
let vault: Vault;
beforeAll(async () => {
  room = await UnasRoom.open();
});
afterAll(async () => {
  await room.close();
});
beforeEach(async () => {
  room.reset();
  vault = await room.vault();
});

const list = async () => await run(vault, 'order', 'getAll', { returnAll: true }, [{}], 'continueErrorOutput');

async function untilRefused(): Promise<number> {
  for (let calls = 1; calls < 200; calls++) if ((await list()).errors.length > 0) return calls - 1;
  throw new Error('never refused');
}

describe('the hourly quota', () => {
  it.each([
    ['vip-100000', 81],
    ['premium-10000', 27],
  ])('of %s is never used up: %d lists go out, the next is not called', async (subscription, most) => {
    await room.act('account', { subscription });
    await room.seed({ orders: 2 });
    // The first call of a new account logs in, and what was bought is known behind it.
    await run(vault, 'stock', 'getAll', { returnAll: true });
    expect(await untilRefused()).toBe(most);
    expect((await room.calls())['getOrder list']).toBe(most);
    const [problem] = problemsOf((await list()).errors);
    expect(problem).toMatchObject({ kind: 'unavailable', message: expect.stringContaining('allows no more getOrder list for now') as string, nextStep: expect.stringMatching(/Come back at \d\d:\d\d UTC/) as string });
    expect((await room.calls())['getOrder list']).toBe(most);
    expect((await room.state()).bans).toEqual([]);
    pass(3_600_000);
    expect(rowsOf((await list()).items)).toHaveLength(2);
  });

  it('counts one order apart from lists', async () => {
    const { orders } = await room.seed({ orders: 1 });
    await untilRefused();
    expect(rowsOf((await run(vault, 'order', 'get', { value: orders[0] as string })).items)).toHaveLength(1);
  });

  it('is shared out where several processes call', async () => {
    await room.act('account', { subscription: 'premium-10000' });
    vault = await room.vault({ quotaShare: 25 });
    await run(vault, 'stock', 'getAll', { returnAll: true });
    expect(await untilRefused()).toBe(6);
  });
});

describe('a ban', () => {
  it.each(['400', '429'])('that others provoked (HTTP %s) stops all calls until it ends', async (status) => {
    await room.assume({ 'ban-status': status });
    await room.seed({ orders: 1, products: 1 });
    // A process that has forgotten what it called, as another program on the same address would.
    for (let turn = 0; (await room.state()).bans.length === 0; turn++) {
      asNewProcess();
      await list();
      if (turn > 200) throw new Error('never banned');
    }
    const before = (await room.requests()).length;
    for (const resource of ['order', 'stock', 'product']) {
      const { errors } = await run(vault, resource, 'getAll', { returnAll: true }, [{}], 'continueErrorOutput');
      expect(problemsOf(errors)[0]).toMatchObject({ kind: 'unavailable', nextStep: expect.stringContaining('Come back at') as string });
    }
    expect((await room.requests()).length).toBe(before);
    pass(62 * 60_000);
    expect(rowsOf((await list()).items)).toHaveLength(1);
  });
});

it('a polling trigger that is asked every minute for two hours provokes none, and hands on what changes', async () => {
  for (const subscription of ['premium-10000', 'vip-100000']) {
    room.reset();
    vault = await room.vault();
    await room.act('account', { subscription });
    const poller = new Poller({ type: 'unasPollingTrigger', parameters: { event: 'orderPlaced', statuses: [], startFrom: '', output: 'channelSync' }, vault });
    await poller.poll();
    const handed: unknown[] = [];
    for (let minute = 0; minute < 120; minute++) {
      pass(60_000);
      if (minute === 30) await room.seed({ orders: [{ kind: 'plain', createdAt: new Date(Date.now()).toISOString() }] });
      handed.push(...(await poller.poll()).map(({ number }) => number));
    }
    const lists = (await room.calls())['getOrder list'] as number;
    expect(lists).toBeGreaterThan(20);
    expect(lists).toBeLessThanOrEqual(subscription.startsWith('vip') ? 62 : 26);
    expect((await room.state()).bans).toEqual([]);
    expect(handed).toEqual(['10001-100001']);
  }
});
