import { json, type SandboxAnswer } from '../http';
import type { RoomContext } from '../room';
import { CLIENTS, SUB_CLIENTS } from './account';
import { done, notFound, refused } from './answers';
import { PRODUCT } from './bodies';
import type { Json } from './order-store';
import type { ProductStore, StoredProduct } from './products';
import { clientOf, page, route, type Call, type MintsoftRoute } from './routes';
import type { Times } from './times';

const SHORT_BARCODE = 7; // mintsoft.md §6: up to here a barcode matches in part

/** Products (mintsoft.md §6). */
export function productRoutes(context: RoomContext, products: ProductStore, times: Times): MintsoftRoute[] {
  const own = (call: Call): StoredProduct[] => [...products.all.values()].filter(({ ClientId }) => call.user.level === 'admin' || ClientId === call.user.clientId);
  const ofClient = (call: Call): StoredProduct[] => {
    const client = clientOf(call);
    return own(call).filter(({ ClientId }) => client === undefined || ClientId === client);
  };

  const create = (call: Call): SandboxAnswer => {
    const body = call.body as Json;
    const ClientId = call.user.level === 'client' ? call.user.clientId : Number(body.ClientId ?? 0);
    const sku = String(body.SKU ?? '').trim();
    if (sku === '') return refused(0, 'SKU is required');
    if (typeof body.Weight !== 'number') return refused(0, 'Weight is required');
    if (ClientId === 0) return refused(0, 'ClientId is required');
    if (![...CLIENTS, ...SUB_CLIENTS].some(({ ID }) => ID === ClientId)) return refused(0, 'Client not found');
    const refusal = context.refusal(sku);
    if (refusal) return refused(0, refusal.message ?? `Product ${refusal.record} cannot be accepted`);
    if (products.bySku(sku, ClientId)) return refused(0, `SKU ${sku} already exists`);
    const made = products.add({ ...body, SKU: sku, ClientId }, true);
    return done(context.assumed('product-reply') === 'with-id' ? made.ID : 0);
  };

  const update = (call: Call): SandboxAnswer => {
    const body = call.body as Json;
    const product = own(call).find(({ ID }) => ID === body.ID);
    if (!product) return refused(Number(body.ID ?? 0), 'Product not found');
    const refusal = context.refusal(product.SKU);
    if (refusal) return refused(product.ID, refusal.message ?? `Product ${refusal.record} cannot be changed`);
    products.update(product, body);
    return done(product.ID);
  };

  const lookUp = (call: Call): SandboxAnswer => {
    const wanted = String(call.query.SKU).toLowerCase();
    const [found] = products.seen(ofClient(call).filter(({ SKU }) => SKU.toLowerCase() === wanted));
    if (found) return json(200, found.ID);
    const none = context.assumed('lookup-none');
    return none === '404' ? notFound() : json(200, none === 'null' ? null : 0);
  };

  return [
    route('PUT', 'Product', {}, create, { body: PRODUCT }),
    route('POST', 'Product', {}, update, { body: PRODUCT }),
    route('GET', 'Product/List', { PageNo: 'integer', Limit: 'integer', ClientId: 'integer', SinceLastUpdated: 'time' }, (call) => {
      const since = call.query.SinceLastUpdated === undefined ? -Infinity : times.filter(String(call.query.SinceLastUpdated));
      return json(200, page(products.seen(ofClient(call)).filter(({ changedAt }) => changedAt >= since), call.query).map((one) => products.render(one)));
    }),
    route('GET', 'Product/UpdatedSince', { FromDate: 'time!' }, (call) => json(200, own(call).filter(({ changedAt }) => changedAt >= times.filter(String(call.query.FromDate))).map(({ ID }) => ID))),
    route('GET', 'Product/LookupProductId', { SKU: 'text!', ConnectMappingType: 'text', ClientId: 'integer' }, lookUp),
    // Fuzzy, and over all clients: the caller has to look again (mintsoft.md §6).
    route('GET', 'Product/Search', { Search: 'text!', IncludeBundles: 'boolean', IncludeDiscontinued: 'boolean' }, (call) => {
      const wanted = String(call.query.Search).toLowerCase();
      const found = own(call).filter(({ SKU, Name, EAN }) => [SKU, Name, EAN ?? ''].some((text) => text.toLowerCase().includes(wanted)));
      return json(200, products.seen(found).slice(0, 100).map((one) => products.render(one)));
    }),
    route('GET', 'Product/SearchBarcode', { Barcode: 'text!' }, (call) => {
      const wanted = String(call.query.Barcode);
      const hit = (code: string | null) => code !== null && (wanted.length <= SHORT_BARCODE ? code.includes(wanted) : code === wanted);
      return json(200, products.seen(own(call).filter(({ EAN, UPC }) => hit(EAN) || hit(UPC))).map((one) => products.render(one)));
    }),
    route('GET', 'Product/{id}', {}, (call) => {
      const found = own(call).find(({ ID }) => ID === call.id);
      return found ? json(200, products.render(found)) : notFound();
    }),
  ];
}
