import type { Client } from '../shared/api/client';
import { productsOf, readCatalogue, type Catalogue, type Found } from './catalogue';

/** Where a walk of the catalogue stands; plain JSON. */
export interface WalkCursor {
  /** Names the reading the offset belongs to. */
  walk: string;
  /** Products behind us. */
  index: number;
  /** Behind the last of them, in the text of that reading. */
  offset: number;
}

interface Kept {
  catalogue: Catalogue;
  at: number;
}

/** InnVoice gives the whole list or nothing; its own link reads it every 10 minutes (innvoice.md §4). */
const KEEP_MS = 600_000;
/** Tens of MB each. */
const MOST_KEPT = 2;

/**
 * Readings under way, so that the pages of one walk cost one call. Nothing depends on it: another process, or a run
 * after a restart, reads the list anew and goes on behind the same number of products.
 */
const kept = new Map<string, Kept>();

function forgetOld(now: number): void {
  for (const [walk, { at }] of kept) if (now - at > KEEP_MS) kept.delete(walk);
  while (kept.size > MOST_KEPT) kept.delete([...kept.keys()][0] as string);
}

export interface Walked {
  found: Found[];
  next?: WalkCursor;
}

export interface WalkContext {
  client: Client;
  now(): number;
  newId(): string;
  /** Looks at a list that was just read. @throws Problem where it does not fit the node's settings */
  check(catalogue: Catalogue): void;
}

/** The next products of a walk, `size` at most. Products that move meanwhile are met by the next walk, which reads all again. */
export async function walkPage(context: WalkContext, cursor: WalkCursor | undefined, size: number): Promise<Walked> {
  const now = context.now();
  forgetOld(now);
  const known = cursor && kept.get(cursor.walk);
  const catalogue = known?.catalogue ?? (await readCatalogue(context.client));
  if (!known) context.check(catalogue);
  const walk = cursor?.walk ?? context.newId();
  const products = productsOf(catalogue, known ? cursor.offset : 0);
  const behind = cursor?.index ?? 0;
  if (!known) for (let index = 0; index < behind; index++) if (products.next().done) break;
  const found: Found[] = [];
  for (let next = products.next(); !next.done; next = products.next()) {
    if (found.length === size) {
      kept.set(walk, { catalogue, at: known?.at ?? now });
      forgetOld(now);
      return { found, next: { walk, index: behind + found.length, offset: found.at(-1)?.end ?? 0 } };
    }
    found.push(next.value);
  }
  kept.delete(walk);
  return { found };
}
