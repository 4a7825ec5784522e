import { Problem, refused } from '../shared/api/problem';
import { redact } from '../shared/api/redact';
import { isCancelled, isParked } from './mapping-standing';
import type { LinnworksOrder } from './types';

/** Linnworks' reasons for not processing an order (linnworks.md §6): its wording varies, so single words are looked for. */
const NEXT_STEPS: ReadonlyArray<readonly [RegExp, string]> = [
  [/invoice/i, "Print the invoice in Linnworks, or set 'Mark Invoice as Printed' to When Required."],
  [/label/i, 'Print the shipping label in Linnworks, or switch that check off (Settings > General > Order settings > error prevention).'],
  [/park/i, 'Unpark the order in Linnworks, or use Order: Release.'],
  [/lock/i, 'Unlock the order in Linnworks, or use Order: Release.'],
  [/hold/i, 'Take the order off hold in Linnworks.'],
  [/unpaid|not paid|payment/i, 'Mark the order as paid in Linnworks once the money is there.'],
  [/unlinked|not linked/i, 'Link the order lines to stock items in Linnworks.'],
  [/stock|insufficient/i, 'Correct the stock at the location of the order in Linnworks, or switch that check off.'],
  [/batch|serial/i, 'Linnworks wants batch or serial numbers for this order: process it there.'],
  [/scan/i, 'Linnworks wants the items scanned: process the order there, or switch that check off.'],
  [/note|acknowledg/i, 'Acknowledge the processing note of the order in Linnworks.'],
  [/fulfil+ment/i, 'Move the order to an ordinary location: those at fulfilment centres cannot be processed this way.'],
];

const FALLBACK = 'Process the order in Linnworks: its own message there says more.';

/** True where Linnworks wants an invoice first; both words, in any wording. */
export const wantsInvoice = (reason: string): boolean => /invoice/i.test(reason) && /print/i.test(reason);

/** Why Linnworks did not process an order, and what to do about it. */
export function notProcessed(name: string, reason: string): Problem {
  // Reasons inside a good answer do not pass the client, which masks what is in errors.
  const told = redact(reason);
  const nextStep = NEXT_STEPS.find(([word]) => word.test(reason))?.[1] ?? FALLBACK;
  return refused(`Linnworks did not process ${name}: ${told}`, nextStep, {
    vendor: 'Linnworks',
    operation: 'Orders/ProcessOrdersInBatch',
  });
}

/** What certainly keeps an order from being processed; told before anything is written. */
export function obstacleOf(order: LinnworksOrder): string | undefined {
  const general = order.GeneralInfo ?? {};
  if (isCancelled(order)) return undefined;
  if (isParked(order)) return 'it is parked';
  if (general.IsLocked) return 'it is locked';
  if (general.HoldOrCancel) return 'it is on hold';
  return general.Status === 0 ? 'it is unpaid' : undefined;
}

export function processingUnclear(name: string): Problem {
  return new Problem({
    kind: 'unknown',
    message: `Linnworks did not say what became of ${name}, and it is still open`,
    nextStep: 'Run it again: an order that is processed by then is left as it is.',
    vendor: 'Linnworks',
    operation: 'Orders/ProcessOrdersInBatch',
  });
}
