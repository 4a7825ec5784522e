import { CHANNELS, CLIENTS, COUNTRIES, COURIERS, CURRENCIES, WAREHOUSES } from './account';
import { SHIPPED, type Json, type OrderStore, type StoredItem, type StoredOrder } from './order-store';

const byId = <T extends { ID: number }>(rows: readonly T[], id: number): T => rows.find(({ ID }) => ID === id) as T;
const cents = (value: unknown): number => Math.round(Number(value ?? 0) * 10_000);
const money = (value: number): number => value / 10_000;
const TEXTS = ['Title', 'FirstName', 'LastName', 'CompanyName', 'Address1', 'Address2', 'Address3', 'Town', 'County', 'PostCode', 'Phone', 'Mobile', 'Email', 'Comments', 'GiftMessages', 'DeliveryNotes', 'VATNumber', 'EORINumber', 'UKIMSNumber', 'PIDNumber'];

/** An order as GET /api/Order/{id} and the lists show it (definition Order). */
export class OrderRenderer {
  constructor(private readonly store: OrderStore) {}

  order(order: StoredOrder, withItems: boolean): Json {
    const { header, times } = { header: order.header, times: this.store.times };
    const courier = byId(COURIERS, order.CourierServiceId);
    return {
      ...{ ID: order.ID, ClientId: order.ClientId, CLIENT_CODE: byId(CLIENTS, order.ClientId).ShortName, OrderNumber: order.OrderNumber, ExternalOrderReference: order.ExternalOrderReference },
      OrderDate: times.local(order.orderedAt),
      DespatchDate: order.despatchedAt === null ? null : times.local(order.despatchedAt),
      RequiredDespatchDate: order.requiredDespatch === null ? null : times.local(order.requiredDespatch),
      RequiredDeliveryDate: null,
      ...Object.fromEntries(TEXTS.map((name) => [name, header[name] ?? null])),
      ...{ CountryId: order.CountryId, Country: byId(COUNTRIES, order.CountryId), Source: 'API', OrderStatusId: this.store.statusId(order.status) },
      NumberOfParcels: Number(header.NumberOfParcels ?? 1),
      TotalItems: order.items.reduce((sum, { Quantity }) => sum + Quantity, 0),
      TotalWeight: order.items.reduce((sum, { Quantity, product }) => sum + Math.round(product.Weight * 1000) * Quantity, 0) / 1000,
      ...{ Part: order.Part, NumberOfParts: order.NumberOfParts },
      ...{ CourierServiceTypeId: courier.CourierServiceTypeId, CourierServiceId: courier.ID, CourierServiceName: courier.Name },
      TrackingNumber: order.TrackingNumber || null,
      TrackingURL: order.TrackingNumber ? `${courier.TrackingURL}${order.TrackingNumber}` : null,
      ...amounts(order),
      ...{ WarehouseId: order.WarehouseId, WAREHOUSE_CODE: byId(WAREHOUSES, order.WarehouseId).Code },
      ...{ ChannelId: order.ChannelId, Channel: byId(CHANNELS, order.ChannelId), CurrencyId: order.CurrencyId, Currency: byId(CURRENCIES, order.CurrencyId) },
      DespatchedByUser: SHIPPED.includes(order.status) ? 'warehouse' : null,
      OrderItems: withItems ? this.items(order) : null,
      OrderNameValues: order.nameValues.map((one) => ({ OrderId: order.ID, Name: one.Name, Value: one.Value })),
      ...{ OrderLock: false, PIIRemoved: false, Tags: order.Tags.length > 0 ? order.Tags.join(',') : null },
      ...{ LastUpdated: times.local(order.changedAt), LastUpdatedByUser: 'api' },
    };
  }

  items(order: StoredOrder): Json[] {
    return order.items.map((item) => ({
      ...{ ID: item.ID, OrderId: order.ID, ProductId: item.product.ID, SKU: item.product.SKU, Quantity: item.Quantity },
      ...{ Allocated: item.Allocated, Commited: 0, OnBackOrder: item.Quantity - item.Allocated },
      ...{ Price: item.price, Vat: item.vat, Discount: item.discount, Details: item.Details },
      OrderItemNameValues: item.nameValues.map(({ Name, Value }) => ({ Name, Value, Internal: false })),
      ...{ LastUpdated: this.store.times.local(order.changedAt), LastUpdatedByUser: 'api' },
    }));
  }

  /** A row of Order/Search, which can come without status and courier (mintsoft.md §5.2). */
  searchRow(order: StoredOrder, withItems: boolean, whole: boolean): Json {
    const row = this.order(order, withItems);
    return whole ? row : { ...row, OrderStatusId: null, CourierServiceId: null, CourierServiceName: null, TrackingNumber: null, TrackingURL: null };
  }
}

function lineAmount({ price, vat, discount, Quantity }: StoredItem): { net: number; tax: number } {
  return { net: (cents(price) - cents(discount)) * Quantity, tax: cents(vat) * Quantity };
}

function amounts({ header, items }: StoredOrder): Json {
  const [shipping, shippingTax] = [cents(header.ShippingTotalExVat), cents(header.ShippingTotalVat)];
  const [discount, discountTax] = [cents(header.DiscountTotalExVat), cents(header.DiscountTotalVat)];
  const lines = items.map(lineAmount);
  const net = lines.reduce((sum, line) => sum + line.net, 0) + shipping - discount;
  const tax = lines.reduce((sum, line) => sum + line.tax, 0) + shippingTax - discountTax;
  return {
    ...{ OrderValue: Number(header.OrderValue ?? 0), TotalVat: Number(header.TotalVat ?? 0) },
    ...{ ShippingTotalExVat: money(shipping), ShippingTotalVat: money(shippingTax), DiscountTotalExVat: money(discount), DiscountTotalVat: money(discountTax) },
    ...{ ShippingNet: money(shipping), ShippingTax: money(shippingTax), ShippingGross: money(shipping + shippingTax) },
    ...{ DiscountNet: money(discount), DiscountTax: money(discountTax), DiscountGross: money(discount + discountTax) },
    ...{ TotalOrderNet: money(net), TotalOrderTax: money(tax), TotalOrderGross: money(net + tax) },
  };
}
