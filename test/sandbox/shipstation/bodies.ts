import { readPacific } from './times';

type Kind = 'text' | 'integer' | 'number' | 'boolean' | 'time' | 'any';
export interface Shape {
  [member: string]: Kind | Shape | readonly [Shape] | readonly [Kind];
}
export type Expected = Shape[string];

export interface CheckedBody {
  errors: Record<string, string[]>;
  /** Members v1 does not know; it drops them without a word. */
  ignored: string[];
}

/** `root` is what the vendor calls the argument, e.g. `apiOrder` (shipstation.md §A1). */
export function checkBody(body: unknown, expected: Expected, root: string): CheckedBody {
  const found: CheckedBody = { errors: {}, ignored: [] };
  if (body === null || body === undefined || typeof body !== 'object') found.errors[root] = ['A value is required.'];
  else check(body, expected, root, found);
  return found;
}

function check(value: unknown, kind: Expected, path: string, found: CheckedBody): void {
  const wrong = () => void (found.errors[path] = [`Error converting value ${JSON.stringify(value)?.slice(0, 40)}.`]);
  if (value === null) return;
  if (typeof kind === 'string') {
    if (!fits(value, kind)) wrong();
    return;
  }
  if (Array.isArray(kind)) {
    if (!Array.isArray(value)) return wrong();
    for (const [index, one] of value.entries()) check(one, kind[0] as Expected, `${path}[${index}]`, found);
    return;
  }
  if (typeof value !== 'object' || Array.isArray(value)) return wrong();
  for (const [member, inner] of Object.entries(value)) {
    const wanted = (kind as Shape)[member];
    if (wanted === undefined) found.ignored.push(`${path}.${member}`);
    else check(inner, wanted, `${path}.${member}`, found);
  }
}

function fits(value: unknown, kind: Kind): boolean {
  switch (kind) {
    case 'text':
      return typeof value === 'string';
    case 'time':
      return typeof value === 'string' && readPacific(value) !== undefined;
    case 'integer':
      return Number.isSafeInteger(value);
    case 'number':
      return typeof value === 'number' && Number.isFinite(value);
    case 'boolean':
      return typeof value === 'boolean';
    case 'any':
      return true;
  }
}

const texts = (...names: string[]): Shape => Object.fromEntries(names.map((name) => [name, 'text'] as const));

export const WEIGHT: Shape = { value: 'number', units: 'text' };
const DIMENSIONS: Shape = { length: 'number', width: 'number', height: 'number', units: 'text' };
const ADDRESS: Shape = { ...texts('name', 'company', 'street1', 'street2', 'street3', 'city', 'state', 'postalCode', 'country', 'phone'), residential: 'boolean' };
const INSURANCE: Shape = { provider: 'text', insureShipment: 'boolean', insuredValue: 'number' };
const INTERNATIONAL: Shape = {
  ...texts('contents', 'nonDelivery'),
  customsItems: [{ ...texts('description', 'harmonizedTariffCode', 'countryOfOrigin'), customsItemId: 'integer', quantity: 'number', value: 'number' }],
};
const ADVANCED: Shape = {
  ...texts('customField1', 'customField2', 'customField3', 'source', 'billToParty', 'billToAccount', 'billToPostalCode', 'billToCountryCode'),
  ...{ warehouseId: 'integer', storeId: 'integer', billToMyOtherAccount: 'integer', nonMachinable: 'boolean', saturdayDelivery: 'boolean', containsAlcohol: 'boolean' },
};
const ITEM: Shape = {
  ...texts('lineItemKey', 'sku', 'name', 'imageUrl', 'warehouseLocation', 'fulfillmentSku', 'upc'),
  ...{ weight: WEIGHT, quantity: 'integer', unitPrice: 'number', taxAmount: 'number', shippingAmount: 'number', productId: 'integer', adjustment: 'boolean' },
  options: [texts('name', 'value')],
};

/** createorder (definition CreateOrUpdateOrderOptions). */
export const ORDER: Shape = {
  ...texts('orderNumber', 'orderKey', 'orderStatus', 'customerUsername', 'customerEmail', 'customerNotes', 'internalNotes', 'giftMessage', 'paymentMethod', 'requestedShippingService'),
  ...texts('carrierCode', 'serviceCode', 'packageCode', 'confirmation', 'customsCountryCode'),
  ...{ orderId: 'integer', orderDate: 'time', paymentDate: 'time', shipByDate: 'time', shipDate: 'time', gift: 'boolean' },
  ...{ amountPaid: 'number', taxAmount: 'number', shippingAmount: 'number', billTo: ADDRESS, shipTo: ADDRESS, items: [ITEM] },
  ...{ weight: WEIGHT, dimensions: DIMENSIONS, insuranceOptions: INSURANCE, internationalOptions: INTERNATIONAL, advancedOptions: ADVANCED, tagIds: ['integer'] },
};

export const MARK_SHIPPED: Shape = { orderId: 'integer', carrierCode: 'text', shipDate: 'time', trackingNumber: 'text', notifyCustomer: 'boolean', notifySalesChannel: 'boolean' };
export const HOLD: Shape = { orderId: 'integer', holdUntilDate: 'time' };
export const ORDER_ID: Shape = { orderId: 'integer' };
export const TAG: Shape = { orderId: 'integer', tagId: 'integer' };
export const ASSIGN: Shape = { orderIds: ['integer'], userId: 'text' };
const PARCEL: Shape = { ...texts('carrierCode', 'serviceCode', 'packageCode', 'confirmation'), shipDate: 'time', weight: WEIGHT, dimensions: DIMENSIONS, testLabel: 'boolean', insuranceOptions: INSURANCE, internationalOptions: INTERNATIONAL, advancedOptions: ADVANCED };
export const ORDER_LABEL: Shape = { ...PARCEL, orderId: 'integer' };
export const LABEL: Shape = { ...PARCEL, shipFrom: ADDRESS, shipTo: ADDRESS };
export const VOID: Shape = { shipmentId: 'integer' };
export const RATES: Shape = { ...texts('carrierCode', 'serviceCode', 'packageCode', 'fromPostalCode', 'fromCity', 'fromState', 'fromWarehouseId', 'toState', 'toCountry', 'toPostalCode', 'toCity', 'confirmation'), weight: WEIGHT, dimensions: DIMENSIONS, residential: 'boolean' };
export const SUBSCRIBE: Shape = { ...texts('target_url', 'event', 'friendly_name'), store_id: 'integer' };
export const STORE_ID: Shape = { storeId: 'integer', refreshDate: 'time' };
export const PRODUCT: Shape = { productId: 'integer', sku: 'text', name: 'text', price: 'number', active: 'boolean', warehouseLocation: 'text' };
