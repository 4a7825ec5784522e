import { CATALOGUE, generatedArticle, type Article } from '../catalogue';
import { EMPTY_GUID, guid, Guids } from './ids';
import type { OrderTotals } from './totals';

export interface StockLocation {
  StockLocationId: string;
  StockLocationIntId: number;
  LocationName: string;
  IsFulfillmentCenter: boolean;
}

export interface PostalService {
  pkPostalServiceId: string;
  PostalServiceName: string;
  Vendor: string;
  TrackingNumberRequired: boolean;
}

export interface StockItem extends Article {
  StockItemId: string;
  StockItemIntId: number;
  /** Gross level per location id. */
  levels: Map<string, number>;
  changedAt: number;
}

export interface StoredAddress {
  EmailAddress: string;
  Address1: string;
  Address2: string;
  Address3: string;
  Town: string;
  Region: string;
  PostCode: string;
  Country: string;
  Continent: string;
  FullName: string;
  Company: string;
  PhoneNumber: string;
  CountryId: string;
}

export interface StoredItem {
  RowId: string;
  StockItemId: string;
  ItemNumber: string;
  SKU: string;
  ChannelSKU: string;
  Title: string;
  Options: Array<{ Property: string; Value: string }>;
  Quantity: number;
  PricePerUnit: number;
  LineDiscount: number;
  TaxRate: number;
  UseChannelTax: boolean;
  TaxCostInclusive: boolean;
  IsService: boolean;
  IsUnlinked: boolean;
  kilograms: number;
}

export interface StoredOrder {
  OrderId: string;
  NumOrderId: number;
  LocationId: string;
  Source: string;
  SubSource: string;
  Site: string;
  ReferenceNum: string;
  SecondaryReference: string;
  ExternalReferenceNum: string;
  /** 0 unpaid, 1 paid, 2 return, 3 pending, 4 resend (linnworks.md §3). */
  Status: number;
  ReceivedDate: string;
  DispatchBy: string;
  /** Between when the buyer wants it; null where nobody said. */
  DeliveryStartDate: string | null;
  DeliveryEndDate: string | null;
  PaidOn: string | null;
  /** 1-6 tags, 7 parked. */
  Marker: number;
  parkedBecause: string[];
  HoldOrCancel: boolean;
  locked: boolean;
  processedOn: string | null;
  cancelledOn: string | null;
  invoicePrinted: boolean;
  Currency: string;
  ConversionRate: number;
  PaymentMethod: string;
  TaxId: string | null;
  ChannelBuyerName: string;
  address: StoredAddress;
  billingAddress: StoredAddress;
  postalServiceId: string;
  TrackingNumber: string;
  TotalWeight: number;
  ItemWeight: number;
  ManualAdjust: boolean;
  UseChannelTax: boolean;
  PostalServiceTaxRate: number;
  items: StoredItem[];
  totals: OrderTotals;
  extendedProperties: Array<{ RowId: string; Name: string; Value: string; Type: string }>;
  notes: Array<{ OrderNoteId: string; NoteDate: string; Internal: boolean; Note: string; CreatedBy: string }>;
  lastUpdated: number;
  /** Processed through the interface, and not by people in the warehouse. */
  processedByApi: boolean;
  /** Bookkeeping of the sandbox: was it seeded or created, what was ignored, how often was it sent again. */
  seeded: boolean;
  ignoredMembers: string[];
  skippedRepeats: number;
  updates: number;
}

const LOCATIONS: StockLocation[] = [
  { StockLocationId: EMPTY_GUID, StockLocationIntId: 1, LocationName: 'Default', IsFulfillmentCenter: false },
  { StockLocationId: guid('loca', 2), StockLocationIntId: 2, LocationName: 'Second Warehouse', IsFulfillmentCenter: false },
  { StockLocationId: guid('loca', 3), StockLocationIntId: 3, LocationName: 'Fulfilment Centre', IsFulfillmentCenter: true },
];

const SERVICES: Array<[string, string, boolean]> = [
  ['Default', 'Manual', false],
  ['DHL Paket', 'DHL', true],
  ['DPD Classic', 'DPD', true],
  ['Hermes Standard', 'Hermes', false],
  ['Packeta Pick-up', 'Packeta', true],
  ['Tracked 48', 'Royal Mail', true],
];

/** Everything the account holds. */
export class AccountStore {
  readonly guids = new Guids();
  readonly locations = LOCATIONS;
  postalServices: PostalService[] = [];
  paymentMethods: string[] = [];
  readonly orders = new Map<string, StoredOrder>();
  readonly items = new Map<string, StockItem>();
  private readonly identities = new Map<string, StoredOrder>();
  private nextNumber = 100_001;
  private generated = 0;

  constructor(private readonly now: () => number) {
    this.reset();
  }

  reset(): void {
    this.guids.reset();
    this.orders.clear();
    this.identities.clear();
    this.items.clear();
    this.nextNumber = 100_001;
    this.generated = 0;
    this.paymentMethods = ['Default', 'PayPal', 'Credit Card'];
    this.postalServices = SERVICES.map(([PostalServiceName, Vendor, TrackingNumberRequired], index) => ({
      pkPostalServiceId: index === 0 ? EMPTY_GUID : guid('post', index),
      PostalServiceName,
      Vendor,
      TrackingNumberRequired,
    }));
    for (const article of CATALOGUE) this.addItem(article);
  }

  addItem(article: Article): StockItem {
    const number = this.items.size + 1;
    const levels = new Map([[EMPTY_GUID, article.stock]]);
    const item = { ...article, StockItemId: guid('item', number), StockItemIntId: number, levels, changedAt: this.now() };
    this.items.set(article.sku, item);
    return item;
  }

  addGenerated(count: number): string[] {
    return Array.from({ length: count }, () => {
      this.generated += 1;
      return this.addItem(generatedArticle(this.generated)).sku;
    });
  }

  takeNumber(): number {
    this.nextNumber += 1;
    return this.nextNumber - 1;
  }

  touch(order: StoredOrder): void {
    order.lastUpdated = this.now();
  }

  postalService(id: string): PostalService {
    return this.postalServices.find(({ pkPostalServiceId }) => pkPostalServiceId === id) ?? this.postalServices[0];
  }

  addOrder(order: StoredOrder): void {
    this.orders.set(order.OrderId, order);
    this.identities.set(identity(order.Source, order.SubSource, order.ReferenceNum), order);
  }

  byIdentity(Source: string, SubSource: string, ReferenceNum: string): StoredOrder | undefined {
    return this.identities.get(identity(Source, SubSource, ReferenceNum));
  }
}

function identity(...parts: string[]): string {
  return JSON.stringify(parts);
}

export function isParked(order: StoredOrder): boolean {
  return order.Marker === 7;
}

export function isOpen(order: StoredOrder): boolean {
  return order.processedOn === null && order.cancelledOn === null;
}
