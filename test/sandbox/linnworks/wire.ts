import type { SandboxAnswer, SandboxRequest } from '../http';
import { invalidRequest, v1Error } from './errors';
import { isGuid } from './ids';

export type Kind = 'guid' | 'integer' | 'number' | 'boolean' | 'text' | 'time' | 'guids' | 'list' | 'object';

export interface Operation {
  /** `Controller/Method`. */
  name: string;
  verb: 'GET' | 'POST';
  /** How parameters travel (linnworks.md §2, table of shapes). */
  shape: 'query' | 'named' | 'request';
  params: Record<string, Kind>;
  optional?: string[];
  perMinute?: number;
  /** Field report: JSON is answered with 200 and nothing happens (linnworks.md §2). */
  silentOnJson?: boolean;
  run(args: Arguments, request: SandboxRequest): SandboxAnswer;
}

/** Checked against Operation.params before run() sees them. */
export type Arguments = Record<string, unknown>;

export interface Read {
  args: Arguments;
  ignored: string[];
  silent?: boolean;
}

/** Parameters as the vendor reads them from query, form or JSON; an answer when it would refuse. */
export function readArguments(operation: Operation, request: SandboxRequest): Read | SandboxAnswer {
  if (request.method === 'GET') return operation.verb === 'GET' ? fromText(operation, new URLSearchParams(request.query)) : methodNotAllowed();
  if (request.method !== 'POST') return methodNotAllowed();
  const type = String(request.headers['content-type'] ?? '').split(';')[0].trim().toLowerCase();
  const body = request.body.toString('utf8');
  if (type === 'application/x-www-form-urlencoded') {
    // SDK issue #7: JSON text inside a form has to be URL-encoded.
    if (/[{"]/.test(body)) return invalidRequest();
    return fromText(operation, new URLSearchParams(body));
  }
  if (type === 'application/json') return fromJson(operation, body);
  if (body === '' && Object.keys(operation.params).length === 0) return { args: {}, ignored: [] };
  return v1Error(415, 'The request contains an entity body with an unsupported media type.');
}

function methodNotAllowed(): SandboxAnswer {
  return v1Error(405, 'The requested resource does not support this http method.');
}

function fromText(operation: Operation, fields: URLSearchParams): Read | SandboxAnswer {
  const values = new Map<string, unknown>();
  for (const [name, written] of fields) {
    const kind = kindOf(operation, name);
    if (kind === undefined) continue;
    const value = scalar(kind, written);
    if (value === INVALID) return invalidRequest();
    values.set(name, value);
  }
  return complete(operation, values, [...fields.keys()]);
}

function fromJson(operation: Operation, body: string): Read | SandboxAnswer {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch {
    return invalidRequest();
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return invalidRequest();
  // Shape `request`: the bare object, no wrapper; a wrapped one reads as an object without any known member.
  if (operation.shape === 'request') return { args: { request: parsed }, ignored: 'request' in parsed ? ['request'] : [] };
  const values = new Map(Object.entries(parsed).filter(([name]) => kindOf(operation, name) !== undefined));
  for (const [name, value] of values) if (!fits(kindOf(operation, name) as Kind, value)) return invalidRequest();
  const read = complete(operation, values, Object.keys(parsed));
  return 'status' in read || !operation.silentOnJson ? read : { ...read, silent: true };
}

function complete(operation: Operation, values: Map<string, unknown>, given: string[]): Read | SandboxAnswer {
  for (const name of Object.keys(operation.params)) {
    const absent = values.get(name) === undefined || values.get(name) === null;
    if (absent && !operation.optional?.includes(name)) return invalidRequest();
  }
  return { args: Object.fromEntries(values), ignored: given.filter((name) => kindOf(operation, name) === undefined) };
}

function kindOf(operation: Operation, name: string): Kind | undefined {
  return Object.hasOwn(operation.params, name) ? operation.params[name] : undefined;
}

const INVALID = Symbol('invalid');

function scalar(kind: Kind, written: string): unknown {
  if (kind === 'text') return written;
  if (written === '') return null;
  switch (kind) {
    case 'integer':
      return /^-?\d{1,10}$/.test(written) ? Number(written) : INVALID;
    case 'number':
      return /^-?\d+(\.\d+)?$/.test(written) ? Number(written) : INVALID;
    case 'boolean':
      return /^(true|false)$/i.test(written) ? written.toLowerCase() === 'true' : INVALID;
    case 'guid':
    case 'time':
      return fits(kind, written) ? written : INVALID;
    default:
      try {
        const value = JSON.parse(written) as unknown;
        return value === null || fits(kind, value) ? value : INVALID;
      } catch {
        return INVALID;
      }
  }
}

export function fits(kind: Kind, value: unknown): boolean {
  if (value === null) return true;
  switch (kind) {
    case 'integer':
      return Number.isInteger(value);
    case 'number':
      return typeof value === 'number' && Number.isFinite(value);
    case 'boolean':
      return typeof value === 'boolean';
    case 'text':
      return typeof value === 'string';
    case 'guid':
      return isGuid(value);
    case 'time':
      return typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(value) && !Number.isNaN(Date.parse(value));
    case 'guids':
      return Array.isArray(value) && value.every(isGuid);
    case 'list':
      return Array.isArray(value);
    case 'object':
      return typeof value === 'object' && !Array.isArray(value);
  }
}
