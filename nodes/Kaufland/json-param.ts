import { refused } from '../shared/api/problem';
import type { ItemContext } from '../shared/node/operation';

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** The value of a JSON parameter, which n8n hands over as an object or as text. @throws Problem naming the field */
export function jsonParam(item: ItemContext, name: string, title: string): unknown {
  const given = item.param<unknown>(name);
  if (typeof given !== 'string') return given;
  const parsed = jsonOf(given);
  if (parsed === undefined) throw refused(`'${title}' is not JSON`, `Give the whole ${title.toLowerCase()}, e.g. {{ $json }}.`);
  return parsed;
}
