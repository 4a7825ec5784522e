import { refused } from '../shared/api/problem';
import type { ItemContext } from '../shared/node/operation';

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
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
  const value = parsed(given);
  if (value !== undefined) return value;
  throw refused(`'${label}' is not JSON`, `Give the whole ${label.toLowerCase()}, e.g. {{ $json }}.`);
}
