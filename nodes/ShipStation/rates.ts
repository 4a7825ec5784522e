import type { Client } from '../shared/api/client';
import { refused } from '../shared/api/problem';
import { add, compact, compare, toNumber, utc, vendorAmount, type Order } from '../shared/model';
import type { Row } from '../shared/node/operation';
import { modelCarrier } from './carriers';
import { isV2, readCarriers, readV2Carriers } from './lists';
import { linesToSend, totalGrams } from './import-lines';
import { addressBody, shippingAddressOf } from './mapping-import';
import { toV2Address, type ShipFrom, type V2Address } from './ship-from';
import { readArray, write } from './wire';

interface Money {
  currency?: string | null;
  amount?: number | null;
}

/** A rate of v2, of a shipment or an estimate (shipstation.md §B3). */
export interface V2Rate {
  rate_id?: string | null;
  carrier_id?: string | null;
  carrier_code?: string | null;
  carrier_friendly_name?: string | null;
  service_code?: string | null;
  service_type?: string | null;
  package_type?: string | null;
  shipping_amount?: Money | null;
  insurance_amount?: Money | null;
  confirmation_amount?: Money | null;
  other_amount?: Money | null;
  delivery_days?: number | null;
  estimated_delivery_date?: string | null;
  trackable?: boolean | null;
  validation_status?: string | null;
  error_messages?: string[] | null;
}

interface V1Rate {
  serviceName?: string | null;
  serviceCode?: string | null;
  shipmentCost?: number | null;
  otherCost?: number | null;
}

/** A rate of either API. */
export interface Rate {
  rateId?: string;
  carrierCode: string;
  carrierName?: string;
  serviceCode: string;
  serviceName?: string;
  packageCode?: string;
  price?: number;
  currency?: string;
  days?: number;
  raw: object;
}

export interface Parcel {
  order: Order;
  grams: number;
  from: ShipFrom;
  /** Codes of carriers; empty = all that are connected. */
  carriers: readonly string[];
}

/** Weight of the parcel: as told, else the sum of the order's lines. @throws Problem where neither is there */
export function parcelGrams(order: Order, told: number): number {
  const grams = told > 0 ? told : totalGrams(linesToSend(order, 'parent').goods);
  if (grams !== undefined && grams > 0) return grams;
  throw refused(`Order '${order.number}' has no weight`, "Give 'Weight (Grams)', or the weight of each article where the order comes from.");
}

const sumOf = (parts: ReadonlyArray<number | null | undefined>): number | undefined => {
  const known = parts.map(vendorAmount).filter((part): part is number => part !== undefined);
  return known.length === 0 ? undefined : toNumber(known.reduce((sum, part) => add(sum, part), add(0, 0)));
};

export function fromV2(rate: V2Rate): Rate {
  const { shipping_amount, insurance_amount, confirmation_amount, other_amount } = rate;
  return compact({
    rateId: rate.rate_id,
    carrierCode: rate.carrier_code ?? '',
    carrierName: rate.carrier_friendly_name,
    serviceCode: rate.service_code ?? '',
    serviceName: rate.service_type,
    packageCode: rate.package_type,
    price: sumOf([shipping_amount?.amount, insurance_amount?.amount, confirmation_amount?.amount, other_amount?.amount]),
    currency: shipping_amount?.currency?.toUpperCase(),
    days: rate.delivery_days,
    raw: rate,
  }) as Rate;
}

export const isValid = ({ validation_status, error_messages }: V2Rate): boolean => !['invalid', 'unknown'].includes(validation_status ?? '') && (error_messages ?? []).length === 0;

/** Ids of the carriers, of all that are connected where none is chosen. */
export async function carrierIds(client: Client, codes: readonly string[]): Promise<string[]> {
  const all = await readV2Carriers(client);
  const wanted = all.filter(({ carrier_code, carrier_id }) => codes.length === 0 || codes.includes(carrier_code ?? '') || codes.includes(carrier_id ?? ''));
  return wanted.flatMap(({ carrier_id }) => carrier_id ?? []);
}

/** States are asked for where a country has none as well; its place stands in (unconfirmed, shipstation.md §B2). */
const stateOf = ({ state_province, city_locality }: Partial<V2Address>): string => state_province?.trim() || city_locality || '';

function estimateRequest({ order, grams, from }: Parcel, carrier_ids: readonly string[], now: number) {
  const to = { state_province: order.shippingAddress?.state ?? '', ...toV2Address(addressBody(shippingAddressOf(order), order.buyer?.phone)) };
  const body = {
    ...{ from_country_code: from.address.country_code, from_postal_code: from.address.postal_code, from_city_locality: from.address.city_locality, from_state_province: stateOf(from.address) },
    ...{ to_country_code: to.country_code, to_postal_code: to.postal_code, to_city_locality: to.city_locality, to_state_province: stateOf(to) },
    ...{ weight: { value: grams, unit: 'gram' }, carrier_ids, ship_date: utc(now) },
  };
  // Nothing is stored by it: as harmless as a reading.
  return write('v2/rates/estimate', body, { safety: 'read' });
}

function v1Request({ order, grams, from }: Parcel, carrierCode: string) {
  const to = addressBody(shippingAddressOf(order), order.buyer?.phone);
  const body = compact({
    ...{ carrierCode, fromPostalCode: from.address.postal_code, toState: to.state, toCountry: to.country, toPostalCode: to.postalCode ?? '', toCity: to.city },
    ...{ weight: { value: grams, units: 'grams' }, residential: to.residential },
  });
  return write('shipments/getrates', body, { safety: 'read' });
}

/** What the carriers ask for a parcel: one call with API V2, one for each carrier with API V1. */
export async function readRates(client: Client, parcel: Parcel, ids: () => Promise<string[]>, now: number): Promise<Rate[]> {
  if (isV2(client)) {
    const rows = await readArray<V2Rate>(client, estimateRequest(parcel, await ids(), now));
    return rows.filter(isValid).map(fromV2);
  }
  const found: Rate[] = [];
  for (const carrierCode of await ids()) {
    const rows = await readArray<V1Rate>(client, v1Request(parcel, carrierCode));
    found.push(
      ...rows.map((raw) => compact({ carrierCode, serviceCode: raw.serviceCode ?? '', serviceName: raw.serviceName, price: sumOf([raw.shipmentCost, raw.otherCost]), raw }) as Rate),
    );
  }
  return found;
}

/** What {@link readRates} asks: ids with API V2, codes with API V1. */
export async function carriersToAsk(client: Client, codes: readonly string[]): Promise<string[]> {
  if (isV2(client)) return await carrierIds(client, codes);
  return codes.length > 0 ? [...codes] : (await readCarriers(client)).map(({ code }) => code);
}

export interface RateChoice {
  by: 'cheapest' | 'fastest' | 'service';
  serviceCode: string;
  /** 0 = no limit. */
  highestPrice: number;
}

const byPrice = (a: Rate, b: Rate): number => compare(a.price ?? Number.MAX_SAFE_INTEGER, b.price ?? Number.MAX_SAFE_INTEGER);

/** The rate to buy. @throws Problem naming what is offered where none fits */
export function chooseRate(rates: readonly Rate[], { by, serviceCode, highestPrice }: RateChoice, name: string): Rate {
  const fitting = rates.filter((rate) => (by !== 'service' || rate.serviceCode === serviceCode) && (highestPrice <= 0 || (rate.price !== undefined && compare(rate.price, highestPrice) <= 0)));
  const order = by === 'fastest' ? (a: Rate, b: Rate) => (a.days ?? 999) - (b.days ?? 999) || byPrice(a, b) : byPrice;
  const [best] = [...fitting].sort(order);
  if (best) return best;
  const offered = rates.map((rate) => `${rate.serviceCode} ${rate.price ?? '?'}`).join(', ');
  throw refused(`${name}: no service fits; ${offered ? `offered are ${offered}` : 'the carriers offer none'}`, 'Change service, carriers, highest price or weight.');
}

export const rateRow = (rate: Rate, number: string): Row =>
  compact({ number, carrier: modelCarrier(rate.carrierCode), carrierCode: rate.carrierCode, carrierName: rate.carrierName, serviceCode: rate.serviceCode, serviceName: rate.serviceName, price: rate.price, currency: rate.currency, deliveryDays: rate.days, rateId: rate.rateId }) as Row;

