/**
 * Linnworks' own shapes, as far as they are read. Every member may be missing or null: v1 and v2 differ, and v2 leaves
 * customer data out for apps without the right to it (linnworks.md §1, §4).
 */
export interface LinnworksAddress {
  FullName?: string | null;
  Company?: string | null;
  Address1?: string | null;
  Address2?: string | null;
  Address3?: string | null;
  Town?: string | null;
  Region?: string | null;
  PostCode?: string | null;
  Country?: string | null;
  EmailAddress?: string | null;
  PhoneNumber?: string | null;
}

export interface LinnworksItem {
  RowId?: string | null;
  /** v1's name of the stock item id on OrderDetails. */
  ItemId?: string | null;
  StockItemId?: string | null;
  SKU?: string | null;
  ChannelSKU?: string | null;
  ItemNumber?: string | null;
  Title?: string | null;
  ChannelTitle?: string | null;
  BarcodeNumber?: string | null;
  Quantity?: number | null;
  PricePerUnit?: number | null;
  /** Percent. */
  Discount?: number | null;
  TaxRate?: number | null;
  TaxCostInclusive?: boolean | null;
  /** Line total without tax, after discount. */
  Cost?: number | null;
  /** Line total with tax, after discount. */
  CostIncTax?: number | null;
  Weight?: number | null;
  BinRack?: string | null;
  BinRacks?: Array<{ BinRack?: string | null }> | null;
  IsService?: boolean | null;
  IsUnlinked?: boolean | null;
  AdditionalInfo?: Array<{ Property?: string | null; Value?: string | null }> | null;
  CompositeSubItems?: LinnworksItem[] | null;
}

export interface LinnworksGeneralInfo {
  /** 0 unpaid, 1 paid, 2 return, 3 pending, 4 resend. */
  Status?: number | null;
  StatusDescription?: string | null;
  Marker?: number | null;
  IsParked?: boolean | null;
  IsLocked?: boolean | null;
  IsMerged?: boolean | null;
  IsCancelled?: boolean | null;
  HoldOrCancel?: boolean | null;
  InvoicePrinted?: boolean | null;
  LabelPrinted?: boolean | null;
  ReferenceNum?: string | null;
  SecondaryReference?: string | null;
  ExternalReferenceNum?: string | null;
  Source?: string | null;
  SubSource?: string | null;
  ReceivedDate?: string | null;
  DespatchByDate?: string | null;
  HasScheduledDelivery?: boolean | null;
  ScheduledDelivery?: { From?: string | null; To?: string | null } | null;
  /** Location id (v1). */
  Location?: string | null;
  Identifiers?: Array<{ Tag?: string | null; Name?: string | null }> | null;
}

export interface LinnworksOrder {
  OrderId?: string | null;
  NumOrderId?: number | null;
  Processed?: boolean | null;
  ProcessedOn?: string | null;
  ProcessedDateTime?: string | null;
  PaidOn?: string | null;
  PaidDateTime?: string | null;
  LastUpdated?: string | null;
  FulfilmentLocationId?: string | null;
  TaxId?: string | null;
  TaxInfo?: { TaxNumber?: string | null } | null;
  Folders?: string[] | null;
  FolderName?: string[] | null;
  ExtendedProperties?: Array<{ Name?: string | null; Value?: string | null; Type?: string | null }> | null;
  GeneralInfo?: LinnworksGeneralInfo | null;
  ShippingInfo?: {
    Vendor?: string | null;
    PostalServiceId?: string | null;
    PostalServiceName?: string | null;
    TrackingNumber?: string | null;
    TotalWeight?: number | null;
    ItemWeight?: number | null;
    PostageCost?: number | null;
    ManualAdjust?: boolean | null;
  } | null;
  CustomerInfo?: { ChannelBuyerName?: string | null; Address?: LinnworksAddress | null; BillingAddress?: LinnworksAddress | null } | null;
  TotalsInfo?: {
    PostageCost?: number | null;
    PostageCostExTax?: number | null;
    Tax?: number | null;
    TotalCharge?: number | null;
    TotalDiscount?: number | null;
    Currency?: string | null;
    PaymentMethod?: string | null;
    PaymentMethodId?: string | null;
  } | null;
  Items?: LinnworksItem[] | null;
  /** A list in OrderDetails and v2; v1's paged list has a count instead, in GeneralInfo. */
  Notes?: Array<{ Note?: string | null; Internal?: boolean | null }> | null;
}

export interface StockLocation {
  StockLocationId?: string | null;
  LocationName?: string | null;
  IsFulfillmentCenter?: boolean | null;
  IsWarehouseManaged?: boolean | null;
  LocationTag?: string | null;
  Country?: string | null;
  City?: string | null;
  ZipCode?: string | null;
}

export interface ChannelAddress {
  FullName: string;
  Company: string;
  Address1: string;
  Address2: string;
  Address3: string;
  Town: string;
  Region: string;
  PostCode: string;
  Country: string;
  MatchCountryCode?: string;
  MatchCountryName?: string;
  PhoneNumber: string;
  EmailAddress: string;
}

export interface ChannelOrderItem {
  ItemNumber: string;
  ChannelSKU: string;
  ItemTitle: string;
  Qty: number;
  PricePerUnit: number;
  TaxRate: number;
  TaxCostInclusive: boolean;
  UseChannelTax: boolean;
  /** Whole percent. */
  LineDiscount: number;
  IsService: boolean;
  Options?: Array<{ Property: string; Value: string }>;
}

export interface ExtendedProperty {
  Name: string;
  Type: string;
  Value: string;
}

/** One order of CreateOrders (linnworks.md §5). */
export interface ChannelOrder {
  Source: string;
  SubSource: string;
  Site: string;
  ReferenceNumber: string;
  ExternalReference: string;
  SecondaryReferenceNumber: string;
  Currency?: string;
  ReceivedDate: string;
  PaidOn?: string;
  DispatchBy: string;
  DeliveryStartDate?: string;
  DeliveryEndDate?: string;
  PaymentStatus: 'Paid' | 'Unpaid';
  OrderState: 'None' | 'Park';
  AutomaticallyLinkBySKU: boolean;
  UseChannelTax: boolean;
  ChannelBuyerName: string;
  BuyerTaxNumber?: string;
  MatchPostalServiceTag: string;
  MatchPaymentMethodTag: string;
  PostalServiceCost: number;
  PostalServiceTaxRate: number;
  /** Off the whole order, with tax; a value. */
  Discount?: number;
  DiscountTaxType?: 'DeductAfterTax';
  DeliveryAddress: ChannelAddress;
  BillingAddress: ChannelAddress;
  OrderItems: ChannelOrderItem[];
  ExtendedProperties: ExtendedProperty[];
  Notes: Array<{ Note: string; Internal: boolean; NoteEntryDate: string; NoteUserName: string }>;
}
