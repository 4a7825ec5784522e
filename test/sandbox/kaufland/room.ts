import type { SandboxAnswer, SandboxRequest } from '../http';
import { ControlError, type Room, type RoomContext, type SeedBody } from '../room';
import { findRoute } from '../router';
import { ASSUMPTIONS } from './assumptions';
import { kauflandCredentials } from './credentials';
import { Gate } from './gate';
import { infoRoutes } from './info-routes';
import { OfferStore } from './offer-store';
import { offerRoutes } from './offer-routes';
import { OrderFactory } from './order-factory';
import { orderRoutes } from './order-routes';
import { orderUnitActions } from './order-unit-actions';
import { notFound, problem, validationError, type FieldError } from './problems';
import { readQuery } from './query';
import { Renderer } from './render';
import { Returns } from './returns';
import type { Handler, KauflandRoute } from './routes';
import { OrderStore } from './store';
import { Subscriptions } from './subscriptions';
import { flows } from './sync';
import { touch } from './touch';

const PREFIX = '/kaufland';
const DAY_MS = 86_400_000;

export default function kauflandRoom(context: RoomContext): Room {
  const gate = new Gate(context);
  const subscriptions = new Subscriptions(context);
  const store = new OrderStore(context, (event, unit, order) => void subscriptions.notify(event, `/order-units/${unit.id_order_unit}/`, order.storefront));
  const offers = new OfferStore(context.now);
  const factory = new OrderFactory(context);
  const renderer = new Renderer(context, store);
  const returns = new Returns(context, store, renderer);
  const routes = [...infoRoutes(), ...orderRoutes(context, store, renderer), ...orderUnitActions(context, store), ...offerRoutes(context, offers), ...returns.routes(), ...subscriptions.routes()];

  const room: Room = {
    name: 'kaufland',
    assumptions: ASSUMPTIONS,
    mounts: [{ prefix: PREFIX, answer: (request) => answer(routes, gate, request) }],
    seed: (body) => {
      const products = offers.addGenerated(Number(body.products ?? 0));
      offers.setAmounts(body.stock);
      return { products, orders: seedOrders(context, store, factory, body), returns: returns.seed(Number(body.returns ?? 0)) };
    },
    state: () => ({ orders: store.summary(), offers: offers.summary(), returns: returns.summary(), subscriptions: subscriptions.summary(), deliveries: subscriptions.deliveries }),
    sync: () => flows(store, offers),
    reset: () => {
      gate.reset();
      store.clear();
      offers.reset();
      returns.reset();
      subscriptions.reset();
      factory.reset();
    },
    credentials: kauflandCredentials,
    tooManyRequests: (_request, retryAfter) => gate.tooMany(retryAfter),
    failure: (_request, status) => problem(status, status === 503 ? 'service-unavailable' : 'server-error', 'The request could not be processed.'),
    controls: {
      touch: (body) => touch(store, body),
      account: (body) => {
        gate.active = body.active !== false;
        return { active: gate.active };
      },
    },
  };
  return room;
}

async function answer(routes: KauflandRoute[], gate: Gate, request: SandboxRequest): Promise<SandboxAnswer> {
  const path = request.path.slice(PREFIX.length);
  if (!path.startsWith('/v2/')) return notFound('Resource');
  const steps = path.slice('/v2'.length);
  // Both spellings occur in the vendor's own texts: vector A ends in a slash, vector B does not (kaufland.md §2).
  const found = findRoute(routes, request.method, steps.length > 1 && steps.endsWith('/') ? steps.slice(0, -1) : steps);
  const refused = gate.refuse(request);
  const operation = Array.isArray(found) ? '' : found.route.handler.operation;
  if (refused) return { ...refused, operation };
  if (Array.isArray(found)) return found.length > 0 ? problem(405, 'about:blank', `Method ${request.method} is not allowed here.`) : notFound('Resource');
  return { ...(await carryOut(found.route.handler, found.params, request)), operation };
}

function carryOut(handler: Handler, params: Record<string, string>, request: SandboxRequest): SandboxAnswer | Promise<SandboxAnswer> {
  const { query, errors } = readQuery(request.query, handler.query);
  for (const [name, value] of Object.entries(params)) {
    if (name !== 'id_order' && !/^\d{1,18}$/.test(value)) errors.push({ field: name, message: `${name} must be an integer` });
  }
  if (errors.length > 0) return validationError(errors);
  if (!handler.body) {
    if (request.body.length > 0) return validationError([{ field: 'body', message: 'no body is expected' }]);
    return handler.run({ params, query, body: undefined });
  }
  let body: unknown;
  try {
    body = JSON.parse(request.body.toString('utf8'));
  } catch {
    return problem(400, 'bad-request', 'The request body is not valid JSON.');
  }
  if (!handler.body(body)) return validationError((handler.body.errors ?? []).map(fieldError));
  return handler.run({ params, query, body });
}

function fieldError({ instancePath, params, message }: { instancePath: string; params: Record<string, unknown>; message?: string }): FieldError {
  const inner = params.missingProperty ?? params.additionalProperty;
  const field = [instancePath.replace(/^\//, '').replace(/\//g, '.'), inner].filter(Boolean).join('.') || 'body';
  return { field, message: params.additionalProperty ? `${field} is not a known field` : `${field} ${message ?? 'is invalid'}` };
}

function seedOrders(context: RoomContext, store: OrderStore, factory: OrderFactory, body: SeedBody): string[] {
  const end = body.end ? Date.parse(String(body.end)) : context.now();
  const how = { end: Math.floor(end / 1000) * 1000, spanMs: Number(body.spanHours ?? 24) * (DAY_MS / 24), seed: Number(body.seed ?? 1) };
  const wanted = body.orders ?? 0;
  const orders = Array.isArray(wanted) ? wanted.map((wish) => factory.custom(wish as Record<string, unknown>, how)) : factory.many(Number(wanted), how);
  for (const order of orders) {
    if (store.orders.has(order.id_order)) throw new ControlError(400, `Order ${order.id_order} exists already`);
    store.add(order);
  }
  return orders.map(({ id_order }) => id_order);
}
