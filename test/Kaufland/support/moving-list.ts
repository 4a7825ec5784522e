import type { DatedPage, OrderSource } from '../../../nodes/Kaufland/api';
import type { KauflandHeader, KauflandOrder, KauflandUnitRow } from '../../../nodes/Kaufland/types';
import type { Query } from '../../../nodes/shared/api/request';
import { unitRow } from './vendor-orders';

export interface Happening {
  kind: 'place' | 'release' | 'send' | 'cancel' | 'bump';
  /** Which of the units it may happen to. */
  pick: number;
  /** How long after the one before, in milliseconds. */
  afterMs: number;
}

export interface Habits {
  /** Rows of one second change places between two answers. */
  shifting: boolean;
  /** The list of headers: in no order at all, or by last change, so that an order jumps. */
  headers: 'scattered' | 'newest-change';
  /** `ts_*_from_iso` means "after" or "from". */
  inclusive: boolean;
}

interface Piece {
  id: number;
  order: string;
  status: string;
  updated: number;
}

const scatter = (text: string): number =>
  [...text].reduce((hash, character) => Math.imul(hash ^ character.charCodeAt(0), 16777619) >>> 0, 2166136261);
const iso = (at: number): string => `${new Date(at).toISOString().slice(0, 19)}Z`;
const second = (at: number): number => Math.floor(at / 1000) * 1000;

/** A vendor whose units enter, leave and move in the list between any two calls. */
export class MovingList implements OrderSource {
  readonly pieces: Piece[] = [];
  now = Date.parse('2026-01-05T09:00:00Z');
  calls = 0;
  unitsPerAnswer = 100;
  /** Small, so that a test of a few orders walks through several pages. */
  headersPerAnswer = 4;
  private readonly unitCounts = new Map<string, number>();

  constructor(
    private readonly happenings: Happening[],
    private readonly habits: Habits,
    /** How many things happen before each call. */
    private readonly perCall: number,
  ) {}

  get quiet(): boolean {
    return this.happenings.length === 0;
  }

  place(units: number, status = 'need_to_be_sent'): void {
    const order = `M${this.unitCounts.size}`;
    this.unitCounts.set(order, units);
    for (let index = 0; index < units; index++)
      this.pieces.push({ id: 1000 + this.pieces.length, order, status, updated: second(this.now) });
  }

  piecesOf(order: string): Piece[] {
    return this.pieces.filter((piece) => piece.order === order);
  }

  private happen({ kind, pick, afterMs }: Happening): void {
    this.now += afterMs;
    if (kind === 'place') return this.place(1 + (pick % 3), pick % 2 === 0 ? 'open' : 'need_to_be_sent');
    const from: Record<string, string[]> = {
      release: ['open'],
      send: ['need_to_be_sent'],
      cancel: ['open', 'need_to_be_sent'],
      bump: ['need_to_be_sent', 'open'],
    };
    const candidates = this.pieces.filter(({ status }) => from[kind]?.includes(status));
    const piece = candidates[pick % Math.max(1, candidates.length)];
    if (!piece) return;
    const to: Record<string, string> = { release: 'need_to_be_sent', send: 'sent', cancel: 'cancelled', bump: piece.status };
    Object.assign(piece, { status: to[kind], updated: second(this.now) });
  }

  private async tick(): Promise<void> {
    this.calls += 1;
    this.now += 40;
    for (const happening of this.happenings.splice(0, this.perCall)) this.happen(happening);
  }

  private since(at: number, from: unknown): boolean {
    if (from === undefined) return true;
    const limit = Date.parse(String(from));
    return this.habits.inclusive ? at >= limit : at > limit;
  }

  private paged<Row>(rows: Row[], query: Query, most: number): DatedPage<Row> {
    const offset = Number(query.offset);
    return { rows: rows.slice(offset, offset + Math.min(most, Number(query.limit))), total: rows.length, serverNow: second(this.now) };
  }

  async units(query: Query): Promise<DatedPage<KauflandUnitRow>> {
    await this.tick();
    const statuses = query.status as string[];
    const tie = ({ id }: Piece): number => (this.habits.shifting ? scatter(`${id}/${this.calls}`) : id);
    const rows = this.pieces
      .filter(({ status, updated }) => statuses.includes(status) && this.since(updated, query.ts_updated_from_iso))
      .sort((a, b) => b.updated - a.updated || tie(a) - tie(b));
    return this.paged(
      rows.map((piece) => this.row(piece)),
      query,
      this.unitsPerAnswer,
    );
  }

  async headers(query: Query): Promise<DatedPage<KauflandHeader>> {
    await this.tick();
    const changed = (order: string) => Math.max(...this.piecesOf(order).map(({ updated }) => updated));
    const ids = [...this.unitCounts.keys()].filter((order) => this.since(changed(order), query.ts_units_updated_from_iso));
    ids.sort((a, b) =>
      this.habits.headers === 'scattered' ? scatter(a) - scatter(b) : changed(b) - changed(a) || scatter(a) - scatter(b),
    );
    const rows = ids.map((id_order) => ({ id_order, order_units_count: this.unitCounts.get(id_order) ?? 0 }));
    return this.paged(rows, query, this.headersPerAnswer);
  }

  async order(id: string): Promise<KauflandOrder | undefined> {
    await this.tick();
    const pieces = this.piecesOf(id);
    return pieces.length === 0 ? undefined : { id_order: id, storefront: 'de', order_units: pieces.map((piece) => this.row(piece)) };
  }

  private row({ id, order, status, updated }: Piece): KauflandUnitRow {
    return unitRow({ id_order_unit: id, id_order: order, status, ts_updated_iso: iso(updated), ts_created_iso: iso(updated) });
  }
}
