import { compact, countryName, fullName, streetOf, type Address, type Order } from '../shared/model';
import type { ChannelAddress } from './types';

/** Three address lines out of all there are; what does not fit is joined into the last. */
function threeLines(lines: ReadonlyArray<string | undefined>): [string, string, string] {
  const [first = '', second = '', ...rest] = lines.filter((line): line is string => line !== undefined && line.trim() !== '');
  return [first, second, rest.join(', ')];
}

function channelAddress(address: Address, order: Order, lines: [string, string, string]): ChannelAddress {
  const { country } = address;
  const name = country ? countryName(country) : address.countryName;
  return givenMembers({
    FullName: fullName(address) ?? order.buyer?.name ?? address.company ?? '',
    Company: address.company ?? '',
    Address1: lines[0],
    Address2: lines[1],
    Address3: lines[2],
    Town: address.city ?? '',
    Region: address.state ?? address.district ?? '',
    PostCode: address.postcode ?? '',
    Country: name ?? country ?? '',
    MatchCountryCode: country,
    MatchCountryName: country ? undefined : address.countryName,
    PhoneNumber: address.phone ?? order.buyer?.phone ?? '',
    EmailAddress: address.email ?? order.buyer?.email ?? '',
  });
}

/** Drops undefined members only: Linnworks' own samples send empty texts for what an address has not. */
function givenMembers(address: ChannelAddress): ChannelAddress {
  return Object.fromEntries(Object.entries(address).filter(([, value]) => value !== undefined)) as unknown as ChannelAddress;
}

const linesOf = (address: Address): Array<string | undefined> => [
  streetOf(address),
  address.line2,
  address.line3,
  ...(address.careOf ?? []),
];

export function billingAddress(order: Order, delivery: Address): ChannelAddress {
  const address = order.billingAddress ?? delivery;
  return channelAddress(address, order, threeLines(linesOf(address)));
}

/** The pick-up point in one text, e.g. "DHL 145, Packstation 145, customer number 1234567". */
export function pickupText({ pickupPoint }: Order): string | undefined {
  if (!pickupPoint) return undefined;
  const { provider, id, name, customerNumber } = pickupPoint;
  const parts = [[provider, id].filter(Boolean).join(' '), name, customerNumber && `customer number ${customerNumber}`];
  return parts.filter(Boolean).join(', ');
}

/** Where the parcel goes: the pick-up point's address with its number below the street, else the shipping address. */
export function deliveryAddress(order: Order, shipping: Address): ChannelAddress {
  const { pickupPoint } = order;
  if (!pickupPoint) return channelAddress(shipping, order, threeLines(linesOf(shipping)));
  const place = pickupPoint.address;
  const address: Address = place
    ? { ...shipping, ...compact({ city: place.city, postcode: place.postcode, country: place.country, state: place.state }) }
    : shipping;
  const { provider, id, name, customerNumber } = pickupPoint;
  const point = [[provider, id].filter(Boolean).join(' '), name].filter(Boolean).join(', ');
  return channelAddress(
    address,
    order,
    threeLines([streetOf(place ?? shipping), point, customerNumber, ...(place ? [] : linesOf(shipping).slice(1))]),
  );
}
