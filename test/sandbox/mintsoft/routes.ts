import type { SandboxAnswer } from '../http';
import type { Route } from '../router';
import type { Shape } from './bodies';
import type { User } from './gate';
import type { Query, QueryRules } from './query';

export interface Call {
  id: number;
  params: Record<string, string>;
  query: Query;
  body: unknown;
  user: User;
}

export interface Handler {
  query: QueryRules;
  /** Absent: the operation takes no body. */
  body?: Shape | readonly [Shape];
  /** Others get a 401, as there is no 403 (mintsoft.md §1.1). */
  adminOnly: boolean;
  run(call: Call): SandboxAnswer;
}

export type MintsoftRoute = Route<Handler>;

export function route(method: string, path: string, query: QueryRules, run: Handler['run'], more: { body?: Handler['body']; adminOnly?: boolean } = {}): MintsoftRoute {
  return { method, path: `/api/${path}`, handler: { query, run, adminOnly: false, ...more } };
}

/** The client whose rows a call sees; undefined = all of them, which is what an administrator gets unasked (mintsoft.md §2). */
export function clientOf({ user, query }: Call): number | undefined {
  return user.level === 'client' ? user.clientId : Number(query.ClientId) || undefined;
}

/** One page; more than the cap is cut without a word (mintsoft.md §2). */
export function page<T>(rows: T[], { PageNo, Limit }: { PageNo?: unknown; Limit?: unknown }, cap = 100): T[] {
  const size = Math.min(cap, Number(Limit) > 0 ? Number(Limit) : 100);
  const start = (Math.max(1, Number(PageNo ?? 1)) - 1) * size;
  return rows.slice(start, start + size);
}
