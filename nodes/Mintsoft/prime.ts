import { ModelError, type Order, type OrderLine } from '../shared/model';
import type { NewNameValue } from './types-import';

const ORDER_ID = /^\d{3}-\d{7}-\d{7}$/;
const ITEM_ID = /^\d{14}$/;

function texts(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(texts);
  return typeof value === 'string' || typeof value === 'number' ? [String(value).trim()] : [];
}

const inReferences = (references: Record<string, unknown> | undefined, pattern: RegExp): string | undefined =>
  Object.values(references ?? {})
    .flatMap(texts)
    .find((text) => pattern.test(text));

/** The Amazon order id, from wherever the order carries it. @throws ModelError */
export function amazonOrderId(order: Order): string {
  const found = [order.identity.id, order.number].find((text) => ORDER_ID.test(text)) ?? inReferences(order.references, ORDER_ID);
  if (found) return found;
  throw new ModelError(`Order '${order.number}': no Amazon order id in 'references', and a Prime label needs it`, 'bad-record');
}

/** Name/value by which Mintsoft asks Amazon for a line's Prime label (mintsoft.md §5.6). @throws ModelError */
export function primeItem(order: Order, line: OrderLine): NewNameValue {
  const Value = ITEM_ID.test(line.id) ? line.id : inReferences(line.references, ITEM_ID);
  if (Value) return { Name: 'Amazon-OrderItemId', Value };
  throw new ModelError(`Order '${order.number}': line '${line.id}' has no Amazon order item id in 'references', and a Prime label needs it`, 'bad-record');
}
