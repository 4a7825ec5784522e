import { z } from 'zod';
import { subtract, toNumber } from './decimal';
import { amount, modelObject, openWord, quantity, references, taxRate, text } from './schema';

export const LINE_KINDS = ['goods', 'service', 'bundleParent', 'bundlePart'] as const;

export const orderLineSchema = modelObject({
  id: text.describe('Id of the line, unique in its order; the key that shipments and discounts refer to'),
  sku: text.describe("The seller's article number; absent when the channel does not know it").optional(),
  gtin: text.describe('EAN, UPC or ISBN as text (leading zeros)').optional(),
  vendorItemId: text.describe("The channel's own article id, e.g. ASIN or stock item id").optional(),
  name: text.optional(),
  kind: openWord(LINE_KINDS, 'What the line is; bundle parts carry no price of their own').optional(),
  parentLineId: text.describe('Of a bundle part: id of its bundle parent').optional(),
  quantity: quantity.describe('Pieces ordered, including shipped and cancelled ones'),
  quantityShipped: quantity.optional(),
  quantityCancelled: quantity.optional(),
  quantityByWarehouse: z.record(quantity).describe('Pieces per warehouse id').optional(),
  unit: text.describe('Unit of measure when it is not pieces').optional(),
  unitNet: amount.describe('Price of one unit without tax, before discounts').optional(),
  unitGross: amount.describe('Price of one unit with tax, before discounts').optional(),
  lineNet: amount.describe('All units without tax, before discounts').optional(),
  lineGross: amount.describe('All units with tax, before discounts').optional(),
  taxRate: taxRate.optional(),
  taxCode: text.describe("The channel's name of the tax rule").optional(),
  tax: amount.describe('Tax of all units after discount').optional(),
  discount: amount
    .describe("Discount on the whole line as a positive amount, gross when the order's prices include tax; the order's discounts with this line's id as scope itemise it")
    .optional(),
  weightGrams: z.number().finite().min(0).describe('Weight of one unit in grams').optional(),
  options: z.array(modelObject({ name: text, value: z.string() })).describe('Size, colour and the like').optional(),
  image: text.describe('URL of a picture').optional(),
  bin: text.describe('Where it lies in the warehouse').optional(),
  customisation: text.describe('What the buyer wants on the article, as text or URL').optional(),
  cancelRequested: z.boolean().describe('The buyer asked to cancel this line').optional(),
  references: references.optional(),
});

export type OrderLine = z.infer<typeof orderLineSchema>;

/** Pieces still to be sent: ordered - shipped - cancelled, never below zero. */
export function outstandingQuantity(line: Pick<OrderLine, 'quantity' | 'quantityShipped' | 'quantityCancelled'>): number {
  const open = subtract(subtract(line.quantity, line.quantityShipped ?? 0), line.quantityCancelled ?? 0);
  return Math.max(0, toNumber(open));
}
