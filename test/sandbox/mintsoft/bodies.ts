import { isTime } from './times';

type Kind = 'text' | 'integer' | 'number' | 'boolean' | 'time';
export interface Shape {
  [member: string]: Kind | Shape | readonly [Shape] | readonly ['text'];
}

export interface CheckedBody {
  errors: Record<string, string[]>;
  /** Members the vendor does not know; it drops them without a word. */
  ignored: string[];
}

export function checkBody(body: unknown, shape: Shape | readonly [Shape]): CheckedBody {
  const found: CheckedBody = { errors: {}, ignored: [] };
  if (body === null || body === undefined) found.errors.body = ['A body is required.'];
  else check(body, shape, '', found);
  return found;
}

function check(value: unknown, kind: Shape[string], path: string, found: CheckedBody): void {
  const wrong = () => void (found.errors[path || 'body'] = ['The value is not of the expected type.']);
  if (typeof kind === 'string') {
    if (!fits(value, kind)) wrong();
    return;
  }
  if (value === null) return;
  if (Array.isArray(kind)) {
    if (!Array.isArray(value)) return wrong();
    for (const [index, one] of value.entries()) check(one, kind[0] as Shape[string], `${path}[${index}]`, found);
    return;
  }
  if (typeof value !== 'object' || Array.isArray(value)) return wrong();
  for (const [member, inner] of Object.entries(value)) {
    const expected = (kind as Shape)[member];
    const name = path ? `${path}.${member}` : member;
    if (expected === undefined) found.ignored.push(name);
    else check(inner, expected, name, found);
  }
}

function fits(value: unknown, kind: Kind): boolean {
  switch (kind) {
    case 'text':
      return value === null || typeof value === 'string';
    case 'time':
      return value === null || (typeof value === 'string' && isTime(value));
    case 'integer':
      return Number.isInteger(value) && Math.abs(Number(value)) < 2 ** 31;
    case 'number':
      return typeof value === 'number' && Number.isFinite(value);
    case 'boolean':
      return typeof value === 'boolean';
  }
}

const texts = (...names: string[]): Shape => Object.fromEntries(names.map((name) => [name, 'text'] as const));
const NAME_VALUE: Shape = texts('Name', 'Value');

export const CONNECT_ACTION: Shape = {
  ...texts('Type', 'SourceOrderId', 'ExtraCode1', 'ExtraCode2', 'ExtraCode3', 'ExtraCode4', 'ExtraCode5', 'Messages'),
  Complete: 'boolean',
  AccountId: 'integer',
  ExtraFlag1: 'boolean',
  ExtraFlag2: 'boolean',
  ExtraDate1: 'time',
  Return: 'boolean',
  ReturnComplete: 'boolean',
};
export const ASN_CONNECT_ACTION: Shape = { ...texts('Type', 'SourceASNId', 'ExtraCode1', 'ExtraCode2', 'ExtraCode3', 'ExtraCode4'), AccountId: 'integer' };

/** What an order's header may carry (definition NewOrder). */
export const ORDER_HEADER: Shape = {
  ...texts('OrderNumber', 'ExternalOrderReference', 'Title', 'CompanyName', 'FirstName', 'LastName', 'Address1', 'Address2', 'Address3', 'Town', 'County', 'PostCode', 'Country', 'Email', 'Phone', 'Mobile'),
  ...texts('CourierService', 'Channel', 'Warehouse', 'Currency', 'Comments', 'DeliveryNotes', 'GiftMessages', 'VATNumber', 'EORINumber', 'PIDNumber', 'UKIMSNumber', 'IOSSNumber', 'RecipientType'),
  ...{ CountryId: 'integer', CourierServiceId: 'integer', ChannelId: 'integer', WarehouseId: 'integer', CurrencyId: 'integer', ClientId: 'integer', NumberOfParcels: 'integer' },
  ...{ DeliveryDate: 'time', DespatchDate: 'time', RequiredDeliveryDate: 'time', RequiredDespatchDate: 'time' },
  ...{ OrderValue: 'number', ShippingTotalExVat: 'number', ShippingTotalVat: 'number', DiscountTotalExVat: 'number', DiscountTotalVat: 'number', TotalVat: 'number' },
  CashOnDelivery: { Amount: 'number', CurrencyCode: 'text' },
};

export const ORDER_ITEM: Shape = {
  ...texts('SKU', 'Details', 'RequestedSerialNo', 'RequestedBatchNo', 'RequestedBBEDate'),
  ...{ ProductId: 'integer', Quantity: 'integer', UnitPrice: 'number', UnitPriceVat: 'number', Discount: 'number', WarehouseId: 'integer' },
  OrderItemNameValues: [NAME_VALUE],
};

export const NEW_ORDER: Shape = { ...ORDER_HEADER, ...texts('Tags', 'RFCNumber', 'NationalAddressField'), OrderItems: [ORDER_ITEM], OrderNameValues: [NAME_VALUE], ConnectAction: CONNECT_ACTION };

/** The members of a product a caller sends (definition Product); its child collections are left to the vendor. */
export const PRODUCT: Shape = {
  ...texts('SKU', 'Name', 'PackingInstructions', 'Description', 'CustomsDescription', 'EAN', 'UPC', 'UnNumber', 'ImageURL', 'PalletSizes'),
  ...{ ID: 'integer', ClientId: 'integer', CountryOfManufactureId: 'integer', LowStockAlertLevel: 'integer', HandlingTime: 'integer', AdditionalParcelsRequired: 'integer' },
  ...{ Weight: 'number', Height: 'number', Width: 'number', Depth: 'number', Volume: 'number', Price: 'number', CostPrice: 'number', UnitsPerParcel: 'number' },
  ...{ BackOrder: 'boolean', Bundle: 'boolean', DisCont: 'boolean', VatExempt: 'boolean', HasBatchNumber: 'boolean', HasSerialNumber: 'boolean', HasExpiryDate: 'boolean', Subscription: 'boolean' },
  CommodityCode: { Code: 'text', ID: 'integer' },
};

export const ON_HAND_ROW: Shape = { SKU: 'text', ProductId: 'integer', Quantity: 'integer', WarehouseId: 'integer' };

export const NEW_ASN: Shape = {
  ...texts('POReference', 'Supplier', 'SupplierNotes', 'Comments', 'GoodsInType'),
  ...{ WarehouseId: 'integer', ClientId: 'integer', Quantity: 'integer', ProductSupplierId: 'integer', EstimatedDelivery: 'time' },
  Items: [{ ProductId: 'integer', SKU: 'text', Quantity: 'integer', SourceLineId: 'text', SSCCNumber: 'text' }],
};
export const RECEIVED_ITEM: Shape = { ASNItemId: 'integer', Quantity: 'integer', LocationId: 'integer', BatchNo: 'text', ExpiryDate: 'time', Complete: 'boolean' };

export const RETURN_ITEM: Shape = { ...texts('Action', 'Comments', 'SKU'), Quantity: 'integer', ReturnReasonId: 'integer', ProductId: 'integer', ReturnPhotos: ['text'] };
export const EXTERNAL_RETURN: Shape = { ClientId: 'integer', WarehouseId: 'integer', Reference: 'text', ReturnItems: [RETURN_ITEM] };
export const COMMENT: Shape = { Comment: 'text', Admin: 'boolean' };
export const SPLIT_ITEM: Shape = { OrderItemId: 'integer', QuantityToDespatch: 'integer' };
export const SHIPMENT: Shape = { Number: 'text', Labels: [{ ...texts('Base64Data', 'FileName', 'Comment', 'OrderDocumentPaperSize'), OrderDocumentTypeId: 'integer' }] };
