import { readFileSync } from 'node:fs';

import { encodeForm, fieldText, OPERATIONS, operationOf, v1Request, type OperationName } from '../../nodes/Linnworks/wire';
import { specification } from '../support/left-out';

const ID = '0d4c2a6e-1111-4222-8333-944444444444';

describe('one form field', () => {
  it.each([
    ['text as it is', 'Default', 'Default'],
    ['a number', 1, '1'],
    ['true by name', true, 'True'],
    ['false by name', false, 'False'],
    ['null as nothing', null, ''],
    ['a list as JSON', [ID], `["${ID}"]`],
    ['an object as JSON', { a: 'ü', b: [1] }, '{"a":"ü","b":[1]}'],
  ])('%s', (_, value, expected) => {
    expect(fieldText(value)).toBe(expected);
  });
});

describe('form of a POST', () => {
  it('gives each named parameter a field of its own, URL-encoded', () => {
    expect(encodeForm('named', { orderIds: [ID], status: 1 })).toBe(`orderIds=%5B%22${ID}%22%5D&status=1`);
  });

  it('keeps an empty field for null and leaves undefined out', () => {
    expect(encodeForm('named', { orderIds: [], tag: null, note: undefined })).toBe('orderIds=%5B%5D&tag=');
  });

  it('puts the whole object into `request`, without a wrapper inside', () => {
    const form = new URLSearchParams(encodeForm('request', { OrderIds: [ID], DetailLevel: [] }));
    expect([...form.keys()]).toEqual(['request']);
    expect(JSON.parse(form.get('request') ?? '')).toEqual({ OrderIds: [ID], DetailLevel: [] });
  });

  it('reads back as what was written, whatever the text holds', () => {
    const orders = [{ Note: 'a+b & c=d%20 \'quoted\' "double" ü€ (x)*' }];
    const form = new URLSearchParams(encodeForm('named', { orders, location: 'A & B' }));
    expect(JSON.parse(form.get('orders') ?? '')).toEqual(orders);
    expect(form.get('location')).toBe('A & B');
  });
});

describe('a v1 request', () => {
  it('posts a form below /api/', () => {
    expect(v1Request('Orders/ChangeStatus', { orderIds: [ID], status: 1 })).toEqual({
      operation: 'Orders/ChangeStatus',
      method: 'POST',
      path: '/api/Orders/ChangeStatus',
      safety: 'repeatable',
      body: `orderIds=%5B%22${ID}%22%5D&status=1`,
      contentType: 'application/x-www-form-urlencoded',
    });
  });

  it('puts a GET parameter into the query and sends no body', () => {
    const request = v1Request('Orders/GetOrderDetailsByReferenceId', { ReferenceId: 'MB7UWLD' });
    expect(request).toMatchObject({ method: 'GET', query: { ReferenceId: 'MB7UWLD' }, safety: 'read' });
    expect(request).not.toHaveProperty('body');
  });

  it('treats creating as something that must not be repeated unless the caller knows better', () => {
    expect(v1Request('Orders/CreateOrders', {}).safety).toBe('once');
    expect(v1Request('Orders/CreateOrders', {}, 'repeatable').safety).toBe('repeatable');
  });

  it('knows no operation by the name of an object member', () => {
    expect(operationOf('toString')).toBeUndefined();
  });
});

const specs = specification('linnworks/operations.json');

interface Spec {
  m: string;
  shape: string;
  rate: number;
  permission?: string;
}

/** Without the vendor's table at hand the same facts, as read from it on 15 Apr 2026, are compared. */
const READ_FROM_SPECS: Record<OperationName, Spec> = {
  'Inventory/AddInventoryItem': { m: 'POST', shape: 'named', rate: 150, permission: 'GlobalPermissions.Inventory.MyInventoryNode' },
  'Inventory/GetStockItemIdsBySKU': { m: 'POST', shape: 'named', rate: 250, permission: 'GlobalPermissions.Inventory.Stock.StockReadNode' },
  'Inventory/GetStockLocations': { m: 'GET', shape: 'query', rate: 150 },
  'Inventory/GetSuppliers': { m: 'GET', shape: 'query', rate: 150 },
  'Orders/CancelOrder': { m: 'POST', shape: 'named', rate: 150 },
  'Orders/ChangeOrderTag': { m: 'POST', shape: 'named', rate: 250 },
  'Orders/ChangeStatus': { m: 'POST', shape: 'named', rate: 150 },
  'Orders/CreateOrders': { m: 'POST', shape: 'named', rate: 150 },
  'Orders/GetOpenOrders': { m: 'POST', shape: 'named', rate: 250, permission: 'GlobalPermissions.OrderBook.OpenOrdersNode' },
  'Orders/GetOrderDetailsByNumOrderId': {
    m: 'GET',
    shape: 'query',
    rate: 250,
    permission: 'GlobalPermissions.OrderBook.ViewOrderDetailsNode',
  },
  'Orders/GetOrderDetailsByReferenceId': {
    m: 'GET',
    shape: 'query',
    rate: 250,
    permission: 'GlobalPermissions.OrderBook.ViewOrderDetailsNode',
  },
  'Orders/GetOrdersById': { m: 'POST', shape: 'named', rate: 250, permission: 'GlobalPermissions.OrderBook.ViewOrderDetailsNode' },
  'Orders/LockOrder': { m: 'POST', shape: 'named', rate: 150 },
  'Orders/ProcessOrdersInBatch': { m: 'POST', shape: 'named', rate: 250 },
  'Orders/SetInvoicesPrinted': { m: 'POST', shape: 'named', rate: 150 },
  'Orders/SetOrderShippingInfo': { m: 'POST', shape: 'named', rate: 250 },
  'PostalServices/GetPostalServices': {
    m: 'GET',
    shape: 'query',
    rate: 150,
    permission: 'GlobalPermissions.ShippingService.PostalServicesNode',
  },
  'ProcessedOrders/GetReturnCategories': { m: 'GET', shape: 'query', rate: 150 },
  'ProcessedOrders/SearchProcessedOrders': {
    m: 'POST',
    shape: 'named',
    rate: 150,
    permission: 'GlobalPermissions.OrderBook.ProcessedOrdersNode',
  },
  'PurchaseOrder/Get_PurchaseOrder': {
    m: 'POST',
    shape: 'named',
    rate: 250,
    permission: 'GlobalPermissions.Inventory.PurchaseOrder.ViewPurchaseOrderNode',
  },
  'PurchaseOrder/Search_PurchaseOrders2': {
    m: 'POST',
    shape: 'request',
    rate: 150,
    permission: 'GlobalPermissions.Inventory.PurchaseOrder.SearchPurchaseOrderNode',
  },
  'ReturnsRefunds/ActionRMABooking': {
    m: 'POST',
    shape: 'named',
    rate: 150,
    permission: 'GlobalPermissions.OrderBook.ReturnsRefunds.ReturnsExchanges.AcceptReturnsExchangesNode',
  },
  'ReturnsRefunds/CreateRMABooking': {
    m: 'POST',
    shape: 'named',
    rate: 150,
    permission: 'GlobalPermissions.OrderBook.ReturnsRefunds.ReturnsExchanges.CreateReturnsExchangesNode',
  },
  'ReturnsRefunds/GetRMAHeadersByOrderId': {
    m: 'POST',
    shape: 'named',
    rate: 150,
    permission: 'GlobalPermissions.OrderBook.ReturnsRefunds.Refunds.ViewRefundsNode',
  },
  'ReturnsRefunds/SearchReturnsRefundsPaged': {
    m: 'GET',
    shape: 'query',
    rate: 150,
    permission: 'GlobalPermissions.OrderBook.ReturnsRefundsNode',
  },
  'Stock/GetStockItemsFull': { m: 'POST', shape: 'named', rate: 150 },
  'Stock/GetStockItemsFullByIds': { m: 'POST', shape: 'named', rate: 250 },
  'Stock/GetStockLevel_Batch': { m: 'POST', shape: 'named', rate: 250 },
  'Stock/SetStockLevel': {
    m: 'POST',
    shape: 'named',
    rate: 250,
    permission: 'GlobalPermissions.Inventory.Stock.StockWrite.ChangeStockLevelsNode',
  },
};

const table = specs ? (JSON.parse(readFileSync(specs, 'utf8')) as { operations: Record<string, Spec> }).operations : READ_FROM_SPECS;

it.each(Object.keys(OPERATIONS) as OperationName[])("'%s' is sent as the vendor's definition says", (name) => {
  const { m, shape, rate, permission } = table[name] as Spec;
  const { method, shape: ours, perMinute, permission: needed } = operationOf(name) ?? {};
  expect({ method, shape: ours, perMinute, permission: needed }).toEqual({ method: m, shape, perMinute: rate, permission });
});
