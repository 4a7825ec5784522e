import type { RoomContext } from '../room';
import { carrierBy, WAREHOUSES } from './account';
import type { Json, StoredOrder } from './model';
import { storeBy, type OrderStore } from './order-store';

const STATUSES = ['awaiting_payment', 'awaiting_shipment', 'shipped', 'on_hold', 'cancelled'];
const CONFIRMATIONS = ['none', 'delivery', 'signature', 'adult_signature', 'direct_signature'];
const WEIGHTS = ['pounds', 'ounces', 'grams'];
const LENGTHS: Record<string, number> = { orderNumber: 50, orderKey: 50, customerUsername: 200, customerEmail: 200, requestedShippingService: 250 };

export type Saved = { order: StoredOrder } | { refused: string; field?: string };

const blank = (value: unknown): boolean => typeof value !== 'string' || value.trim() === '';

/** The rules of createorder beyond types (shipstation.md §A2): what is wrong with this one order, and where. */
export function complaintOf(body: Json): { field: string; message: string } | undefined {
  for (const field of ['orderNumber', 'orderDate', 'orderStatus']) if (blank(body[field])) return { field, message: `${field} is required.` };
  for (const field of ['billTo', 'shipTo']) if (!body[field]) return { field, message: `${field} is required.` };
  if (blank((body.billTo as Json).name)) return { field: 'billTo.name', message: 'billTo.name is required.' };
  for (const [field, length] of Object.entries(LENGTHS)) if ([...String(body[field] ?? '')].length > length) return { field, message: `${field} must not be longer than ${length} characters.` };
  if (!STATUSES.includes(String(body.orderStatus))) return { field: 'orderStatus', message: `orderStatus '${String(body.orderStatus)}' is not supported.` };
  return shipToComplaint(body.shipTo as Json) ?? itemComplaint((body.items ?? []) as Json[]) ?? choiceComplaint(body);
}

function shipToComplaint(shipTo: Json): { field: string; message: string } | undefined {
  const country = shipTo.country;
  if (!blank(country) && !/^[A-Z]{2}$/.test(String(country))) return { field: 'shipTo.country', message: 'shipTo.country must be a two-letter ISO code.' };
  return undefined;
}

function itemComplaint(items: Json[]): { field: string; message: string } | undefined {
  for (const [index, item] of items.entries()) {
    const wrong = (member: string, message: string) => ({ field: `items[${index}].${member}`, message });
    if (blank(item.name)) return wrong('name', `items[${index}].name is required.`);
    if (!Number.isInteger(item.quantity) || Number(item.quantity) < 1) return wrong('quantity', `items[${index}].quantity must be a whole number above 0.`);
    if (Number(item.unitPrice ?? 0) < 0 && item.adjustment !== true) return wrong('unitPrice', `items[${index}].unitPrice must not be negative.`);
    const units = (item.weight as Json | null | undefined)?.units;
    if (item.weight && !WEIGHTS.includes(String(units))) return wrong('weight.units', `items[${index}].weight.units '${String(units)}' is not supported.`);
  }
  return undefined;
}

function choiceComplaint(body: Json): { field: string; message: string } | undefined {
  const weight = body.weight as Json | null | undefined;
  const advanced = (body.advancedOptions ?? {}) as Json;
  if (weight && !WEIGHTS.includes(String(weight.units))) return { field: 'weight.units', message: `weight.units '${String(weight.units)}' is not supported.` };
  if (body.confirmation && !CONFIRMATIONS.includes(String(body.confirmation))) return { field: 'confirmation', message: `confirmation '${String(body.confirmation)}' is not supported.` };
  if (body.carrierCode && !carrierBy(body.carrierCode)) return { field: 'carrierCode', message: `The carrier '${String(body.carrierCode)}' is not connected.` };
  if (body.serviceCode && !carrierBy(body.carrierCode)?.services.some(({ code }) => code === body.serviceCode)) return { field: 'serviceCode', message: `The service '${String(body.serviceCode)}' does not belong to the carrier.` };
  if (advanced.storeId !== undefined && advanced.storeId !== null && !storeBy(advanced.storeId)?.active) return { field: 'advancedOptions.storeId', message: `Store ${String(advanced.storeId)} was not found.` };
  if (advanced.warehouseId && !WAREHOUSES.some(({ warehouseId }) => warehouseId === advanced.warehouseId)) return { field: 'advancedOptions.warehouseId', message: `Warehouse ${String(advanced.warehouseId)} was not found.` };
  return undefined;
}

/** createorder: known keys are replaced, unknown ones made; closed orders are locked (shipstation.md §A2). */
export function saveOrder(context: RoomContext, store: OrderStore, body: Json): Saved {
  const complaint = complaintOf(body);
  if (complaint) return { refused: complaint.message, field: complaint.field };
  const skus = ((body.items ?? []) as Json[]).map(({ sku }) => String(sku ?? ''));
  const refusal = context.refusal(String(body.orderNumber), String(body.orderKey ?? ''), ...skus.filter(Boolean));
  if (refusal) return { refused: refusal.message ?? `Order ${refusal.record} cannot be accepted.` };
  const known = store.byKey(body.orderKey);
  if (!known) return { order: store.create({ body, origin: 'api' }) };
  if (!store.isOpen(known)) return { refused: `Order ${known.orderNumber} is ${known.status} and can no longer be edited.` };
  if (body.orderStatus === 'cancelled' && context.assumed('cancel-through-createorder') === 'refused') return { refused: 'orderStatus cannot be changed to cancelled.', field: 'orderStatus' };
  store.replace(known, body);
  return { order: known };
}
