import { z } from 'zod';
import { addressSchema } from './address';
import { identitySchema } from './identity';
import { orderLineSchema } from './order-line';
import { amount, currency, extra, modelObject, openWord, references, taxRate, text, utcTime } from './schema';

/** `open` = can be worked on; whether it is paid is told by `paid` alone, so that the two cannot contradict. */
export const ORDER_STATUSES = ['draft', 'pending', 'unpaid', 'open', 'onHold', 'partlyShipped', 'shipped', 'completed', 'cancelled', 'returned'] as const;
export const HOLD_KINDS = ['parked', 'locked', 'onHold', 'fraudCheck', 'buyerCancelRequest', 'unpaid', 'addressMissing'] as const;
export const CHARGE_KINDS = ['shipping', 'paymentFee', 'cashOnDelivery', 'deposit', 'giftWrap', 'handling', 'other'] as const;
export const DISCOUNT_KINDS = ['coupon', 'promotion', 'volume', 'loyalty', 'manual', 'shipping', 'other'] as const;
export const PARTIES = ['seller', 'marketplace'] as const;

export const holdSchema = modelObject({
  kind: openWord(HOLD_KINDS, 'Why the order must not be shipped now'),
  reason: text.optional(),
});

export const chargeSchema = modelObject({
  kind: openWord(CHARGE_KINDS, 'What is charged besides goods'),
  name: text.optional(),
  net: amount.optional(),
  gross: amount.optional(),
  tax: amount.optional(),
  taxRate: taxRate.optional(),
});

export const discountSchema = modelObject({
  code: text.describe('Coupon or promotion code').optional(),
  kind: openWord(DISCOUNT_KINDS, 'What the discount is'),
  name: text.optional(),
  scope: text.describe("'order' for the whole order, else the id of the line"),
  net: amount.describe('Positive amount without tax').optional(),
  gross: amount.describe('Positive amount with tax').optional(),
});

export const totalSchema = modelObject({
  net: amount.optional(),
  gross: amount.describe('What the buyer pays').optional(),
  tax: amount.optional(),
}).describe("The vendor's own totals of the document");

export const buyerSchema = modelObject({
  id: text.describe("The channel's customer id").optional(),
  name: text.optional(),
  email: text.optional(),
  phone: text.optional(),
  company: text.optional(),
  taxNumber: text.describe("The buyer's national tax number or VAT id").optional(),
  business: z.boolean().describe('true = company, false = private; absent = the channel does not say').optional(),
  locale: text.describe('Language tag, e.g. de-DE').optional(),
  group: text.describe('Customer group').optional(),
});

export const pickupPointSchema = modelObject({
  id: text,
  provider: text.describe('Who runs it, e.g. DHL, Packeta, InPost').optional(),
  name: text.optional(),
  customerNumber: text.describe('E.g. the DHL post number').optional(),
  address: addressSchema.optional(),
});

export const methodSchema = modelObject({
  id: text.describe("The channel's id of the method").optional(),
  name: text,
  carrier: text.describe('Model carrier code when it is known').optional(),
});

export const noteSchema = modelObject({
  kind: openWord(['buyer', 'internal'], 'Who wrote it'),
  text,
});

export const knownTrackingSchema = modelObject({
  carrier: text.describe('Model carrier code').optional(),
  carrierName: text.describe("The vendor's own carrier text").optional(),
  number: text,
  url: text.optional(),
  shippedAt: utcTime.optional(),
});

export const orderSchema = modelObject({
  identity: identitySchema,
  number: text.describe('The order number people read'),
  status: openWord(ORDER_STATUSES, 'Where the order stands'),
  vendorStatus: text.describe("The vendor's own status word").optional(),
  paid: z.boolean().describe('absent = the channel does not say').optional(),
  complete: z.boolean().describe('true = all parts of the order are here; false = wait for the rest before creating it elsewhere'),
  holds: z.array(holdSchema).describe('Empty or absent = nothing stops the order').optional(),
  holdUntil: utcTime.optional(),

  placedAt: utcTime.describe('When the buyer ordered, UTC'),
  updatedAt: utcTime.describe('Last change at the vendor, UTC').optional(),
  paidAt: utcTime.optional(),
  shippedAt: utcTime.optional(),
  cancelledAt: utcTime.optional(),
  shipAfter: utcTime.describe('Ship no earlier than').optional(),
  shipBy: utcTime.describe('Ship no later than').optional(),
  deliverFrom: utcTime.describe('Deliver no earlier than').optional(),
  deliverBy: utcTime.describe('Deliver no later than').optional(),

  currency: currency.describe('ISO 4217 code of all amounts; absent when the channel gives no prices').optional(),
  exchangeRate: z.number().finite().positive().describe("Units of the account's base currency for one unit of the order's").optional(),
  pricesIncludeTax: z.boolean().describe('true = gross amounts are the binding ones'),
  lines: z.array(orderLineSchema),
  charges: z.array(chargeSchema).optional(),
  discounts: z.array(discountSchema).optional(),
  total: totalSchema.optional(),
  amountPaid: amount.optional(),
  taxOwedBy: openWord(PARTIES, 'Who owes the tax authority the tax').optional(),
  ioss: text.describe('IOSS number for imports into the EU').optional(),
  vatNumber: text.describe('VAT number the order is sold under').optional(),
  eori: text.optional(),

  buyer: buyerSchema.optional(),
  purchaseOrderNumber: text.describe("The buyer's own order number").optional(),
  shippingAddress: addressSchema.optional(),
  billingAddress: addressSchema.describe('Absent = same as the shipping address').optional(),
  pickupPoint: pickupPointSchema.optional(),
  shippingMethod: methodSchema.optional(),
  paymentMethod: methodSchema.optional(),
  notes: z.array(noteSchema).optional(),
  gift: modelObject({ flag: z.boolean(), message: text.optional() }).optional(),

  fulfilledBy: openWord(PARTIES, 'Who ships the goods').optional(),
  programmes: z.array(text).describe('E.g. PRIME').optional(),
  warehouse: text.describe('Warehouse or location id the order is assigned to').optional(),
  source: text.describe('Where the order comes from when the channel is not the origin, e.g. the name of a marketplace').optional(),
  subSource: text.describe('Account or site at the source').optional(),
  tags: z.array(text).optional(),
  parentId: text.describe('Id of the order this one belongs to').optional(),
  splitFrom: text.describe('Id of the order this one was split from').optional(),
  part: z.number().int().positive().describe('Number of this part of a split order').optional(),
  parts: z.number().int().positive().describe('Into how many parts the order was split').optional(),
  mergedFrom: z.array(text).describe('Ids or numbers merged into this order').optional(),
  replacementFor: text.describe('Id of the order this one replaces').optional(),
  tracking: z.array(knownTrackingSchema).describe('Tracking already known').optional(),
  references: references.optional(),
  extra: extra.optional(),
});

export type Order = z.infer<typeof orderSchema>;
export type OrderHold = z.infer<typeof holdSchema>;
export type OrderCharge = z.infer<typeof chargeSchema>;
export type OrderDiscount = z.infer<typeof discountSchema>;
export type OrderTotal = z.infer<typeof totalSchema>;
export type Buyer = z.infer<typeof buyerSchema>;
export type PickupPoint = z.infer<typeof pickupPointSchema>;
export type Method = z.infer<typeof methodSchema>;
export type OrderNote = z.infer<typeof noteSchema>;
export type KnownTracking = z.infer<typeof knownTrackingSchema>;
