import { Problem, refused } from '../shared/api/problem';
import { compact, utc, vendorAmount } from '../shared/model';
import type { Outcome, Row, RunContext } from '../shared/node/operation';
import { settle } from '../shared/node/settle';
import { findOrder } from './find-orders';
import { chooseRate, readRates, type Rate } from './rates';
import { pacificDay } from './times';
import type { V1Label } from './types';
import type { BuyJob } from './v2-labels';
import { read, readPage, write } from './wire';

type Bought = V1Label & { labelData?: string | null };

const nameOf = ({ order }: BuyJob): string => `Order '${order.number}'`;

function labelOutcome(job: BuyJob, label: Bought, outcome: string, chosen?: Rate): Outcome {
  const { shipmentId, trackingNumber, shipmentCost } = label;
  const row = compact({
    ...{ outcome, targetId: String(shipmentId ?? ''), labelId: shipmentId ? String(shipmentId) : undefined, number: job.order.number, trackingNumber },
    ...{ carrierCode: label.carrierCode ?? chosen?.carrierCode, serviceCode: label.serviceCode ?? chosen?.serviceCode, price: vendorAmount(shipmentCost) },
    warning: label.labelData ? undefined : 'The file of this label is told only once: print it in ShipStation',
  }) as Row;
  if (!label.labelData) return { index: job.index, row };
  const file = { data: Buffer.from(label.labelData, 'base64'), fileName: `label_${trackingNumber || shipmentId}.pdf`, mimeType: 'application/pdf' };
  return { index: job.index, row, files: { label: file } };
}

async function liveLabel(run: RunContext, orderId: number): Promise<V1Label | undefined> {
  const { rows } = await readPage<V1Label>(run.client, read('shipments', { orderId, pageSize: 500 }), 'shipments');
  return rows.find(({ voided, isReturnLabel, orderId: of }) => voided !== true && isReturnLabel !== true && of === orderId);
}

const buyRequest = (orderId: number, rate: Rate, grams: number, now: number) =>
  write('orders/createlabelfororder', {
    ...{ orderId, carrierCode: rate.carrierCode, serviceCode: rate.serviceCode, packageCode: 'package', confirmation: 'none' },
    ...{ shipDate: pacificDay(utc(now)), weight: { value: grams, units: 'grams' }, testLabel: false },
  });

/** Buys one label of API V1 for an order that was imported: PDF only. Never bought twice. */
export async function buyV1Label(run: RunContext, job: BuyJob, carriers: () => Promise<string[]>): Promise<Outcome> {
  const { client } = run;
  if (job.format !== 'pdf') throw refused(`${nameOf(job)}: API V1 makes labels as PDF only`, "Set 'Label Format' to PDF, or choose a credential of API V2.");
  const stored = await findOrder(client, job.order, job.prefix);
  const orderId = stored.orderId ?? 0;
  const there = await liveLabel(run, orderId);
  if (there) return labelOutcome(job, there, 'unchanged');
  if (stored.orderStatus !== 'awaiting_shipment') throw refused(`${nameOf(job)} is ${stored.orderStatus} at ShipStation`, 'Only orders that await shipment get a label.');
  const rate = chooseRate(await readRates(client, job, carriers, run.now()), job.choice, nameOf(job));
  const request = buyRequest(orderId, rate, job.grams, run.now());
  if (run.dryRun) {
    const { method, path, body = '' } = request;
    const plan = `createlabelfororder buys '${rate.serviceName ?? rate.serviceCode}' for ${rate.price ?? '?'}.`;
    return { index: job.index, row: { outcome: 'would buy', targetId: '', number: job.order.number, request: { method, path, body }, plan } };
  }
  const bought = await settle(async () => (await client.call<Bought | undefined>(request)).data ?? {});
  if ('value' in bought) return labelOutcome(job, bought.value, 'bought', rate);
  if (bought.problem.details.kind !== 'unknown') throw bought.problem;
  const found = await settle(async () => await liveLabel(run, orderId));
  if ('value' in found && found.value) return labelOutcome(job, found.value, 'bought', rate);
  throw new Problem({
    ...bought.problem.details,
    message: `${nameOf(job)}: ShipStation's answer to the purchase of a label was lost, and the order shows no label yet`,
    nextStep: 'It was not bought again. Look in ShipStation; if there is still none in a minute, run it again.',
  });
}

/** Gives a label back; whether that was done before is not told by any list of v1 that can be asked by its id. */
export async function voidV1Label(run: RunContext, index: number, labelId: string): Promise<Outcome> {
  if (!/^\d+$/.test(labelId)) throw refused(`'${labelId}' is no label of API V1`, 'Give the ID that Label: Buy returned, and the credential it was bought with.');
  const request = write('shipments/voidlabel', { shipmentId: Number(labelId) }, { safety: 'repeatable' });
  const row = (outcome: string, more: Row = {}) => ({ outcome, targetId: labelId, labelId, ...more });
  if (run.dryRun) return { index, row: row('would void', { request: { method: request.method, path: request.path, body: request.body ?? '' }, plan: 'voidlabel asks the carrier for the refund.' }) };
  const sent = await settle(async () => await run.client.call(request));
  if ('value' in sent) return { index, row: row('voided') };
  if (sent.problem.details.code === 'not-successful' && /already/i.test(sent.problem.message)) return { index, row: row('unchanged') };
  throw sent.problem;
}
