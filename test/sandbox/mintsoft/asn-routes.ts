import { json, type SandboxAnswer } from '../http';
import type { RoomContext } from '../room';
import { done, notFound, refused } from './answers';
import { ASN_CONNECT_ACTION, NEW_ASN, RECEIVED_ITEM } from './bodies';
import type { AsnStore, StoredAsn } from './asn-store';
import { renderAsn } from './asn-views';
import type { Callbacks } from './callbacks';
import type { Json } from './order-store';
import { clientOf, page, route, type Call, type MintsoftRoute } from './routes';
import type { Times } from './times';

/** Announced deliveries (mintsoft.md §8.1). */
export function asnRoutes(context: RoomContext, store: AsnStore, callbacks: Callbacks, times: Times): MintsoftRoute[] {
  const find = ({ id, user }: Call): StoredAsn | undefined => {
    const asn = store.all.get(id);
    return asn && (user.level === 'admin' || asn.ClientId === user.clientId) ? asn : undefined;
  };
  const act = (method: string, path: string, adminOnly: boolean, run: (asn: StoredAsn, call: Call) => string | undefined, body?: MintsoftRoute['handler']['body']): MintsoftRoute =>
    route(method, path, {}, (call): SandboxAnswer => {
      const asn = find(call);
      if (!asn) return refused(0, 'ASN not found');
      const refusal = context.refusal(asn.POReference, asn.ID);
      const complaint = refusal ? (refusal.message ?? `ASN ${refusal.record} cannot be changed`) : run(asn, call);
      return complaint === undefined ? done(asn.ID) : refused(asn.ID, complaint);
    }, { adminOnly, ...(body ? { body } : {}) });
  const bookIn = (name: string, how: 'whole' | 'partial' | 'part-book') =>
    act('GET', `ASN/{id}/${name}`, true, (asn) => {
      const complaint = store.bookIn(asn, how);
      if (complaint === undefined) announce(times, callbacks, asn);
      return complaint;
    });

  const create = (call: Call): SandboxAnswer => {
    const body = call.body as Json;
    const ClientId = call.user.level === 'client' ? call.user.clientId : Number(body.ClientId ?? 0);
    if (ClientId === 0) return refused(0, 'ClientId is required');
    const made = store.create(body, ClientId, false);
    return 'refused' in made ? refused(0, made.refused) : done(made.ID);
  };

  const list = (call: Call): SandboxAnswer => {
    const { ASNStatusId, WarehouseId, IncludeASNItems } = call.query;
    const client = clientOf(call);
    const time = (name: string) => (call.query[name] === undefined ? undefined : times.filter(String(call.query[name])));
    const [updated, from, to] = ['SinceLastUpdated', 'BookedInStartInterval', 'BookedInEndInterval'].map(time);
    const rows = [...store.all.values()].filter(
      (asn) =>
        (client === undefined || asn.ClientId === client) && (!WarehouseId || asn.WarehouseId === WarehouseId) &&
        (ASNStatusId === undefined || String(ASNStatusId).split(';').includes(String(asn.ASNStatusId))) &&
        (updated === undefined || asn.changedAt >= updated) &&
        (from === undefined || (asn.bookedIn !== null && asn.bookedIn >= from)) && (to === undefined || (asn.bookedIn !== null && asn.bookedIn <= to)),
    );
    const withItems = IncludeASNItems === true && context.assumed('asn-list-items') === 'present';
    return json(200, page(rows, call.query).map((asn) => renderAsn(times, asn, withItems)));
  };

  return [
    route('PUT', 'ASN', {}, create, { body: NEW_ASN }),
    route('GET', 'ASN/List', { ...{ ASNStatusId: 'integers', ClientId: 'integer', PageNo: 'integer', Limit: 'integer', WarehouseId: 'integer' }, ...{ SinceLastUpdated: 'time', BookedInStartInterval: 'time', BookedInEndInterval: 'time', IncludeASNItems: 'boolean' } }, list),
    route('GET', 'ASN/{id}', {}, (call) => {
      const asn = find(call);
      return asn ? json(200, renderAsn(times, asn, true)) : notFound();
    }),
    act('DELETE', 'ASN/{id}', false, (asn) => store.remove(asn)),
    act('GET', 'ASN/{id}/Confirm', false, (asn) => store.confirm(asn)),
    act('POST', 'ASN/{id}/Items/Receive', true, (asn, { body }) => store.receive(asn, body as Array<{ ASNItemId: number; Quantity: number }>), [RECEIVED_ITEM]),
    bookIn('BookIn', 'whole'),
    bookIn('BookInPartial', 'partial'),
    bookIn('PartBook', 'part-book'),
    act('GET', 'ASN/{id}/MarkAwaitingPutAway', true, (asn) => store.markAwaitingPutAway(asn)),
    act('GET', 'ASN/{id}/MarkPutAwayComplete', true, (asn) => store.markPutAwayComplete(asn)),
    act('PUT', 'ASN/{id}/ConnectActions', false, (asn, { body }) => {
      const action = body as Json;
      if (action.Type !== 'API') return "Type is not 'API'";
      asn.connectActions.push(action);
      return undefined;
    }, ASN_CONNECT_ACTION),
  ];
}

/** The callback of an ASN fires on book-in (mintsoft.md §9); its body is assumed to be the ASN. */
export function announce(times: Times, callbacks: Callbacks, asn: StoredAsn): void {
  for (const action of asn.connectActions) callbacks.asn(asn.POReference, action, renderAsn(times, asn, true));
}
