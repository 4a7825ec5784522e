import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { XMLParser } from 'fast-xml-parser';
import { control } from '../clients';
import { startSandbox, type Sandbox } from '../server';
import { v1 } from './client';

interface Heard {
  method: string;
  url: URL;
  authorization?: string;
  body: string;
}

const order = (id: string, change: Record<string, string> = {}, inner = ''): string => {
  const fields = { OrderID: id, OrderNumber: `SO-${id}`, OrderDate: '11/21/2026 08:12', OrderStatus: 'paid', LastModified: '11/21/2026 08:41', ShippingMethod: 'Royal Mail 24', OrderTotal: '37.80', TaxAmount: '0.00', ShippingAmount: '3.90', Gift: 'false', CustomField1: 'PO 77', ...change };
  const { Country = 'GB', Quantity = '2', UnitPrice = '12.99', Adjustment = 'false', Name = 'Mug <blue>', ...own } = fields as Record<string, string>;
  return `<Order>${Object.entries(own).map(([name, value]) => `<${name}><![CDATA[${value}]]></${name}>`).join('')}
    <Customer><CustomerCode>ada@example.test</CustomerCode><BillTo><Name>Ada Byron</Name><Email>ada@example.test</Email></BillTo>
      <ShipTo><Name>Ada Byron</Name><Address1>1 Mill Lane</Address1><City>Leeds</City><State></State><PostalCode>LS1 1AA</PostalCode><Country>${Country}</Country></ShipTo></Customer>
    <Items><Item><LineItemID>1</LineItemID><SKU>MUG-BLUE-330</SKU><Name><![CDATA[${Name}]]></Name><Weight>350.00</Weight><WeightUnits>Grams</WeightUnits><Quantity>${Quantity}</Quantity><UnitPrice>${UnitPrice}</UnitPrice><Adjustment>${Adjustment}</Adjustment></Item></Items>${inner}</Order>`;
};
const page = (pages: number | string, ...orders: string[]): string => `<?xml version="1.0" encoding="utf-8"?>\n<Orders pages="${pages}">${orders.join('')}</Orders>`;

describe('the Custom Store of the ShipStation room', () => {
  let sandbox: Sandbox;
  let listener: Server;
  let heard: Heard[] = [];
  let pages: string[] = [];
  let reply: { status: number; type: string } = { status: 200, type: 'text/xml; charset=utf-8' };
  let store = { url: '', username: 'puller', password: 'demo-pass' };
  const verb = async (name: string, body: Record<string, unknown> = {}, status = 200) => {
    const answer = await control(sandbox).post(`shipstation/${name}`, body);
    expect([name, answer.status]).toEqual([name, status]);
    return answer.data;
  };
  const pull = (body: Record<string, unknown> = {}) => verb('pull', { ...store, from: '2026-11-21T08:00:00Z', to: '2026-11-21T09:00:00Z', ...body });
  const orders = async () => (await v1(sandbox)('GET', 'orders')).data.orders;

  beforeAll(async () => {
    sandbox = await startSandbox();
    listener = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const url = new URL(String(request.url), 'http://store.test');
        heard.push({ method: String(request.method), url, authorization: request.headers.authorization, body: Buffer.concat(chunks).toString('utf8') });
        response.writeHead(reply.status, { 'content-type': reply.type }).end(pages[Number(url.searchParams.get('page') ?? 1) - 1] ?? '');
      });
    });
    await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
    store = { ...store, url: `http://127.0.0.1:${(listener.address() as AddressInfo).port}/webhook/store?x=1` };
  });
  beforeEach(() => {
    sandbox.reset();
    heard = [];
    pages = [];
    reply = { status: 200, type: 'text/xml; charset=utf-8' };
  });
  afterAll(async () => {
    listener.close();
    await sandbox.close();
  });

  test('asks page by page for what changed, with Basic login', async () => {
    pages = [page(2, order('a1'), order('a2')), page(2, order('a3'))];
    const result = await pull();
    expect(result.imported).toEqual(['SO-a1', 'SO-a2', 'SO-a3']);
    expect(heard.map(({ method, url, authorization }) => [method, url.pathname, Object.fromEntries(url.searchParams), authorization])).toEqual(
      ['1', '2'].map((number) => ['GET', '/webhook/store', { x: '1', action: 'export', start_date: '11/21/2026 08:00', end_date: '11/21/2026 09:00', page: number }, `Basic ${Buffer.from('puller:demo-pass').toString('base64')}`]),
    );
    expect((await control(sandbox).get('shipstation/state')).data.sync.orders.incoming).toEqual(['SO-a1', 'SO-a2', 'SO-a3']);
  });

  test('dates in the other zone and the other style, and the old login', async () => {
    pages = [page(1)];
    await verb('assume', { 'export-zone': 'America/Los_Angeles' });
    await pull({ dates: 'bare', auth: 'query' });
    expect([heard[0].url.searchParams.get('start_date'), heard[0].url.searchParams.get('SS-UserName'), heard[0].authorization]).toEqual(['11212026 0000', 'puller', undefined]);
  });

  test('an order is imported with all it says, and once', async () => {
    pages = [page(1, order('b1', {}, ''))];
    await pull();
    const [first] = await orders();
    expect(first).toMatchObject({
      ...{ orderNumber: 'SO-b1', orderKey: 'b1', orderStatus: 'awaiting_shipment', orderDate: '2026-11-21T00:12:00.0000000', orderTotal: 29.88, amountPaid: 37.8, requestedShippingService: 'Royal Mail 24' },
      ...{ shipTo: { name: 'Ada Byron', street1: '1 Mill Lane', country: 'GB' }, items: [{ lineItemKey: '1', sku: 'MUG-BLUE-330', name: 'Mug <blue>', quantity: 2, weight: { value: 350, units: 'grams' } }], advancedOptions: { storeId: 2003, customField1: 'PO 77' } },
    });
    pages = [page(1, order('b1', { OrderStatus: 'voided' }))];
    expect(await pull()).toMatchObject({ imported: [], updated: ['SO-b1'] });
    expect((await orders()).map(({ orderId, orderStatus }: Record<string, unknown>) => [orderId, orderStatus])).toEqual([[first.orderId, 'cancelled']]);
  });

  test('one bad order rejects its page; a first page that is rejected tells no number of pages, the pages before stay', async () => {
    pages = [page(2, order('c1'), order('c2', { Country: 'United Kingdom' })), page(2, order('c3'))];
    const result = await pull();
    expect(result.pages.map(({ orders: count, complaint }: Record<string, unknown>) => [count, complaint])).toEqual([[0, expect.stringContaining('SO-c2: Customer: ShipTo: Country')]]);
    expect(result.imported).toEqual([]);
    pages = [page(2, order('c1')), page(2, order('c2', { Gift: 'True' }))];
    expect((await pull()).imported).toEqual(['SO-c1']);
  });

  test.each([
    ['a status in no box', { OrderStatus: 'Paid' }, "OrderStatus 'Paid'"],
    ['fractions of a piece', { Quantity: '1.5' }, 'Quantity'],
    ['no pieces', { Quantity: '0' }, 'Quantity'],
    ['three decimals', { UnitPrice: '1.005' }, 'UnitPrice'],
    ['a negative price', { UnitPrice: '-2.00' }, 'UnitPrice'],
    ['a comma', { OrderTotal: '37,80' }, 'OrderTotal'],
    ['a text that is too long', { OrderNumber: 'x'.repeat(51) }, 'OrderNumber'],
    ['an ISO time', { OrderDate: '2026-11-21T08:12:00Z' }, 'OrderDate'],
    ['a day that does not exist', { LastModified: '02/30/2026 10:00' }, 'LastModified'],
    ['no id', { OrderID: '' }, 'OrderID'],
    ['an unknown element', { StoreCode: 'x' }, 'StoreCode'],
  ])('%s is refused by name', async (_name, change, named) => {
    pages = [page(1, order('d1', change as Record<string, string>))];
    expect((await pull()).pages[0].complaint).toContain(named);
    expect(await orders()).toEqual([]);
  });

  test('limits count characters, not bytes or halves', async () => {
    pages = [page(1, order('e1', { Name: '😀'.repeat(200) }), order('e2', { UnitPrice: '-2.00', Adjustment: 'true' }))];
    expect((await pull()).imported).toEqual(['SO-e1', 'SO-e2']);
    pages = [page(1, order('e3', { Name: '😀'.repeat(201) }))];
    expect((await pull()).imported).toEqual([]);
  });

  test('what is unconfirmed has both answers', async () => {
    pages = [page(1, order('f1', { StoreCode: 'x' }))];
    await verb('assume', { 'unknown-elements': 'ignored' });
    expect((await pull()).imported).toEqual(['SO-f1']);
    pages = [page(0)];
    expect((await pull()).pages[0].complaint).toContain('pages');
    await verb('assume', { 'no-pages': 'taken' });
    expect((await pull()).pages[0]).toMatchObject({ complaint: null, orders: 0 });
  });

  test('an answer that is no page imports nothing', async () => {
    for (const [status, type, body, named] of [
      [401, 'text/xml', page(1), '401'],
      [200, 'text/html; charset=utf-8', page(1), 'text/html'],
      [200, 'text/xml', '<Orders pages="1">', 'Not well-formed'],
      [200, 'text/xml', `<!DOCTYPE Orders>${page(1).slice(39)}`, 'DOCTYPE'],
      [200, 'text/xml', page(1, order('g1')).replace('<BillTo>', '<BillTo>&nbsp;'), 'nbsp'],
      [200, 'text/xml', page('many', order('g1')), 'pages'],
    ] as const) {
      reply = { status, type };
      pages = [body];
      expect((await pull()).pages[0].complaint).toContain(named);
    }
    expect(await orders()).toEqual([]);
  });

  test('a despatch is notified with what was shipped, and can be told twice', async () => {
    pages = [page(1, order('h1', { OrderNumber: 'SO 1 & 2' }))];
    await pull();
    heard = [];
    const { notices } = await verb('despatch', { trackingNumber: 'JK1GB' });
    expect(notices).toEqual([{ orderNumber: 'SO 1 & 2', orderId: 'h1', trackingNumber: 'JK1GB', status: 200 }]);
    const [{ method, url, body, authorization }] = heard;
    expect([method, Object.fromEntries(url.searchParams), authorization?.startsWith('Basic ')]).toEqual(['POST', { x: '1', action: 'shipnotify', order_number: 'SO 1 & 2', carrier: 'RoyalMail', service: 'Royal Mail 24', tracking_number: 'JK1GB' }, true]);
    expect(new XMLParser({ parseTagValue: false }).parse(body).ShipNotice).toMatchObject({ OrderNumber: 'SO 1 & 2', OrderID: 'h1', Carrier: 'RoyalMail', TrackingNumber: 'JK1GB', ShippingCost: '4.20', Items: { Item: { SKU: 'MUG-BLUE-330', Name: 'Mug <blue>', Quantity: '2', LineItemID: '1' } } });
    await verb('shipnotify', { ...store, order: 'SO 1 & 2', times: 2 });
    expect(heard).toHaveLength(3);
    expect(heard[1].body).toBe(body);
    expect((await control(sandbox).get('shipstation/state')).data.sync.shipments.outgoing).toEqual(['SO 1 & 2']);
  });

  test('a part of an order has a notice of its own; marking as shipped notifies, too', async () => {
    pages = [page(1, order('i1'), order('i2'))];
    await pull();
    heard = [];
    await verb('despatch', { orders: ['SO-i1'], items: { 'MUG-BLUE-330': 1 } });
    expect((await control(sandbox).get('shipstation/state')).data.sync.shipments.outgoing).toEqual([]);
    await verb('despatch', { orders: ['SO-i1'] });
    await verb('markExternally', { orders: ['SO-i2'], trackingNumber: '' });
    expect(heard.map(({ body }) => [/<OrderNumber>(.*?)</.exec(body)?.[1], /<Quantity>(.*?)</.exec(body)?.[1], /<TrackingNumber>(.*?)</.exec(body)?.[1] === ''])).toEqual([['SO-i1', '1', false], ['SO-i1', '1', false], ['SO-i2', '2', true]]);
  });

  test('refreshstore pulls what happened since', async () => {
    pages = [page(1, order('j1'))];
    await verb('connectStore', store);
    expect((await v1(sandbox)('POST', 'stores/refreshstore?storeId=2003')).data).toMatchObject({ success: true });
    for (let look = 0; look < 100 && (await orders()).length === 0; look += 1) await new Promise((resolve) => setTimeout(resolve, 10));
    expect((await v1(sandbox)('GET', 'stores/getrefreshstatus?storeId=2003')).data).toMatchObject({ storeId: 2003, refreshStatus: 'Idle' });
    expect((await orders()).map(({ orderNumber }: { orderNumber: string }) => orderNumber)).toEqual(['SO-j1']);
  });
});
