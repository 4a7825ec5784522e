/** What this package reads of Cin7 Core's records (dearinventory.apib); anything may be missing or null. */
type Maybe<T> = T | null | undefined;

export interface SaleRow {
  SaleID?: Maybe<string>;
  OrderNumber?: Maybe<string>;
  Status?: Maybe<string>;
  Customer?: Maybe<string>;
  CustomerReference?: Maybe<string>;
  Updated?: Maybe<string>;
  OrderStatus?: Maybe<string>;
  CombinedPickingStatus?: Maybe<string>;
  CombinedPackingStatus?: Maybe<string>;
  CombinedShippingStatus?: Maybe<string>;
  FulFilmentStatus?: Maybe<string>;
  CombinedTrackingNumbers?: Maybe<string>;
  Type?: Maybe<string>;
  ExternalID?: Maybe<string>;
  OrderLocationID?: Maybe<string>;
}

export interface SaleAddress {
  Line1?: Maybe<string>;
  Line2?: Maybe<string>;
  City?: Maybe<string>;
  State?: Maybe<string>;
  Postcode?: Maybe<string>;
  Country?: Maybe<string>;
  Company?: Maybe<string>;
  Contact?: Maybe<string>;
}

export interface SaleLine {
  ProductID?: Maybe<string>;
  SKU?: Maybe<string>;
  Name?: Maybe<string>;
  Quantity?: Maybe<number>;
  Price?: Maybe<number>;
  Discount?: Maybe<number>;
  Tax?: Maybe<number>;
  TaxRule?: Maybe<string>;
  Total?: Maybe<number>;
  Comment?: Maybe<string>;
  ProductWeight?: Maybe<number>;
  WeightUnits?: Maybe<string>;
  BackorderQuantity?: Maybe<number>;
  DropShip?: Maybe<boolean>;
}

export interface SaleCharge {
  Description?: Maybe<string>;
  Quantity?: Maybe<number>;
  Price?: Maybe<number>;
  Discount?: Maybe<number>;
  Tax?: Maybe<number>;
  TaxRule?: Maybe<string>;
  Total?: Maybe<number>;
}

export interface PickLine {
  ProductID?: Maybe<string>;
  SKU?: Maybe<string>;
  Name?: Maybe<string>;
  Location?: Maybe<string>;
  LocationID?: Maybe<string>;
  Quantity?: Maybe<number>;
  BatchSN?: Maybe<string>;
  ExpiryDate?: Maybe<string>;
  Box?: Maybe<string>;
}

export interface ShipLine {
  ID?: Maybe<string>;
  ShipmentDate?: Maybe<string>;
  Carrier?: Maybe<string>;
  /** Read as `Boxes`, written as `Box` (cin7core.md §6). */
  Boxes?: Maybe<string>;
  TrackingNumber?: Maybe<string>;
  TrackingURL?: Maybe<string>;
  IsShipped?: Maybe<boolean>;
}

export interface Stage<Line> {
  Status?: Maybe<string>;
  Lines?: Maybe<Line[]>;
}

export interface Fulfilment {
  TaskID?: Maybe<string>;
  FulfillmentNumber?: Maybe<number>;
  Pick?: Maybe<Stage<PickLine>>;
  Pack?: Maybe<Stage<PickLine>>;
  Ship?: Maybe<Stage<ShipLine> & { ShippingNotes?: Maybe<string> }>;
}

export interface Sale {
  ID?: Maybe<string>;
  Customer?: Maybe<string>;
  CustomerID?: Maybe<string>;
  Contact?: Maybe<string>;
  Phone?: Maybe<string>;
  Email?: Maybe<string>;
  BillingAddress?: Maybe<SaleAddress>;
  ShippingAddress?: Maybe<SaleAddress>;
  ShippingNotes?: Maybe<string>;
  BaseCurrency?: Maybe<string>;
  CustomerCurrency?: Maybe<string>;
  CurrencyRate?: Maybe<number>;
  TaxRule?: Maybe<string>;
  TaxCalculation?: Maybe<string>;
  Terms?: Maybe<string>;
  ShipBy?: Maybe<string>;
  Location?: Maybe<string>;
  SaleOrderDate?: Maybe<string>;
  LastModifiedOn?: Maybe<string>;
  Note?: Maybe<string>;
  CustomerReference?: Maybe<string>;
  Status?: Maybe<string>;
  CombinedPickingStatus?: Maybe<string>;
  CombinedPackingStatus?: Maybe<string>;
  CombinedShippingStatus?: Maybe<string>;
  FulFilmentStatus?: Maybe<string>;
  CombinedPaymentStatus?: Maybe<string>;
  CombinedInvoiceStatus?: Maybe<string>;
  CombinedTrackingNumbers?: Maybe<string>;
  Carrier?: Maybe<string>;
  SalesRepresentative?: Maybe<string>;
  ServiceOnly?: Maybe<boolean>;
  Type?: Maybe<string>;
  SourceChannel?: Maybe<string>;
  ExternalID?: Maybe<string>;
  Order?: Maybe<{
    SaleOrderNumber?: Maybe<string>;
    Memo?: Maybe<string>;
    Status?: Maybe<string>;
    Lines?: Maybe<SaleLine[]>;
    AdditionalCharges?: Maybe<SaleCharge[]>;
    TotalBeforeTax?: Maybe<number>;
    Tax?: Maybe<number>;
    Total?: Maybe<number>;
  }>;
  Fulfilments?: Maybe<Fulfilment[]>;
  Invoices?: Maybe<Array<{ InvoiceNumber?: Maybe<string>; Status?: Maybe<string>; Paid?: Maybe<number> }>>;
  AdditionalAttributes?: Maybe<Record<string, unknown>>;
}

export interface ProductRow {
  ID?: Maybe<string>;
  SKU?: Maybe<string>;
  Name?: Maybe<string>;
  Category?: Maybe<string>;
  Brand?: Maybe<string>;
  Type?: Maybe<string>;
  CostingMethod?: Maybe<string>;
  DropShipMode?: Maybe<string>;
  UOM?: Maybe<string>;
  Status?: Maybe<string>;
  Barcode?: Maybe<string>;
  Description?: Maybe<string>;
  ShortDescription?: Maybe<string>;
  Weight?: Maybe<number>;
  WeightUnits?: Maybe<string>;
  Length?: Maybe<number>;
  Width?: Maybe<number>;
  Height?: Maybe<number>;
  DimensionsUnits?: Maybe<string>;
  PriceTier1?: Maybe<number>;
  PriceTiers?: Maybe<Record<string, number | null>>;
  AverageCost?: Maybe<number>;
  StockLocator?: Maybe<string>;
  SaleTaxRule?: Maybe<string>;
  HSCode?: Maybe<string>;
  CountryOfOriginCode?: Maybe<string>;
  LastModifiedOn?: Maybe<string>;
  Attachments?: Maybe<Array<{ FileName?: Maybe<string>; ContentType?: Maybe<string>; DownloadUrl?: Maybe<string>; IsDefault?: Maybe<boolean> }>>;
}

export interface AvailabilityRow {
  ID?: Maybe<string>;
  SKU?: Maybe<string>;
  Name?: Maybe<string>;
  Barcode?: Maybe<string>;
  Location?: Maybe<string>;
  Bin?: Maybe<string>;
  Batch?: Maybe<string>;
  ExpiryDate?: Maybe<string>;
  OnHand?: Maybe<number>;
  Allocated?: Maybe<number>;
  Available?: Maybe<number>;
  OnOrder?: Maybe<number>;
  /** A value in money, no quantity (cin7core.md §8.2). */
  StockOnHand?: Maybe<number>;
  InTransit?: Maybe<number>;
}
