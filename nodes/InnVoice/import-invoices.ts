import type { Client } from '../shared/api/client';
import { identityKey } from '../shared/model';
import type { Outcome, Row } from '../shared/node/operation';
import { settle } from '../shared/node/settle';
import { documentsIn, type VendorDocument } from './answer';
import { createRequest } from './api';
import type { JudgingBook } from './invoice-books';
import { isDraft, type DocumentType } from './invoice-settings';
import type { MappedInvoice } from './mapping-invoice';
import { sendOnce, untold } from './send-once';
import { invoiceXml } from './write-xml';

export interface Job extends MappedInvoice {
  index: number;
  /** What the operator chose. */
  chosen: DocumentType;
  bookId: string;
}

const named = ({ order }: Job): string => `Order '${order.number}'`;

const LOOK =
  'Look in InnVoice for a document with this order number. If it is there, mark the order as done; only if it is not, hand the order over again.';

async function create(client: Client, job: Job, judge: JudgingBook): Promise<VendorDocument> {
  const sent = await settle(async () => (await client.call<string>(createRequest(invoiceXml(job.elements)))).data);
  if ('problem' in sent) throw await judge(sent.problem, job.bookId);
  const [document] = documentsIn(sent.value);
  if (!document) throw untold('invoice', LOOK);
  return document;
}

function nextStepFor(job: Job): string | undefined {
  if (job.heldBack) return `It was made as a draft: ${job.heldBack}. Check it in InnVoice and close it there.`;
  return undefined;
}

/** What every row tells of a document, made or planned. */
export function factsOf(job: Job): Row {
  const nextStep = nextStepFor(job);
  return {
    identityKey: identityKey(job.order.identity),
    number: job.order.number,
    document: job.documentType,
    chosen: job.chosen,
    draft: isDraft(job.documentType),
    total: job.total,
    ...(job.difference === undefined ? {} : { totalDifference: job.difference }),
    ...(job.heldBack === undefined ? {} : { heldBack: job.heldBack }),
    emailAsked: job.emailAsked,
    withoutStock: job.withoutStock,
    ...(nextStep === undefined ? {} : { nextStep }),
  };
}

function rowOf(job: Job, document: VendorDocument): Row {
  const { techid, tableId, number, printUrl } = document;
  return {
    outcome: 'created',
    targetId: techid ?? tableId ?? '',
    ...(techid === undefined ? {} : { techid }),
    ...(tableId === undefined ? {} : { tableId }),
    ...(number === undefined ? {} : { invoiceNumber: number }),
    ...(printUrl === undefined ? {} : { printUrl }),
    ...factsOf(job),
  };
}

export const importJobs = async (client: Client, jobs: readonly Job[], judge: JudgingBook): Promise<Outcome[]> =>
  await sendOnce(jobs, named, LOOK, async (job) => rowOf(job, await create(client, job, judge)));

/** What an import would do: nothing is written. */
export function planJobs(jobs: readonly Job[]): Outcome[] {
  return jobs.map((job) => {
    const { method, path, body = '' } = createRequest(invoiceXml(job.elements));
    return {
      index: job.index,
      row: {
        outcome: 'would create',
        ...factsOf(job),
        request: { method, path, body },
        plan: `One POST of a ${job.documentType} into invoice book ${job.elements.SzamlatombID}. InnVoice knows no key: sent twice, it is made twice.`,
      },
    };
  });
}
