import { parseJson } from '../shared/api/verdict';
import type { Outcome, RunContext } from '../shared/node/operation';
import { settle } from '../shared/node/settle';
import { sellerId } from './api';
import { documentRequest, feedResult, LARGEST_FEED, sendFeed, type FeedToSend } from './feeds';
import { patchesOf, pushRow, type PushJob } from './push-jobs';
import { issueWords, notAccepted, type Issue } from './push-stock';

const FEED_TYPE = 'JSON_LISTINGS_FEED';
const CONTENT_TYPE = 'application/json; charset=UTF-8';
/** amazon.md §10.2. */
const MESSAGES_PER_FEED = 25_000;
/** Room for header and brackets. */
const SPARE_BYTES = 4_096;

/** One feed's jobs with their messages, in order: message n is job n - 1. */
export interface ListingFeed {
  jobs: PushJob[];
  messages: string[];
}

/** Jobs by feed: split by count and by bytes, since prices and long SKUs reach the size first (amazon.md §10.2). */
export function listingFeeds(jobs: readonly PushJob[], marketplaceId: string, mostBytes = LARGEST_FEED): ListingFeed[] {
  const feeds: ListingFeed[] = [];
  let current: ListingFeed = { jobs: [], messages: [] };
  let bytes = SPARE_BYTES;
  for (const job of jobs) {
    const message = JSON.stringify({ messageId: current.jobs.length + 1, sku: job.sku, operationType: 'PATCH', ...patchesOf(job, marketplaceId) });
    const size = Buffer.byteLength(message) + 1;
    if (current.jobs.length >= MESSAGES_PER_FEED || (current.jobs.length > 0 && bytes + size > mostBytes)) {
      feeds.push(current);
      current = { jobs: [], messages: [] };
      bytes = SPARE_BYTES;
    }
    current.jobs.push(job);
    current.messages.push(message.replace(/^\{"messageId":\d+/, `{"messageId":${current.jobs.length}`));
    bytes += size;
  }
  return current.jobs.length > 0 ? [...feeds, current] : feeds;
}

function feedOf(run: Pick<RunContext, 'client'>, { messages }: ListingFeed, marketplaceId: string): FeedToSend {
  const header = JSON.stringify({ sellerId: sellerId(run.client), version: '2.0', issueLocale: 'en_US' });
  // Exactly one marketplace is taken (amazon.md §10.2).
  return { feedType: FEED_TYPE, contentType: CONTENT_TYPE, marketplaceIds: [marketplaceId], body: `{"header":${header},"messages":[${messages.join(',')}]}` };
}

interface Result {
  issues?: Array<Issue & { messageId?: number | null }> | null;
}

function resultOf(text: string): Result {
  const parsed = parseJson(text);
  return 'value' in parsed && typeof parsed.value === 'object' && parsed.value !== null ? (parsed.value as Result) : {};
}

async function sendOne(run: RunContext, feed: ListingFeed, marketplaceId: string, waitMs: number): Promise<Outcome[]> {
  const feedId = await sendFeed(run, feedOf(run, feed, marketplaceId));
  const result = resultOf(await feedResult(run, feedId, run.now() + waitMs));
  const issues = new Map<number, Issue[]>();
  // An issue without a message concerns the whole feed.
  for (const issue of result.issues ?? []) issues.set(issue.messageId ?? 0, [...(issues.get(issue.messageId ?? 0) ?? []), issue]);
  const ofAll = issueWords(issues.get(0) ?? []);
  return feed.jobs.map((job, place): Outcome => {
    const words = issueWords(issues.get(place + 1) ?? []) || ofAll;
    return words ? { index: job.index, problem: notAccepted(job.sku, words) } : { index: job.index, row: pushRow(job, 'pushed', marketplaceId, { feedId }) };
  });
}

/** Many SKUs with feeds: four calls for each. */
export async function pushByFeed(run: RunContext, jobs: readonly PushJob[], marketplaceId: string, waitMs: number): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const feed of listingFeeds(jobs, marketplaceId)) {
    const settled = await settle(async () => await sendOne(run, feed, marketplaceId, waitMs));
    outcomes.push(...('value' in settled ? settled.value : feed.jobs.map(({ index }) => ({ index, problem: settled.problem }))));
  }
  return outcomes;
}

export function feedPlan(jobs: readonly PushJob[], marketplaceId: string): Outcome[] {
  const { method, path, body = '' } = documentRequest({ contentType: CONTENT_TYPE });
  return jobs.map((job) => {
    const [feed] = listingFeeds([job], marketplaceId);
    const plan = `${FEED_TYPE}, up to ${MESSAGES_PER_FEED} SKUs each: createFeedDocument, upload, createFeed, then its result. The message for this SKU: ${feed?.messages[0] ?? ''}`;
    return { index: job.index, row: pushRow(job, 'would push', marketplaceId, { request: { method, path, body }, plan }) };
  });
}
