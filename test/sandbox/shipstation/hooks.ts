import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import type { RoomContext } from '../room';
import { V1, V2 } from './credentials';
import type { StoredFulfillment, StoredLabel, StoredOrder } from './model';

export interface V1Hook {
  id: number;
  event: string;
  url: string;
  name: string | null;
  storeId: number | null;
  /** The address at which ShipStation was spoken to when it was registered. */
  origin: string;
}

export interface V2Hook {
  id: string;
  event: string;
  url: string;
  name: string | null;
  storeId: number | null;
  headers: Array<{ key: string; value: string }>;
  origin: string;
}

export interface Delivery {
  api: 'v1' | 'v2';
  event: string;
  url: string;
  resourceUrl: string;
  status: number;
}

interface Signer {
  kid: string;
  privateKey: KeyObject;
  publicKey: KeyObject;
}

/** How a delivery is spoilt, for tests of the receiving side. */
export type Spoil = 'body' | 'signature' | 'old' | 'unsigned' | 'unknown-key';

const PATIENCE_MS = 10_000; // shipstation.md §B6

/** Webhooks of both APIs: pointers to what happened (shipstation.md §A5, §B6). */
export class Hooks {
  readonly v1: V1Hook[] = [];
  readonly v2: V2Hook[] = [];
  readonly deliveries: Delivery[] = [];
  private readonly told = new Set<string>();
  private signers: Signer[] = [];
  private nextId = 123_456;
  private pending: Array<Promise<void>> = [];

  constructor(private readonly context: RoomContext) {}

  reset(): void {
    this.v1.length = 0;
    this.v2.length = 0;
    this.deliveries.length = 0;
    this.pending = [];
    this.told.clear();
    this.nextId = 123_456;
    this.signers = this.signers.slice(0, 1);
  }

  takeId(): number {
    return this.nextId++;
  }

  /** Resolves when everything sent so far was answered, or not. */
  async settled(): Promise<void> {
    while (this.pending.length > 0) await Promise.all(this.pending.splice(0));
  }

  orderMade(order: StoredOrder, batch: string): void {
    if (order.isSalesOrder) {
      const query = `storeID=${order.storeId}&importBatch=${batch}`;
      this.tellV1('ORDER_NOTIFY', order.storeId, `/orders?${query}`);
      this.tellV1('ITEM_ORDER_NOTIFY', order.storeId, `/orders?${query}`);
    }
    this.tellV2('shipment_created_v2', 'SHIPMENT_CREATED_V2', order.storeId, `/v2/shipments?shipment_id=se-${order.shipmentNo}`);
  }

  /** A batch is one notification (shipstation.md §A5), so only its first label is told in v1. */
  labelMade(label: StoredLabel): void {
    const storeId = label.order?.storeId ?? null;
    this.tellV1('SHIP_NOTIFY', storeId, `/shipments?storeID=${storeId ?? 0}&batchId=${label.batch}&includeShipmentItems=False`, label.batch);
    this.tellV1('ITEM_SHIP_NOTIFY', storeId, `/shipments?storeID=${storeId ?? 0}&batchId=${label.batch}&includeShipmentItems=True`, label.batch);
    if (label.order) this.tellV2('label_created_v2', 'LABEL_CREATED_V2', storeId, `/v2/labels?shipment_id=se-${label.order.shipmentNo}`);
  }

  fulfilled({ order, batch, fulfillmentId }: StoredFulfillment): void {
    this.tellV1('FULFILLMENT_SHIPPED', order.storeId, `/fulfillments?storeID=${order.storeId}&batchId=${batch}`, batch);
    this.tellV2('fulfillment_created_v2', 'FULFILLMENT_CREATED_V2', order.storeId, `/v2/fulfillments?fulfillment_id=se-${fulfillmentId}`);
    this.tellV2('fulfillment_shipped_v2', 'FULFILLMENT_SHIPPED_V2', order.storeId, `/v2/fulfillments?fulfillment_id=se-${fulfillmentId}`);
  }

  tellV1(event: string, storeId: number | null, path: string, once?: string): void {
    for (const hook of this.v1) {
      if (hook.event !== event || (hook.storeId !== null && hook.storeId !== storeId)) continue;
      const url = `${hook.origin}${V1}${path}`;
      if (once !== undefined && this.told.has(`${hook.id} ${event} ${once}`)) continue;
      if (once !== undefined) this.told.add(`${hook.id} ${event} ${once}`);
      this.sendV1(hook, url);
    }
  }

  tellV2(event: string, resourceType: string, storeId: number | null, path: string | null, data?: unknown): void {
    for (const hook of this.v2) {
      if (hook.event !== event || (hook.storeId !== null && hook.storeId !== storeId)) continue;
      this.sendV2(hook, { ...(path === null ? {} : { resource_url: `${hook.origin}${V2}${path}` }), resource_type: resourceType, ...(data === undefined ? {} : { data }) });
    }
  }

  sendV1(hook: V1Hook, resourceUrl: string): void {
    const body = JSON.stringify({ resource_url: resourceUrl, resource_type: hook.event });
    this.post('v1', hook.event, hook.url, resourceUrl, body, {});
  }

  sendV2(hook: V2Hook, value: { resource_url?: string; resource_type: string; data?: unknown }, spoil?: Spoil): void {
    const body = JSON.stringify(value);
    const own = Object.fromEntries(hook.headers.map((header) => [header.key, header.value]));
    const sent = spoil === 'body' ? body.replace(/"resource_type":"/, '"resource_type":"X') : body;
    this.post('v2', hook.event, hook.url, value.resource_url ?? '', sent, { ...own, ...(spoil === 'unsigned' ? {} : this.signature(body, spoil)) });
  }

  /** The public keys of the signatures (shipstation.md §B6). */
  keys(): unknown {
    return { keys: this.all().map(({ kid, publicKey }) => ({ ...publicKey.export({ format: 'jwk' }), kid, use: 'sig', alg: 'RS256' })) };
  }

  /** From now on another key signs; the old one stays known. */
  rotate(): string {
    this.all();
    return this.addSigner().kid;
  }

  private signature(body: string, spoil?: Spoil): Record<string, string> {
    const timestamp = new Date(this.context.now() - (spoil === 'old' ? 6 * 60_000 : 0)).toISOString();
    const { kid, privateKey } = this.all()[this.signers.length - 1];
    const signed = sign('sha256', Buffer.from(`${timestamp}.${body}`, 'utf8'), privateKey);
    if (spoil === 'signature') signed[10] ^= 1;
    return { 'x-shipengine-rsa-sha256-key-id': spoil === 'unknown-key' ? 'key-nobody-knows' : kid, 'x-shipengine-rsa-sha256-signature': signed.toString('base64'), 'x-shipengine-timestamp': timestamp };
  }

  private all(): Signer[] {
    if (this.signers.length === 0) this.addSigner();
    return this.signers;
  }

  private addSigner(): Signer {
    const signer = { kid: `demo-key-${this.signers.length + 1}`, ...generateKeyPairSync('rsa', { modulusLength: 2048 }) };
    this.signers.push(signer);
    return signer;
  }

  private post(api: Delivery['api'], event: string, url: string, resourceUrl: string, body: string, headers: Record<string, string>): void {
    const sending = fetch(url, { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers }, signal: AbortSignal.timeout(PATIENCE_MS) }).then(
      ({ status }) => status,
      () => 0,
    );
    this.pending.push(sending.then((status) => void this.deliveries.push({ api, event, url, resourceUrl, status })));
  }
}
