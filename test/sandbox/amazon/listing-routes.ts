import { createHash } from 'node:crypto';
import { json, type SandboxAnswer } from '../http';
import type { RoomContext } from '../room';
import { isActive, type Account } from './account';
import { patchBody } from './bodies';
import { SELLER_ID } from './credentials';
import { denied, invalidInput, notFound } from './errors';
import type { Listing, ListingStore } from './listing-store';
import { apply, issuesOf, type Issue, type Patch } from './patch';
import type { Query, QueryRules } from './query';
import { route, type AmazonRoute, type Call } from './routes';
import { isoSeconds } from './values';

const DATA = ['summaries', 'attributes', 'issues', 'offers', 'fulfillmentAvailability', 'procurement', 'relationships', 'productTypes'];
const MARKETPLACES: QueryRules = { marketplaceIds: { kind: 'list', required: true }, issueLocale: { kind: 'text' } };
const GET: QueryRules = { ...MARKETPLACES, includedData: { kind: 'list', of: DATA } };
const PATCH: QueryRules = { ...MARKETPLACES, includedData: { kind: 'list', of: ['identifiers', 'issues'] }, mode: { kind: 'choice', of: ['VALIDATION_PREVIEW'] } };
const SEARCH: QueryRules = {
  ...GET,
  identifiers: { kind: 'list', max: 20 },
  identifiersType: { kind: 'choice', of: ['ASIN', 'EAN', 'FNSKU', 'GTIN', 'ISBN', 'JAN', 'MINSAN', 'SKU', 'UPC'] },
  createdAfter: { kind: 'time' },
  createdBefore: { kind: 'time' },
  lastUpdatedAfter: { kind: 'time' },
  lastUpdatedBefore: { kind: 'time' },
  withStatus: { kind: 'list', of: ['BUYABLE', 'DISCOVERABLE'] },
  withoutStatus: { kind: 'list', of: ['BUYABLE', 'DISCOVERABLE'] },
  withIssueSeverity: { kind: 'list', of: ['WARNING', 'ERROR'] },
  sortBy: { kind: 'choice', of: ['sku', 'createdDate', 'lastUpdatedDate'] },
  sortOrder: { kind: 'choice', of: ['ASC', 'DESC'] },
  pageSize: { kind: 'integer', min: 1, max: 20, fallback: 10 },
  pageToken: { kind: 'text' },
};
const MOST_RESULTS = 1000; // amazon.md §10.1

export function listingRoutes(context: RoomContext, store: ListingStore, account: () => Account): AmazonRoute[] {
  const refused = ({ params, query }: Call): SandboxAnswer | undefined =>
    params.sellerId === SELLER_ID && (query.marketplaceIds as string[]).every((id) => isActive(account(), id)) ? undefined : denied();

  const patch = (call: Call): SandboxAnswer => {
    const { params, query, now } = call;
    const { patches } = call.body as { patches: Patch[] };
    const listing = store.listings.get(params.sku);
    const issues = submit(context, store, params.sku, patches, query.mode === 'VALIDATION_PREVIEW' ? undefined : now);
    if (issues === 'unknown') return invalidInput('The SKU does not exist.', params.sku);
    const good = query.mode === 'VALIDATION_PREVIEW' ? 'VALID' : 'ACCEPTED';
    const identifiers = (query.includedData as string[] | undefined)?.includes('identifiers') && listing ? { identifiers: [{ marketplaceId: (query.marketplaceIds as string[])[0], asin: listing.asin }] } : {};
    const submissionId = createHash('md5').update(`${params.sku} ${now} ${JSON.stringify(patches)}`).digest('hex');
    return json(200, { sku: params.sku, status: issues.length > 0 ? 'INVALID' : good, submissionId, issues, ...identifiers });
  };

  const get = ({ params, query, now }: Call): SandboxAnswer => {
    const listing = store.listings.get(params.sku);
    if (!listing || !sold(listing, query)) return notFound(`SKU '${params.sku}' was not found in the marketplaces given.`);
    return json(200, render(store, listing, query, now));
  };

  const search = ({ query, now }: Call): SandboxAnswer => {
    if ((query.identifiers === undefined) !== (query.identifiersType === undefined)) return invalidInput('identifiers and identifiersType belong together.');
    const offset = query.pageToken === undefined ? 0 : Number(/^page-(\d+)$/.exec(String(query.pageToken))?.[1] ?? NaN);
    if (Number.isNaN(offset)) return invalidInput('Invalid pageToken.');
    const rows = sorted([...store.listings.values()].filter((listing) => sold(listing, query) && fits(listing, query)), query).slice(0, MOST_RESULTS);
    const size = Number(query.pageSize);
    const pagination = { ...(offset + size < rows.length ? { nextToken: `page-${offset + size}` } : {}), ...(offset > 0 ? { previousToken: `page-${Math.max(0, offset - size)}` } : {}) };
    return json(200, { numberOfResults: rows.length, pagination, items: rows.slice(offset, offset + size).map((listing) => render(store, listing, query, now)) });
  };

  const path = '/listings/2021-08-01/items/{sellerId}';
  const guarded = (run: (call: Call) => SandboxAnswer) => (call: Call) => refused(call) ?? run(call);
  const roles = ['Product Listing'] as const;
  return [
    route('GET', path, 'searchListingsItems', { query: SEARCH, roles, run: guarded(search) }),
    route('GET', `${path}/{sku}`, 'getListingsItem', { query: GET, roles, run: guarded(get) }),
    route('PATCH', `${path}/{sku}`, 'patchListingsItem', {
      query: PATCH,
      roles,
      body: patchBody,
      bucket: ({ query }) => (query.mode === undefined ? undefined : 'patchListingsItem VALIDATION_PREVIEW'),
      run: guarded(patch),
    }),
  ];
}

/** Checks, and applies unless `now` is undefined (a preview). Unknown SKUs are taken, and nothing comes of it (models#2797). */
export function submit(context: RoomContext, store: ListingStore, sku: string, patches: Patch[], now: number | undefined): Issue[] | 'unknown' {
  const listing = store.listings.get(sku);
  const unknown = listing ? 'ACCEPTED' : context.assumed('stock-for-unknown-sku');
  if (unknown === '400') return 'unknown';
  const asked = context.refusal(sku);
  const own: Issue[] = asked ? [{ code: '8541', message: asked.message ?? 'The listing data conflict with the catalogue.', severity: 'ERROR', categories: ['INVALID_ATTRIBUTE'] }] : [];
  const missing: Issue[] = unknown === 'INVALID' ? [{ code: '13013', message: `The SKU '${sku}' does not match any listing.`, severity: 'ERROR', categories: ['INVALID_ATTRIBUTE'] }] : [];
  const issues = [...own, ...missing, ...issuesOf(context, patches, listing)];
  if (issues.length === 0 && listing && now !== undefined) store.submit(listing, now, () => apply(patches, listing));
  return issues;
}

function sold({ marketplaceIds }: Listing, query: Query): boolean {
  return (query.marketplaceIds as string[]).some((id) => marketplaceIds.includes(id));
}

function fits(listing: Listing, query: Query): boolean {
  const { identifiers, identifiersType, withStatus, withoutStatus } = query;
  const value = { SKU: listing.sku, ASIN: listing.asin, EAN: listing.ean, GTIN: listing.ean }[String(identifiersType)] ?? '';
  const time = (name: string, fallback: number) => (query[name] === undefined ? fallback : Date.parse(String(query[name])));
  const within = (at: number, prefix: string) => at >= time(`${prefix}After`, -Infinity) && at <= time(`${prefix}Before`, Infinity);
  return (
    (identifiers === undefined || (identifiers as string[]).includes(value)) &&
    (withStatus === undefined || listing.status.some((status) => (withStatus as string[]).includes(status))) &&
    (withoutStatus === undefined || !listing.status.some((status) => (withoutStatus as string[]).includes(status))) &&
    // No listing here has an issue of its own.
    query.withIssueSeverity === undefined &&
    within(listing.created, 'created') &&
    within(listing.updated, 'lastUpdated')
  );
}

function sorted(listings: Listing[], { sortBy, sortOrder }: Query): Listing[] {
  const direction = sortOrder === 'ASC' ? 1 : -1;
  if (sortBy === undefined) return listings;
  const value = (listing: Listing) => (sortBy === 'sku' ? listing.sku : sortBy === 'createdDate' ? listing.created : listing.updated);
  return listings.sort((left, right) => (value(left) < value(right) ? -direction : value(left) > value(right) ? direction : 0));
}

function render(store: ListingStore, listing: Listing, query: Query, now: number): Record<string, unknown> {
  const included = (query.includedData as string[] | undefined) ?? ['summaries'];
  const ids = (query.marketplaceIds as string[]).filter((id) => listing.marketplaceIds.includes(id));
  const parts: Record<string, () => unknown> = {
    summaries: () =>
      ids.map((marketplaceId) => ({
        marketplaceId,
        asin: listing.asin,
        productType: 'HOME',
        conditionType: 'new_new',
        status: listing.status,
        itemName: listing.title,
        createdDate: isoSeconds(listing.created),
        lastUpdatedDate: isoSeconds(listing.updated),
      })),
    attributes: () => ({ fulfillment_availability: listing.availability, purchasable_offer: listing.offers }),
    issues: () => [],
    offers: () => listing.offers.filter(({ marketplace_id: id }) => ids.includes(id)).map(({ marketplace_id: marketplaceId, currency, our_price: price }) => ({ marketplaceId, offerType: 'B2C', price: { currencyCode: currency, amount: price[0].schedule[0].value_with_tax.toFixed(2) } })),
    fulfillmentAvailability: () => [...store.liveQuantities(listing, now)].map(([channel, quantity]) => (channel.startsWith('AMAZON_') ? { fulfillmentChannelCode: channel } : { fulfillmentChannelCode: channel, quantity })),
    procurement: () => [],
    relationships: () => [],
    productTypes: () => ids.map((marketplaceId) => ({ marketplaceId, productType: 'HOME' })),
  };
  return { sku: listing.sku, ...Object.fromEntries(included.map((name) => [name, parts[name]()])) };
}
