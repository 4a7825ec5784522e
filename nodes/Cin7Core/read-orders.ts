import type { Client } from '../shared/api/client';
import type { Row, Unreadable } from '../shared/node/operation';
import { mapRecords } from '../shared/node/records';
import type { WindowRead } from '../shared/sync/window';
import { guid, sameText } from './ids';
import { numberOf, saleIdentity, toModel, vendorMoment, type OrderView } from './mapping';
import type { FactsOf } from './mapping-lines';
import { firstPage, readList, readListPage, type ListCall, type ListCursor } from './pages';
import { factsIn, productsOf } from './products';
import { carriesTracking, standingOf, type Standing } from './status';
import type { Sale, SaleRow } from './types';
import { read, readOne } from './wire';

export interface OrderQuery {
  /** None = all. */
  standings: readonly Standing[];
  /** Orders that carry tracking already are no news for who ships (cin7core.md §10). */
  withTracking: boolean;
  locationId?: string;
  /** Products are read for pictures, barcodes and bins. */
  productFacts: boolean;
}

/** Whether UpdatedSince includes the moment itself is not known (cin7core.md §4.1). */
const A_SECOND = 1_000;

const since = (from: string): string => vendorMoment(new Date(Date.parse(from) - A_SECOND).toISOString());

/**
 * The status is no filter of a walk: sales that leave it meanwhile would pull others past the page. A sale that is
 * changed meanwhile comes with the next window.
 */
export const saleList = (query: ListCall['query']): ListCall => ({ path: 'saleList', query, member: 'SaleList', surelyPaged: true });

export const changedSince = (from: string | undefined): ListCall => saleList(from === undefined ? {} : { UpdatedSince: since(from) });

function isWanted(row: SaleRow, { standings, withTracking, locationId }: OrderQuery): boolean {
  if (locationId && !sameText(row.OrderLocationID, locationId)) return false;
  const standing = standingOf(row);
  // A word nobody knows is handed on rather than lost.
  if (standings.length > 0 && standing !== undefined && !standings.includes(standing)) return false;
  const isOpen = standing !== 'shipped' && standing !== 'cancelled';
  if (!withTracking && isOpen && carriesTracking(row)) return false;
  // A service is not shipped (cin7core.md §3).
  return standings.length === 0 || !/^service/i.test(row.Type ?? '');
}

export async function readSale(client: Client, id: string): Promise<Sale | undefined> {
  return await readOne<Sale>(client, read('sale', { ID: id, CountryFormat: 'Code2', HideInventoryMovements: true }));
}

export interface FoundSale {
  row?: SaleRow;
  sale: Sale;
}

/** No lines and no addresses in the list: one call an order is unavoidable (cin7core.md §4.1). */
async function withDetails(client: Client, rows: readonly SaleRow[]): Promise<FoundSale[]> {
  const found: FoundSale[] = [];
  for (const row of rows) {
    const sale = await readSale(client, row.SaleID ?? '');
    if (sale) found.push({ row, sale });
  }
  return found;
}

export async function readOrderPage(client: Client, query: OrderQuery, from: string, cursor: ListCursor): Promise<WindowRead<FoundSale, ListCursor>> {
  const page = await readListPage<SaleRow>(client, changedSince(from), cursor);
  const rows = await withDetails(client, page.rows.filter((row) => isWanted(row, query)));
  return { rows, next: page.next, serverNow: page.serverNow };
}

const rowKey = ({ SaleID }: SaleRow): string => guid(SaleID);

export async function readOrders(client: Client, query: OrderQuery, from: string | undefined, atMost: number): Promise<FoundSale[]> {
  const wanted = (found: readonly SaleRow[]) => found.filter((row) => isWanted(row, query));
  const rows = await readList<SaleRow>(client, changedSince(from), rowKey, (found) => wanted(found).length >= atMost);
  return await withDetails(client, wanted(rows).slice(0, atMost));
}

/** Sales with this order number or customer reference; the search looks for parts of them, so they are compared. */
export async function findSales(client: Client, by: 'number' | 'reference', value: string): Promise<FoundSale[]> {
  const rows = await readList<SaleRow>(client, saleList({ Search: value }), rowKey);
  const same = rows.filter(({ OrderNumber, CustomerReference }) => sameText(by === 'number' ? OrderNumber : CustomerReference, value));
  return await withDetails(client, same);
}

export const byExternalId = async (client: Client, externalId: string): Promise<SaleRow[]> => {
  const { rows } = await readListPage<SaleRow>(client, saleList({ ExternalID: externalId }), firstPage(100));
  return rows.filter(({ ExternalID }) => sameText(ExternalID, externalId));
};

const NO_FACTS: FactsOf = () => undefined;

async function factsFor(client: Client, sales: readonly FoundSale[]): Promise<FactsOf> {
  const skus = sales.flatMap(({ sale }) => (sale.Order?.Lines ?? []).map(({ SKU }) => SKU ?? ''));
  const catalogue = await productsOf(client, skus, { IncludeDeprecated: true, IncludeAttachments: true });
  return (_id, sku) => {
    const row = catalogue.get(sku.trim().toLowerCase());
    return row && factsIn(row);
  };
}

/** Sales in the model; one that lacks a needed field stands in its place as not readable. */
export async function orderRows(
  client: Client,
  sales: readonly FoundSale[],
  { productFacts }: Pick<OrderQuery, 'productFacts'>,
  statusMap: OrderView['statusMap'],
): Promise<Array<Row | Unreadable>> {
  const view: OrderView = { statusMap, factsOf: productFacts && sales.length > 0 ? await factsFor(client, sales) : NO_FACTS };
  const tell = ({ sale }: FoundSale) => ({ identity: saleIdentity(sale.ID), number: numberOf(sale) });
  return mapRecords(sales, tell, ({ sale, row }) => toModel(sale, view, row) as unknown as Row);
}

export const rawOrders = (sales: readonly FoundSale[]): Row[] => sales.map(({ sale }) => ({ ...sale }) as unknown as Row);
