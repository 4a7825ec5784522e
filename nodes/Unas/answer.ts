import { parseXml, type XmlElement } from '../shared/format';
import { isFormatError } from '../shared/format/errors';

export interface Document {
  name: string;
  root: XmlElement;
}

/** Elements that may come once and are a list all the same (unas.md §1) are read with `xmlList`. Undefined for half a document. */
export function readXml(text: string): Document | undefined {
  let failure: unknown;
  try {
    const [first] = Object.entries(parseXml(text));
    if (!first) return undefined;
    const [name, root] = first;
    return { name, root: typeof root === 'object' && !Array.isArray(root) ? root : { '#text': root } };
  } catch (error) {
    failure = error;
  }
  if (isFormatError(failure)) return undefined;
  throw failure;
}

/** The text of an answer whose only node is `Error`, whatever the HTTP status (unas.md §1). */
export function errorIn(text: string): string | undefined {
  if (!/^\ufeff?\s*(?:<\?[^>]*\?>\s*)?<Error[\s>/]/.test(text)) return undefined;
  const said = readXml(text)?.root['#text'];
  return typeof said === 'string' && said.trim() !== '' ? said.trim() : 'an error without a text';
}

/** True where the document's end is there; a page of 500 orders is parsed once, by who reads it. */
export function isWhole(text: string): boolean {
  const head = /^\ufeff?\s*(?:<\?[^>]*\?>\s*|<!--[\s\S]*?-->\s*)*<([^\s/>!?]+)[^>]*>/.exec(text);
  if (!head) return false;
  return head[0].endsWith('/>') ? text.trimEnd().endsWith('/>') : text.trimEnd().endsWith(`</${head[1]}>`);
}
