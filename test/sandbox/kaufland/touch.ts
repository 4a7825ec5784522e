import { ControlError } from '../room';
import type { OrderStore, StoredUnit } from './store';
import { UNIT_STATUSES, type UnitStatus } from './values';

/**
 * What happens on the vendor's side without us: units (or all units of orders) change status or are merely updated.
 * {units?: [id_order_unit], orders?: [id_order], status?, at?: ISO, set?: {member: value}}
 */
export function touch(store: OrderStore, body: Record<string, unknown>): unknown {
  const units = [...((body.units ?? []) as number[]).map((id) => unitOf(store, id)), ...((body.orders ?? []) as string[]).flatMap((id) => unitsOf(store, id))];
  if (units.length === 0) throw new ControlError(400, "touch needs 'units' or 'orders'");
  const status = body.status as UnitStatus | undefined;
  if (status !== undefined && !UNIT_STATUSES.includes(status)) throw new ControlError(400, `status is one of ${UNIT_STATUSES.join(', ')}`);
  for (const unit of units) {
    store.change(unit, {
      ...((body.set ?? {}) as Partial<StoredUnit>),
      ...(status ? { status } : {}),
      ...(status === 'cancelled' && unit.cancel_reason === null ? { cancel_reason: 'BuyerCancelled' } : {}),
      ...(body.at ? { ts_updated: Date.parse(String(body.at)) } : {}),
    });
  }
  return { touched: units.map(({ id_order_unit }) => id_order_unit) };
}

function unitOf(store: OrderStore, id: number): StoredUnit {
  const unit = store.units.get(Number(id));
  if (!unit) throw new ControlError(404, `No order unit ${id}`);
  return unit;
}

function unitsOf(store: OrderStore, id: string): StoredUnit[] {
  const order = store.orders.get(id);
  if (!order) throw new ControlError(404, `No order ${id}`);
  return order.units;
}
