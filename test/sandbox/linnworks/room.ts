import type { SandboxAnswer, SandboxRequest } from '../http';
import { SlidingWindow } from '../quota';
import type { Room, RoomContext } from '../room';
import { accountOperations } from './account-operations';
import { ASSUMPTIONS } from './assumptions';
import { controls } from './controls';
import { linnworksCredentials } from './credentials';
import { despatchOperations } from './despatch-operations';
import type { ErrorPrevention } from './despatch';
import { plain404, v1Error, v2Problem } from './errors';
import { orderOperations } from './order-operations';
import { processedOperations } from './processed-operations';
import { PurchaseOrders } from './purchase-orders';
import { Returns } from './returns';
import { Sessions } from './sessions';
import { seedAccount } from './seed';
import { stockOperations } from './stock-operations';
import { AccountStore } from './store';
import { summary } from './summary';
import { flows } from './sync';
import { V2Orders } from './v2-orders';
import { readArguments, type Operation } from './wire';

const AUTH = '/linnworks-auth';
const V1 = '/linnworks';
const V2 = '/linnworks-v2';
const MINUTE_MS = 60_000;
const PERMISSIVE: ErrorPrevention = { invoiceRequired: false, linkedItemsRequired: false, stockRequired: false };
const PER_MINUTE = 150; // linnworks.md §2 "Rate limits": default per operation and account

export default function linnworksRoom(context: RoomContext): Room {
  const sessions = new Sessions(context);
  const store = new AccountStore(context.now);
  const v2 = new V2Orders(context, store);
  const quotas = new SlidingWindow(MINUTE_MS);
  const purchaseOrders = new PurchaseOrders(context, store);
  const returns = new Returns(context, store);
  const rules: ErrorPrevention = { ...PERMISSIVE };
  const operations = [
    ...accountOperations(store),
    ...orderOperations(context, store),
    ...despatchOperations(context, store, rules),
    ...processedOperations(store),
    ...stockOperations(context, store),
    ...purchaseOrders.operations(),
    ...returns.operations(),
  ];
  const forbidden = new Set<string>();

  const overQuota = (request: SandboxRequest, name: string, perMinute: number): SandboxAnswer | undefined => {
    const waitMs = quotas.refuse(name, perMinute, request.now);
    return waitMs === undefined ? undefined : tooMany(request, Math.max(1, Math.ceil(waitMs / 1000)));
  };
  const tooMany = (request: SandboxRequest, retryAfter: number | null): SandboxAnswer => {
    const answer = request.path.startsWith(`${V2}/`) ? v2Problem(429, 'Too Many Requests', 'The rate limit is exceeded.') : v1Error(429, 'API calls quota exceeded.');
    if (retryAfter !== null && context.assumed('retry-after-header') === 'present') answer.headers = { ...answer.headers, 'retry-after': String(retryAfter) };
    return answer;
  };

  function authorize(request: SandboxRequest): SandboxAnswer {
    if (request.path !== `${AUTH}/api/Auth/AuthorizeByApplication`) return plain404();
    const operation = 'Auth/AuthorizeByApplication';
    if (request.method !== 'POST') return { ...v1Error(405, 'The requested resource does not support this http method.'), operation };
    return { ...(overQuota(request, operation, PER_MINUTE) ?? sessions.authorize(request)), operation };
  }

  function callV1(request: SandboxRequest): SandboxAnswer {
    // A wrong cluster or a missing /api looks like a method that does not exist (linnworks.md §1).
    const name = request.path.startsWith(`${V1}/api/`) ? request.path.slice(`${V1}/api/`.length) : '';
    const operation = operations.find((one) => one.name.toLowerCase() === name.toLowerCase());
    if (!operation) return plain404();
    return { ...carryOut(operation, request), operation: operation.name };
  }

  function carryOut(operation: Operation, request: SandboxRequest): SandboxAnswer {
    const unauthorized = sessions.refuse(request);
    if (unauthorized) return v1Error(401, unauthorized);
    if (forbidden.has(operation.name)) return v1Error(403, 'The application has no permission for this operation.');
    const refused = overQuota(request, operation.name, operation.perMinute ?? PER_MINUTE);
    if (refused) return refused;
    if (operation.verb === 'GET' && request.method === 'POST' && context.assumed('get-as-form-post') === 'refused') {
      return v1Error(405, 'The requested resource does not support this http method.');
    }
    const read = readArguments(operation, request);
    if ('status' in read) return read;
    if (read.silent) return { status: 200, ignored: ['JSON body'] };
    const answer = operation.run(read.args, request);
    return { ...answer, ignored: [...read.ignored, ...(answer.ignored ?? [])] };
  }

  function callV2(request: SandboxRequest): SandboxAnswer {
    const operation = 'v2/orders';
    if (request.path !== `${V2}/v2/orders`) return v2Problem(404, 'Not Found', 'No such resource.');
    const available = context.assumed('v2-available');
    if (available !== 'yes') return { ...v2Problem(Number(available), available === '403' ? 'Forbidden' : 'Not Found', 'The orders service is not available for this account.'), operation };
    const unauthorized = sessions.refuse(request);
    if (unauthorized) return { ...v2Problem(401, 'Unauthorized', unauthorized), operation };
    if (request.method !== 'GET') return { ...v2Problem(405, 'Method Not Allowed', 'Only GET is supported.'), operation };
    return { ...(overQuota(request, operation, PER_MINUTE) ?? v2.list(request)), operation };
  }

  return {
    name: 'linnworks',
    assumptions: ASSUMPTIONS,
    mounts: [
      { prefix: AUTH, answer: authorize },
      { prefix: V2, answer: callV2 },
      { prefix: V1, answer: callV1 },
    ],
    seed: (body) => ({ ...seedAccount(context, store, body), purchaseOrders: purchaseOrders.seed(body.purchaseOrders) }),
    state: () => ({ ...summary(store), purchaseOrders: purchaseOrders.summary(), returns: returns.summary() }),
    sync: () => flows(store, purchaseOrders, returns),
    reset: () => {
      sessions.reset();
      store.reset();
      v2.reset();
      quotas.clear();
      forbidden.clear();
      purchaseOrders.reset();
      returns.reset();
      Object.assign(rules, PERMISSIVE);
    },
    credentials: linnworksCredentials,
    choices: { category: 'Unwanted' },
    tooManyRequests: (request, retryAfter = 5) => tooMany(request, retryAfter),
    failure: (request, status) => (request.path.startsWith(`${V2}/`) ? v2Problem(status, 'Server Error', 'An error occurred.') : v1Error(status, 'An error has occurred.')),
    expireTokens: () => sessions.expireAll(),
    controls: { ...controls(context, store, sessions, rules, forbidden), deliver: (body) => purchaseOrders.control(body) },
  };
}
