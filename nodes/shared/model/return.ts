import { z } from 'zod';
import { identitySchema } from './identity';
import { noteSchema } from './order';
import { amount, currency, extra, modelObject, openWord, quantity, references, text, utcTime } from './schema';

export const RETURN_STATUSES = ['requested', 'labelCreated', 'inTransit', 'received', 'accepted', 'rejected', 'closed', 'cancelled'] as const;
export const RETURN_REASONS = ['changedMind', 'wrongSize', 'wrongArticle', 'defective', 'damagedInTransit', 'notAsDescribed', 'missingParts', 'late', 'other'] as const;
export const STOCK_ACTIONS = ['restock', 'quarantine', 'scrap', 'repair', 'none'] as const;

export const returnLineSchema = modelObject({
  id: text,
  orderLineId: text.optional(),
  sku: text.optional(),
  gtin: text.optional(),
  name: text.optional(),
  quantity: quantity.describe('Pieces returned'),
  quantityRestocked: quantity.describe('Of these, back on the shelf').optional(),
  quantityScrapped: quantity.describe('Of these, thrown away').optional(),
  status: openWord(RETURN_STATUSES, 'Where this line stands').optional(),
  reason: openWord(RETURN_REASONS, 'Why it came back').optional(),
  reasonText: text.describe("The vendor's or buyer's own words").optional(),
  stockAction: openWord(STOCK_ACTIONS, 'What happens to the goods').optional(),
  refund: amount.describe('Amount given back for the line, with tax').optional(),
  references: references.optional(),
});

export const returnSchema = modelObject({
  identity: identitySchema,
  number: text.optional(),
  order: identitySchema.describe('The order the goods were sold by').optional(),
  orderNumber: text.optional(),
  status: openWord(RETURN_STATUSES, 'Where the return stands'),
  vendorStatus: text.optional(),
  confirmed: z.boolean().describe('true = the warehouse has booked it; act on the goods only then').optional(),
  createdAt: utcTime.optional(),
  updatedAt: utcTime.optional(),
  receivedAt: utcTime.optional(),
  warehouse: text.optional(),
  trackingNumber: text.optional(),
  carrier: text.describe('Model carrier code').optional(),
  currency: currency.optional(),
  refund: amount.describe('Amount given back in total, with tax').optional(),
  lines: z.array(returnLineSchema),
  notes: z.array(noteSchema).optional(),
  references: references.optional(),
  extra: extra.optional(),
});

export type ReturnLine = z.infer<typeof returnLineSchema>;
export type Return = z.infer<typeof returnSchema>;
