import { readFileSync } from 'node:fs';

import { specification } from '../../support/left-out';
import type { ContractFixture } from '../fixture';

const RESOURCES = 'shoprenter/resources.json';

interface Endpoint {
  method: string;
  path: string;
  query: string[];
}

interface Resource {
  properties: Record<string, { required?: boolean; readonly?: boolean }>;
  endpoints: Record<string, Endpoint>;
}

interface Sent {
  method: string;
  /** Below the API's base. */
  path: string;
  query: Array<[string, string]>;
  body?: unknown;
}

/** By the vendor's path, such as `/orderExtend`. */
function resources(): Map<string, Resource> {
  const file = specification(RESOURCES);
  const all = file ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, Resource>) : {};
  return new Map(Object.values(all).map((one) => [one.endpoints.getCollection?.path ?? '', one]));
}

const known = resources();
const PREFIX = /^\/shoprenter\/[^/]+\/api|^\/shoprenter-legacy\/[^/]+/;
const ownPath = (path: string): string => path.replace(PREFIX, '').replace(/^(\/[^/]+)\/.+$/, '$1/{id}');

function endpointOf(resource: Resource | undefined, { method, path, query }: Sent): Endpoint | undefined {
  const single = path.endsWith('/{id}');
  // `PUT /productExtend?sku=` without an id is not in the reference (shoprenter.md §6): it is the one way that is tried.
  if (method === 'PUT' && !single && query.some(([name]) => name === 'sku')) return resource?.endpoints.put;
  return resource?.endpoints[method === 'GET' ? (single ? 'get' : 'getCollection') : method.toLowerCase()];
}

function bodyComplaints(name: string, resource: Resource, { method, body }: Sent): string[] {
  if (method === 'GET' || method === 'DELETE') return body === undefined ? [] : [`${name}: a body is sent`];
  if (typeof body !== 'object' || body === null) return [`${name}: no object is sent`];
  const { properties } = resource;
  const given = Object.keys(body);
  const required = method === 'POST' ? Object.keys(properties).filter((field) => properties[field]?.required && !properties[field]?.readonly) : [];
  return [
    ...given.filter((field) => !(field in properties)).map((field) => `${name}: unknown field ${field}`),
    ...given.filter((field) => properties[field]?.readonly).map((field) => `${name}: ${field} is read-only`),
    ...required.filter((field) => !given.includes(field)).map((field) => `${name}: ${field} is missing`),
  ];
}

function complaintsOf(sent: Sent): string[] {
  const resource = known.get(sent.path.replace(/\/\{id\}$/, ''));
  const name = `${sent.method} ${sent.path}`;
  const endpoint = endpointOf(resource, sent);
  if (!resource || !endpoint) return [`${name}: not in the definition`];
  const unknown = sent.query.filter(([parameter]) => !endpoint.query.includes(parameter)).map(([parameter]) => `${name}: unknown parameter ${parameter}`);
  const limit = Number(sent.query.find(([parameter]) => parameter === 'limit')?.[1] ?? 0);
  return [...unknown, ...(limit > 200 ? [`${name}: ${limit} rows a page`] : []), ...bodyComplaints(name, resource, sent)];
}

interface Part {
  method: string;
  uri: string;
  data?: unknown;
}

function partOf({ method, uri, data }: Part): Sent {
  const url = new URL(uri);
  return { method, path: ownPath(url.pathname), query: [...url.searchParams], body: data };
}

/** Requests inside batches, for the list of all that the nodes can make. */
function batchComplaints(body: unknown, host: string): string[] {
  const parts = (body as { data?: { requests?: Part[] } } | undefined)?.data?.requests ?? [];
  const foreign = parts.filter(({ uri }) => new URL(uri).host !== host).map(({ uri }) => `batch: ${new URL(uri).host} is not the host of the batch`);
  return [...(parts.length === 0 || parts.length > 200 ? [`batch of ${parts.length}`] : []), ...foreign, ...parts.flatMap((part) => complaintsOf(partOf(part)))];
}

export const contract: ContractFixture = {
  definitions: [RESOURCES],
  locate(_method, path) {
    if (path.startsWith('/shoprenter-oauth/')) return { file: '', path: '/{shop}/app/token' };
    return PREFIX.test(path) ? { file: '', path: ownPath(path) } : undefined;
  },
  complaints({ method, query, body, headers }, path) {
    const text = body.toString('utf8');
    const json = text === '' ? undefined : (JSON.parse(text) as unknown);
    const wants = String(headers.accept).startsWith('application/json') ? [] : [`${path}: Accept is ${String(headers.accept)}`];
    const type = String(headers['content-type']).startsWith('application/json') ? [] : [`${method} ${path}: Content-Type is ${String(headers['content-type'])}`];
    if (path === '/{shop}/app/token') {
      const fields = Object.keys((json ?? {}) as object).sort().join();
      return [...wants, ...type, ...(fields === 'client_id,client_secret,grant_type' ? [] : [`token: ${fields}`])];
    }
    const inner = path === '/batch' ? batchComplaints(json, String(headers.host)) : complaintsOf({ method, path, query: [...new URLSearchParams(query)], body: json });
    return [...wants, ...type, ...inner];
  },
  requests: [
    'POST /{shop}/app/token',
    'POST /batch',
    'POST /categoryExtend',
    'GET /categoryExtend',
    'GET /customerGroups',
    'GET /languages',
    'GET /orderExtend',
    'GET /orderExtend/{id}',
    'GET /orderInvoices',
    'GET /orderStatusDescriptions',
    'GET /orderStatuses',
    'GET /productExtend',
    'GET /products',
    'GET /settings',
    'GET /taxRates',
  ],
};
