import { json, type SandboxAnswer, type SandboxRequest } from '../http';
import type { Room, RoomContext } from '../room';
import { Adjustments } from './adjustments';
import { failureOf, gateway, NOT_FOUND_PATH, notFoundPage, Refused, wrongPath } from './answers';
import { ASSUMPTIONS } from './assumptions';
import { availabilityRoutes } from './availability';
import { readBody, type Json } from './bodies';
import { controls } from './controls';
import { BASE_PATH, cin7CoreCredentials } from './credentials';
import { Despatch } from './despatch';
import { Gate } from './gate';
import { Invoicing } from './invoicing';
import { me, PLACES } from './books';
import { Lists } from './lists';
import { Parties } from './parties';
import { salePayload, stockPayload } from './payloads';
import { productRoutes } from './product-routes';
import { ProductStore } from './product-store';
import { Purchases } from './purchases';
import { readQuery, route, type Cin7Route } from './routes';
import { Headers } from './sale-header';
import { Orders } from './sale-order';
import { saleRoutes } from './sale-routes';
import { SaleStore } from './sale-store';
import { seedAccount } from './seed';
import { Shelves } from './shelves';
import { Shipping } from './shipping';
import { summary } from './summary';
import { flows } from './sync';
import { Ids } from './values';
import { Webhooks } from './webhooks';

export default function cin7CoreRoom(context: RoomContext): Room {
  const ids = new Ids();
  const gate = new Gate(context);
  const shelves = new Shelves();
  const lists = new Lists(context, ids);
  const parties = new Parties(context, ids, lists);
  const products = new ProductStore(context, ids, (product, { stock, cents }) => {
    const shelf = shelves.at(product, PLACES[0]);
    Object.assign(shelf, { onHand: stock, cost: Math.round(cents / 2) / 100 });
  });
  const adjustments = new Adjustments(context, ids, shelves, products, lists);
  const store = new SaleStore(context, ids, shelves);
  const shipping = new Shipping(context, store, lists, adjustments);
  const despatch = new Despatch(context, store, products, lists, shipping);
  const headers = new Headers(context, store, parties, lists);
  const orders = new Orders(context, store, products, lists, despatch);
  const invoicing = new Invoicing(context, store, lists);
  const purchases = new Purchases(context, ids, products, shelves, parties, lists);
  const webhooks = new Webhooks(context, ids);
  const parts = { context, gate, lists, parties, products, shelves, adjustments, store, shipping, despatch, headers, orders, invoicing, purchases, webhooks };

  shelves.grown = () => store.allocateWaiting();
  shelves.changed = (shelf) => webhooks.queue('Stock/AvailableStockLevelChanged', () => stockPayload([shelf]));
  store.tell = (event, sale, task) => webhooks.queue(`Sale/${event}`, () => salePayload(context, event, sale, task));
  purchases.tell = (type, body) => webhooks.queue(type, () => JSON.stringify({ ...body, EventType: type }));

  const routes: Cin7Route[] = [
    route('GET', '/me', {}, () => json(200, me(adjustments.lockDate))),
    ...lists.routes(),
    ...parties.routes(),
    ...productRoutes(context, products, lists),
    ...availabilityRoutes(context, shelves),
    ...adjustments.routes(),
    ...saleRoutes(parts),
    ...invoicing.routes(),
    ...purchases.routes(),
    ...webhooks.routes(),
  ];

  function answer(request: SandboxRequest): SandboxAnswer {
    const path = request.path.slice(BASE_PATH.length).toLowerCase();
    const here = routes.filter((one) => one.path.toLowerCase() === path);
    const found = here.find(({ method }) => method === request.method);
    const operation = found ? `${found.method} ${found.path.slice(1)}` : '';
    const refused = gate.refuse(request);
    if (refused) return { ...refused, operation };
    if (here.length === 0) return wrongPath(context);
    const ignored: string[] = [];
    try {
      if (!found) throw new Refused(`The requested resource does not support http method '${request.method}'.`, 405);
      const query = readQuery(request.query, found.query, ignored);
      const body = found.body ? readBody(parsed(request), found.body, ignored) : {};
      return { ...found.run({ query, body, now: request.now }), operation, ignored };
    } catch (error) {
      if (error instanceof Refused) return { ...failureOf(context, error), operation, ignored };
      throw error;
    }
  }

  const reset = (): void => {
    ids.reset();
    for (const part of [gate, shelves, lists, parties, products, adjustments, store, purchases, webhooks]) part.reset();
  };
  reset();

  return {
    name: 'cin7core',
    assumptions: ASSUMPTIONS,
    mounts: [
      { prefix: NOT_FOUND_PATH, answer: () => ({ ...notFoundPage(), operation: 'page not found' }) },
      { prefix: '/cin7core', answer: (request) => (request.path.startsWith(`${BASE_PATH}/`) ? answer(request) : wrongPath(context)) },
    ],
    seed: (body) => seedAccount(parts, body),
    state: () => summary(parts),
    sync: () => flows(store, products, shelves),
    reset,
    credentials: cin7CoreCredentials,
    choices: { location: PLACES[0].Name, account: '500' },
    // 60 calls a minute, and four to ship an order nobody has picked (cin7core.md §2, §11.1).
    records: 12,
    tooManyRequests: (_request, retryAfter) => gate.overQuota(undefined, undefined, retryAfter),
    failure: (_request, status) => (status === 500 ? failureOf(context, new Refused('Unexpected error', 500)) : gateway(status)),
    controls: controls(parts),
  };
}

function parsed(request: SandboxRequest): Json {
  if (!/^application\/json\b/i.test(String(request.headers['content-type'] ?? ''))) throw new Refused('Content-Type must be application/json', 500);
  try {
    return JSON.parse(request.body.toString('utf8')) as Json;
  } catch {
    throw new Refused('The object passed could not be parsed', 500);
  }
}
