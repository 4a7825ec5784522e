import { ControlError, type RoomContext } from '../room';
import { CUSTOM_STORE } from './account';
import type { Desk } from './desk';
import { PageRefused, readExport, type ExportPage } from './export-check';
import { importOrder } from './export-import';
import type { Hooks } from './hooks';
import type { Json, StoredFulfillment, StoredLabel } from './model';
import { noticeOf } from './notice';
import type { OrderStore } from './order-store';
import { wallOf } from './times';
import { NotXml } from './xml';

/** The connection form of the store (shipstation.md §C1); names in a box are separated by commas. */
export interface Connection {
  url: string;
  username: string;
  password: string;
  statuses: { unpaid: string; paid: string; shipped: string; cancelled: string; onHold: string };
}

export interface PullResult {
  pages: Array<{ page: number; status: number; orders: number; complaint: string | null }>;
  imported: string[];
  updated: string[];
}

export interface NoticeSent {
  orderNumber: string;
  orderId: string;
  trackingNumber: string;
  status: number;
}

export const STATUSES: Connection['statuses'] = { unpaid: 'unpaid', paid: 'paid,authorised,draft', shipped: 'shipped', cancelled: 'voided,cancelled', onHold: 'on hold' };
const MEANING: Array<[keyof Connection['statuses'], string]> = [['unpaid', 'awaiting_payment'], ['paid', 'awaiting_shipment'], ['shipped', 'shipped'], ['cancelled', 'cancelled'], ['onHold', 'on_hold']];
const PATIENCE_MS = 30_000; // shipstation.md §C4

/** ShipStation's side of the Custom Store: it fetches orders and tells what was shipped (shipstation.md §C). */
export class CustomStore {
  connection: Connection | undefined;
  refreshedAt: number | null = null;
  readonly pulls: PullResult[] = [];
  readonly notices: NoticeSent[] = [];
  private running = 0;

  constructor(
    private readonly context: RoomContext,
    private readonly store: OrderStore,
    private readonly desk: Desk,
    private readonly hooks: Hooks,
  ) {}

  reset(): void {
    this.connection = undefined;
    this.refreshedAt = null;
    this.pulls.length = 0;
    this.notices.length = 0;
  }

  mappings(): Json[] {
    const statuses = this.connection?.statuses ?? STATUSES;
    return MEANING.flatMap(([box, orderStatus]) => names(statuses[box]).map((statusKey) => ({ orderStatus, statusKey })));
  }

  url(): string | null {
    return this.connection?.url ?? null;
  }

  isBusy(): boolean {
    return this.running > 0;
  }

  connect(body: Json): Connection {
    const given = (name: 'url' | 'username' | 'password'): string => {
      const value = body[name] ?? this.connection?.[name];
      if (typeof value !== 'string' || value === '') throw new ControlError(400, `'${name}' of the store is missing`);
      return value;
    };
    this.connection = { url: given('url'), username: given('username'), password: given('password'), statuses: { ...(this.connection?.statuses ?? STATUSES), ...((body.statuses ?? {}) as object) } };
    return this.connection;
  }

  /** A refresh by API or by itself: everything since the last one. */
  refresh(): void {
    if (!this.connection) return;
    const to = this.context.now();
    void this.pull({ from: this.refreshedAt ?? to - 7 * 86_400_000, to }).catch(() => undefined);
  }

  /** Fetches page by page; a page with one bad order is rejected whole, the others are imported. */
  async pull(window: { from: number; to: number; dates?: string; auth?: string }): Promise<PullResult> {
    const connection = this.connection;
    if (!connection) throw new ControlError(400, 'No store is connected');
    const result: PullResult = { pages: [], imported: [], updated: [] };
    this.running += 1;
    try {
      let pages = 1;
      for (let page = 1; page <= pages; page += 1) pages = Math.max(pages, await this.pullPage(connection, window, page, result));
    } finally {
      this.running -= 1;
    }
    this.refreshedAt = window.to;
    this.pulls.push(result);
    return result;
  }

  /** POST action=shipnotify (shipstation.md §C3). */
  async notify(shipped: StoredLabel | StoredFulfillment): Promise<NoticeSent> {
    const connection = this.connection;
    if (!connection) throw new ControlError(400, 'No store is connected');
    const { query, xml, orderNumber, orderId, trackingNumber } = noticeOf(shipped);
    const url = withQuery(connection.url, { action: 'shipnotify', ...query });
    const status = await fetch(url, { method: 'POST', body: xml, headers: { ...basic(connection), 'content-type': 'text/xml; charset=utf-8' }, signal: AbortSignal.timeout(PATIENCE_MS) }).then(
      (response) => response.status,
      () => 0,
    );
    const notice = { orderNumber, orderId, trackingNumber, status };
    this.notices.push(notice);
    return notice;
  }

  /** Everything shipped of these orders; without them: of all that came from the store. */
  shippedOf(orderNumbers: string[] | undefined): Array<StoredLabel | StoredFulfillment> {
    const mine = (orderNumber: string | undefined, origin: string | undefined) => origin === 'custom-store' && (orderNumbers === undefined || orderNumbers.includes(orderNumber ?? ''));
    const labels = [...this.desk.labels.values()].filter(({ order, voidedAt, isReturn }) => voidedAt === null && !isReturn && mine(order?.orderNumber, order?.origin));
    return [...labels, ...[...this.desk.fulfillments.values()].filter(({ order, voidedAt }) => voidedAt === null && mine(order.orderNumber, order.origin))];
  }

  private async pullPage(connection: Connection, { from, to, dates, auth }: { from: number; to: number; dates?: string; auth?: string }, page: number, result: PullResult): Promise<number> {
    const time = (at: number) => exportTime(at, this.context.assumed('export-zone'), dates);
    const login: Record<string, string> = auth === 'query' ? { 'SS-UserName': connection.username, 'SS-Password': connection.password } : {};
    const url = withQuery(connection.url, { action: 'export', start_date: time(from), end_date: time(to), page: String(page), ...login });
    const entry = { page, status: 0, orders: 0, complaint: null as string | null };
    result.pages.push(entry);
    try {
      const response = await fetch(url, { headers: auth === 'query' ? {} : basic(connection), signal: AbortSignal.timeout(PATIENCE_MS) });
      entry.status = response.status;
      const body = Buffer.from(await response.arrayBuffer());
      const read = this.readPage(response, body);
      entry.orders = read.orders.length;
      this.take(read, result);
      return read.pages ?? 1;
    } catch (error) {
      entry.complaint = error instanceof Error ? error.message : String(error);
      return 1;
    }
  }

  private readPage(response: Response, body: Buffer): ExportPage {
    if (response.status !== 200) throw new PageRefused(`The store answered ${response.status}`);
    const type = response.headers.get('content-type') ?? '';
    if (!/^(text|application)\/xml\b/i.test(type)) throw new PageRefused(`The answer is '${type}', not XML`);
    const text = new TextDecoder('utf-8', { fatal: true }).decode(body);
    if (text === '') throw new NotXml('The answer is empty');
    const known = new Set(this.mappings().map(({ statusKey }) => statusKey));
    const page = readExport(text, { unknown: this.context.assumed('unknown-elements') === 'ignored' ? 'ignored' : 'refused', isStatus: (name) => known.has(name) });
    if (page.pages === 0 && this.context.assumed('no-pages') === 'refused') throw new PageRefused('pages="0" is no number of pages');
    return page;
  }

  private take(page: ExportPage, result: PullResult): void {
    const batch = this.desk.takeBatch();
    for (const exported of page.orders) {
      const status = String(this.mappings().find(({ statusKey }) => statusKey === exported.OrderStatus)?.orderStatus);
      const { order, isNew } = importOrder(this.store, exported, status, CUSTOM_STORE);
      (isNew ? result.imported : result.updated).push(order.orderNumber);
      if (isNew) this.hooks.orderMade(order, batch);
    }
  }
}

const names = (box: string): string[] => box.split(',').map((name) => name.trim()).filter(Boolean);
const basic = ({ username, password }: Connection) => ({ authorization: `Basic ${Buffer.from(`${username}:${password}`, 'utf8').toString('base64')}` });

/** Percent signs for blanks, as ShipStation writes them (shipstation.md §C2). */
function withQuery(url: string, members: Record<string, string>): string {
  const query = Object.entries(members).map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&');
  return `${url}${url.includes('?') ? '&' : '?'}${query}`;
}

/** `MM/dd/yyyy HH:mm`, or without slashes and colon (shipstation.md §C2). */
export function exportTime(at: number, zone: string, dates?: string): string {
  const [year, month, day, hour, minute] = new Date(wallOf(at, zone)).toISOString().split(/[-T:.]/);
  return dates === 'bare' ? `${month}${day}${year} ${hour}${minute}` : `${month}/${day}/${year} ${hour}:${minute}`;
}
