import type { RoomContext } from '../room';
import { feedHeader, feedMessage } from './bodies';
import { SELLER_ID } from './credentials';
import type { Result } from './feed-store';
import { submit } from './listing-routes';
import type { ListingStore } from './listing-store';
import type { Patch } from './patch';

interface Message {
  messageId: number;
  sku: string;
  operationType: 'UPDATE' | 'PARTIAL_UPDATE' | 'PATCH' | 'DELETE';
  patches?: Patch[];
  attributes?: Record<string, Array<Record<string, unknown>>>;
}

interface FeedIssue {
  messageId?: number;
  sku?: string;
  code: string;
  severity: 'ERROR' | 'WARNING';
  message: string;
  attributeName?: string;
}

const MOST_MESSAGES = 25_000; // amazon.md §10.2

/** A JSON_LISTINGS_FEED: what cannot be read spoils the whole, what is wrong spoils one message. */
export function processListings(context: RoomContext, store: ListingStore, feedId: string, text: string, now: number): Result {
  const messages = read(text);
  if (typeof messages === 'string') return report(feedId, [{ code: '4002001', severity: 'ERROR', message: `Item 'Feed' cannot be parsed: ${messages}` }], 0, 0);
  const issues: FeedIssue[] = [];
  const bad = new Set<number>();
  for (const message of messages) {
    const own = issuesOf(context, store, message, now);
    if (own.length > 0) bad.add(message.messageId);
    issues.push(...own);
  }
  return report(feedId, issues, messages.length, bad.size);
}

function issuesOf(context: RoomContext, store: ListingStore, { messageId, sku, operationType, patches, attributes }: Message, now: number): FeedIssue[] {
  const wrong = (message: string): FeedIssue[] => [{ messageId, sku, code: '4000003', severity: 'ERROR', message }];
  if (operationType === 'DELETE') return wrong('Deletion is not part of this sandbox.');
  if (operationType === 'PATCH' && !patches) return wrong("'patches' is required.");
  if (operationType !== 'PATCH' && !attributes) return wrong("'attributes' is required.");
  // A partial update sets the listed attributes anew (amazon.md §10.2).
  const asked: Patch[] = patches ?? Object.entries(attributes ?? {}).map(([name, value]) => ({ op: 'replace', path: `/attributes/${name}`, value }));
  const found = submit(context, store, sku, asked, now);
  if (found === 'unknown') return wrong('The SKU does not exist.');
  return found.map(({ code, severity, message, attributeNames }) => ({ messageId, sku, code, severity, message, ...(attributeNames ? { attributeName: attributeNames[0] } : {}) }));
}

function read(text: string): Message[] | string {
  let feed: { header?: { sellerId?: string }; messages?: Message[] };
  try {
    feed = JSON.parse(text) as typeof feed;
  } catch {
    return 'not valid JSON';
  }
  const strange = Object.keys(feed).find((name) => name !== 'header' && name !== 'messages');
  if (strange) return `unknown member '${strange}'`;
  if (!feedHeader(feed.header)) return 'the header is wrong';
  if (feed.header?.sellerId !== SELLER_ID) return 'the header names another seller';
  if (!Array.isArray(feed.messages) || feed.messages.length === 0) return 'no messages';
  if (feed.messages.length > MOST_MESSAGES) return `more than ${MOST_MESSAGES} messages`;
  const strangeAt = feed.messages.findIndex((message) => !feedMessage(message));
  if (strangeAt >= 0) return `message ${strangeAt + 1}: wrong members`;
  if (new Set(feed.messages.map(({ messageId }) => messageId)).size < feed.messages.length) return 'a messageId occurs twice';
  return feed.messages;
}

function report(feedId: string, issues: FeedIssue[], processed: number, invalid: number): Result {
  const summary = { errors: issues.filter(({ severity }) => severity === 'ERROR').length, warnings: issues.filter(({ severity }) => severity === 'WARNING').length, messagesProcessed: processed, messagesAccepted: processed - invalid, messagesInvalid: invalid };
  return { contentType: 'application/json; charset=UTF-8', text: JSON.stringify({ header: { sellerId: SELLER_ID, version: '2.0', feedId }, issues, summary }), summary };
}
