import { Problem } from '../shared/api/problem';
import { compact } from '../shared/model';
import type { Outcome, Row, RunContext } from '../shared/node/operation';
import { settle } from '../shared/node/settle';
import type { AmazonShipment } from './buy-label';
import { RestrictedAccess } from './report-document';
import { apiRequest } from './wire';

const PATH = '/mfn/v0/shipments/{shipmentId}';

/** One token for all labels of a run: generic paths are taken here (amazon.md §4.3). */
const accessOf = async (run: RunContext): Promise<RestrictedAccess> =>
  await run.once('void access', async () => new RestrictedAccess(run.client, [{ method: 'GET', path: PATH }, { method: 'DELETE', path: PATH }]));

const VOIDED: ReadonlySet<string> = new Set(['RefundPending', 'RefundApplied']);

async function readShipment(run: RunContext, shipmentId: string): Promise<AmazonShipment> {
  const access = await accessOf(run);
  return (await access.call<{ payload?: AmazonShipment | null } | undefined>('getShipment', { values: { shipmentId } })).data?.payload ?? {};
}

function rowOf(shipmentId: string, shipment: AmazonShipment, outcome: string, more: Row = {}): Row {
  const { AmazonOrderId, TrackingId, Status } = shipment;
  return compact({ outcome, targetId: shipmentId, shipmentId, orderId: AmazonOrderId, trackingNumber: TrackingId, status: Status, ...more }) as Row;
}

const HINTS: Readonly<Record<string, string>> = {
  LabelCancelWindowExpired: "The carrier's time for giving a label back has run out: it is paid.",
  NotFound: 'Check the shipment ID: it is on the item that Label: Buy returned.',
};

/** Gives a label back. One that is given back already is a success. */
export async function voidLabel(run: RunContext, index: number, shipmentId: string): Promise<Outcome> {
  const shipment = await readShipment(run, shipmentId);
  if (VOIDED.has(shipment.Status ?? '')) return { index, row: rowOf(shipmentId, shipment, 'unchanged') };
  if (run.dryRun) {
    const { method, path } = apiRequest('cancelShipment', { values: { shipmentId } });
    return { index, row: rowOf(shipmentId, shipment, 'would void', { request: { method, path, body: '' }, plan: 'cancelShipment asks the carrier for the refund.' }) };
  }
  const access = await accessOf(run);
  const sent = await settle(async () => await access.call<{ payload?: AmazonShipment | null } | undefined>('cancelShipment', { values: { shipmentId } }));
  if ('value' in sent) return { index, row: rowOf(shipmentId, sent.value.data?.payload ?? shipment, 'voided') };
  const { details } = sent.problem;
  if (details.kind !== 'refused') return { index, problem: sent.problem };
  // A first try whose answer was lost has done it.
  const after = await readShipment(run, shipmentId);
  if (VOIDED.has(after.Status ?? '')) return { index, row: rowOf(shipmentId, after, 'voided') };
  return { index, problem: new Problem({ ...details, nextStep: HINTS[details.code ?? ''] ?? details.nextStep }) };
}
