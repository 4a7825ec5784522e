import type { Room, RoomContext } from '../room';
import { ASSUMPTIONS } from './assumptions';
import { getAutomatism, setAutomatism } from './automatisms';
import { controls } from './controls';
import { unasCredentials } from './credentials';
import { Deliveries } from './deliveries';
import { Gate } from './gate';
import { getOrder, getOrderStatus, setOrder } from './order-calls';
import { getProduct, getStock, getWarehouse, setProduct, setStock } from './product-calls';
import { seedShop } from './seed';
import { Store } from './store';
import { summary, flows } from './summary';
import { errorXml } from './xml';

export default function unasRoom(context: RoomContext): Room {
  const store = new Store();
  const deliveries = new Deliveries();
  const gate = new Gate(context, {
    getOrder: (body) => getOrder(context, store, body),
    setOrder: (body) => setOrder(context, store, body),
    getOrderStatus: (body) => getOrderStatus(body),
    getStock: (body) => getStock(context, store, body),
    setStock: (body) => setStock(context, store, body),
    getProduct: (body) => getProduct(context, store, body),
    setProduct: (body) => setProduct(context, store, body),
    getWarehouse: (body) => getWarehouse(body),
    getAutomatism: (body) => getAutomatism(store, body),
    setAutomatism: (body) => setAutomatism(store, body),
  });

  return {
    name: 'unas',
    assumptions: ASSUMPTIONS,
    mounts: [{ prefix: '/unas', answer: (request) => gate.answer(request) }],
    seed: (body) => seedShop(context, store, body),
    state: () => ({ ...summary(store), bans: [...gate.bans], deliveries: deliveries.done, pendingDeliveries: deliveries.pending }),
    sync: () => flows(store),
    reset: () => {
      store.reset();
      gate.reset();
      deliveries.reset();
    },
    credentials: unasCredentials,
    // Not the documented answer: that is a ban for an hour. One public client met a plain 429 (unas.md §3).
    tooManyRequests: (_request, retryAfter = 2) => {
      const answer = errorXml('Too many requests', 429);
      if (retryAfter !== null) answer.headers = { ...answer.headers, 'retry-after': String(retryAfter) };
      return answer;
    },
    failure: (_request, status) => errorXml('The service is not available', status),
    expireTokens: () => gate.expireAll(),
    controls: controls(context, store, gate, deliveries),
  };
}
