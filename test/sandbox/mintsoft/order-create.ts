import type { RoomContext } from '../room';
import { CHANNELS, COUNTRIES, COURIERS, countryOf, CURRENCIES, EXTERNAL_COURIER_NAMES, WAREHOUSES } from './account';
import type { Json, OrderStore, StoredItem, StoredOrder } from './order-store';
import type { ProductStore, StoredProduct } from './products';

const REQUIRED = ['FirstName', 'Address1', 'PostCode'] as const; // article 11686761, mintsoft.md §5.1

export type Created = { order: StoredOrder; message: string } | { refused: string };

const same = (a: string, b: unknown): boolean => typeof b === 'string' && a.toLowerCase() === b.trim().toLowerCase();
const given = (value: unknown): boolean => typeof value === 'string' && value.trim() !== '';

function warehouseId({ WarehouseId, Warehouse }: Json): number | undefined {
  const found = WarehouseId ? WAREHOUSES.find(({ ID }) => ID === WarehouseId) : WAREHOUSES.find(({ Name, Code }) => same(Name, Warehouse) || same(Code, Warehouse));
  return found?.ID;
}

/** A service by id or name, or what the courier rules make of a general name (mintsoft.md §5.1). */
export function courierId({ CourierServiceId, CourierService }: Json): number | undefined {
  if (CourierServiceId) return COURIERS.find(({ ID }) => ID === CourierServiceId)?.ID;
  return COURIERS.find(({ Name }) => same(Name, CourierService))?.ID ?? EXTERNAL_COURIER_NAMES.find(({ Name }) => same(Name, CourierService))?.CourierServiceId;
}

function channelId({ ChannelId, Channel }: Json, client: number): number | undefined {
  const own = CHANNELS.filter(({ ClientId }) => ClientId === 0 || ClientId === client);
  if (ChannelId) return own.find(({ ID }) => ID === ChannelId)?.ID;
  return given(Channel) ? own.find(({ Name }) => same(Name, Channel))?.ID : CHANNELS[0].ID;
}

/** PUT /api/Order (mintsoft.md §5.1). */
export class OrderCreation {
  constructor(
    private readonly context: RoomContext,
    private readonly store: OrderStore,
    private readonly products: ProductStore,
  ) {}

  create(body: Json, ClientId: number, seeded: boolean): Created {
    const OrderNumber = String(body.OrderNumber ?? '').trim();
    const ExternalOrderReference = String(body.ExternalOrderReference ?? '').trim();
    const items = (body.OrderItems ?? []) as Json[];
    const missing = REQUIRED.find((name) => !given(body[name]));
    if (missing) return { refused: `${missing} is required` };
    if (OrderNumber === '') return { refused: 'OrderNumber is required' };
    const country = body.CountryId ? COUNTRIES.find(({ ID }) => ID === body.CountryId) : countryOf(String(body.Country ?? ''));
    if (!country) return { refused: 'Country not found' };
    const WarehouseId = warehouseId(body);
    if (!WarehouseId) return { refused: 'Warehouse not found' };
    const CourierServiceId = courierId(body);
    if (!CourierServiceId) return { refused: 'Courier service not found' };
    const ChannelId = channelId(body, ClientId);
    if (!ChannelId) return { refused: 'Channel not found' };
    const currency = body.CurrencyId ? CURRENCIES.find(({ ID }) => ID === body.CurrencyId) : CURRENCIES.find(({ Code }) => Code === (body.Currency || 'GBP'));
    if (!currency) return { refused: 'Currency not found' };
    if (items.length === 0) return { refused: 'At least one order item is required' };
    const fewer = items.find(({ Quantity }) => !(Number(Quantity) > 0));
    if (fewer) return { refused: `Quantity of ${String(fewer.SKU ?? fewer.ProductId)} is not valid` };
    const repeated = !seeded && this.isTaken(ClientId, OrderNumber, ExternalOrderReference) && this.context.assumed('repeated-order') === 'refused';
    if (repeated) return { refused: `Order ${OrderNumber} already exists` };
    const found = items.map((item) => ({ item, product: this.products.ofLine(item, ClientId) }));
    const unknown = found.find(({ product }) => product === undefined);
    const failed = unknown !== undefined && this.context.assumed('order-with-unknown-sku') === 'stored-as-failed';
    if (unknown && !failed) return { refused: `Product not found: ${String(unknown.item.SKU ?? unknown.item.ProductId)}` };
    const refusal = seeded ? undefined : this.context.refusal(OrderNumber, ExternalOrderReference, ...items.map(({ SKU }) => String(SKU ?? '')));
    if (refusal) return { refused: refusal.message ?? `Order ${refusal.record} cannot be accepted` };

    const now = this.store.times.now();
    const order: StoredOrder = {
      ...{ ID: this.store.takeOrderId(), ClientId, OrderNumber, ExternalOrderReference, status: failed ? 'FAILED' : 'NEW' },
      ...{ WarehouseId, ChannelId, CourierServiceId, CountryId: country.ID, CurrencyId: currency.ID, Part: 1, NumberOfParts: 1, splitFrom: null },
      TrackingNumber: '',
      Tags: String(body.Tags ?? '').split(',').map((tag) => tag.trim()).filter(Boolean),
      header: headerOf(body),
      nameValues: (body.OrderNameValues ?? []) as Json[],
      items: found.flatMap(({ item, product }) => (product ? [this.item(item, product)] : [])),
      ...{ shipments: [], comments: [], connectActions: [], despatchedAt: null, releaseAt: null, orderedAt: now, changedAt: now, seeded, despatches: 0 },
      requiredDespatch: given(body.RequiredDespatchDate) ? this.store.times.read(String(body.RequiredDespatchDate)) : null,
    };
    this.store.all.set(order.ID, order);
    if (!failed) this.store.allocate(order);
    return { order, message: this.connect(order, body.ConnectAction as Json | undefined) };
  }

  /** SourceOrderId is unique per client (mintsoft.md §9); the complaint, empty = registered. */
  connect(order: StoredOrder, action: Json | undefined | null): string {
    if (!action) return '';
    if (action.Type !== 'API') return "Connect action: Type is not 'API'";
    if (!given(action.SourceOrderId)) return 'Connect action: SourceOrderId is required';
    const taken = this.store.list().some((one) => one.ClientId === order.ClientId && one.connectActions.some(({ SourceOrderId }) => SourceOrderId === action.SourceOrderId));
    if (taken) return `Connect action: SourceOrderId ${String(action.SourceOrderId)} already exists`;
    order.connectActions.push({ ID: this.store.takeRowId(), ...action });
    return '';
  }

  private isTaken(ClientId: number, number: string, reference: string): boolean {
    const freed = this.context.assumed('cancelled-number') === 'freed';
    return this.store.list().some((one) => one.ClientId === ClientId && !(freed && one.status === 'CANCELLED') && (one.OrderNumber === number || (reference !== '' && one.ExternalOrderReference === reference)));
  }

  private item(item: Json, product: StoredProduct): StoredItem {
    return {
      ...{ ID: this.store.takeRowId(), product, Quantity: Number(item.Quantity), Allocated: 0 },
      ...{ price: Number(item.UnitPrice ?? 0), vat: Number(item.UnitPriceVat ?? 0), discount: Number(item.Discount ?? 0) },
      Details: given(item.Details) ? String(item.Details) : null,
      nameValues: (item.OrderItemNameValues ?? []) as Json[],
    };
  }
}

/** Warehouse, courier and the like are kept resolved; everything else as it was sent. */
function headerOf(body: Json): Json {
  const resolved = ['OrderItems', 'OrderNameValues', 'ConnectAction', 'Tags', 'Warehouse', 'CourierService', 'Channel', 'Country', 'Currency', 'ClientId', 'OrderNumber', 'ExternalOrderReference'];
  const ids = ['WarehouseId', 'CourierServiceId', 'ChannelId', 'CountryId', 'CurrencyId', 'RequiredDespatchDate'];
  return Object.fromEntries(Object.entries(body).filter(([name]) => ![...resolved, ...ids].includes(name)));
}
