import { empty, json, type SandboxAnswer } from '../http';
import { ControlError, type RoomContext } from '../room';
import { messageBody, returnsBody } from './bodies';
import { notFound, problem } from './problems';
import type { Query } from './query';
import type { Renderer } from './render';
import { page, PAGE_OF_100, route, type KauflandRoute } from './routes';
import type { OrderStore, StoredUnit } from './store';
import { FULFILLMENT_TYPES, isoSeconds, RETURN_REASONS, RETURN_STATUSES, RETURN_UNIT_STATUSES, SORTS, STOREFRONTS } from './values';

interface ReturnUnit {
  id_return_unit: number;
  id_return: number;
  unit: StoredUnit;
  status: string;
  reason: string;
  note: string | null;
  ts_created: number;
  messages: string[];
}

interface StoredReturn {
  id_return: number;
  status: string;
  ts_created: number;
  ts_updated: number;
  tracking_code: string | null;
  units: ReturnUnit[];
}

const RETURNABLE = ['sent', 'received', 'sent_and_autopaid'];
const FILTERS = { ...PAGE_OF_100, storefront: { kind: 'choice', of: STOREFRONTS }, ts_created_from_iso: { kind: 'time' }, fulfillment_type: { kind: 'choices', of: FULFILLMENT_TYPES, fallback: ['fulfilled_by_merchant'] }, sort: { kind: 'choice', of: SORTS, fallback: 'ts_created:desc' } } as const;

/** Returns and return units (kaufland.md §5). */
export class Returns {
  private readonly all = new Map<number, StoredReturn>();

  constructor(
    private readonly context: RoomContext,
    private readonly store: OrderStore,
    private readonly renderer: Renderer,
  ) {}

  reset(): void {
    this.all.clear();
  }

  /** {returns: n}: the buyers of the first n despatched units send them back. */
  seed(count: number): number[] {
    const units = [...this.store.units.values()].filter(({ status }) => RETURNABLE.includes(status));
    if (count > units.length) throw new ControlError(400, `Only ${units.length} order units have been sent`);
    return units.slice(0, count).map((unit, index) => {
      const made = this.add([{ unit, reason: RETURN_REASONS[index % RETURN_REASONS.length], note: null }]);
      Object.assign(made, { status: 'package_received', tracking_code: `RET${made.id_return}` });
      made.units[0].status = 'return_arrived';
      return made.id_return;
    });
  }

  summary(): unknown[] {
    return [...this.all.values()].map(({ units, ...rest }) => ({ ...rest, units: units.map(({ unit, ...row }) => ({ ...row, id_order_unit: unit.id_order_unit })) }));
  }

  routes(): KauflandRoute[] {
    const units = () => [...this.all.values()].flatMap((one) => one.units);
    const act = (name: string, to: string, withMessage: boolean): KauflandRoute =>
      route('PATCH', `/return-units/{id_return_unit}/${name}`, `return-units.${name}`, {}, ({ params, body }) => {
        const row = units().find(({ id_return_unit }) => id_return_unit === Number(params.id_return_unit));
        if (!row) return notFound('Return unit');
        if (!['return_arrived', 'return_in_clarification', 'return_in_repair'].includes(row.status)) return problem(403, 'action-not-allowed', `A return unit with status ${row.status} cannot be changed.`);
        row.status = to;
        if (withMessage) row.messages.push(String((body as { message: string }).message));
        return empty();
      }, withMessage ? messageBody : undefined);

    return [
      route('GET', '/returns', 'returns.list', { ...FILTERS, ts_updated_from_iso: { kind: 'time' }, tracking_code: { kind: 'text' }, status: { kind: 'choices', of: RETURN_STATUSES } }, ({ query }) => {
        const rows = [...this.all.values()].filter(
          (one) => this.passes(one, one.units[0].unit, query) && after(one.ts_updated, query.ts_updated_from_iso) && (query.tracking_code === undefined || one.tracking_code === query.tracking_code),
        );
        const key = query.sort === 'ts_updated:desc' ? 'ts_updated' : 'ts_created';
        return json(200, page(rows.sort((a, b) => b[key] - a[key]), query, (one) => this.renderReturn(one, [])));
      }),
      route('GET', '/returns/{id_return}', 'returns.get', { embedded: { kind: 'choices', of: ['buyer', 'return_units'], fallback: [] } }, ({ params, query }) => {
        const found = this.all.get(Number(params.id_return));
        return found ? json(200, { data: this.renderReturn(found, query.embedded as string[]) }) : notFound('Return');
      }),
      route('POST', '/returns', 'returns.create', {}, ({ body }) => this.create(body as Array<{ id_order_unit: number; reason: string; note: string }>), returnsBody),
      route('GET', '/return-units', 'return-units.list', { ...FILTERS, status: { kind: 'choices', of: RETURN_UNIT_STATUSES } }, ({ query }) => {
        const rows = units().filter((row) => this.passes(row, row.unit, query));
        return json(200, page(rows.sort((a, b) => b.ts_created - a.ts_created), query, (row) => this.renderUnit(row)));
      }),
      route('GET', '/return-units/{id_return_unit}', 'return-units.get', { embedded: { kind: 'choices', of: ['return', 'order_unit', 'tickets'], fallback: [] } }, ({ params, query }) => {
        const row = units().find(({ id_return_unit }) => id_return_unit === Number(params.id_return_unit));
        return row ? json(200, { data: this.renderDetails(row, query.embedded as string[]) }) : notFound('Return unit');
      }),
      act('accept', 'return_accepted', false),
      act('clarify', 'return_in_clarification', true),
      act('reject', 'return_rejected', true),
      act('repair', 'return_in_repair', false),
    ];
  }

  private create(rows: Array<{ id_order_unit: number; reason: string; note: string }>): SandboxAnswer {
    const units = rows.map(({ id_order_unit }) => this.store.units.get(id_order_unit));
    if (units.some((unit) => unit === undefined)) return notFound('Order unit');
    if (new Set(units.map((unit) => unit?.id_order)).size > 1) return problem(400, 'bad-request', 'All order units must belong to one order.');
    if (units.some((unit) => !RETURNABLE.includes(unit?.status ?? ''))) return problem(403, 'returns/unit-wrong-status', 'An order unit cannot be returned in its present status.');
    const made = this.add(rows.map(({ reason, note }, index) => ({ unit: units[index] as StoredUnit, reason, note })));
    return json(201, { data: this.renderReturn(made, ['return_units']) });
  }

  private add(rows: Array<{ unit: StoredUnit; reason: string; note: string | null }>): StoredReturn {
    const id_return = 5_000_001 + this.all.size;
    const now = Math.floor(this.context.now() / 1000) * 1000;
    const made: StoredReturn = {
      id_return,
      status: 'return_requested',
      ts_created: now,
      ts_updated: now,
      tracking_code: null,
      units: rows.map((row, index) => ({ ...row, id_return_unit: id_return * 100 + index, id_return, status: 'need_to_be_returned', ts_created: now, messages: [] })),
    };
    this.all.set(id_return, made);
    return made;
  }

  private passes(row: { status: string; ts_created: number }, unit: StoredUnit, query: Query): boolean {
    const statuses = query.status as string[] | undefined;
    return (statuses === undefined || statuses.includes(row.status)) && (query.storefront === undefined || this.store.orderOf(unit).storefront === query.storefront) && after(row.ts_created, query.ts_created_from_iso);
  }

  private renderReturn(one: StoredReturn, embedded: string[]): Record<string, unknown> {
    const order = this.store.orderOf(one.units[0].unit);
    return {
      id_return: one.id_return,
      ts_created_iso: isoSeconds(one.ts_created),
      ts_updated_iso: isoSeconds(one.ts_updated),
      storefront: order.storefront,
      tracking_provider: one.tracking_code === null ? null : 'DHL',
      tracking_code: one.tracking_code,
      status: one.status,
      fulfillment_type: order.fulfillment_type,
      ...(embedded.includes('buyer') ? { buyer: order.buyer } : {}),
      ...(embedded.includes('return_units') ? { return_units: one.units.map((row) => this.renderUnit(row)) } : {}),
    };
  }

  private renderUnit({ unit, ts_created, messages: _messages, ...row }: ReturnUnit): Record<string, unknown> {
    const order = this.store.orderOf(unit);
    return { ...row, id_order_unit: unit.id_order_unit, ts_created_iso: isoSeconds(ts_created), storefront: order.storefront, fulfillment_type: order.fulfillment_type };
  }

  private renderDetails(row: ReturnUnit, embedded: string[]): Record<string, unknown> {
    return {
      ...this.renderUnit(row),
      return: this.renderReturn(this.all.get(row.id_return) as StoredReturn, []),
      ...(embedded.includes('order_unit') ? { order_unit: this.renderer.unit(row.unit) } : {}),
      ...(embedded.includes('tickets') ? { tickets: [] } : {}),
    };
  }
}

function after(time: number, from: Query[string]): boolean {
  return from === undefined || time > Date.parse(String(from));
}
