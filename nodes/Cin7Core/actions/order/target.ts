import { z } from 'zod';

import { refused } from '../../../shared/api/problem';
import { identitySchema, ModelError } from '../../../shared/model';
import type { ItemContext } from '../../../shared/node/operation';
import { jsonParam } from '../../../shared/node/params';
import type { WantedOrder } from '../../find-order';

export const changeOutput = z
  .object({
    outcome: z.string(),
    targetId: z.string(),
    saleId: z.string(),
    orderNumber: z.string(),
    identityKey: z.string(),
    number: z.string(),
  })
  .passthrough();

const textIn = (value: unknown): string | undefined => (typeof value === 'string' || typeof value === 'number' ? String(value) : undefined);

/** What the item tells about its order. @throws ModelError when it has no identity */
export function wantedOf(item: ItemContext): WantedOrder {
  const json = jsonParam(item, 'order', 'Order');
  if (typeof json !== 'object' || json === null) throw refused("'Order' is empty", 'Give the whole order, e.g. {{ $json }}.');
  const { identity, number, references } = json as Record<string, unknown>;
  const read = identitySchema.safeParse(identity);
  if (!read.success) throw new ModelError(`Order '${textIn(number) ?? 'without number'}': 'identity' is missing`, 'bad-record');
  return {
    identity: read.data,
    number: textIn(number),
    references: typeof references === 'object' && references !== null ? (references as Record<string, unknown>) : undefined,
  };
}
