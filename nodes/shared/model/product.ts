import { z } from 'zod';
import { identitySchema } from './identity';
import { amount, currency, extra, modelObject, openWord, quantity, references, taxRate, text, utcTime } from './schema';

export const PRODUCT_KINDS = ['simple', 'parent', 'variant', 'bundle', 'service'] as const;
export const PRODUCT_STATUSES = ['active', 'inactive', 'discontinued'] as const;

export const priceSchema = modelObject({
  kind: openWord(['normal', 'special'], 'Standing price or an offer limited in time'),
  net: amount.optional(),
  gross: amount.optional(),
  currency: currency.optional(),
  group: text.describe('Price or customer group; absent = everybody').optional(),
  minQuantity: quantity.describe('From this quantity on').optional(),
  from: utcTime.describe('Start of a special price').optional(),
  until: utcTime.describe('End of a special price').optional(),
});

export const categorySchema = modelObject({
  id: text.optional(),
  path: z.array(text).describe('From the root to the category'),
});

export const productSchema = modelObject({
  identity: identitySchema,
  sku: text,
  name: text.optional(),
  description: text.describe('May contain HTML').optional(),
  shortDescription: text.optional(),
  kind: openWord(PRODUCT_KINDS, 'Parents hold no stock of their own').optional(),
  status: openWord(PRODUCT_STATUSES, 'Whether it is sold').optional(),
  parentSku: text.describe('Of a variant: SKU of its parent').optional(),
  parentId: text.optional(),
  options: z.array(modelObject({ name: text, value: z.string() })).describe('What makes the variant: size, colour').optional(),
  components: z.array(modelObject({ sku: text, quantity })).describe('Of a bundle: what is inside').optional(),
  gtin: text.describe('EAN, UPC or ISBN as text').optional(),
  gtins: z.array(text).describe('Further codes').optional(),
  mpn: text.describe("The maker's article number").optional(),
  brand: text.optional(),
  manufacturer: text.optional(),
  unit: text.optional(),
  weightGrams: z.number().finite().min(0).describe('Weight of one unit in grams').optional(),
  lengthCm: z.number().finite().min(0).optional(),
  widthCm: z.number().finite().min(0).optional(),
  heightCm: z.number().finite().min(0).optional(),
  taxRate: taxRate.optional(),
  taxCode: text.describe("The channel's name of the tax rule").optional(),
  prices: z.array(priceSchema).optional(),
  cost: amount.describe('Purchase price without tax').optional(),
  currency: currency.describe('Currency of cost and of prices that name none').optional(),
  categories: z.array(categorySchema).optional(),
  images: z.array(text).describe('URLs, the main picture first').optional(),
  countryOfOrigin: z.string().regex(/^[A-Z]{2}$/, 'must be a two-letter country code like DE').optional(),
  customsCode: text.describe('Commodity code (HS)').optional(),
  customsDescription: text.optional(),
  supplier: text.optional(),
  supplierSku: text.optional(),
  createdAt: utcTime.optional(),
  updatedAt: utcTime.optional(),
  references: references.optional(),
  extra: extra.optional(),
});

export type Price = z.infer<typeof priceSchema>;
export type Category = z.infer<typeof categorySchema>;
export type Product = z.infer<typeof productSchema>;
