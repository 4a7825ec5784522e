import { refused } from '../api/problem';
import { identitySchema, ModelError, type Identity } from '../model';
import type { ItemContext } from './operation';
import { jsonParam } from './params';

/** What an item tells about the order it is about, by which a target finds its own. */
export interface WantedOrder {
  identity: Identity;
  /** The number people read, as it stands at the source. */
  number?: string;
  references?: Record<string, unknown>;
}

export const nameOf = ({ identity, number }: Pick<WantedOrder, 'identity' | 'number'>): string => `Order '${number ?? identity.id}'`;

const textIn = (value: unknown): string | undefined => (typeof value === 'string' || typeof value === 'number' ? String(value) : undefined);

/** The order in the parameter 'Order'. @throws ModelError when it has no identity */
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
