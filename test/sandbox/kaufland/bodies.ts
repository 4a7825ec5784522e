import Ajv, { type ValidateFunction } from 'ajv';
import { CANCEL_REASONS, REFUND_REASONS, RETURN_REASONS, STOREFRONTS, SUBSCRIPTION_EVENTS, VAT_INDICATORS } from './values';

const ajv = new Ajv({ allErrors: true, strict: true, allowUnionTypes: true });

function closed(properties: Record<string, unknown>, required: string[]): ValidateFunction {
  return ajv.compile({ type: 'object', properties, required, additionalProperties: false });
}

const text = { type: 'string' };
const whole = { type: 'integer' };
const atLeast = (minimum: number) => ({ type: 'integer', minimum });
const oneOf = (values: readonly string[]) => ({ type: 'string', enum: [...values] });

export const sendBody = closed({ tracking_numbers: text, carrier_code: text }, ['tracking_numbers', 'carrier_code']);
export const cancelBody = closed({ reason: oneOf(CANCEL_REASONS) }, ['reason']);
export const refundBody = closed({ amount: atLeast(1), reason: oneOf(REFUND_REASONS) }, ['amount', 'reason']);
export const messageBody = closed({ message: { type: 'string', minLength: 1 } }, ['message']);

export const shipmentBody = ajv.compile({
  type: 'object',
  properties: {
    id_order_unit: whole,
    shipment_information: { type: 'object', properties: { tracking_number: text, carrier_code: text }, required: ['tracking_number', 'carrier_code'], additionalProperties: false },
  },
  required: ['id_order_unit', 'shipment_information'],
  additionalProperties: false,
});

/** kaufland.md §6: writable members of an offer and their limits. */
const OFFER = {
  status: oneOf(['AVAILABLE', 'ONHOLD']),
  amount: { type: 'integer', minimum: 0, maximum: 99_999 },
  handling_time: { type: 'integer', minimum: 0, maximum: 100 },
  listing_price: atLeast(1),
  minimum_price: atLeast(1),
  note: { type: 'string', maxLength: 250 },
  id_shipping_group: whole,
  id_warehouse: whole,
  vat_indicator: oneOf(VAT_INDICATORS),
  eco_participation: { type: ['integer', 'null'], minimum: 1 },
  battery_participation: { type: ['integer', 'null'], minimum: 1 },
};
export const offerPatchBody = closed(OFFER, []);

const { status: _status, ...creatable } = OFFER;
export const CONDITIONS = ['NEW', 'USED___AS_NEW', 'USED___VERY_GOOD', 'USED___GOOD', 'USED___ACCEPTABLE', 'REFURBISHED___AS_NEW', 'REFURBISHED___VERY_GOOD', 'REFURBISHED___GOOD', 'REFURBISHED___ACCEPTABLE'];
export const offerBody = closed({ ...creatable, id_offer: { type: 'string', minLength: 1 }, ean: text, id_product: whole, condition: oneOf(CONDITIONS) }, ['handling_time', 'listing_price', 'id_offer']);

/** The shape of the list only; each row's unit_data is judged on its own and answered on its own. */
export const bulkBody = ajv.compile({
  type: 'array',
  minItems: 1,
  items: { type: 'object', properties: { id_unit: atLeast(1), unit_data: { type: 'object' } }, required: ['id_unit', 'unit_data'], additionalProperties: false },
});

const SUBSCRIPTION = { callback_url: { type: 'string', maxLength: 255, pattern: '^https?://' }, fallback_email: { type: 'string', pattern: '^[^@\\s]+@[^@\\s]+$' }, event_name: oneOf(SUBSCRIPTION_EVENTS) };
export const subscriptionBody = closed(SUBSCRIPTION, ['callback_url', 'fallback_email', 'event_name']);
export const subscriptionPatchBody = closed({ ...SUBSCRIPTION, is_active: { type: 'boolean' }, storefront: { type: ['string', 'null'], enum: [...STOREFRONTS, null] } }, []);

export const returnsBody = ajv.compile({
  type: 'array',
  minItems: 1,
  items: {
    type: 'object',
    properties: { id_order_unit: whole, reason: oneOf(RETURN_REASONS), note: { type: 'string', minLength: 5, maxLength: 100 } },
    required: ['id_order_unit', 'reason', 'note'],
    additionalProperties: false,
  },
});
