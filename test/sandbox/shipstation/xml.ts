import { XMLParser, XMLValidator } from 'fast-xml-parser';

export interface Element {
  name: string;
  attributes: Record<string, string>;
  children: Element[];
  /** Its own text, CDATA included, entities resolved. */
  text: string;
}

export class NotXml extends Error {}

const parser = new XMLParser({ preserveOrder: true, ignoreAttributes: false, attributeNamePrefix: '', parseTagValue: false, parseAttributeValue: false, trimValues: false, processEntities: false, cdataPropName: '#cdata' });
const NAMED: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** One document with one root; a DTD is refused. */
export function readXml(source: string): Element {
  const verdict = XMLValidator.validate(source);
  if (verdict !== true) throw new NotXml(`Not well-formed in line ${verdict.err.line}: ${verdict.err.msg}`);
  if (/<!DOCTYPE/i.test(source)) throw new NotXml('A DOCTYPE is not allowed');
  const roots = (parser.parse(source) as Node[]).filter((node) => !('?xml' in node) && !('#text' in node));
  if (roots.length !== 1) throw new NotXml(`The document has ${roots.length} roots`);
  return element(roots[0]);
}

type Node = Record<string, unknown>;

function element(node: Node): Element {
  const name = Object.keys(node).find((key) => key !== ':@') ?? '';
  const inner = (node[name] ?? []) as Node[];
  const text = inner.map((one) => ('#text' in one ? resolve(String(one['#text'])) : '#cdata' in one ? cdata(one) : '')).join('');
  return { name, attributes: (node[':@'] ?? {}) as Record<string, string>, children: inner.filter((one) => !('#text' in one) && !('#cdata' in one) && !('#comment' in one)).map(element), text };
}

function cdata(node: Node): string {
  return ((node['#cdata'] ?? []) as Node[]).map((one) => String(one['#text'] ?? '')).join('');
}

function resolve(text: string): string {
  return text.replace(/&(#x[\da-fA-F]+|#\d+|\w+);/g, (_whole, entity: string) => {
    if (entity.startsWith('#x')) return String.fromCodePoint(Number.parseInt(entity.slice(2), 16));
    if (entity.startsWith('#')) return String.fromCodePoint(Number(entity.slice(1)));
    if (NAMED[entity] === undefined) throw new NotXml(`The entity &${entity}; is not declared`);
    return NAMED[entity];
  });
}

export const escaped = (value: unknown): string => String(value ?? '').replace(/[&<>"]/g, (sign) => `&${Object.entries(NAMED).find(([, one]) => one === sign)?.[0] ?? ''};`);
