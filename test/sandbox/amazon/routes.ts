import type { ValidateFunction } from 'ajv';
import type { SandboxAnswer } from '../http';
import type { Route } from '../router';
import type { Query, QueryRules } from './query';
import type { Role } from './values';

export interface Call {
  params: Record<string, string>;
  query: Query;
  body: unknown;
  now: number;
  /** `http://host:port`, for the links the room gives out. */
  origin: string;
}

export interface Handler {
  operation: string;
  /** One of these opens the operation; absent = any role (amazon.md §4.1). */
  roles?: readonly Role[];
  query: QueryRules;
  /** Absent: the operation takes no body. */
  body?: ValidateFunction;
  /** True where only a restricted data token opens it (amazon.md §4.2). */
  restricted?: (params: Record<string, string>) => boolean;
  /** A further bucket beside the operation's own. */
  bucket?: (call: Call) => string | undefined;
  run(call: Call): SandboxAnswer;
}

export type AmazonRoute = Route<Handler>;

export function route(method: string, path: string, operation: string, more: Omit<Handler, 'operation' | 'query'> & { query?: QueryRules }): AmazonRoute {
  return { method, path, handler: { operation, query: {}, ...more } };
}
