import { randomBytes } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { RoomContext } from '../room';
import type { Shop, StoredOrder } from './store';
import { payload, phpJson } from './webhook-payload';

/** How the order text travels: the vendor's is multipart, receivers report the others too (shoprenter.md §8). */
export type Form = 'multipart' | 'urlencoded' | 'json';

export interface Delivery {
  shop: string;
  event: string;
  orders: string[];
  url: string;
  form: Form;
  /** 0 = no answer. */
  status: number;
  attempt: number;
}

export interface Parcel {
  url: string;
  text: string;
  form: Form;
  /** Name of the form field. */
  field: string;
}

const TIMEOUT_MS = 10_000;
const CONTINUE_MS = 1_000;
const AT_ONCE = 10;

/** Posts webhooks in the background; the state tells what became of them. */
export class Deliveries {
  readonly done: Delivery[] = [];
  private waiting: Array<() => Promise<void>> = [];
  private running = 0;
  private era = 0;

  constructor(private readonly context: RoomContext) {}

  get pending(): number {
    return this.waiting.length + this.running;
  }

  reset(): void {
    this.era += 1;
    this.waiting = [];
    this.done.length = 0;
  }

  /** To every switched-on webhook of this event, with the fields it asked for. */
  notify(shop: Shop, event: string, orders: StoredOrder[], form: Form = 'multipart', field = 'data'): number {
    const hooks = [...shop.webHooks.values()].filter((hook) => hook.event === event && hook.status === '1');
    const targets = hooks.flatMap(({ parameters }) => parameters.filter(({ type }) => type === 'json'));
    for (const { url, fields } of targets) this.post(shop, event, orders, { url, text: phpJson(payload(shop, orders, fields)), form, field });
    return targets.length;
  }

  post(shop: Shop, event: string, orders: StoredOrder[], parcel: Parcel): void {
    const { era } = this;
    this.waiting.push(async () => {
      const most = this.context.assumed('webhook-retry') === 'twice' ? 3 : 1;
      for (let attempt = 1; attempt <= most; attempt += 1) {
        const status = await send(parcel);
        if (era !== this.era) return;
        this.done.push({ shop: shop.label, event, orders: orders.map(({ innerId }) => String(innerId)), url: parcel.url, form: parcel.form, status, attempt });
        if (status >= 200 && status < 300) return;
      }
    });
    this.work();
  }

  private work(): void {
    while (this.running < AT_ONCE) {
      const next = this.waiting.shift();
      if (!next) return;
      this.running += 1;
      void next().finally(() => {
        this.running -= 1;
        this.work();
      });
    }
  }
}

function send({ url, text, form, field }: Parcel): Promise<number> {
  const [type, body] = encoded(text, form, field);
  const headers = { 'User-Agent': 'ShopRenter', Accept: '*/*', Expect: '100-continue', 'Content-Type': type, 'Content-Length': Buffer.byteLength(body) };
  return new Promise((resolve) => {
    const target = new URL(url);
    const request = (target.protocol === 'https:' ? httpsRequest : httpRequest)(target, { method: 'POST', headers, timeout: TIMEOUT_MS }, (response) => {
      response.resume();
      response.once('end', () => resolve(response.statusCode ?? 0));
      response.once('error', () => resolve(0));
    });
    // As curl does: the body follows the receiver's word, or a second of silence.
    const go = () => {
      clearTimeout(patience);
      if (!request.writableEnded) request.end(body);
    };
    const patience = setTimeout(go, CONTINUE_MS);
    request.once('continue', go);
    request.once('response', () => clearTimeout(patience));
    request.once('timeout', () => request.destroy());
    request.once('error', () => {
      clearTimeout(patience);
      resolve(0);
    });
    request.flushHeaders();
  });
}

function encoded(text: string, form: Form, field: string): [string, string] {
  if (form === 'json') return ['application/json', text];
  if (form === 'urlencoded') return ['application/x-www-form-urlencoded', new URLSearchParams([[field, text]]).toString()];
  const boundary = `------------------------${randomBytes(8).toString('hex')}`;
  return [`multipart/form-data; boundary=${boundary}`, `--${boundary}\r\nContent-Disposition: form-data; name="${field}"\r\n\r\n${text}\r\n--${boundary}--\r\n`];
}
