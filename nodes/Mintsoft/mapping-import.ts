import { compact, identityKey, ModelError, outstandingQuantity, type Order, type OrderLine } from '../shared/model';
import { refused } from '../shared/api/problem';
import { IDENTITY_NAME } from './mapping-origin';
import { deliveryAddress } from './mapping-import-address';
import { orderAmounts, unitAmounts, type SentLine } from './mapping-import-money';
import { wholePieces } from './pieces';
import { amazonOrderId, primeItem } from './prime';
import { tenantTime } from './times';
import type { NewConnectAction, NewNameValue, NewOrder, NewOrderItem } from './types-import';

export interface CourierRule {
  /** Shipping method of the source, by name or id. */
  method: string;
  courierServiceId: number;
}

export interface ImportSettings {
  zone: string;
  prefix: string;
  warehouseId: number;
  clientId?: number;
  channelId?: number;
  /** Source or subsource in lower case -> channel. */
  channels: ReadonlyMap<string, number>;
  courierServiceId?: number;
  courierRules: readonly CourierRule[];
  /** For orders without a shipping method: lets Mintsoft's own rules choose. */
  courierText: string;
  requiredDespatchDate: boolean;
  bundles: 'parent' | 'parts';
  primeLabels: boolean;
  tags?: string;
  comment?: string;
  callbackUrl?: string;
}

const same = (a: string, b: string): boolean => a.trim().toLowerCase() === b.trim().toLowerCase();
const isText = (text: string | undefined): text is string => text !== undefined && text.trim() !== '';

/** Where an order came from: `AMAZON` behind Linnworks, or the channel itself. */
export const sourceOf = (order: Order): string => order.source ?? order.identity.channel.toUpperCase();

function channelOf(order: Order, { channels, channelId }: ImportSettings): number | undefined {
  const told = [order.subSource, sourceOf(order)].filter(isText).map((text) => text.trim().toLowerCase());
  return told.map((text) => channels.get(text)).find((id) => id !== undefined) ?? channelId;
}

function courierOf(order: Order, { courierRules, courierServiceId, courierText }: ImportSettings) {
  const { id, name } = order.shippingMethod ?? {};
  const rule = courierRules.find(({ method }) => [id, name].filter(isText).some((text) => same(text, method)));
  const wanted = rule?.courierServiceId ?? courierServiceId;
  if (wanted !== undefined) return { CourierServiceId: wanted };
  return { CourierService: isText(name) ? name : courierText };
}

/** A bundle as its parent or as its parts: both together would be picked twice. */
function linesToSend(order: Order, bundles: ImportSettings['bundles']): OrderLine[] {
  const ids = new Set(order.lines.map(({ id }) => id));
  const isPart = ({ kind, parentLineId }: OrderLine) => kind === 'bundlePart' && parentLineId !== undefined && ids.has(parentLineId);
  if (bundles === 'parent') return order.lines.filter((line) => !isPart(line));
  const withParts = new Set(order.lines.filter(isPart).map(({ parentLineId }) => parentLineId));
  return order.lines.filter(({ id }) => !withParts.has(id));
}

function sentLines(order: Order, bundles: ImportSettings['bundles']): { goods: SentLine[]; services: SentLine[] } {
  const ids = order.lines.map(({ id }) => id);
  const repeated = ids.find((id, index) => ids.indexOf(id) !== index);
  if (repeated !== undefined) throw new ModelError(`Order '${order.number}': line id '${repeated}' comes twice`, 'bad-record');
  const lines = linesToSend(order, bundles).map((line) => ({
    line,
    pieces: wholePieces(outstandingQuantity(line), `Order '${order.number}', line '${line.id}'`),
  }));
  const open = lines.filter(({ pieces }) => pieces > 0);
  const goods = open.filter(({ line }) => line.kind !== 'service');
  if (goods.length === 0) throw refused(`Order '${order.number}' has no pieces to send`, 'Leave it out: every line is sent, cancelled or a service.');
  return { goods, services: open.filter(({ line }) => line.kind === 'service') };
}

function itemOf({ line, pieces }: SentLine, order: Order, settings: ImportSettings): NewOrderItem {
  const sku = line.sku?.trim();
  if (!sku) throw new ModelError(`Order '${order.number}': line '${line.id}' has no 'sku'`, 'bad-record');
  const prime = settings.primeLabels && isPrime(order) ? [primeItem(order, line)] : [];
  return {
    SKU: sku,
    Quantity: pieces,
    ...unitAmounts(line, order),
    OrderItemNameValues: [{ Name: 'SourceLineId', Value: line.id }, ...prime],
  };
}

/** Amazon orders with a promise only Prime labels keep (mintsoft.md §5.6). */
export const isPrime = (order: Order): boolean =>
  /^amazon/i.test(sourceOf(order)) && (order.programmes ?? []).some((programme) => /prime/i.test(programme));

function nameValues(order: Order, prime: boolean): NewNameValue[] {
  const told: Array<[string, string | undefined]> = [
    [IDENTITY_NAME, identityKey(order.identity)],
    ['Source', sourceOf(order)],
    ['SubSource', order.subSource],
    ['OriginalSource', prime ? 'AMAZON' : undefined],
  ];
  return told.flatMap(([Name, Value]) => (isText(Value) ? [{ Name, Value }] : []));
}

/** One address for each event, so that what comes in tells what happened (mintsoft.md §9). */
export function callbackAddress(url: string, event: 'despatched' | 'cancelled' | 'split'): string {
  return `${url}${url.includes('?') ? '&' : '?'}event=${event}`;
}

function connectAction(order: Order, url: string | undefined): NewConnectAction | undefined {
  if (!isText(url)) return undefined;
  return {
    Type: 'API',
    SourceOrderId: order.identity.id,
    Complete: false,
    ExtraCode1: callbackAddress(url, 'despatched'),
    ExtraCode2: callbackAddress(url, 'cancelled'),
    ExtraCode5: callbackAddress(url, 'split'),
  };
}

const notes = (order: Order, kind: 'buyer' | 'internal'): string =>
  (order.notes ?? [])
    .filter((note) => (note.kind === 'buyer') === (kind === 'buyer'))
    .map(({ text }) => text)
    .join('\n');

/**
 * A model order as `PUT /api/Order` takes it (mintsoft.md §5.1).
 *
 * @throws ModelError naming order and field where Mintsoft cannot do without it
 */
export function toNewOrder(order: Order, settings: ImportSettings): NewOrder {
  const { goods, services } = sentLines(order, settings.bundles);
  const prime = settings.primeLabels && isPrime(order);
  const shipBy = settings.requiredDespatchDate ? order.shipBy : undefined;
  return compact({
    // The prefix stands before the number people read, never before the reference (mintsoft.md §10).
    OrderNumber: prime ? amazonOrderId(order) : `${settings.prefix}${order.number}`,
    ExternalOrderReference: order.identity.id,
    ClientId: settings.clientId,
    WarehouseId: settings.warehouseId,
    ChannelId: channelOf(order, settings),
    ...(prime ? { CourierService: 'PRIME' } : courierOf(order, settings)),
    ...deliveryAddress(order),
    Currency: order.currency,
    ...orderAmounts(order, goods, services),
    RequiredDespatchDate: shipBy && tenantTime(shipBy, settings.zone),
    RequiredDeliveryDate: order.deliverBy && tenantTime(order.deliverBy, settings.zone),
    DeliveryNotes: notes(order, 'buyer'),
    Comments: [settings.comment, notes(order, 'internal')].filter(isText).join('\n'),
    GiftMessages: order.gift?.message,
    VATNumber: order.buyer?.taxNumber,
    IOSSNumber: order.ioss,
    EORINumber: order.eori,
    Tags: settings.tags,
    OrderNameValues: nameValues(order, prime),
    OrderItems: goods.map((line) => itemOf(line, order, settings)),
    ConnectAction: connectAction(order, settings.callbackUrl),
  }) as NewOrder;
}
