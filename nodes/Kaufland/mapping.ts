import {
  type Identity,
  compact,
  differenceOf,
  fromMinorUnits,
  ModelError,
  parseOrder,
  sumAmounts,
  timesQuantity,
  vendorTime,
  type Order,
  type OrderCharge,
} from '../shared/model';
import { newestChange } from './completeness';
import { currencyOf, discountOf, isCancelled, isShipped, needed, toDiscounts, toLines, type UnitLine } from './mapping-lines';
import { toAddress, toBuyer, toPickupPoint } from './mapping-parties';
import type { KauflandOrder, KauflandUnit } from './types';

const KNOWN = new Set(['open', 'need_to_be_sent', 'sent', 'received', 'sent_and_autopaid', 'returned', 'returned_paid', 'cancelled']);
const DELIVERED = new Set(['received', 'sent_and_autopaid']);
const RETURNED = new Set(['returned', 'returned_paid']);

/** The order's status from those of its units (kaufland.md §4); a word we do not know passes through. */
function statusOf(units: readonly KauflandUnit[]): string {
  const unknown = units.find(({ status }) => !KNOWN.has(status));
  if (unknown) return unknown.status;
  const live = units.filter((unit) => !isCancelled(unit));
  if (live.length === 0) return 'cancelled';
  if (live.some(({ status }) => status === 'open')) return 'pending';
  const shipped = live.filter(isShipped);
  if (shipped.length === 0) return 'open';
  if (shipped.length < live.length) return 'partlyShipped';
  if (live.every(({ status }) => RETURNED.has(status))) return 'returned';
  return live.every(({ status }) => DELIVERED.has(status) || RETURNED.has(status)) ? 'completed' : 'shipped';
}

/** All words of the units: one where they agree. */
export function vendorStatusOf(units: readonly Pick<KauflandUnit, 'status'>[]): string {
  return [...new Set(units.map(({ status }) => status))].sort().join(',');
}

/** Shipping charged on each unit belongs to the order as one charge (kaufland.md §4.1; further pieces carry 0 or their own). */
function shippingOf(units: readonly KauflandUnit[]): OrderCharge | undefined {
  const gross = sumAmounts(units.map((unit) => fromMinorUnits(unit.shipping_rate ?? 0, currencyOf(unit))));
  if (gross === 0) return undefined;
  const rates = new Set(units.map(({ vat }) => vat ?? undefined));
  return compact({ kind: 'shipping', gross, taxRate: rates.size === 1 ? [...rates][0] : undefined });
}

/** The earliest promise counts; it lies `delivery_time_max` days after the order, so it is a promise of delivery. */
function deliverBy(units: readonly KauflandUnit[]): string | undefined {
  const times = units.map(({ delivery_time_expires_iso }) => vendorTime(delivery_time_expires_iso)).filter((time) => time !== undefined);
  return times.sort()[0];
}

/** Fields of a piece that the model has no place for. */
function unitExtra(unit: KauflandUnit): Record<string, unknown> {
  const { id_order_unit, unit_condition, note, revenue_gross, revenue_net, eco_fee, packaging_fee, cancel_reason } = unit;
  return compact({
    id_order_unit: String(id_order_unit),
    unit_condition,
    note,
    revenue_gross,
    revenue_net,
    eco_fee,
    packaging_fee,
    cancel_reason,
  });
}

function withoutSku(lines: readonly UnitLine[]): Pick<Order, 'notes'> {
  const missing = lines.filter(({ line }) => line.sku === undefined);
  return missing.length === 0
    ? {}
    : {
        notes: missing.map(({ line }) => ({
          kind: 'internal',
          text: `Line ${line.id} has no offer ID (SKU) at Kaufland; match it by ${line.gtin ? `EAN ${line.gtin}` : 'its name'}`,
        })),
      };
}

function money(live: readonly KauflandUnit[], lines: readonly UnitLine[]): Pick<Order, 'charges' | 'discounts' | 'total'> {
  if (live.length === 0) return {};
  const shipping = shippingOf(live);
  const discounts = toDiscounts(lines);
  const goods = sumAmounts(lines.map(({ line }) => timesQuantity(line.unitGross ?? 0, line.quantity)));
  return {
    ...(shipping ? { charges: [shipping] } : {}),
    ...(discounts.length > 0 ? { discounts } : {}),
    // `price` is read as the price before vouchers (unconfirmed); Kaufland itself states no total.
    total: { gross: differenceOf(sumAmounts([goods, shipping?.gross]), discountOf(live)) },
  };
}

/** Who the order is, for one that cannot be mapped too. */
export function identityOf({ id_order, storefront, order_units }: KauflandOrder): Identity {
  const account = storefront || order_units?.[0]?.storefront || 'unknown';
  return { channel: 'kaufland', account: account.toLowerCase(), id: id_order || 'unknown' };
}

/**
 * A Kaufland order with all its units -> Order (kaufland.md §4.1). Cancelled pieces are left out as long as others
 * remain: their ids are in `references.cancelledOrderUnitIds`. `complete` is false while a unit is open.
 *
 * @throws ModelError naming the order and the field at fault
 */
export function toOrder(vendor: KauflandOrder): Order {
  const id = vendor.id_order;
  if (!id) throw new ModelError("Kaufland order without number: 'id_order' is missing", 'bad-record');
  const units = vendor.order_units ?? [];
  const first = units[0];
  if (!first) throw new ModelError(`Kaufland order '${id}': 'order_units' is empty`, 'bad-record');
  const cancelled = units.filter(isCancelled);
  const live = units.filter((unit) => !isCancelled(unit));
  const lines = toLines(live.length > 0 ? live : cancelled);
  const storefront = vendor.storefront || needed(first, 'storefront');
  const shippingAddress = toAddress(vendor.shipping_address);
  const location = vendor.delivery?.pickup_location;
  const deemed = vendor.is_marketplace_deemed_supplier ?? first.is_marketplace_deemed_supplier;
  const fulfilment = vendor.fulfillment_type ?? first.fulfillment_type;

  return parseOrder({
    ...compact({
      identity: identityOf(vendor),
      number: id,
      status: statusOf(units),
      vendorStatus: vendorStatusOf(units),
      paid: true,
      complete: !units.some(({ status }) => status === 'open'),
      holds:
        shippingAddress || live.length === 0
          ? undefined
          : [{ kind: 'addressMissing', reason: 'Kaufland shows the address once the order is released' }],
      placedAt: vendorTime(vendor.ts_created_iso ?? needed(first, 'ts_created_iso')),
      updatedAt: vendorTime(newestChange(units)),
      deliverBy: deliverBy(live),
      currency: currencyOf(first),
      pricesIncludeTax: true,
      lines: lines.map(({ line }) => line),
      taxOwedBy: deemed === true ? 'marketplace' : 'seller',
      buyer: toBuyer(vendor),
      shippingAddress,
      billingAddress: toAddress(vendor.billing_address),
      pickupPoint: toPickupPoint(location),
      fulfilledBy: fulfilment ? (fulfilment === 'fulfilled_by_kaufland' ? 'marketplace' : 'seller') : undefined,
      source: 'KAUFLAND',
      subSource: `KAUFLAND_${storefront.toUpperCase()}`,
      references:
        live.length > 0 && cancelled.length > 0
          ? { cancelledOrderUnitIds: cancelled.map((unit) => String(unit.id_order_unit)) }
          : undefined,
      extra: compact({ order_units: units.map(unitExtra), pickup_location: location ?? undefined }),
    }),
    ...money(live, lines),
    ...withoutSku(lines),
  });
}
