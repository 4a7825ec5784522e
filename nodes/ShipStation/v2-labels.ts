import type { Client } from '../shared/api/client';
import { Problem, refused } from '../shared/api/problem';
import { compact, vendorAmount } from '../shared/model';
import type { Outcome, Row, RowFile, RunContext } from '../shared/node/operation';
import { settle } from '../shared/node/settle';
import { chooseRate, fromV2, isValid, type Rate, type RateChoice, type V2Rate } from './rates';
import { findShipment, makeShipment, shipmentRequest, type ToShip, type V2Shipment } from './v2-shipments';
import { read, readOne, readPage, write } from './wire';

export type LabelFormat = 'pdf' | 'png' | 'zpl';

export interface BuyJob extends ToShip {
  index: number;
  carriers: readonly string[];
  choice: RateChoice;
  format: LabelFormat;
  layout: '4x6' | 'letter';
}

/** A label of v2 (shipstation.md §B3). */
export interface V2Label {
  label_id?: string | null;
  status?: string | null;
  shipment_id?: string | null;
  tracking_number?: string | null;
  carrier_code?: string | null;
  service_code?: string | null;
  shipment_cost?: { currency?: string | null; amount?: number | null } | null;
  voided?: boolean | null;
  label_format?: string | null;
  label_download?: { href?: string | null; pdf?: string | null; png?: string | null; zpl?: string | null } | null;
}

const MIME: Readonly<Record<string, string>> = { pdf: 'application/pdf', png: 'image/png', zpl: 'application/zpl' };

/** The order a label is for, and its item. */
export interface Labelled {
  index: number;
  order: { number: string };
}

const nameOf = ({ order }: Labelled): string => `Order '${order.number}'`;

/** The label's file: inside the answer, or behind a link that needs no key. A paid label is never thrown away. */
export async function labelFile(client: Client, label: V2Label): Promise<{ file?: RowFile; warning?: string }> {
  const format = (label.label_format ?? 'pdf').toLowerCase();
  const { href, pdf, png, zpl } = label.label_download ?? {};
  const address = { pdf, png, zpl }[format] ?? href;
  const mimeType = MIME[format] ?? 'application/octet-stream';
  const fileName = `label_${label.tracking_number || label.label_id}.${format}`;
  const [, inline] = /^data:[^,]*;base64,(.*)$/s.exec(address ?? '') ?? [];
  if (inline !== undefined) return { file: { data: Buffer.from(inline, 'base64'), fileName, mimeType } };
  if (!address) return { warning: 'ShipStation gave no label file: print it there' };
  const got = await settle(async () => (await client.call<string>({ ...read('label download'), address, answer: 'bytes' })).data);
  if ('problem' in got) return { warning: `The label is bought, but its file could not be read (${got.problem.message}): print it in ShipStation` };
  return { file: { data: Buffer.from(got.value, 'latin1'), fileName, mimeType } };
}

export function labelRow(job: Labelled, label: V2Label, outcome: string, more: Row = {}): Row {
  return compact({
    outcome,
    targetId: label.label_id ?? '',
    labelId: label.label_id,
    shipmentId: label.shipment_id,
    number: job.order.number,
    trackingNumber: label.tracking_number,
    carrierCode: label.carrier_code,
    serviceCode: label.service_code,
    price: vendorAmount(label.shipment_cost?.amount),
    currency: label.shipment_cost?.currency?.toUpperCase(),
    ...more,
  }) as Row;
}

/** The label with its file, which is one call where it is behind a link. */
export async function answered(client: Client, job: Labelled, label: V2Label, outcome: string): Promise<Outcome> {
  const { file, warning } = await labelFile(client, label);
  return { index: job.index, row: labelRow(job, label, outcome, warning ? { warning } : {}), ...(file ? { files: { label: file } } : {}) };
}

export const isLive = ({ voided, status }: V2Label): boolean => voided !== true && status !== 'error' && status !== 'voided';

export async function liveLabel(client: Client, shipmentId: string): Promise<V2Label | undefined> {
  const { rows } = await readPage<V2Label>(client, read('v2/labels', { shipment_id: shipmentId, page_size: 100 }), 'labels');
  return rows.find(isLive);
}

const ratesRequest = (shipmentId: string, ids: readonly string[]) => write('v2/rates', { shipment_id: shipmentId, rate_options: { carrier_ids: ids } }, { safety: 'read' });

async function ratesOf(client: Client, shipmentId: string, ids: readonly string[]): Promise<Rate[]> {
  const { data } = await client.call<{ rate_response?: { rates?: V2Rate[] | null } | null } | undefined>(ratesRequest(shipmentId, ids));
  return (data?.rate_response?.rates ?? []).filter(isValid).map(fromV2);
}

const buyRequest = (rateId: string, { format, layout }: BuyJob) =>
  write(`v2/labels/rates/${encodeURIComponent(rateId)}`, { label_format: format, label_layout: layout, label_download_type: 'inline' }, { operation: 'v2/labels (buy)' });

/** The answer of a purchase was lost. It is looked for and never repeated: a second one costs a second label. */
async function afterLostAnswer(client: Client, job: BuyJob, shipmentId: string, problem: Problem): Promise<Outcome> {
  const found = await settle(async () => await liveLabel(client, shipmentId));
  if ('value' in found && found.value) return await answered(client, job, found.value, 'bought');
  return {
    index: job.index,
    problem: new Problem({
      ...problem.details,
      kind: 'unknown',
      message: `${nameOf(job)}: ShipStation's answer to the purchase of a label was lost, and the order shows no label yet`,
      nextStep: 'It was not bought again. Look in ShipStation; if there is still none in a minute, run it again.',
    }),
  };
}

function dryRow(job: BuyJob, shipment: V2Shipment | undefined, ids: readonly string[]): Outcome {
  const { method, path, body = '' } = shipment ? ratesRequest(shipment.shipment_id ?? '', ids) : shipmentRequest(job);
  const plan = `${shipment ? 'Rates' : 'The shipment is made, then rates'} are asked for and the label of the chosen one is bought (${job.format.toUpperCase()}).`;
  return { index: job.index, row: labelRow(job, { shipment_id: shipment?.shipment_id }, 'would buy', { request: { method, path, body }, plan }) };
}

/** Buys one label: the order's shipment, its rates, the purchase. An order that has a label gets that one again. */
export async function buyV2Label(run: RunContext, job: BuyJob, ids: () => Promise<string[]>): Promise<Outcome> {
  const { client } = run;
  const known = await findShipment(client, job);
  const there = known?.shipment_id ? await liveLabel(client, known.shipment_id) : undefined;
  if (there) return await answered(client, job, there, 'unchanged');
  if (known?.shipment_status === 'label_purchased') throw refused(`${nameOf(job)} is marked as shipped at ShipStation without a label`, 'Nothing is left to be bought for it.');
  if (run.dryRun) return dryRow(job, known, known ? await ids() : []);
  const shipment = known ?? (await makeShipment(client, job));
  const shipmentId = shipment.shipment_id ?? '';
  const rate = chooseRate(await ratesOf(client, shipmentId, await ids()), job.choice, nameOf(job));
  const bought = await settle(async () => (await client.call<V2Label | undefined>(buyRequest(rate.rateId ?? '', job))).data ?? {});
  if ('value' in bought) return await answered(client, job, bought.value, 'bought');
  if (bought.problem.details.kind === 'unknown') return await afterLostAnswer(client, job, shipmentId, bought.problem);
  return { index: job.index, problem: bought.problem };
}

/** Gives a label back. One that is given back already is a success. */
export async function voidV2Label(run: RunContext, index: number, labelId: string): Promise<Outcome> {
  const { client } = run;
  const path = `v2/labels/${encodeURIComponent(labelId)}`;
  const look = async () => await readOne<V2Label>(client, read(path, {}, 'v2/labels'));
  const label = await look();
  if (!label) throw refused(`Label '${labelId}' is not at ShipStation`, 'Give the ID that Label: Buy returned.');
  const row = (outcome: string, more: Row = {}) => compact({ outcome, targetId: labelId, labelId, trackingNumber: label.tracking_number, ...more }) as Row;
  if (label.voided === true) return { index, row: row('unchanged') };
  const request = write(`${path}/void`, undefined, { method: 'PUT', safety: 'repeatable', operation: 'v2/labels (void)' });
  if (run.dryRun) return { index, row: row('would void', { request: { method: request.method, path: request.path, body: '' }, plan: 'void asks the carrier for the refund.' }) };
  const sent = await settle(async () => await client.call(request));
  if ('value' in sent) return { index, row: row('voided') };
  // A first try whose answer was lost has done it.
  if (sent.problem.details.kind === 'refused' && (await look())?.voided === true) return { index, row: row('voided') };
  throw sent.problem;
}
