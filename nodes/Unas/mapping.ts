import type { XmlElement } from '../shared/format';
import { carrierCode, compact, compactOrNothing, countryCode, ModelError, parseOrder, sumCheck, type Address, type Order } from '../shared/model';
import { identityOf, refOf } from './identity';
import { partsOf } from './mapping-lines';
import { standingOf, type Status } from './statuses';
import { timeOf } from './times';
import { elementsOf } from './wire';
import { amountAt, at, isOn, textAt } from './xml-path';

/** The key is what people read: shop and running number. */
export const numberOf = (order: XmlElement): string => refOf(order).key;

const demand = <T>(order: XmlElement, field: string, value: T | undefined): T => {
  if (value === undefined) throw new ModelError(`Order '${numberOf(order)}': UNAS gave no '${field}'`, 'bad-record');
  return value;
};

function addressOf(order: XmlElement, side: 'Invoice' | 'Shipping'): Address | undefined {
  const address = at(order, 'Customer', 'Addresses', side);
  const countryName = textAt(address, 'Country');
  const country = countryCode(textAt(address, 'CountryCode')?.toUpperCase() ?? countryName, ['hu', 'en']);
  const name = textAt(address, 'Name');
  const isCompany = side === 'Invoice' && textAt(address, 'CustomerType') === 'company';
  const recipient = side === 'Shipping' ? (textAt(address, 'RecipientName') ?? name) : name;
  const streetName = [textAt(address, 'StreetName'), textAt(address, 'StreetType')].filter(Boolean).join(' ') || undefined;
  const read = compactOrNothing({
    name: isCompany ? undefined : recipient,
    company: isCompany ? name : undefined,
    street: textAt(address, 'Street'),
    streetName,
    houseNumber: textAt(address, 'StreetNumber'),
    postcode: textAt(address, 'ZIP'),
    city: textAt(address, 'City'),
    state: textAt(address, 'County'),
    country,
    countryName: country ? undefined : countryName,
  });
  if (!read || side === 'Invoice') return read;
  return compact({ ...read, phone: phoneOf(order), email: textAt(order, 'Customer', 'Email') });
}

const phoneOf = (order: XmlElement): string | undefined => textAt(order, 'Customer', 'Contact', 'Mobile') ?? textAt(order, 'Customer', 'Contact', 'Phone');

const BUSINESS: Readonly<Record<string, boolean>> = { private: false, company: true, other_customer_without_tax_number: true };

function buyerOf(order: XmlElement) {
  const invoice = at(order, 'Customer', 'Addresses', 'Invoice');
  const kind = textAt(invoice, 'CustomerType') ?? '';
  const group = at(order, 'Customer', 'Group');
  return compactOrNothing({
    id: textAt(order, 'Customer', 'Id'),
    // The invoice is made out to the address's name; the contact may be another person (unas.md §4).
    name: textAt(order, 'Customer', 'Contact', 'Name') ?? textAt(invoice, 'Name'),
    email: textAt(order, 'Customer', 'Email'),
    phone: phoneOf(order),
    company: kind === 'company' ? textAt(invoice, 'Name') : undefined,
    taxNumber: textAt(invoice, 'TaxNumber') ?? textAt(invoice, 'EUTaxNumber'),
    business: BUSINESS[kind],
    locale: textAt(order, 'Lang'),
    group: group ? (textAt(group, 'Name') ?? textAt(group, 'Id')) : textAt(order, 'Customer', 'Group'),
  });
}

function pickupOf(order: XmlElement) {
  const shipping = at(order, 'Customer', 'Addresses', 'Shipping');
  const id = textAt(shipping, 'DeliveryPointID');
  return id === undefined ? undefined : compact({ id, provider: textAt(shipping, 'DeliveryPointGroup'), name: textAt(shipping, 'DeliveryPointSubGroup') });
}

function methodOf(order: XmlElement, name: 'Payment' | 'Shipping') {
  const [id, text] = [textAt(order, name, 'Id'), textAt(order, name, 'Name')];
  if (text === undefined) return undefined;
  const carrier = name === 'Shipping' ? carrierCode(text) : undefined;
  return compact({ id, name: text, carrier: carrier === 'other' ? undefined : carrier });
}

const PAID: Readonly<Record<string, boolean>> = { paid: true, overpaid: true, unpaid: false, 'partly paid': false };

function notesOf(order: XmlElement) {
  const notes = elementsOf(at(order, 'Comments') ?? {}, 'Comment').flatMap((comment) => {
    const text = textAt(comment, 'Text');
    return text === undefined ? [] : [{ kind: textAt(comment, 'Type') === 'admin' ? 'internal' : 'buyer', text }];
  });
  return notes.length > 0 ? notes : undefined;
}

function currencyOf(order: XmlElement): string | undefined {
  const code = textAt(order, 'Currency')?.toUpperCase() ?? '';
  return /^[A-Z]{3}$/.test(code) ? code : undefined;
}

function standing(order: XmlElement, statuses: readonly Status[]) {
  const id = textAt(order, 'StatusID');
  const known = statuses.find((status) => (id === undefined ? status.name === textAt(order, 'Status') : status.id === id));
  const cancelled = isOn(textAt(order, 'Storno'));
  return { status: cancelled ? 'cancelled' : standingOf(known), vendorStatus: textAt(order, 'Status') ?? known?.name };
}

function trackingOf(order: XmlElement) {
  const number = textAt(order, 'Shipping', 'PackageNumber');
  return number === undefined ? undefined : [compact({ number, url: textAt(order, 'Shipping', 'TrackingUrl') })];
}

export const updatedAt = (order: XmlElement): string | undefined => timeOf(textAt(order, 'DateMod')) ?? timeOf(textAt(order, 'Date'));

/**
 * One order of `getOrder` in the model. Amounts are in the order's currency, with tax the binding ones; where the parts do
 * not add up to the shop's own total, `extra.sumCheck` says by how much.
 *
 * @param account the shop's id
 * @throws ModelError naming the order and the field UNAS left out
 */
export function toModel(order: XmlElement, account: string, statuses: readonly Status[]): Order {
  demand(order, 'Key', textAt(order, 'Key'));
  const gross = amountAt(order, 'SumPriceGross');
  const rate = amountAt(order, 'ExchangeValue');
  const merged = textAt(order, 'Info', 'MergedFrom');
  const model = parseOrder(
    compact({
      identity: identityOf(order, account),
      number: numberOf(order),
      ...standing(order, statuses),
      paid: PAID[(textAt(order, 'Payment', 'Status') ?? '').toLowerCase()],
      complete: true,
      placedAt: demand(order, 'Date', timeOf(textAt(order, 'Date'))),
      updatedAt: updatedAt(order),
      currency: demand(order, 'Currency', currencyOf(order)),
      exchangeRate: rate !== undefined && rate > 0 ? rate : undefined,
      pricesIncludeTax: true,
      ...partsOf(order),
      total: gross === undefined ? undefined : { gross },
      amountPaid: amountAt(order, 'Payment', 'Paid'),
      buyer: buyerOf(order),
      shippingAddress: addressOf(order, 'Shipping'),
      billingAddress: addressOf(order, 'Invoice'),
      pickupPoint: pickupOf(order),
      shippingMethod: methodOf(order, 'Shipping'),
      paymentMethod: methodOf(order, 'Payment'),
      notes: notesOf(order),
      tracking: trackingOf(order),
      mergedFrom: merged === undefined ? undefined : merged.split(',').map((one) => one.trim()).filter(Boolean),
      references: compact({
        key: textAt(order, 'Key'),
        orderId: textAt(order, 'Id'),
        internalKey: textAt(order, 'InternalKey'),
        statusId: textAt(order, 'StatusID'),
        paymentId: textAt(order, 'Payment', 'Id'),
        paymentType: textAt(order, 'Payment', 'Type'),
        shippingId: textAt(order, 'Shipping', 'Id'),
        invoiceNumber: textAt(order, 'Invoice', 'Number'),
      }),
    }),
  );
  const sums = sumCheck(model);
  return sums.ok ? model : { ...model, extra: { sumCheck: sums.explain } };
}
