import { fullName, ModelError, requireField, splitName, streetOf, type Address, type Order } from '../shared/model';

const isText = (text: string | undefined): text is string => text !== undefined && text.trim() !== '';

function personOf(order: Order, address: Address) {
  const { firstName, lastName } = splitName(address);
  const first = firstName ?? lastName ?? address.company;
  if (!first) throw new ModelError(`Order '${order.number}': 'shippingAddress.name' is missing`, 'bad-record');
  return { FirstName: first, LastName: firstName === undefined ? undefined : lastName };
}

function required(order: Order, field: string, value: string | undefined): string {
  if (isText(value)) return value;
  throw new ModelError(`Order '${order.number}': 'shippingAddress.${field}' is missing`, 'bad-record');
}

/** Who gets the order and where; a pick-up point stands in the address lines. @throws ModelError */
export function deliveryAddress(order: Order) {
  const address = requireField('Order', order, 'shippingAddress');
  const further = [address.line2, address.line3, ...(address.careOf ?? []), pickupOf(order)].filter(isText);
  return {
    ...personOf(order, address),
    CompanyName: fullName(address) === undefined ? undefined : address.company,
    Address1: required(order, 'street', streetOf(address)),
    Address2: further[0],
    Address3: further.slice(1).join(', '),
    Town: address.city,
    County: address.state,
    PostCode: required(order, 'postcode', address.postcode),
    Country: required(order, 'country', address.country ?? address.countryName),
    Email: address.email ?? order.buyer?.email,
    Phone: address.phone ?? order.buyer?.phone,
  };
}

const pickupOf = ({ pickupPoint }: Order): string | undefined =>
  pickupPoint && [pickupPoint.provider, pickupPoint.name, pickupPoint.id, pickupPoint.customerNumber].filter(isText).join(' ');
