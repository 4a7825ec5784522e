import { ControlError, type Room, type RoomContext } from '../room';
import { Api } from './api';
import { ASSUMPTIONS } from './assumptions';
import { categoryResources } from './category-resources';
import { controls } from './controls';
import { MAIN, SHOPS, shoprenterCredentials } from './credentials';
import { Deliveries } from './deliveries';
import { Gate } from './gate';
import { invoiceResource } from './invoice-resource';
import { orderResources } from './order-resources';
import { productResources } from './product-resources';
import { seedShop } from './seed';
import { STATIC_RESOURCES } from './static-resources';
import { Shop } from './store';
import { summary } from './summary';
import { flows } from './sync';
import { Tokens } from './tokens';
import { webHookResource } from './webhook-resource';

const OAUTH = '/shoprenter-oauth';
const CURRENT = '/shoprenter';
const LEGACY = '/shoprenter-legacy';

export default function shoprenterRoom(context: RoomContext): Room {
  const shops = new Map<string, Shop>();
  const tokens = new Tokens();
  const deliveries = new Deliveries(context);
  const open = () => SHOPS.forEach(({ shop }, index) => shops.set(shop, new Shop(shop, index, context.now())));
  open();

  const resources = [
    ...orderResources(context, (shop, order, byApi) => {
      order.despatchedByApi = byApi && order.statusId === shop.statusOf('despatched').innerId;
      if (context.assumed('status-put') === 'history-and-webhook') deliveries.notify(shop, 'order_status_change', [order]);
    }),
    ...productResources(context),
    ...categoryResources(context),
    ...STATIC_RESOURCES,
    invoiceResource(context),
    webHookResource(context),
  ];
  const gate = new Gate(context, tokens, new Api(context, resources), (label) => shops.get(label));
  const shopOf = (body: Record<string, unknown>): Shop => {
    const shop = shops.get(String(body.shop ?? MAIN));
    if (!shop) throw new ControlError(404, `No shop '${String(body.shop)}'. Known: ${[...shops.keys()].join(', ')}`);
    return shop;
  };

  return {
    name: 'shoprenter',
    assumptions: ASSUMPTIONS,
    mounts: [
      {
        prefix: OAUTH,
        answer: (request) => {
          const label = /^\/shoprenter-oauth\/([^/]+)\/app\/token$/.exec(request.path)?.[1];
          return label === undefined ? gate.failure(request, 404, 'Not Found') : { ...tokens.issue(request, label), operation: 'token' };
        },
      },
      { prefix: LEGACY, answer: (request) => gate.answer(request, LEGACY, true) },
      { prefix: CURRENT, answer: (request) => gate.answer(request, CURRENT, false) },
    ],
    seed: (body) => seedShop(context, shopOf(body), body),
    state: () => ({ ...summary(shops.get(MAIN) as Shop), others: Object.fromEntries([...shops].filter(([label]) => label !== MAIN).map(([label, shop]) => [label, summary(shop)])), deliveries: deliveries.done, pendingDeliveries: deliveries.pending }),
    sync: () => flows([...shops.values()]),
    reset: () => {
      open();
      tokens.reset();
      deliveries.reset();
      gate.reset();
    },
    credentials: shoprenterCredentials,
    tooManyRequests: (request, retryAfter = 1) => gate.tooMany(request, retryAfter),
    failure: (request, status) => gate.failure(request, status, status === 504 ? 'The request could not complete in time. Try breaking it down in multiple smaller requests.' : 'The server is currently unavailable.'),
    expireTokens: () => tokens.expireAll(),
    controls: controls(context, shopOf, deliveries, tokens),
  };
}
