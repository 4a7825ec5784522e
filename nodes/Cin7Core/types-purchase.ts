type Maybe<T> = T | null | undefined;

export interface PurchaseRow {
  ID?: Maybe<string>;
  OrderNumber?: Maybe<string>;
  Status?: Maybe<string>;
  OrderStatus?: Maybe<string>;
  RequiredBy?: Maybe<string>;
  LastUpdatedDate?: Maybe<string>;
  CombinedReceivingStatus?: Maybe<string>;
  DropShipTaskID?: Maybe<string>;
  IsServiceOnly?: Maybe<boolean>;
}

export interface PurchaseLine {
  ProductID?: Maybe<string>;
  SKU?: Maybe<string>;
  Name?: Maybe<string>;
  SupplierSKU?: Maybe<string>;
  Quantity?: Maybe<number>;
  Price?: Maybe<number>;
  Tax?: Maybe<number>;
}

interface Receipt {
  Status?: Maybe<string>;
  Lines?: Maybe<Array<{ SKU?: Maybe<string>; Quantity?: Maybe<number>; Received?: Maybe<boolean> }>>;
}

export interface Purchase {
  ID?: Maybe<string>;
  OrderNumber?: Maybe<string>;
  SupplierID?: Maybe<string>;
  Supplier?: Maybe<string>;
  SupplierCurrency?: Maybe<string>;
  CurrencyRate?: Maybe<number>;
  TaxCalculation?: Maybe<string>;
  Location?: Maybe<string>;
  OrderDate?: Maybe<string>;
  RequiredBy?: Maybe<string>;
  LastUpdatedDate?: Maybe<string>;
  Status?: Maybe<string>;
  CombinedReceivingStatus?: Maybe<string>;
  Note?: Maybe<string>;
  Order?: Maybe<{ Status?: Maybe<string>; Lines?: Maybe<PurchaseLine[]>; TotalBeforeTax?: Maybe<number>; Tax?: Maybe<number>; Total?: Maybe<number> }>;
  /** A list in an advanced purchase, a single receipt in a simple one. */
  StockReceived?: Maybe<Receipt[] | Receipt>;
}
