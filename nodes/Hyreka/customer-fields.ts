import type { Field } from '../shared/format';
import { splitName, streetOf, type Address, type Order } from '../shared/model';

const addressOf = ({ billingAddress, shippingAddress }: Order): Address => billingAddress ?? shippingAddress ?? {};

function named(order: Order): Address {
  const address = addressOf(order);
  return address.name || address.lastName ? address : { ...address, name: address.company ? undefined : order.buyer?.name };
}

function additionOf(order: Order): string {
  const { careOf = [], line2, line3 } = addressOf(order);
  return [...careOf, line2, line3].filter(Boolean).join(', ');
}

/** The customer of an order, by `datenimport-kunden.csv`; whether the import has a template for customers is not confirmed (hyreka.md §1). */
export const CUSTOMER_FIELDS: ReadonlyArray<Field<Order>> = [
  { name: 'customerNumber', heading: 'Kundennummer', cell: ({ buyer }) => buyer?.id },
  { name: 'company', heading: 'Firma', cell: (order) => addressOf(order).company ?? order.buyer?.company },
  { name: 'firstName', heading: 'Vorname', cell: (order) => splitName(named(order)).firstName },
  { name: 'lastName', heading: 'Nachname', cell: (order) => splitName(named(order)).lastName },
  { name: 'street', heading: 'Straße', cell: (order) => streetOf(addressOf(order)) },
  { name: 'addition', heading: 'Zusatz', cell: additionOf },
  { name: 'postcode', heading: 'PLZ', cell: (order) => addressOf(order).postcode },
  { name: 'city', heading: 'Ort', cell: (order) => addressOf(order).city },
  { name: 'country', heading: 'Land', cell: (order) => addressOf(order).country ?? addressOf(order).countryName },
  { name: 'phone', heading: 'Telefon', cell: (order) => order.buyer?.phone ?? addressOf(order).phone },
  { name: 'email', heading: 'E-Mail', cell: (order) => order.buyer?.email ?? addressOf(order).email },
  { name: 'taxNumber', heading: 'USt-IdNr.', cell: ({ buyer }) => buyer?.taxNumber },
];

/** What tells one customer from another, so that a file names each once; undefined where an order tells nothing of its customer. */
export function customerKey(order: Order): string | undefined {
  const { id, email, name: buyerName } = order.buyer ?? {};
  if (id !== undefined) return `${order.identity.channel} ${order.identity.account} ${id}`;
  if (email !== undefined) return email.trim().toLowerCase();
  const { name, company, lastName, postcode } = addressOf(order);
  const who = [company, name ?? lastName ?? buyerName].filter(Boolean).join('|');
  return who === '' ? undefined : [who, streetOf(addressOf(order)), postcode].join('|').toLowerCase();
}
