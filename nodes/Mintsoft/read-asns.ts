import type { Client } from '../shared/api/client';
import type { WindowRead } from '../shared/sync/window';
import { ofClient, ofWarehouse, readListPage, walkList, type ListCall, type PageCursor } from './pages';
import { tenantTime } from './times';
import type { MintsoftAsn } from './types';
import { readOne, readRequest } from './wire';

export const ASNS_PER_PAGE = 100;

export interface AsnQuery {
  clientId?: number;
  warehouseId?: number;
  /** Of these statuses only; empty for all. Told apart here, so that an ASN that moves on cannot shift a walk. */
  statusIds: readonly number[];
  zone: string;
  /** Whether the items are wanted: read one by one where the list leaves them out. */
  items: boolean;
}

function callOf({ clientId, warehouseId, zone, items }: AsnQuery, from: string | undefined): ListCall {
  return {
    operation: 'ASN/List',
    path: 'ASN/List',
    cap: ASNS_PER_PAGE,
    query: {
      ClientId: clientId,
      WarehouseId: warehouseId,
      SinceLastUpdated: from === undefined ? undefined : tenantTime(from, zone),
      IncludeASNItems: items || undefined,
    },
  };
}

const wanted = (rows: readonly MintsoftAsn[], { clientId, warehouseId, statusIds }: AsnQuery): MintsoftAsn[] =>
  ofWarehouse(ofClient(rows, clientId), warehouseId).filter(
    ({ ASNStatusId, ASNStatus }) => statusIds.length === 0 || statusIds.includes(ASNStatusId ?? ASNStatus?.ID ?? 0),
  );

export async function readAsn(client: Client, id: string | number): Promise<MintsoftAsn | undefined> {
  return await readOne<MintsoftAsn>(client, readRequest('ASN', `ASN/${encodeURIComponent(String(id))}`));
}

/** The list calls its items excluded and offers them all the same (mintsoft.md §8.1): what lacks them is read by its id. */
async function withItems(client: Client, asns: readonly MintsoftAsn[]): Promise<MintsoftAsn[]> {
  const complete: MintsoftAsn[] = [];
  for (const asn of asns) complete.push(Array.isArray(asn.Items) || !asn.ID ? asn : ((await readAsn(client, asn.ID)) ?? asn));
  return complete;
}

/** One page of the ASNs changed since `from`: one call, and one more for each that comes without its items. */
export async function readAsnPage(client: Client, query: AsnQuery, from: string, cursor: PageCursor): Promise<WindowRead<MintsoftAsn, PageCursor>> {
  const page = await readListPage<MintsoftAsn>(client, callOf(query, from), cursor);
  const rows = wanted(page.rows, query);
  return { ...page, rows: query.items ? await withItems(client, rows) : rows };
}

export async function readAsns(client: Client, query: AsnQuery, from: string | undefined, atMost: number): Promise<MintsoftAsn[]> {
  const enough = (found: MintsoftAsn[]) => wanted(found, query).length >= atMost;
  const rows = wanted(await walkList<MintsoftAsn>(client, callOf(query, from), ({ ID }) => String(ID), enough), query).slice(0, atMost);
  return query.items ? await withItems(client, rows) : rows;
}
