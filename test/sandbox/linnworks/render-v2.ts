import { EMPTY_GUID } from './ids';
import { isOpen, isParked, type AccountStore, type StoredItem, type StoredOrder } from './store';

const STATUS_WORDS = ['UNPAID', 'PAID', 'RETURN', 'PENDING', 'RESEND'];

/** v2 schemas Order and ProcessedOrder; ShippingInfo has no PostageCost here (linnworks.md §4.1). */
export function v2Order(store: AccountStore, order: StoredOrder): Record<string, unknown> {
  const service = store.postalService(order.postalServiceId);
  const { Subtotal, PostageCost, PostageCostExTax, Tax, TotalCharge, TotalDiscount } = order.totals;
  const { Continent: _continent, ...billing } = order.billingAddress;
  return {
    OrderId: order.OrderId,
    NumOrderId: order.NumOrderId,
    Processed: !isOpen(order),
    ProcessedOn: order.processedOn ?? order.cancelledOn,
    PaidOn: order.PaidOn,
    LastUpdated: new Date(order.lastUpdated).toISOString(),
    FulfilmentLocationId: order.LocationId,
    TaxId: order.TaxId,
    Folders: [],
    ExtendedProperties: order.extendedProperties.map((one) => ({ ...one, CreateDate: order.ReceivedDate, LastUpdate: order.ReceivedDate, UpdatedBy: null })),
    GeneralInfo: v2GeneralInfo(order),
    ShippingInfo: {
      Vendor: service.Vendor,
      PostalServiceId: service.pkPostalServiceId,
      PostalServiceName: service.PostalServiceName,
      TotalWeight: order.TotalWeight,
      ItemWeight: order.ItemWeight,
      PackageCategoryId: EMPTY_GUID,
      PackageCategory: 'Default',
      PackageTypeId: null,
      PackageType: null,
      TrackingNumber: order.TrackingNumber,
      ManualAdjust: order.ManualAdjust,
    },
    CustomerInfo: { ChannelBuyerName: order.ChannelBuyerName, Address: order.address, BillingAddress: billing, TaxId: order.TaxId },
    TotalsInfo: {
      Subtotal,
      PostageCost,
      PostageCostExTax,
      Tax,
      TotalCharge,
      PaymentMethod: order.PaymentMethod,
      PaymentMethodId: EMPTY_GUID,
      TotalDiscount,
      Currency: order.Currency,
      CountryTaxRate: 0,
      ConversionRate: order.ConversionRate,
    },
    Items: order.items.map((item, index) => v2Item(store, order, item, index)),
    Notes: order.notes.map((note) => ({ ...note, NoteTypeId: null })),
  };
}

function v2GeneralInfo(order: StoredOrder): Record<string, unknown> {
  const state = isOpen(order) ? { IsParked: isParked(order), IsMerged: false, IsLocked: order.locked, IsRuleRun: false } : { IsCancelled: order.cancelledOn !== null };
  return {
    Status: order.Status,
    StatusDescription: STATUS_WORDS[order.Status],
    LabelPrinted: false,
    LabelError: null,
    InvoicePrinted: order.invoicePrinted,
    InvoicePrintError: null,
    PickListPrinted: false,
    PickListPrintError: null,
    NotesCount: order.notes.length,
    Marker: order.Marker,
    Identifiers: [],
    ReferenceNum: order.ReferenceNum,
    SecondaryReference: order.SecondaryReference,
    ExternalReferenceNum: order.ExternalReferenceNum,
    ReceivedDate: order.ReceivedDate,
    Source: order.Source,
    SubSource: order.SubSource,
    DespatchByDate: order.DispatchBy,
    ScheduledDelivery: { From: null, To: null },
    HasScheduledDelivery: false,
    NumItems: order.items.reduce((sum, { Quantity }) => sum + Quantity, 0),
    StockAllocationType: 'NotAllocated',
    ...state,
  };
}

function v2Item(store: AccountStore, order: StoredOrder, item: StoredItem, index: number): Record<string, unknown> {
  const line = order.totals.lines[index];
  const stock = store.items.get(item.SKU);
  return {
    RowId: item.RowId,
    ParentItemId: null,
    StockItemId: item.StockItemId,
    StockItemIntId: stock?.StockItemIntId ?? 0,
    IsService: item.IsService,
    IsUnlinked: item.IsUnlinked,
    Quantity: item.Quantity,
    ItemNumber: item.ItemNumber,
    SKU: item.SKU,
    ItemSource: order.Source,
    Title: item.Title,
    CategoryId: EMPTY_GUID,
    CategoryName: 'Default',
    PricePerUnit: item.PricePerUnit,
    UnitCost: 0,
    DespatchStockUnitCost: 0,
    Discount: item.LineDiscount,
    TaxRate: item.TaxRate,
    Cost: line.Cost,
    CostIncTax: line.CostIncTax,
    SalesTax: line.Tax,
    TaxCostInclusive: line.TaxCostInclusive,
    DiscountValue: line.DiscountValue,
    Weight: item.kilograms,
    BarcodeNumber: stock?.ean ?? '',
    ChannelSKU: item.ChannelSKU,
    ChannelTitle: item.Title,
    BatchNumberScanRequired: false,
    SerialNumberScanRequired: false,
    BinRacks: [],
    AddedDate: order.ReceivedDate,
    CompositeSubItems: [],
    AdditionalInfo: [],
  };
}
