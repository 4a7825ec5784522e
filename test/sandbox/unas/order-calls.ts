import type { SandboxAnswer } from '../http';
import type { RoomContext } from '../room';
import { DESPATCHED, STATUSES, type Store, type StoredItem, type StoredOrder } from './store';
import { fromLocal, local } from './times';
import { child, errorXml, textOf, xml, type Element, type Sent } from './xml';

const FILTERS = ['Key', 'Status', 'StatusName', 'StatusID', 'Email', 'InvoiceStatus', 'InvoiceAutoSet', 'DateStart', 'DateEnd', 'TimeStart', 'TimeEnd', 'TimeModStart', 'TimeModEnd', 'LimitStart', 'LimitNum', 'Lang', 'Order'];

/** Names a call does not know are refused: a misspelt filter would be the whole list. */
export function unknownIn(body: Sent, known: readonly string[]): SandboxAnswer | undefined {
  if (body.name !== 'Params') return errorXml(`The root of this call is Params, not ${body.name}`);
  const strange = body.children.find(({ name }) => !known.includes(name));
  return strange ? errorXml(`Unknown parameter ${strange.name}`) : undefined;
}

export const numberIn = (body: Sent, name: string): number | undefined => {
  const text = textOf(body, name);
  return text === undefined || text === '' ? undefined : Number(text);
};

const statusOf = ({ statusId }: StoredOrder) => STATUSES.find(({ id }) => id === statusId);

function render(order: StoredOrder): Element {
  const status = statusOf(order);
  const paid = order.payment.status === 'paid';
  return {
    Key: order.key,
    InternalKey: order.internalKey === '' ? undefined : order.internalKey,
    Id: order.id,
    Date: local(order.createdAt),
    DateMod: local(order.modifiedAt),
    Lang: 'hu',
    Customer: order.customer,
    Currency: order.currency,
    ExchangeValue: order.currency === 'EUR' ? 400 : 1,
    Type: 'normal',
    Status: status?.name,
    StatusDetails: '',
    StatusDateMod: local(order.statusAt),
    StatusID: order.statusId,
    Payment: { Id: order.payment.id, Name: order.payment.name, Type: order.payment.type, Status: order.payment.status, Paid: paid ? order.total : 0, Pending: 0, Unpaid: paid ? 0 : order.total },
    Shipping: { Id: order.shipping.id, Name: order.shipping.name, PackageNumber: order.shipping.packageNumber, ...(order.shipping.trackingUrl === '' ? {} : { TrackingUrl: order.shipping.trackingUrl }) },
    Invoice: { Status: 0, StatusText: 'Nem számlázható', Number: '', Url: '' },
    Weight: 0.7,
    Comments: { Comment: order.comments.map(({ type, text }) => ({ Type: type, Text: text })) },
    SumPriceGross: order.total,
    Items: { Item: order.items.map((one) => ({ Id: one.id, Sku: one.sku, Name: one.name, Unit: one.unit, Quantity: one.quantity, PriceNet: one.net, PriceGross: one.gross, Vat: one.vat, Status: '' })) },
  };
}

const isOrderFilter = (order: StoredOrder, body: Sent): boolean => {
  const second = (time: number) => Math.floor(time / 1000);
  const within = (time: number, from: string, to: string): boolean => second(time) >= (numberIn(body, from) ?? 0) && second(time) <= (numberIn(body, to) ?? Number.POSITIVE_INFINITY);
  const ids = textOf(body, 'StatusID')?.split(',');
  const names = textOf(body, 'StatusName')?.split('|');
  return (
    within(order.filteredAt, 'TimeStart', 'TimeEnd') &&
    within(order.modifiedAt, 'TimeModStart', 'TimeModEnd') &&
    (ids === undefined || ids.includes(order.statusId)) &&
    (names === undefined || names.includes(statusOf(order)?.name ?? ''))
  );
};

/** getOrder (unas.md §4). */
export function getOrder(context: RoomContext, store: Store, body: Sent): SandboxAnswer {
  const strange = unknownIn(body, FILTERS);
  if (strange) return strange;
  if (child(body, 'InvoiceAutoSet')) store.mails.push('InvoiceAutoSet was sent in a read');
  const key = textOf(body, 'Key');
  if (key !== undefined) {
    const found = store.orders.get(key);
    return xml(200, 'Orders', { Order: found ? [render(found)] : [] });
  }
  const sorted = textOf(body, 'Order') === 'modify_time_asc' && context.assumed('order-sort') === 'honoured';
  const all = [...store.orders.values()].filter((order) => isOrderFilter(order, body));
  all.sort(sorted ? (a, b) => Math.floor(a.modifiedAt / 1000) - Math.floor(b.modifiedAt / 1000) || Number(b.id) - Number(a.id) : (a, b) => Number(b.id) - Number(a.id));
  const start = numberIn(body, 'LimitStart') ?? 0;
  const most = Math.min(500, numberIn(body, 'LimitNum') ?? 500);
  if (!Number.isInteger(start) || !Number.isInteger(most) || start < 0 || most < 1) return errorXml('LimitStart and LimitNum are whole numbers');
  return xml(200, 'Orders', { Order: all.slice(start, start + most).map(render) });
}

export function getOrderStatus(body: Sent): SandboxAnswer {
  const strange = unknownIn(body, []);
  return strange ?? xml(200, 'OrderStatuses', { OrderStatus: STATUSES.map(({ id, name, type, invoice }) => ({ Id: id, Name: name, Type: type, InvoiceStatus: invoice })) });
}

/** One entity of a set* call: the row of the answer, or why it was not accepted. */
export type Done = { row: { [name: string]: Element } } | { row: { [name: string]: Element }; error: string };

/** Entities are handled in their order, and the first that is not accepted ends the call (unas.md §1). */
export function inOrder(body: Sent, root: string, entity: string, one: (element: Sent) => Done): SandboxAnswer {
  if (body.name !== root) return errorXml(`The root of this call is ${root}, not ${body.name}`);
  const strange = body.children.find(({ name }) => name !== entity);
  if (strange) return errorXml(`${root} holds ${entity} only, not ${strange.name}`);
  if (body.children.length === 0) return errorXml(`${root} holds no ${entity}`);
  const rows: Element[] = [];
  for (const element of body.children) {
    const done = one(element);
    rows.push({ Action: textOf(element, 'Action'), ...done.row, ...('error' in done ? { Status: 'error', Error: done.error } : { Status: 'ok' }) });
    if ('error' in done) break;
  }
  return xml(200, root, { [entity]: rows });
}

const MODIFIABLE = ['Action', 'Key', 'Status', 'StatusEmail', 'Shipping', 'Invoice', 'Comments'];

function modify(context: RoomContext, store: Store, element: Sent): Done {
  const key = textOf(element, 'Key') ?? '';
  const order = store.orders.get(key);
  const row = { Key: key, ...(order ? { Id: order.id } : {}) };
  if (!order) return { row, error: 'Order not found' };
  const refusal = context.refusal(key, `${key}/${order.id}`);
  if (refusal) return { row, error: refusal.message ?? 'Order is locked' };
  const strange = element.children.find(({ name }) => !MODIFIABLE.includes(name));
  if (strange) return { row, error: `Unknown node ${strange.name}` };
  const wanted = textOf(element, 'Status');
  const status = STATUSES.find(({ id, name }) => name === wanted || id === wanted);
  if (wanted !== undefined && !status) return { row, error: 'Unknown status' };
  const mail = textOf(element, 'StatusEmail');
  if (mail !== undefined && !['yes', 'no'].includes(mail)) return { row, error: 'StatusEmail is yes or no' };
  if (status) {
    order.statusId = status.id;
    order.statusAt = context.now();
    // What happens without the node is not documented; the strict reading is that the buyer is mailed.
    if (mail !== 'no') store.mails.push(`${key} status ${status.name}`);
    order.despatchedByApi = status.id === DESPATCHED;
  }
  const shipping = child(element, 'Shipping');
  if (shipping) {
    order.shipping.packageNumber = textOf(shipping, 'PackageNumber') ?? order.shipping.packageNumber;
    order.shipping.trackingUrl = textOf(shipping, 'TrackingUrl') ?? order.shipping.trackingUrl;
  }
  order.modifiedAt = context.now();
  return { row };
}

function itemOf(element: Sent, store: Store): StoredItem | string {
  const [quantity, net, gross] = ['Quantity', 'PriceNet', 'PriceGross'].map((name) => Number(textOf(element, name) || Number.NaN)) as [number, number, number];
  const [sku, name, vat] = ['Sku', 'Name', 'Vat'].map((one) => textOf(element, one) ?? '') as [string, string, string];
  if ([quantity, net, gross].some((amount) => !Number.isFinite(amount))) return 'Item: Quantity, PriceNet and PriceGross are numbers';
  if (sku === '' || name === '') return 'Item: Sku and Name are required';
  if (!/^\d{1,2}(\.\d+)?%$/.test(vat)) return `Item: Vat '${vat}' is not understood`;
  if (Math.abs(net * (1 + Number(vat.replace('%', '')) / 100) - gross) > 1) return 'Item: PriceNet and PriceGross do not fit Vat';
  return { id: textOf(element, 'Id') ?? store.newId(), sku, name, unit: textOf(element, 'Unit') ?? 'db', quantity, net, gross, vat };
}

const plain = (element: Sent): Element => (element.children.length === 0 ? element.text : Object.fromEntries(element.children.map((one) => [one.name, plain(one)])));

const REQUIRED = [['Date'], ['Lang'], ['Customer', 'Email'], ['Customer', 'Contact', 'Name'], ['Currency'], ['Payment'], ['Shipping'], ['SumPriceGross'], ['OrderEmail', 'Customer'], ['OrderEmail', 'Admin'], ['StatusEmail'], ...['Invoice', 'Shipping'].flatMap((side) => ['Name', 'ZIP', 'City', 'Street', 'CountryCode'].map((name) => ['Customer', 'Addresses', side, name]))];

const PLACE = ['Name', 'ZIP', 'City', 'Street', 'StreetName', 'StreetType', 'StreetNumber', 'County', 'Country', 'CountryCode'];

/** What an order has, by the path of its nodes (unas.md §4). */
const KNOWN: ReadonlyArray<[string[], string[]]> = [
  [[], ['Action', 'OrderEmail', 'StatusEmail', 'InternalKey', 'Date', 'Lang', 'Customer', 'Currency', 'Status', 'Payment', 'Shipping', 'Comments', 'SumPriceGross', 'Items']],
  [['Customer'], ['Email', 'Contact', 'Addresses']],
  [['Customer', 'Contact'], ['Name', 'Phone', 'Mobile', 'Lang']],
  [['Customer', 'Addresses', 'Invoice'], [...PLACE, 'TaxNumber', 'EUTaxNumber', 'CustomerType']],
  [['Customer', 'Addresses', 'Shipping'], [...PLACE, 'DeliveryPointID', 'DeliveryPointGroup', 'DeliveryPointSubGroup', 'RecipientName']],
  [['Payment'], ['Id', 'Name']],
  [['Shipping'], ['Id', 'Name', 'PackageNumber', 'TrackingUrl']],
];

function strangeIn(element: Sent): string | undefined {
  const found = KNOWN.flatMap(([path, known]) => {
    const at = path.length === 0 ? element : child(element, ...path);
    return (at?.children ?? []).filter(({ name }) => !known.includes(name)).map(({ name }) => [...path, name].join('/'));
  });
  return found[0];
}

function add(context: RoomContext, store: Store, element: Sent): Done {
  const internalKey = textOf(element, 'InternalKey') ?? '';
  const refusal = context.refusal(internalKey, internalKey.split(':').at(-1));
  if (refusal) return { row: {}, error: refusal.message ?? 'Order is not accepted' };
  const strange = strangeIn(element);
  if (strange) return { row: {}, error: `Unknown node ${strange}` };
  const missing = REQUIRED.find((path) => { const one = child(element, ...path); return !one || (one.text === '' && one.children.length === 0); });
  if (missing) return { row: {}, error: `${missing.join('/')} is missing` };
  const sides = ['Invoice', 'Shipping'].map((side) => textOf(element, 'Customer', 'Addresses', side, 'CountryCode') ?? '');
  if (sides.some((code) => !/^[a-z]{2}$/.test(code))) return { row: {}, error: 'CountryCode is written in lower case' };
  const date = fromLocal(textOf(element, 'Date') ?? '');
  if (date === undefined) return { row: {}, error: 'Date is written YYYY.MM.DD HH:MM:SS' };
  const items = (child(element, 'Items')?.children ?? []).map((one) => itemOf(one, store));
  const wrong = items.find((one): one is string => typeof one === 'string');
  if (wrong !== undefined || items.length === 0) return { row: {}, error: wrong ?? 'Items is empty' };
  const stored = items as StoredItem[];
  const sum = stored.reduce((total, { gross, quantity }) => total + gross * quantity, 0);
  const total = Number(textOf(element, 'SumPriceGross'));
  if (Math.abs(sum - total) > 0.5) return { row: {}, error: `SumPriceGross ${total} is not the sum of the items ${sum}` };
  const wanted = textOf(element, 'Status');
  const status = wanted === undefined ? STATUSES[0] : STATUSES.find(({ id, name }) => name === wanted || id === wanted);
  if (!status) return { row: {}, error: 'Unknown status' };
  const { key, id } = store.newOrder();
  const now = context.now();
  if (textOf(element, 'OrderEmail', 'Customer') !== 'no' || textOf(element, 'OrderEmail', 'Admin') !== 'no' || textOf(element, 'StatusEmail') !== 'no') store.mails.push(`${key} order`);
  store.orders.set(key, {
    key,
    id,
    internalKey,
    createdAt: date,
    filteredAt: context.assumed('add-date') === 'given' ? date : now,
    modifiedAt: now,
    statusId: status.id,
    statusAt: now,
    customer: plain(child(element, 'Customer') as Sent) as { [name: string]: Element },
    items: stored,
    payment: { id: textOf(element, 'Payment', 'Id') ?? '', name: textOf(element, 'Payment', 'Name') ?? 'Egyéb', type: 'other', status: 'unpaid' },
    shipping: { id: textOf(element, 'Shipping', 'Id') ?? '', name: textOf(element, 'Shipping', 'Name') ?? 'Egyéb', packageNumber: textOf(element, 'Shipping', 'PackageNumber') ?? '', trackingUrl: textOf(element, 'Shipping', 'TrackingUrl') ?? '' },
    comments: (child(element, 'Comments')?.children ?? []).map((one) => ({ type: textOf(one, 'Type') ?? '', text: textOf(one, 'Text') ?? '' })),
    currency: textOf(element, 'Currency') ?? '',
    total,
    despatchedByApi: false,
    addedByApi: true,
  });
  return { row: { Key: key, Id: id } };
}

/** setOrder (unas.md §4). */
export const setOrder = (context: RoomContext, store: Store, body: Sent): SandboxAnswer =>
  inOrder(body, 'Orders', 'Order', (element) => {
    const action = textOf(element, 'Action');
    if (action === 'modify') return modify(context, store, element);
    if (action === 'add') return add(context, store, element);
    return { row: {}, error: 'Action is add, modify or delete' };
  });
