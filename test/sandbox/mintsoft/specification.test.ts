import { startSandbox, type Sandbox } from '../server';
import { hasSpecification, Specification } from '../specification';
import { mintsoft, newOrder } from './client';
import { USERNAME, PASSWORD } from './credentials';

const FILE = 'mintsoft/mintsoft-swagger2-reconstructed.json';
type Schema = Record<string, unknown>;

/** Swagger 2 has no word for null, and the vendor's times carry no offset, which date-time demands (mintsoft.md §2). */
function amend(schemas: Record<string, Schema>): void {
  for (const { properties = {} } of Object.values(schemas)) {
    for (const property of Object.values(properties as Record<string, Schema>)) {
      if (property.$ref === undefined) property.nullable = true;
      if (property.format !== 'date-time') continue;
      delete property.format;
      property.pattern = '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d$';
    }
  }
}

if (!hasSpecification(FILE)) {
  describe('answers of the Mintsoft room against the definition', () => {
    test(`left out: ../shared/specs/${FILE} is not there`, () => expect(hasSpecification(FILE)).toBe(false));
  });
} else {
  describe('answers of the Mintsoft room against the definition', () => {
    const specification = new Specification(FILE, amend);
    let sandbox: Sandbox;
    let call: ReturnType<typeof mintsoft>;

    const check = async (method: string, template: string, path: string, body?: unknown) => {
      const { status, data } = await call(method, path, body);
      expect([path, status, specification.complaints(method, `/api/${template}`, status, data)]).toEqual([path, 200, []]);
      return data;
    };
    const get = async (path: string, template = path.split('?')[0]) => await check('GET', template, path);

    beforeAll(async () => {
      sandbox = await startSandbox();
      call = mintsoft(sandbox);
      sandbox.room('mintsoft').seed({ orders: 40, asns: 2 });
      sandbox.room('mintsoft').controls?.despatch({});
      sandbox.room('mintsoft').seed({ returns: 1 });
    });
    afterAll(() => sandbox.close());

    test('logging in and the lists of the account', async () => {
      const { data } = await call('POST', 'Auth', { Username: USERNAME, Password: PASSWORD });
      expect(specification.complaints('POST', '/api/Auth', 200, data)).toEqual([]);
      const paths = ['Warehouse', 'Client', 'Client/SubClients', 'Order/Channels', 'Order/Statuses', 'Courier/Services', 'Courier/ServiceTypes', 'RefData/Countries', 'RefData/Currencies', 'ASN/GoodsInTypes', 'ASN/Statuses', 'Return/Reasons'];
      for (const path of paths) expect((await get(path)).length).toBeGreaterThan(0);
      await get('Courier/Services/53/ExternalNames', 'Courier/Services/{id}/ExternalNames');
      await get('Warehouse/3/Location/All', 'Warehouse/{WarehouseId}/Location/All');
      await get('Warehouse/3/Location/LookupLocationId?Location=A-01-01', 'Warehouse/{WarehouseId}/Location/LookupLocationId');
    });

    test('orders', async () => {
      const [{ OrderId }] = await check('PUT', 'Order', 'Order', newOrder('S1', { OrderNameValues: [{ Name: 'a', Value: 'b' }], Tags: 'x', RequiredDespatchDate: '2026-11-24T00:00:00' }));
      await check('PUT', 'Order', 'Order', newOrder('S2', { Country: 'nowhere' }));
      await get('Order/List?IncludeOrderItems=true');
      await get('Order/List');
      await get('Order/Search?OrderNumber=S1&exactMatch=true');
      const order = (path: string, method = 'GET', body?: unknown) => check(method, `Order/{id}/${path.split('?')[0]}`, `Order/${OrderId}/${path}`, body);
      await get(`Order/${OrderId}`, 'Order/{id}');
      await check('POST', 'Order/{id}', `Order/${OrderId}`, { Town: 'York' });
      for (const path of ['Items', 'MarkAwaitingConfirmation', 'MarkConfirmed', 'MarkPackAndHold?ReleaseDate=2026-12-01', 'MarkReleasePackAndHold', 'MarkAwaitingPayment', 'MarkPaymentReceived', 'MarkPrinted']) await order(path);
      await order('MarkFraudRisk', 'POST');
      await order('MarkFraudRiskAccepted', 'POST');
      await order('Tag?Tag=exported', 'PUT');
      await order('Tag?Tag=exported', 'DELETE');
      await order('Comments', 'POST', { Comment: 'x', Admin: true });
      await order('Comments');
      await order('ConnectActions', 'PUT', { Type: 'API', SourceOrderId: 'S1' });
      await order('ConnectActions');
      const [{ ID }] = await order('Items');
      await order('SplitOrderItems', 'POST', [{ OrderItemId: ID, QuantityToDespatch: 1 }]);
      expect(await order('Splits')).toHaveLength(1);
      await order('Shipments', 'PUT', { Number: 'T0' });
      await order('MarkDespatched?TrackingNumber=T1');
      expect(await order('Shipments')).toHaveLength(2);
      await order('Cancel');
    });

    test('products and stock', async () => {
      const { ID } = await check('PUT', 'Product', 'Product', { SKU: 'S-1', Weight: 1, ClientId: 17, Name: 'S', Price: 2, CostPrice: 1, Height: 1 });
      await check('POST', 'Product', 'Product', { ID, Name: 'T' });
      await get(`Product/${ID}`, 'Product/{id}');
      for (const path of ['Product/List', 'Product/Search?Search=mug', 'Product/SearchBarcode?Barcode=2000000000015', 'Product/UpdatedSince?FromDate=2026-01-01', 'Product/Inventory/Bulk?Limit=500', 'Product/StockLevels', 'Product/StockLevels?WarehouseId=0', 'Product/StockLevels/UpdatedSince?FromDate=2026-01-01', 'Product/StockLevelsByWarehouse?WarehouseId=3&LastUpdatedSince=2026-01-01']) await get(path);
      await get(`Product/${ID}/Inventory`, 'Product/{id}/Inventory');
      await check('POST', 'Product/BulkOnHandStockUpdate', 'Product/BulkOnHandStockUpdate?ClientId=17', [{ SKU: '0001234', WarehouseId: 3, Quantity: 1 }, { SKU: 'NOPE', WarehouseId: 3, Quantity: 1 }]);
    });

    test('announced deliveries and returns', async () => {
      const { ID } = await check('PUT', 'ASN', 'ASN', { WarehouseId: 3, ClientId: 17, POReference: 'PO-S', Supplier: 'S', EstimatedDelivery: '2026-12-01', GoodsInType: 'Pallet', Quantity: 1, Comments: 'c', Items: [{ SKU: '0001234', Quantity: 4 }] });
      const asn = (path: string, method = 'GET', body?: unknown) => check(method, `ASN/{id}${path}`, `ASN/${ID}${path}`, body);
      await get('ASN/List?IncludeASNItems=true');
      const { Items } = await asn('');
      await asn('/ConnectActions', 'PUT', { Type: 'API', SourceASNId: 'PO-S' });
      await asn('/Confirm');
      await asn('/Items/Receive', 'POST', [{ ASNItemId: Items[0].ID, Quantity: 4 }]);
      for (const path of ['/PartBook', '/BookIn', '/BookInPartial', '/MarkAwaitingPutAway', '/MarkPutAwayComplete']) await asn(path);
      await asn('', 'DELETE');
      const today = new Date().toISOString().slice(0, 10);
      const [back] = await get(`Return/SearchByDate?Date=${today}`);
      await get(`Return/${back.ID}`, 'Return/{id}');
      await get(`Return/${back.ID}/Items`, 'Return/{id}/Items');
      const made = await check('POST', 'Return/CreateReturn/{OrderId}', `Return/CreateReturn/${back.OrderId}?WarehouseId=3&Reference=R`);
      await check('POST', 'Return/{id}/AddItem', `Return/${made.ID}/AddItem`, { ProductId: back.ReturnItems[0].ProductId, Quantity: 1, ReturnReasonId: 1, Action: 'NONE' });
      await check('POST', 'Return/{id}/Confirm', `Return/${made.ID}/Confirm`);
      await check('POST', 'Return/{id}/AllocateItemLocation', `Return/${back.ID}/AllocateItemLocation?ReturnitemId=1&Quantity=1&LocationId=900`);
      await check('POST', 'Return/CreateExternalReturn', 'Return/CreateExternalReturn', { ClientId: 17, WarehouseId: 3, Reference: 'E', ReturnItems: [{ ProductId: back.ReturnItems[0].ProductId, Quantity: 1, ReturnReasonId: 2, Action: 'NONE' }] });
    });

    test('the check itself sees wrong types and invented members', async () => {
      const [row] = await get('Order/List?Limit=1');
      for (const change of [{ Invented: 1 }, { OrderStatusId: 'NEW' }, { OrderNumber: undefined }, { Part: 1.5 }]) {
        expect(specification.complaints('GET', '/api/Order/List', 200, JSON.parse(JSON.stringify([{ ...row, ...change }])))).not.toEqual([]);
      }
    });
  });
}
