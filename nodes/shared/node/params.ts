import type { IGetNodeParameterOptions } from 'n8n-workflow';

import { refused } from '../api/problem';
import { parseJson } from '../api/verdict';
import { parseStartFrom } from '../model';
import type { ItemContext } from './operation';

/**
 * A node parameter's value, undefined where it is not shown. n8n throws for a hidden one: without something to fall back
 * to, and always when a value is to be extracted.
 *
 * @param get `getNodeParameter` of the node's functions with this fallback
 */
export function shownParam<T>(get: (fallback: null, options?: IGetNodeParameterOptions) => unknown): T {
  const value = get(null);
  const isLocator = typeof value === 'object' && value !== null && '__rl' in value;
  return (isLocator ? get(null, { extractValue: true }) : (value ?? undefined)) as T;
}

/**
 * The value of a JSON parameter, which n8n gives as object or as text.
 *
 * @param label the field's name as the operator sees it
 * @throws Problem when it is text but no JSON
 */
export function jsonParam(item: ItemContext, name: string, label: string): unknown {
  const given = item.param<unknown>(name);
  if (typeof given !== 'string') return given;
  const parsed = parseJson(given);
  if ('value' in parsed && parsed.value !== undefined) return parsed.value;
  throw refused(`'${label}' is not JSON`, `Give the whole ${label.toLowerCase()}, e.g. {{ $json }}.`);
}

/** UTC time of an operator's Start From (ISO or `YYYY-MM-DD HH-MM-SS`); undefined when empty. @throws ModelError */
export function startOf(text: string): string | undefined {
  return text.trim() === '' ? undefined : parseStartFrom(text);
}
