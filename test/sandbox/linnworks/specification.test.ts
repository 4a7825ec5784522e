import { authorize, linnworks, orderFor } from '../clients';
import { startSandbox, type Sandbox } from '../server';
import { hasSpecification, Specification } from '../specification';

const V1 = 'linnworks/v1';
const V2 = 'linnworks/v2/orders-v2.json';

/** Swagger 2 has no word for null; the answer of a processed order carries one (linnworks.md §6 step 3). */
function amend(schemas: Record<string, Record<string, unknown>>): void {
  const result = schemas.ProcessOrderResult?.properties as Record<string, Record<string, unknown>> | undefined;
  if (result) result.Error.nullable = true;
}

if (!hasSpecification(V2)) {
  describe('answers of the Linnworks room against the definitions', () => {
    test(`left out: ../shared/specs/${V2} is not there`, () => expect(hasSpecification(V2)).toBe(false));
  });
} else {
  describe('answers of the Linnworks room against the definitions', () => {
    const areas = new Map<string, Specification>();
    let sandbox: Sandbox;
    let session: Awaited<ReturnType<typeof linnworks>>;

    const complaints = (operation: string, method: string, status: number, body: unknown): string[] => {
      const area = operation.split('/')[0].toLowerCase();
      const specification = areas.get(area) ?? new Specification(`${V1}/${area}.json`, amend);
      areas.set(area, specification);
      return specification.complaints(method, `/api/${operation}`, status, body);
    };
    const get = async (operation: string, query = '') => {
      const { status, data } = await session.get(operation, query);
      expect([operation, status, complaints(operation, 'GET', status, data)]).toEqual([operation, 200, []]);
      return data;
    };
    const post = async (operation: string, fields: Record<string, unknown>) => {
      const { status, data } = await session.post(operation, fields);
      expect([operation, status < 300, complaints(operation, 'POST', status, data)]).toEqual([operation, true, []]);
      return data;
    };

    beforeAll(async () => {
      sandbox = await startSandbox();
      session = await linnworks(sandbox);
      sandbox.room('linnworks').seed({ orders: 40 });
    });
    afterAll(() => sandbox.close());

    test('authorisation', async () => {
      const { status, data } = await authorize(sandbox);
      expect(complaints('Auth/AuthorizeByApplication', 'POST', status, data)).toEqual([]);
    });

    test('option lists', async () => {
      for (const operation of ['Inventory/GetStockLocations', 'PostalServices/GetPostalServices', 'Orders/GetShippingMethods']) await get(operation);
    });

    test('orders of v1', async () => {
      const ids = await post('Orders/CreateOrders', { orders: [orderFor('S1', { Notes: [{ Note: 'x', Internal: true }], ExtendedProperties: [{ Name: 'a', Value: 'b', Type: 'Order' }] })], location: 'Default' });
      const [order] = await post('Orders/GetOrdersById', { pkOrderIds: ids });
      await get('Orders/GetOrderDetailsByReferenceId', '?ReferenceId=S1');
      await get('Orders/GetOrderDetailsByNumOrderId', `?OrderId=${order.NumOrderId}`);
      await get('Orders/GetOrderDetailsByNumOrderId', '?OrderId=1');
      await post('Orders/GetOpenOrders', { entriesPerPage: 200, pageNumber: 1, filters: {}, sorting: [], fulfilmentCenter: '00000000-0000-0000-0000-000000000000', additionalFilter: '' });
      await post('Orders/ChangeOrderTag', { orderIds: ids, tag: 1 });
      await post('Orders/ChangeStatus', { orderIds: ids, status: 1 });
    });

    test('despatch, stock, purchase orders and returns of v1', async () => {
      const location = '00000000-0000-0000-0000-000000000000';
      sandbox.room('linnworks').seed({ purchaseOrders: 4 });
      const [orderId, other] = await post('Orders/CreateOrders', { orders: [orderFor('S2'), orderFor('S3')], location: 'Default' });
      await post('OpenOrders/GetOpenOrdersDetails', { request: { OrderIds: [orderId] } });
      await post('Orders/SetOrderShippingInfo', { orderId, info: { TrackingNumber: 'JD1', PostageCost: 3.9 } });
      await post('Orders/SetInvoicesPrinted', { orderIds: [orderId] });
      await post('Orders/LockOrder', { orderIds: [other], lockOrder: false });
      await post('Orders/CancelOrder', { orderId: other, fulfilmentCenter: location, refund: 0 });
      await post('Orders/ProcessOrder', { orderId, scanPerformed: true, locationId: location });
      const [order] = await post('Orders/GetOrdersById', { pkOrderIds: [orderId, other] });
      await post('ProcessedOrders/SearchProcessedOrders', { request: { PageNumber: 1, ResultsPerPage: 200 } });
      await post('Stock/GetStockItemsFull', { loadCompositeParents: false, loadVariationParents: false, entriesPerPage: 200, pageNumber: 1, dataRequirements: ['StockLevels'] });
      await post('Stock/SetStockLevel', { stockLevels: [{ SKU: '0001234', LocationId: location, Level: 5 }] });
      await post('Stock/UpdateStockLevelsBulk', { request: { Items: [{ RowIndex: 0, SKU: '0001234', StockLocationId: location, StockLevel: 5 }] } });
      const { Items } = await post('Inventory/GetStockItemIdsBySKU', { request: { SKUS: ['0001234'] } });
      await post('Stock/GetStockLevel_Batch', { request: { StockItemIds: [Items[0].StockItemId] } });
      const { Result } = await post('PurchaseOrder/Search_PurchaseOrders2', { request: { Status: 'OPEN' } });
      const { PurchaseOrderItem } = await post('PurchaseOrder/Get_PurchaseOrder', { pkPurchaseId: Result[0].pkPurchaseID });
      await post('PurchaseOrder/Deliver_PurchaseItem', { deliverItemParameter: { pkPurchaseId: Result[0].pkPurchaseID, pkPurchaseItemId: PurchaseOrderItem[0].pkPurchaseItemId, Delivered: 1 } });
      const item = { OrderItemRowId: order.Items[0].RowId, ReturnLocation: location, ReturnQuantity: 1, ScrapQuantity: 0, RefundAmount: 0, ReasonCategory: 'Faulty Item', Reason: 'broken' };
      const { RMAHeaderId } = await post('ReturnsRefunds/CreateRMABooking', { request: { OrderId: orderId, Reference: 'R', ReturnItems: [item] } });
      await post('ReturnsRefunds/ActionRMABooking', { request: { RMAHeaderId, OrderId: orderId } });
      await post('ReturnsRefunds/GetRMAHeadersByOrderId', { request: { OrderId: orderId } });
      const { Data } = await get('ReturnsRefunds/SearchReturnsRefundsPaged', '?dateType=ALLDATES&historyType=RETURNS&pageNum=1&numEntriesPerPage=200');
      expect(Data).toHaveLength(1);
      await get('Inventory/GetSuppliers');
      await get('ProcessedOrders/GetReturnCategories');
      await post('Inventory/AddInventoryItem', { inventoryItem: { StockItemId: orderId, ItemNumber: 'NEW', ItemTitle: 'New' } });
    });

    test('the check itself sees wrong types and invented members', () => {
      expect(complaints('Orders/CreateOrders', 'POST', 200, ['x'])).not.toEqual([]);
      expect(complaints('Orders/GetOrdersById', 'POST', 200, [{ OrderId: '00000000-0000-0000-0000-000000000000', Invented: 1 }])).not.toEqual([]);
      expect(new Specification(V2).complaints('GET', '/orders', 200, { OpenOrders: [{ Invented: 1 }] })).not.toEqual([]);
    });

    test('orders of v2', async () => {
      const specification = new Specification(V2);
      for (const query of ['?entriesPerPage=200&includeProcessed=true', '?entriesPerPage=1', '?entriesPerPage=0']) {
        const { status, data } = await session.v2(query);
        expect([query, specification.complaints('GET', '/orders', status, data)]).toEqual([query, []]);
      }
    });
  });
}
