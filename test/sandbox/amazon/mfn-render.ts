import { fileContents, labelFile } from './label';
import type { Details, StoredShipment } from './mfn-store';
import type { Service } from './shipping-services';
import { isoSeconds } from './values';

type Json = Record<string, unknown>;

export function renderShipment(shipment: StoredShipment, assumed: (point: string) => string): Json {
  const { order, details, service, offerId, format, tracking } = shipment;
  const { shipTo } = order;
  return {
    ShipmentId: shipment.id,
    AmazonOrderId: order.orderId,
    ...(details.SellerOrderId ? { SellerOrderId: details.SellerOrderId } : {}),
    ItemList: details.ItemList,
    ShipFromAddress: details.ShipFromAddress,
    ShipToAddress: {
      Name: shipTo.name.slice(0, 30),
      AddressLine1: shipTo.addressLine1,
      ...(shipTo.addressLine2 ? { AddressLine2: shipTo.addressLine2 } : {}),
      Email: order.buyerEmail,
      City: shipTo.city,
      PostalCode: shipTo.postalCode,
      CountryCode: shipTo.countryCode,
      Phone: shipTo.phone ?? '',
    },
    PackageDimensions: details.PackageDimensions,
    Weight: details.Weight,
    Insurance: { CurrencyCode: 'EUR', Amount: 0 },
    ShippingService: renderService(service, offerId, details, shipment.bought),
    Label: {
      Dimensions: { Length: 6, Width: 4, Unit: 'inches' },
      FileContents: fileContents(format, labelFile(format, tracking), assumed('label-checksum')),
      LabelFormat: assumed('label-format-in-answer') === 'empty' ? '' : format,
    },
    Status: shipment.status,
    TrackingId: tracking,
    CreatedDate: isoSeconds(shipment.bought),
    LastUpdatedDate: isoSeconds(shipment.cancelled ?? shipment.bought),
  };
}

export function renderService(service: Service, offerId: string, details: Details, now: number): Json {
  const rate = { CurrencyCode: 'EUR', Amount: service.cents / 100 };
  return {
    ShippingServiceName: service.name,
    CarrierName: service.carrier,
    ShippingServiceId: service.id,
    ShippingServiceOfferId: offerId,
    ShipDate: details.ShipDate ?? isoSeconds(now),
    EarliestEstimatedDeliveryDate: isoSeconds(now + 86_400_000),
    LatestEstimatedDeliveryDate: isoSeconds(now + 2 * 86_400_000),
    Rate: rate,
    RateWithAdjustments: rate,
    ShippingServiceOptions: details.ShippingServiceOptions,
    AvailableLabelFormats: service.formats,
    AvailableFormatOptionsForLabel: service.formats.map((LabelFormat) => ({ IncludePackingSlipWithLabel: false, LabelFormat })),
    RequiresAdditionalSellerInputs: service.needsInputs,
    Benefits: service.primeReady ? { IncludedBenefits: ['CLAIMS_PROTECTED'], ExcludedBenefits: [] } : { IncludedBenefits: [], ExcludedBenefits: [{ Benefit: 'CLAIMS_PROTECTED', ReasonCodes: ['LATE_DELIVERY_RISK'] }] },
  };
}
