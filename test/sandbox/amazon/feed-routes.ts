import { json, type SandboxAnswer } from '../http';
import { isActive, type Account } from './account';
import { createFeedBody, createFeedDocumentBody } from './bodies';
import type { Documents } from './documents';
import { denied, invalidInput, notFound } from './errors';
import type { FeedStore, StoredFeed } from './feed-store';
import type { QueryRules } from './query';
import { route, type AmazonRoute, type Call } from './routes';
import { isoOffset, ROLES, type Role } from './values';

/** What a feed's document has to be (amazon.md §9.2, §10.2). */
const CONTENT_TYPES: Record<string, string> = { JSON_LISTINGS_FEED: 'application/json', POST_ORDER_FULFILLMENT_DATA: 'text/xml', POST_FLAT_FILE_FULFILLMENT_DATA: 'text/tab-separated-values' };

/** Order feeds belong to one of two roles, listings to theirs (amazon.md §4.1). Inventory and price feeds are gone since 2025-12-03. */
const FEED_ROLES: Record<string, readonly Role[]> = {
  JSON_LISTINGS_FEED: ['Product Listing'],
  POST_ORDER_FULFILLMENT_DATA: ['Inventory and Order Tracking', 'Direct-to-Consumer Shipping'],
  POST_FLAT_FILE_FULFILLMENT_DATA: ['Inventory and Order Tracking', 'Direct-to-Consumer Shipping'],
};

const LIST: QueryRules = {
  feedTypes: { kind: 'list', max: 10 },
  marketplaceIds: { kind: 'list', max: 10 },
  processingStatuses: { kind: 'list', of: ['CANCELLED', 'DONE', 'FATAL', 'IN_PROGRESS', 'IN_QUEUE'] },
  pageSize: { kind: 'integer', min: 1, max: 100, fallback: 10 },
  createdSince: { kind: 'time' },
  createdUntil: { kind: 'time' },
  nextToken: { kind: 'text' },
};

interface Body {
  feedType: string;
  marketplaceIds: string[];
  inputFeedDocumentId: string;
}

export function feedRoutes(store: FeedStore, documents: Documents, account: () => Account): AmazonRoute[] {
  const createDocument = ({ body, now, origin }: Call): SandboxAnswer => {
    const made = documents.addEmpty('amzn1.tortuga.4.eu', (body as { contentType: string }).contentType);
    return json(201, { feedDocumentId: made.id, url: documents.link(made, 'PUT', origin, now) });
  };

  const create = ({ body, now }: Call): SandboxAnswer => {
    const { feedType, marketplaceIds, inputFeedDocumentId } = body as Body;
    const roles = FEED_ROLES[feedType];
    if (!roles) return invalidInput(`Feed Type ${feedType} is not supported.`);
    if (!roles.some((role) => account().roles.has(role)) || marketplaceIds.some((id) => !isActive(account(), id))) return denied();
    if (feedType === 'JSON_LISTINGS_FEED' && marketplaceIds.length > 1) return invalidInput('Invalid marketplaceIds. Expected a maximum of 1.');
    const input = documents.documents.get(inputFeedDocumentId);
    if (!input?.bytes) return invalidInput('The input document does not exist or nothing was uploaded.', inputFeedDocumentId);
    if (input.contentType.split(';')[0].trim() !== CONTENT_TYPES[feedType]) return invalidInput(`The input document must be ${CONTENT_TYPES[feedType]}.`);
    return json(202, { feedId: store.create(feedType, marketplaceIds, input, now).feedId });
  };

  const get = ({ params, now }: Call): SandboxAnswer => {
    const feed = store.feeds.get(params.feedId);
    return feed ? json(200, render(store.look(feed, now))) : notFound('Feed not found.');
  };

  const cancel = ({ params, now }: Call): SandboxAnswer => {
    const feed = store.feeds.get(params.feedId);
    if (!feed) return notFound('Feed not found.');
    if (feed.status !== 'IN_QUEUE') return invalidInput('Only a feed in the queue can be cancelled.');
    Object.assign(feed, { status: 'CANCELLED', ended: now });
    return { status: 200 };
  };

  const list = ({ query, now }: Call): SandboxAnswer => {
    if (query.nextToken !== undefined) return invalidInput('Invalid nextToken.');
    if (query.feedTypes === undefined) return invalidInput('Either feedTypes or nextToken is required.');
    store.moveAll(now);
    const among = (name: string, values: string[]) => query[name] === undefined || values.some((value) => (query[name] as string[]).includes(value));
    const since = query.createdSince === undefined ? -Infinity : Date.parse(String(query.createdSince));
    const until = query.createdUntil === undefined ? Infinity : Date.parse(String(query.createdUntil));
    const rows = [...store.feeds.values()]
      .filter((feed) => among('feedTypes', [feed.feedType]) && among('processingStatuses', [feed.status]) && among('marketplaceIds', feed.marketplaceIds) && feed.created >= since && feed.created <= until)
      .reverse();
    return json(200, { feeds: rows.slice(0, Number(query.pageSize)).map(render) });
  };

  const document = ({ params, query, now, origin }: Call): SandboxAnswer => {
    const found = documents.documents.get(params.feedDocumentId);
    if (!found?.bytes || !found.id.startsWith('amzn1.tortuga')) return notFound('Feed document not found.');
    const url = documents.link(found, 'GET', origin, now, query.enableContentEncodingUrlHeader === true);
    return json(200, { feedDocumentId: found.id, url, ...(found.gzip ? { compressionAlgorithm: 'GZIP' } : {}) });
  };

  const path = '/feeds/2021-06-30';
  return [
    route('POST', `${path}/documents`, 'createFeedDocument', { body: createFeedDocumentBody, roles: ROLES, run: createDocument }),
    route('GET', `${path}/documents/{feedDocumentId}`, 'getFeedDocument', { query: { enableContentEncodingUrlHeader: { kind: 'flag' } }, roles: ROLES, run: document }),
    route('POST', `${path}/feeds`, 'createFeed', {
      body: createFeedBody,
      roles: ROLES,
      bucket: ({ body }) => ((body as Body).feedType === 'JSON_LISTINGS_FEED' ? 'createFeed JSON_LISTINGS_FEED' : undefined),
      run: create,
    }),
    route('GET', `${path}/feeds`, 'getFeeds', { query: LIST, roles: ROLES, run: list }),
    route('GET', `${path}/feeds/{feedId}`, 'getFeed', { roles: ROLES, run: get }),
    route('DELETE', `${path}/feeds/{feedId}`, 'cancelFeed', { roles: ROLES, run: cancel }),
  ];
}

function render(feed: StoredFeed): Record<string, unknown> {
  const time = (name: string, value: number | undefined) => (value === undefined ? {} : { [name]: isoOffset(value) });
  return {
    feedId: feed.feedId,
    feedType: feed.feedType,
    marketplaceIds: feed.marketplaceIds,
    createdTime: isoOffset(feed.created),
    processingStatus: feed.status,
    ...time('processingStartTime', feed.started),
    ...time('processingEndTime', feed.ended),
    ...(feed.resultId ? { resultFeedDocumentId: feed.resultId } : {}),
  };
}
