import type { Quota } from '../shared/api/bucket';
import { encodeComponent, type ApiRequest, type Query, type Safety } from '../shared/api/request';

interface WireOperation {
  method: ApiRequest['method'];
  /** `{name}` stands for a value, each percent-encoded once (amazon.md §3.1). */
  path: string;
  /** Calls per second and at once, per seller and application (amazon.md §3.3). */
  rate: number;
  burst: number;
  safety: Safety;
  /** Role that allows it, for the error of an app without it (amazon.md §4.1). */
  role: string;
}

const ORDERS = 'Inventory and Order Tracking';
const DELIVERY = 'Direct-to-Consumer Shipping (Restricted)';
const LISTING = 'Product Listing';
const ANY = 'any role';
const REPORTS = `the role of this report type: ${DELIVERY} for order reports, Tax Invoicing (Restricted) for those with billing data, ${ORDERS} for those without buyers`;
const FEEDS = `${ORDERS} for order feeds, ${LISTING} for listing feeds`;

/** The operations in use, by Amazon's names. */
export const OPERATIONS = {
  getMarketplaceParticipations: { method: 'GET', path: '/sellers/v1/marketplaceParticipations', rate: 0.016, burst: 15, safety: 'read', role: ANY },
  searchOrders: { method: 'GET', path: '/orders/2026-01-01/orders', rate: 0.0056, burst: 20, safety: 'read', role: ORDERS },
  getOrder: { method: 'GET', path: '/orders/2026-01-01/orders/{orderId}', rate: 0.5, burst: 30, safety: 'read', role: ORDERS },
  // The same packageReferenceId again edits the same package (amazon.md §3.4).
  confirmShipment: { method: 'POST', path: '/orders/v0/orders/{orderId}/shipmentConfirmation', rate: 2, burst: 10, safety: 'repeatable', role: ORDERS },
  createReport: { method: 'POST', path: '/reports/2021-06-30/reports', rate: 0.0167, burst: 15, safety: 'once', role: REPORTS },
  getReport: { method: 'GET', path: '/reports/2021-06-30/reports/{reportId}', rate: 2, burst: 15, safety: 'read', role: REPORTS },
  getReports: { method: 'GET', path: '/reports/2021-06-30/reports', rate: 0.0222, burst: 10, safety: 'read', role: REPORTS },
  getReportDocument: { method: 'GET', path: '/reports/2021-06-30/documents/{documentId}', rate: 0.0167, burst: 15, safety: 'read', role: REPORTS },
  createRestrictedDataToken: { method: 'POST', path: '/tokens/2021-03-01/restrictedDataToken', rate: 1, burst: 10, safety: 'read', role: `${DELIVERY} or Tax Invoicing (Restricted)` },
  createFeedDocument: { method: 'POST', path: '/feeds/2021-06-30/documents', rate: 0.5, burst: 15, safety: 'repeatable', role: FEEDS },
  // The feeds in use hold absolute values: processed twice they leave the same state (amazon.md §3.4).
  createFeed: { method: 'POST', path: '/feeds/2021-06-30/feeds', rate: 0.0083, burst: 15, safety: 'repeatable', role: FEEDS },
  getFeed: { method: 'GET', path: '/feeds/2021-06-30/feeds/{feedId}', rate: 2, burst: 15, safety: 'read', role: FEEDS },
  getFeedDocument: { method: 'GET', path: '/feeds/2021-06-30/documents/{documentId}', rate: 0.0222, burst: 10, safety: 'read', role: FEEDS },
  patchListingsItem: { method: 'PATCH', path: '/listings/2021-08-01/items/{sellerId}/{sku}', rate: 5, burst: 5, safety: 'repeatable', role: LISTING },
  searchListingsItems: { method: 'GET', path: '/listings/2021-08-01/items/{sellerId}', rate: 5, burst: 5, safety: 'read', role: LISTING },
  getEligibleShipmentServices: { method: 'POST', path: '/mfn/v0/eligibleShippingServices', rate: 6, burst: 12, safety: 'read', role: DELIVERY },
  // Buys; a second call may buy a second label (amazon.md §3.4).
  createShipment: { method: 'POST', path: '/mfn/v0/shipments', rate: 2, burst: 2, safety: 'once', role: DELIVERY },
  getShipment: { method: 'GET', path: '/mfn/v0/shipments/{shipmentId}', rate: 1, burst: 1, safety: 'read', role: DELIVERY },
  cancelShipment: { method: 'DELETE', path: '/mfn/v0/shipments/{shipmentId}', rate: 1, burst: 1, safety: 'repeatable', role: DELIVERY },
} as const satisfies Record<string, WireOperation>;

export type OperationName = keyof typeof OPERATIONS;

/** Calls of document hosts: pre-signed, and not counted by Amazon (amazon.md §17). */
export const DOWNLOAD = 'document download';
export const UPLOAD = 'document upload';

export function operationOf(name: string): WireOperation | undefined {
  return Object.hasOwn(OPERATIONS, name) ? OPERATIONS[name as OperationName] : undefined;
}

const HOUR_MS = 3_600_000;

/** Where hardly any burst levels it out, calls spaced exactly at the rate arrive a little too close now and then. */
const LITTLE_BURST = 2;
const MARGIN = 0.9;

/** Amazon's token bucket as at most so many calls in any hour: burst plus an hour's refill. */
export function quotaOf(operation: string): Quota {
  const { rate, burst } = operationOf(operation) ?? { rate: 10, burst: 10 };
  // Calls arrive unevenly: a bucket used to its last drop runs dry now and then.
  const used = burst > LITTLE_BURST ? burst - 1 : burst;
  return { limit: Math.floor(used + rate * MARGIN * 3600), windowMs: HOUR_MS, burst: used };
}

/** A list as Amazon takes it in a query: joined by commas (amazon.md §3.1). */
export const listed = (values: readonly string[]): string | undefined => (values.length > 0 ? values.join(',') : undefined);

export interface Call {
  /** Values for the path's `{name}`s. */
  values?: Readonly<Record<string, string>>;
  query?: Query;
  body?: unknown;
  /** A restricted data token in place of the access token. */
  restricted?: string;
  safety?: Safety;
}

/** A call of the Selling Partner API. */
export function apiRequest(operation: OperationName, { values = {}, query, body, restricted, safety }: Call = {}): ApiRequest {
  const wire: WireOperation = OPERATIONS[operation];
  const path = wire.path.replace(/\{(\w+)\}/g, (_, name: string) => encodeComponent(values[name] ?? ''));
  return {
    operation,
    method: wire.method,
    path,
    ...(query ? { query } : {}),
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(restricted === undefined ? {} : { headers: { 'x-amz-access-token': restricted } }),
    safety: safety ?? wire.safety,
  };
}
