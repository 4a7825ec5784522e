import { XMLParser, XMLValidator } from 'fast-xml-parser';

/** One document of a request: its elements in the order sent. */
export type Sent = Map<string, string>;

type Nodes = Array<Record<string, unknown>>;

const CDATA = '#cdata';
const TEXT = '#text';

/** The documents below `root`, or what is wrong with the body. Lines are flat; a nested element is refused (innvoice.md §2). */
export function readDocuments(body: string, root: string, child: string): Sent[] | string {
  if (/<!DOCTYPE/i.test(body)) return 'A document type is not allowed';
  // XML 1.0 forbids these even inside CDATA.
  if ([...body].some((character) => character < ' ' && !'\t\n\r'.includes(character))) return 'The XML holds a control character';
  const verdict = XMLValidator.validate(body);
  if (verdict !== true) return `The XML is not well formed: ${verdict.err.msg}`;
  const parser = new XMLParser({ preserveOrder: true, ignoreAttributes: true, parseTagValue: false, trimValues: false, cdataPropName: CDATA, textNodeName: TEXT, processEntities: true, ignoreDeclaration: true });
  const roots = elements(parser.parse(body) as Nodes);
  if (roots.length !== 1 || nameOf(roots[0]) !== root) return `The root element is ${root}`;
  const documents = elements(contentOf(roots[0]));
  if (documents.length === 0) return `${root} holds no ${child}`;
  const read: Sent[] = [];
  for (const document of documents) {
    if (nameOf(document) !== child) return `${root} holds ${child} only, not ${nameOf(document)}`;
    const fields = readFields(contentOf(document));
    if (typeof fields === 'string') return fields;
    read.push(fields);
  }
  return read;
}

function readFields(nodes: Nodes): Sent | string {
  const fields: Sent = new Map();
  for (const node of elements(nodes)) {
    const name = nameOf(node);
    const content = contentOf(node);
    if (elements(content).length > 0) return `${name} holds further elements; lines are written flat`;
    if (fields.has(name)) return `${name} is written twice`;
    const plain = content.filter((part) => TEXT in part).map((part) => String(part[TEXT])).join('');
    // The only known client writes every value as CDATA; the sandbox asks for no less.
    if (plain.trim() !== '') return `The value of ${name} is not CDATA`;
    fields.set(name, content.filter((part) => CDATA in part).map((part) => textOf(part[CDATA])).join(''));
  }
  return fields;
}

function textOf(parts: unknown): string {
  return (parts as Nodes).map((part) => String(part[TEXT] ?? '')).join('');
}

function elements(nodes: Nodes): Nodes {
  return nodes.filter((node) => !(TEXT in node) && !(CDATA in node));
}

function nameOf(node: Record<string, unknown>): string {
  return Object.keys(node).find((key) => key !== ':@') ?? '';
}

function contentOf(node: Record<string, unknown>): Nodes {
  return node[nameOf(node)] as Nodes;
}
