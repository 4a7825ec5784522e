import { carrierCode, compact, ModelError, parseReturn, vendorTime, type Identity, type Return, type ReturnLine } from '../shared/model';
import type { KauflandReturn, KauflandReturnUnit } from './types';

const text = (value: unknown): string | undefined => (value === undefined || value === null || value === '' ? undefined : String(value));

/** kaufland.md §5; a word we do not know passes through. */
const STATUSES: Readonly<Record<string, string>> = {
  return_requested: 'requested',
  label_generated: 'labelCreated',
  package_sent: 'inTransit',
  package_received: 'received',
  label_deleted: 'cancelled',
};

/** Repair and clarification begin with the goods at the seller's. */
const UNIT_STATUSES: Readonly<Record<string, string>> = {
  need_to_be_returned: 'requested',
  return_arrived: 'received',
  return_accepted: 'accepted',
  return_rejected: 'rejected',
  return_closed: 'closed',
  return_in_repair: 'received',
  return_in_clarification: 'received',
};

const REASONS: Readonly<Record<string, string>> = {
  accidentally_ordered: 'changedMind',
  bad_quality: 'defective',
  better_price: 'changedMind',
  defect: 'defective',
  delivered_damaged: 'damagedInTransit',
  dislike: 'changedMind',
  misleading_description: 'notAsDescribed',
  missing_parts: 'missingParts',
  no_reason: 'changedMind',
  too_late: 'late',
  wrong_article: 'wrongArticle',
  wrong_size: 'wrongSize',
};

function toLine(unit: KauflandReturnUnit): ReturnLine {
  const { order_unit: orderUnit, status, reason } = unit;
  const { product } = orderUnit ?? {};
  const gtin = product?.eans?.[0];
  return compact({
    id: text(unit.id_return_unit) ?? 'unknown',
    sku: text(orderUnit?.id_offer),
    gtin: text(gtin),
    name: text(product?.title) ?? text(orderUnit?.id_offer),
    quantity: 1,
    status: status ? (UNIT_STATUSES[status] ?? status) : undefined,
    reason: reason ? (REASONS[reason] ?? reason) : undefined,
    reasonText: [reason, unit.note].filter(Boolean).join(': ') || undefined,
    stockAction: status === 'return_in_repair' ? 'repair' : undefined,
    references: compact({
      idReturnUnit: text(unit.id_return_unit),
      orderUnitIds: unit.id_order_unit ? [String(unit.id_order_unit)] : undefined,
      vendorStatus: status,
    }),
  });
}

/** Who the return is, for one that cannot be mapped too. */
export function returnIdentity({ id_return, storefront }: KauflandReturn): Identity {
  return { channel: 'kaufland', account: (storefront || 'unknown').toLowerCase(), id: text(id_return) ?? 'unknown' };
}

/** All pieces of a return belong to one order (kaufland.md §5). */
function orderOf(units: readonly KauflandReturnUnit[], account: string): Pick<Return, 'order' | 'orderNumber' | 'currency'> {
  const unit = units.find(({ order_unit }) => order_unit?.id_order)?.order_unit;
  if (!unit) return {};
  const order = { channel: 'kaufland', account, id: unit.id_order };
  return compact({ order, orderNumber: unit.id_order, currency: text(unit.currency)?.toUpperCase() });
}

/**
 * A return with its pieces -> Return (kaufland.md §5), one line per piece. Article and order are known where the pieces
 * carry their order unit. @throws ModelError naming the return and the field at fault
 */
export function toReturn(vendor: KauflandReturn): Return {
  const identity = returnIdentity(vendor);
  const units = vendor.return_units ?? [];
  if (identity.id === 'unknown') throw new ModelError("Kaufland return without number: 'id_return' is missing", 'bad-record');
  const { id_return: _id, return_units: _units, ...rest } = vendor;
  return parseReturn(
    compact({
      identity,
      number: identity.id,
      ...orderOf(units, identity.account),
      status: vendor.status ? (STATUSES[vendor.status] ?? vendor.status) : 'requested',
      vendorStatus: text(vendor.status),
      createdAt: vendorTime(vendor.ts_created_iso),
      updatedAt: vendorTime(vendor.ts_updated_iso),
      trackingNumber: text(vendor.tracking_code),
      carrier: carrierCode(vendor.tracking_provider),
      lines: units.map(toLine),
      extra: compact(rest),
    }),
  );
}
