import Ajv, { type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { ISO_TIME } from './values';

const ajv = addFormats(new Ajv({ allErrors: true, strict: false }));
ajv.addFormat('sp-time', ISO_TIME);

const text = { type: 'string', minLength: 1 };
const time = { type: 'string', format: 'sp-time' };
const options = { type: 'object', additionalProperties: { type: 'string' } };
const marketplaceIds = { type: 'array', minItems: 1, maxItems: 25, items: text };

function closed(properties: Record<string, unknown>, required: string[]): Record<string, unknown> {
  return { type: 'object', properties, required, additionalProperties: false };
}

function compiled(properties: Record<string, unknown>, required: string[]): ValidateFunction {
  return ajv.compile(closed(properties, required));
}

export const createReportBody = compiled({ reportType: text, marketplaceIds, dataStartTime: time, dataEndTime: time, reportOptions: options }, ['reportType', 'marketplaceIds']);

export const restrictedDataTokenBody = compiled(
  {
    targetApplication: text,
    restrictedResources: {
      type: 'array',
      minItems: 1,
      maxItems: 50,
      items: closed({ method: { enum: ['GET', 'PUT', 'POST', 'DELETE'] }, path: text, dataElements: { type: 'array', items: { enum: ['buyerInfo', 'shippingAddress', 'buyerTaxInformation'] } } }, ['method', 'path']),
    },
  },
  ['restrictedResources'],
);

// amazon.md §9.1: packageReferenceId is a string that holds a positive number (models#5094, jlevers#489).
export const confirmShipmentBody = compiled(
  {
    marketplaceId: text,
    codCollectionMethod: { enum: ['DirectPayment'] },
    packageDetail: closed(
      {
        packageReferenceId: { type: 'string', pattern: '^[1-9]\\d*$' },
        carrierCode: text,
        carrierName: text,
        shippingMethod: text,
        trackingNumber: text,
        shipDate: time,
        shipFromSupplySourceId: text,
        orderItems: { type: 'array', minItems: 1, items: closed({ orderItemId: text, quantity: { type: 'integer', minimum: 1 }, transparencyCodes: { type: 'array', items: text } }, ['orderItemId', 'quantity']) },
      },
      ['packageReferenceId', 'carrierCode', 'trackingNumber', 'shipDate', 'orderItems'],
    ),
  },
  ['marketplaceId', 'packageDetail'],
);

export const createFeedDocumentBody = compiled({ contentType: text }, ['contentType']);
export const createFeedBody = compiled({ feedType: text, marketplaceIds, inputFeedDocumentId: text, feedOptions: options }, ['feedType', 'marketplaceIds', 'inputFeedDocumentId']);

const PATCHES = {
  type: 'array',
  minItems: 1,
  items: closed({ op: { enum: ['add', 'replace', 'merge', 'delete'] }, path: text, value: { type: 'array', items: { type: 'object' } } }, ['op', 'path']),
};
export const patchBody = compiled({ productType: text, patches: PATCHES }, ['productType', 'patches']);

/** One message of a JSON_LISTINGS_FEED; keys the format does not know spoil the whole feed (amazon.md §10.2). */
export const feedMessage = compiled(
  { messageId: { type: 'integer', minimum: 1 }, sku: text, operationType: { enum: ['UPDATE', 'PARTIAL_UPDATE', 'PATCH', 'DELETE'] }, productType: text, requirements: text, attributes: { type: 'object' }, patches: PATCHES },
  ['messageId', 'sku', 'operationType'],
);
export const feedHeader = compiled({ sellerId: text, version: { const: '2.0' }, issueLocale: text, report: { type: 'object' } }, ['sellerId', 'version']);

const limited = (maxLength: number) => ({ type: 'string', minLength: 1, maxLength });
export const mfnAddress = closed(
  {
    Name: limited(30),
    AddressLine1: limited(180),
    AddressLine2: limited(60),
    AddressLine3: limited(60),
    DistrictOrCounty: text,
    Email: text,
    City: limited(30),
    StateOrProvinceCode: limited(30),
    PostalCode: limited(30),
    CountryCode: { type: 'string', pattern: '^[A-Z]{2}$' },
    Phone: limited(30),
  },
  ['Name', 'AddressLine1', 'Email', 'City', 'PostalCode', 'CountryCode', 'Phone'],
);
const positive = { type: 'number', exclusiveMinimum: 0 };
const money = closed({ CurrencyCode: limited(3), Amount: { type: 'number', minimum: 0 } }, ['CurrencyCode', 'Amount']);
const sellerInput = { type: 'array', items: closed({ AdditionalInputFieldName: text, AdditionalSellerInput: { type: 'object' } }, ['AdditionalInputFieldName', 'AdditionalSellerInput']) };
const mfnItem = closed(
  {
    OrderItemId: text,
    Quantity: { type: 'integer', minimum: 1 },
    ItemWeight: { type: 'object' },
    ItemDescription: text,
    TransparencyCodeList: { type: 'array', items: text },
    ItemLevelSellerInputsList: sellerInput,
    LiquidVolume: { type: 'object' },
    IsHazmat: { type: 'boolean' },
    DangerousGoodsDetails: { type: 'object' },
  },
  ['OrderItemId', 'Quantity'],
);
const dimensions = {
  anyOf: [closed({ Length: positive, Width: positive, Height: positive, Unit: { enum: ['inches', 'centimeters'] } }, ['Length', 'Width', 'Height', 'Unit']), closed({ PredefinedPackageDimensions: text }, ['PredefinedPackageDimensions'])],
};
const shipmentRequest = closed(
  {
    AmazonOrderId: text,
    SellerOrderId: limited(64),
    ItemList: { type: 'array', minItems: 1, items: mfnItem },
    ShipFromAddress: mfnAddress,
    PackageDimensions: dimensions,
    Weight: closed({ Value: positive, Unit: { enum: ['oz', 'g'] } }, ['Value', 'Unit']),
    MustArriveByDate: time,
    ShipDate: time,
    ShippingServiceOptions: closed(
      {
        DeliveryExperience: { enum: ['DeliveryConfirmationWithAdultSignature', 'DeliveryConfirmationWithSignature', 'DeliveryConfirmationWithoutSignature', 'NoTracking'] },
        DeclaredValue: money,
        CarrierWillPickUp: { type: 'boolean' },
        CarrierWillPickUpOption: { enum: ['CarrierWillPickUp', 'ShipperWillDropOff', 'NoPreference'] },
        LabelFormat: { enum: ['PDF', 'PNG', 'ZPL203', 'ZPL300', 'ShippingServiceDefault'] },
      },
      ['DeliveryExperience', 'CarrierWillPickUp'],
    ),
    LabelCustomization: closed({ CustomTextForLabel: limited(14), StandardIdForLabel: { enum: ['AmazonOrderId'] } }, []),
  },
  ['AmazonOrderId', 'ItemList', 'ShipFromAddress', 'PackageDimensions', 'Weight', 'ShippingServiceOptions'],
);
export const eligibleServicesBody = compiled({ ShipmentRequestDetails: shipmentRequest, ShippingOfferingFilter: { type: 'object' } }, ['ShipmentRequestDetails']);
export const createShipmentBody = compiled(
  {
    ShipmentRequestDetails: shipmentRequest,
    ShippingServiceId: text,
    ShippingServiceOfferId: text,
    HazmatType: { enum: ['None', 'LQHazmat'] },
    LabelFormatOption: closed({ IncludePackingSlipWithLabel: { type: 'boolean' } }, []),
    ShipmentLevelSellerInputsList: sellerInput,
  },
  ['ShipmentRequestDetails', 'ShippingServiceId'],
);
export const additionalInputsBody = compiled({ ShippingServiceId: text, ShipFromAddress: mfnAddress, OrderId: text }, ['ShippingServiceId', 'ShipFromAddress', 'OrderId']);
