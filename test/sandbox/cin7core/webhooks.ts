import { json } from '../http';
import type { RoomContext } from '../room';
import { Refused, unknownName } from './answers';
import type { Json, Shape } from './bodies';
import { route, type Cin7Route } from './routes';
import type { Ids } from './values';

export const TYPES = [
  ...['Sale/Created', 'Sale/QuoteAuthorised', 'Sale/OrderAuthorised', 'Sale/Voided', 'Sale/Backordered', 'Sale/ShipmentAuthorised', 'Sale/InvoiceAuthorised', 'Sale/PickAuthorised', 'Sale/PackAuthorised', 'Sale/CreditNoteAuthorised', 'Sale/Undo'],
  ...['Sale/PartialPaymentReceived', 'Sale/FullPaymentReceived', 'Sale/ShipmentTrackingNumberChanged', 'Purchase/OrderAuthorised', 'Purchase/InvoiceAuthorised', 'Purchase/StockReceivedAuthorised', 'Purchase/CreditNoteAuthorised'],
  ...['Purchase/Updated', 'Customer/Updated', 'Supplier/Updated', 'Product/Updated', 'Stock/AvailableStockLevelChanged'],
];
const PER_TYPE = 5;
const ATTEMPTS = 6;
const PATIENCE_MS = 5_000;

interface Webhook {
  ID: string;
  Type: string;
  Name: string;
  IsActive: boolean;
  ExternalURL: string;
  ExternalAuthorizationType: string;
  ExternalUserName: string | null;
  ExternalPassword: string | null;
  ExternalBearerToken: string | null;
  ExternalHeaders: Array<{ Key: string; Value: string }>;
}

interface Pending {
  webhook: Webhook;
  body: string;
  attempt: number;
}

export interface Delivery {
  type: string;
  url: string;
  status: number;
  attempt: number;
  /** As it went over the wire; two of the vendor's samples are not JSON. */
  body: string;
}

const NEW: Shape = {
  ...{ ID: 'guid', Type: 'text!', Name: 'text', IsActive: 'boolean!', ExternalURL: 'text!', ExternalAuthorizationType: 'text!', ExternalUserName: 'text', ExternalPassword: 'text', ExternalBearerToken: 'text' },
  ExternalHeaders: [{ Key: 'text!', Value: 'text?!' }],
};

/** Webhooks and what they post (cin7core.md §9); nothing is posted before the control `deliver`. */
export class Webhooks {
  /** Without the automation module none can be made. */
  hasModule = true;
  all: Webhook[] = [];
  readonly deliveries: Delivery[] = [];
  private pending: Pending[] = [];

  constructor(
    private readonly context: RoomContext,
    private readonly ids: Ids,
  ) {}

  reset(): void {
    this.hasModule = true;
    this.all = [];
    this.pending = [];
    this.deliveries.length = 0;
  }

  get waiting(): number {
    return this.pending.length;
  }

  /** Something happened; every active webhook of the type gets it. */
  queue(type: string, write: () => string): void {
    const wanting = this.all.filter((webhook) => webhook.Type === type && webhook.IsActive);
    // Written only if somebody wants it: the writing asks about unconfirmed points.
    const body = wanting.length > 0 ? write() : '';
    for (const webhook of wanting) this.pending.push({ webhook, body, attempt: 1 });
  }

  /** One attempt at everything that waits, one after another. */
  async deliver(): Promise<Delivery[]> {
    const now = this.pending;
    const before = this.deliveries.length;
    this.pending = [];
    for (const one of now) if (this.all.includes(one.webhook) && one.webhook.IsActive) await this.post(one);
    return this.deliveries.slice(before);
  }

  private async post(one: Pending): Promise<void> {
    const { webhook, body, attempt } = one;
    const status = await fetch(webhook.ExternalURL, { method: 'POST', body, headers: headersOf(webhook), signal: AbortSignal.timeout(PATIENCE_MS) }).then(
      (response) => response.status,
      () => 0,
    );
    this.deliveries.push({ type: webhook.Type, url: webhook.ExternalURL, status, attempt, body });
    if (status >= 200 && status < 300) return;
    if (attempt < ATTEMPTS) this.pending.push({ ...one, attempt: attempt + 1 });
    else webhook.IsActive = false;
  }

  routes(): Cin7Route[] {
    const find = (id: unknown) => {
      const found = this.all.find(({ ID }) => ID === id);
      if (!found) throw unknownName('Webhook not found');
      return found;
    };
    const show = (rows: Webhook[]) => json(200, { Webhooks: rows });
    return [
      route('GET', '/webhooks', {}, () => show(this.all)),
      route('POST', '/webhooks', {}, ({ body }) => {
        if (!this.hasModule) throw new Refused('Automation module is required', Number(this.context.assumed('no-automation-module')));
        const made = { ...read(body), ID: this.ids.guid('webhook') };
        if (this.all.filter(({ Type }) => Type === made.Type).length >= PER_TYPE) throw new Refused(`Limit of ${PER_TYPE} webhooks of the same type is reached`);
        this.all.push(made);
        return show([made]);
      }, NEW),
      route('PUT', '/webhooks', {}, ({ body }) => {
        const known = find(body.ID);
        Object.assign(known, read(body), { ID: known.ID });
        return show([known]);
      }, { ...NEW, ID: 'guid!' }),
      route('DELETE', '/webhooks', { ID: 'guid!' }, ({ query }) => {
        const known = find(query.ID);
        this.all = this.all.filter((one) => one !== known);
        return show(this.all);
      }),
    ];
  }
}

function read(body: Json): Webhook {
  const { ExternalAuthorizationType: kind, ExternalUserName, ExternalPassword, ExternalBearerToken } = body;
  if (!TYPES.includes(String(body.Type))) throw new Refused('Type is not valid');
  if (!URL.canParse(String(body.ExternalURL)) || !/^https?:/.test(String(body.ExternalURL))) throw new Refused('ExternalURL is not valid');
  if (!['noauth', 'basicauth', 'bearerauth'].includes(String(kind))) throw new Refused('ExternalAuthorizationType is not valid');
  if (kind === 'basicauth' && (!ExternalUserName || !ExternalPassword)) throw new Refused('ExternalUserName and ExternalPassword are required');
  if (kind === 'bearerauth' && !ExternalBearerToken) throw new Refused('ExternalBearerToken is required');
  return { Name: String(body.Type).replace('/', ' '), ExternalUserName: null, ExternalPassword: null, ExternalBearerToken: null, ExternalHeaders: [], ...(body as Partial<Webhook>) } as Webhook;
}

function headersOf({ ExternalAuthorizationType: kind, ExternalUserName, ExternalPassword, ExternalBearerToken, ExternalHeaders }: Webhook): Record<string, string> {
  const headers: Record<string, string> = { 'content-type': 'application/json' };
  for (const { Key, Value } of ExternalHeaders ?? []) headers[Key] = Value;
  if (kind === 'basicauth') headers.authorization = `Basic ${Buffer.from(`${ExternalUserName}:${ExternalPassword}`).toString('base64')}`;
  if (kind === 'bearerauth') headers.authorization = `Bearer ${ExternalBearerToken}`;
  return headers;
}
