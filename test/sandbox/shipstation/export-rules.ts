/**
 * What an export page may hold: the archived XSD and the documentation's field table, the stricter one of both where
 * they differ (shipstation.md §C2.1).
 */
export type Field =
  | { kind: 'text'; most: number; least?: number }
  | { kind: 'time' }
  | { kind: 'money' }
  | { kind: 'decimal' }
  | { kind: 'boolean' }
  | { kind: 'choice'; of: readonly string[] }
  | { kind: 'whole'; low: number; high: number }
  | { kind: 'uri'; most: number }
  | { kind: 'group'; of: Group }
  | { kind: 'list'; name: string; of: Group; most: number };

export type Group = Record<string, Field & { required?: boolean; filled?: boolean }>;

const text = (most: number): Group[string] => ({ kind: 'text', most });
const must = (most: number): Group[string] => ({ kind: 'text', most, required: true, filled: true });
const group = (of: Group): Group[string] => ({ kind: 'group', of, required: true });

/** Capitals in the first place or none at all: the patterns of the XSD. */
const WEIGHT_UNITS = ['pound', 'pounds', 'lb', 'lbs', 'gram', 'grams', 'gm', 'oz', 'ounces'].flatMap((unit) => [unit, unit[0].toUpperCase() + unit.slice(1), unit.toUpperCase()]);
const LENGTH_UNITS = ['inch', 'inches', 'in', 'centimeter', 'centimeters', 'cm'].flatMap((unit) => [unit, unit.toUpperCase()]);

const OPTION: Group = { Name: must(100), Value: { ...text(100), required: true }, Weight: { kind: 'decimal' } };

const ITEM: Group = {
  LineItemID: text(50),
  SKU: { ...text(50), required: true },
  Name: must(200),
  Adjustment: { kind: 'boolean' },
  ImageUrl: { kind: 'uri', most: 500 },
  Weight: { kind: 'money' },
  WeightUnits: { kind: 'choice', of: ['', ...WEIGHT_UNITS] },
  Dimensions: {
    kind: 'group',
    of: { DimensionUnits: { kind: 'choice', of: ['', ...LENGTH_UNITS] }, Length: { kind: 'decimal', required: true }, Width: { kind: 'decimal', required: true }, Height: { kind: 'decimal', required: true } },
  },
  Quantity: { kind: 'whole', low: 1, high: 99_999, required: true },
  UnitPrice: { kind: 'money', required: true },
  UPC: text(12),
  Location: text(100),
  Options: { kind: 'list', name: 'Option', of: OPTION, most: 10 },
};

const PLACE: Group = { Address1: text(200), Address2: text(200), City: text(100), State: text(100), PostalCode: text(50), Country: { kind: 'text', most: 2, least: 2 } };

export const ORDER: Group = {
  OrderID: must(50),
  OrderNumber: must(50),
  OrderDate: { kind: 'time', required: true },
  OrderStatus: must(50),
  LastModified: { kind: 'time', required: true },
  ShippingMethod: text(100),
  PaymentMethod: text(50),
  CurrencyCode: { kind: 'text', most: 3 },
  OrderTotal: { kind: 'money', required: true },
  TaxAmount: { kind: 'money' },
  ShippingAmount: { kind: 'money', required: true },
  CustomerNotes: text(1000),
  InternalNotes: text(1000),
  Gift: { kind: 'boolean' },
  GiftMessage: text(1000),
  CustomField1: text(100),
  CustomField2: text(100),
  CustomField3: text(100),
  RequestedWarehouse: text(100),
  Source: text(50),
  Customer: group({
    CustomerCode: must(50),
    BillTo: group({ Name: must(100), Company: text(100), Phone: text(50), Email: text(100), ...PLACE }),
    ShipTo: group({ Name: must(100), Company: text(100), Address1: must(200), Address2: text(200), City: must(100), State: { ...text(100), required: true }, PostalCode: { ...text(50), required: true }, Country: { kind: 'text', most: 2, least: 2, required: true }, Phone: text(50) }),
  }),
  Items: { kind: 'list', name: 'Item', of: ITEM, most: Infinity, required: true },
};
