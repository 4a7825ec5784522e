import { EMPTY_GUID } from './ids';
import { isParked, type AccountStore, type StoredItem, type StoredOrder } from './store';

/** v1 schema OrderDetails. */
export function orderDetails(store: AccountStore, order: StoredOrder): Record<string, unknown> {
  return {
    OrderId: order.OrderId,
    NumOrderId: order.NumOrderId,
    Processed: order.processedOn !== null || order.cancelledOn !== null,
    ...(order.processedOn ? { ProcessedDateTime: order.processedOn } : {}),
    FulfilmentLocationId: order.LocationId,
    GeneralInfo: generalInfo(order),
    ShippingInfo: shippingInfo(store, order),
    CustomerInfo: { ChannelBuyerName: order.ChannelBuyerName, Address: order.address, BillingAddress: order.billingAddress },
    TotalsInfo: totalsInfo(order),
    ExtendedProperties: order.extendedProperties,
    FolderName: [],
    Items: order.items.map((item, index) => orderItem(order, item, index)),
    Notes: order.notes.map((note) => ({ ...note, OrderId: order.OrderId, NoteTypeId: 0 })),
    ...(order.PaidOn ? { PaidDateTime: order.PaidOn } : {}),
    ...(order.TaxId ? { TaxId: order.TaxId } : {}),
  };
}

/** v1 schema OpenOrder: neither notes nor extended properties. */
export function openOrder(store: AccountStore, order: StoredOrder): Record<string, unknown> {
  const { OrderId, NumOrderId, GeneralInfo, ShippingInfo, CustomerInfo, TotalsInfo, FolderName, Items } = orderDetails(store, order);
  return { OrderId, NumOrderId, GeneralInfo, ShippingInfo, CustomerInfo, TotalsInfo, FolderName, Items };
}

export function shippingInfo(store: AccountStore, order: StoredOrder): Record<string, unknown> {
  const service = store.postalService(order.postalServiceId);
  return {
    Vendor: service.Vendor,
    PostalServiceId: service.pkPostalServiceId,
    PostalServiceName: service.PostalServiceName,
    TotalWeight: order.TotalWeight,
    ItemWeight: order.ItemWeight,
    PackageCategoryId: EMPTY_GUID,
    PackageCategory: 'Default',
    PackageTypeId: EMPTY_GUID,
    PackageType: 'Default',
    PostageCost: order.totals.PostageCost,
    PostageCostExTax: order.totals.PostageCostExTax,
    TrackingNumber: order.TrackingNumber,
    ManualAdjust: order.ManualAdjust,
  };
}

export function totalsInfo(order: StoredOrder): Record<string, unknown> {
  const { Subtotal, PostageCost, PostageCostExTax, Tax, TotalCharge, TotalDiscount } = order.totals;
  return {
    Subtotal,
    PostageCost,
    PostageCostExTax,
    Tax,
    TotalCharge,
    PaymentMethod: order.PaymentMethod,
    PaymentMethodId: EMPTY_GUID,
    ProfitMargin: 0,
    TotalDiscount,
    Currency: order.Currency,
    CountryTaxRate: 0,
    ConversionRate: order.ConversionRate,
  };
}

function generalInfo(order: StoredOrder): Record<string, unknown> {
  return {
    Status: order.Status,
    LabelPrinted: false,
    LabelError: '',
    InvoicePrinted: order.invoicePrinted,
    InvoicePrintError: '',
    PickListPrinted: false,
    PickListPrintError: '',
    IsRuleRun: false,
    Notes: order.notes.length,
    PartShipped: false,
    Marker: order.Marker,
    IsParked: isParked(order),
    Identifiers: [],
    ReferenceNum: order.ReferenceNum,
    SecondaryReference: order.SecondaryReference,
    ExternalReferenceNum: order.ExternalReferenceNum,
    ReceivedDate: order.ReceivedDate,
    Source: order.Source,
    SubSource: order.SubSource,
    SiteCode: order.Site,
    HoldOrCancel: order.HoldOrCancel || order.cancelledOn !== null,
    DespatchByDate: order.DispatchBy,
    HasScheduledDelivery: false,
    Location: order.LocationId,
    NumItems: order.items.reduce((sum, { Quantity }) => sum + Quantity, 0),
    PickwaveIds: [],
    StockAllocationType: 'NotAllocated',
  };
}

function orderItem(order: StoredOrder, item: StoredItem, index: number): Record<string, unknown> {
  const line = order.totals.lines[index];
  return {
    ItemId: item.StockItemId,
    ItemNumber: item.ItemNumber,
    SKU: item.SKU,
    ItemSource: order.Source,
    Title: item.Title,
    Quantity: item.Quantity,
    CategoryName: 'Default',
    StockLevelsSpecified: false,
    PricePerUnit: item.PricePerUnit,
    UnitCost: 0,
    DespatchStockUnitCost: 0,
    Discount: item.LineDiscount,
    Tax: line.Tax,
    TaxRate: item.TaxRate,
    Cost: line.Cost,
    CostIncTax: line.CostIncTax,
    CompositeSubItems: [],
    IsService: item.IsService,
    SalesTax: line.Tax,
    TaxCostInclusive: line.TaxCostInclusive,
    PartShipped: false,
    Weight: item.kilograms,
    BarcodeNumber: '',
    Market: 0,
    ChannelSKU: item.ChannelSKU,
    ChannelTitle: item.Title,
    DiscountValue: line.DiscountValue,
    HasImage: false,
    AdditionalInfo: [],
    ShippingCost: 0,
    PartShippedQty: 0,
    BatchNumberScanRequired: false,
    SerialNumberScanRequired: false,
    BinRack: '',
    BinRacks: [],
    InventoryTrackingType: 0,
    IsUnlinked: item.IsUnlinked,
    RowId: item.RowId,
    OrderId: order.OrderId,
    StockItemId: item.StockItemId,
  };
}
