import { ORDER, type Field, type Group } from './export-rules';
import type { Json } from './model';
import { instantOf } from './times';
import { readXml, type Element } from './xml';

/** MM/dd/yyyy HH:mm, with seconds and AM or PM if need be (shipstation.md §C2.1). */
const TIME = /^(\d{1,2})\/(\d{1,2})\/(\d{4}) (\d{1,2}):(\d{2})(?::(\d{2}))?(?: ?([aApP])[mM])?$/;
const MONEY = /^-?\d{1,7}(\.\d{1,2})?$/;
const DECIMAL = /^-?\d+(\.\d+)?$/;
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/;

export class PageRefused extends Error {}

export interface ExportPage {
  /** Undefined where the root names none. */
  pages: number | undefined;
  orders: Json[];
}

export interface ExportRules {
  /** What becomes of elements nobody knows. */
  unknown: 'refused' | 'ignored';
  isStatus(name: string): boolean;
}

export function readTime(text: string): number | undefined {
  const found = TIME.exec(text);
  if (!found) return undefined;
  const [month, day, year, given, minute, second] = found.slice(1, 7).map((part) => Number(part ?? 0));
  const half = found[7]?.toLowerCase();
  const hour = half === undefined ? given : (given % 12) + (half === 'p' ? 12 : 0);
  const wall = Date.UTC(year, month - 1, day, hour, minute, second);
  const again = new Date(wall);
  const exists = again.getUTCMonth() === month - 1 && again.getUTCDate() === day && hour < 24 && minute < 60 && second < 60;
  return exists ? instantOf(wall, 'UTC') : undefined;
}

/** One invalid order rejects the whole page (shipstation.md §C2). */
export function readExport(source: string, rules: ExportRules): ExportPage {
  const root = readXml(source);
  if (root.name !== 'Orders') throw new PageRefused(`The root element is ${root.name}, not Orders`);
  const { pages } = root.attributes;
  if (pages !== undefined && (!/^\d{1,5}$/.test(pages) || Number(pages) > 32_767)) throw new PageRefused(`pages="${pages}" is no number of pages`);
  const strange = Object.keys(root.attributes).find((name) => name !== 'pages');
  if (strange) throw new PageRefused(`Orders has an attribute '${strange}' nobody knows`);
  for (const child of root.children) if (child.name !== 'Order') throw new PageRefused(`Orders holds ${child.name}`);
  const orders = root.children.map((element, index) => {
    const label = element.children.find(({ name }) => name === 'OrderNumber')?.text || `#${index + 1}`;
    const order = readGroup(element, ORDER, `Order ${label}`, rules);
    if (!rules.isStatus(String(order.OrderStatus))) throw new PageRefused(`Order ${label}: OrderStatus '${String(order.OrderStatus)}' is in none of the store's boxes`);
    for (const item of order.Items as Json[]) {
      if (Number(item.UnitPrice) < 0 && item.Adjustment !== 'true') throw new PageRefused(`Order ${label}: UnitPrice of '${String(item.Name)}' is negative and it is no Adjustment`);
    }
    return order;
  });
  return { pages: pages === undefined ? undefined : Number(pages), orders };
}

function readGroup(element: Element, group: Group, path: string, rules: ExportRules): Json {
  const found: Json = {};
  if (element.text.trim() !== '') throw new PageRefused(`${path} holds text beside its elements`);
  for (const child of element.children) {
    const field = group[child.name];
    if (!field) {
      if (rules.unknown === 'refused') throw new PageRefused(`${path}: element ${child.name} is not declared`);
      continue;
    }
    if (found[child.name] !== undefined) throw new PageRefused(`${path}: ${child.name} occurs twice`);
    found[child.name] = readField(child, field, `${path}: ${child.name}`, rules);
  }
  for (const [name, { required, filled }] of Object.entries(group)) {
    if (required && found[name] === undefined) throw new PageRefused(`${path}: ${name} is missing`);
    if (filled && String(found[name]).trim() === '') throw new PageRefused(`${path}: ${name} is empty`);
  }
  return found;
}

function readField(element: Element, field: Field, path: string, rules: ExportRules): unknown {
  if (field.kind === 'group') return readGroup(element, field.of, path, rules);
  if (field.kind === 'list') {
    if (element.children.length > field.most) throw new PageRefused(`${path} has more than ${field.most} of ${field.name}`);
    return element.children.map((child, index) => {
      if (child.name !== field.name) throw new PageRefused(`${path} holds ${child.name}`);
      return readGroup(child, field.of, `${path} ${index + 1}`, rules);
    });
  }
  if (element.children.length > 0) throw new PageRefused(`${path} holds elements`);
  const complaint = complaintOf(element.text, field);
  if (complaint) throw new PageRefused(`${path} ${complaint}`);
  return element.text;
}

function complaintOf(value: string, field: Exclude<Field, { kind: 'group' | 'list' }>): string | undefined {
  const length = [...value].length;
  switch (field.kind) {
    case 'text':
      if (CONTROL.test(value)) return 'has control characters';
      if (length > field.most) return `has more than ${field.most} characters`;
      return length < (field.least ?? 0) ? `has fewer than ${field.least} characters` : undefined;
    case 'time':
      return readTime(value) === undefined ? `'${value}' is no time` : undefined;
    case 'money':
      return MONEY.test(value) ? undefined : `'${value}' is no amount with at most two decimals`;
    case 'decimal':
      return DECIMAL.test(value) ? undefined : `'${value}' is no number`;
    case 'boolean':
      return value === 'true' || value === 'false' ? undefined : `'${value}' is neither true nor false`;
    case 'choice':
      return field.of.includes(value) ? undefined : `'${value}' is not one of its values`;
    case 'whole':
      return /^\d{1,6}$/.test(value) && Number(value) >= field.low && Number(value) <= field.high ? undefined : `'${value}' is no whole number from ${field.low} to ${field.high}`;
    case 'uri':
      return length > field.most || /\s/.test(value) ? 'is no address' : undefined;
  }
}
