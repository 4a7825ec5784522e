import { FormatError } from './errors';

/** What {@link buildXml} takes: as `parseXml` gives it, plus numbers, booleans and absent values. */
export type XmlInput = string | number | boolean | null | undefined | XmlInput[] | { [name: string]: XmlInput };

export interface XmlWriteOptions {
  /** Charset named in the declaration; the caller encodes accordingly. null = no declaration. Default UTF-8. */
  encoding?: string | null;
  /** Blanks per level; 0 (default) writes everything on one line. */
  indent?: number;
  /** For characters XML 1.0 forbids even escaped (control codes, half surrogates): `fail` (default) or `drop`. */
  illegal?: 'fail' | 'drop';
}

const NAME = /^[\p{L}_][\p{L}\p{N}_.-]*(?::[\p{L}_][\p{L}\p{N}_.-]*)?$/u;
const ILLEGAL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\r': '&#13;', '\n': '&#10;', '\t': '&#9;' };

/**
 * Nested objects -> XML. Keys are element names in the order given, `@name` an attribute, `#text` the element's text,
 * `#cdata` text as CDATA, a list repeats its element; undefined and null leave the element out, '' writes it empty.
 * All text is escaped. Throws FormatError on a wrong name, on several roots, or on a forbidden character, with its path.
 */
export function buildXml(document: { [root: string]: XmlInput }, options: XmlWriteOptions = {}): string {
  const { encoding = 'UTF-8', indent = 0 } = options;
  const roots = Object.entries(document).filter(([, value]) => value !== undefined && value !== null);
  const [root] = roots;
  if (!root || roots.length !== 1 || Array.isArray(root[1])) throw new FormatError('An XML document needs exactly one root element', 'bad-xml');
  const writer: Writer = { indent, illegal: options.illegal ?? 'fail' };
  const body = writeElement(root[0], root[1], root[0], 0, writer);
  const newline = indent > 0 ? '\n' : '';
  return `${encoding === null ? '' : `<?xml version="1.0" encoding="${encoding}"?>${newline}`}${body}${newline}`;
}

interface Writer {
  indent: number;
  illegal: 'fail' | 'drop';
}

function writeElement(name: string, value: XmlInput, path: string, depth: number, writer: Writer): string {
  checkName(name, path);
  if (value === null || value === undefined || typeof value !== 'object') return wrap(name, '', escapeText(plain(value), path, writer));
  if (Array.isArray(value)) throw new FormatError(`XML element ${path} is a list inside a list`, 'bad-xml');
  let attributes = '';
  let text = '';
  const children: string[] = [];
  for (const [field, content] of Object.entries(value)) {
    if (content === undefined || content === null) continue;
    const fieldPath = `${path}.${field}`;
    if (field.startsWith('@')) attributes += writeAttribute(field.slice(1), content, fieldPath, writer);
    else if (field === '#text') text += escapeText(scalar(content, fieldPath), fieldPath, writer);
    else if (field === '#cdata')
      text += `<![CDATA[${legal(scalar(content, fieldPath), fieldPath, writer).split(']]>').join(']]]]><![CDATA[>')}]]>`;
    else children.push(...itemsOf(content).map((item) => writeElement(field, item, fieldPath, depth + 1, writer)));
  }
  return wrap(name, attributes, text + spread(children, depth, text === '' ? writer.indent : 0));
}

function itemsOf(content: XmlInput): XmlInput[] {
  return (Array.isArray(content) ? content : [content]).filter((item) => item !== null && item !== undefined);
}

function spread(children: readonly string[], depth: number, indent: number): string {
  if (indent === 0 || children.length === 0) return children.join('');
  const pad = `\n${' '.repeat(indent * (depth + 1))}`;
  return `${pad}${children.join(pad)}\n${' '.repeat(indent * depth)}`;
}

const wrap = (name: string, attributes: string, content: string): string =>
  content === '' ? `<${name}${attributes}/>` : `<${name}${attributes}>${content}</${name}>`;

function writeAttribute(name: string, value: XmlInput, path: string, writer: Writer): string {
  checkName(name, path);
  const escaped = legal(scalar(value, path), path, writer).replace(/[&<>"\r\n\t]/g, (character) => ESCAPES[character] ?? character);
  return ` ${name}="${escaped}"`;
}

function escapeText(text: string, path: string, writer: Writer): string {
  return legal(text, path, writer).replace(/[&<>\r]/g, (character) => ESCAPES[character] ?? character);
}

function legal(text: string, path: string, writer: Writer): string {
  if (writer.illegal === 'drop') return text.replace(ILLEGAL, '');
  if (text.search(ILLEGAL) >= 0) throw new FormatError(`XML element ${path} holds a character that XML forbids (control code or half surrogate)`, 'bad-xml');
  return text;
}

function scalar(value: XmlInput, path: string): string {
  if (typeof value === 'object' && value !== null) throw new FormatError(`XML ${path} must be text`, 'bad-xml');
  return plain(value);
}

const plain = (value: string | number | boolean | null | undefined): string => (value === null || value === undefined ? '' : String(value));

function checkName(name: string, path: string): void {
  if (!NAME.test(name)) throw new FormatError(`'${name.slice(0, 40)}' is not an XML name (at ${path.slice(0, 80)})`, 'bad-xml');
}
