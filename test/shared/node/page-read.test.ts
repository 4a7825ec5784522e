import { refused } from '../../../nodes/shared/api/problem';
import { mapRecords } from '../../../nodes/shared/node/records';
import type { ItemContext, Row } from '../../../nodes/shared/node/operation';
import { readWindowPage } from '../../../nodes/shared/node/page-read';

const NOW = Date.UTC(2026, 0, 5, 12, 0, 0);

const item = (parameters: Record<string, unknown>): ItemContext => ({
  index: 0,
  file: async () => await Promise.reject(new Error('no file is read')),
  param: <T>(name: string) => ({ position: '', startFrom: '', overlapMinutes: 5, pageSize: 10, ...parameters })[name] as T,
});

const identityOf = (id: string) => ({ channel: 'testshop', account: 'de', id });
const toRow = ({ id, lines }: { id: string; lines?: number }): Row => {
  if (lines === undefined) throw refused(`Order '${id}': 'lines' is missing`, 'Look at it there.');
  return { identity: identityOf(id), number: `N-${id}` };
};

const read = async (records: Array<{ id: string; lines?: number }>, parameters: Record<string, unknown> = {}) =>
  await readWindowPage<number>({ now: () => NOW }, item(parameters), (text) => text || undefined, async () => ({
    rows: mapRecords(records, ({ id }) => ({ identity: identityOf(id), number: id }), toRow),
  }));

describe('one page of a window', () => {
  it('gives every record with key and number, one that cannot be read in its place with the reason', async () => {
    const page = await read([{ id: 'A', lines: 1 }, { id: 'B' }, { id: 'C', lines: 2 }]);
    expect(page.items).toEqual([
      { key: 'testshop:de:A', number: 'N-A', state: 'done', record: { identity: identityOf('A'), number: 'N-A' } },
      { key: 'testshop:de:B', number: 'B', state: 'done', error: expect.objectContaining({ kind: 'refused', message: "Order 'B': 'lines' is missing" }) },
      { key: 'testshop:de:C', number: 'N-C', state: 'done', record: { identity: identityOf('C'), number: 'N-C' } },
    ]);
    expect(page.more).toBe(false);
    expect(JSON.parse(page.position)).toEqual({ v: 1, watermark: '2026-01-05T12:00:00.000Z' });
  });

  it('lets the channel say what the books call a record', async () => {
    const page = await readWindowPage<number>({ now: () => NOW }, item({}), () => undefined, async () => ({ rows: [{ sku: 'MUG', available: 7 }] }), ({ sku, available }) => ({
      key: String(sku),
      number: String(sku),
      state: String(available),
    }));
    expect(page.items).toEqual([{ key: 'MUG', number: 'MUG', state: '7', record: { sku: 'MUG', available: 7 } }]);
  });

  it('lets a defect of the mapping through as it is', () => {
    const broken = () => {
      throw new TypeError('x is undefined');
    };
    expect(() => mapRecords([{}], () => ({ identity: identityOf('A'), number: 'A' }), broken)).toThrow(TypeError);
  });

  it('says what to do about a position it cannot use', async () => {
    await expect(read([], { position: '{"v":7}' })).rejects.toMatchObject({ details: { kind: 'refused', nextStep: expect.stringContaining("Leave 'Position' empty") } });
  });
});
