import { appendFileSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { openBench } from '../conformance/support/check';
import { silent, sources, targets } from './carriers';
import { pathsOf } from './deliveries';
import { columnOf, complaintsOf, shipFrom } from './shipments';
import { gridOf, tableOf, WHOLE, type Column } from './table';

openBench();

const columns = new Map<string, Column>();
const delivered = new Map<string, ReadonlySet<string>>();

beforeAll(async () => {
  for (const source of sources('shipment')) delivered.set(source.channel, await pathsOf(source));
}, 120_000);

/** For `print.ts`. */
afterAll(() => {
  if (process.env.MATRIX_TABLE) appendFileSync(process.env.MATRIX_TABLE, `${tableOf('Shipments', [...columns.values()], '')}\n`);
});

it('every despatch says what it takes', () => expect(silent('shipment')).toEqual([]));

it('finds who hands shipments on and who takes them', () => {
  expect(sources('shipment').length).toBeGreaterThanOrEqual(4);
  expect(targets('shipment').length).toBeGreaterThanOrEqual(7);
});

describe.each(targets('shipment').map((target) => [target.channel, target] as const))('into %s', (channel, target) => {
  const froms = [WHOLE, ...sources('shipment').map(({ channel: from }) => from).filter((from) => from !== channel)];

  it.each(froms)(
    '%s: all of it arrives or is named',
    async (from) => {
      const fates = await shipFrom(target, from, delivered.get(from));
      const { entries } = columnOf(target, fates);
      columns.set(channel, { channel, entries: [...(columns.get(channel)?.entries ?? []), ...entries] });
      expect(fates.length).toBeGreaterThan(8);
      expect(fates.flatMap(complaintsOf)).toEqual([]);
    },
    120_000,
  );
});

(process.env.MATRIX_TABLE ? it.skip : it)('the README shows what came of it (npx tsx test/matrix/print.ts)', () => {
  expect(readFileSync(path.resolve(__dirname, '../../README.md'), 'utf8')).toContain(gridOf([...columns.values()]));
});
