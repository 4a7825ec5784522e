import type { Order } from '../shared/model';

/** Statuses createorder takes (shipstation.md §A2). */
export type TargetStatus = 'awaiting_payment' | 'awaiting_shipment' | 'cancelled' | 'on_hold' | 'shipped';

export const TARGET_STATUSES: readonly TargetStatus[] = ['awaiting_payment', 'awaiting_shipment', 'cancelled', 'on_hold', 'shipped'];

/** The only ones that can be changed; shipped and cancelled orders are locked (shipstation.md §A2). */
const OPEN: readonly string[] = ['awaiting_payment', 'awaiting_shipment', 'on_hold'];

export const isOpen = (status: string | null | undefined): boolean => OPEN.includes(status ?? '');

export interface StatusRule {
  /** Status of the source: its own word or the model's. */
  status: string;
  /** What it becomes; such orders are left out where it says so. */
  becomes: TargetStatus | 'leaveOut';
}

/** Authorised, draft and paid wait for shipment; neither awaiting payment nor on hold is made of a status (help page, §C4). */
function usual({ status }: Order): TargetStatus {
  if (status === 'shipped' || status === 'completed') return 'shipped';
  return status === 'cancelled' || status === 'returned' ? 'cancelled' : 'awaiting_shipment';
}

const same = (a: string | undefined, b: string): boolean => (a ?? '').trim().toLowerCase() === b.trim().toLowerCase();

/** What an order of another system is here. The first rule that names its status counts, the source's own word before the model's. */
export function targetStatus(order: Order, rules: readonly StatusRule[]): TargetStatus | 'leaveOut' {
  const rule = rules.find(({ status }) => same(order.vendorStatus, status)) ?? rules.find(({ status }) => same(order.status, status));
  return rule?.becomes ?? usual(order);
}

/** The model's word for a status of v1; other words pass (shipstation.md §A2). */
export function modelStatus(status: string | null | undefined): string {
  const known: Readonly<Record<string, string>> = {
    awaiting_payment: 'unpaid',
    awaiting_shipment: 'open',
    pending_fulfillment: 'pending',
    shipped: 'shipped',
    on_hold: 'onHold',
    cancelled: 'cancelled',
  };
  return known[status ?? ''] ?? (status || 'open');
}
