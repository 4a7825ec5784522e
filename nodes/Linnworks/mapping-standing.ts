import { vendorTime, type OrderHold } from '../shared/model';
import type { LinnworksOrder } from './types';

const STATUS_WORDS: Readonly<Record<number, string>> = { 0: 'UNPAID', 1: 'PAID', 2: 'RETURN', 3: 'PENDING', 4: 'RESEND' };
const PARKED_MARKER = 7;

/** Despatched or cancelled: no longer open. */
export const isProcessed = (order: LinnworksOrder): boolean => order.Processed === true;

/** Processed and never sent: v2 has a word for it, v1 reuses HoldOrCancel (linnworks.md §3). */
export function isCancelled(order: LinnworksOrder): boolean {
  return isProcessed(order) && (order.GeneralInfo?.IsCancelled ?? order.GeneralInfo?.HoldOrCancel) === true;
}

/** Parked, by v1's flag or marker. */
export function isParked(order: LinnworksOrder): boolean {
  return order.GeneralInfo?.IsParked ?? order.GeneralInfo?.Marker === PARKED_MARKER;
}

/** PAID and RESEND (nothing is due); undefined where Linnworks gives no status. */
export function isPaid(order: LinnworksOrder): boolean | undefined {
  const status = order.GeneralInfo?.Status;
  if (status === null || status === undefined) return undefined;
  if (status === 1 || status === 4) return true;
  return status === 2 ? paidAt(order) !== undefined : false;
}

/** Time of payment as UTC text. */
export const paidAt = (order: LinnworksOrder): string | undefined => vendorTime(order.PaidOn ?? order.PaidDateTime);

/** The model's status word. */
export function statusOf(order: LinnworksOrder): string {
  if (isProcessed(order)) return isCancelled(order) ? 'cancelled' : 'shipped';
  const status = order.GeneralInfo?.Status;
  if (status === 0) return 'unpaid';
  if (status === 2) return 'returned';
  if (status === 3) return 'pending';
  return order.GeneralInfo?.HoldOrCancel ? 'onHold' : 'open';
}

/** Linnworks' own status word. */
export function vendorStatus(order: LinnworksOrder): string | undefined {
  const { Status, StatusDescription } = order.GeneralInfo ?? {};
  if (StatusDescription) return StatusDescription;
  return Status === null || Status === undefined ? undefined : (STATUS_WORDS[Status] ?? String(Status));
}

/** What keeps an open order from being processed (linnworks.md §3). */
export function holdsOf(order: LinnworksOrder): OrderHold[] {
  if (isProcessed(order)) return [];
  const general = order.GeneralInfo ?? {};
  const holds: OrderHold[] = [];
  if (isParked(order)) holds.push({ kind: 'parked' });
  if (general.IsLocked) holds.push({ kind: 'locked' });
  if (general.HoldOrCancel) holds.push({ kind: 'onHold' });
  if (general.Status === 0) holds.push({ kind: 'unpaid' });
  return holds;
}
