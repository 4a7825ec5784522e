import { z } from 'zod';
import { add, compare, subtract, toNumber } from './decimal';
import { ModelError } from './errors';
import { identitySchema } from './identity';
import { extra, modelObject, quantity, references, text, utcTime } from './schema';

export const stockLevelFields = modelObject({
  identity: identitySchema.describe('The article at the channel, when it has an id there').optional(),
  sku: text,
  location: text.describe('Warehouse or location id').optional(),
  locationName: text.optional(),
  physical: quantity.describe('Pieces on the shelf, open orders included').optional(),
  allocated: quantity.describe('Pieces reserved for open orders').optional(),
  available: quantity.describe('Pieces free to sell = physical - allocated; below zero = oversold').optional(),
  asOf: utcTime.describe('When the figures were true, UTC').optional(),
  unlimited: z.boolean().describe('Never runs out (service, made on demand)').optional(),
  incoming: quantity.describe('Pieces ordered from suppliers').optional(),
  bin: text.optional(),
  minimum: quantity.describe('Reorder level').optional(),
  references: references.optional(),
  extra: extra.optional(),
});

/** StockLevel with its rules: at least one figure, and available = physical - allocated where all three are given. */
export const stockLevelSchema = stockLevelFields.superRefine((level, context) => {
  if (level.physical === undefined && level.available === undefined && level.unlimited !== true) {
    context.addIssue({ code: z.ZodIssueCode.custom, path: ['available'], message: "is missing: give 'available' or 'physical'" });
  }
  if (level.physical === undefined || level.allocated === undefined || level.available === undefined) return;
  if (compare(level.available, subtract(level.physical, level.allocated)) !== 0) {
    context.addIssue({
      code: z.ZodIssueCode.custom,
      path: ['available'],
      message: `is ${level.available}, but physical ${level.physical} - allocated ${level.allocated} is ${toNumber(subtract(level.physical, level.allocated))}`,
    });
  }
});

export type StockLevel = z.infer<typeof stockLevelFields>;

/** The three figures of a stock level, any of which may be unknown. */
export interface StockFigures {
  physical?: number;
  allocated?: number;
  available?: number;
}

/**
 * The third figure out of the other two; what cannot be derived stays absent.
 * Throws ModelError `bad-record` when all three are given and do not agree: then a field was read by the wrong meaning.
 */
export function completeFigures(figures: StockFigures): StockFigures {
  const { physical, allocated, available } = figures;
  if (physical !== undefined && allocated !== undefined) {
    const derived = toNumber(subtract(physical, allocated));
    if (available !== undefined && compare(available, derived) !== 0) {
      throw new ModelError(`Stock does not agree: available ${available}, physical ${physical} - allocated ${allocated} = ${derived}`, 'bad-record');
    }
    return { physical, allocated, available: derived };
  }
  if (available !== undefined && allocated !== undefined) return { physical: toNumber(add(available, allocated)), allocated, available };
  if (available !== undefined && physical !== undefined) return { physical, allocated: toNumber(subtract(physical, available)), available };
  return { ...figures };
}
