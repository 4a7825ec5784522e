import type { SandboxAnswer, SandboxRequest } from '../http';
import type { Room, RoomContext } from '../room';
import { findRoute } from '../router';
import { gateway, invalid, notFound, problem, unauthorized } from './answers';
import { GOODS_IN_TYPES, WAREHOUSES } from './account';
import { asnRoutes } from './asn-routes';
import { AsnStore } from './asn-store';
import { asnSummary, seedAsns } from './asn-views';
import { ASSUMPTIONS } from './assumptions';
import { checkBody } from './bodies';
import { Callbacks } from './callbacks';
import { controls } from './controls';
import { CLIENT_ID, mintsoftCredentials } from './credentials';
import { Gate } from './gate';
import { listRoutes } from './list-routes';
import { orderActions } from './order-actions';
import { OrderCreation } from './order-create';
import { OrderRenderer } from './order-render';
import { orderRoutes } from './order-routes';
import { OrderStore } from './order-store';
import { productRoutes } from './product-routes';
import { ProductStore } from './products';
import { readQuery } from './query';
import { returnRoutes } from './return-routes';
import { ReturnStore } from './return-store';
import type { MintsoftRoute } from './routes';
import { seedWarehouse } from './seed';
import { StockStore } from './stock';
import { stockRoutes } from './stock-routes';
import { summary } from './summary';
import { flows } from './sync';
import { Times } from './times';

const PREFIX = '/mintsoft';
const AUTH = '/api/Auth';

export default function mintsoftRoom(context: RoomContext): Room {
  const gate = new Gate(context);
  const times = new Times(context);
  const stock = new StockStore(context, times);
  const products = new ProductStore(context, times, stock);
  const store = new OrderStore(context, times, stock);
  const creation = new OrderCreation(context, store, products);
  const renderer = new OrderRenderer(store);
  const callbacks = new Callbacks(context, store, renderer);
  const asns = new AsnStore(context, times, stock, products, store);
  const returns = new ReturnStore(context, times, stock, products, store);
  const forbidden = new Set<string>();
  const parts = { context, gate, times, stock, products, store, creation, renderer, callbacks, asns, returns, forbidden };
  const routes = [
    ...listRoutes(store),
    ...stockRoutes(context, stock, products, store, times),
    ...productRoutes(context, products, times),
    ...orderRoutes(parts),
    ...orderActions(context, store, callbacks),
    ...asnRoutes(context, asns, callbacks, times),
    ...returnRoutes(context, returns, store),
  ];

  function answer(request: SandboxRequest): SandboxAnswer {
    const path = request.path.slice(PREFIX.length);
    if (path === AUTH) return { ...(gate.overQuota(request) ?? gate.logIn(request)), operation: `${request.method} Auth` };
    const found = findRoute(routes, request.method, path);
    const operation = Array.isArray(found) ? '' : `${found.route.method} ${found.route.path.slice('/api/'.length)}`;
    const user = gate.admit(request);
    if ('status' in user) return { ...user, operation };
    if (Array.isArray(found)) return found.length > 0 ? problem(405, `The requested resource does not support http method '${request.method}'.`) : problem(404, 'No HTTP resource was found that matches the request URI.');
    const { handler } = found.route;
    if (forbidden.has(operation) || (handler.adminOnly && user.level !== 'admin')) return { ...unauthorized(), operation };
    return { ...carryOut(found.route, found.params, request, (id, query, body) => handler.run({ id, params: found.params, query, body, user })), operation };
  }

  function carryOut({ handler }: MintsoftRoute, params: Record<string, string>, request: SandboxRequest, run: (id: number, query: ReturnType<typeof readQuery>['query'], body: unknown) => SandboxAnswer): SandboxAnswer {
    const { query, errors, ignored } = readQuery(request.query, handler.query, context.assumed('query-name-case') === 'sensitive');
    for (const [name, value] of Object.entries(params)) if (!/^\d{1,9}$/.test(value)) errors[name] = [`The value '${value}' is not valid.`];
    let body: unknown;
    if (handler.body) {
      if (!/^application\/json\b/i.test(String(request.headers['content-type'] ?? ''))) return problem(415, "The request entity's media type is not supported for this resource.");
      try {
        body = JSON.parse(request.body.toString('utf8'));
      } catch {
        return invalid({ body: ['The body is not JSON.'] });
      }
      const checked = checkBody(body, handler.body);
      Object.assign(errors, checked.errors);
      ignored.push(...checked.ignored);
    } else if (request.body.length > 0) ignored.push('body');
    if (Object.keys(errors).length > 0) return { ...invalid(errors), ignored };
    return { ...run(Number(params.id ?? 0), query, body), ignored };
  }

  return {
    name: 'mintsoft',
    assumptions: ASSUMPTIONS,
    mounts: [{ prefix: PREFIX, answer: (request) => (request.path.startsWith(`${PREFIX}/api/`) ? answer(request) : notFound()) }],
    seed: (body) => ({ ...seedWarehouse(parts, body), asns: seedAsns(asns, products, body.asns, CLIENT_ID), returns: returns.seed(Number(body.returns ?? 0)) }),
    state: () => ({ ...summary(parts), asns: asnSummary(asns), returns: returns.summary() }),
    sync: () => flows({ orders: store, products, stock, asns, returns }),
    reset: () => {
      gate.reset();
      products.reset();
      store.reset();
      callbacks.reset();
      asns.reset();
      returns.reset();
      forbidden.clear();
    },
    credentials: mintsoftCredentials,
    choices: { client: String(CLIENT_ID), warehouse: String(WAREHOUSES[0].ID), goodsInType: GOODS_IN_TYPES[0].Name },
    // Four calls a second, up to three an order (mintsoft.md §2, §5).
    records: 28,
    tooManyRequests: (_request, retryAfter = null) => gate.tooMany(retryAfter),
    failure: (_request, status) => (status === 500 ? problem(500, 'An error has occurred.') : gateway(status)),
    expireTokens: () => gate.expireAll(),
    controls: controls(parts),
  };
}
