import type { SandboxAnswer, SandboxRequest } from '../http';
import type { Room, RoomContext } from '../room';
import { findRoute } from '../router';
import { freshAccount } from './account';
import { accountRoutes } from './account-routes';
import { ASSUMPTIONS } from './assumptions';
import { confirmRoutes } from './confirm-routes';
import { controls } from './controls';
import { amazonCredentials } from './credentials';
import { DOCUMENTS, Documents } from './documents';
import { invalidInput, lwaError, requestId, spError, storageError } from './errors';
import { feedRoutes } from './feed-routes';
import { FeedStore } from './feed-store';
import { Gate } from './gate';
import { listingRoutes } from './listing-routes';
import { ListingStore } from './listing-store';
import { mfnRoutes } from './mfn-routes';
import { MfnStore } from './mfn-store';
import { OrderFactory } from './order-factory';
import { orderRoutes } from './order-routes';
import { OrderStore } from './order-store';
import { readQuery } from './query';
import { ReportStore } from './report-store';
import { reportRoutes } from './report-routes';
import type { Handler } from './routes';
import { seedAccount } from './seed';
import { flows } from './sync';
import { Tokens } from './tokens';

const API = '/amazon';
const LWA = '/amazon-lwa';

export default function amazonRoom(context: RoomContext): Room {
  let account = freshAccount();
  let answered = 0;
  const current = () => account;
  const tokens = new Tokens(context, current);
  const gate = new Gate(tokens, current);
  const documents = new Documents();
  const orders = new OrderStore(context.now);
  const factory = new OrderFactory();
  const listings = new ListingStore(context.now);
  const reports = new ReportStore(context, documents, orders, listings);
  const desk = { context, store: orders, account: current };
  const feeds = new FeedStore(desk, documents, listings);
  const labels = new MfnStore(context, orders);
  const routes = [
    ...accountRoutes(context, current, tokens, reports),
    ...orderRoutes(context, orders, current),
    ...confirmRoutes(desk),
    ...reportRoutes(reports, documents, current),
    ...feedRoutes(feeds, documents, current),
    ...listingRoutes(context, listings, current),
    ...mfnRoutes(context, orders, labels),
  ];

  function callApi(request: SandboxRequest): SandboxAnswer {
    answered += 1;
    feeds.moveAll(request.now);
    const found = findRoute(routes, request.method, request.path.slice(API.length));
    const handler = Array.isArray(found) ? undefined : found.route.handler;
    const answer = Array.isArray(found) ? (gate.refuseHeaders(request) ?? noRoute(found, request)) : carryOut(found.route.handler, found.params, request);
    const operation = handler?.operation ?? '';
    const named = gate.withRate(answer, operation);
    return { ...named, headers: { ...named.headers, 'x-amzn-requestid': requestId(`${request.now} ${answered}`) }, operation };
  }

  function carryOut(handler: Handler, params: Record<string, string>, request: SandboxRequest): SandboxAnswer {
    const refused = gate.refuseHeaders(request) ?? gate.refuseToken(request, handler, params) ?? gate.refuseQuota(handler.operation, request.now);
    if (refused) return refused;
    const { query, error } = readQuery(request.query, handler.query);
    if (error) return invalidInput(error);
    const read = readBody(handler, request);
    if ('status' in read) return read;
    const origin = request.absoluteUrl.slice(0, request.absoluteUrl.indexOf('/', 'http://'.length));
    const call = { params, query, body: read.body, now: request.now, origin };
    const bucket = handler.bucket?.(call);
    return (bucket && gate.refuseQuota(bucket, request.now)) || handler.run(call);
  }

  function callLwa(request: SandboxRequest): SandboxAnswer {
    if (request.path !== `${LWA}/auth/o2/token`) return lwaError(404, 'invalid_request', 'Not found');
    return { ...tokens.exchange(request), operation: 'lwa.token' };
  }

  return {
    name: 'amazon',
    assumptions: ASSUMPTIONS,
    mounts: [
      { prefix: LWA, answer: callLwa },
      { prefix: DOCUMENTS, answer: (request) => documents.answer(request) },
      { prefix: API, answer: callApi },
    ],
    seed: (body) => seedAccount(context, orders, factory, listings, body),
    state: () => {
      feeds.moveAll(context.now());
      return { orders: orders.summary(), listings: listings.summary(), reports: reports.summary(), feeds: feeds.summary(), labels: labels.summary() };
    },
    sync: () => {
      feeds.moveAll(context.now());
      return flows(orders, listings);
    },
    reset: () => {
      account = freshAccount();
      for (const part of [tokens, gate, documents, listings, reports, feeds, labels, factory]) part.reset();
      orders.clear();
    },
    credentials: amazonCredentials,
    tooManyRequests: (request, retryAfter) => {
      if (request.path.startsWith(`${LWA}/`)) return lwaError(429, 'slow_down', 'Too many requests');
      return request.path.startsWith(`${DOCUMENTS}/`) ? storageError(503, 'SlowDown', 'Please reduce your request rate.') : gate.tooMany(retryAfter);
    },
    failure: (request, status) => {
      if (request.path.startsWith(`${LWA}/`)) return lwaError(status, 'server_error', 'The authorization server encountered an unexpected condition');
      if (request.path.startsWith(`${DOCUMENTS}/`)) return storageError(status, 'InternalError', 'We encountered an internal error. Please try again.');
      return status === 503 ? spError(503, 'ServiceUnavailable', 'Service is temporarily unavailable.') : spError(status, 'InternalFailure', 'We encountered an internal error. Please try again.');
    },
    expireTokens: () => tokens.expireAll(),
    controls: controls(() => ({ context, account, gate, documents, orders, listings, reports, feeds, labels })),
  };
}

function readBody(handler: Handler, request: SandboxRequest): { body: unknown } | SandboxAnswer {
  if (!handler.body) return request.body.length > 0 ? invalidInput('This operation takes no body.') : { body: undefined };
  let body: unknown;
  try {
    body = JSON.parse(request.body.toString('utf8'));
  } catch {
    return invalidInput('Could not match input arguments', 'The request body is not valid JSON.');
  }
  if (handler.body(body)) return { body };
  const [{ instancePath, message, params }] = handler.body.errors ?? [];
  const extra = (params.additionalProperty ?? params.missingProperty ?? '') as string;
  return invalidInput('Invalid request parameters.', `${instancePath || '/'} ${message ?? 'is invalid'} ${extra}`.trim());
}

/** A wrong path looks like a missing token, and a slash of a SKU that was not encoded makes one (amazon.md §3.1, §3.2). */
function noRoute(otherMethods: string[], { path }: SandboxRequest): SandboxAnswer {
  if (path.startsWith(`${API}/listings/`)) return spError(403, 'Unauthorized', 'Access to requested resource is denied.', 'The path does not match the resource.');
  return spError(403, 'MissingAuthenticationToken', 'Missing Authentication Token', otherMethods.length > 0 ? `Other methods: ${otherMethods.join(', ')}` : '');
}
