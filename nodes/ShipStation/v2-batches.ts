import { createHash } from 'node:crypto';

import type { Client } from '../shared/api/client';
import { Problem, refused } from '../shared/api/problem';
import { redact } from '../shared/api/redact';
import type { Outcome, Row, RunContext } from '../shared/node/operation';
import { naming } from '../shared/node/prepare';
import { settle } from '../shared/node/settle';
import { nameOf } from '../shared/node/wanted-order';
import { chunk, sendInBatches } from '../shared/sync/batch';
import { answered, isLive, labelRow, liveLabel, type Labelled, type LabelFormat, type V2Label } from './v2-labels';
import { locate, waiting, type Sought } from './v2-waiting';
import { read, readOne, readPage, write } from './wire';

export interface BatchJob extends Sought {
  index: number;
  format: LabelFormat;
  layout: '4x6' | 'letter';
}

interface V2Batch {
  batch_id?: string | null;
  status?: string | null;
  errors?: number | null;
}

interface BatchError {
  error?: string | null;
  shipment_id?: string | null;
}

interface Ready {
  job: BatchJob;
  shipmentId: string;
}

/** The maximum is not published; 50 is what the sheet uses for the other calls that take several (shipstation.md §B4). */
const MOST_PER_BATCH = 50;
const MOST_ROWS = 100;
/** Between looks at a batch at work: about two minutes in all. */
const LOOKS_MS = [1_000, 2_000, 4_000, 8_000, 15_000, 30_000, 60_000];
const BETWEEN_LOOK_UPS_MS = 3_000;

const labelled = ({ index, wanted }: BatchJob): Labelled => ({ index, order: { number: wanted.number ?? wanted.identity.id } });

/**
 * The batch's key, the same for the same shipments: ShipStation refuses a second one (409), so that nothing is bought
 * twice even by another run. At most 25 characters, `se-…` (definition of v2).
 */
const externalIdOf = (batch: readonly Ready[]): string =>
  `se-n8n-${createHash('sha256').update(batch.map(({ shipmentId }) => shipmentId).sort().join(' ')).digest('hex').slice(0, 18)}`;

function batchRequest(batch: readonly Ready[]) {
  const [{ job }] = batch as [Ready];
  const process_labels = { create_batch_and_process_labels: true, label_layout: job.layout, label_format: job.format };
  return write('v2/batches', { external_batch_id: externalIdOf(batch), shipment_ids: batch.map(({ shipmentId }) => shipmentId), process_labels });
}

const byKey = async (client: Client, key: string) => await readOne<V2Batch>(client, read(`v2/batches/external_batch_id/${key}`, {}, 'v2/batches'));

function unclear(job: BatchJob, what: string, nextStep: string): Outcome {
  const message = `${nameOf(job.wanted)}: ${what}`;
  return { index: job.index, problem: new Problem({ kind: 'unknown', message, nextStep, vendor: 'ShipStation', operation: 'v2/batches' }) };
}

/** Sends the batch once. Where its answer was lost it is looked for, and never sent again: a second one costs second labels. */
async function start(run: RunContext, batch: readonly Ready[]): Promise<V2Batch | undefined> {
  const sent = await settle(async () => (await run.client.call<V2Batch | undefined>(batchRequest(batch))).data);
  if ('value' in sent && sent.value?.batch_id) return sent.value;
  const mayBeThere = 'value' in sent || sent.problem.details.kind === 'unknown' || sent.problem.details.code === 'conflict';
  if ('problem' in sent && !mayBeThere) throw sent.problem;
  for (const look of [1, 2]) {
    const found = await settle(async () => await byKey(run.client, externalIdOf(batch)));
    if ('value' in found && found.value) return found.value;
    if (look === 1) await run.sleep(BETWEEN_LOOK_UPS_MS);
  }
  return undefined;
}

const isDone = ({ status }: V2Batch): boolean => status === 'completed' || status === 'completed_with_errors' || status === 'archived';

/** @returns the batch when it is done; undefined where it takes longer than anybody waits */
async function finished(run: RunContext, batchId: string): Promise<V2Batch | undefined> {
  for (const ms of LOOKS_MS) {
    const now = await settle(async () => await readOne<V2Batch>(run.client, read(`v2/batches/${batchId}`, {}, 'v2/batches')));
    if ('value' in now && now.value && isDone(now.value)) return now.value;
    await run.sleep(ms);
  }
  return undefined;
}

const rowsOf = async <T>(client: Client, path: string, query: Record<string, string>, member: string) =>
  (await readPage<T>(client, read(path, { ...query, page_size: MOST_ROWS }, path.replace(/se-[^/]+\//, '')), member)).rows;

async function resultOf(client: Client, { job, shipmentId }: Ready, labels: readonly V2Label[], errors: readonly BatchError[]): Promise<Outcome> {
  const own = labels.filter(({ shipment_id }) => shipment_id === shipmentId);
  const live = own.find(isLive);
  if (live) return await answered(client, labelled(job), live, 'bought');
  const said = errors.filter(({ shipment_id }) => shipment_id === shipmentId).flatMap(({ error }) => (error ? [error] : []));
  const name = nameOf(job.wanted);
  if (said.length > 0) {
    const nextStep = 'Correct it in ShipStation, e.g. choose the service of the order there, or use Label: Buy, which chooses one.';
    const message = `${name}: ShipStation bought no label: ${redact(said.join('; '))}`;
    return { index: job.index, problem: refused(message, nextStep, { vendor: 'ShipStation', operation: 'v2/batches' }) };
  }
  const voided = () => refused(`${name}: its label of an earlier batch was voided`, 'Use Label: Buy for a new one.', { vendor: 'ShipStation' });
  if (own.length > 0) return { index: job.index, problem: voided() };
  return unclear(job, 'the batch is done, and names neither a label nor an error', 'Look at the order in ShipStation before a label is bought for it.');
}

async function results(client: Client, batch: readonly Ready[], done: V2Batch): Promise<Outcome[]> {
  const id = done.batch_id ?? '';
  const labels = await rowsOf<V2Label>(client, 'v2/labels', { batch_id: id }, 'labels');
  const errors = done.status === 'completed' && !done.errors ? [] : await rowsOf<BatchError>(client, `v2/batches/${id}/errors`, {}, 'errors');
  const outcomes: Outcome[] = [];
  for (const one of batch) outcomes.push(await resultOf(client, one, labels, errors));
  return outcomes;
}

const WAIT = 'It was not bought again. Run it again in some minutes: an order that has its label then gets that one.';

/** One batch: sent, waited for, its labels and errors read. What is not known stays open. */
async function buyBatch(run: RunContext, batch: readonly Ready[]): Promise<Outcome[]> {
  const started = await start(run, batch);
  if (!started) return batch.map(({ job }) => unclear(job, "ShipStation's answer to the batch of labels was lost, and the batch is not there", WAIT));
  const done = await finished(run, started.batch_id ?? '');
  if (!done) return batch.map(({ job }) => unclear(job, `batch ${started.batch_id} is still at work`, WAIT));
  const read = await settle(async () => await results(run.client, batch, done));
  if ('value' in read) return read.value;
  return batch.map(({ job }) => unclear(job, `batch ${started.batch_id} is done, but its labels could not be read (${read.problem.message})`, WAIT));
}

/** Where an order stands: what is told at once, or that its label can be bought. */
async function standing(client: Client, job: BatchJob, rows: Parameters<typeof locate>[2]): Promise<Outcome | Ready> {
  const { shipment_id, shipment_status } = await locate(client, job, rows);
  const shipmentId = shipment_id ?? '';
  if (shipment_status === 'processing') return unclear(job, 'ShipStation is at work on its label', WAIT);
  if (shipment_status !== 'label_purchased') return { job, shipmentId };
  const label = await liveLabel(client, shipmentId);
  if (label) return await answered(client, labelled(job), label, 'unchanged');
  throw refused(`${nameOf(job.wanted)} is marked as shipped at ShipStation without a label`, 'Nothing is left to be bought for it.');
}

function planned({ job, shipmentId }: Ready, of: number): Outcome {
  const { method, path, body = '' } = batchRequest([{ job, shipmentId }]);
  const count = Math.ceil(of / MOST_PER_BATCH);
  const plan = `One batch for up to ${MOST_PER_BATCH} orders, ${count} for ${of}; each label of the service its shipment has in ShipStation.`;
  const row: Row = labelRow(labelled(job), { shipment_id: shipmentId }, 'would buy', { request: { method, path, body }, plan });
  return { index: job.index, row };
}

const notSent = (): Problem =>
  new Problem({
    kind: 'unavailable',
    cause: 'network',
    message: 'ShipStation: this batch of labels was not sent, because what became of the one before it is not known',
    nextStep: 'Nothing happened to its orders. Hand them over again once ShipStation answers.',
    vendor: 'ShipStation',
  });

const lookOf = ({ job }: Ready): string => `${job.format} ${job.layout}`;

const isUnclear = (outcome: Outcome): boolean => 'problem' in outcome && outcome.problem.details.kind === 'unknown';

/** Labels of orders that are at ShipStation with their service, 50 a batch, never twice. */
export async function buyInBatches(run: RunContext, jobs: readonly BatchJob[]): Promise<Outcome[]> {
  const rows = await waiting(run.client, jobs.length);
  const outcomes: Outcome[] = [];
  const ready: Ready[] = [];
  for (const one of await sendInBatches(jobs, 1, async ([job]) => [await standing(run.client, job as BatchJob, rows)])) {
    if ('problem' in one) outcomes.push({ index: one.item.index, problem: naming(nameOf(one.item.wanted), one.problem) });
    else if ('shipmentId' in one.result) ready.push(one.result);
    else outcomes.push(one.result);
  }
  if (run.dryRun) return [...outcomes, ...ready.map((one) => planned(one, ready.length))];
  return [...outcomes, ...(await buyAll(run, ready))];
}

/** Batches one after the other: one that is refused as a whole is cut in halves, and after one left open none is sent. */
async function buyAll(run: RunContext, ready: readonly Ready[]): Promise<Outcome[]> {
  const looks = [...new Set(ready.map(lookOf))];
  const queue = looks.flatMap((look) => chunk(ready.filter((one) => lookOf(one) === look), MOST_PER_BATCH));
  const outcomes: Outcome[] = [];
  let stop: Problem | undefined;
  for (let batch = queue.shift(); batch; batch = queue.shift()) {
    const now = batch;
    const made = stop ? { problem: stop } : await settle(async () => await buyBatch(run, now));
    if ('value' in made) {
      outcomes.push(...made.value);
      if (made.value.every(isUnclear)) stop = notSent();
    } else if (made.problem.details.kind === 'refused' && now.length > 1) queue.unshift(...chunk(now, Math.ceil(now.length / 2)));
    else {
      outcomes.push(...now.map(({ job }) => ({ index: job.index, problem: naming(nameOf(job.wanted), made.problem) })));
      if (made.problem.details.kind !== 'refused') stop = made.problem;
    }
  }
  return outcomes;
}
