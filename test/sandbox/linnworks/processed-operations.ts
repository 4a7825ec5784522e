import { json, type SandboxAnswer } from '../http';
import { invalidRequest } from './errors';
import { isOpen, type AccountStore, type StoredOrder } from './store';
import type { Operation } from './wire';

const DATES = { processed: 'dProcessedOn', payment: 'dPaidOn', cancelled: 'dCancelledOn', received: 'dReceivedDate' } as const;
const SMALLEST_PAGE = 20; // linnworks.md §4.3, field
const LARGEST_PAGE = 500;
const RESEND = 4;

type Row = Record<string, unknown>;

interface Search {
  SearchTerm?: string | null;
  SearchFilters?: Array<{ SearchField: string; SearchTerm: string }> | null;
  DateField?: keyof typeof DATES;
  FromDate?: string | null;
  ToDate?: string | null;
  PageNumber?: number;
  ResultsPerPage?: number;
  SearchSorting?: { SortField?: string; SortDirection?: string } | null;
}

/** ProcessedOrders/SearchProcessedOrders (linnworks.md §4.3): the list row carries reference, courier and number. */
export function processedOperations(store: AccountStore): Operation[] {
  return [{ name: 'ProcessedOrders/SearchProcessedOrders', verb: 'POST', shape: 'named', params: { request: 'object' }, run: ({ request }) => search(store, request as Search) }];
}

function search(store: AccountStore, request: Search): SandboxAnswer {
  const { PageNumber = 1, ResultsPerPage = SMALLEST_PAGE, DateField = 'processed', SearchFilters, SearchSorting } = request;
  const filters = SearchFilters ?? [];
  const right =
    Object.hasOwn(DATES, DateField) && PageNumber >= 1 && ResultsPerPage >= SMALLEST_PAGE && ResultsPerPage <= LARGEST_PAGE && filters.every(({ SearchField }) => ['Source', 'SubSource', 'ItemIdentifier'].includes(SearchField)) && [undefined, null, 'ASC', 'DESC'].includes(SearchSorting?.SortDirection);
  if (!right) return invalidRequest();
  const date = DATES[DateField];
  const rows = [...store.orders.values()]
    .filter((order) => !isOpen(order) && filters.every((filter) => passes(order, filter)))
    .map((order) => processedRow(store, order))
    .filter((row) => within(row[date], request.FromDate, request.ToDate))
    .filter((row) => !request.SearchTerm || [row.ReferenceNum, row.SecondaryReference, row.PostalTrackingNumber, String(row.nOrderId)].includes(request.SearchTerm));
  const field = SearchSorting?.SortField ?? date;
  const sign = SearchSorting?.SortDirection === 'ASC' ? 1 : -1;
  rows.sort((a, b) => sign * (String(a[field] ?? '') < String(b[field] ?? '') ? -1 : 1));
  const Data = rows.slice((PageNumber - 1) * ResultsPerPage, PageNumber * ResultsPerPage);
  return json(200, { ProcessedOrders: { PageNumber, EntriesPerPage: ResultsPerPage, TotalEntries: rows.length, TotalPages: Math.ceil(rows.length / ResultsPerPage), Data } });
}

function passes(order: StoredOrder, { SearchField, SearchTerm }: { SearchField: string; SearchTerm: string }): boolean {
  if (SearchField === 'Source') return order.Source === SearchTerm;
  return SearchField === 'SubSource' ? order.SubSource === SearchTerm : order.items.some(({ SKU, ItemNumber }) => SKU === SearchTerm || ItemNumber === SearchTerm);
}

function within(value: unknown, from?: string | null, to?: string | null): boolean {
  if (typeof value !== 'string') return false;
  const time = Date.parse(value);
  return (!from || time >= Date.parse(from)) && (!to || time <= Date.parse(to));
}

/** v1 schema ProcessedOrderWeb; cancelled orders stand in the same list with HoldOrCancel. */
function processedRow(store: AccountStore, order: StoredOrder): Row {
  const service = store.postalService(order.postalServiceId);
  const { address, billingAddress, totals } = order;
  return {
    pkOrderID: order.OrderId,
    dReceivedDate: order.ReceivedDate,
    dProcessedOn: order.processedOn ?? order.cancelledOn,
    timeDiff: 0,
    fPostageCost: totals.PostageCost,
    fTotalCharge: totals.TotalCharge,
    PostageCostExTax: totals.PostageCostExTax,
    Subtotal: totals.Subtotal,
    fTax: totals.Tax,
    TotalDiscount: totals.TotalDiscount,
    nOrderId: order.NumOrderId,
    nStatus: order.Status,
    cCurrency: order.Currency,
    PostalTrackingNumber: order.TrackingNumber,
    cCountry: address.Country,
    Source: order.Source,
    SubSource: order.SubSource,
    PostalServiceName: service.PostalServiceName,
    PostalServiceCode: '',
    Vendor: service.Vendor,
    ReferenceNum: order.ReferenceNum,
    SecondaryReference: order.SecondaryReference,
    ExternalReference: order.ExternalReferenceNum,
    Address1: address.Address1,
    Address2: address.Address2,
    Address3: address.Address3,
    Town: address.Town,
    Region: address.Region,
    BuyerPhoneNumber: address.PhoneNumber,
    Company: address.Company,
    ChannelBuyerName: order.ChannelBuyerName,
    cFullName: address.FullName,
    cEmailAddress: address.EmailAddress,
    cPostCode: address.PostCode,
    BillingName: billingAddress.FullName,
    BillingCompany: billingAddress.Company,
    ...(order.PaidOn ? { dPaidOn: order.PaidOn } : {}),
    ...(order.cancelledOn ? { dCancelledOn: order.cancelledOn } : {}),
    ItemWeight: order.ItemWeight,
    TotalWeight: order.TotalWeight,
    HoldOrCancel: order.cancelledOn !== null,
    IsResend: order.Status === RESEND,
    IsExchange: false,
    FulfilmentLocationName: store.locations.find(({ StockLocationId }) => StockLocationId === order.LocationId)?.LocationName ?? '',
  };
}
