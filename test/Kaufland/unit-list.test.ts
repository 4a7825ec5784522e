import { afterUnits, readUnits, type UnitCursor } from '../../nodes/Kaufland/unit-list';
import { readUnitCounts } from '../../nodes/Kaufland/unit-counts';
import { groupByOrder, newestChange, oldestChange, orderOfRows, withRows } from '../../nodes/Kaufland/completeness';
import { unitRow } from './support/vendor-orders';

/** Rows at these seconds, newest first. */
function page(seconds: number[], total: number) {
  return {
    rows: seconds.map((second, index) =>
      unitRow({ id_order_unit: index, ts_updated_iso: `2026-01-05T09:00:${String(second).padStart(2, '0')}Z` }),
    ),
    total,
  };
}
const at = (second: number) => `2026-01-05T09:00:${String(second).padStart(2, '0')}Z`;

describe('the cursor after a page of units', () => {
  it.each<[string, UnitCursor, ReturnType<typeof page>, UnitCursor | undefined]>([
    ['moves on and remembers the last row', { offset: 0 }, page([9, 8, 7], 6), { offset: 3, total: 6, edge: { at: at(7), offset: 2 } }],
    ['ends at the end', { offset: 3, total: 6 }, page([6, 5, 4], 6), undefined],
    ['ends with an empty page', { offset: 6, total: 6 }, page([], 6), undefined],
    ['hands the rows of the last second on whole', { offset: 3, total: 9 }, page([9, 7, 7], 9), { offset: 4, total: 9 }],
    ['moves on over a page of one second', { offset: 0 }, page([7, 7, 7], 9), { offset: 3, total: 9 }],
    [
      'goes back to rows of the second before it',
      { offset: 3, total: 6, edge: { at: at(7), offset: 2 } },
      page([7, 6, 5], 6),
      { offset: 2, total: 6 },
    ],
    ['stays when the next second follows', { offset: 3, total: 6, edge: { at: at(7), offset: 2 } }, page([6, 5, 4], 6), undefined],
    ['goes back by what left the list', { offset: 3, total: 9 }, page([6, 5, 4], 7), { offset: 1, total: 7 }],
    [
      'goes back behind the edge where rows left',
      { offset: 3, total: 9, edge: { at: at(7), offset: 2 } },
      page([6, 5, 4], 7),
      { offset: 0, total: 7 },
    ],
  ])('%s', (_what, cursor, read, expected) => {
    expect(afterUnits(cursor, read)).toEqual(expected);
  });
});

describe('reading units', () => {
  it('reads pages of at most 100 and no more than asked', async () => {
    const asked: number[][] = [];
    const { next, rows } = await readUnits(
      async (offset, limit) => {
        asked.push([offset, limit]);
        return {
          rows: Array.from({ length: limit }, (_, index) =>
            unitRow({
              id_order_unit: offset + index,
              ts_updated_iso: at(59).replace('09:00', `0${9 - Math.floor((offset + index) / 100)}:00`),
            }),
          ),
          total: 1000,
        };
      },
      { offset: 0 },
      250,
    );
    expect(asked).toEqual([
      [0, 100],
      [100, 100],
      [200, 50],
    ]);
    expect(rows).toHaveLength(250);
    expect(next).toMatchObject({ offset: 250, total: 1000 });
  });
});

describe('units of one order', () => {
  it('are grouped, and a unit that came on two pages counts once', () => {
    const rows = [
      unitRow({ id_order_unit: 1 }),
      unitRow({ id_order_unit: 2, id_order: 'MOTHER' }),
      unitRow({ id_order_unit: 1 }),
      unitRow({ id_order_unit: 3 }),
    ];
    expect(groupByOrder(rows).map(({ id, rows: own }) => [id, own.map(({ id_order_unit }) => id_order_unit)])).toEqual([
      ['MB7UWLD', [1, 3]],
      ['MOTHER', [2]],
    ]);
  });

  it('make an order with the addresses that one of them shows', () => {
    const hidden = unitRow({
      id_order_unit: 1,
      shipping_address: null,
      billing_address: null,
      ts_updated_iso: at(9),
      ts_created_iso: at(4),
    });
    const shown = unitRow({ id_order_unit: 2, ts_updated_iso: at(5), ts_created_iso: at(3) });
    const order = orderOfRows({ id: 'MB7UWLD', rows: [hidden, shown] });
    expect(order).toMatchObject({
      ts_created_iso: at(3),
      shipping_address: { city: 'Köln' },
      order_units: [{ id_order_unit: 1 }, { id_order_unit: 2 }],
    });
    expect([newestChange(order.order_units), oldestChange(order.order_units)]).toEqual([at(9), at(5)]);
  });

  it('add what only rows tell to an order read by its id, and nothing older than that', () => {
    const { discounts: _discounts, ...unit } = unitRow({ status: 'sent' });
    const row = unitRow({ eco_fee: 20, discounts: [{ usage_type: 'voucher', discount_value: 5 }] });
    const { order_units } = withRows({ id_order: 'MB7UWLD', order_units: [unit as never] }, [row]);
    expect(order_units).toEqual([expect.objectContaining({ status: 'sent', discounts: row.discounts })]);
  });
});

describe('counting units', () => {
  const headers = Array.from({ length: 25 }, (_, index) => ({ id_order: `M${index}`, order_units_count: 1 + (index % 3) }));
  function reader(rows = headers, size = 10) {
    const offsets: number[] = [];
    return {
      offsets,
      read: async (offset: number) => (offsets.push(offset), { rows: rows.slice(offset, offset + size), total: rows.length, serverNow: 5 }),
    };
  }

  it('stops as soon as all wanted orders are found', async () => {
    const { read, offsets } = reader();
    const { counts, all } = await readUnitCounts(read, { kind: 'these', orders: ['M1', 'M12'] });
    expect(offsets).toEqual([0, 10]);
    expect([counts.get('M1'), counts.get('M12'), all]).toEqual([2, 1, false]);
  });

  it('reads all where all are wanted', async () => {
    const { read, offsets } = reader();
    const { counts, all, serverNow } = await readUnitCounts(read, { kind: 'all', insteadOf: 25 });
    expect(offsets).toEqual([0, 10, 20]);
    expect([counts.size, all, serverNow]).toEqual([25, true, 5]);
  });

  it('gives up where single reads cost less', async () => {
    const many = Array.from({ length: 1000 }, (_, index) => ({ id_order: `X${index}`, order_units_count: 1 }));
    const { read, offsets } = reader(many, 100);
    const { all } = await readUnitCounts(read, { kind: 'these', orders: ['one', 'two', 'three'] });
    expect(offsets).toEqual([0]);
    expect(all).toBe(false);
  });

  it('reads the list once more when an order has jumped past it', async () => {
    let calls = 0;
    const read = async (offset: number) => {
      calls += 1;
      // After the first page the last order jumps to the top.
      const list = calls === 1 ? headers : [headers[24] as (typeof headers)[0], ...headers.slice(0, 24)];
      return { rows: list.slice(offset, offset + 10), total: 25 };
    };
    const { counts, all } = await readUnitCounts(read, { kind: 'all', insteadOf: 25 });
    expect([counts.get('M24'), all, calls]).toEqual([1, true, 4]);
  });
});
