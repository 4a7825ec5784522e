import type { RoomContext } from '../room';
import { carrierBy, originAddress, WAREHOUSES } from './account';
import type { Desk } from './desk';
import { labelDownload } from './label-files';
import type { Json, StoredFulfillment, StoredLabel, StoredLine, StoredOrder, Weight } from './model';
import { orderGrams, type OrderStore } from './order-store';
import { utc } from './times';

export const CURRENCY = 'gbp';
const UNITS: Record<string, string> = { grams: 'gram', ounces: 'ounce', pounds: 'pound' };

export const amount = (value: number): Json => ({ currency: CURRENCY, amount: value });
const weight = (sent: Weight | null): Json | undefined => (sent ? { value: sent.value, unit: UNITS[sent.units] ?? 'gram' } : undefined);
/** Members that are not set are left out, or null where v2 has null. */
const given = (members: Json): Json => Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));

/** An address of v1 in v2's words. */
export function addressOf(sent: unknown): Json {
  const { name, phone, company, street1, street2, street3, city, state, postalCode, country, residential } = (sent ?? {}) as Json;
  const indicator = residential === true ? 'yes' : residential === false ? 'no' : 'unknown';
  return given({
    ...{ name: name ?? '', phone: phone ?? '', company_name: company || undefined, address_line1: street1 ?? '', address_line2: street2 || undefined, address_line3: street3 || undefined, city_locality: city ?? '' },
    ...{ state_province: state ?? '', postal_code: postalCode ?? '', country_code: country ?? '', address_residential_indicator: indicator },
  });
}

/** An address of v2 as v1 keeps it. */
export function addressFrom(sent: Json): Json {
  const residential = sent.address_residential_indicator === 'yes' ? true : sent.address_residential_indicator === 'no' ? false : null;
  return {
    ...{ name: sent.name, company: sent.company_name ?? null, street1: sent.address_line1, street2: sent.address_line2 ?? null, street3: sent.address_line3 ?? null, city: sent.city_locality, state: sent.state_province },
    ...{ postalCode: sent.postal_code, country: sent.country_code, phone: sent.phone, residential },
  };
}

export const warehouseAddress = (one: (typeof WAREHOUSES)[number]): Json => addressOf(originAddress(one));

function item(order: StoredOrder, line: StoredLine): Json {
  return given({
    ...{ name: line.name, sales_order_id: `se-${order.orderId}`, sales_order_item_id: `se-${line.orderItemId}`, quantity: line.quantity, sku: line.sku ?? undefined, external_order_id: order.orderNumber },
    ...{ external_order_item_id: line.lineItemKey ?? undefined, image_url: line.imageUrl ?? undefined, weight: weight(line.weight), unit_price: line.unitPrice, tax_amount: line.taxAmount ?? undefined },
    ...{ shipping_amount: line.shippingAmount ?? undefined, inventory_location: line.warehouseLocation ?? undefined, options: line.options, upc: line.upc ?? undefined },
  });
}

export class V2Renderer {
  constructor(
    private readonly context: RoomContext,
    private readonly store: OrderStore,
    private readonly desk: Desk,
  ) {}

  status(order: StoredOrder): string {
    if (order.status === 'cancelled') return 'cancelled';
    if (order.status !== 'shipped') return 'pending';
    return this.desk.labelsOf(order).some(({ voidedAt }) => voidedAt === null) ? 'label_purchased' : this.context.assumed('fulfilled-shipment-status');
  }

  shipment(order: StoredOrder): Json {
    const { header, v2 } = order;
    const carrier = carrierBy(header.carrierCode);
    const advanced = (header.advancedOptions ?? {}) as Json;
    const warehouse = WAREHOUSES.find(({ warehouseId }) => warehouseId === advanced.warehouseId) ?? WAREHOUSES[0];
    const money = (name: string): Json => amount(Number(header[name] ?? 0));
    return given({
      ...{ shipment_id: `se-${order.shipmentNo}`, carrier_id: v2.carrier_id ?? carrier?.id, service_code: v2.service_code ?? header.serviceCode ?? undefined },
      ...{ requested_shipment_service: header.requestedShippingService ?? undefined, external_shipment_id: this.store.externalOf(order) ?? undefined, shipment_number: order.orderNumber },
      ...{ hold_until_date: order.holdUntil === null ? undefined : `${order.holdUntil}T08:00:00.000Z`, ship_by_date: utc(order.shipByDate) ?? undefined },
      store_id: this.context.assumed('store-id-spelling') === 'se' ? `se-${order.storeId}` : String(order.storeId),
      ...{ items: order.lines.map((line) => item(order, line)), notes_from_buyer: header.customerNotes ?? undefined, notes_for_gift: header.giftMessage ?? undefined, is_gift: header.gift === true },
      ...{ amount_paid: money('amountPaid'), shipping_paid: money('shippingAmount'), tax_paid: money('taxAmount'), ship_date: utc(this.context.now()), created_at: utc(order.createdAt), modified_at: utc(order.modifiedAt) },
      ...{ shipment_status: this.status(order), ship_to: addressOf(header.shipTo), ship_from: v2.ship_from ?? warehouseAddress(warehouse), return_to: warehouseAddress(warehouse), warehouse_id: `se-${warehouse.warehouseId}`, is_return: false, confirmation: 'none' },
      ...{ advanced_options: given({ custom_field1: advanced.customField1 ?? undefined, custom_field2: advanced.customField2 ?? undefined, custom_field3: advanced.customField3 ?? undefined }), insurance_provider: 'none' },
      ...{ tags: [], packages: v2.packages ?? [{ package_code: 'package', weight: { value: orderGrams(order), unit: 'gram' } }], total_weight: { value: orderGrams(order), unit: 'gram' } },
    });
  }

  label(label: StoredLabel, origin: string, inline = false): Json {
    const { order } = label;
    const external = order && this.store.externalOf(order);
    return given({
      ...{ label_id: `se-${label.shipmentId}`, status: label.voidedAt === null ? 'completed' : 'voided', shipment_id: order ? `se-${order.shipmentNo}` : undefined, external_shipment_id: external ?? undefined },
      ...{ external_order_id: order?.orderNumber, ship_date: `${label.shipDate}T00:00:00Z`, created_at: utc(label.createdAt), shipment_cost: amount(label.cost / 100), insurance_cost: amount(0) },
      ...{ tracking_number: label.trackingNumber, is_return_label: label.isReturn, is_international: label.shipTo.country !== 'GB', batch_id: label.batchId ?? undefined, carrier_id: carrierBy(label.carrierCode)?.id },
      ...{ service_code: label.serviceCode, package_code: label.packageCode, voided: label.voidedAt !== null, voided_at: utc(label.voidedAt) ?? undefined, label_format: label.format, label_layout: label.layout },
      ...{ display_scheme: 'label', trackable: true, carrier_code: label.carrierCode, tracking_status: 'unknown', label_download: labelDownload(label, origin, inline) },
      packages: [{ package_code: label.packageCode, weight: { value: order ? orderGrams(order) : 0, unit: 'gram' }, tracking_number: label.trackingNumber, sequence: 1 }],
    });
  }

  fulfillment(one: StoredFulfillment): Json {
    return {
      ...{ fulfillment_id: `se-${one.fulfillmentId}`, shipment_id: `se-${one.order.shipmentNo}`, shipment_number: one.order.orderNumber, order_id: `se-${one.order.orderId}`, tracking_number: one.trackingNumber },
      ...{ carrier_code: one.carrierCode, ship_date: `${one.shipDate}T00:00:00Z`, created_at: utc(one.createdAt), voided: one.voidedAt !== null, voided_at: utc(one.voidedAt), ship_to: addressOf(one.order.header.shipTo) },
    };
  }
}
