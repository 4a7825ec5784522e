import fc from 'fast-check';

import { toStockLevels, type LevelScope } from '../../nodes/Linnworks/mapping-stock';
import type { LinnworksLevel, LinnworksStockItem } from '../../nodes/Linnworks/types-stock';

const PLACE = { id: '00000000-0000-0000-0000-000000000000', name: 'Default' };
const OTHER = '6c6f6361-0000-4000-8000-000000000002';
const asOf = '2026-01-05T09:00:00.000Z';
const atDefault: LevelScope = { location: PLACE, asOf };

function item(level: LinnworksLevel, more: Partial<LinnworksStockItem> = {}): LinnworksStockItem {
  const Location = { StockLocationId: PLACE.id, LocationName: PLACE.name };
  return { StockItemId: 'bb22', ItemNumber: 'MUG', StockLevels: [{ Location, ...level }], ...more };
}

describe('one level', () => {
  it('keeps what lies there, what is reserved and what can be sold apart', () => {
    const [level] = toStockLevels(item({ StockLevel: 10, InOrders: 3, Available: 7, Due: 5, MinimumLevel: 2 }), atDefault);
    expect(level).toEqual({
      identity: { channel: 'linnworks', account: 'main', id: 'bb22' },
      sku: 'MUG',
      location: PLACE.id,
      locationName: 'Default',
      physical: 10,
      allocated: 3,
      available: 7,
      asOf,
      incoming: 5,
      minimum: 2,
    });
  });

  it.each<[string, LinnworksLevel, object, string[]]>([
    ['an oversold item', { StockLevel: 1, InOrders: 3, Available: -2 }, { available: -2 }, ['unlimited']],
    ['a just-in-time item never runs out', { StockLevel: 0, InOrders: 0, Available: 0, JIT: true }, { unlimited: true }, []],
    ['a minimum of -1 is none', { StockLevel: 1, Available: 1, MinimumLevel: -1 }, { physical: 1, available: 1 }, ['minimum']],
    ['a composite', { StockLevel: 4, InOrders: 1, Available: 4 }, { available: 4, extra: { InOrders: 1 } }, ['allocated']],
    ['InOrderBook without InOrders', { StockLevel: 4, InOrderBook: 1, Available: 3 }, { allocated: 1 }, []],
  ])('%s', (_, level, expected, absent) => {
    const [read] = toStockLevels(item(level), atDefault);
    expect(read).toMatchObject(expected);
    for (const name of absent) expect(read).not.toHaveProperty(name);
  });

  it('is zero at a location where the item was never stocked', () => {
    const elsewhere = { Location: { StockLocationId: OTHER }, StockLevel: 9, InOrders: 0, Available: 9 };
    expect(toStockLevels(item({}, { StockLevels: [elsewhere] }), atDefault)).toMatchObject([
      { location: PLACE.id, available: 0, physical: 0 },
    ]);
  });

  it('gives one for each location when none is chosen', () => {
    const levels = [PLACE.id, OTHER].map((StockLocationId, index) => ({
      Location: { StockLocationId },
      StockLevel: index,
      Available: index,
    }));
    expect(toStockLevels(item({}, { StockLevels: levels }), { asOf }).map(({ location }) => location)).toEqual([PLACE.id, OTHER]);
  });

  it('has none for a variation parent', () => {
    expect(toStockLevels(item({ StockLevel: 0 }, { IsVariationParent: true }), atDefault)).toEqual([]);
  });

  it('names the SKU when Linnworks gave no figure', () => {
    expect(() => toStockLevels(item({}), atDefault)).toThrow(/Stock Level 'MUG'.*available/);
  });

  it('never disagrees with itself, and never loses what can be sold', () => {
    const figure = fc.integer({ min: -1000, max: 100_000 });
    fc.assert(
      fc.property(figure, figure, figure, (StockLevel, InOrders, Available) => {
        const [level] = toStockLevels(item({ StockLevel, InOrders, Available }), atDefault);
        expect([level?.physical, level?.available]).toEqual([StockLevel, Available]);
        if (level?.allocated !== undefined) expect((level.physical ?? 0) - level.allocated).toBe(level.available);
      }),
    );
  });
});
