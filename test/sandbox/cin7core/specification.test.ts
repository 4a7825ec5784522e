import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { control } from '../clients';
import { startSandbox, type Sandbox } from '../server';
import { Blueprint, differences } from './blueprint';
import { cin7Core, newLine, newSale, walkingClock, type Call } from './client';

/** In the tables of the blueprint, but not in its samples. */
const TABLES = ['NonInventory', 'WarrantyRegistrationNumber', 'WeightUnits', 'DimensionsUnits', 'CustomPrices', 'Transactions'];

if (!Blueprint.isThere) {
  describe('answers of the Cin7 Core room against the blueprint', () => {
    test('left out: the blueprint is not there', () => expect(Blueprint.isThere).toBe(false));
  });
} else {
  describe('answers of the Cin7 Core room against the blueprint', () => {
    const blueprint = new Blueprint();
    let sandbox: Sandbox;
    let call: Call;
    const check = async (method: string, section: string, path: string, body?: unknown, as = method) => {
      const { status, data } = await call(method, path, body);
      expect([path, status, differences(data, blueprint.answer(as, section), TABLES)]).toEqual([path, 200, []]);
      return data;
    };
    const verb = async (name: string, body: unknown = {}) => expect((await control(sandbox).post(`cin7core/${name}`, body)).status).toBe(200);

    beforeAll(async () => {
      // Half a minute per look at the clock: this walk is long.
      const clock = walkingClock();
      let looks = 0;
      sandbox = await startSandbox({ now: () => clock() + (looks += 1) * 30_000 });
      call = cin7Core(sandbox);
      sandbox.room('cin7core').seed({ orders: 22, purchases: 3 });
    });
    afterAll(() => sandbox.close());

    test('the check itself sees invented, missing and mistyped members', () => {
      const sample = { a: 1, rows: [{ b: 'x', e: null }, { b: null, c: [], e: 2 }] };
      expect(differences({ a: 2, rows: [{ b: null, c: [], e: 1 }, { b: 'z', e: null }] }, sample)).toEqual([]);
      expect(differences({ a: '2', rows: [{ b: 'y', d: 1 }] }, sample)).toEqual(['.a is string, not number', '.rows[0].d is not in the sample', '.rows[0].e is missing']);
      expect(differences({ rows: { b: 1 } }, sample)).toEqual(['.a is missing', '.rows is no list']);
    });

    test('facts about the account and reference lists', async () => {
      await check('GET', '/me', 'me');
      for (const path of ['/ref/location', '/ref/carrier', '/ref/tax', '/ref/paymentterm', '/ref/priceTier', '/ref/account', '/ref/category', '/ref/brand', '/ref/unit', '/customer', '/supplier']) await check('GET', path, path.slice(1));
      await check('POST', '/ref/carrier', 'ref/carrier', { Description: 'Evri' });
      await check('POST', '/ref/category', 'ref/category', { Name: 'Tea' });
    });

    test('sales, in the list and whole, in every state', async () => {
      await verb('invoice', { orders: ['SO-00501'] });
      await verb('pack', { orders: ['SO-00502'] });
      await verb('despatch', { orders: ['SO-00503'] });
      const { SaleList } = await check('GET', '/saleList', 'saleList?Limit=1000');
      for (const { SaleID } of SaleList) await check('GET', '/sale', `sale?ID=${SaleID}&HideInventoryMovements=true`);
    });

    test('a sale from its header to its shipment', async () => {
      const { ID } = await check('POST', '/sale', 'sale', newSale('A1'));
      await check('PUT', '/sale', 'sale', { ID, Note: 'x' });
      await check('POST', '/sale/order', 'sale/order', { SaleID: ID, Memo: '', Status: 'AUTHORISED', Lines: [await newLine(call, 'MUG-BLUE-330')], AdditionalCharges: [{ Description: 'Shipping', Quantity: 1, Price: 1, Tax: 0, TaxRule: 'Tax Exempt' }] });
      await check('GET', '/sale/order', `sale/order?SaleID=${ID}`);
      await check('POST', '/sale/fulfilment/pick', 'sale/fulfilment/pick', { TaskID: ID, AutoPickMode: 'AUTOPICK' });
      await check('POST', '/sale/fulfilment/pack', 'sale/fulfilment/pack', { TaskID: ID, Status: 'AUTHORISED', Lines: [{ SKU: 'MUG-BLUE-330', Location: 'Main Warehouse', Quantity: 2, Box: 'Box 1' }] });
      const line = { ShipmentDate: '2030-01-01T00:00:00', Carrier: 'DPD', Box: 'Box 1', TrackingNumber: 'JK1', IsShipped: true };
      await check('POST', '/sale/fulfilment/ship', 'sale/fulfilment/ship', { TaskID: ID, Status: 'AUTHORISED', Lines: [line] });
      await check('PUT', '/sale/fulfilment/ship', 'sale/fulfilment/ship', { TaskID: ID, Status: 'AUTHORISED', AddTrackingNumbers: true, Lines: [line] });
      for (const stage of ['pick', 'pack', 'ship']) await check('GET', `/sale/fulfilment/${stage}`, `sale/fulfilment/${stage}?TaskID=${ID}`);
      await check('GET', '/sale/fulfilment', `sale/fulfilment?SaleID=${ID}`);
      await check('POST', '/sale/attachment', 'sale/attachment', { SaleID: ID, FileName: 'label.pdf', Content: 'JVBERg==' });
      await check('GET', '/sale/attachment', `sale/attachment?SaleID=${ID}`);
    });

    test('a voided sale', async () => {
      const { ID } = (await call('POST', 'sale', newSale('A2'))).data;
      // The sample of DELETE is older than the table of fields; the whole sale comes back (blueprint, Sale).
      await check('DELETE', '/sale', `sale?ID=${ID}&Void=true`, undefined, 'GET');
    });

    test('products and stock', async () => {
      const product = { SKU: 'NEW-1', Name: 'New', Category: 'Other', Type: 'Stock', CostingMethod: 'FIFO', UOM: 'Item', Status: 'Active' };
      const { Products } = await check('POST', '/product', 'product', product);
      await check('PUT', '/product', 'product', { ID: Products[0].ID, Name: 'Newer' });
      await check('GET', '/ref/productavailability', 'ref/productavailability');
      const lines = [{ SKU: 'NEW-1', Location: 'Main Warehouse', Quantity: 3, UnitCost: 1 }];
      const made = await check('POST', '/stockadjustment', 'stockadjustment', { EffectiveDate: '2030-01-01T00:00:00', Status: 'COMPLETED', UpdateOnHand: true, Lines: lines });
      await check('GET', '/stockadjustment', `stockadjustment?TaskID=${made.TaskID}`);
      await check('GET', '/stockadjustmentList', 'stockadjustmentList');
    });

    test('purchases', async () => {
      const { PurchaseList } = await check('GET', '/purchaseList', 'purchaseList');
      await check('GET', '/advanced-purchase', `advanced-purchase?ID=${PurchaseList[0].ID}`);
    });

    test('webhooks, and what they post', async () => {
      const bodies = new Map<string, unknown>();
      const listener: Server = createServer((request, response) => {
        const chunks: Buffer[] = [];
        request.on('data', (chunk: Buffer) => chunks.push(chunk));
        request.on('end', () => {
          const body = JSON.parse(Buffer.concat(chunks).toString('utf8'));
          bodies.set(Array.isArray(body) ? 'Stock/AvailableStockLevelChanged' : body.EventType, body);
          response.end();
        });
      });
      await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
      const ExternalURL = `http://127.0.0.1:${(listener.address() as AddressInfo).port}/`;
      const types = [...['OrderAuthorised', 'PickAuthorised', 'PackAuthorised', 'ShipmentAuthorised', 'ShipmentTrackingNumberChanged', 'InvoiceAuthorised', 'FullPaymentReceived', 'Voided', 'Undo', 'Backordered'].map((name) => `Sale/${name}`), 'Stock/AvailableStockLevelChanged', 'Purchase/StockReceivedAuthorised'];
      for (const Type of types) await check('POST', '/webhooks', 'webhooks', { Type, IsActive: true, ExternalURL, ExternalAuthorizationType: 'noauth' });
      await check('GET', '/webhooks', 'webhooks');
      const seeded = (await control(sandbox).post('cin7core/seed', { orders: [{}, {}, {}, { lines: [{ SKU: 'SOFA-3', Quantity: 90 }], fill: false }] })).data.orders as string[];
      await verb('despatch', { orders: [seeded[0]] });
      await verb('invoice', { orders: [seeded[0]] });
      await verb('void', { orders: [seeded[1]] });
      await verb('undo', { orders: [seeded[2]] });
      await verb('receive');
      await verb('deliver');
      listener.close();
      expect([...bodies.keys()].sort()).toEqual([...types].sort());
      for (const [type, body] of bodies) expect([type, differences(body, blueprint.payload(type))]).toEqual([type, []]);
    });
  });
}
