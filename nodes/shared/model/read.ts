import { z } from 'zod';
import { ModelError } from './errors';
import { orderSchema, type Order } from './order';
import { productSchema, type Product } from './product';
import { purchaseOrderSchema, type PurchaseOrder } from './purchase-order';
import { returnSchema, type Return } from './return';
import { shipmentSchema, type Shipment } from './shipment';
import { stockLevelSchema, type StockLevel } from './stock';

export type ModelName = 'Order' | 'Shipment' | 'Stock Level' | 'Product' | 'Purchase Order' | 'Return';

/** All schemas by the name an operator sees; n8n's JSON Schemas are generated from these. */
export const modelSchemas: Readonly<Record<ModelName, z.ZodTypeAny>> = {
  Order: orderSchema,
  Shipment: shipmentSchema,
  'Stock Level': stockLevelSchema,
  Product: productSchema,
  'Purchase Order': purchaseOrderSchema,
  Return: returnSchema,
};

export type ReadResult<T> = { ok: true; value: T } | { ok: false; message: string; problems: string[] };

/**
 * Checks a JSON value against a schema of the model. Unknown fields pass through. On failure `message` names the record
 * and every field at fault, e.g. `Order 'MB7UWLD': 'lines[0].quantity' is missing`; field values are never repeated,
 * since they may be personal data.
 */
export function readModel<T>(name: ModelName, schema: z.ZodType<T, z.ZodTypeDef, unknown>, json: unknown): ReadResult<T> {
  const result = schema.safeParse(json);
  if (result.success) return { ok: true, value: result.data };
  const problems = [...new Set(result.error.issues.map(problemOf))];
  return { ok: false, problems, message: `${recordName(name, json)}: ${problems.join('; ')}` };
}

function parseModel<T>(name: ModelName, schema: z.ZodType<T, z.ZodTypeDef, unknown>, json: unknown): T {
  const result = readModel(name, schema, json);
  if (!result.ok) throw new ModelError(result.message, 'bad-record');
  return result.value;
}

/** JSON -> Order. Throws ModelError `bad-record` naming the order and the fields at fault. */
export const parseOrder = (json: unknown): Order => parseModel('Order', orderSchema, json);
/** JSON -> Shipment; errors as {@link parseOrder}. */
export const parseShipment = (json: unknown): Shipment => parseModel('Shipment', shipmentSchema, json);
/** JSON -> StockLevel; errors as {@link parseOrder}. */
export const parseStockLevel = (json: unknown): StockLevel => parseModel('Stock Level', stockLevelSchema, json);
/** JSON -> Product; errors as {@link parseOrder}. */
export const parseProduct = (json: unknown): Product => parseModel('Product', productSchema, json);
/** JSON -> PurchaseOrder; errors as {@link parseOrder}. */
export const parsePurchaseOrder = (json: unknown): PurchaseOrder => parseModel('Purchase Order', purchaseOrderSchema, json);
/** JSON -> Return; errors as {@link parseOrder}. */
export const parseReturn = (json: unknown): Return => parseModel('Return', returnSchema, json);

/**
 * A field that is optional in the model but that this target cannot do without, e.g. requireField('Order', order,
 * 'currency'). Throws ModelError `bad-record` naming the record and the field.
 */
export function requireField<T extends object, K extends keyof T & string>(name: ModelName, record: T, field: K): NonNullable<T[K]> {
  const value = record[field];
  if (value === undefined || value === null) throw new ModelError(`${recordName(name, record)}: '${field}' is missing`, 'bad-record');
  return value;
}

function recordName(name: ModelName, json: unknown): string {
  const record = asRecord(json);
  const own = [record['number'], record['orderNumber'], record['sku'], asRecord(record['identity'])['id'], asRecord(record['order'])['id']];
  const found = own.find((candidate) => (typeof candidate === 'string' && candidate !== '') || typeof candidate === 'number');
  return found === undefined ? `${name} without number` : `${name} '${String(found)}'`;
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function problemOf(issue: z.ZodIssue): string {
  const field = fieldName(issue.path);
  const named = field === '' ? 'the item' : `'${field}'`;
  if (issue.code === z.ZodIssueCode.invalid_type) {
    if (issue.received === z.ZodParsedType.undefined) return `${named} is missing`;
    if (issue.received === z.ZodParsedType.null) return `${named} is null: leave it out when there is no value`;
    return `${named} must be ${article(issue.expected)}, not ${article(issue.received)}`;
  }
  if (issue.code === z.ZodIssueCode.too_small && issue.type === 'string') return `${named} is empty: leave it out when there is no value`;
  return `${named} ${issue.message.charAt(0).toLowerCase()}${issue.message.slice(1)}`;
}

const article = (type: string): string => (type === 'boolean' ? 'true or false' : `${/^[aeiou]/.test(type) ? 'an' : 'a'} ${type}`);

/** zod's path as an operator writes it in an expression: lines[0].quantity. */
function fieldName(path: readonly (string | number)[]): string {
  return path.reduce<string>((name, step) => {
    if (typeof step === 'number') return `${name}[${step}]`;
    return name === '' ? step : `${name}.${step}`;
  }, '');
}
