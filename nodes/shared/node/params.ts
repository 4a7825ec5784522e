import { refused } from '../api/problem';
import { parseJson } from '../api/verdict';
import { parseStartFrom } from '../model';
import type { ItemContext } from './operation';

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
