import type { Client } from '../shared/api/client';
import { distinct } from '../shared/api/pagers';
import { isProblem, type Problem } from '../shared/api/problem';
import { serverTime } from '../shared/api/verdict';
import type { LinnworksStockItem } from './types-stock';
import { v1Request } from './wire';

/** Most rows GetStockItemsFull gives (linnworks.md §7). */
export const ITEMS_PER_PAGE = 200;

export interface ItemQuery {
  /** Parts of the item wanted besides its head, e.g. StockLevels. */
  data: readonly string[];
  composites: boolean;
  variationParents: boolean;
}

/** Where a walk of the catalogue stands; plain JSON. */
export interface ItemCursor {
  page: number;
  size: number;
}

export interface ItemPage {
  items: LinnworksStockItem[];
  next?: ItemCursor;
  serverNow?: number;
}

/** A page beyond the end is refused with 400 (linnworks.md §2), and so may the first page of an empty catalogue. */
const isBeyondEnd = ({ details }: Problem, page: number): boolean =>
  details.kind === 'refused' && (page > 1 || /no items? found/i.test(details.message));

/** One page of the catalogue. A page that is not full is the last one. */
export async function readItemPage(client: Client, query: ItemQuery, { page, size }: ItemCursor): Promise<ItemPage> {
  const request = v1Request('Stock/GetStockItemsFull', {
    keyword: '',
    loadCompositeParents: query.composites,
    loadVariationParents: query.variationParents,
    entriesPerPage: size,
    pageNumber: page,
    dataRequirements: query.data,
    searchTypes: ['SKU'],
  });
  let failure: unknown;
  try {
    const { data, headers } = await client.call<LinnworksStockItem[] | undefined>(request);
    const items = data ?? [];
    return { items, serverNow: serverTime(headers), ...(items.length < size ? {} : { next: { page: page + 1, size } }) };
  } catch (error) {
    failure = error;
  }
  if (isProblem(failure) && isBeyondEnd(failure, page)) return { items: [] };
  throw failure;
}

export const firstPage = (size: number): ItemCursor => ({ page: 1, size: Math.min(ITEMS_PER_PAGE, Math.max(1, Math.floor(size))) });

/** The catalogue to its end, or until `enough` says so. */
export async function readItems(
  client: Client,
  query: ItemQuery,
  enough: (items: readonly LinnworksStockItem[]) => boolean = () => false,
): Promise<LinnworksStockItem[]> {
  let found: LinnworksStockItem[] = [];
  let cursor: ItemCursor | undefined = firstPage(ITEMS_PER_PAGE);
  while (cursor && !enough(found)) {
    const page: ItemPage = await readItemPage(client, query, cursor);
    found = distinct([...found, ...page.items], ({ StockItemId, ItemNumber }) => StockItemId ?? ItemNumber ?? '');
    cursor = page.next;
  }
  return found;
}
