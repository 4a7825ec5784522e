import { ControlError, type RoomContext } from '../room';
import type { CustomStore } from './custom-store';
import type { Hooks, Spoil } from './hooks';
import { noticeOf } from './notice';

type Body = Record<string, unknown>;

interface Parts {
  context: RoomContext;
  customStore: CustomStore;
  hooks: Hooks;
}

const SPOILT: Spoil[] = ['body', 'signature', 'old', 'unsigned', 'unknown-key'];

/** What ShipStation does by itself: it pulls, notifies and delivers. These answer when the other side has answered. */
export function storeControls({ context, customStore, hooks }: Parts): Record<string, (body: Body) => unknown> {
  const time = (value: unknown, otherwise: number): number => {
    if (value === undefined) return otherwise;
    const at = typeof value === 'number' ? value : Date.parse(String(value));
    if (Number.isNaN(at)) throw new ControlError(400, `'${String(value)}' is no time`);
    return at;
  };

  return {
    /** {url, username, password, statuses?: {unpaid?, paid?, shipped?, cancelled?, onHold?}}: the connection form. */
    connectStore: (body) => ({ url: customStore.connect(body).url }),
    /** {url?, username?, password?, statuses?, from?, to?, dates?: 'bare', auth?: 'query'}: a store refresh, page by page. */
    pull: async (body) => {
      if (body.url !== undefined || customStore.connection === undefined || body.statuses !== undefined) customStore.connect(body);
      const to = time(body.to, context.now());
      return await customStore.pull({ from: time(body.from, customStore.refreshedAt ?? to - 7 * 86_400_000), to, dates: body.dates as string | undefined, auth: body.auth as string | undefined });
    },
    /** {url?, username?, password?, order? | orders?, times?, body?: 'none'}: the notices of these orders, or of all that are shipped. */
    shipnotify: async (body) => {
      if (body.url !== undefined || customStore.connection === undefined) customStore.connect(body);
      const numbers = body.order === undefined ? (body.orders as string[] | undefined) : [String(body.order)];
      const shipped = customStore.shippedOf(numbers);
      if (numbers && shipped.length === 0) throw new ControlError(404, `Nothing of ${numbers.join(', ')} is shipped`);
      const notices = [];
      for (const one of shipped) for (let time = 0; time < Number(body.times ?? 1); time += 1) notices.push(await customStore.notify(one));
      return { notices };
    },
    /** {order}: the notice as it would be posted, without posting it. */
    notice: (body) => {
      const [shipped] = customStore.shippedOf([String(body.order)]);
      if (!shipped) throw new ControlError(404, `Nothing of ${String(body.order)} is shipped`);
      return noticeOf(shipped);
    },
    /** {event, resourceUrl?, times?, spoil?, data?}: a webhook comes (again), with any address in it and if need be spoilt. */
    deliver: async (body) => {
      const { event, resourceUrl } = body as { event?: string; resourceUrl?: string };
      if (body.spoil !== undefined && !SPOILT.includes(body.spoil as Spoil)) throw new ControlError(400, `'spoil' is one of ${SPOILT.join(', ')}`);
      const first = [...hooks.v1.filter((hook) => hook.event === event), ...hooks.v2.filter((hook) => hook.event === event)];
      if (first.length === 0) throw new ControlError(404, `No webhook for '${String(event)}'`);
      const before = hooks.deliveries.length;
      for (const hook of first) {
        const last = [...hooks.deliveries].reverse().find(({ url, event: told }) => url === hook.url && told === event)?.resourceUrl ?? '';
        for (let time = 0; time < Number(body.times ?? 1); time += 1) {
          if ('headers' in hook) hooks.sendV2(hook, { ...(resourceUrl === undefined && last === '' ? {} : { resource_url: resourceUrl ?? last }), resource_type: String(event).toUpperCase(), ...(body.data === undefined ? {} : { data: body.data }) }, body.spoil as Spoil | undefined);
          else hooks.sendV1(hook, resourceUrl ?? last);
        }
      }
      await hooks.settled();
      return { deliveries: hooks.deliveries.slice(before) };
    },
    /** Resolves when every webhook sent so far was answered. */
    settle: async () => {
      await hooks.settled();
      return { deliveries: hooks.deliveries.length };
    },
    /** A new signing key; the old one stays in the key set. */
    rotateKey: () => ({ kid: hooks.rotate() }),
  };
}
