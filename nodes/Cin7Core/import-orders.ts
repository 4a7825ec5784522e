import type { Client } from '../shared/api/client';
import { Problem } from '../shared/api/problem';
import { compact, identityKey, type Order } from '../shared/model';
import type { Outcome, Row } from '../shared/node/operation';
import { naming } from '../shared/node/prepare';
import { sendInBatches } from '../shared/sync/batch';
import { findAllImported, findImported } from './find-imported';
import { guid } from './ids';
import type { NewOrder, NewSale } from './mapping-import';
import { readSale } from './read-orders';
import type { Sale, SaleLine, SaleRow } from './types';
import { totalDifference } from './total-difference';
import { sendOnce, write } from './wire';

/** One order on its way, with the input item it came from. */
export interface ImportJob {
  index: number;
  order: Order;
  sale: NewSale;
  lines: NewOrder;
  /** Whether Cin7 Core is asked first; off only where books say that the order was never sent. */
  lookUp: boolean;
}

interface Stored {
  id: string;
  number?: string;
  status?: string;
  lines?: readonly SaleLine[];
}

export const orderName = ({ order }: ImportJob): string => `Order '${order.number}'`;

export const headerRequest = ({ sale }: ImportJob) => write('sale', sale);
const linesRequest = ({ lines }: ImportJob, saleId: string) => write('sale/order', { SaleID: saleId, ...lines });

interface OrderAnswer {
  SaleOrderNumber?: string | null;
  Status?: string | null;
  Lines?: SaleLine[] | null;
}

const storedOrder = (id: string, order: OrderAnswer | null | undefined): Stored =>
  compact({ id: guid(id), number: order?.SaleOrderNumber, status: order?.Status, lines: order?.Lines ?? undefined }) as Stored;

/** The lines a sale has; undefined where it is a header alone. */
async function linesIn(client: Client, saleId: string): Promise<Stored | undefined> {
  const sale = await readSale(client, saleId);
  return sale && (sale.Order?.Lines ?? []).length > 0 ? storedOrder(saleId, sale.Order) : undefined;
}

function missingId(): Problem {
  return new Problem({
    kind: 'unknown',
    message: 'Cin7 Core took the sale and gave no ID',
    nextStep: 'Look for it in Cin7 Core by its reference before sending it again.',
    vendor: 'Cin7 Core',
    operation: 'sale (POST)',
  });
}

async function createHeader(client: Client, job: ImportJob): Promise<string> {
  return await sendOnce(
    async () => {
      const { data } = await client.call<Sale | undefined>(headerRequest(job));
      if (!data?.ID) throw missingId();
      return guid(data.ID);
    },
    async () => guid((await findImported(client, job.sale.ExternalID))?.SaleID) || undefined,
  );
}

/** A repeat after it was authorised is refused: then it is there (cin7core.md §5.2). */
async function writeLines(client: Client, job: ImportJob, saleId: string): Promise<Stored> {
  const lookAgain = async () => await linesIn(client, saleId);
  return await sendOnce(async () => storedOrder(saleId, (await client.call<OrderAnswer | undefined>(linesRequest(job, saleId))).data), lookAgain);
}

/** Header without lines: an earlier run was cut off between the two calls (cin7core.md §5.2). */
async function isHeadless(client: Client, { OrderStatus, SaleID }: SaleRow): Promise<boolean> {
  if (!/^(NOT AVAILABLE|DRAFT|)$/i.test(OrderStatus ?? '')) return false;
  return (await linesIn(client, SaleID ?? '')) === undefined;
}

const backorders = (lines: readonly SaleLine[] | undefined): Row[] =>
  (lines ?? []).flatMap(({ SKU, BackorderQuantity }) => (BackorderQuantity ? [{ sku: SKU ?? '', quantity: BackorderQuantity }] : []));

export function importRow({ order, sale, lines }: ImportJob, outcome: string, stored: Stored | undefined, more: Row = {}): Row {
  const short = backorders(stored?.lines);
  return compact({
    outcome,
    targetId: stored?.id ?? '',
    saleId: stored?.id,
    orderNumber: stored?.number,
    customerReference: sale.CustomerReference,
    externalId: sale.ExternalID,
    identityKey: identityKey(order.identity),
    number: order.number,
    status: stored?.status,
    // Too little stock becomes a back-order without a word (cin7core.md §5.2).
    backordered: short.length > 0 ? short : undefined,
    totalDifference: outcome === 'unchanged' ? undefined : totalDifference(order, lines),
    ...more,
  }) as Row;
}

const fromRow = ({ SaleID, OrderNumber, OrderStatus, Status }: SaleRow): Stored =>
  compact({ id: guid(SaleID), number: OrderNumber, status: /^voided$/i.test(Status ?? '') ? Status : OrderStatus }) as Stored;

async function importOne(client: Client, job: ImportJob, known: SaleRow | undefined): Promise<Row> {
  if (known && !(await isHeadless(client, known))) return importRow(job, 'unchanged', fromRow(known));
  const saleId = known ? guid(known.SaleID) : await createHeader(client, job);
  const stored = await writeLines(client, job, saleId);
  return importRow(job, 'created', stored, known ? { completed: true } : {});
}

type Known = ReadonlyMap<string, SaleRow>;

const knownOf = (known: Known, { sale }: ImportJob): SaleRow | undefined => known.get(sale.ExternalID.toLowerCase());

export async function lookUpAll(client: Client, jobs: readonly ImportJob[]): Promise<Known> {
  return await findAllImported(client, jobs.filter(({ lookUp }) => lookUp).map(({ order }) => order));
}

/** Two calls an order; when Cin7 Core cannot be used, all that is left carries that problem. */
export async function importJobs(client: Client, jobs: readonly ImportJob[], known: Known): Promise<Outcome[]> {
  const settled = await sendInBatches(jobs, 1, async ([job]) => [await importOne(client, job as ImportJob, knownOf(known, job as ImportJob))]);
  return settled.map((one): Outcome => {
    const { index } = one.item;
    return 'problem' in one ? { index, problem: naming(orderName(one.item), one.problem) } : { index, row: one.result };
  });
}

async function planOne(client: Client, job: ImportJob, known: SaleRow | undefined): Promise<Row> {
  if (known && !(await isHeadless(client, known))) {
    return importRow(job, 'unchanged', fromRow(known), { plan: 'It is at Cin7 Core already; nothing would be sent.' });
  }
  const { method, path, body = '' } = known ? linesRequest(job, guid(known.SaleID)) : headerRequest(job);
  const plan = known ? 'POST sale/order: the sale is there without lines.' : 'POST sale, then POST sale/order with the lines below: two calls per order.';
  return importRow(job, 'would create', known && fromRow(known), { request: { method, path, body }, lines: job.lines as unknown as Row, plan });
}

/** What an import would do: the look-ups run, nothing is written. */
export async function importDryRun(client: Client, jobs: readonly ImportJob[], known: Known): Promise<Outcome[]> {
  const settled = await sendInBatches(jobs, 1, async ([job]) => [await planOne(client, job as ImportJob, knownOf(known, job as ImportJob))]);
  return settled.map((one): Outcome => {
    const { index } = one.item;
    return 'problem' in one ? { index, problem: naming(orderName(one.item), one.problem) } : { index, row: one.result };
  });
}
