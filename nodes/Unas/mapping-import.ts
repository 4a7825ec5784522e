import { refused } from '../shared/api/problem';
import { formatDate } from '../shared/format';
import { compare, grossFromNet, identityKey, netFromGross, perUnit, roundToCurrency, subtract, sumAmounts, timesQuantity, toNumber, type Order, type OrderLine } from '../shared/model';
import { currencyNeeded, rateNeeded } from '../shared/node/missing';
import { cdata, type Params } from './api';
import { customerBody, required } from './mapping-customer';
import { staffNote } from './staff-note';
import { ZONE } from './times';

export interface ImportSettings {
  /** Name of the status; the shop's own first one when empty. */
  status: string;
  paymentId: string;
  shippingId: string;
  lang: string;
}

/** What people see of the source, and what a repeat is known by: no filter reads it, so it has to be unique (unas.md §4). */
export const internalKey = ({ identity }: Order): string => identityKey(identity);

export interface MappedOrder {
  body: Params;
  /** The sum of what is sent - the order's own total; undefined where both agree. */
  totalDifference?: number;
}

interface Item extends Params {
  PriceNet: number;
  PriceGross: number;
  Quantity: number;
}

/** Net and gross of one unit, each as told where it is told. */
function unitOf(line: OrderLine, order: Order): { net: number; gross: number; rate: number } {
  const unit = (own: number | undefined, whole: number | undefined): number | undefined => own ?? (whole === undefined || line.quantity === 0 ? undefined : perUnit(whole, line.quantity));
  const [net, gross] = [unit(line.unitNet, line.lineNet), unit(line.unitGross, line.lineGross)];
  const named = `line '${line.id}'`;
  if (net === undefined && gross === undefined) throw refused(`${named} has no price`, 'Give its price where the order comes from.');
  const told = line.taxRate ?? (net && gross !== undefined ? toNumber(perUnit(subtract(gross, net), net, 2)) * 100 : undefined);
  if (told === undefined) throw rateNeeded(order, named);
  const rate = Math.round(told * 100) / 100;
  return { net: net ?? netFromGross(gross ?? 0, rate), gross: gross ?? grossFromNet(net ?? 0, rate), rate };
}

const isPart = ({ kind }: OrderLine): boolean => kind === 'bundlePart';

function goods(order: Order): Array<Item & { rate: number }> {
  return order.lines.flatMap((line) => {
    const quantity = toNumber(subtract(line.quantity, line.quantityCancelled ?? 0));
    if (quantity <= 0 || (isPart(line) && line.unitGross === undefined && line.lineGross === undefined && line.unitNet === undefined)) return [];
    const { net, gross, rate } = unitOf(line, order);
    const sku = required(line.sku, `sku of line '${line.id}'`);
    return [{ Sku: cdata(sku), Name: cdata(line.name ?? sku), Unit: cdata(line.unit ?? 'db'), Quantity: quantity, PriceNet: net, PriceGross: gross, Vat: `${rate}%`, rate }];
  });
}

function extraItem(id: string, name: string, gross: number, rate: number): Item {
  return { Id: id, Sku: id, Name: cdata(name), Unit: 'db', Quantity: 1, PriceNet: netFromGross(gross, rate), PriceGross: gross, Vat: `${rate}%` };
}

const grossOf = ({ gross, net, tax }: { gross?: number; net?: number; tax?: number }, rate: number): number =>
  gross ?? (net === undefined ? 0 : tax === undefined ? grossFromNet(net, rate) : sumAmounts([net, tax]));

const discountName = ({ discounts = [] }: Order): string => discounts.flatMap(({ name, code }) => [name, code].filter((one) => one !== undefined)).join(', ') || 'Kedvezmény';

/** The part of a line's discount that its cancelled pieces do not take along. */
const discountOf = ({ discount = 0, quantity, quantityCancelled = 0 }: OrderLine): number =>
  quantityCancelled === 0 || quantity === 0 ? discount : timesQuantity(perUnit(discount, quantity), toNumber(subtract(quantity, quantityCancelled)));

/** Costs and discounts are items with Ids of their own (unas.md §4): shipping in one, all other costs in the other. */
function extras(order: Order, main: number): Item[] {
  const charges = (order.charges ?? []).map((charge) => ({ ...charge, amount: grossOf(charge, charge.taxRate ?? main) })).filter(({ amount }) => amount !== 0);
  const items = [true, false].flatMap((isShipping) => {
    const own = charges.filter(({ kind }) => (kind === 'shipping') === isShipping);
    const [first] = own;
    if (!first) return [];
    const name = own.map(({ name: told, kind }) => told ?? kind).join(', ');
    return [extraItem(isShipping ? 'shipping-cost' : 'handel-cost', name, sumAmounts(own.map(({ amount }) => amount)), first.taxRate ?? main)];
  });
  const itemised = new Set(order.lines.filter(({ discount }) => discount !== undefined).map(({ id }) => id));
  const ofLines = order.lines.map((line) => (order.pricesIncludeTax ? discountOf(line) : grossFromNet(discountOf(line), line.taxRate ?? main)));
  const ofOrder = (order.discounts ?? []).filter(({ scope }) => !itemised.has(scope)).map((discount) => grossOf(discount, main));
  const off = sumAmounts([...ofLines, ...ofOrder]);
  return off === 0 ? items : [...items, extraItem('discount-amount', discountName(order), -off, main)];
}

/** By id where the operator gave one, by name otherwise: which of both `add` takes is not documented. */
const methodBody = (id: string, name: string | undefined): Params | undefined => (id !== '' ? { Id: id } : name === undefined ? undefined : { Name: cdata(name) });

/** There is place for one parcel (unas.md §4). */
function shippingBody(order: Order, id: string): Params | undefined {
  const [parcel, ...more] = order.tracking ?? [];
  const known: Params = parcel && more.length === 0 ? { PackageNumber: cdata(parcel.number), TrackingUrl: parcel.url === undefined ? undefined : cdata(parcel.url) } : {};
  const method = methodBody(id, order.shippingMethod?.name);
  return method || 'PackageNumber' in known ? { ...method, ...known } : undefined;
}

function commentsBody(order: Order): Params | undefined {
  const notes = (order.notes ?? []).map(({ kind, text }) => ({ Type: kind === 'internal' ? 'admin' : 'customer', Text: cdata(text) }));
  return { Comment: [{ Type: 'admin', Text: cdata(staffNote(order)) }, ...notes] };
}

/**
 * An order as `setOrder` adds it: what the vendor's example sends (unas.md §4).
 *
 * @throws Problem naming what is missing
 */
export function toNewOrder(order: Order, settings: ImportSettings): MappedOrder {
  const named = goods(order);
  const [first] = named;
  if (!first) throw refused('no line is left to import', 'Leave orders without goods out before this node.');
  const items: Item[] = [...named.map(({ rate: _rate, ...item }) => item as Item), ...extras(order, first.rate)];
  const currency = currencyNeeded(order);
  const sum = roundToCurrency(sumAmounts(items.map(({ PriceGross, Quantity }) => timesQuantity(PriceGross, Quantity))), currency);
  const total = order.total?.gross;
  const body: Params = {
    Action: 'add',
    // Nobody is mailed: what UNAS does where these are missing is not documented (unas.md §4).
    OrderEmail: { Customer: 'no', Admin: 'no' },
    StatusEmail: 'no',
    InternalKey: internalKey(order),
    Date: formatDate(order.placedAt, 'yyyy.MM.dd HH:mm:ss', ZONE),
    Lang: settings.lang,
    Customer: customerBody(order, settings.lang),
    Currency: currency,
    Status: settings.status === '' ? undefined : cdata(settings.status),
    Payment: methodBody(settings.paymentId, order.paymentMethod?.name),
    Shipping: shippingBody(order, settings.shippingId),
    Comments: commentsBody(order),
    SumPriceGross: sum,
    Items: { Item: items },
  };
  const totalDifference = total === undefined ? 0 : toNumber(subtract(sum, roundToCurrency(total, currency)));
  return compare(totalDifference, 0) === 0 ? { body } : { body, totalDifference };
}
