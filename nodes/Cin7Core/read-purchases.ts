import type { Client } from '../shared/api/client';
import type { WindowRead } from '../shared/sync/window';
import { guid, sameText } from './ids';
import { vendorMoment } from './mapping';
import { readList, readListPage, type ListCall, type ListCursor } from './pages';
import type { Purchase, PurchaseRow } from './types-purchase';
import { read, readOne } from './wire';

export interface PurchaseQuery {
  /** Only those with something due. */
  onlyDue: boolean;
  supplierDrops: boolean;
}

export interface FoundPurchase {
  row: PurchaseRow;
  purchase: Purchase;
}

const A_SECOND = 1_000;

/** The status is no filter of a walk: purchases that leave it meanwhile would pull others past the page. */
function callOf(from: string | undefined): ListCall {
  const UpdatedSince = from === undefined ? undefined : vendorMoment(new Date(Date.parse(from) - A_SECOND).toISOString());
  return { path: 'purchaseList', query: { UpdatedSince }, member: 'PurchaseList', surelyPaged: true };
}

function isWanted({ OrderStatus, CombinedReceivingStatus, DropShipTaskID, IsServiceOnly }: PurchaseRow, { onlyDue, supplierDrops }: PurchaseQuery): boolean {
  // What the supplier sends to the buyer never comes to a warehouse (cin7core.md §7).
  if (!supplierDrops && guid(DropShipTaskID) !== '') return false;
  if (!onlyDue) return true;
  return sameText(OrderStatus, 'AUTHORISED') && !/^(FULLY RECEIVED|VOIDED)$/i.test(CombinedReceivingStatus ?? '') && IsServiceOnly !== true;
}

async function withLines(client: Client, rows: readonly PurchaseRow[]): Promise<FoundPurchase[]> {
  const found: FoundPurchase[] = [];
  for (const row of rows) {
    // /purchase is deprecated and knows simple purchases only (cin7core.md §2).
    const purchase = await readOne<Purchase>(client, read('advanced-purchase', { ID: row.ID ?? '' }));
    if (purchase) found.push({ row, purchase });
  }
  return found;
}

export async function readPurchasePage(client: Client, query: PurchaseQuery, from: string, cursor: ListCursor): Promise<WindowRead<FoundPurchase, ListCursor>> {
  const page = await readListPage<PurchaseRow>(client, callOf(from), cursor);
  return { rows: await withLines(client, page.rows.filter((row) => isWanted(row, query))), next: page.next, serverNow: page.serverNow };
}

export async function readPurchases(client: Client, query: PurchaseQuery, from: string | undefined, atMost: number): Promise<FoundPurchase[]> {
  const wanted = (found: readonly PurchaseRow[]) => found.filter((row) => isWanted(row, query));
  const rows = await readList<PurchaseRow>(client, callOf(from), ({ ID }) => guid(ID), (found) => wanted(found).length >= atMost);
  return await withLines(client, wanted(rows).slice(0, atMost));
}
