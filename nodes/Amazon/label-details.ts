import { misconfigured, refused } from '../shared/api/problem';
import type { ItemContext } from '../shared/node/operation';
import { jsonParam } from '../shared/node/params';
import { vendorTime } from '../shared/model';
import { leftOf } from './order-state';
import type { AmazonOrder } from './types';

/** Merchant Fulfillment v0 writes its members in capitals (amazon.md §12). */
export interface LabelDetails {
  AmazonOrderId: string;
  ItemList: LabelItem[];
  ShipFromAddress: Record<string, string>;
  PackageDimensions: { Length: number; Width: number; Height: number; Unit: 'centimeters' };
  Weight: { Value: number; Unit: 'g' };
  ShipDate?: string;
  ShippingServiceOptions: {
    DeliveryExperience: string;
    CarrierWillPickUp: boolean;
    CarrierWillPickUpOption: string;
    LabelFormat?: string;
  };
}

export interface LabelItem {
  OrderItemId: string;
  Quantity: number;
}

/** What Amazon takes of an address, with its longest (amazon.md §12). */
const ADDRESS: ReadonlyArray<readonly [field: string, member: string, longest: number, required: boolean]> = [
  ['name', 'Name', 30, true],
  ['addressLine1', 'AddressLine1', 180, true],
  ['addressLine2', 'AddressLine2', 60, false],
  ['city', 'City', 30, true],
  ['stateOrProvinceCode', 'StateOrProvinceCode', 30, false],
  ['postalCode', 'PostalCode', 30, true],
  ['countryCode', 'CountryCode', 2, true],
  ['email', 'Email', 250, true],
  ['phone', 'Phone', 30, true],
];

/** Senders there need a state too (amazon.md §12). */
const WITH_STATE: ReadonlySet<string> = new Set(['GB', 'US', 'CA', 'CN']);

function shipFrom(item: ItemContext): Record<string, string> {
  const given = item.param<Record<string, unknown> | undefined>('shipFrom') ?? {};
  const address: Record<string, string> = {};
  const missing: string[] = [];
  for (const [field, member, longest, isRequired] of ADDRESS) {
    const value = String(given[field] ?? '').trim();
    if (value !== '') address[member] = value.slice(0, longest);
    else if (isRequired) missing.push(field);
  }
  if (WITH_STATE.has(address.CountryCode?.toUpperCase() ?? '') && !address.StateOrProvinceCode) missing.push('stateOrProvinceCode');
  if (missing.length === 0) return address;
  throw misconfigured(`'Ship From' lacks ${missing.join(', ')}`, "Add them to 'Ship From': Amazon wants the whole sender with e-mail address and phone number.");
}

function positive(item: ItemContext, name: string, label: string): number {
  const value = Number(item.param<unknown>(name));
  if (Number.isFinite(value) && value > 0) return value;
  throw refused(`'${label}' is not a number above zero`, `Give the parcel's ${label.toLowerCase()}.`);
}

/** Items chosen by the operator; undefined for all that is left of the order. */
export function chosenItems(item: ItemContext): LabelItem[] | undefined {
  const text = item.param<unknown>('items');
  if (text === undefined || text === '' || text === null) return undefined;
  const given = jsonParam(item, 'items', 'Items');
  if (!Array.isArray(given) || given.length === 0) return undefined;
  return given.map((one: { orderItemId?: unknown; lineId?: unknown; quantity?: unknown }) => {
    const id = one?.orderItemId ?? one?.lineId;
    const quantity = Number(one?.quantity);
    if (typeof id === 'string' && id !== '' && Number.isInteger(quantity) && quantity > 0) return { OrderItemId: id, Quantity: quantity };
    throw refused("'Items' holds something that is no order item", 'Write [{"orderItemId": "51234567890123", "quantity": 1}], or leave it empty for all.');
  });
}

/** What is left to be sent of an order. */
export const openItems = (order: AmazonOrder): LabelItem[] =>
  (order.orderItems ?? []).flatMap((item) => (leftOf(item) > 0 && item.orderItemId ? [{ OrderItemId: item.orderItemId, Quantity: leftOf(item) }] : []));

/**
 * The parcel as Amazon wants it; quote and purchase take the very same (amazon.md §18).
 *
 * @throws Problem for what is missing
 */
export function labelDetails(item: ItemContext, orderId: string, items: LabelItem[]): LabelDetails {
  const shipDate = vendorTime(String(item.param<unknown>('shipDate') ?? ''));
  const pickUp = item.param<string | undefined>('pickUp') ?? 'ShipperWillDropOff';
  const format = item.param<string | undefined>('labelFormat') ?? 'PDF';
  return {
    AmazonOrderId: orderId,
    ItemList: items,
    ShipFromAddress: shipFrom(item),
    PackageDimensions: {
      Length: positive(item, 'lengthCm', 'Length'),
      Width: positive(item, 'widthCm', 'Width'),
      Height: positive(item, 'heightCm', 'Height'),
      Unit: 'centimeters',
    },
    Weight: { Value: positive(item, 'weightGrams', 'Weight'), Unit: 'g' },
    ...(shipDate === undefined ? {} : { ShipDate: shipDate }),
    ShippingServiceOptions: {
      DeliveryExperience: item.param<string | undefined>('deliveryExperience') ?? 'DeliveryConfirmationWithoutSignature',
      CarrierWillPickUp: pickUp === 'CarrierWillPickUp',
      CarrierWillPickUpOption: pickUp,
      ...(format === 'ShippingServiceDefault' ? {} : { LabelFormat: format }),
    },
  };
}
