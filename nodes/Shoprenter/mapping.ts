import {
  carrierCode,
  compact,
  compactOrNothing,
  countryCode,
  ModelError,
  parseOrder,
  sumCheck,
  type Address,
  type Identity,
  type Order,
} from '../shared/model';
import { linesOf } from './mapping-lines';
import { amountsOf } from './mapping-totals';
import type { Shop } from './shop';
import type { ShoprenterOrder } from './types';
import { idOf, isOn, textOf, timeOf, type Value } from './values';

export const CHANNEL = 'shoprenter';

/** The number people read; it never changes, while the resource id can become an alias (shoprenter.md §2). */
export const numberOf = (order: Pick<ShoprenterOrder, 'innerId'>): string => textOf(order.innerId) ?? 'unknown';

/** Who the order is, for one that cannot be mapped too. */
export const identityOf = (order: Pick<ShoprenterOrder, 'innerId'>, account: string): Identity => ({
  channel: CHANNEL,
  account: account || 'unknown',
  id: numberOf(order),
});

const demand = <T>(order: ShoprenterOrder, field: string, value: T | undefined): T => {
  if (value === undefined) throw new ModelError(`Order '${numberOf(order)}': Shoprenter gave no '${field}'`, 'bad-record');
  return value;
};

/** Name parts in the order they are given: `firstname` comes first in whichever language (shoprenter.md §5). */
const nameOf = (first: Value, last: Value): string | undefined => [textOf(first), textOf(last)].filter(Boolean).join(' ') || undefined;

type Side = 'shipping' | 'payment';

function addressOf(order: ShoprenterOrder, side: Side): Address | undefined {
  const field = (name: string): string | undefined => textOf(order[`${side}${name}` as keyof ShoprenterOrder] as Value);
  const countryName = field('CountryName');
  const country = countryCode(textOf(order[`${side}Country`]?.isoCode2) ?? countryName, ['en', 'hu']);
  const address = compactOrNothing({
    name: nameOf(order[`${side}Firstname`], order[`${side}Lastname`]),
    company: field('Company'),
    street: field('Address1'),
    line2: field('Address2'),
    postcode: field('Postcode'),
    city: field('City'),
    state: field('ZoneName'),
    country,
    countryName: country ? undefined : countryName,
  });
  if (!address || side === 'payment') return address;
  return compact({ ...address, phone: textOf(order.phone), email: textOf(order.email) });
}

function buyerOf(order: ShoprenterOrder) {
  const [company, taxNumber] = [textOf(order.paymentCompany), textOf(order.taxNumber)];
  return compactOrNothing({
    id: idOf(order.customer),
    name: nameOf(order.firstname, order.lastname),
    email: textOf(order.email),
    phone: textOf(order.phone),
    company,
    taxNumber,
    // A private buyer is not told as such.
    business: company !== undefined || taxNumber !== undefined ? true : undefined,
    locale: textOf(order.language?.code),
    group: idOf(order.customerGroup),
  });
}

function pickupOf(order: ShoprenterOrder) {
  const point = [order.pickPackPontShopCode, order.shippingReceivingPointId].map((value) => textOf(value)).find((id) => id !== undefined && id !== '0');
  if (point === undefined) return undefined;
  return compact({ id: point, provider: textOf(order.shippingMethodExtension), name: textOf(order.shippingMethodName) });
}

function methodsOf(order: ShoprenterOrder) {
  const shipping = textOf(order.shippingMethodLocalizedName) ?? textOf(order.shippingMethodName);
  const payment = textOf(order.paymentMethodName) ?? textOf(order.paymentMethodCode);
  const extension = textOf(order.shippingMethodExtension);
  const carrier = [extension, shipping].map((word) => carrierCode(word)).find((code) => code !== undefined && code !== 'other');
  return {
    shippingMethod: shipping ? compact({ id: extension, name: shipping, carrier }) : undefined,
    paymentMethod: payment ? compact({ id: textOf(order.paymentMethodCode), name: payment }) : undefined,
  };
}

function standingOf(order: ShoprenterOrder, { statuses, stornoId }: Shop): { status: string; vendorStatus?: string } {
  const id = idOf(order.orderStatus);
  // Without a status it is a cart nobody ordered (shoprenter.md §5).
  if (id === undefined) return { status: 'draft' };
  const known = statuses.find((status) => status.id === id);
  const cancelled = known !== undefined && known.innerId === stornoId;
  return { status: cancelled ? 'cancelled' : 'open', vendorStatus: known?.name ?? id };
}

export const updatedAt = (order: ShoprenterOrder, zone: string): string | undefined => timeOf(order.dateUpdated, zone) ?? timeOf(order.dateCreated, zone);

function currencyOf(order: ShoprenterOrder): string | undefined {
  const code = textOf(order.currency?.code)?.toUpperCase() ?? '';
  return /^[A-Z]{3}$/.test(code) ? code : undefined;
}

function referencesOf(order: ShoprenterOrder) {
  const partner = order.externalInfo;
  return compact({ orderId: idOf(order), orderStatusId: idOf(order.orderStatus), partnerOrderId: textOf(partner?.partner_order_id) });
}

/**
 * One order of `orderExtend` in the model. Amounts are with tax and in the order's currency; where the parts do not add
 * up to the shop's own total, `extra.sumCheck` says by how much.
 *
 * @param account the shop's label
 * @throws ModelError naming the order and the field Shoprenter left out
 */
export function toModel(order: ShoprenterOrder, account: string, shop: Shop): Order {
  const currency = currencyOf(order);
  const comment = textOf(order.comment);
  const tracking = textOf(order.furgefutarWaybill);
  demand(order, 'innerId', textOf(order.innerId));
  const lines = linesOf(order);
  const model = parseOrder(
    compact({
      identity: identityOf(order, account),
      number: numberOf(order),
      ...standingOf(order, shop),
      // Paid later is told; whether an instant payment went through is not.
      paid: isOn(order.paymentMethodAfter) ? false : undefined,
      complete: true,
      placedAt: demand(order, 'dateCreated', timeOf(order.dateCreated, shop.zone)),
      updatedAt: updatedAt(order, shop.zone),
      currency: demand(order, 'currency.code', currency),
      pricesIncludeTax: true,
      lines,
      ...amountsOf(order, currency, lines),
      buyer: buyerOf(order),
      shippingAddress: addressOf(order, 'shipping'),
      billingAddress: addressOf(order, 'payment'),
      pickupPoint: pickupOf(order),
      ...methodsOf(order),
      notes: comment ? [{ kind: 'buyer', text: comment }] : undefined,
      tracking: tracking && tracking !== '0' ? [{ number: tracking }] : undefined,
      source: textOf(order.externalInfo?.partner_prefix),
      references: referencesOf(order),
    }),
  );
  const sums = sumCheck(model);
  return sums.ok ? model : { ...model, extra: { sumCheck: sums.explain } };
}
