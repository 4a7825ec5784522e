import { control } from '../clients';
import { startSandbox, type Sandbox } from '../server';
import { cin7Core, importSale, newLine, walkingClock, type Call } from './client';

describe('despatch in the Cin7 Core room', () => {
  let sandbox: Sandbox;
  let call: Call;
  const assume = async (body: unknown) => expect((await control(sandbox).post('cin7core/assume', body)).status).toBe(200);
  const verb = async (name: string, body: unknown = {}) => {
    const { status, data } = await control(sandbox).post(`cin7core/${name}`, body);
    expect([name, status]).toEqual([name, 200]);
    return data;
  };
  const seed = async (order: object = {}) => (await verb('seed', { orders: [order] })).orders[0] as string;
  const taskOf = async (number: string) => {
    const { SaleID } = (await call('GET', `saleList?Search=${number}`)).data.SaleList[0];
    return (await call('GET', `sale?ID=${SaleID}`)).data.Fulfilments[0].TaskID as string;
  };
  const row = async () => (await call('GET', 'saleList')).data.SaleList[0];
  const sync = async () => (await control(sandbox).get('cin7core/state')).data.sync;
  const message = ({ status, data }: { status: number; data: Array<{ Exception: string }> }) => [status, data[0].Exception];
  const pick = (TaskID: string, more: object = { AutoPickMode: 'AUTOPICK' }, method = 'POST') => call(method, 'sale/fulfilment/pick', { TaskID, ...more });
  const packLine = (Quantity: number, Box = 'Box 1', SKU = 'MUG-BLUE-330') => ({ SKU, Location: 'Main Warehouse', Quantity, Box });
  const pack = (TaskID: string, Lines: unknown[], Status = 'AUTHORISED', method = 'POST') => call(method, 'sale/fulfilment/pack', { TaskID, Status, Lines });
  const box = (Box: string, TrackingNumber: string, more: object = {}) => ({ ShipmentDate: '2026-11-21T00:00:00', Carrier: 'Royal Mail', Box, TrackingNumber, IsShipped: true, ...more });
  const ship = (TaskID: string, Lines: unknown[], more: object = {}, method = 'POST') => call(method, 'sale/fulfilment/ship', { TaskID, Status: 'AUTHORISED', Lines, ...more });

  beforeAll(async () => {
    sandbox = await startSandbox({ now: walkingClock() });
    call = cin7Core(sandbox);
  });
  beforeEach(() => sandbox.reset());
  afterAll(() => sandbox.close());

  test('pick, pack, ship: three calls, and the order has gone', async () => {
    const number = await seed();
    const task = await taskOf(number);
    expect((await pick(task)).data).toMatchObject({ Status: 'AUTHORISED', Lines: [{ SKU: 'MUG-BLUE-330', Location: 'Main Warehouse', Quantity: 1 }] });
    expect((await row()).Status).toBe('PICKED');
    expect((await pack(task, [packLine(1)])).data).toMatchObject({ Status: 'AUTHORISED', Lines: [{ Box: 'Box 1' }] });
    expect((await call('GET', 'saleList?ReadyForShipping=true')).data.Total).toBe(1);
    expect((await ship(task, [box('Box 1', 'JK1')])).data).toMatchObject({ Status: 'AUTHORISED', Lines: [{ Boxes: 'Box 1', TrackingNumber: 'JK1', TrackingURL: '', IsShipped: true }] });
    expect(await row()).toMatchObject({ OrderStatus: 'FULFILLED', CombinedShippingStatus: 'SHIPPED', FulFilmentStatus: 'FULFILLED', CombinedTrackingNumbers: 'JK1' });
    expect((await call('GET', 'ref/productavailability?Sku=MUG-BLUE-330')).data.ProductAvailabilityList[0]).toMatchObject({ OnHand: 39, Allocated: 0, Available: 39 });
    const { orders, shipments } = await sync();
    expect([orders.outgoing, shipments.incoming]).toEqual([[number], [number]]);
  });

  test('each step wants the one before, and none happens twice', async () => {
    const task = await taskOf(await seed());
    expect(message(await pack(task, [packLine(1)]))).toEqual([400, 'Pick status is NOT AVAILABLE']);
    expect(message(await ship(task, [box('Box 1', 'JK1')]))).toEqual([400, 'Pack status is NOT AVAILABLE']);
    await pick(task);
    expect(message(await pick(task))).toEqual([400, 'Pick status is AUTHORISED']);
    expect(message(await pack(task, [packLine(2)]))).toEqual([400, 'Packed quantity of MUG-BLUE-330 is greater than picked']);
    await pack(task, [packLine(1)]);
    expect(message(await pack(task, [packLine(1)]))).toEqual([400, 'Pack status is AUTHORISED']);
    expect(message(await ship(task, [box('Box 9', 'JK1')]))).toEqual([400, "Box 'Box 9' not found"]);
    expect(message(await ship(task, [box('Box 1', 'JK1', { Carrier: 'Pigeon' })]))).toEqual([400, "Carrier 'Pigeon' not found"]);
    expect(message(await ship(task, [box('Box 1', 'JK1', { ShipmentDate: undefined })]))).toEqual([400, 'Lines[0].ShipmentDate is required']);
    await ship(task, [box('Box 1', 'JK1')]);
    for (const method of ['POST', 'PUT']) expect(message(await ship(task, [box('Box 1', 'JK2')], {}, method))).toEqual([400, 'Shipment status is AUTHORISED']);
    expect((await row()).CombinedTrackingNumbers).toBe('JK1');
  });

  test('a line that is not marked as shipped leaves the shipment a draft', async () => {
    const task = await taskOf(await seed());
    await verb('pack');
    expect((await ship(task, [box('Box 1', 'JK1', { IsShipped: false })])).data.Status).toBe('DRAFT');
    expect((await row()).CombinedShippingStatus).toBe('SHIPPING');
  });

  test('POST adds to a draft pack, PUT replaces it', async () => {
    const task = await taskOf(await seed({ lines: [{ SKU: 'MUG-BLUE-330', Quantity: 4 }] }));
    await pick(task);
    await pack(task, [packLine(2, 'Box 1')], 'DRAFT');
    expect((await pack(task, [packLine(2, 'Box 2')], 'DRAFT')).data.Lines).toHaveLength(2);
    expect(message(await pack(task, [packLine(2, 'Box 2')]))[1]).toMatch(/greater than picked/);
    expect((await pack(task, [packLine(4)], 'AUTHORISED', 'PUT')).data.Lines).toHaveLength(1);
  });

  test('the cheap way: tracking of what people have shipped, by one PUT', async () => {
    const number = await seed();
    await verb('despatch', { trackingNumber: '' });
    const { orders, shipments } = await sync();
    expect([orders.outgoing, shipments.incoming]).toEqual([[], []]);
    const task = await taskOf(number);
    const put = () => ship(task, [box('Box 1', 'JK1', { Carrier: 'DPD' })], { AddTrackingNumbers: true }, 'PUT');
    expect((await put()).data).toMatchObject({ Status: 'AUTHORISED', Lines: [{ Carrier: 'DPD', TrackingNumber: 'JK1' }] });
    const before = (await row()).Updated;
    await put();
    expect((await row()).Updated).toBe(before);
    expect((await sync()).shipments.incoming).toEqual([number]);
  });

  test('several boxes: all at once, some of them, and some tracking numbers', async () => {
    const task = await taskOf(await seed({ lines: [{ SKU: 'MUG-BLUE-330' }, { SKU: 'MUG-RED-330' }] }));
    await verb('pack', { boxes: 2 });
    expect(message(await ship(task, [box('Box 1', 'A')], {}, 'PUT'))).toEqual([400, 'All boxes of the pack must be listed']);
    expect((await ship(task, [box('Box 1', 'A')])).data.Status).toBe('PARTIALLY AUTHORISED');
    expect((await row()).CombinedShippingStatus).toBe('PARTIALLY SHIPPED');
    expect(message(await ship(task, [box('Box 2', 'B')]))).toEqual([400, 'Shipment status is PARTIALLY AUTHORISED']);
    await assume({ 'rest-of-boxes': 'adds' });
    expect((await ship(task, [box('Box 2', 'B')])).data.Status).toBe('AUTHORISED');
    expect((await row()).CombinedTrackingNumbers).toBe('A, B');
    const tracking = async () => (await ship(task, [box('Box 1', 'C')], { AddTrackingNumbers: true }, 'PUT')).data.Lines.map((line: { TrackingNumber: string }) => line.TrackingNumber);
    expect(await tracking()).toEqual(['C', 'B']);
    await assume({ 'some-boxes': 'others-emptied' });
    expect(await tracking()).toEqual(['C', '']);
  });

  test('an advanced sale goes out in parts', async () => {
    const number = await seed({ lines: [{ SKU: 'MUG-BLUE-330' }, { SKU: 'MUG-RED-330' }] });
    await verb('split', { orders: [number] });
    await verb('despatch', { fulfilment: 1 });
    expect(await row()).toMatchObject({ Type: 'Advanced Sale', CombinedShippingStatus: 'PARTIALLY SHIPPED', CombinedTrackingNumbers: 'CT0050111GB' });
    expect((await sync()).shipments.incoming).toEqual([]);
    const { Fulfilments } = (await call('GET', `sale?ID=${(await row()).SaleID}`)).data;
    expect(Fulfilments.map((one: { Ship: { Status: string } }) => one.Ship.Status)).toEqual(['AUTHORISED', 'NOT AVAILABLE']);
    expect((await pick(Fulfilments[1].TaskID)).data.Lines).toMatchObject([{ SKU: 'MUG-RED-330' }]);
    await call('DELETE', `sale?ID=${(await row()).SaleID}&Void=true`);
    const left = (await call('GET', 'ref/productavailability?Sku=MUG')).data.ProductAvailabilityList;
    expect(left.map((one: { OnHand: number; Allocated: number }) => [one.OnHand, one.Allocated])).toEqual([[39, 0], [12, 0]]);
  });

  test('modes of authorisation', async () => {
    const states: unknown[] = [];
    for (const AutoPickPackShipMode of ['AUTOPICK', 'AUTOPICKPACK', 'AUTOPICKPACKSHIP']) {
      await importSale(call, AutoPickPackShipMode, 'MUG-BLUE-330', { AutoPickPackShipMode });
      const { CombinedPickingStatus, CombinedPackingStatus, CombinedShippingStatus } = await row();
      states.push([CombinedPickingStatus, CombinedPackingStatus, CombinedShippingStatus]);
    }
    expect(states).toEqual([['PICKED', 'NOT PACKED', 'NOT SHIPPED'], ['PICKED', 'PACKED', 'NOT SHIPPED'], ['PICKED', 'PACKED', 'SHIPPED']]);
  });

  test('a task of its own, if that is how it is', async () => {
    await assume({ 'task-id': 'own' });
    const id = await importSale(call, 'A1');
    const { TaskID } = (await call('GET', `sale/fulfilment?SaleID=${id}`)).data.Fulfilments[0];
    expect(TaskID).not.toBe(id);
    expect((await pick(id)).status).toBe(400);
    expect((await pick(TaskID)).status).toBe(200);
  });

  test('batches are picked by their number, and what lies with somebody else is shipped by them', async () => {
    await verb('seed', { products: [{ sku: 'TEA-B', stock: 0, costing: 'FIFO - Batch' }], stock: [{ SKU: 'TEA-B', Batch: 'L1', OnHand: 5 }, { SKU: 'MUG-RED-330', Location: 'Fulfilment Partner', OnHand: 5 }] });
    const task = await taskOf(await seed({ lines: [{ SKU: 'TEA-B', Quantity: 2 }] }));
    const line = { SKU: 'TEA-B', Location: 'Main Warehouse', Quantity: 2 };
    expect(message(await pick(task, { Status: 'AUTHORISED', Lines: [line] }))).toEqual([400, 'BatchSN is required for TEA-B']);
    expect((await pick(task, { Status: 'AUTHORISED', Lines: [{ ...line, BatchSN: 'L1' }] })).data.Lines[0].BatchSN).toBe('L1');
    const away = await taskOf(await seed({ header: { Location: 'Fulfilment Partner' }, lines: [{ SKU: 'MUG-RED-330' }] }));
    await verb('pack');
    expect(message(await ship(away, [box('Box 1', 'JK1')]))[1]).toMatch(/external/);
  });

  test('nothing is posted before the lock date', async () => {
    const task = await taskOf(await seed());
    await verb('pack');
    await verb('account', { lockDate: '2026-11-22' });
    expect(message(await ship(task, [box('Box 1', 'JK1')]))).toEqual([400, 'Date is before the lock date']);
  });

  test('taken-in orders tell their source what people shipped, by its own number', async () => {
    await importSale(call, '206-7');
    expect(await newLine(call, 'MUG-RED-330')).toMatchObject({ SKU: 'MUG-RED-330' });
    expect((await verb('despatch')).despatched).toHaveLength(1);
    expect((await sync()).shipments.outgoing).toEqual(['206-7']);
    await verb('despatch');
    expect((await row()).CombinedTrackingNumbers).toBe('CT0050111GB');
  });
});
