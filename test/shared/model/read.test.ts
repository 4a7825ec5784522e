import { zodToJsonSchema } from 'zod-to-json-schema';
import { modelSchemas, parseOrder, parseProduct, parsePurchaseOrder, parseReturn, parseShipment, parseStockLevel, readModel, requireField, type Order } from '../../../nodes/shared/model';
import { sampleOrder } from './sample';

/** Typed loosely: the library's own types recurse too deeply for a schema of this size. */
const toJsonSchema = zodToJsonSchema as (schema: unknown) => unknown;

const asJson = (value: unknown): Record<string, unknown> => JSON.parse(JSON.stringify(value)) as Record<string, unknown>;

describe('parseOrder', () => {
  it('gives the order back unchanged', () => {
    expect(parseOrder(asJson(sampleOrder()))).toEqual(sampleOrder());
  });

  it('lets new fields and unknown words pass, at every depth', () => {
    const json = asJson(sampleOrder());
    const line = { id: '1', quantity: 1, kind: 'voucherCode', newLineField: { a: 1 } };
    const wider = { ...json, status: 'inspection', lines: [line], newField: [1], total: { gross: 1, newTotal: 2 } };
    expect(parseOrder(wider)).toEqual(wider);
  });

  const without = (field: string): Record<string, unknown> => {
    const json = asJson(sampleOrder());
    delete json[field];
    return json;
  };

  it.each(['identity', 'status', 'complete', 'placedAt', 'pricesIncludeTax', 'lines'])('names the order and the missing field %s', (field) => {
    expect(() => parseOrder(without(field))).toThrow(`Order 'MB7UWLD': '${field}' is missing`);
  });

  it.each<[string, Record<string, unknown>, string]>([
    ['a field in a line', { lines: [{ id: '1' }] }, "'lines[0].quantity' is missing"],
    ['a field in an identity', { identity: { channel: 'kaufland', account: 'de' } }, "'identity.id' is missing"],
    ['null', { holdUntil: null }, "'holdUntil' is null: leave it out when there is no value"],
    ['empty text', { vendorStatus: '' }, "'vendorStatus' is empty"],
    ['a number as id', { identity: { channel: 'k', account: 'de', id: 7 } }, "'identity.id' must be a string, not a number"],
    ['text as flag', { complete: 'yes' }, "'complete' must be true or false, not a string"],
    ['a local time', { placedAt: '2026-01-05T09:12:44+01:00' }, "'placedAt' must be a UTC time like"],
    ['a time without milliseconds', { placedAt: '2026-01-05T09:12:44Z' }, "'placedAt' must be a UTC time like"],
    ['a currency name', { currency: 'Euro' }, "'currency' must be a currency code like EUR"],
    ['a country name', { shippingAddress: { country: 'Germany' } }, "'shippingAddress.country' must be a two-letter country code"],
    ['float drift', { total: { gross: 0.1 + 0.2 } }, "'total.gross' has more than 15 significant digits"],
  ])('refuses %s', (_name, changes, problem) => {
    expect(() => parseOrder({ ...asJson(sampleOrder()), ...changes })).toThrow(`Order 'MB7UWLD': ${problem}`);
  });

  it('reports all faults at once and no personal data', () => {
    const json = { ...asJson(sampleOrder()), buyer: { email: 7, name: { secret: 'Tom Beispiel' } }, lines: [{ id: '1' }] };
    const result = readModel('Order', modelSchemas.Order, json);
    expect(result).toMatchObject({ ok: false, problems: ["'lines[0].quantity' is missing", "'buyer.name' must be a string, not an object", "'buyer.email' must be a string, not a number"] });
    expect(JSON.stringify(result)).not.toContain('Beispiel');
  });

  it('speaks of an order without number when there is none', () => {
    expect(() => parseOrder({})).toThrow(/^Order without number: 'identity' is missing; 'number' is missing/);
    expect(() => parseOrder(null)).toThrow('Order without number: the item is null');
    expect(() => parseOrder({ identity: { id: 'X1' } })).toThrow("Order 'X1': ");
    expect(() => parseOrder([])).toThrow(expect.objectContaining({ name: 'ModelError', code: 'bad-record' }));
  });
});

describe('requireField', () => {
  it('gives the value, or names the record and the field', () => {
    const order: Order = sampleOrder();
    expect(requireField('Order', order, 'currency')).toBe('EUR');
    expect(() => requireField('Order', sampleOrder({ currency: undefined }), 'currency')).toThrow("Order 'MB7UWLD': 'currency' is missing");
  });
});

describe('the other records', () => {
  const identity = { channel: 'mintsoft', account: 'acme', id: '7' };
  it.each([
    ['Shipment', parseShipment, { order: identity, shippedAt: '2026-01-06T10:00:00.000Z', parcels: [{ id: '1', carrier: 'dhl', trackingNumber: '003404' }] }, { parcels: [{ id: '1', lines: [{}] }] }, "Shipment '7': 'parcels[0].lines[0].quantity' is missing"],
    ['Stock Level', parseStockLevel, { sku: 'TEA-250', available: 0 }, { available: undefined }, "Stock Level 'TEA-250': 'available' is missing: give 'available' or 'physical'"],
    ['Product', parseProduct, { identity, sku: 'TEA-250' }, { prices: [{}] }, "Product 'TEA-250': 'prices[0].kind' is missing"],
    ['Purchase Order', parsePurchaseOrder, { identity, number: 'PO-1', status: 'open', lines: [{ id: '1', sku: 'TEA', quantity: 5 }] }, { lines: [{ id: '1', quantity: 5 }] }, "Purchase Order 'PO-1': 'lines[0].sku' is missing"],
    ['Return', parseReturn, { identity, status: 'received', lines: [{ id: '1', quantity: 1 }] }, { lines: undefined }, "Return '7': 'lines' is missing"],
  ] as const)('%s: reads a good one and names the fault of a bad one', (_name, parse, good, fault, problem) => {
    expect(parse(good)).toEqual(good);
    expect(() => parse({ ...good, ...fault })).toThrow(problem);
  });
});

describe('modelSchemas', () => {
  it.each(Object.entries(modelSchemas))('%s becomes a JSON Schema that allows further fields', (_name, schema) => {
    const json = toJsonSchema(schema) as { type?: string; properties?: object; additionalProperties?: unknown };
    expect(json).toMatchObject({ type: 'object', additionalProperties: true });
    expect(Object.keys(json.properties ?? {}).length).toBeGreaterThan(5);
  });
});
