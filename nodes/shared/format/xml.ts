import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { FormatError } from './errors';

/** An element with attributes (`@name`), text (`#text`) and children by name; one without either is its text. */
export interface XmlElement {
  [name: string]: XmlValue;
}
export type XmlValue = string | XmlElement | XmlValue[];

export interface XmlReadOptions {
  /** Elements that are lists even when they occur once, by path from the root: `Orders.Order`; `*` is any one name. */
  arrays?: readonly string[];
  /** Drops prefixes (`bme:PARTY_ID` -> `PARTY_ID`). Default false. */
  dropPrefixes?: boolean;
  /** Trims text (not CDATA) of elements. Default true: vendors indent values. */
  trim?: boolean;
}

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const ENTITY = /&(?:(amp|lt|gt|quot|apos)|#(\d{1,7})|#x([\da-f]{1,6}));/giy;
const DECODE = /&(?:(amp|lt|gt|quot|apos)|#(\d{1,7})|#[xX]([\da-fA-F]{1,6}));/g;
const TEXT = '#text';
const CDATA = '#cdata';
const ATTRIBUTES = ':@';

/**
 * XML -> nested objects. Every value is text: numbers, booleans and leading zeros are left to the caller. An element
 * that occurs several times, or is named in `arrays`, is a list; an empty element is ''.
 * Refused with FormatError and line: a DOCTYPE (no DTD, hence no entity of one's own and none to expand), an entity
 * other than the five predefined and numeric ones, text that is not well-formed, more than 100 levels.
 */
export function parseXml(source: string, options: XmlReadOptions = {}): XmlElement {
  const text = source.replace(/^\ufeff/, '');
  refuseDoctypeAndEntities(text);
  const verdict = XMLValidator.validate(text);
  if (verdict !== true) throw new FormatError(`Not well-formed XML in line ${verdict.err.line}: ${verdict.err.msg}`, 'bad-xml', verdict.err.line);
  const nodes = parseOrdered(text, options.dropPrefixes ?? false);
  if (typeof nodes === 'string') throw new FormatError(`XML cannot be read: ${nodes}`, 'bad-xml');
  const roots = nodes.filter((node) => node[TEXT] === undefined || String(node[TEXT]).trim() !== '');
  // The library drops text behind the root; a document that goes on after its end was cut or joined wrongly.
  const endsInMarkup = text.trimEnd().endsWith('>');
  if (roots.length !== 1 || roots[0]?.[TEXT] !== undefined || !endsInMarkup) throw new FormatError('Not well-formed XML: there must be exactly one root element and no text beside it', 'bad-xml');
  const lists = (options.arrays ?? []).map((path) => path.split('.'));
  return elementOf(nodes, {}, [], { lists, trim: options.trim ?? true }) as XmlElement;
}

interface OrderedNode {
  [name: string]: OrderedNode[] | string | Record<string, string>;
}

/** The library's ordered tree, or the message of its error (a catch block must not throw our class). */
function parseOrdered(text: string, removeNSPrefix: boolean): OrderedNode[] | string {
  const parser = new XMLParser({
    preserveOrder: true,
    ignoreAttributes: false,
    attributeNamePrefix: '@',
    textNodeName: TEXT,
    cdataPropName: CDATA,
    parseTagValue: false,
    parseAttributeValue: false,
    trimValues: false,
    processEntities: false,
    ignoreDeclaration: true,
    ignorePiTags: true,
    removeNSPrefix,
    maxNestedTags: 100,
    jPath: false,
  });
  try {
    return parser.parse(text) as OrderedNode[];
  } catch (error) {
    return error instanceof Error ? error.message : 'unknown error';
  }
}

/** One pass from mark to mark, so that hostile text costs no more than linear time. */
function refuseDoctypeAndEntities(text: string): void {
  const lineAt = (position: number): number => text.slice(0, position).split('\n').length;
  const mark = /<!--|<!\[CDATA\[|<\?|<!|&/g;
  for (let found = mark.exec(text); found; found = mark.exec(text)) {
    const closing = { '<!--': '-->', '<![CDATA[': ']]>', '<?': '?>' }[found[0]];
    if (closing !== undefined) {
      const end = text.indexOf(closing, mark.lastIndex);
      if (end < 0) throw new FormatError(`XML in line ${lineAt(found.index)}: '${found[0]}' is never closed`, 'bad-xml', lineAt(found.index));
      mark.lastIndex = end + closing.length;
    } else if (found[0] === '<!') {
      throw new FormatError(`XML in line ${lineAt(found.index)} declares a document type, which is refused`, 'bad-xml', lineAt(found.index));
    } else {
      ENTITY.lastIndex = found.index;
      const entity = ENTITY.exec(text);
      if (!entity || !isCharacter(entity)) {
        const line = lineAt(found.index);
        throw new FormatError(`XML in line ${line}: '&' starts no known entity (write &amp; for the character itself)`, 'bad-xml', line);
      }
    }
  }
}

function isCharacter(entity: RegExpExecArray): boolean {
  if (entity[1] !== undefined) return NAMED[entity[1]] !== undefined;
  const code = entity[2] !== undefined ? Number(entity[2]) : parseInt(entity[3] ?? '', 16);
  return code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
}

function decodeEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(DECODE, (_whole, name?: string, decimal?: string, hex?: string) => {
    if (name !== undefined) return NAMED[name] ?? '';
    return String.fromCodePoint(decimal !== undefined ? Number(decimal) : parseInt(hex ?? '', 16));
  });
}

interface Shape {
  lists: readonly (readonly string[])[];
  trim: boolean;
}

function elementOf(nodes: readonly OrderedNode[], attributes: Record<string, string>, path: readonly string[], shape: Shape): XmlValue {
  const fields = new Map<string, XmlValue>(Object.entries(attributes).map(([name, value]) => [name, decodeEntities(value)]));
  let text = '';
  let children = 0;
  nodes.forEach((node, index) => {
    const name = Object.keys(node).find((candidate) => candidate !== ATTRIBUTES) ?? '';
    if (name === TEXT) {
      text += decodeEntities(trimEnds(String(node[TEXT]), shape.trim && index === 0, shape.trim && index === nodes.length - 1));
    } else if (name === CDATA) {
      text += String((node[CDATA] as OrderedNode[])[0]?.[TEXT] ?? '');
    } else {
      children += 1;
      addChild(fields, name, node, [...path, name], shape);
    }
  });
  if (fields.size === 0 && path.length > 0) return text;
  const onlyIndent = children > 0 && text.trim() === '';
  if (text !== '' && !onlyIndent) fields.set(TEXT, text);
  return Object.fromEntries(fields);
}

function trimEnds(text: string, start: boolean, end: boolean): string {
  const front = start ? text.trimStart() : text;
  return end ? front.trimEnd() : front;
}

function addChild(fields: Map<string, XmlValue>, name: string, node: OrderedNode, path: readonly string[], shape: Shape): void {
  const child = elementOf(node[name] as OrderedNode[], (node[ATTRIBUTES] ?? {}) as Record<string, string>, path, shape);
  const before = fields.get(name);
  if (Array.isArray(before)) before.push(child);
  else if (before !== undefined) fields.set(name, [before, child]);
  else fields.set(name, shape.lists.some((list) => isPath(list, path)) ? [child] : child);
}

function isPath(wanted: readonly string[], path: readonly string[]): boolean {
  return wanted.length === path.length && wanted.every((step, index) => step === '*' || step === path[index]);
}

/** Children of that name as a list, whether there is none, one or many. A parent that is empty ('') has none. */
export function xmlList(parent: XmlValue | undefined, name: string): XmlValue[] {
  const child = childOf(parent, name);
  if (child === undefined) return [];
  return Array.isArray(child) ? child : [child];
}

/** Child element of that name, the first of several; undefined when there is none or it is plain text. */
export function xmlChild(parent: XmlValue | undefined, name: string): XmlElement | undefined {
  const [first] = xmlList(parent, name);
  return typeof first === 'object' && !Array.isArray(first) ? first : undefined;
}

/** Text of a child element, trimmed; undefined when it is absent or blank. */
export function xmlText(parent: XmlValue | undefined, name: string): string | undefined {
  const [first] = xmlList(parent, name);
  const own = typeof first === 'object' && !Array.isArray(first) ? first[TEXT] : first;
  return typeof own === 'string' ? own.trim() || undefined : undefined;
}

function childOf(parent: XmlValue | undefined, name: string): XmlValue | undefined {
  if (typeof parent !== 'object' || Array.isArray(parent)) return undefined;
  return Object.hasOwn(parent, name) ? parent[name] : undefined;
}
