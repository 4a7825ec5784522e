import type { RoomContext } from '../room';
import { choiceOf, demand, isObject, listOf, refuseReadOnly, textOf } from './bodies';
import { ApiError, wrongData } from './errors';
import { idOf } from './ids';
import { resource, type Resource, type Write } from './resource';
import type { StoredWebHook } from './store';
import { EVENTS } from './values';
import { embedded, link } from './view';
import { isField } from './webhook-fields';

const PROBE_MS = 5_000;

/** shoprenter.md §8: event, status, label and parameters are required; the list has no filter. */
export function webHookResource(context: RoomContext): Resource {
  return resource<StoredWebHook>({
    path: 'webHooks',
    scope: 'store.webhook',
    rows: (shop) => [...shop.webHooks.values()],
    ids: ({ innerId }) => [idOf('webHook', innerId)],
    render: (view, { innerId, event, status, label, parameters, delays }) => {
      const self = link(view, `webHooks/${idOf('webHook', innerId)}`);
      return {
        ...self,
        id: idOf('webHook', innerId),
        event,
        status,
        label,
        webHookParameters: embedded(view, parameters.map(({ fields, ...rest }) => ({ ...rest, webHook: self, ...(fields ? { fields } : {}) }))),
        webHookDelay: embedded(view, delays.map((delay) => ({ ...delay, webHook: self }))),
      };
    },
    create: async (write) => {
      const wanted = read(write);
      await probe(context, wanted);
      const row = { innerId: write.shop.next('webHook', 135), ...wanted };
      write.shop.webHooks.set(row.innerId, row);
      return { row, created: true, ignored: [] };
    },
    update: async (write, row) => {
      const wanted = read(write);
      await probe(context, wanted);
      return { row: Object.assign(row, wanted), created: false, ignored: [] };
    },
    remove: (shop, { innerId }) => void shop.webHooks.delete(innerId),
  });
}

function read({ body }: Write): Omit<StoredWebHook, 'innerId'> {
  refuseReadOnly(body, 'id');
  demand(body, 'event', 'status', 'label', 'webHookParameters');
  const event = choiceOf('event', body.event, EVENTS);
  const parameters = listOf('webHookParameters', isObject(body.webHookParameters) ? [body.webHookParameters] : body.webHookParameters).map((one) => {
    demand(one, 'type', 'url');
    const url = textOf('url', one.url);
    if (!/^https?:\/\/[^/\s]+/.test(url)) throw wrongData('url', 'The given data is wrong!');
    const fields = one.fields as unknown[] | undefined;
    const unknown = fields === undefined ? undefined : !Array.isArray(fields) ? 'fields' : fields.find((name) => !isField(event, String(name)));
    if (unknown !== undefined) throw wrongData(String(unknown), 'This parameter is enum type. Check API documentation for accepted values.');
    return { type: choiceOf('type', one.type, ['json', 'xml']), url, ...(fields === undefined ? {} : { fields: fields.map(String) }) };
  });
  if (parameters.length === 0) throw wrongData('webHookParameters', 'The webHookParameters field cannot be empty');
  const delays = body.webHookDelay === undefined || body.webHookDelay === null ? [] : listOf('webHookDelay', isObject(body.webHookDelay) ? [body.webHookDelay] : body.webHookDelay).map((one) => ({ delay: textOf('delay', one.delay), delayUnit: choiceOf('delayUnit', one.delayUnit, ['day', 'hour']) }));
  return { event, status: choiceOf('status', body.status, ['0', '1']), label: textOf('label', body.label), parameters, delays };
}

async function probe(context: RoomContext, { parameters }: Omit<StoredWebHook, 'innerId'>): Promise<void> {
  if (context.assumed('webhook-probe') === 'no') return;
  for (const { url } of parameters) {
    const status = await fetch(url, { signal: AbortSignal.timeout(PROBE_MS) }).then((answer) => answer.status, () => 0);
    if (status !== 200) throw new ApiError(400, '40005', 'The url parameter has wrong data. The address does not answer.');
  }
}
