import type { Desk } from './confirm';
import { contentOf, type Documents, type StoredDocument } from './documents';
import { fulfilFlat, fulfilXml } from './feed-fulfilment';
import { processListings } from './feed-listings';
import type { ListingStore } from './listing-store';

export interface StoredFeed {
  feedId: string;
  feedType: string;
  marketplaceIds: string[];
  input: StoredDocument;
  created: number;
  status: 'IN_QUEUE' | 'IN_PROGRESS' | 'DONE' | 'CANCELLED' | 'FATAL';
  polls: number;
  started?: number;
  ended?: number;
  resultId?: string;
  /** What the feed did, for the room's state. */
  summary?: unknown;
}

export interface Result {
  contentType: string;
  text: string;
  summary: unknown;
  fatal?: boolean;
}

const DONE_AFTER_MS = 10_000;
const LARGEST = 10 * 1024 * 1024; // amazon.md §10.2, §11

/** Feeds on their way: what they bring takes effect when they are processed, not when they are sent. */
export class FeedStore {
  readonly feeds = new Map<string, StoredFeed>();
  /** getFeed calls until it is done; ten seconds do it too, also unwatched. */
  polls = 2;
  /** FATAL instead of what the content says. */
  outcome?: 'FATAL' | 'CANCELLED';
  private made = 0;

  constructor(
    private readonly desk: Desk,
    private readonly documents: Documents,
    private readonly listings: ListingStore,
  ) {}

  reset(): void {
    this.feeds.clear();
    this.polls = 2;
    this.outcome = undefined;
  }

  create(feedType: string, marketplaceIds: string[], input: StoredDocument, now: number): StoredFeed {
    this.made += 1;
    const feed: StoredFeed = { feedId: String(512_340_000_000 + this.made), feedType, marketplaceIds, input, created: now, status: 'IN_QUEUE', polls: 0 };
    this.feeds.set(feed.feedId, feed);
    return feed;
  }

  look(feed: StoredFeed, now: number): StoredFeed {
    feed.polls += 1;
    this.move(feed, now);
    return feed;
  }

  move(feed: StoredFeed, now: number): void {
    if (feed.status !== 'IN_QUEUE' && feed.status !== 'IN_PROGRESS') return;
    if (feed.polls > 0 || now > feed.created) Object.assign(feed, { status: 'IN_PROGRESS', started: feed.started ?? now });
    if (feed.polls >= this.polls || now - feed.created >= DONE_AFTER_MS) this.finish(feed, now);
  }

  /** Everything that still waits: nobody has to ask for it. */
  moveAll(now: number): void {
    for (const feed of this.feeds.values()) this.move(feed, now);
  }

  summary(): unknown[] {
    return [...this.feeds.values()].map(({ feedId, feedType, marketplaceIds, status, polls, summary }) => ({ feedId, feedType, marketplaceIds, status, polls, summary }));
  }

  private finish(feed: StoredFeed, now: number): void {
    feed.ended = now;
    feed.status = this.outcome ?? 'DONE';
    if (this.outcome) return;
    const bytes = contentOf(feed.input);
    if (bytes.length > LARGEST) {
      feed.status = 'FATAL';
      return;
    }
    const result = this.process(feed, bytes.toString('utf8'), now);
    if (result.fatal) feed.status = 'FATAL';
    feed.summary = result.summary;
    feed.resultId = this.documents.addText('amzn1.tortuga.4.eu', result.contentType, Buffer.from(result.text, 'utf8')).id;
  }

  private process(feed: StoredFeed, text: string, now: number): Result {
    if (feed.feedType === 'JSON_LISTINGS_FEED') return processListings(this.desk.context, this.listings, feed.feedId, text, now);
    if (feed.feedType === 'POST_ORDER_FULFILLMENT_DATA') return fulfilXml(this.desk, feed.feedId, text);
    return fulfilFlat(this.desk, text);
  }
}
