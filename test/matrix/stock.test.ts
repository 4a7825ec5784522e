import { appendFileSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { openBench } from '../conformance/support/check';
import { silent, sources, targets } from './carriers';
import { pathsOf } from './deliveries';
import { columnOf, complaintsOf, pushFrom } from './stock';
import { gridOf, tableOf, WHOLE, type Column } from './table';

openBench();

const columns = new Map<string, Column>();
const delivered = new Map<string, ReadonlySet<string>>();

beforeAll(async () => {
  for (const source of sources('stock')) delivered.set(source.channel, await pathsOf(source));
}, 120_000);

/** For `print.ts`. */
afterAll(() => {
  if (process.env.MATRIX_TABLE) appendFileSync(process.env.MATRIX_TABLE, `${tableOf('Stock', [...columns.values()], '')}\n`);
});

it('every push says what it takes', () => expect(silent('stock')).toEqual([]));

it('finds who hands stock on and who takes it', () => {
  expect(sources('stock').length).toBeGreaterThanOrEqual(8);
  expect(targets('stock').length).toBeGreaterThanOrEqual(8);
});

describe.each(targets('stock').map((target) => [target.channel, target] as const))('into %s', (channel, target) => {
  const froms = [WHOLE, ...sources('stock').map(({ channel: from }) => from).filter((from) => from !== channel)];

  it.each(froms)(
    '%s: each figure is the one in the books, and what has no place is named',
    async (from) => {
      const fates = await pushFrom(target, from, delivered.get(from));
      const { entries } = columnOf(target, fates);
      columns.set(channel, { channel, entries: [...(columns.get(channel)?.entries ?? []), ...entries] });
      expect(fates.length).toBeGreaterThan(20);
      expect(fates.flatMap(complaintsOf)).toEqual([]);
    },
    120_000,
  );
});

(process.env.MATRIX_TABLE ? it.skip : it)('the README shows what came of it (npx tsx test/matrix/print.ts)', () => {
  expect(readFileSync(path.resolve(__dirname, '../../README.md'), 'utf8')).toContain(gridOf([...columns.values()]));
});
