import { json, type SandboxAnswer, type SandboxRequest } from '../http';
import { scatter } from '../random';
import type { RoomContext } from '../room';
import { v2Problem } from './errors';
import { EMPTY_GUID, isGuid } from './ids';
import { v2Order } from './render-v2';
import { isOpen, type AccountStore, type StoredOrder } from './store';

interface Search {
  ids: string[];
  perPage: number;
  issued: number;
}

const KNOWN = ['id', 'fromDate', 'entriesPerPage', 'includeProcessed', 'onlyPaid', 'locationId', 'searchToken'];
const DEFAULT_PAGE = 50;

/** GET /v2/orders (linnworks.md §4.1). */
export class V2Orders {
  private readonly searches = new Map<string, Search>();

  constructor(
    private readonly context: RoomContext,
    private readonly store: AccountStore,
  ) {}

  reset(): void {
    this.searches.clear();
  }

  list(request: SandboxRequest): SandboxAnswer {
    const query = new URLSearchParams(request.query);
    // The service binds the parameters it knows and passes over the others.
    const ignored = [...new Set(query.keys())].filter((name) => !KNOWN.includes(name));
    const errors = complaints(query);
    if (Object.keys(errors).length > 0) return v2Problem(400, 'One or more validation errors occurred.', 'See errors.', errors);
    return { ...this.answer(query, request.now), ignored };
  }

  private answer(query: URLSearchParams, now: number): SandboxAnswer {
    const ids = query.getAll('id');
    if (ids.length > 0) {
      const found = ids.map((id) => this.store.orders.get(id.toLowerCase())).filter((order): order is StoredOrder => order !== undefined);
      return this.page(found.map(({ OrderId }) => OrderId), found.length, null);
    }
    const token = query.get('searchToken');
    if (token !== null) {
      const search = this.searches.get(token.toLowerCase());
      const lifeMs = this.context.assumed('search-token-life') === '30-seconds' ? 30_000 : 600_000;
      if (!search || now - search.issued > lifeMs) return v2Problem(400, 'Bad Request', 'The search token is unknown or has expired.');
      return this.cut(search.ids, search.perPage, now);
    }
    const largest = Number(this.context.assumed('v2-page-max'));
    const asked = Number(query.get('entriesPerPage') ?? DEFAULT_PAGE);
    if (asked > largest && this.context.assumed('v2-page-too-large') === '400') return v2Problem(400, 'Bad Request', `entriesPerPage must not exceed ${largest}.`);
    return this.cut(this.find(query), Math.min(asked, largest), now);
  }

  private find(query: URLSearchParams): string[] {
    const from = query.get('fromDate');
    const location = query.get('locationId')?.toLowerCase() ?? (this.context.assumed('v2-without-location') === 'all' ? undefined : EMPTY_GUID);
    const flag = (name: string) => query.get(name)?.toLowerCase() === 'true';
    return [...this.store.orders.values()]
      .filter((order) => (from === null || order.lastUpdated >= Date.parse(from)) && (location === undefined || order.LocationId === location))
      .filter((order) => (!flag('onlyPaid') || order.Status === 1) && (flag('includeProcessed') || isOpen(order)))
      .map(({ OrderId }) => OrderId)
      // No order is documented; nobody may rely on one.
      .sort((a, b) => scatter(a) - scatter(b));
  }

  private cut(ids: string[], perPage: number, now: number): SandboxAnswer {
    const rest = ids.slice(perPage);
    if (rest.length === 0) return this.page(ids, ids.length, null);
    const token = this.store.guids.next('srch');
    this.searches.set(token, { ids: rest, perPage, issued: now });
    return this.page(ids.slice(0, perPage), ids.length, token);
  }

  private page(ids: string[], total: number, token: string | null): SandboxAnswer {
    const orders = ids.map((id) => this.store.orders.get(id) as StoredOrder);
    const render = (wanted: boolean) => orders.filter((order) => isOpen(order) === wanted).map((order) => v2Order(this.store, order));
    return json(200, { TotalOrders: total, NextSearchToken: token, OpenOrders: render(true), ProcessedOrders: render(false) });
  }
}

function complaints(query: URLSearchParams): Record<string, string[]> {
  const errors: Record<string, string[]> = {};
  const check = (name: string, right: (value: string) => boolean) => {
    for (const value of query.getAll(name)) if (!right(value)) errors[name] = [`The value '${value}' is not valid.`];
  };
  check('id', isGuid);
  check('searchToken', isGuid);
  check('locationId', isGuid);
  check('fromDate', (value) => /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(value) && !Number.isNaN(Date.parse(value)));
  check('entriesPerPage', (value) => /^\d{1,6}$/.test(value) && Number(value) > 0);
  check('includeProcessed', (value) => /^(true|false)$/i.test(value));
  check('onlyPaid', (value) => /^(true|false)$/i.test(value));
  return errors;
}
