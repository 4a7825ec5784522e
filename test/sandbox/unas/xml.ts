import { XMLParser, XMLValidator } from 'fast-xml-parser';
import type { SandboxAnswer } from '../http';

/** An element as it was sent: its text, and its children in their order. */
export interface Sent {
  name: string;
  text: string;
  children: Sent[];
}

type Nodes = Array<Record<string, unknown>>;

/** The root of a body, or what is wrong with it. */
export function readXml(body: string): Sent | string {
  if (/<!DOCTYPE/i.test(body)) return 'A document type is not allowed';
  if ([...body].some((character) => character < ' ' && !'\t\n\r'.includes(character))) return 'The XML holds a control character';
  const verdict = XMLValidator.validate(body);
  if (verdict !== true) return `XML Error: ${verdict.err.msg}`;
  const parser = new XMLParser({ preserveOrder: true, ignoreAttributes: true, parseTagValue: false, trimValues: true, cdataPropName: '#cdata', textNodeName: '#text', ignoreDeclaration: true });
  const roots = (parser.parse(body) as Nodes).map(sent).filter((one): one is Sent => one !== undefined);
  return roots.length === 1 ? (roots[0] as Sent) : 'XML Error: there is exactly one root';
}

function sent(node: Record<string, unknown>): Sent | undefined {
  const name = Object.keys(node).find((key) => key !== ':@') ?? '';
  if (name === '#text' || name === '#cdata' || name.startsWith('?')) return undefined;
  const content = node[name] as Nodes;
  const text = content.map((part) => ('#text' in part ? String(part['#text']) : '#cdata' in part ? (part['#cdata'] as Nodes).map((one) => String(one['#text'] ?? '')).join('') : '')).join('');
  return { name, text: text.trim(), children: content.map(sent).filter((one): one is Sent => one !== undefined) };
}

export const child = (element: Sent | undefined, ...path: string[]): Sent | undefined =>
  path.reduce<Sent | undefined>((at, name) => at?.children.find((one) => one.name === name), element);

/** Text of an element; undefined where it is absent, '' where it is empty. */
export const textOf = (element: Sent | undefined, ...path: string[]): string | undefined => child(element, ...path)?.text;

export type Element = string | number | undefined | Element[] | { [name: string]: Element };

export function write(name: string, value: Element): string {
  if (value === undefined) return '';
  if (Array.isArray(value)) return value.map((one) => write(name, one)).join('');
  if (typeof value === 'number' || (typeof value === 'string' && /^[\w.%:, -]*$/.test(value))) return `<${name}>${value}</${name}>`;
  if (typeof value === 'string') return `<${name}><![CDATA[${value.split(']]>').join(']]]]><![CDATA[>')}]]></${name}>`;
  return `<${name}>${Object.entries(value).map(([inner, content]) => write(inner, content)).join('')}</${name}>`;
}

export function xml(status: number, name: string, value: Element): SandboxAnswer {
  return { status, headers: { 'content-type': 'text/xml; charset=utf-8' }, body: `<?xml version="1.0" encoding="UTF-8"?>\n${write(name, value)}` };
}

/** A general error: `Error` as the only node (unas.md §1). */
export const errorXml = (message: string, status = 400): SandboxAnswer => xml(status, 'Error', message);
