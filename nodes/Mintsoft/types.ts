/*
 * What Mintsoft answers, as far as it is used. Spelling is the vendor's (mintsoft.md §2.3); any field may be null.
 */
type Text = string | null;
type Num = number | null;

export interface NameValue {
  Name?: Text;
  Value?: Text;
}

export interface MintsoftOrderItem {
  ID?: Num;
  ProductId?: Num;
  SKU?: Text;
  Details?: Text;
  Quantity?: Num;
  PriceNet?: Num;
  Price?: Num;
  Vat?: Num;
  TaxRate?: Num;
  OrderItemNameValues?: NameValue[] | null;
}

export interface MintsoftOrder {
  ID?: Num;
  ClientId?: Num;
  OrderNumber?: Text;
  ExternalOrderReference?: Text;
  OrderDate?: Text;
  SourceOrderDate?: Text;
  DespatchDate?: Text;
  RequiredDespatchDate?: Text;
  RequiredDeliveryDate?: Text;
  Title?: Text;
  FirstName?: Text;
  LastName?: Text;
  CompanyName?: Text;
  Address1?: Text;
  Address2?: Text;
  Address3?: Text;
  Town?: Text;
  County?: Text;
  PostCode?: Text;
  Phone?: Text;
  Mobile?: Text;
  Email?: Text;
  Country?: { Name?: Text; Code?: Text } | null;
  Source?: Text;
  Comments?: Text;
  GiftMessages?: Text;
  DeliveryNotes?: Text;
  VATNumber?: Text;
  OrderStatusId?: Num;
  NumberOfParcels?: Num;
  OrderValue?: Num;
  Part?: Num;
  NumberOfParts?: Num;
  CourierServiceId?: Num;
  CourierServiceName?: Text;
  TrackingNumber?: Text;
  TrackingURL?: Text;
  TotalWeight?: Num;
  ShippingNet?: Num;
  ShippingTax?: Num;
  ShippingGross?: Num;
  DiscountNet?: Num;
  DiscountGross?: Num;
  TotalOrderNet?: Num;
  TotalOrderTax?: Num;
  TotalOrderGross?: Num;
  WarehouseId?: Num;
  ChannelId?: Num;
  Channel?: { Name?: Text } | null;
  Currency?: { Code?: Text } | null;
  OrderItems?: MintsoftOrderItem[] | null;
  OrderNameValues?: NameValue[] | null;
  Tags?: Text;
  LastUpdated?: Text;
}

export interface MintsoftParcel {
  ID?: Num;
  Number?: Text;
  ShipmentDate?: Text;
  ParcelNumbers?: Array<string | null> | null;
}

export interface MintsoftStock {
  ProductId?: Num;
  SKU?: Text;
  StockLevel?: Num;
  OnHand?: Num;
  Allocated?: Num;
  OnOrder?: Num;
  InQuarantine?: Num;
  WarehouseId?: Num;
  WarehouseName?: Text;
  LocationId?: Num;
  ClientId?: Num;
  LastUpdated?: Text;
}

export interface MintsoftProduct {
  ID?: Num;
  ClientId?: Num;
  SKU?: Text;
  Name?: Text;
  Description?: Text;
  CustomsDescription?: Text;
  CountryOfManufacture?: { Code?: Text } | null;
  CommodityCode?: { Code?: Text } | null;
  EAN?: Text;
  UPC?: Text;
  Weight?: Num;
  Height?: Num;
  Width?: Num;
  Depth?: Num;
  Bundle?: boolean | null;
  DisCont?: boolean | null;
  Price?: Num;
  CostPrice?: Num;
  ImageURL?: Text;
  LastUpdated?: Text;
}

export interface MintsoftAsnItem {
  ID?: Num;
  ProductId?: Num;
  SKU?: Text;
  EAN?: Text;
  NAME?: Text;
  QuantityExpected?: Num;
  QuantityReceieved?: Num;
  QuantityBooked?: Num;
  SourceLineId?: Text;
  Complete?: boolean | null;
}

export interface MintsoftAsn {
  ID?: Num;
  ClientId?: Num;
  WarehouseId?: Num;
  POReference?: Text;
  Supplier?: Text;
  EstimatedDelivery?: Text;
  BookedInDate?: Text;
  Comments?: Text;
  GoodsInType?: Text;
  Quantity?: Num;
  ASNStatusId?: Num;
  ASNStatus?: { ID?: Num; Name?: Text } | null;
  Items?: MintsoftAsnItem[] | null;
  LastUpdated?: Text;
}

export interface MintsoftReturnItem {
  ID?: Num;
  OrderItemId?: Num;
  ProductId?: Num;
  SKU?: Text;
  NAME?: Text;
  Quantity?: Num;
  ReturnReasonName?: Text;
  StockAction?: Text;
  Comments?: Text;
  ReturnedToStock?: boolean | null;
}

export interface MintsoftReturn {
  ID?: Num;
  OrderId?: Num;
  OrderNumber?: Text;
  ClientId?: Num;
  Reference?: Text;
  Confirmed?: boolean | null;
  Refunded?: boolean | null;
  Exchanged?: boolean | null;
  ReturnItems?: MintsoftReturnItem[] | null;
  LastUpdated?: Text;
}

/** An entry of the reference lists. */
export interface MintsoftEntry {
  ID?: Num;
  Name?: Text;
  ShortName?: Text;
  ExternalName?: Text;
  Code?: Text;
  Active?: unknown;
  ActiveB?: boolean | null;
  ClientId?: Num;
}
