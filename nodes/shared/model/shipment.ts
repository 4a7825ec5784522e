import { z } from 'zod';
import { identitySchema } from './identity';
import { amount, currency, extra, modelObject, quantity, references, text, utcTime } from './schema';

export const parcelLineSchema = modelObject({
  lineId: text.describe('Id of the order line; absent when the vendor tells only the SKU').optional(),
  sku: text.optional(),
  quantity,
  references: references.optional(),
});

export const parcelSchema = modelObject({
  id: text.describe('Own id of the parcel, the same on every reading: a write about it is keyed by it'),
  carrier: text.describe('Model carrier code, e.g. dhl').optional(),
  carrierName: text.describe("The vendor's own carrier text").optional(),
  service: text.describe('Service of the carrier, as the vendor writes it').optional(),
  trackingNumber: text.optional(),
  url: text.describe('Tracking page').optional(),
  returnTrackingNumber: text.optional(),
  weightGrams: z.number().finite().min(0).describe('Weight of the parcel in grams').optional(),
  lines: z.array(parcelLineSchema).describe('What is inside; absent = the whole order or unknown').optional(),
  voided: z.boolean().describe('The label was cancelled: the parcel does not count').optional(),
});

export const shipmentSchema = modelObject({
  order: identitySchema.describe('The order shipped, by the identity it has at the channel to be told or was read from'),
  orderNumber: text.optional(),
  id: text.describe("The vendor's id of the shipment").optional(),
  shippedAt: utcTime,
  updatedAt: utcTime.optional(),
  parcels: z.array(parcelSchema),
  complete: z.boolean().describe('true = nothing of the order is left to ship; absent = the vendor does not say').optional(),
  warehouse: text.optional(),
  cost: amount.describe('What the shipping cost the seller').optional(),
  currency: currency.optional(),
  notifyBuyer: z.boolean().describe('Ask the channel to e-mail the buyer').optional(),
  noteToBuyer: text.optional(),
  references: references.optional(),
  extra: extra.optional(),
});

export type ParcelLine = z.infer<typeof parcelLineSchema>;
export type Parcel = z.infer<typeof parcelSchema>;
export type Shipment = z.infer<typeof shipmentSchema>;

/** The parcels that count: not voided. */
export function liveParcels(shipment: Shipment): Parcel[] {
  return shipment.parcels.filter((parcel) => parcel.voided !== true);
}
