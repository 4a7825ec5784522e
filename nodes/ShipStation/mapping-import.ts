import { refused } from '../shared/api/problem';
import { compact, fullName, requireField, streetOf, type Address, type Order } from '../shared/model';
import { adjustmentsOf, compactAmounts, unitPrice, type Adjustment } from './import-amounts';
import { linesToSend, totalGrams, type Bundles, type LineToSend } from './import-lines';
import { orderKeyOf } from './keys';
import type { TargetStatus } from './status';
import { toPacific } from './times';
import type { V1Address, V1Item, V1Order } from './types';

export interface ImportSettings {
  prefix: string;
  storeId?: number;
  warehouseId?: number;
  bundles: Bundles;
  customFields: { customField1?: string; customField2?: string; customField3?: string };
  source?: string;
}

/** An order as createorders takes it (shipstation.md §A2). */
export type NewOrder = V1Order & { orderNumber: string; orderKey: string; orderStatus: string };

/** shipstation.md §A2 */
const LONGEST_NUMBER = 50;

export function addressBody(address: Address, phone: string | undefined): V1Address {
  const name = fullName(address) ?? address.company;
  const extra = [address.line2, ...(address.careOf ?? []), address.line3].filter((line): line is string => line !== undefined && line.trim() !== '');
  return compact({
    name,
    company: address.company,
    street1: streetOf(address),
    street2: extra[0],
    street3: extra.slice(1).join(', '),
    city: address.city,
    // Spelled out although empty: the vendor's own client counts it among what an address always has.
    state: address.state ?? undefined,
    postalCode: address.postcode,
    country: address.country,
    phone: address.phone ?? phone,
    residential: address.residential,
  }) as V1Address;
}

/** @throws ModelError or Problem naming what the parcel could not be sent without (help page: a ship address is required) */
export function shippingAddressOf(order: Order): Address {
  const address = requireField('Order', order, 'shippingAddress');
  const missing = [
    [fullName(address) ?? address.company, 'name'],
    [streetOf(address), 'street'],
    [address.city, 'city'],
    [address.country, 'country'],
  ].flatMap(([value, name]) => (value === undefined || value.trim() === '' ? [name] : []));
  if (missing.length === 0) return address;
  throw refused(`Order '${order.number}': the shipping address lacks ${missing.join(', ')}`, 'Complete the address where the order comes from, then hand it over again.');
}

function itemOf({ line, pieces }: LineToSend, order: Order, adjustment: boolean): V1Item {
  return compact({
    lineItemKey: line.id,
    sku: line.sku,
    name: line.name ?? line.sku ?? line.id,
    imageUrl: line.image,
    weight: line.weightGrams === undefined ? undefined : { value: line.weightGrams, units: 'grams' },
    quantity: pieces,
    unitPrice: unitPrice(line, order),
    warehouseLocation: line.bin,
    options: line.options,
    upc: line.gtin,
    adjustment: adjustment || undefined,
  }) as V1Item;
}

const adjustmentItem = ({ key, name, amount }: Adjustment): V1Item => ({ lineItemKey: key, name, quantity: 1, unitPrice: amount, adjustment: true });

export const notesText = (order: Order, kind: 'buyer' | 'internal'): string =>
  (order.notes ?? [])
    .filter((note) => (note.kind === 'buyer') === (kind === 'buyer'))
    .map(({ text }) => text)
    .join('\n');

/** @throws Problem where the number is longer than ShipStation's */
export function orderNumberOf(order: Order, prefix: string): string {
  const number = `${prefix}${order.number}`;
  if ([...number].length <= LONGEST_NUMBER) return number;
  throw refused(`Order '${order.number}': its number is longer than the ${LONGEST_NUMBER} characters ShipStation takes`, 'Shorten the prefix, or the number where the order comes from.');
}

/**
 * A model order as createorders takes it.
 *
 * @throws ModelError or Problem naming order and field where ShipStation cannot do without it
 */
export function toNewOrder(order: Order, orderStatus: TargetStatus, settings: ImportSettings): NewOrder {
  const { goods, services } = linesToSend(order, settings.bundles);
  const shipTo = shippingAddressOf(order);
  const { buyer } = order;
  const grams = totalGrams(goods);
  return compact({
    orderNumber: orderNumberOf(order, settings.prefix),
    orderKey: orderKeyOf(order.identity),
    orderDate: toPacific(order.placedAt),
    paymentDate: order.paidAt && toPacific(order.paidAt),
    shipByDate: order.shipBy && toPacific(order.shipBy),
    orderStatus,
    customerUsername: buyer?.email ?? buyer?.id,
    customerEmail: buyer?.email ?? shipTo.email,
    billTo: addressBody({ ...(order.billingAddress ?? shipTo), name: fullName(order.billingAddress ?? shipTo) ?? buyer?.name }, buyer?.phone),
    shipTo: { state: '', ...addressBody(shipTo, buyer?.phone) },
    items: [...goods.map((line) => itemOf(line, order, false)), ...services.map((line) => itemOf(line, order, true)), ...adjustmentsOf(order).map(adjustmentItem)],
    ...compactAmounts(order),
    customerNotes: notesText(order, 'buyer'),
    internalNotes: notesText(order, 'internal'),
    gift: order.gift?.flag,
    giftMessage: order.gift?.message,
    paymentMethod: order.paymentMethod?.name,
    requestedShippingService: order.shippingMethod?.name,
    weight: grams === undefined ? undefined : { value: grams, units: 'grams' },
    advancedOptions: compact({ storeId: settings.storeId, warehouseId: settings.warehouseId, ...settings.customFields, source: settings.source ?? order.source ?? order.identity.channel }),
  }) as NewOrder;
}
