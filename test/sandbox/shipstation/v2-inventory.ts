import { empty, json, type SandboxAnswer } from '../http';
import type { RoomContext } from '../room';
import { INVENTORY_LOCATIONS, INVENTORY_WAREHOUSES } from './account';
import { v2Error, v2Invalid, v2NotFound, v2Rule } from './answers';
import type { Json } from './model';
import type { OrderStore } from './order-store';
import type { ProductStore, Shelf } from './products';
import { words } from './query';
import { allocatedOf } from './stock';
import { utc } from './times';
import { inventoryChange } from './v2-bodies';
import { get, page, write, type V2Route } from './v2-routes';

interface Parts {
  context: RoomContext;
  store: OrderStore;
  products: ProductStore;
  account: { hasInventory: boolean };
}

interface Change {
  transaction_type: 'increment' | 'decrement' | 'adjust' | 'modify';
  inventory_location_id: string;
  sku: string;
  quantity: number;
  condition?: keyof Shelf;
  new_inventory_location_id?: string;
  new_condition?: keyof Shelf;
}

const LIMIT = { page: { kind: 'integer' as const, low: 1 }, limit: { kind: 'integer' as const, low: 1, high: 100 } };
const BY_LIMIT = { sizeName: 'limit', size: 100 };

/** Stock of v2 (shipstation.md §B5): on_hand is what lies there, available = on_hand - allocated. */
export function inventoryRoutes({ context, store, products, account }: Parts): V2Route[] {
  const withFeature = (run: V2Route['handler']['run']): V2Route['handler']['run'] => (call) =>
    account.hasInventory ? run(call) : v2Error(403, 'account_status', 'invalid_billing_plan', 'The plan of this account has no inventory.');

  const rows = (byWarehouse: boolean): Json[] => {
    const allocated = allocatedOf(store);
    return [...products.all.keys()].flatMap((sku) => {
      const places = INVENTORY_LOCATIONS.filter(({ inventory_location_id: id }) => products.hasShelf(sku, id));
      const row = (on_hand: number, claimed: number, where: Json) => ({ sku, on_hand, allocated: claimed, available: on_hand - claimed, average_cost: { amount: 0, currency: 'gbp' }, ...where });
      const claims = (index: number) => (index === 0 ? (allocated.get(sku) ?? 0) : 0);
      if (!byWarehouse) return places.map(({ inventory_location_id, inventory_warehouse_id }, index) => row(products.onHand(sku, inventory_location_id), claims(index), { inventory_warehouse_id, inventory_location_id }));
      const total = places.reduce((sum, { inventory_location_id }) => sum + products.onHand(sku, inventory_location_id), 0);
      return places.length > 0 ? [row(total, claims(0), { inventory_warehouse_id: INVENTORY_WAREHOUSES[0].inventory_warehouse_id })] : [];
    });
  };

  const change = (wanted: Change): SandboxAnswer => {
    const { sku, inventory_location_id: location, quantity, condition = 'sellable' } = wanted;
    if (!INVENTORY_LOCATIONS.some(({ inventory_location_id: id }) => id === location)) return v2Invalid(`inventory_location_id ${location} was not found.`, 'invalid_identifier');
    const refusal = context.refusal(sku);
    if (refusal) return v2Rule(refusal.message ?? `The stock of ${refusal.record} cannot be changed.`, 'invalid_field_value');
    if (!products.all.has(sku)) {
      if (context.assumed('inventory-unknown-sku') === 'refused') return v2Invalid(`sku ${sku} was not found.`, 'invalid_identifier');
      products.add(sku, sku, 0, 0, null, 0);
    }
    const shelf = products.shelf(sku, location);
    if (wanted.transaction_type === 'increment') shelf[condition] += quantity;
    else if (wanted.transaction_type === 'adjust') {
      // Sets on-hand by adding or removing pieces of the condition (shipstation.md §B5).
      const changed = shelf[condition] + quantity - products.onHand(sku, location);
      if (changed < 0) return v2Rule(`Only ${shelf[condition]} ${condition} of ${sku} can be removed.`, 'invalid_field_value');
      shelf[condition] = changed;
    } else {
      if (shelf[condition] < quantity) return v2Rule(`Only ${shelf[condition]} ${condition} of ${sku} are at ${location}.`, 'invalid_field_value');
      shelf[condition] -= quantity;
      if (wanted.transaction_type === 'modify') products.shelf(sku, wanted.new_inventory_location_id ?? location)[wanted.new_condition ?? condition] += quantity;
    }
    return empty();
  };

  const stamp = () => ({ created_at: utc(0), updated_at: utc(0) });
  const named = (path: string, list: readonly Json[], key: string): V2Route[] => [
    get(`/v2/${path}`, LIMIT, withFeature((call) => json(200, page(path, [...list], call, (one) => ({ ...one, ...stamp() }), BY_LIMIT)))),
    get(`/v2/${path}/{id}`, {}, withFeature(({ params }) => {
      const found = list.find((one) => one[key] === params.id);
      return found ? json(200, { ...found, ...stamp() }) : v2NotFound(params.id);
    })),
  ];

  return [
    get('/v2/inventory', { ...LIMIT, ...words('sku', 'inventory_warehouse_id', 'inventory_location_id'), group_by: { kind: ['warehouse', 'location'] } }, withFeature((call) => {
      const { query } = call;
      const found = rows(query.group_by === 'warehouse').filter(
        (row) => (query.sku === undefined || row.sku === query.sku) && (query.inventory_location_id === undefined || row.inventory_location_id === query.inventory_location_id) && (query.inventory_warehouse_id === undefined || row.inventory_warehouse_id === query.inventory_warehouse_id),
      );
      return json(200, page('inventory', found, call, (row) => row, BY_LIMIT));
    })),
    write('POST', '/v2/inventory', inventoryChange, withFeature(({ body }) => change(body as unknown as Change))),
    ...named('inventory_warehouses', INVENTORY_WAREHOUSES, 'inventory_warehouse_id'),
    ...named('inventory_locations', INVENTORY_LOCATIONS, 'inventory_location_id'),
  ];
}
