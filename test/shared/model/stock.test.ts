import fc from 'fast-check';
import { completeFigures, expectedQuantity, liveParcels, outstandingQuantity, parseStockLevel } from '../../../nodes/shared/model';

describe('stock', () => {
  it('holds available = physical - allocated', () => {
    const level = { sku: 'TEA-250', location: '3', physical: 140, allocated: 12, available: 128 };
    expect(parseStockLevel(level)).toEqual(level);
    expect(() => parseStockLevel({ ...level, available: 140 })).toThrow("Stock Level 'TEA-250': 'available' is 140, but physical 140 - allocated 12 is 128");
    expect(() => parseStockLevel({ ...level, available: 116 })).toThrow("'available' is 116, but physical 140 - allocated 12 is 128");
    expect(parseStockLevel({ sku: 'SERVICE', unlimited: true })).toEqual({ sku: 'SERVICE', unlimited: true });
    expect(parseStockLevel({ ...level, physical: 5, available: -7 }).available).toBe(-7);
  });

  it('is not fooled by float arithmetic', () => {
    expect(parseStockLevel({ sku: 'ROPE', physical: 0.3, allocated: 0.1, available: 0.2 }).available).toBe(0.2);
  });

  it.each([
    [{ physical: 140, allocated: 12 }, { physical: 140, allocated: 12, available: 128 }],
    [{ available: 128, allocated: 12 }, { physical: 140, allocated: 12, available: 128 }],
    [{ physical: 140, available: 128 }, { physical: 140, allocated: 12, available: 128 }],
    [{ available: 7 }, { available: 7 }],
    [{}, {}],
  ])('completes %p', (given, full) => {
    expect(completeFigures(given)).toEqual(full);
  });

  it('refuses figures that contradict each other', () => {
    expect(() => completeFigures({ physical: 140, allocated: 12, available: 140 })).toThrow('Stock does not agree');
    expect(() => completeFigures({ physical: 140, allocated: 12, available: 116 })).toThrow('Stock does not agree');
  });

  it('derives the same figures from any two', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer(), (physical, allocated) => {
        const full = completeFigures({ physical, allocated });
        expect(completeFigures({ physical: full.physical, available: full.available })).toEqual(full);
        expect(completeFigures({ allocated: full.allocated, available: full.available })).toEqual(full);
      }),
    );
  });
});

describe('what is left', () => {
  it.each([
    [{ quantity: 5 }, 5],
    [{ quantity: 5, quantityShipped: 2, quantityCancelled: 1 }, 2],
    [{ quantity: 0.3, quantityShipped: 0.1 }, 0.2],
    [{ quantity: 1, quantityShipped: 3 }, 0],
  ])('of order line %p is %p', (line, left) => {
    expect(outstandingQuantity(line)).toBe(left);
  });

  it('of a purchase order line is ordered less received', () => {
    expect(expectedQuantity({ quantity: 200, quantityReceived: 198 })).toBe(2);
    expect(expectedQuantity({ quantity: 1, quantityReceived: 2 })).toBe(0);
  });

  it('of a shipment are the parcels not voided', () => {
    const order = { channel: 'shipstation', account: '1', id: '7' };
    const shipment = { order, shippedAt: '2026-01-06T10:00:00.000Z', parcels: [{ id: '1', voided: true }, { id: '2' }, { id: '3', voided: false }] };
    expect(liveParcels(shipment).map((parcel) => parcel.id)).toEqual(['2', '3']);
  });
});
