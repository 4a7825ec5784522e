import { empty, json, type SandboxAnswer } from '../http';
import type { RoomContext } from '../room';
import { CARRIERS, carrierById, TAGS, USERS, WAREHOUSES, type Carrier } from './account';
import { v2Error, v2Invalid, v2NotFound } from './answers';
import type { Hooks, V2Hook } from './hooks';
import type { Json } from './model';
import { storeBy } from './order-store';
import type { ProductStore } from './products';
import { words } from './query';
import { utc } from './times';
import { changedWebhook, newWebhook } from './v2-bodies';
import { warehouseAddress } from './v2-render';
import { get, page, PAGE, write, type V2Route } from './v2-routes';

interface Parts {
  context: RoomContext;
  products: ProductStore;
  hooks: Hooks;
}

const services = ({ id, code: carrier_code, services: all }: Carrier): Json[] => all.map(({ code, name, domestic, international }) => ({ carrier_id: id, carrier_code, service_code: code, name, domestic, international, is_multi_package_supported: false }));
const packages = ({ packages: all }: Carrier): Json[] => all.map(({ code, name }) => ({ package_code: code, name, description: '' }));
const carrierRow = (carrier: Carrier, index = 0): Json => ({
  ...{ carrier_id: carrier.id, carrier_code: carrier.code, account_number: `DEMO${carrier.providerId}`, requires_funded_amount: false, balance: 0, nickname: carrier.nickname, friendly_name: carrier.name },
  ...{ primary: index === 0, has_multi_package_supporting_services: false, supports_label_messages: false, services: services(carrier), packages: packages(carrier), options: [] },
});

/** Carriers, warehouses, products, webhooks of v2 (shipstation.md §B3, §B5, §B6). */
export function v2AccountRoutes({ context, products, hooks }: Parts): V2Route[] {
  const ofCarrier = (id: string, run: (carrier: Carrier) => unknown): SandboxAnswer => {
    const carrier = carrierById(id);
    return carrier ? json(200, run(carrier)) : v2NotFound(`Carrier ${id}`);
  };
  const warehouse = (one: (typeof WAREHOUSES)[number]): Json => ({ warehouse_id: `se-${one.warehouseId}`, is_default: one.isDefault, name: one.warehouseName, created_at: utc(0), origin_address: warehouseAddress(one), return_address: warehouseAddress(one) });
  const hookRow = ({ id, event, url, headers, name, storeId }: V2Hook): Json => ({ webhook_id: id, url, event, headers, ...(name === null ? {} : { name }), ...(storeId === null ? {} : { store_id: storeId }) });
  const ofHook = (id: string, run: (hook: V2Hook) => SandboxAnswer): SandboxAnswer => {
    const hook = hooks.v2.find((one) => one.id === id);
    return hook ? run(hook) : v2NotFound(`Webhook ${id}`);
  };

  return [
    get('/v2/carriers', {}, () => json(200, { carriers: CARRIERS.map(carrierRow), request_id: '5e55a000-0000-4000-8000-000000000000', errors: [] })),
    get('/v2/carriers/{id}', {}, ({ params }) => ofCarrier(params.id, (carrier) => carrierRow(carrier))),
    get('/v2/carriers/{id}/services', {}, ({ params }) => ofCarrier(params.id, (carrier) => ({ services: services(carrier) }))),
    get('/v2/carriers/{id}/packages', {}, ({ params }) => ofCarrier(params.id, (carrier) => ({ packages: packages(carrier) }))),
    get('/v2/carriers/{id}/options', {}, ({ params }) => ofCarrier(params.id, () => ({ options: [] }))),
    get('/v2/warehouses', {}, () => json(200, { warehouses: WAREHOUSES.map(warehouse) })),
    get('/v2/warehouses/{id}', {}, ({ params }) => {
      const found = WAREHOUSES.find(({ warehouseId }) => `se-${warehouseId}` === params.id);
      return found ? json(200, warehouse(found)) : v2NotFound(`Warehouse ${params.id}`);
    }),
    get('/v2/tags', {}, () => json(200, { tags: TAGS.map(({ name }) => ({ name })) })),
    get('/v2/users', { ...PAGE, status: { kind: 'text' } }, (call) => json(200, page('users', USERS, call, ({ userId, userName, name }) => ({ user_id: userId, name, username: userName, email: 'packer@example.test', status: 'active', last_login_at: utc(0), created_at: utc(0) })))),
    get('/v2/products', { ...PAGE, ...words('sku', 'name'), active: { kind: 'boolean' } }, (call) => {
      const { query } = call;
      const rows = [...products.all.values()].filter(
        (one) => (query.sku === undefined || one.sku === query.sku) && (query.name === undefined || one.name.includes(String(query.name))) && (query.active === undefined || one.active === query.active),
      );
      return json(200, page('products', rows, call, ({ productId, sku, name, upc, active, createdAt, modifiedAt }) => ({ product_id: productId, sku, name, ...(upc === null ? {} : { upc }), active, create_date: utc(createdAt), modify_date: utc(modifiedAt) }), { size: 100 }));
    }),

    get('/v2/environment/webhooks', {}, () => json(200, hooks.v2.map(hookRow))),
    write('POST', '/v2/environment/webhooks', newWebhook, ({ body, origin }) => {
      const { event, url, headers = [], name = null, store_id: storeId = null } = body as unknown as { event: string; url: string; headers?: V2Hook['headers']; name?: string; store_id?: number };
      const repeated = hooks.v2.some((hook) => hook.url === url && hook.event === event);
      if (repeated && context.assumed('repeated-webhook') === 'conflict') return v2Error(409, 'business_rules', 'webhook_event_type_conflict', 'A webhook for this URL and event exists.');
      if (storeId !== null && !storeBy(storeId)) return v2Invalid(`store_id ${storeId} was not found.`, 'invalid_identifier');
      const hook = { id: `se-${hooks.takeId()}`, event, url, headers, name, storeId, origin };
      hooks.v2.push(hook);
      return json(200, hookRow(hook));
    }),
    get('/v2/environment/webhooks/{id}', {}, ({ params }) => ofHook(params.id, (hook) => json(200, hookRow(hook)))),
    write('PUT', '/v2/environment/webhooks/{id}', changedWebhook, ({ params, body }) =>
      ofHook(params.id, (hook) => {
        Object.assign(hook, body);
        return empty();
      })),
    write('DELETE', '/v2/environment/webhooks/{id}', undefined, ({ params }) =>
      ofHook(params.id, (hook) => {
        hooks.v2.splice(hooks.v2.indexOf(hook), 1);
        return empty();
      })),
  ];
}
