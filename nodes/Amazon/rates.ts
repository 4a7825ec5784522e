import type { Client } from '../shared/api/client';
import { refused } from '../shared/api/problem';
import { compact, vendorAmount, vendorTime } from '../shared/model';
import type { Row } from '../shared/node/operation';
import type { LabelDetails } from './label-details';
import { apiRequest } from './wire';

/** A service that may carry the parcel (amazon.md §12). */
export interface ShippingService {
  ShippingServiceName?: string | null;
  CarrierName?: string | null;
  ShippingServiceId?: string | null;
  ShippingServiceOfferId?: string | null;
  ShipDate?: string | null;
  EarliestEstimatedDeliveryDate?: string | null;
  LatestEstimatedDeliveryDate?: string | null;
  Rate?: { CurrencyCode?: string | null; Amount?: number | null } | null;
  RateWithAdjustments?: { CurrencyCode?: string | null; Amount?: number | null } | null;
  AvailableLabelFormats?: string[] | null;
  RequiresAdditionalSellerInputs?: boolean | null;
  Benefits?: { IncludedBenefits?: string[] | null } | null;
}

export interface Rates {
  services: ShippingService[];
  /** Why others are not offered, in words. */
  left: string;
}

interface Eligible {
  ShippingServiceList?: ShippingService[] | null;
  RejectedShippingServiceList?: Array<{ ShippingServiceName?: string | null; RejectionReasonCode?: string | null; RejectionReasonMessage?: string | null }> | null;
  TemporarilyUnavailableCarrierList?: Array<{ CarrierName?: string | null }> | null;
  TermsAndConditionsNotAcceptedCarrierList?: Array<{ CarrierName?: string | null }> | null;
}

const names = (list: Array<{ CarrierName?: string | null }> | null | undefined): string => (list ?? []).map(({ CarrierName }) => CarrierName ?? '').filter(Boolean).join(', ');

function leftOut({ RejectedShippingServiceList, TemporarilyUnavailableCarrierList, TermsAndConditionsNotAcceptedCarrierList }: Eligible): string {
  const rejected = (RejectedShippingServiceList ?? []).map((one) => `${one.ShippingServiceName ?? ''}: ${one.RejectionReasonMessage || one.RejectionReasonCode || 'rejected'}`);
  const unavailable = names(TemporarilyUnavailableCarrierList);
  const terms = names(TermsAndConditionsNotAcceptedCarrierList);
  return [
    ...rejected,
    ...(unavailable ? [`not available now: ${unavailable}`] : []),
    ...(terms ? [`terms to be accepted in Seller Central first: ${terms}`] : []),
  ].join('; ');
}

export function ratesRequest(details: LabelDetails) {
  return apiRequest('getEligibleShipmentServices', { body: { ShipmentRequestDetails: details } });
}

export async function readRates(client: Client, details: LabelDetails): Promise<Rates> {
  const { data } = await client.call<{ payload?: Eligible | null } | undefined>(ratesRequest(details));
  return { services: data?.payload?.ShippingServiceList ?? [], left: leftOut(data?.payload ?? {}) };
}

export const priceOf = ({ RateWithAdjustments, Rate }: ShippingService): number | undefined => vendorAmount((RateWithAdjustments ?? Rate)?.Amount);

export function rateRow(service: ShippingService, orderId: string): Row {
  return compact({
    orderId,
    serviceId: service.ShippingServiceId ?? '',
    offerId: service.ShippingServiceOfferId,
    name: service.ShippingServiceName ?? '',
    carrier: service.CarrierName,
    price: priceOf(service),
    currency: (service.RateWithAdjustments ?? service.Rate)?.CurrencyCode,
    shipDate: vendorTime(service.ShipDate),
    deliverFrom: vendorTime(service.EarliestEstimatedDeliveryDate),
    deliverBy: vendorTime(service.LatestEstimatedDeliveryDate),
    labelFormats: service.AvailableLabelFormats ?? [],
    needsInputs: service.RequiresAdditionalSellerInputs === true,
    claimsProtected: service.Benefits?.IncludedBenefits?.includes('CLAIMS_PROTECTED') === true,
  }) as Row;
}

export interface RateChoice {
  by: 'cheapest' | 'fastest' | 'service';
  serviceId: string;
  carrier: string;
  onlyProtected: boolean;
  /** 0 = none. */
  highestPrice: number;
  labelFormat: string;
  /** Values for a service that asks for more are given. */
  hasInputs: boolean;
}

const same = (a: string | null | undefined, b: string): boolean => (a ?? '').trim().toLowerCase() === b.trim().toLowerCase();

function fits(service: ShippingService, choice: RateChoice): boolean {
  const { ShippingServiceId, CarrierName, AvailableLabelFormats, Benefits, RequiresAdditionalSellerInputs } = service;
  if (choice.by === 'service' && !same(ShippingServiceId, choice.serviceId)) return false;
  if (choice.carrier.trim() !== '' && !same(CarrierName, choice.carrier)) return false;
  if (choice.onlyProtected && !Benefits?.IncludedBenefits?.includes('CLAIMS_PROTECTED')) return false;
  if (RequiresAdditionalSellerInputs === true && !choice.hasInputs) return false;
  if (choice.highestPrice > 0 && (priceOf(service) ?? 0) > choice.highestPrice) return false;
  return choice.labelFormat === 'ShippingServiceDefault' || !AvailableLabelFormats || AvailableLabelFormats.includes(choice.labelFormat);
}

const dueAt = ({ LatestEstimatedDeliveryDate }: ShippingService): number => Date.parse(LatestEstimatedDeliveryDate ?? '') || Number.POSITIVE_INFINITY;

/** @throws Problem when no offered service fits, naming what was offered and what was not */
export function chooseRate({ services, left }: Rates, choice: RateChoice, name: string): ShippingService {
  const fitting = services.filter((service) => fits(service, choice));
  const byPrice = (a: ShippingService, b: ShippingService) => (priceOf(a) ?? Infinity) - (priceOf(b) ?? Infinity);
  const [best] = fitting.sort((a, b) => (choice.by === 'fastest' ? dueAt(a) - dueAt(b) || byPrice(a, b) : byPrice(a, b)));
  if (best) return best;
  const offered = services.map(({ ShippingServiceName, ShippingServiceId }) => `${ShippingServiceName ?? ''} (${ShippingServiceId ?? ''})`).join(', ');
  throw refused(
    `${name}: no service fits${offered ? `; offered are ${offered}` : '; Amazon offers none'}${left ? `. Not offered: ${left}` : ''}`,
    'Change service, carrier, label format, highest price or ship date. A service that asks for more needs Seller Inputs.',
  );
}
