import { appendFileSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { openBench } from '../conformance/support/check';
import { silent, sources, targets } from './carriers';
import { columnOf, complaintsOf, deliveryOf, legendOf, runAll, type Delivery, type Run } from './orders';
import { gridOf, tableOf, WHOLE } from './table';

openBench();

const runs: Run[] = [];
const deliveries = new Map<string, Delivery>();

beforeAll(async () => {
  for (const source of sources('order')) deliveries.set(source.channel, await deliveryOf(source));
}, 60_000);

/** For `print.ts`. */
afterAll(() => {
  if (process.env.MATRIX_TABLE) appendFileSync(process.env.MATRIX_TABLE, `${tableOf('Orders', runs.map(columnOf), legendOf(runs))}\n`);
});

it('every import says what it takes', () => expect(silent('order')).toEqual([]));

it('finds who hands orders on and who takes them', () => {
  expect(sources('order').length).toBeGreaterThanOrEqual(7);
  expect(targets('order').length).toBeGreaterThanOrEqual(5);
});

describe.each(targets('order').map((target) => [target.channel, target] as const))('into %s', (_channel, target) => {
  let run: Run;

  beforeAll(async () => {
    run = await runAll(target, deliveries);
    runs.push(run);
  }, 120_000);

  it.each([WHOLE, ...sources('order').map(({ channel }) => channel).filter((channel) => channel !== target.channel)])('%s: all of it arrives or is named, and the money adds up', (source) => {
    const fates = run.fates.filter(({ order }) => order.source === source);
    expect(fates.length).toBeGreaterThan(5);
    expect(fates.flatMap((fate) => complaintsOf(fate, run))).toEqual([]);
  });
});

(process.env.MATRIX_TABLE ? it.skip : it)('the README shows what came of it (npx tsx test/matrix/print.ts)', () => {
  expect(readFileSync(path.resolve(__dirname, '../../README.md'), 'utf8')).toContain(gridOf(runs.map(columnOf)));
});
