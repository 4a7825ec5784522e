import { sleep } from 'n8n-workflow';

import type { Client } from '../shared/api/client';
import { Problem } from '../shared/api/problem';
import { identityKey, later, type PurchaseOrder } from '../shared/model';
import type { Outcome, Row } from '../shared/node/operation';
import { settle } from '../shared/node/settle';
import { sendInBatches } from '../shared/sync/batch';
import { createProduct, lookUpProduct } from './import-products';
import { sourceKey, type AsnSettings, type NewAsn } from './mapping-asn';
import { toNewProduct, type ProductSettings } from './mapping-product';
import { naming } from '../shared/node/prepare';
import { blamed, type Judging } from './picks';
import { readAsns } from './read-asns';
import type { MintsoftAsn } from './types';
import { writeRequest, type ToolkitResult } from './wire';

/** One purchase order on its way, with the input item it came from. */
export interface AsnJob {
  index: number;
  order: PurchaseOrder;
  body: NewAsn;
  settings: AsnSettings;
  /** Set where products Mintsoft does not have are to be created. */
  newProducts?: ProductSettings;
}

const DAY_MS = 86_400_000;
const SECOND_LOOK_MS = 3_000;

export const asnJobName = ({ order }: AsnJob): string => `Purchase Order '${order.number}'`;

/** A second one is a second ASN: nothing at Mintsoft keeps it away (mintsoft.md §8.1). */
export const createAsnRequest = (body: NewAsn) => writeRequest('ASN (create)', 'ASN', { method: 'PUT', body });

const lower = (text: string | null | undefined): string => (text ?? '').trim().toLowerCase();

/**
 * Whether an ASN is this order's: by the key in its comments; by the reference alone where it carries no key, as one
 * made by hand or by another integration does.
 */
function isFor(job: AsnJob, asn: MintsoftAsn): boolean {
  const key = sourceKey(asn);
  return key === undefined ? lower(asn.POReference) === lower(job.body.POReference) : key === identityKey(job.order.identity);
}

/** ASNs that could be those of the orders: there is no look-up by reference, so the list is scanned once for all. */
async function scan(client: Client, jobs: readonly AsnJob[]): Promise<MintsoftAsn[]> {
  const [first] = jobs;
  if (!first) return [];
  const ordered = jobs.map(({ order }) => order.orderedAt);
  // An ASN is never older than its order; a day covers time zones.
  const oldest = ordered.every((at) => at !== undefined) ? [...ordered].sort()[0] : undefined;
  const { clientId, zone } = first.settings;
  const query = { clientId, statusIds: [], zone, items: false };
  return await readAsns(client, query, oldest === undefined ? undefined : later(oldest, -DAY_MS), Number.POSITIVE_INFINITY);
}

export function asnRow({ order, body }: AsnJob, outcome: string, asnId: number | undefined, more: Row = {}): Row {
  return {
    outcome,
    targetId: asnId === undefined ? '' : String(asnId),
    ...(asnId === undefined ? {} : { asnId }),
    poReference: body.POReference,
    identityKey: identityKey(order.identity),
    number: order.number,
    lines: body.Items.length,
    ...more,
  };
}

/** Products known in this run: SKU in lower case -> id. */
type Known = Map<string, number | undefined>;

async function productId(client: Client, sku: string, clientId: number | undefined, known: Known): Promise<number | undefined> {
  const key = sku.toLowerCase();
  if (!known.has(key)) known.set(key, await lookUpProduct(client, sku, clientId));
  return known.get(key);
}

/** The order's lines with their products' ids, after creating those Mintsoft does not have. */
async function withProducts(client: Client, job: AsnJob, known: Known): Promise<{ body: NewAsn; created: string[] }> {
  const { newProducts, settings, order } = job;
  if (!newProducts) return { body: job.body, created: [] };
  const created: string[] = [];
  const ids = new Map<string, number>();
  for (const { SKU } of job.body.Items) {
    const there = await productId(client, SKU, settings.clientId, known);
    if (there !== undefined) {
      ids.set(SKU, there);
      continue;
    }
    const line = order.lines.find(({ sku }) => sku === SKU);
    const { name, gtin, weightGrams, lengthCm, widthCm, heightCm } = line ?? {};
    const product = { identity: order.identity, sku: SKU, name, gtin, weightGrams, lengthCm, widthCm, heightCm };
    const made = await createProduct(client, toNewProduct(product, newProducts));
    known.set(SKU.toLowerCase(), made.id);
    ids.set(SKU, made.id);
    if (made.created) created.push(SKU);
  }
  return { body: { ...job.body, Items: job.body.Items.map((item) => ({ ...item, ProductId: ids.get(item.SKU) })) }, created };
}

async function lookAgain(client: Client, job: AsnJob): Promise<number | undefined> {
  for (const look of [1, 2]) {
    const found = (await scan(client, [job])).find((asn) => isFor(job, asn));
    if (found?.ID) return found.ID;
    if (look === 1) await sleep(SECOND_LOOK_MS);
  }
  return undefined;
}

async function createOne(client: Client, job: AsnJob, known: Known): Promise<Row> {
  const { body, created } = await withProducts(client, job, known);
  const more: Row = created.length > 0 ? { createdProducts: created } : {};
  for (const mayRepeat of [true, false]) {
    const sent = await settle(async () => (await client.call<ToolkitResult | undefined>(createAsnRequest(body))).data);
    if ('problem' in sent && sent.problem.details.kind !== 'unknown') throw sent.problem;
    const told = 'value' in sent && (sent.value?.ID ?? 0) > 0 ? (sent.value?.ID ?? undefined) : undefined;
    const id = told ?? (await lookAgain(client, job));
    if (id !== undefined) return asnRow(job, 'created', id, more);
    if ('value' in sent || !mayRepeat) break;
  }
  throw new Problem({
    kind: 'unknown',
    message: 'Mintsoft gave no clear answer to the ASN, and it cannot be found there',
    nextStep: `Look for an ASN with reference '${body.POReference}' in Mintsoft before sending it again.`,
    vendor: 'Mintsoft',
    operation: 'ASN (create)',
  });
}

interface Split {
  there: Outcome[];
  open: AsnJob[];
}

async function whatIsThere(client: Client, jobs: readonly AsnJob[]): Promise<Split> {
  const asns = await scan(client, jobs);
  const split: Split = { there: [], open: [] };
  for (const job of jobs) {
    const found = asns.find((asn) => isFor(job, asn));
    if (found?.ID) split.there.push({ index: job.index, row: asnRow(job, 'unchanged', found.ID) });
    else split.open.push(job);
  }
  return split;
}

/** Creates ASNs that are not there: one scan for all, one call each, and one look-up for each SKU where products are created. */
export async function importAsns(client: Client, jobs: readonly AsnJob[], judge: Judging): Promise<Outcome[]> {
  const { there, open } = await whatIsThere(client, jobs);
  const known: Known = new Map();
  const one = async (job: AsnJob) => await blamed(judge, job.settings, async () => await createOne(client, job, known));
  const settled = await sendInBatches(open, 1, async ([job]) => [await one(job as AsnJob)]);
  const created = settled.map((one): Outcome => {
    const { index } = one.item;
    return 'problem' in one ? { index, problem: naming(asnJobName(one.item), one.problem) } : { index, row: one.result };
  });
  return [...there, ...created];
}

/** What an import would do: the scan and the look-ups run, nothing is written. */
export async function planAsns(client: Client, jobs: readonly AsnJob[]): Promise<Outcome[]> {
  const { there, open } = await whatIsThere(client, jobs);
  const plan = 'PUT ASN, one call per purchase order';
  const known: Known = new Map();
  const planned: Outcome[] = [];
  for (const job of open) {
    const missing: string[] = [];
    if (job.newProducts) {
      for (const { SKU } of job.body.Items) if ((await productId(client, SKU, job.settings.clientId, known)) === undefined) missing.push(SKU);
    }
    const { method, path, body = '' } = createAsnRequest(job.body);
    const products = missing.length > 0 ? `, after PUT Product for ${missing.join(', ')}.` : '.';
    planned.push({ index: job.index, row: asnRow(job, 'would create', undefined, { request: { method, path, body }, plan: `${plan}${products}` }) });
  }
  return [...there, ...planned];
}
