import { Problem } from '../shared/api/problem';
import { decodeLines } from '../shared/format';
import type { RunContext } from '../shared/node/operation';
import { settle } from '../shared/node/settle';
import { AmazonDocument } from './report-document';
import { apiRequest, UPLOAD } from './wire';

export interface FeedToSend {
  feedType: string;
  /** Sent exactly as declared, or the storage refuses it (amazon.md §11). */
  contentType: string;
  marketplaceIds: readonly string[];
  body: string;
}

/** Amazon's limit of a feed document (amazon.md §11). */
export const LARGEST_FEED = 10 * 1024 * 1024;

interface FeedAnswer {
  processingStatus?: string | null;
  resultFeedDocumentId?: string | null;
}

export function documentRequest({ contentType }: Pick<FeedToSend, 'contentType'>) {
  return apiRequest('createFeedDocument', { body: { contentType } });
}

async function upload(run: RunContext, feed: FeedToSend): Promise<string> {
  const { data } = await run.client.call<{ feedDocumentId?: string | null; url?: string | null } | undefined>(documentRequest(feed));
  await run.client.call({
    operation: UPLOAD,
    method: 'PUT',
    path: '',
    address: data?.url ?? '',
    body: feed.body,
    contentType: feed.contentType,
    headers: { Accept: '*/*' },
    safety: 'repeatable',
    answer: 'text',
    timeoutMs: 120_000,
  });
  return data?.feedDocumentId ?? '';
}

/** Hands a feed over; a link that died on the way is asked for once more. */
export async function sendFeed(run: RunContext, feed: FeedToSend): Promise<string> {
  const first = await settle(async () => await upload(run, feed));
  const mayHelp = 'problem' in first && first.problem.details.code === 'LinkRefused';
  if ('problem' in first && !mayHelp) throw first.problem;
  const inputFeedDocumentId = 'value' in first ? first.value : await upload(run, feed);
  const { feedType, marketplaceIds } = feed;
  const { data } = await run.client.call<{ feedId?: string | null } | undefined>(apiRequest('createFeed', { body: { feedType, marketplaceIds, inputFeedDocumentId } }));
  return data?.feedId ?? '';
}

const FIRST_WAIT_MS = 15_000;
const LONGEST_WAIT_MS = 60_000;

function ending(feedId: string, status: string): Problem {
  return new Problem({
    kind: 'unavailable',
    cause: 'maintenance',
    message: `Amazon did not process feed ${feedId} (${status})`,
    nextStep: 'Run it again: the feed holds absolute values, so a second one does no harm. If it happens again, look at the feed in Seller Central.',
    vendor: 'Amazon',
    operation: 'getFeed',
  });
}

/** A feed whose result did not come in time; what it does is settled at Amazon, and sending it again does no harm. */
export function stillProcessing(feedId: string): Problem {
  return new Problem({
    kind: 'unknown',
    message: `Amazon is still processing feed ${feedId}`,
    nextStep: "Run it again later: the feed holds absolute values, so a second one does no harm. A longer 'Wait for Feed' lets the node see the result.",
    vendor: 'Amazon',
    operation: 'getFeed',
  });
}

/**
 * The result document of a feed: DONE does not mean success, so it is always read.
 *
 * @throws Problem when the feed was not processed, or not by `until`
 */
export async function feedResult(run: RunContext, feedId: string, until: number): Promise<string> {
  for (let wait = FIRST_WAIT_MS; ; wait = Math.min(LONGEST_WAIT_MS, wait * 1.5)) {
    const { data } = await run.client.call<FeedAnswer | undefined>(apiRequest('getFeed', { values: { feedId } }));
    const status = data?.processingStatus ?? 'IN_QUEUE';
    if (status === 'DONE' && data?.resultFeedDocumentId) return await textOf(run, data.resultFeedDocumentId);
    if (!['DONE', 'IN_QUEUE', 'IN_PROGRESS'].includes(status)) throw ending(feedId, status);
    if (run.now() + wait > until) throw stillProcessing(feedId);
    await run.sleep(wait);
  }
}

async function textOf(run: RunContext, documentId: string): Promise<string> {
  return await new AmazonDocument(run, 'getFeedDocument', documentId).read(async ({ bytes, charset }) => {
    let text = '';
    for await (const piece of decodeLines(bytes, charset)) text += piece;
    return text;
  });
}
