import { json, type SandboxAnswer } from '../http';
import type { RoomContext } from '../room';
import { missing, Refused } from './answers';
import type { Json } from './bodies';
import { PACK, PICK, type Despatch } from './despatch';
import { page, PAGED, route, same, contains, type Cin7Route, type Query } from './routes';
import { CHANGED_SALE, NEW_SALE, type Headers } from './sale-header';
import { isShipped, type Sale } from './sale-model';
import { NEW_ORDER, type Orders } from './sale-order';
import { showFulfilments, showOrder, showPick, showRow, showSale, showShip } from './sale-render';
import type { SaleStore } from './sale-store';
import { SHIP, type Shipping } from './shipping';
import { readDate } from './values';

interface Parts {
  context: RoomContext;
  store: SaleStore;
  headers: Headers;
  orders: Orders;
  despatch: Despatch;
  shipping: Shipping;
}

const STATUS_FILTERS: Record<string, string> = { Status: 'Status', OrderStatus: 'OrderStatus', QuoteStatus: 'QuoteStatus', CombinedPickStatus: 'CombinedPickingStatus', CombinedPackStatus: 'CombinedPackingStatus', CombinedShippingStatus: 'CombinedShippingStatus', CombinedInvoiceStatus: 'CombinedInvoiceStatus', CreditNoteStatus: 'CreditNoteStatus' };
const SEARCHED = ['OrderNumber', 'Status', 'Customer', 'InvoiceNumber', 'CustomerReference', 'CreditNoteNumber'];
const texts = Object.fromEntries(Object.keys(STATUS_FILTERS).map((name) => [name, 'text' as const]));
const LIST = { ...PAGED, ...texts, Search: 'text', CreatedSince: 'date', UpdatedSince: 'date', UpdatedUntil: 'date', ShipBy: 'date', ExternalID: 'text', ReadyForShipping: 'boolean', OrderLocationID: 'guid' } as const;
const showFiles = ({ ID, attachments }: Sale) => json(200, { SaleID: ID, Lines: attachments });
const FORMATS = ['Regular', 'Code2', 'Code'];

export function saleRoutes({ context, store, headers, orders, despatch, shipping }: Parts): Cin7Route[] {
  const whole = (sale: Sale) => json(200, showSale(context, sale));
  const checkRefusal = ({ ID, number, header }: Sale) => {
    const refusal = context.refusal(number, ID, header.CustomerReference as string, header.ExternalID as string);
    if (refusal) throw new Refused(refusal.message ?? `Sale ${refusal.record} is refused`);
  };
  const read = (id: unknown, run: (sale: Sale) => SandboxAnswer): SandboxAnswer => {
    const sale = store.all.get(String(id));
    return sale ? run(sale) : missing(context, 'Sale');
  };
  const task = (path: string, show: (found: ReturnType<SaleStore['task']>) => Json) =>
    route('GET', path, { TaskID: 'guid!', IncludeProductInfo: 'boolean' }, ({ query }) => json(200, show(store.task(query.TaskID))));
  const showPicked = ({ task: { TaskID, pick } }: ReturnType<SaleStore['task']>) => ({ TaskID, Status: pick.status, Lines: pick.lines.map((line) => showPick(line, false)) });
  const showPacked = ({ task: { TaskID, pack } }: ReturnType<SaleStore['task']>) => ({ TaskID, Status: pack.status, Lines: pack.lines.map((line) => showPick(line, true)) });
  const showShipped = ({ task: one }: ReturnType<SaleStore['task']>) => ({ TaskID: one.TaskID, ...showShip(one) });
  const step = (method: string, path: string, shape: typeof PICK, show: (found: ReturnType<SaleStore['task']>) => Json, run: (found: ReturnType<SaleStore['task']>, body: Json) => void) =>
    route(method, path, {}, ({ body }) => {
      const found = store.task(body.TaskID);
      run(found, body);
      return json(200, show(found));
    }, shape);

  return [
    route('GET', '/saleList', LIST, ({ query }) => page(context, true, 'SaleList', rowsOf(context, store, query), query)),
    route('GET', '/sale', { ID: 'guid!', CombineAdditionalCharges: 'boolean', HideInventoryMovements: 'boolean', IncludeTransactions: 'boolean', CountryFormat: 'text' }, ({ query }) => {
      if (query.CountryFormat !== undefined && !FORMATS.includes(String(query.CountryFormat))) throw new Refused('CountryFormat is not valid');
      return read(query.ID, (sale) => json(200, showSale(context, sale, { country: query.CountryFormat, combined: query.CombineAdditionalCharges === true })));
    }),
    route('POST', '/sale', {}, ({ body }) => whole(headers.create(body)), NEW_SALE),
    route('PUT', '/sale', {}, ({ body }) => {
      const sale = store.get(body.ID);
      checkRefusal(sale);
      headers.change(sale, body);
      return whole(sale);
    }, CHANGED_SALE),
    route('DELETE', '/sale', { ID: 'guid!', Void: 'boolean' }, ({ query }) =>
      read(query.ID, (sale) => {
        checkRefusal(sale);
        if (query.Void === true) voidSale(context, store, sale);
        else undoSale(store, sale);
        return whole(sale);
      })),
    route('GET', '/sale/order', { SaleID: 'guid!', CombineAdditionalCharges: 'boolean', IncludeProductInfo: 'boolean' }, ({ query }) => read(query.SaleID, (sale) => json(200, { SaleID: sale.ID, ...showOrder(sale, { combined: query.CombineAdditionalCharges === true }) }))),
    route('POST', '/sale/order', {}, ({ body }) => {
      const sale = store.get(body.SaleID);
      orders.write(sale, body);
      return json(200, { SaleID: sale.ID, ...showOrder(sale) });
    }, NEW_ORDER),
    route('GET', '/sale/fulfilment', { SaleID: 'guid!', IncludeProductInfo: 'boolean' }, ({ query }) => read(query.SaleID, (sale) => json(200, { SaleID: sale.ID, Fulfilments: showFulfilments(sale) }))),
    task('/sale/fulfilment/pick', showPicked),
    task('/sale/fulfilment/pack', showPacked),
    task('/sale/fulfilment/ship', showShipped),
    ...['POST', 'PUT'].flatMap((method) => [
      step(method, '/sale/fulfilment/pick', PICK, showPicked, ({ sale, task: one }, body) => despatch.pick(sale, one, body)),
      step(method, '/sale/fulfilment/pack', PACK, showPacked, ({ sale, task: one }, body) => despatch.pack(sale, one, body, method === 'PUT')),
      step(method, '/sale/fulfilment/ship', SHIP, showShipped, ({ sale, task: one }, body) => shipping.write(sale, one, body, method === 'PUT')),
    ]),
    route('GET', '/sale/attachment', { SaleID: 'guid!' }, ({ query }) => read(query.SaleID, showFiles)),
    route('POST', '/sale/attachment', {}, ({ body }) => {
      const sale = store.get(body.SaleID);
      if (!body.Content && !body.FileDownloadUrl) throw new Refused('Content or FileDownloadUrl is required');
      sale.attachments.push({ ID: store.ids.guid('file'), ContentType: 'application/octet-stream', FileName: body.FileName, DownloadUrl: `https://files.example.test/${String(body.FileName)}` });
      store.touch(sale);
      return showFiles(sale);
    }, { SaleID: 'guid!', FileName: 'text:256!', Content: 'text', FileDownloadUrl: 'text' }),
  ];
}

export function voidSale(context: RoomContext, store: SaleStore, sale: Sale): void {
  if (sale.voided) {
    if (context.assumed('void-again') === 'refused') throw new Refused('Sale is already VOIDED');
    return;
  }
  if (isShipped(sale) && context.assumed('void-shipped') === 'refused') throw new Refused('Sale with authorised shipment cannot be voided');
  store.release(sale);
  sale.voided = true;
  for (const { pick, pack, ship } of sale.fulfilments) for (const stage of [pick, pack, ship]) stage.status = 'VOIDED';
  store.touch(sale);
  store.tell('Voided', sale);
}

/** Back to a draft order. */
export function undoSale(store: SaleStore, sale: Sale): void {
  if (sale.voided) throw new Refused('Sale is VOIDED');
  if (sale.order.status !== 'AUTHORISED') throw new Refused('Nothing to undo');
  if (sale.fulfilments.some(({ ship }) => ship.status === 'AUTHORISED')) throw new Refused('Sale with authorised shipment cannot be undone');
  store.release(sale);
  Object.assign(sale, { fulfilments: [], invoices: [], order: { ...sale.order, status: 'DRAFT' } });
  store.touch(sale);
  store.tell('Undo', sale);
}

function rowsOf(context: RoomContext, store: SaleStore, query: Query): Json[] {
  const time = (name: string): number | undefined => (query[name] === undefined ? undefined : readDate(String(query[name])));
  const [created, since, until, shipBy] = [time('CreatedSince'), time('UpdatedSince'), time('UpdatedUntil'), time('ShipBy')];
  const after = (value: number, limit: number | undefined) => limit === undefined || value > limit || (value === limit && context.assumed('since-boundary') === 'included');
  const sales = store.list().filter((sale) => {
    if (!after(sale.createdAt, created) || !after(sale.changedAt, since)) return false;
    if (until !== undefined && sale.changedAt > until && context.assumed('updated-until') === 'known') return false;
    if (shipBy !== undefined && (isShipped(sale) || !sale.header.ShipBy || (readDate(String(sale.header.ShipBy)) ?? 0) > shipBy)) return false;
    if (query.ReadyForShipping === true && !sale.fulfilments.some(({ pack, ship }) => pack.status === 'AUTHORISED' && ship.status !== 'AUTHORISED')) return false;
    return same(sale.header.ExternalID, query.ExternalID) && same(sale.place.ID, query.OrderLocationID);
  });
  const order = sales.length > 1 ? context.assumed('sale-list-order') : '';
  if (order === 'newest-number-first') sales.reverse();
  if (order === 'latest-change-first') sales.sort((one, other) => other.changedAt - one.changedAt || other.number.localeCompare(one.number));
  return sales.map((sale) => showRow(context, sale)).filter((row) => {
    const fits = Object.entries(STATUS_FILTERS).every(([name, member]) => same(row[member], query[name]));
    return fits && (query.Search === undefined || SEARCHED.some((name) => contains(row[name], query.Search)));
  });
}
