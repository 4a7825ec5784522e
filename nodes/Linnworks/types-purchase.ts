/** Purchase orders of Linnworks (linnworks.md §8), as far as they are read. */
export interface PurchaseHeader {
  pkPurchaseID?: string | null;
  /** The number people read. */
  ExternalInvoiceNumber?: string | null;
  /** PENDING (a draft), OPEN, PARTIAL, DELIVERED. */
  Status?: string | null;
  fkLocationId?: string | null;
  fkSupplierId?: string | null;
  SupplierReferenceNumber?: string | null;
  DateOfPurchase?: string | null;
  QuotedDeliveryDate?: string | null;
  Currency?: string | null;
  ConversionRate?: number | null;
  TotalCost?: number | null;
  taxPaid?: number | null;
  Locked?: boolean | null;
}

export interface PurchaseItem {
  pkPurchaseItemId?: string | null;
  fkStockItemId?: string | null;
  SKU?: string | null;
  ItemTitle?: string | null;
  BarcodeNumber?: string | null;
  Quantity?: number | null;
  /** Pieces booked in so far. */
  Delivered?: number | null;
  /** Line total with tax. */
  Cost?: number | null;
  TaxRate?: number | null;
  Tax?: number | null;
  PackSize?: number | null;
  SupplierCode?: string | null;
  IsDeleted?: boolean | null;
  DimHeight?: number | null;
  DimWidth?: number | null;
  DimDepth?: number | null;
}

export interface LinnworksPurchaseOrder {
  PurchaseOrderHeader?: PurchaseHeader | null;
  PurchaseOrderItem?: PurchaseItem[] | null;
}
