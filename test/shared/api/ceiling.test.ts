import { ceilingsOf, forgetCeilings, type Ceiling } from '../../../nodes/shared/api/ceiling';
import { createClient, type Vendor } from '../../../nodes/shared/api/client';
import { isProblem } from '../../../nodes/shared/api/problem';

const HOUR = 3_600_000;
const LIST: Ceiling = { name: 'list', limit: 3, windowMs: HOUR };
const ALL: Ceiling = { name: 'all', limit: 5, windowMs: HOUR };

beforeEach(forgetCeilings);

describe('ceilings', () => {
  it('let no window hold more than the limit, and say when the next call may be made', () => {
    const ceilings = ceilingsOf('shop');
    const admitted = [0, 10, 20, 30].map((now) => ceilings.admit([LIST], 1, now));
    expect(admitted).toEqual([undefined, undefined, undefined, HOUR]);
    expect(ceilings.admit([LIST], 1, HOUR)).toBeUndefined();
    expect(ceilings.admit([LIST], 1, HOUR + 1)).toBe(HOUR + 10);
  });

  it('count what is refused by one of several in none of them', () => {
    const ceilings = ceilingsOf('shop');
    for (let call = 0; call < 3; call++) ceilings.admit([LIST, ALL], 1, 0);
    for (let call = 0; call < 9; call++) expect(ceilings.admit([LIST, ALL], 1, 1)).toBe(HOUR);
    expect([ceilings.admit([ALL], 1, 2), ceilings.admit([ALL], 1, 2), ceilings.admit([ALL], 1, 2)]).toEqual([undefined, undefined, HOUR]);
  });

  it('are per account, and smaller for one of several processes', () => {
    expect([0, 0].map((now) => ceilingsOf('a').admit([LIST], 0.5, now))).toEqual([undefined, HOUR]);
    expect(ceilingsOf('b').admit([LIST], 0.5, 0)).toBeUndefined();
  });
});

it('a locked-out account is left alone until the lock ends, whatever is asked of it', async () => {
  let now = 1_000;
  const sent: string[] = [];
  const vendor: Vendor = {
    name: 'Testshop',
    credential: 'none',
    secrets: [],
    quota: () => ({ limit: 1000, windowMs: 1000 }),
    quotaPerOperation: false,
    judge: () => ({ kind: 'unavailable', cause: 'quota', reason: 'banned this address', nextStep: 'Wait.', afterMs: HOUR }),
  };
  const ceilings = ceilingsOf('shop');
  const client = createClient(vendor, {
    send: async ({ operation }) => (sent.push(operation), { status: 400, headers: {}, text: '' }),
    bucket: () => ({ reserve: (at) => at, pauseUntil: () => undefined }),
    admit: (operation, at) => ceilings.admit([{ ...LIST, name: operation }], 1, at),
    lockOut: (until) => ceilings.lockOut(until),
    now: () => now,
    sleep: async () => undefined,
    random: () => 0,
    secrets: () => [],
  });
  const call = async (operation: string) =>
    await client.call({ operation, method: 'POST', path: '/', safety: 'read', answer: 'text' }).catch((error: unknown) => (isProblem(error) ? error.details : undefined));
  expect(await call('one')).toMatchObject({ cause: 'quota', message: 'Testshop banned this address' });
  now += HOUR - 1;
  expect(await call('two')).toMatchObject({ cause: 'quota', retryAfterMs: 1, message: expect.stringContaining('was not called') as string });
  now += 1;
  await call('three');
  expect(sent).toEqual(['one', 'three']);
});
