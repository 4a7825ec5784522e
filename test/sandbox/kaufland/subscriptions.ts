import { randomUUID } from 'node:crypto';
import { empty, json, type SandboxAnswer } from '../http';
import type { RoomContext } from '../room';
import { subscriptionBody, subscriptionPatchBody } from './bodies';
import { SECRET_KEY } from './credentials';
import { notFound, problem } from './problems';
import { page, PAGE_OF_30, route, type KauflandRoute } from './routes';
import { sign } from './signature';
import { STOREFRONTS, SUBSCRIPTION_EVENTS } from './values';

interface Subscription {
  id_subscription: number;
  callback_url: string;
  fallback_email: string;
  event_name: string;
  is_active: boolean;
  storefront: string | null;
}

interface Delivery {
  event_name: string;
  resource: string;
  callback_url: string;
  status: number;
}

const VERIFY_MS = 15_000; // kaufland.md §7 step 1
const DELIVER_MS = 5_000; // kaufland.md §7 step 3
const ACCEPTED = [200, 201, 202, 204];

/** Push notifications (kaufland.md §7): subscribing with a challenge, and events posted to the callback. */
export class Subscriptions {
  readonly deliveries: Delivery[] = [];
  private readonly all = new Map<number, Subscription>();
  private issued = 0;

  constructor(private readonly context: RoomContext) {}

  reset(): void {
    this.all.clear();
    this.deliveries.length = 0;
    this.issued = 0;
  }

  summary(): Subscription[] {
    return [...this.all.values()];
  }

  routes(): KauflandRoute[] {
    const byId = (id: string, run: (one: Subscription) => SandboxAnswer | Promise<SandboxAnswer>) => {
      const one = this.all.get(Number(id));
      return one ? run(one) : notFound('Subscription');
    };
    return [
      route('GET', '/subscriptions', 'subscriptions.list', { ...PAGE_OF_30, storefront: { kind: 'choice', of: STOREFRONTS }, event_name: { kind: 'choice', of: SUBSCRIPTION_EVENTS } }, ({ query }) => {
        const rows = this.summary().filter((one) => (query.storefront === undefined || one.storefront === query.storefront) && (query.event_name === undefined || one.event_name === query.event_name));
        return json(200, page(rows, query, (one) => one));
      }),
      route('POST', '/subscriptions', 'subscriptions.create', { storefront: { kind: 'choice', of: STOREFRONTS, required: true } }, async ({ query, body }) => {
        const wanted = body as { callback_url: string; fallback_email: string; event_name: string };
        if (!(await verifies(wanted.callback_url))) return unverified();
        this.issued += 1;
        const made: Subscription = { id_subscription: this.issued, ...wanted, is_active: true, storefront: String(query.storefront) };
        this.all.set(made.id_subscription, made);
        return json(201, { data: made });
      }, subscriptionBody),
      route('GET', '/subscriptions/{id_subscription}', 'subscriptions.get', {}, ({ params }) => byId(params.id_subscription, (one) => json(200, { data: one }))),
      route('PATCH', '/subscriptions/{id_subscription}', 'subscriptions.patch', {}, ({ params, body }) =>
        byId(params.id_subscription, async (one) => {
          const change = body as Partial<Subscription>;
          if (change.callback_url !== undefined && change.callback_url !== one.callback_url && !(await verifies(change.callback_url))) return unverified();
          Object.assign(one, change);
          return json(200, { data: one });
        }),
      subscriptionPatchBody),
      route('DELETE', '/subscriptions/{id_subscription}', 'subscriptions.delete', {}, ({ params }) =>
        byId(params.id_subscription, (one) => {
          this.all.delete(one.id_subscription);
          return empty();
        })),
    ];
  }

  /** Posts the event to every active subscription of this event and storefront. */
  async notify(event_name: string, resource: string, storefront: string): Promise<void> {
    const wanting = this.summary().filter((one) => one.is_active && one.event_name === event_name && one.storefront === storefront);
    await Promise.all(wanting.map((one) => this.deliver(one, resource)));
  }

  private async deliver(one: Subscription, resource: string): Promise<void> {
    const body = JSON.stringify({ event_name: one.event_name, id_message: randomUUID(), resource, storefront: one.storefront });
    const timestamp = Math.floor(this.context.now() / 1000);
    const uri = this.context.assumed('notification-signature-uri') === 'full-callback-url' ? one.callback_url : new URL(one.callback_url).pathname;
    const headers = { 'Content-Type': 'application/json', 'Shop-Timestamp': String(timestamp), 'Shop-Signature': sign({ method: 'POST', uri, body, timestamp }, SECRET_KEY) };
    const status = await fetch(one.callback_url, { method: 'POST', body, headers, signal: AbortSignal.timeout(DELIVER_MS) }).then(
      (response) => response.status,
      () => 0,
    );
    this.deliveries.push({ event_name: one.event_name, resource, callback_url: one.callback_url, status });
    // The vendor repeats for about 12 h before it disables a subscription; the sandbox gives up at once.
    if (!ACCEPTED.includes(status)) one.is_active = false;
  }
}

async function verifies(callback: string): Promise<boolean> {
  const challenge = randomUUID();
  const url = new URL(callback);
  url.searchParams.set('mode', 'subscribe');
  url.searchParams.set('challenge', challenge);
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(VERIFY_MS) });
    return response.status === 200 && (await response.text()) === challenge;
  } catch {
    return false;
  }
}

function unverified(): SandboxAnswer {
  return problem(400, 'subscriptions/unverified-callback-url', 'The callback URL did not answer the challenge.');
}
