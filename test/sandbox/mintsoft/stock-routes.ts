import { json, type SandboxAnswer } from '../http';
import type { RoomContext } from '../room';
import { CLIENTS, WAREHOUSES } from './account';
import { notFound, problem } from './answers';
import { ON_HAND_ROW } from './bodies';
import type { Json, OrderStore } from './order-store';
import type { ProductStore, StoredProduct } from './products';
import { clientOf, page, route, type Call, type MintsoftRoute } from './routes';
import type { Shelf, StockStore } from './stock';
import type { Times } from './times';

const BULK_READ_MAX = 500; // mintsoft.md §2
const BULK_WRITE_MAX = 100; // mintsoft.md §7.3

/** Reading and writing stock (mintsoft.md §7). */
export function stockRoutes(context: RoomContext, stock: StockStore, products: ProductStore, orders: OrderStore, times: Times): MintsoftRoute[] {
  const productOf = (shelf: Shelf) => products.all.get(shelf.ProductId) as StoredProduct;
  const shelves = (call: Call, client = clientOf(call)): Shelf[] => stock.all().filter((shelf) => client === undefined || productOf(shelf).ClientId === client);
  const since = (value: unknown) => (value === undefined ? -Infinity : times.filter(String(value)));

  const inventory = (shelf: Shelf): Json[] =>
    stock.rows(shelf).map((row) => ({
      ...row,
      ...{ ProductId: shelf.ProductId, SKU: productOf(shelf).SKU, WarehouseId: shelf.WarehouseId },
      ...{ OffHand: 0, AwaitingReplen: 0, RequiredByBackOrder: 0, InTransit: 0, InTransition: 0, Scrapped: 0 },
      LastUpdated: times.local(shelf.changedAt),
    }));
  const bulkRow = (shelf: Shelf): Json[] => {
    const { ClientId } = productOf(shelf);
    return inventory(shelf).map((row) => ({ ...row, ClientId, ClientName: CLIENTS.find(({ ID }) => ID === ClientId)?.Name, WarehouseName: WAREHOUSES.find(({ ID }) => ID === shelf.WarehouseId)?.Name }));
  };
  const level = (shelf: Shelf): Json => ({
    ...{ ProductId: shelf.ProductId, WarehouseId: shelf.WarehouseId, ClientId: productOf(shelf).ClientId, SKU: productOf(shelf).SKU },
    ...{ Level: stock.free(shelf), TotalStockLevel: shelf.physical, PreOrderable: 0, Bundle: false, LowStockLevel: 0, LastUpdated: times.local(shelf.changedAt) },
  });

  const bulk = (call: Call): SandboxAnswer => {
    const { SKU, WarehouseId, LastUpdatedSince } = call.query;
    const wanted = shelves(call).filter(
      (shelf) => (SKU === undefined || productOf(shelf).SKU === SKU) && (!WarehouseId || shelf.WarehouseId === WarehouseId) && shelf.changedAt >= since(LastUpdatedSince),
    );
    return json(200, page(wanted.flatMap(bulkRow), call.query, BULK_READ_MAX));
  };

  const levels = (call: Call): SandboxAnswer => {
    const { WarehouseId, SKU, ProductId } = call.query;
    const wanted = shelves(call, call.user.level === 'client' ? call.user.clientId : undefined).filter((shelf) => (SKU === undefined || productOf(shelf).SKU === SKU) && (!ProductId || shelf.ProductId === ProductId));
    if (WarehouseId !== 0) return json(200, wanted.filter((shelf) => WarehouseId === undefined || shelf.WarehouseId === WarehouseId).map(level));
    // 0 = all warehouses in one row (mintsoft.md §7.2).
    const ids = [...new Set(wanted.map((shelf) => shelf.ProductId))];
    return json(200, ids.map((id) => {
      const all = wanted.filter((shelf) => shelf.ProductId === id);
      const sum = (of: (shelf: Shelf) => number) => all.reduce((total, shelf) => total + of(shelf), 0);
      return { ...level(all[0]), WarehouseId: 0, Level: sum((shelf) => stock.free(shelf)), TotalStockLevel: sum(({ physical }) => physical) };
    }));
  };

  const push = (call: Call): SandboxAnswer => {
    const rows = call.body as Json[];
    if (rows.length > BULK_WRITE_MAX && context.assumed('bulk-over-100') === '413') return problem(413, 'The request entity is too large.');
    const answers = rows.map((row) => pushRow(row, Number(call.query.ClientId ?? 0)));
    orders.allocateWaiting();
    return json(200, answers);
  };

  const pushRow = (row: Json, client: number): Json => {
    const answer = (Success: boolean, Message: string, product?: StoredProduct) => ({ Success, Message, ProductId: product?.ID ?? Number(row.ProductId ?? 0), SKU: product?.SKU ?? row.SKU ?? null });
    if (client === 0) return answer(false, 'ClientId is required');
    const product = products.ofLine(row, client);
    if (!product) return answer(false, 'Product not found');
    const warehouse = WAREHOUSES.find(({ ID }) => ID === row.WarehouseId);
    if (!warehouse) return answer(false, 'Warehouse not found', product);
    if (warehouse.bins) return answer(false, 'Locations are in use in this warehouse', product);
    const refusal = context.refusal(product.SKU, product.ID);
    if (refusal) return answer(false, refusal.message ?? `Stock of ${refusal.record} cannot be set`, product);
    if (!Number.isInteger(row.Quantity) || Number(row.Quantity) < 0) return answer(false, 'Quantity is not valid', product);
    const shelf = stock.of(product.ID, warehouse.ID);
    // What is set is the free stock: reserved pieces come on top (mintsoft.md §7.3).
    stock.change(shelf, { physical: Number(row.Quantity) + shelf.allocated });
    return answer(true, '', product);
  };

  return [
    route('GET', 'Product/Inventory/Bulk', { PageNo: 'integer', Limit: 'integer', LastUpdatedSince: 'time', SKU: 'text', WarehouseId: 'integer', ClientId: 'integer', Breakdown: 'boolean' }, bulk),
    route('GET', 'Product/StockLevels', { WarehouseId: 'integer', Breakdown: 'boolean', ProductId: 'integer', SKU: 'text', IncludeSubclients: 'boolean' }, levels),
    route('GET', 'Product/StockLevels/UpdatedSince', { FromDate: 'time!' }, (call) => {
      const changed = shelves(call).filter(({ changedAt }) => changedAt >= since(call.query.FromDate));
      return json(200, [...new Set(changed.map(({ ProductId }) => ProductId))]);
    }),
    route('GET', 'Product/StockLevelsByWarehouse', { WarehouseId: 'integer!', LastUpdatedSince: 'time!' }, (call) => {
      const changed = shelves(call).filter((shelf) => shelf.WarehouseId === call.query.WarehouseId && shelf.changedAt >= since(call.query.LastUpdatedSince));
      return json(200, changed.map(level));
    }),
    route('GET', 'Product/{id}/Inventory', { breakdown: 'boolean' }, (call) => {
      const found = shelves(call).filter(({ ProductId }) => ProductId === call.id);
      return found.length > 0 ? json(200, found.flatMap(inventory)) : notFound();
    }),
    route('POST', 'Product/BulkOnHandStockUpdate', { ClientId: 'integer' }, push, { body: [ON_HAND_ROW], adminOnly: true }),
  ];
}
