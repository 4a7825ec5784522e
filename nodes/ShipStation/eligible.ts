import { refused } from '../shared/api/problem';
import type { Order } from '../shared/model';
import { targetStatus, type StatusRule, type TargetStatus } from './status';

export interface Rules {
  statuses: readonly StatusRule[];
  withTracking: 'import' | 'leaveOut';
  ifHeld: 'import' | 'onHold' | 'refuse';
}

/** Payment holds nothing back here, and what an address lacks is told by its name where the order is written. */
const SAID_ELSEWHERE: readonly string[] = ['unpaid', 'addressMissing'];

/** What an order is to become, or why it does not come here at all. */
export type Verdict = { status: TargetStatus } | { leftOut: string };

/** @throws Problem for an order that has to wait at its source */
export function judgeOrder(order: Order, { statuses, withTracking, ifHeld }: Rules): Verdict {
  const named = `Order '${order.number}'`;
  if (!order.complete) throw refused(`${named} is not complete yet: parts of it are still missing at the source`, 'It can be sent once the source shows it as complete.');
  const status = targetStatus(order, statuses);
  if (status === 'leaveOut') return { leftOut: `Orders of the status '${order.vendorStatus ?? order.status}' are left out by a rule under Statuses.` };
  // Only what still has to be shipped can be held or be on its way already (help page: orders with tracking are not sent).
  if (status === 'shipped' || status === 'cancelled') return { status };
  if (withTracking === 'leaveOut' && (order.tracking ?? []).length > 0) return { leftOut: 'It carries a tracking number at its source: it is on its way already.' };
  const held = (order.holds ?? []).map(({ kind }) => kind).filter((kind) => !SAID_ELSEWHERE.includes(kind));
  if (held.length === 0 || ifHeld === 'import') return { status };
  if (ifHeld === 'onHold') return { status: 'on_hold' };
  throw refused(`${named} is held back at the source (${held.join(', ')})`, "Hand it over once it is released there, or set 'Orders That Are Held Back' to another choice.");
}
