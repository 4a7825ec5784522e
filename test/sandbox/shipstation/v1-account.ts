import { json, type SandboxAnswer } from '../http';
import type { RoomContext } from '../room';
import { CARRIERS, carrierBy, CUSTOM_STORE, STORES, TAGS, USERS, WAREHOUSES } from './account';
import type { V1Answers } from './answers';
import { PRODUCT, STORE_ID, SUBSCRIBE } from './bodies';
import type { CustomStore } from './custom-store';
import type { Hooks } from './hooks';
import type { Json } from './model';
import { storeBy, type OrderStore } from './order-store';
import type { ProductStore } from './products';
import { all, words } from './query';
import { pacific } from './times';
import { unknownStore } from './v1-orders';
import { contains, equals, get, page, PAGE, within, write, type V1Route } from './v1-routes';
import { renderProduct, renderStore, renderWarehouse } from './v1-render';

interface Parts {
  context: RoomContext;
  answers: V1Answers;
  store: OrderStore;
  products: ProductStore;
  hooks: Hooks;
  customStore: CustomStore;
}

const EVENTS = ['ORDER_NOTIFY', 'ITEM_ORDER_NOTIFY', 'SHIP_NOTIFY', 'ITEM_SHIP_NOTIFY', 'FULFILLMENT_SHIPPED', 'FULFILLMENT_REJECTED'];
const SELLER = 54_321;

/** Stores, carriers, warehouses, products, webhooks of v1 (shipstation.md §A3 to §A5). */
export function accountRoutes({ context, answers, store, products, hooks, customStore }: Parts): V1Route[] {
  const inactive = new Set<number>();
  const isActive = (storeId: number, active: boolean): boolean => active && !inactive.has(storeId);
  const rendered = (one: (typeof STORES)[number]) =>
    renderStore({ ...one, active: isActive(one.storeId, one.active) }, one.storeId === CUSTOM_STORE ? customStore.mappings() : [], one.storeId === CUSTOM_STORE ? customStore.url() : null, one.storeId === CUSTOM_STORE ? customStore.refreshedAt : null, context.now());
  const carrierCode = { carrierCode: { kind: 'text' as const, required: true } };
  const ofStore = (storeId: unknown, run: (storeId: number) => SandboxAnswer): SandboxAnswer => (storeBy(storeId) ? run(Number(storeId)) : unknownStore(answers, storeId));
  const ofCarrier = (code: unknown, run: (carrier: (typeof CARRIERS)[number]) => unknown): SandboxAnswer => {
    const carrier = carrierBy(code);
    return carrier ? json(200, run(carrier)) : answers.problem(404, `The carrier '${String(code)}' is not connected.`);
  };
  const carrierRow = ({ name, code, nickname, providerId }: (typeof CARRIERS)[number], index = 0) => ({ name, code, accountNumber: `DEMO${providerId}`, requiresFundedAccount: false, balance: 0, nickname, shippingProviderId: providerId, primary: index === 0 });

  return [
    get('/accounts/listtags', {}, () => json(200, TAGS)),
    get('/users', { showInactive: { kind: 'boolean' } }, () => json(200, USERS)),
    get('/stores', { showInactive: { kind: 'boolean' }, marketplaceId: { kind: 'integer' } }, ({ query }) =>
      json(200, STORES.filter((one) => (query.showInactive === true || isActive(one.storeId, one.active)) && equals(one.marketplaceId, query.marketplaceId)).map(rendered))),
    get('/stores/marketplaces', {}, () => json(200, [{ name: 'Custom Store', marketplaceId: 68, canRefresh: true, supportsCustomMappings: true, supportsCustomStatuses: true, canConfirmShipments: true }])),
    get('/stores/getrefreshstatus', { storeId: { kind: 'integer', required: true } }, ({ query }) =>
      ofStore(query.storeId, (storeId) => {
        const [refreshStatusId, refreshStatus] = customStore.isBusy() && storeId === CUSTOM_STORE ? [2, 'Updating'] : [1, 'Idle'];
        return json(200, { storeId, refreshStatusId, refreshStatus, lastRefreshAttempt: pacific(customStore.refreshedAt), refreshDate: pacific(customStore.refreshedAt) });
      })),
    write('POST', '/stores/refreshstore', '', STORE_ID, ({ query, body }) =>
      ofStore(query.storeId ?? (body as Json | undefined)?.storeId, (storeId) => {
        if (storeId === CUSTOM_STORE) customStore.refresh();
        return json(200, { success: true, message: `A store refresh has been initiated for Store ID ${storeId}.` });
      }), { storeId: { kind: 'integer' }, refreshDate: { kind: 'pacific' } }),
    ...['deactivate', 'reactivate'].map((verb) =>
      write('POST', `/stores/${verb}`, 'request', STORE_ID, ({ body }) =>
        ofStore((body as Json).storeId, (storeId) => {
          if (verb === 'deactivate') inactive.add(storeId);
          else inactive.delete(storeId);
          return json(200, { success: true, message: `The requested store has been ${verb}d.` });
        }))),
    get('/stores/{id}', {}, ({ id }) => ofStore(id, (storeId) => json(200, rendered(STORES.find((one) => one.storeId === storeId) ?? STORES[0])))),

    get('/carriers', {}, () => json(200, CARRIERS.map(carrierRow))),
    get('/carriers/getcarrier', carrierCode, ({ query }) => ofCarrier(query.carrierCode, (carrier) => carrierRow(carrier))),
    get('/carriers/listservices', carrierCode, ({ query }) => ofCarrier(query.carrierCode, ({ code: carrierCode, services }) => services.map(({ code, name, domestic, international }) => ({ carrierCode, code, name, domestic, international })))),
    get('/carriers/listpackages', carrierCode, ({ query }) => ofCarrier(query.carrierCode, ({ code: carrierCode, packages }) => packages.map(({ code, name }) => ({ carrierCode, code, name, domestic: true, international: true })))),

    get('/warehouses', {}, () => json(200, WAREHOUSES.map(renderWarehouse))),
    get('/warehouses/{id}', {}, ({ id }) => {
      const found = WAREHOUSES.find(({ warehouseId }) => warehouseId === id);
      return found ? json(200, renderWarehouse(found)) : answers.problem(404, `The warehouse ${id} was not found.`);
    }),

    get('/customers', { ...PAGE, ...words('stateCode', 'countryCode'), ...all('integer', 'tagId', 'marketplaceId'), sortBy: { kind: ['Name', 'ModifyDate', 'CreateDate'] } }, ({ query }) => {
      const rows = store.sales().filter(({ header }) => header.customerUsername);
      return json(200, page('customers', rows, query, ({ orderId, createdAt, header }) => ({ customerId: orderId + 100_000, createDate: pacific(createdAt), modifyDate: pacific(createdAt), name: (header.shipTo as Json).name, email: header.customerEmail ?? null, countryCode: (header.shipTo as Json).country ?? null }), ({ orderId }) => orderId));
    }),

    get('/products', { ...PAGE, ...words('sku', 'name', 'productCategoryId', 'productTypeId', 'tagId', 'upc'), startDate: { kind: 'pacific' }, endDate: { kind: 'pacific' }, showInactive: { kind: 'boolean' }, sortBy: { kind: ['SKU', 'ModifyDate', 'CreateDate'] } }, ({ query }) => {
      const rows = [...products.all.values()].filter(
        (one) => equals(one.sku, query.sku) && contains(one.name, query.name) && equals(one.upc, query.upc) && (query.showInactive === true || one.active) && within({ createStart: query.startDate, createEnd: query.endDate }, 'create', one.createdAt),
      );
      return json(200, page('products', rows, query, renderProduct, ({ productId }) => productId));
    }),
    get('/products/{id}', {}, ({ id }) => {
      const found = [...products.all.values()].find(({ productId }) => productId === id);
      return found ? json(200, renderProduct(found)) : answers.problem(404, `The product ${id} was not found.`);
    }),
    write('PUT', '/products/{id}', 'product', PRODUCT, ({ id, body }) => {
      const found = [...products.all.values()].find(({ productId }) => productId === id);
      if (!found) return answers.problem(404, `The product ${id} was not found.`);
      const sent = body as Json;
      // The whole resource is wanted (shipstation.md §A4).
      const lacking = ['productId', 'sku', 'name', 'active'].find((name) => sent[name] === undefined);
      if (lacking || sent.productId !== id) return answers.invalid({ [`product.${lacking ?? 'productId'}`]: ['The whole product is required.'] });
      const { productId: _id, sku: _sku, name, price, active, warehouseLocation, createDate: _created, modifyDate: _modified, ...more } = sent;
      Object.assign(found, { name, price, active, warehouseLocation: warehouseLocation ?? null, more, modifiedAt: context.now() });
      return json(200, { success: true, message: 'The requested product has been updated' });
    }),

    get('/webhooks', {}, () => json(200, { webhooks: hooks.v1.map((hook) => ({ IsLabelAPIHook: false, WebHookID: hook.id, SellerID: SELLER, StoreID: hook.storeId, HookType: hook.event, MessageFormat: 'Json', Url: hook.url, Name: hook.name, BulkCopyBatchID: null, BulkCopyRecordID: null, Active: true, WebhookLogs: [], Seller: null, Store: null })) })),
    write('POST', '/webhooks/subscribe', 'request', SUBSCRIBE, ({ body, origin }) => {
      const { target_url: url, event, store_id: storeId, friendly_name: name } = body as { target_url?: string; event?: string; store_id?: number | null; friendly_name?: string | null };
      if (!url || !/^https?:\/\/[^\s/]+/.test(url)) return answers.invalid({ 'request.target_url': ['target_url is not a valid URL.'] });
      if (!event || !EVENTS.includes(event)) return answers.invalid({ 'request.event': [`event must be one of ${EVENTS.join(', ')}.`] });
      if (storeId && !storeBy(storeId)) return unknownStore(answers, storeId);
      const hook = { id: hooks.takeId(), event, url, name: name ?? null, storeId: storeId || null, origin };
      hooks.v1.push(hook);
      return json(200, context.assumed('subscribe-answer') === 'id' ? { id: hook.id } : { WebHookID: hook.id, HookType: event, Url: url, Name: hook.name });
    }),
    write('DELETE', '/webhooks/{id}', '', undefined, ({ id }) => {
      const at = hooks.v1.findIndex((hook) => hook.id === id);
      if (at < 0) return answers.problem(404, `The webhook ${id} was not found.`);
      hooks.v1.splice(at, 1);
      return { status: 200 };
    }),
  ];
}
