import { encodeQuery, type ApiRequest, type QueryValue, type Safety } from '../shared/api/request';

/**
 * How an operation takes its parameters (linnworks.md §2): in the query; each in a form field of its own; or all of
 * them as one JSON text in the field `request`.
 */
export type Shape = 'query' | 'named' | 'request';

export interface WireOperation {
  method: 'GET' | 'POST';
  shape: Shape;
  /** Calls per minute and account. */
  perMinute: number;
  safety: Safety;
  /** The app permission it needs; absent where the vendor names none. */
  permission?: string;
}

const VIEW_ORDER = 'GlobalPermissions.OrderBook.ViewOrderDetailsNode';
const OPEN_ORDERS = 'GlobalPermissions.OrderBook.OpenOrdersNode';
const PROCESSED_ORDERS = 'GlobalPermissions.OrderBook.ProcessedOrdersNode';
const WRITE_STOCK = 'GlobalPermissions.Inventory.Stock.StockWrite.ChangeStockLevelsNode';
const READ_STOCK = 'GlobalPermissions.Inventory.Stock.StockReadNode';
const CHANGE_ITEMS = 'GlobalPermissions.Inventory.MyInventoryNode';
const FIND_PURCHASES = 'GlobalPermissions.Inventory.PurchaseOrder.SearchPurchaseOrderNode';
const VIEW_PURCHASES = 'GlobalPermissions.Inventory.PurchaseOrder.ViewPurchaseOrderNode';
const RETURNS = 'GlobalPermissions.OrderBook.ReturnsRefundsNode';
const BOOK_RETURNS = 'GlobalPermissions.OrderBook.ReturnsRefunds.ReturnsExchanges.CreateReturnsExchangesNode';
const ACCEPT_RETURNS = 'GlobalPermissions.OrderBook.ReturnsRefunds.ReturnsExchanges.AcceptReturnsExchangesNode';
const VIEW_REFUNDS = 'GlobalPermissions.OrderBook.ReturnsRefunds.Refunds.ViewRefundsNode';
const POSTAL_SERVICES = 'GlobalPermissions.ShippingService.PostalServicesNode';

/**
 * The v1 operations in use, by `Controller/Method`. CreateOrders is `once` here because a repeat overwrites a stored
 * order that is still unpaid; for paid orders, which a repeat leaves alone, the caller says `repeatable` (§5).
 */
export const OPERATIONS = {
  'Inventory/AddInventoryItem': { method: 'POST', shape: 'named', perMinute: 150, safety: 'once', permission: CHANGE_ITEMS },
  'Inventory/GetStockItemIdsBySKU': { method: 'POST', shape: 'named', perMinute: 250, safety: 'read', permission: READ_STOCK },
  'Inventory/GetStockLocations': { method: 'GET', shape: 'query', perMinute: 150, safety: 'read' },
  'Inventory/GetSuppliers': { method: 'GET', shape: 'query', perMinute: 150, safety: 'read' },
  'Orders/CancelOrder': { method: 'POST', shape: 'named', perMinute: 150, safety: 'once' },
  'Orders/ChangeOrderTag': { method: 'POST', shape: 'named', perMinute: 250, safety: 'repeatable' },
  'Orders/ChangeStatus': { method: 'POST', shape: 'named', perMinute: 150, safety: 'repeatable' },
  'Orders/CreateOrders': { method: 'POST', shape: 'named', perMinute: 150, safety: 'once' },
  'Orders/GetOpenOrders': { method: 'POST', shape: 'named', perMinute: 250, safety: 'read', permission: OPEN_ORDERS },
  'Orders/GetOrderDetailsByNumOrderId': { method: 'GET', shape: 'query', perMinute: 250, safety: 'read', permission: VIEW_ORDER },
  'Orders/GetOrderDetailsByReferenceId': { method: 'GET', shape: 'query', perMinute: 250, safety: 'read', permission: VIEW_ORDER },
  'Orders/GetOrdersById': { method: 'POST', shape: 'named', perMinute: 250, safety: 'read', permission: VIEW_ORDER },
  'Orders/LockOrder': { method: 'POST', shape: 'named', perMinute: 150, safety: 'repeatable' },
  'Orders/ProcessOrdersInBatch': { method: 'POST', shape: 'named', perMinute: 250, safety: 'once' },
  'Orders/SetInvoicesPrinted': { method: 'POST', shape: 'named', perMinute: 150, safety: 'repeatable' },
  'Orders/SetOrderShippingInfo': { method: 'POST', shape: 'named', perMinute: 250, safety: 'repeatable' },
  'PostalServices/GetPostalServices': { method: 'GET', shape: 'query', perMinute: 150, safety: 'read', permission: POSTAL_SERVICES },
  'ProcessedOrders/GetReturnCategories': { method: 'GET', shape: 'query', perMinute: 150, safety: 'read' },
  'ProcessedOrders/SearchProcessedOrders': { method: 'POST', shape: 'named', perMinute: 150, safety: 'read', permission: PROCESSED_ORDERS },
  'PurchaseOrder/Get_PurchaseOrder': { method: 'POST', shape: 'named', perMinute: 250, safety: 'read', permission: VIEW_PURCHASES },
  'PurchaseOrder/Search_PurchaseOrders2': { method: 'POST', shape: 'request', perMinute: 150, safety: 'read', permission: FIND_PURCHASES },
  'ReturnsRefunds/ActionRMABooking': { method: 'POST', shape: 'named', perMinute: 150, safety: 'once', permission: ACCEPT_RETURNS },
  'ReturnsRefunds/CreateRMABooking': { method: 'POST', shape: 'named', perMinute: 150, safety: 'once', permission: BOOK_RETURNS },
  'ReturnsRefunds/GetRMAHeadersByOrderId': { method: 'POST', shape: 'named', perMinute: 150, safety: 'read', permission: VIEW_REFUNDS },
  'ReturnsRefunds/SearchReturnsRefundsPaged': { method: 'GET', shape: 'query', perMinute: 150, safety: 'read', permission: RETURNS },
  'Stock/GetStockItemsFull': { method: 'POST', shape: 'named', perMinute: 150, safety: 'read' },
  'Stock/GetStockItemsFullByIds': { method: 'POST', shape: 'named', perMinute: 250, safety: 'read' },
  'Stock/GetStockLevel_Batch': { method: 'POST', shape: 'named', perMinute: 250, safety: 'read' },
  'Stock/SetStockLevel': { method: 'POST', shape: 'named', perMinute: 250, safety: 'repeatable', permission: WRITE_STOCK },
} as const satisfies Record<string, WireOperation>;

export type OperationName = keyof typeof OPERATIONS;

export function operationOf(name: string): WireOperation | undefined {
  return Object.hasOwn(OPERATIONS, name) ? OPERATIONS[name as OperationName] : undefined;
}

export type Parameters = Record<string, unknown>;

/** One form field's text: lists and objects as JSON, `True`/`False`, an empty text for null (linnworks.md §2). */
export function fieldText(value: unknown): string {
  if (value === null) return '';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** The form text of a POST: the vendor's own SDK never sends JSON bodies, and some operations ignore them silently. */
export function encodeForm(shape: Exclude<Shape, 'query'>, parameters: Parameters): string {
  if (shape === 'request') return encodeQuery({ request: JSON.stringify(parameters) });
  const given = Object.entries(parameters).filter(([, value]) => value !== undefined);
  return encodeQuery(Object.fromEntries(given.map(([name, value]) => [name, fieldText(value)])));
}

/** A v1 call, its path relative to the session's server. */
export function v1Request(name: OperationName, parameters: Parameters = {}, safety?: Safety): ApiRequest {
  const operation: WireOperation = OPERATIONS[name];
  const common = { operation: name, method: operation.method, path: `/api/${name}`, safety: safety ?? operation.safety };
  if (operation.shape === 'query') return { ...common, query: parameters as Record<string, QueryValue> };
  return { ...common, body: encodeForm(operation.shape, parameters), contentType: 'application/x-www-form-urlencoded' };
}
