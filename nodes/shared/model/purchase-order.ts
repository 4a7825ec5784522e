import { z } from 'zod';
import { subtract, toNumber } from './decimal';
import { identitySchema } from './identity';
import { chargeSchema, noteSchema, totalSchema } from './order';
import { amount, currency, extra, modelObject, openWord, quantity, references, taxRate, text, utcTime } from './schema';

export const PURCHASE_ORDER_STATUSES = ['draft', 'open', 'inTransit', 'partlyReceived', 'received', 'cancelled'] as const;

export const purchaseOrderLineSchema = modelObject({
  id: text.describe('Id of the line; the same SKU may be on several lines'),
  sku: text,
  gtin: text.optional(),
  supplierSku: text.optional(),
  vendorItemId: text.optional(),
  name: text.optional(),
  quantity: quantity.describe('Pieces ordered'),
  quantityReceived: quantity.describe('Pieces received so far, a total and never a difference').optional(),
  packSize: quantity.describe('Pieces per pack').optional(),
  unitNet: amount.describe('Price of one unit without tax').optional(),
  unitGross: amount.optional(),
  lineNet: amount.optional(),
  lineGross: amount.optional(),
  taxRate: taxRate.optional(),
  tax: amount.optional(),
  discount: amount.describe('Positive amount on the whole line').optional(),
  batch: text.optional(),
  expiresAt: utcTime.optional(),
  weightGrams: z.number().finite().min(0).optional(),
  lengthCm: z.number().finite().min(0).optional(),
  widthCm: z.number().finite().min(0).optional(),
  heightCm: z.number().finite().min(0).optional(),
  references: references.optional(),
});

/** A purchase order, which a warehouse sees as an advance shipping notice (ASN). */
export const purchaseOrderSchema = modelObject({
  identity: identitySchema,
  number: text,
  status: openWord(PURCHASE_ORDER_STATUSES, 'A draft is not due and never handed to a warehouse'),
  vendorStatus: text.optional(),
  supplier: modelObject({
    id: text.optional(),
    name: text.optional(),
    reference: text.describe("The supplier's own number of this order").optional(),
  }).optional(),
  warehouse: text.describe('Where the goods are to arrive').optional(),
  orderedAt: utcTime.optional(),
  expectedAt: utcTime.describe('When the goods should arrive, UTC').optional(),
  updatedAt: utcTime.optional(),
  currency: currency.optional(),
  exchangeRate: z.number().finite().positive().optional(),
  pricesIncludeTax: z.boolean().optional(),
  lines: z.array(purchaseOrderLineSchema),
  charges: z.array(chargeSchema).optional(),
  total: totalSchema.optional(),
  handlingUnit: text.describe('How the goods arrive, e.g. Pallet, Carton').optional(),
  handlingUnits: quantity.describe('Number of handling units, not pieces').optional(),
  notes: z.array(noteSchema).optional(),
  references: references.optional(),
  extra: extra.optional(),
});

export type PurchaseOrderLine = z.infer<typeof purchaseOrderLineSchema>;
export type PurchaseOrder = z.infer<typeof purchaseOrderSchema>;

/** Pieces still expected: ordered - received, never below zero. */
export function expectedQuantity(line: Pick<PurchaseOrderLine, 'quantity' | 'quantityReceived'>): number {
  return Math.max(0, toNumber(subtract(line.quantity, line.quantityReceived ?? 0)));
}
