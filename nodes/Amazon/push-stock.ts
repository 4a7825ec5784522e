import type { Client } from '../shared/api/client';
import { refused, type Problem } from '../shared/api/problem';
import type { ApiRequest } from '../shared/api/request';
import type { Outcome } from '../shared/node/operation';
import { sellerId } from './api';
import { naming } from '../shared/node/prepare';
import { eachJob } from './each-job';
import { MERCHANT, patchesOf, pushRow, skuName, type PushJob } from './push-jobs';
import { canBeAsked, readListingsOf, type AmazonListing } from './read-listings';
import { apiRequest } from './wire';

export interface Issue {
  code?: string | null;
  message?: string | null;
  severity?: string | null;
  attributeNames?: string[] | null;
}

/** Codes have been changed once already, so that words are told and nothing is decided by them (amazon.md §10.1). */
export function issueWords(issues: readonly Issue[]): string {
  const errors = issues.filter(({ severity }) => (severity ?? 'ERROR').toUpperCase() === 'ERROR');
  return errors.map(({ code, message, attributeNames }) => [message, attributeNames?.length ? `(${attributeNames.join(', ')})` : '', code ? `[${code}]` : ''].filter(Boolean).join(' ')).join('; ');
}

export function notAccepted(sku: string, words: string): Problem {
  return refused(`${skuName(sku)}: Amazon did not accept it: ${words || 'no reason was given'}`, 'Correct the listing or the value, then hand it over again.');
}

function unknownSku(sku: string): Problem {
  return refused(`${skuName(sku)} is not a listing of this account in this marketplace`, 'Create the listing there, or correct the SKU.', { code: 'unknown-sku' });
}

function fulfilledByAmazon(sku: string): Problem {
  return refused(
    `${skuName(sku)} is fulfilled by Amazon`,
    'Amazon counts its own stock; a quantity of the seller would open a second offer beside it. Leave the SKU out.',
    { code: 'fba-sku' },
  );
}

const merchantQuantity = ({ fulfillmentAvailability }: AmazonListing): number | undefined =>
  fulfillmentAvailability?.find(({ fulfillmentChannelCode }) => fulfillmentChannelCode === MERCHANT)?.quantity ?? undefined;

function isAmazons({ fulfillmentAvailability }: AmazonListing): boolean {
  const codes = (fulfillmentAvailability ?? []).map(({ fulfillmentChannelCode }) => fulfillmentChannelCode ?? '');
  return codes.some((code) => code.startsWith('AMAZON')) && !codes.includes(MERCHANT);
}

/** What needs no write: quantities that stand as wanted, unknown SKUs, and what Amazon fulfils. One call for twenty SKUs. */
export async function differencesOf(client: Client, jobs: readonly PushJob[], marketplaceId: string): Promise<{ open: PushJob[]; settled: Outcome[] }> {
  const query = { marketplaceId, includedData: ['fulfillmentAvailability'] };
  const listings = await readListingsOf(client, query, jobs.map(({ sku }) => sku));
  const open: PushJob[] = [];
  const settled: Outcome[] = [];
  for (const job of jobs) {
    const listing = listings.get(job.sku);
    if (!listing && canBeAsked(job.sku)) settled.push({ index: job.index, problem: unknownSku(job.sku) });
    else if (listing && isAmazons(listing)) settled.push({ index: job.index, problem: fulfilledByAmazon(job.sku) });
    else if (listing && merchantQuantity(listing) === job.quantity && !job.price && job.handlingDays === undefined) {
      settled.push({ index: job.index, row: pushRow(job, 'unchanged', marketplaceId) });
    } else open.push(job);
  }
  return { open, settled };
}

export function patchRequest(client: Client, job: PushJob, marketplaceId: string): ApiRequest {
  return apiRequest('patchListingsItem', {
    values: { sellerId: sellerId(client), sku: job.sku },
    query: { marketplaceIds: marketplaceId, includedData: 'issues' },
    body: patchesOf(job, marketplaceId),
  });
}

interface Submission {
  status?: string | null;
  submissionId?: string | null;
  issues?: Issue[] | null;
}

/** One call for each SKU; 200 with INVALID is a refusal (amazon.md §10.1). */
export async function patchAll(client: Client, jobs: readonly PushJob[], marketplaceId: string): Promise<Outcome[]> {
  const names = new Map(jobs.map(({ index, sku }) => [index, skuName(sku)]));
  const outcomes = await eachJob(jobs, async (job): Promise<Outcome> => {
    const { data } = await client.call<Submission | undefined>(patchRequest(client, job, marketplaceId));
    if (data?.status === 'INVALID') return { index: job.index, problem: notAccepted(job.sku, issueWords(data.issues ?? [])) };
    return { index: job.index, row: pushRow(job, 'pushed', marketplaceId, { submissionId: data?.submissionId ?? '' }) };
  });
  return outcomes.map((one) => ('problem' in one ? { ...one, problem: naming(names.get(one.index) ?? '', one.problem) } : one));
}

export function patchPlan(client: Client, job: PushJob, marketplaceId: string): Outcome {
  const { method, path, body = '' } = patchRequest(client, job, marketplaceId);
  return { index: job.index, row: pushRow(job, 'would push', marketplaceId, { request: { method, path, body }, plan: 'patchListingsItem, one call for each SKU; the handling time is kept.' }) };
}
