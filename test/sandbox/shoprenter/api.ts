import type { RoomContext } from '../room';
import { unwrapped } from './bodies';
import { ApiError, noIdentity, noPermission, noSku, notFound, unknownParameter } from './errors';
import { one, page } from './read';
import { rowOf, type Resource, type Write } from './resource';
import type { Shop } from './store';
import type { Json, View } from './view';

export interface Call {
  shop: Shop;
  /** Absolute address below which the resources lie. */
  base: string;
  method: string;
  /** Without a leading slash. */
  path: string;
  query: URLSearchParams;
  body: unknown;
  /** Undefined = not restricted (Basic). */
  scopes: string[] | undefined;
  inBatch: boolean;
}

export interface Outcome {
  status: number;
  body: unknown;
  operation: string;
  ignored: string[];
}

/** Runs one call against the table of resources; throws ApiError. */
export class Api {
  constructor(
    private readonly context: RoomContext,
    private readonly resources: Resource[],
  ) {}

  operationOf(method: string, path: string): string {
    const [name, id] = path.split('/');
    if (!this.resources.some((resource) => resource.path === name)) return '';
    return method === 'GET' ? `${name}.${id ? 'get' : 'list'}` : `${name}.${method.toLowerCase()}`;
  }

  async run(call: Call): Promise<Outcome> {
    const { method, path, query } = call;
    const [name, rawId, ...rest] = path.split('/');
    const resource = this.resources.find((candidate) => candidate.path === name);
    if (!resource || rest.length > 0) throw notFound(path);
    const id = rawId === undefined || rawId === '' ? undefined : decode(rawId);
    this.checkScope(call, resource);
    const view: View = { shop: call.shop, base: call.base, inList: false, context: this.context };
    const operation = this.operationOf(method, path);
    if (method === 'GET') return { status: 200, body: id === undefined ? page(resource, view, query) : one(resource, view, id, query), operation, ignored: [] };
    return { operation, ...(await this.write(call, resource, view, id)) };
  }

  private checkScope({ scopes, method }: Call, { scope }: Resource): void {
    const needed = `${scope}:${method === 'GET' ? 'read' : 'write'}`;
    if (scopes && !scopes.includes(needed)) throw noPermission(Number(this.context.assumed('missing-scope')));
  }

  private async write(call: Call, resource: Resource, view: View, id: string | undefined): Promise<Omit<Outcome, 'operation'>> {
    const { shop, method, query } = call;
    for (const name of query.keys()) if (name !== 'emptyBody' && !(name === 'sku' && resource.bySku)) throw unknownParameter(name);
    const sku = query.get('sku') ?? undefined;
    const row = this.rowFor(call, resource, id, sku);
    if (method === 'DELETE') {
      if (!resource.remove) throw notFound(call.path);
      if (row === undefined) throw notFound(call.path);
      resource.remove(shop, row);
      return { status: 204, body: undefined, ignored: [] };
    }
    const write: Write = { shop, view, body: unwrapped(call.body), id, sku, adds: method === 'POST' };
    const act = row === undefined ? (method === 'POST' ? resource.create?.bind(resource, write) : undefined) : resource.update?.bind(resource, write, row);
    if (!act) throw notFound(call.path);
    const done = await act();
    const body: Json | unknown[] = query.get('emptyBody') === '1' && !resource.fullBody ? [] : resource.render(view, done.row);
    return { status: done.created ? 201 : 200, body, ignored: done.ignored };
  }

  /** The row a write is about: by id, by SKU, or none yet. */
  private rowFor({ shop, method, path, inBatch }: Call, resource: Resource, id: string | undefined, sku: string | undefined): unknown {
    if (!['POST', 'PUT', 'DELETE'].includes(method)) throw notFound(path);
    if (sku !== undefined && resource.bySku) {
      if (id === undefined && method !== 'POST') {
        const answer = this.context.assumed('put-by-sku');
        if (answer === 'refused' || (answer === 'refused-in-batch' && inBatch)) throw noIdentity();
      }
      const found = resource.bySku(shop, sku);
      if (found === undefined) throw noSku(sku);
      return found;
    }
    if (id === undefined) {
      if (method !== 'POST') throw noIdentity();
      return undefined;
    }
    const found = rowOf(resource, shop, id);
    if (found === undefined && method !== 'POST') throw notFound(path);
    return found;
  }
}

export function failureOf(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  throw error;
}

function decode(step: string): string {
  try {
    return decodeURIComponent(step);
  } catch {
    return step;
  }
}
