import type { SandboxAnswer } from '../http';
import { inOrder, unknownIn, type Done } from './order-calls';
import type { Store } from './store';
import { textOf, xml, type Sent } from './xml';

/** unas.md §7 */
export const EVENTS = ['order_send', 'order_status_modify', 'order_modify_admin', 'order_add_admin', 'order_send_thirdparty', 'order_delete', 'successful_payment'] as const;

export function getAutomatism(store: Store, body: Sent): SandboxAnswer {
  const strange = unknownIn(body, []);
  if (strange) return strange;
  const Automatism = store.automatisms.map(({ id, name, event, url, active }) => ({ Id: id, Name: name, Active: active ? 'yes' : 'no', Schedule: { Type: 'instant' }, Event: { Type: event }, Operation: { Type: 'webhook', Config: { WebhookUrl: url } } }));
  return xml(200, 'Automatisms', { Automatism });
}

function add(store: Store, element: Sent): Done {
  const [name = '', event = '', url = ''] = [textOf(element, 'Name'), textOf(element, 'Event', 'Type'), textOf(element, 'Operation', 'Config', 'WebhookUrl')];
  if (name === '' || store.automatisms.some((one) => one.name === name)) return { row: {}, error: 'Name is missing or not unique' };
  if (!EVENTS.includes(event as never)) return { row: {}, error: `Unknown event ${event}` };
  if (textOf(element, 'Operation', 'Type') !== 'webhook' || !/^https?:\/\//.test(url)) return { row: {}, error: 'Operation is incomplete' };
  if (textOf(element, 'Schedule', 'Type') !== 'instant') return { row: {}, error: 'Schedule is incomplete' };
  const id = store.newId();
  store.automatisms.push({ id, name, event, url, active: textOf(element, 'Active') === 'yes' });
  return { row: { Id: id } };
}

function remove(store: Store, element: Sent): Done {
  const [id, name] = [textOf(element, 'Id'), textOf(element, 'Name')];
  const at = store.automatisms.findIndex((one) => (id === undefined ? one.name === name : one.id === id));
  if (at < 0) return { row: {}, error: 'Automatism not found' };
  store.automatisms.splice(at, 1);
  return { row: { Id: id } };
}

export const setAutomatism = (store: Store, body: Sent): SandboxAnswer =>
  inOrder(body, 'Automatisms', 'Automatism', (element) => {
    const action = textOf(element, 'Action');
    if (action === 'add') return add(store, element);
    return action === 'delete' ? remove(store, element) : { row: {}, error: 'Action is add, modify or delete' };
  });
