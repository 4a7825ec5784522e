import { compactOrNothing, countryCode, fullName, joinStreet, type Address, type Buyer, type PickupPoint } from '../shared/model';
import type { KauflandAddress, KauflandOrder, KauflandPickupLocation } from './types';

const words = (value: unknown): string | undefined => (typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined);

/** An address with street and house number joined and apart; undefined when Kaufland gives none or hides it. */
export function toAddress(vendor: KauflandAddress | null | undefined): Address | undefined {
  if (!vendor) return undefined;
  const country = countryCode(vendor.country);
  const [streetName, houseNumber] = [words(vendor.street), words(vendor.house_number)];
  const [firstName, lastName] = [words(vendor.first_name), words(vendor.last_name)];
  return compactOrNothing({
    name: fullName({ firstName, lastName }),
    firstName,
    lastName,
    company: words(vendor.company_name),
    street: joinStreet(streetName, houseNumber, country),
    streetName,
    houseNumber,
    line2: words(vendor.additional_field),
    postcode: words(vendor.postcode),
    city: words(vendor.city),
    country,
    countryName: country ? undefined : words(vendor.country),
    phone: words(vendor.phone),
  });
}

/** The invoice address tells who buys; a phone number is often given for the delivery only. */
export function toBuyer({ buyer, billing_address, shipping_address }: KauflandOrder): Buyer | undefined {
  const billing = toAddress(billing_address) ?? {};
  const shipping = toAddress(shipping_address) ?? {};
  const company = billing.company ?? shipping.company;
  return compactOrNothing({
    id: buyer?.id_buyer === undefined || buyer.id_buyer === null ? undefined : String(buyer.id_buyer),
    name: fullName(billing) ?? fullName(shipping),
    email: words(buyer?.email),
    phone: billing.phone ?? shipping.phone,
    company,
    // Kaufland has no flag for it: a company name is the only sign, and its absence proves nothing.
    business: company === undefined ? undefined : true,
  });
}

export function toPickupPoint(location: KauflandPickupLocation | null | undefined): PickupPoint | undefined {
  const id = location?.pickup_location_id;
  if (!location || id === undefined || id === null || String(id) === '') return undefined;
  return {
    id: String(id),
    ...compactOrNothing({ provider: words(location.provider), customerNumber: words(location.dhl_post_number) }),
  };
}
