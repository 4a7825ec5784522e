import type { RoomContext } from '../room';
import type { Shop } from './store';

export type Json = Record<string, unknown>;

/** What an answer is drawn with: whose shop, below which address, and as one object or as one of a list. */
export interface View {
  shop: Shop;
  base: string;
  inList: boolean;
  context: RoomContext;
}

export function link({ base }: View, path: string): { href: string } {
  return { href: `${base}/${path}` };
}

/** An embedded list; one of one element may come as the element itself (shoprenter.md §2). */
export function embedded({ context }: View, rows: unknown[]): unknown {
  return rows.length === 1 && context.assumed('one-element-list') === 'object' ? rows[0] : rows;
}
