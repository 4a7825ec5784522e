import Ajv, { type ValidateFunction } from 'ajv';
import { isUtcTime } from './times';

const ajv = new Ajv({ allErrors: false, strict: false });
ajv.addFormat('moment', (text: string) => isUtcTime(text) && text.includes('T'));
ajv.addFormat('day', isUtcTime);
ajv.addFormat('web', /^https?:\/\/[^\s/]+/);

type Schema = Record<string, unknown>;

const text: Schema = { type: 'string' };
const some: Schema = { type: 'string', minLength: 1 };
const limited = (maxLength: number): Schema => ({ type: 'string', minLength: 1, maxLength });
const se: Schema = { type: 'string', minLength: 1, maxLength: 25, pattern: '^se(-[a-z0-9]+)+$' };
const closed = (properties: Schema, required: string[] = []): Schema => ({ type: 'object', properties, required, additionalProperties: false });
const list = (items: Schema, minItems = 0): Schema => ({ type: 'array', items, minItems });
const flag: Schema = { type: 'boolean' };
const whole: Schema = { type: 'integer' };

const money = closed({ currency: some, amount: { type: 'number', minimum: 0 } }, ['currency', 'amount']);
const weight = closed({ value: { type: 'number', exclusiveMinimum: 0 }, unit: { enum: ['pound', 'ounce', 'gram', 'kilogram'] } }, ['value', 'unit']);
const dimensions = closed({ unit: { enum: ['inch', 'centimeter'] }, length: { type: 'number', minimum: 0 }, width: { type: 'number', minimum: 0 }, height: { type: 'number', minimum: 0 } }, ['unit', 'length', 'width', 'height']);
const ADDRESS_NAMES = ['name', 'phone', 'address_line1', 'city_locality', 'state_province', 'postal_code', 'country_code', 'address_residential_indicator'];
const address = closed(
  {
    ...{ name: some, phone: some, email: text, company_name: text, address_line1: some, address_line2: text, address_line3: text, city_locality: some, state_province: text, postal_code: some },
    ...{ country_code: { type: 'string', pattern: '^[A-Z]{2}$' }, address_residential_indicator: { enum: ['unknown', 'yes', 'no'] }, instructions: text, geolocation: list({ type: 'object' }) },
  },
  ADDRESS_NAMES,
);
const item = closed({
  ...{ name: some, sales_order_id: text, sales_order_item_id: text, quantity: { type: 'integer', minimum: 1 }, sku: text, bundle_sku: text, external_order_id: text, external_order_item_id: text },
  ...{ asin: limited(10), order_source_code: some, item_id: text, allocation_status: text, image_url: { type: 'string', format: 'web' }, weight, unit_price: { type: 'number' }, tax_amount: { type: 'number' } },
  ...{ shipping_amount: { type: 'number' }, inventory_location: text, options: list(closed({ name: text, value: text })), product_id: text, fullfilment_sku: text, upc: text },
});
const parcel = closed(
  {
    ...{ shipment_package_id: se, package_id: se, package_code: limited(50), package_name: text, weight, dimensions, insured_value: money, label_messages: { type: 'object' }, external_package_id: text },
    ...{ tracking_number: text, content_description: limited(35), products: list({ type: 'object' }) },
  },
  ['weight'],
);
const validate_address = { enum: ['no_validation', 'validate_only', 'validate_and_clean'] };

/** The archived create schema is closed (shipstation.md §B2). */
const newShipment = closed(
  {
    ...{ validate_address, external_shipment_id: limited(50), carrier_id: se, create_sales_order: flag, store_id: { type: 'string', pattern: '^\\d+$' }, notes_from_buyer: text, notes_for_gift: text, is_gift: flag },
    ...{ zone: whole, display_scheme: text, assigned_user: text, shipment_status: { enum: ['pending', 'processing', 'label_purchased', 'cancelled'] }, amount_paid: money, shipping_paid: money, tax_paid: money },
    ...{ ship_to: address, ship_from: address, items: list(item), packages: list(parcel) },
  },
  ['ship_to', 'ship_from'],
);
/** A shipment inside a rate or label request: the read model's members, of which these matter here. */
const wholeShipment = closed(
  {
    ...{ validate_address, external_shipment_id: limited(50), external_order_id: text, carrier_id: se, service_code: some, store_id: text, ship_date: { type: 'string', format: 'day' }, ship_to: address, ship_from: address, return_to: address, warehouse_id: se },
    ...{ items: list(item), packages: list(parcel, 1), confirmation: { enum: ['none', 'delivery', 'signature', 'adult_signature', 'direct_signature', 'delivery_mailed', 'verbal_confirmation'] } },
    ...{ customs: { type: 'object' }, advanced_options: { type: 'object' }, insurance_provider: some, tags: list(closed({ name: some }, ['name'])), order_source_code: some, is_return: flag },
  },
  ['ship_to', 'packages'],
);

const label_format = { enum: ['pdf', 'png', 'zpl'] };
const label_layout = { enum: ['4x6', 'letter'] };
const labelOptions = { validate_address, label_layout, label_format, label_download_type: { enum: ['url', 'inline'] }, display_scheme: some };
const processing = { ship_date: { type: 'string', format: 'moment' }, label_layout, label_format, display_scheme: some };
const headers = list(closed({ key: some, value: text }, ['key', 'value']));

export const MOST_PER_CALL = 50; // shipstation.md §B4: maximum unconfirmed, use 50

const compiled = (schema: Schema): ValidateFunction => ajv.compile(schema);

export const createShipments = compiled(closed({ shipments: { ...list(newShipment, 1), maxItems: MOST_PER_CALL } }, ['shipments']));
export const createFulfillments = compiled(
  closed(
    {
      fulfillments: {
        ...list(closed({ shipment_id: se, tracking_number: text, carrier_code: some, ship_date: { type: 'string', format: 'day' }, notify_customer: flag, notify_order_source: flag }, ['shipment_id', 'carrier_code']), 1),
        maxItems: MOST_PER_CALL,
      },
    },
    ['fulfillments'],
  ),
);
export const rates = compiled({
  ...closed({ shipment_id: se, shipment: wholeShipment, rate_options: closed({ carrier_ids: list(se, 1), package_types: list(text), service_codes: list(text), calculate_tax_amount: flag, preferred_currency: text, is_return: flag }, ['carrier_ids']) }),
  oneOf: [{ required: ['shipment_id'] }, { required: ['shipment'] }],
});
const estimateNames = ['from_country_code', 'from_postal_code', 'from_city_locality', 'from_state_province', 'to_country_code', 'to_postal_code', 'to_city_locality', 'to_state_province'];
export const estimate = compiled(
  closed(
    { ...Object.fromEntries(estimateNames.map((name) => [name, text])), carrier_id: se, carrier_ids: list(se, 1), weight, dimensions, confirmation: some, address_residential_indicator: { enum: ['unknown', 'yes', 'no'] }, ship_date: { type: 'string', format: 'moment' } },
    [...estimateNames, 'carrier_ids', 'weight', 'ship_date'],
  ),
);
export const labelFromShipment = compiled(closed(labelOptions));
export const newLabel = compiled(closed({ ...labelOptions, shipment: wholeShipment, test_label: flag, is_return_label: flag, rma_number: text, outbound_label_id: se, charge_event: some }, ['shipment']));
export const returnLabel = compiled(closed({ charge_event: some, label_layout, label_format, label_download_type: { enum: ['url', 'inline'] }, display_scheme: some, label_image_id: text }));
const members = { external_batch_id: limited(25), batch_notes: text, shipment_ids: list(se), rate_ids: list(se) };
export const newBatch = compiled(closed({ ...members, process_labels: closed({ create_batch_and_process_labels: flag, ...processing }) }));
export const batchMembers = compiled(closed({ shipment_ids: list(se), rate_ids: list(se) }));
export const processBatch = compiled(closed(processing));
export const nothing = compiled({});
export const inventoryChange = compiled(
  closed(
    {
      ...{ transaction_type: { enum: ['increment', 'decrement', 'adjust', 'modify'] }, inventory_location_id: some, sku: some, quantity: { type: 'integer', minimum: 0 }, cost: money, lot: text },
      ...{ condition: { enum: ['sellable', 'damaged', 'expired', 'qa_hold'] }, usable_start_date: { type: 'string', format: 'moment' }, usable_end_date: { type: 'string', format: 'moment' }, effective_at: { type: 'string', format: 'moment' } },
      ...{ reason: text, notes: text, new_inventory_location_id: some, new_cost: money, new_condition: { enum: ['sellable', 'damaged', 'expired', 'qa_hold'] } },
    },
    ['transaction_type', 'sku', 'quantity', 'inventory_location_id'],
  ),
);

const EVENTS = ['batch', 'carrier_connected', 'order_source_refresh_complete', 'rate', 'report_complete', 'sales_orders_imported', 'track'];
const NEWER = ['shipment_created_v2', 'label_created_v2', 'fulfillment_shipped_v2', 'fulfillment_rejected_v2', 'fulfillment_created_v2', 'fulfillment_canceled_v2', 'fulfillment_updated_v2', 'batch_processed_v2', 'track_event_v2'];
/** `name` and `store_id` are on the current reference page only (shipstation.md §B6). */
export const newWebhook = compiled(closed({ event: { enum: [...EVENTS, ...NEWER] }, url: { type: 'string', format: 'web' }, headers, name: some, store_id: whole }, ['event', 'url']));
export const changedWebhook = compiled(closed({ url: { type: 'string', format: 'web' }, headers, name: some, store_id: whole }));

/** The first complaint in the vendor's kind of words. */
export function complaintOf(validate: ValidateFunction): { message: string; code: string } {
  const [{ instancePath, message, params, keyword }] = validate.errors ?? [];
  const member = String(params.missingProperty ?? params.additionalProperty ?? '');
  const path = [instancePath.replace(/^\//, '').replace(/\/(\d+)/g, '[$1]').replace(/\//g, '.'), member].filter(Boolean).join('.');
  if (keyword === 'required') return { message: `${path} must be provided.`, code: 'field_value_required' };
  return { message: `${path || 'body'} ${message ?? 'is invalid'}`, code: keyword === 'maxLength' ? 'invalid_string_length' : 'invalid_field_value' };
}
