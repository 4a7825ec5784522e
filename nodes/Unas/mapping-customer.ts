import { refused } from '../shared/api/problem';
import { fullName, streetOf, type Address, type Order } from '../shared/model';
import { cdata, type Params } from './api';

/** @throws Problem naming the field */
export function required(value: string | undefined, field: string): string {
  if (value?.trim()) return value.trim();
  throw refused(`'${field}' is missing, which UNAS's orders have`, 'Fill it in where the order comes from.');
}

const text = (value: string | undefined) => (value === undefined ? undefined : cdata(value));

/** Both sides of an order as UNAS has them: an order with one address has it on both. */
export const sidesOf = ({ shippingAddress, billingAddress }: Order): { shipping: Address; billing: Address } => {
  const shipping = shippingAddress ?? billingAddress ?? {};
  return { shipping, billing: billingAddress ?? shipping };
};

/** The company an invoice is made out to: the buyer's own only where a tax number says that it is to be so. */
export const invoicedCompany = ({ buyer, ...order }: Order): string | undefined => sidesOf(order as Order).billing.company ?? (buyer?.taxNumber ? buyer.company : undefined);

/** Country codes are written in lower case (unas.md §4). */
function placeOf(address: Address, where: string): Params {
  const street = [streetOf(address), ...(address.careOf ?? []), address.line2, address.line3].map((part) => part?.trim()).filter(Boolean).join(', ');
  return {
    ZIP: required(address.postcode, `${where}.postcode`),
    City: cdata(required(address.city, `${where}.city`)),
    Street: cdata(required(street, `${where}.street`)),
    County: text(address.state ?? address.district),
    Country: text(address.countryName),
    CountryCode: required(address.country, `${where}.country`).toLowerCase(),
  };
}

/** A national number and one with its country in front have places of their own (unas.md §4). */
const taxNumbers = (number: string | undefined): Params => (number && /^[A-Z]{2}/i.test(number) ? { EUTaxNumber: number } : { TaxNumber: number });

function customerType({ buyer }: Order, company: string | undefined): string {
  if (!(buyer?.business ?? company !== undefined)) return 'private';
  return buyer?.taxNumber ? 'company' : 'other_customer_without_tax_number';
}

export interface Phones {
  mobile?: string;
  phone?: string;
}

/** The carrier calls the mobile number, which is therefore that of the parcel. */
export function phonesOf(order: Order): Phones {
  const { shipping, billing } = sidesOf(order);
  const own = order.buyer?.phone ?? billing.phone;
  const mobile = shipping.phone ?? own;
  return { mobile, phone: own === mobile ? undefined : own };
}

/** @throws Problem naming what UNAS's orders have and this one lacks */
export function customerBody(order: Order, lang: string): Params {
  const { buyer, pickupPoint } = order;
  const { shipping, billing } = sidesOf(order);
  const { mobile, phone } = phonesOf(order);
  const company = invoicedCompany(order);
  return {
    Email: required(buyer?.email ?? shipping.email ?? billing.email, 'buyer.email'),
    Contact: { Name: cdata(buyer?.name ?? fullName(shipping) ?? required(shipping.company, 'shippingAddress.name')), Phone: text(phone), Mobile: text(mobile), Lang: lang },
    Addresses: {
      Invoice: {
        Name: cdata(required(company ?? fullName(billing), 'billingAddress.name')),
        ...placeOf(billing, 'billingAddress'),
        ...taxNumbers(buyer?.taxNumber),
        CustomerType: customerType(order, company),
      },
      Shipping: {
        Name: cdata(required(shipping.company ?? fullName(shipping), 'shippingAddress.name')),
        RecipientName: shipping.company === undefined ? undefined : text(fullName(shipping)),
        ...placeOf(shipping, 'shippingAddress'),
        DeliveryPointID: pickupPoint?.id,
        DeliveryPointGroup: pickupPoint?.provider,
        DeliveryPointSubGroup: text(pickupPoint?.name),
      },
    },
  };
}
