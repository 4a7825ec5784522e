import { ApiError, noData, readOnly, required, wrongData, wrongIdentity } from './errors';
import type { Json } from './view';

/** The object of a write: plain, or inside `data` (shoprenter.md §2). */
export function unwrapped(body: unknown): Json {
  const inner = isObject(body) && Object.keys(body).length === 1 && 'data' in body ? body.data : body;
  if (inner === undefined || inner === null) throw noData();
  if (!isObject(inner)) throw new ApiError(400, '40005', 'The given data is empty or not in PHP array format.');
  return inner;
}

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A scalar as the text the vendor stores. */
export function textOf(field: string, value: unknown): string {
  if (value === null) return '';
  if (!['string', 'number', 'boolean'].includes(typeof value)) throw wrongData(field, 'The data is not scalar (scalar is integer, float, string or boolean).');
  return typeof value === 'boolean' ? (value ? '1' : '0') : String(value);
}

export function numberOf(field: string, value: unknown): string {
  const text = textOf(field, value);
  if (!/^-?\d+(\.\d+)?$/.test(text)) throw wrongData(field, 'The data is not a number.');
  return text;
}

export function wholeOf(field: string, value: unknown): string {
  const text = textOf(field, value);
  if (!/^-?\d+(\.0+)?$/.test(text)) throw wrongData(field, 'The data is not int.');
  return String(Number(text));
}

export function choiceOf(field: string, value: unknown, choices: readonly string[]): string {
  const text = textOf(field, value);
  if (!choices.includes(text)) throw wrongData(field, 'This parameter is enum type. Check API documentation for accepted values.');
  return text;
}

/** `{id}` of a linked resource. */
export function linkedId(field: string, value: unknown): string {
  if (!isObject(value) || typeof value.id !== 'string' || value.id === '') {
    throw wrongData(field, 'It is not a valid resource identifier or invalid format. Valid format: array([id] => dGF4Q2xhc3MtdGF4X2NsYXNzX2lkPTEw)');
  }
  return value.id;
}

/** The row a linked id names. */
export function linked<Row>(field: string, value: unknown, find: (id: string) => Row | undefined): Row {
  const found = find(linkedId(field, value));
  if (found === undefined) throw wrongIdentity();
  return found;
}

export function listOf(field: string, value: unknown): Json[] {
  if (!Array.isArray(value) || !value.every(isObject)) throw wrongData(field, 'The given data is empty or not in PHP array format.');
  return value as Json[];
}

export function demand(body: Json, ...fields: string[]): void {
  const missing = fields.filter((field) => body[field] === undefined || body[field] === null || body[field] === '');
  if (missing.length > 0) throw required(missing.join(', '));
}

export function refuseReadOnly(body: Json, ...fields: string[]): void {
  const written = fields.filter((field) => field in body);
  if (written.length > 0) throw readOnly(written.join(', '));
}
