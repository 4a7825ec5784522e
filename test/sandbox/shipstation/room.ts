import type { SandboxAnswer, SandboxRequest } from '../http';
import type { Room, RoomContext } from '../room';
import { INVENTORY_LOCATIONS, MANUAL_STORE } from './account';
import { gateway, V1Answers, v2Error } from './answers';
import { ASSUMPTIONS } from './assumptions';
import { controls } from './controls';
import { shipStationCredentials, V1, V2 } from './credentials';
import { CustomStore } from './custom-store';
import { Desk } from './desk';
import { Gate } from './gate';
import { Hooks } from './hooks';
import { OrderStore } from './order-store';
import { ProductStore } from './products';
import { seedAccount } from './seed';
import { storeControls } from './store-controls';
import { summary } from './summary';
import { flows } from './sync';
import { accountRoutes } from './v1-account';
import { V1Api } from './v1-api';
import { orderRoutes, releaseHeld } from './v1-orders';
import { shipmentRoutes } from './v1-shipments';
import { v2AccountRoutes } from './v2-account';
import { V2Api } from './v2-api';
import { Batches } from './v2-batches';
import { inventoryRoutes } from './v2-inventory';
import { v2LabelRoutes } from './v2-labels';
import { Rates } from './v2-rates';
import { V2Renderer } from './v2-render';
import { v2ShipmentRoutes } from './v2-shipments';

export default function shipStationRoom(context: RoomContext): Room {
  const answers = new V1Answers(context);
  const gate = new Gate(context, answers);
  const products = new ProductStore(context);
  const store = new OrderStore(context, products);
  const hooks = new Hooks(context);
  const desk = new Desk(context, store, products, hooks);
  const customStore = new CustomStore(context, store, desk, hooks);
  const account = { emailVerified: true, hasInventory: true };
  const renderer = new V2Renderer(context, store, desk);
  const rates = new Rates(context, store, renderer);
  const parts = { context, now: () => context.now(), answers, gate, products, store, hooks, desk, customStore, account, renderer, rates };
  const v1 = new V1Api(gate, answers, [...orderRoutes(parts), ...shipmentRoutes(parts), ...accountRoutes(parts)]);

  const batches = new Batches(parts);
  const v2 = new V2Api(gate, [...v2ShipmentRoutes(parts), ...v2LabelRoutes(parts), ...rates.routes(), ...batches.routes(), ...inventoryRoutes(parts), ...v2AccountRoutes(parts)], desk, hooks);

  const isV2 = ({ path }: SandboxRequest) => path.startsWith(`${V2}/`);
  const atItsTime = (run: (request: SandboxRequest) => SandboxAnswer | Promise<SandboxAnswer>) => (request: SandboxRequest) => {
    releaseHeld(store, request.now);
    return run(request);
  };

  return {
    name: 'shipstation',
    assumptions: ASSUMPTIONS,
    mounts: [
      { prefix: V2, answer: atItsTime((request) => v2.answer(request)) },
      { prefix: V1, answer: atItsTime((request) => v1.answer(request)) },
    ],
    seed: (body) => seedAccount(parts, body),
    state: () => summary(parts),
    sync: () => flows(store, desk, products),
    reset: () => {
      for (const part of [gate, products, store, desk, hooks, rates, batches, customStore]) part.reset();
      Object.assign(account, { emailVerified: true, hasInventory: true });
    },
    credentials: shipStationCredentials,
    choices: { store: String(MANUAL_STORE), location: INVENTORY_LOCATIONS[0].inventory_location_id },
    tooManyRequests: (request, retryAfter) => (isV2(request) ? gate.tooManyV2(retryAfter === undefined ? 30 : retryAfter) : gate.tooManyV1(request.now, retryAfter)),
    failure: (request, status) => {
      if (status !== 500) return gateway(status);
      return isV2(request) ? v2Error(500, 'system', 'unspecified', 'An internal error occurred.') : answers.problem(500, 'An error has occurred.');
    },
    controls: { ...controls(parts), ...storeControls(parts) },
  };
}
