import type { Client } from '../shared/api/client';
import { Problem, refused } from '../shared/api/problem';
import type { ApiRequest } from '../shared/api/request';
import { compact, liveParcels, type Shipment } from '../shared/model';
import type { Outcome, Row } from '../shared/node/operation';
import { naming } from '../shared/node/prepare';
import { settle } from '../shared/node/settle';
import { nameOf, type WantedOrder } from '../shared/node/wanted-order';
import { sendInBatches } from '../shared/sync/batch';
import { assign, packLines, trackingByBox, type BoxTracking, type WhenThere } from './boxes';
import { carrierText, usableCarrier, type CarrierPolicy, type Carriers } from './carriers';
import { changeRow } from './change-orders';
import { findOrder } from './find-order';
import { fulfilmentFor } from './fulfilments';
import { guid, sameText } from './ids';
import { vendorMoment } from './mapping';
import { readSale } from './read-orders';
import { shipNotes } from './ship-notes';
import { saleStanding } from './status';
import type { Fulfilment, Sale } from './types';
import { write } from './wire';

/** One shipment on its way, with the input item it came from. */
export interface ShipJob {
  index: number;
  shipment: Shipment;
  wanted: WantedOrder;
  whenThere: WhenThere;
  /** Whether what people have not picked and packed is picked and packed by this. */
  pickAndPack: boolean;
  writeNotes: boolean;
  carrier: CarrierPolicy;
}

/** Pick, pack, ship, and one look between two of them whose answer was lost. */
const MOST_STEPS = 8;

const upper = (word: string | null | undefined): string => (word ?? '').trim().toUpperCase();
const isOpen = (status: string | null | undefined): boolean => ['', 'DRAFT', 'NOT AVAILABLE'].includes(upper(status));

type Step = { request: ApiRequest; does: 'pick' | 'pack' | 'ship' | 'track' } | { done: true };

interface Lines {
  boxes: readonly BoxTracking[];
  carriers: ReadonlyMap<string, string>;
}

function shipBody({ shipment, writeNotes }: ShipJob, task: Fulfilment, { boxes, carriers }: Lines, sale: Sale) {
  return compact({
    TaskID: task.TaskID,
    Status: 'AUTHORISED',
    ShippingNotes: writeNotes ? shipNotes(shipment, task.Ship?.ShippingNotes ?? sale.ShippingNotes) : undefined,
    // RequireBy would overwrite the order's date, and an address read with codes must not go back (cin7core.md §4.2, §6).
    Lines: boxes.map(({ box, number }) =>
      compact({ ShipmentDate: vendorMoment(shipment.shippedAt), Carrier: carriers.get(box), Box: box, TrackingNumber: number, IsShipped: true }),
    ),
  });
}

/** The state a fulfilment is in tells the next call (cin7core.md §6). */
function nextStep(job: ShipJob, task: Fulfilment, lines: Lines, sale: Sale): Step {
  const { Pick, Pack, Ship } = task;
  const shipping = upper(Ship?.Status);
  const { boxes, carriers } = lines;
  if (shipping === 'AUTHORISED') {
    const there = trackingByBox(task);
    const isThere = ({ box, number }: BoxTracking) => number === (there.get(box)?.TrackingNumber ?? '').trim() && (!carriers.get(box) || number === '' || sameText(there.get(box)?.Carrier, carriers.get(box)));
    if (boxes.every(isThere)) return { done: true };
    const body = { ...shipBody({ ...job, writeNotes: false }, task, lines, sale), AddTrackingNumbers: true };
    return { request: write('sale/fulfilment/ship', body, { method: 'PUT' }), does: 'track' };
  }
  if (shipping === 'PARTIALLY AUTHORISED') {
    // Whether the rest can follow is contradictory (cin7core.md §6): tried, and told where it is refused.
    const shipped = trackingByBox(task);
    const rest = boxes.filter(({ box }) => shipped.get(box)?.IsShipped !== true);
    return { request: write('sale/fulfilment/ship', shipBody(job, task, { boxes: rest, carriers }, sale)), does: 'ship' };
  }
  if (upper(Pack?.Status) === 'AUTHORISED') {
    // PUT replaces what a draft holds, POST would add to it.
    const method = shipping === 'DRAFT' && (Ship?.Lines ?? []).length > 0 ? 'PUT' : 'POST';
    return { request: write('sale/fulfilment/ship', shipBody(job, task, lines, sale), { method }), does: 'ship' };
  }
  if (!job.pickAndPack) throw refused(`Pick and pack are not authorised at Cin7 Core`, "Finish them there, or switch 'Pick and Pack If Needed' on.", { code: 'not-packed' });
  if (isOpen(Pick?.Status)) return { request: write('sale/fulfilment/pick', { TaskID: task.TaskID, AutoPickMode: 'AUTOPICK' }), does: 'pick' };
  const body = { TaskID: task.TaskID, Status: 'AUTHORISED', Lines: packLines(job.shipment, Pick?.Lines ?? []) };
  const isDraft = upper(Pack?.Status) === 'DRAFT' && (Pack?.Lines ?? []).length > 0;
  return { request: write('sale/fulfilment/pack', body, { method: isDraft ? 'PUT' : 'POST' }), does: 'pack' };
}

async function linesFor(client: Client, job: ShipJob, task: Fulfilment, carriers: Carriers, mayWrite: boolean): Promise<Lines> {
  const boxes = assign(task, job.shipment, job.whenThere);
  const byBox = new Map<string, string>();
  const there = trackingByBox(task);
  for (const { box, parcel } of boxes) {
    const text = parcel ? carrierText(parcel, job.carrier, carriers) : (there.get(box)?.Carrier ?? '').trim();
    byBox.set(box, mayWrite ? await usableCarrier(client, text, job.carrier, carriers) : text);
  }
  return { boxes, carriers: byBox };
}

function checkShippable(sale: Sale): void {
  const standing = saleStanding(sale);
  if (standing === 'cancelled') throw refused('Cin7 Core has voided it', 'Stop the parcel, or enter the sale again there.', { code: 'voided' });
  if (standing === 'draft') throw refused('Its order is not authorised at Cin7 Core', 'Authorise it there, then hand the shipment over again.', { code: 'draft' });
}

function taskOf(job: ShipJob, sale: Sale): Fulfilment {
  checkShippable(sale);
  return fulfilmentFor(sale, job.shipment);
}

/** The task as the vendor's own answer to a step shows it. */
function after(task: Fulfilment, does: 'pick' | 'pack' | 'ship' | 'track', data: unknown): Fulfilment {
  if (does === 'pick') return { ...task, Pick: data as Fulfilment['Pick'] };
  if (does === 'pack') return { ...task, Pack: data as Fulfilment['Pack'] };
  return { ...task, Ship: data as Fulfilment['Ship'] };
}

function isTold(data: unknown): boolean {
  return typeof data === 'object' && data !== null && 'Status' in data && Array.isArray((data as { Lines?: unknown }).Lines);
}

function unfinished({ Ship }: Fulfilment): Problem {
  return refused(`Its shipment is ${upper(Ship?.Status) || 'not authorised'} at Cin7 Core after all steps`, 'Finish it in Cin7 Core.', { code: 'unfinished' });
}

interface Done {
  sale: Sale;
  task: Fulfilment;
  steps: string[];
}

/** One step after the other; where an answer was lost the sale is read again and tells where it stands. */
async function carryOut(client: Client, job: ShipJob, sale: Sale, carriers: Carriers): Promise<Done> {
  let current = sale;
  let task = taskOf(job, sale);
  const steps: string[] = [];
  let lost = 0;
  for (let count = 0; count < MOST_STEPS; count++) {
    const step = nextStep(job, task, await linesFor(client, job, task, carriers, true), current);
    if ('done' in step) return { sale: current, task, steps };
    const sent = await settle(async () => (await client.call<unknown>(step.request)).data);
    if ('problem' in sent && sent.problem.details.kind !== 'unknown') throw sent.problem;
    if ('value' in sent) steps.push(step.does);
    else if (++lost > 2) throw sent.problem;
    if ('value' in sent && step.does === 'track') return { sale: current, task, steps };
    if ('value' in sent && isTold(sent.value)) {
      task = after(task, step.does, sent.value);
      if (step.does === 'ship' && upper(task.Ship?.Status) === 'AUTHORISED') return { sale: current, task, steps };
      if (step.does !== 'ship') continue;
    }
    const now = await readSale(client, guid(current.ID));
    if (now) {
      current = now;
      task = taskOf(job, now);
    }
    if ('value' in sent && step.does === 'ship' && upper(task.Ship?.Status) !== 'AUTHORISED') throw unfinished(task);
    if ('problem' in sent && 'done' in nextStep(job, task, await linesFor(client, job, task, carriers, true), current)) steps.push(step.does);
  }
  throw unfinished(task);
}

function rowOf({ wanted, shipment }: ShipJob, sale: Sale, task: Fulfilment, outcome: string, more: Row = {}): Row {
  const numbers = liveParcels(shipment).flatMap(({ trackingNumber }) => (trackingNumber?.trim() ? [trackingNumber.trim()] : []));
  return changeRow(wanted, sale, outcome, compact({ taskId: task.TaskID ?? undefined, trackingNumber: numbers.join(', '), ...more }) as Row);
}

async function shipOne(client: Client, job: ShipJob, carriers: Carriers): Promise<Row> {
  const done = await carryOut(client, job, await findOrder(client, job.wanted), carriers);
  return rowOf(job, done.sale, done.task, done.steps.length > 0 ? 'shipped' : 'unchanged', done.steps.length > 0 ? { steps: done.steps } : {});
}

const PLANS = {
  pick: 'Pick, then pack, then ship: three calls.',
  pack: 'Pack, then ship: two calls.',
  ship: 'Ship: one call.',
  track: 'Only tracking numbers are added to what Cin7 Core has shipped: one call.',
} as const;

async function planOne(client: Client, job: ShipJob, carriers: Carriers): Promise<Row> {
  const sale = await findOrder(client, job.wanted);
  const task = taskOf(job, sale);
  const step = nextStep(job, task, await linesFor(client, job, task, carriers, false), sale);
  if ('done' in step) return rowOf(job, sale, task, 'unchanged', { plan: 'All of it stands at Cin7 Core already; nothing would be sent.' });
  const { method, path, body = '' } = step.request;
  return rowOf(job, sale, task, 'would ship', { request: { method, path, body }, plan: PLANS[step.does] });
}

/** Ships sales one after the other: a look and one to three calls each. */
export async function shipJobs(client: Client, jobs: readonly ShipJob[], carriers: Carriers, dryRun: boolean): Promise<Outcome[]> {
  const one = dryRun ? planOne : shipOne;
  const settled = await sendInBatches(jobs, 1, async ([job]) => [await one(client, job as ShipJob, carriers)]);
  return settled.map((result): Outcome => {
    const { index, wanted } = result.item;
    return 'problem' in result ? { index, problem: naming(nameOf(wanted), result.problem) } : { index, row: result.result };
  });
}
