import type { KauflandOrder, KauflandUnitRow } from '../../../nodes/Kaufland/types';

/** A row as in kaufland.md §4.1. */
export function unitRow(change: Partial<KauflandUnitRow> = {}): KauflandUnitRow {
  return {
    id_order_unit: 314567896580917,
    id_order: 'MB7UWLD',
    status: 'need_to_be_sent',
    ts_created_iso: '2026-01-05T09:12:44Z',
    ts_updated_iso: '2026-01-05T09:28:01Z',
    storefront: 'de',
    currency: 'EUR',
    is_marketplace_deemed_supplier: false,
    fulfillment_type: 'fulfilled_by_merchant',
    id_offer: 'MUG-BLUE-330',
    unit_condition: 'new',
    note: null,
    price: 1299,
    shipping_rate: 390,
    vat: 19,
    revenue_gross: 1150,
    revenue_net: 966,
    eco_fee: null,
    packaging_fee: null,
    delivery_time_min: 2,
    delivery_time_max: 4,
    delivery_time_expires_iso: '2026-01-09T22:59:59Z',
    order_received_timestamp_iso: null,
    cancel_reason: null,
    discounts: [],
    buyer: { id_buyer: 21631426, email: 'ab12cd@customer.example.com' },
    shipping_address: {
      first_name: 'Tom',
      last_name: 'Beispiel',
      company_name: null,
      street: 'Teststr.',
      house_number: '1a',
      additional_field: null,
      postcode: '50667',
      city: 'Köln',
      country: 'DE',
      phone: '+49221000000',
    },
    billing_address: {
      first_name: 'Tom',
      last_name: 'Beispiel',
      company_name: null,
      street: 'Teststr.',
      house_number: '1a',
      additional_field: null,
      postcode: '50667',
      city: 'Köln',
      country: 'DE',
      phone: null,
    },
    product: { id_product: 362524873, title: 'Mug blue', eans: ['4006381333931'] },
    ...change,
  };
}

/** An order of units that differ from {@link unitRow} as told. */
export function vendorOrder(units: Array<Partial<KauflandUnitRow>>, change: Partial<KauflandOrder> = {}): KauflandOrder {
  const rows = units.map((unit, index) => unitRow({ id_order_unit: 314567896580917 + index, ...unit }));
  const { buyer, shipping_address, billing_address } = unitRow();
  return {
    id_order: 'MB7UWLD',
    ts_created_iso: '2026-01-05T09:12:44Z',
    is_marketplace_deemed_supplier: false,
    storefront: 'de',
    fulfillment_type: 'fulfilled_by_merchant',
    order_units: rows.map(({ buyer: _buyer, shipping_address: _shipping, billing_address: _billing, ...unit }) => unit as never),
    buyer,
    shipping_address,
    billing_address,
    ...change,
  };
}
