import { empty, json, type SandboxAnswer } from '../http';
import type { RoomContext } from '../room';
import { invalidRequest, v1Error } from './errors';
import { EMPTY_GUID, isGuid } from './ids';
import { levelsOf, reservations, stockItemLevel } from './stock';
import type { AccountStore, StockItem, StockLocation } from './store';
import { fits, type Operation } from './wire';

const PAGE_MAX = 200; // linnworks.md §7: entriesPerPage of GetStockItemsFull
const DATA = ['StockLevels', 'Pricing', 'Supplier', 'ShippingInformation', 'ChannelTitle', 'ChannelDescription', 'ChannelPrice', 'ExtendedProperties', 'Images'];
/** specs/linnworks/v1/stock.json: fewer than GetStockItemsFull takes. */
const BY_IDS_DATA = ['StockLevels', 'Supplier', 'ChannelTitle', 'ChannelDescription', 'ChannelPrice', 'ExtendedProperties', 'Images'];
const SEARCHES = ['SKU', 'Title', 'Barcode'];

/** Reading and setting stock (linnworks.md §7). Only StockLevel can be written. */
export function stockOperations(context: RoomContext, store: AccountStore): Operation[] {
  const location = (id: unknown): StockLocation | undefined => store.locations.find(({ StockLocationId }) => StockLocationId === String(id ?? EMPTY_GUID).toLowerCase());
  const byId = (id: unknown): StockItem | undefined => [...store.items.values()].find(({ StockItemId }) => StockItemId === id);
  const set = (item: StockItem, locationId: string, level: number) => {
    item.levels.set(locationId, level);
    item.changedAt = context.now();
  };

  return [
    {
      name: 'Stock/SetStockLevel',
      verb: 'POST',
      shape: 'named',
      params: { stockLevels: 'list', changeSource: 'text' },
      optional: ['changeSource'],
      perMinute: 250,
      run: ({ stockLevels }) => {
        const rows = stockLevels as Array<{ SKU?: unknown; LocationId?: unknown; Level?: unknown }>;
        if (rows.some((row) => typeof row.SKU !== 'string' || !Number.isInteger(row.Level) || (row.LocationId !== undefined && !isGuid(row.LocationId)))) return invalidRequest();
        if (rows.length > Number(context.assumed('set-stock-level-max-rows'))) return v1Error(400, 'Too many stock levels in one request.');
        const refusal = context.refusal(...rows.map(({ SKU }) => SKU as string));
        if (refusal) return v1Error(400, refusal.message ?? `Stock level of ${refusal.record} cannot be changed.`);
        const unknown = rows.find(({ SKU }) => !store.items.has(SKU as string));
        if (unknown && context.assumed('unknown-sku-in-set-stock-level') === '400') return v1Error(400, `Stock item ${String(unknown.SKU)} was not found.`);
        if (rows.some(({ LocationId }) => !location(LocationId))) return v1Error(400, 'Location was not found.');
        const known = rows.filter(({ SKU }) => store.items.has(SKU as string));
        const reserved = reservations(store);
        return json(
          200,
          known.map(({ SKU, LocationId, Level }) => {
            const item = store.items.get(SKU as string) as StockItem;
            const place = location(LocationId) as StockLocation;
            set(item, place.StockLocationId, Level as number);
            return stockItemLevel(item, place, reserved);
          }),
        );
      },
    },
    {
      name: 'Stock/UpdateStockLevelsBulk',
      verb: 'POST',
      shape: 'request',
      params: { request: 'object' },
      run: ({ request }) => updateBulk(context, store, (request as { Items?: unknown }).Items, set),
    },
    {
      name: 'Stock/GetStockItemsFull',
      verb: 'POST',
      shape: 'named',
      params: { keyword: 'text', loadCompositeParents: 'boolean', loadVariationParents: 'boolean', entriesPerPage: 'integer', pageNumber: 'integer', dataRequirements: 'list', searchTypes: 'list' },
      optional: ['keyword', 'dataRequirements', 'searchTypes'],
      run: ({ keyword, entriesPerPage, pageNumber, dataRequirements, searchTypes }) => {
        const size = entriesPerPage as number;
        const number = pageNumber as number;
        const data = (dataRequirements ?? []) as string[];
        const searches = (searchTypes ?? []) as string[];
        if (size < 1 || size > PAGE_MAX || number < 1 || data.some((one) => !DATA.includes(one)) || searches.some((one) => !SEARCHES.includes(one))) return invalidRequest();
        const wanted = String(keyword ?? '').toLowerCase();
        const found = [...store.items.values()].filter(
          (item) => wanted === '' || (searches.includes('SKU') && item.sku.toLowerCase().includes(wanted)) || (searches.includes('Title') && item.title.toLowerCase().includes(wanted)) || (searches.includes('Barcode') && item.ean === wanted),
        );
        const page = found.slice((number - 1) * size, number * size);
        // A page beyond the end is refused (linnworks.md §2 "Errors").
        if (page.length === 0 && number > 1) return v1Error(400, 'No items found with given filter.');
        const reserved = reservations(store);
        return json(200, page.map((item) => ({ ...stockItem(item), ...(data.includes('StockLevels') ? { StockLevels: levelsOf(store, item, reserved) } : {}) })));
      },
    },
    {
      name: 'Stock/GetStockItemsFullByIds',
      verb: 'POST',
      shape: 'named',
      params: { request: 'object' },
      perMinute: 250,
      run: ({ request }) => {
        const { StockItemIds, DataRequirements = [] } = request as { StockItemIds?: unknown; DataRequirements?: string[] };
        if (!Array.isArray(StockItemIds) || !StockItemIds.every(isGuid) || DataRequirements.some((one) => !BY_IDS_DATA.includes(one))) return invalidRequest();
        const reserved = reservations(store);
        const found = StockItemIds.map(byId).filter((item): item is StockItem => item !== undefined);
        return json(200, { StockItemsFullExtended: found.map((item) => ({ ...stockItem(item), ...(DataRequirements.includes('StockLevels') ? { StockLevels: levelsOf(store, item, reserved) } : {}) })) });
      },
    },
    {
      name: 'Stock/GetStockLevel_Batch',
      verb: 'POST',
      shape: 'named',
      params: { request: 'object' },
      perMinute: 250,
      run: ({ request }) => {
        const ids = (request as { StockItemIds?: unknown }).StockItemIds;
        if (!Array.isArray(ids) || !ids.every(isGuid)) return invalidRequest();
        const reserved = reservations(store);
        const found = ids.map(byId).filter((item): item is StockItem => item !== undefined);
        return json(200, found.map((item) => ({ pkStockItemId: item.StockItemId, StockItemLevels: levelsOf(store, item, reserved) })));
      },
    },
    {
      name: 'Inventory/AddInventoryItem',
      verb: 'POST',
      shape: 'named',
      params: { inventoryItem: 'object' },
      // The caller brings the id; SKUs are unique (linnworks.md §7).
      run: ({ inventoryItem }) => addItem(context, store, inventoryItem as Record<string, unknown>),
    },
    {
      name: 'Inventory/GetStockItemIdsBySKU',
      verb: 'POST',
      shape: 'named',
      params: { request: 'object' },
      perMinute: 250,
      run: ({ request }) => {
        const skus = (request as { SKUS?: unknown }).SKUS;
        if (!Array.isArray(skus)) return invalidRequest();
        const found = skus.map((sku) => store.items.get(String(sku))).filter((item): item is StockItem => item !== undefined);
        return json(200, { Items: found.map(({ StockItemId, sku }) => ({ StockItemId, SKU: sku })) });
      },
    },
  ];
}

const ITEM = { StockItemId: 'guid', ItemNumber: 'text', ItemTitle: 'text', BarcodeNumber: 'text', MetaData: 'text', PurchasePrice: 'number', RetailPrice: 'number', TaxRate: 'number', Weight: 'number', CategoryId: 'guid' } as const;

function addItem(context: RoomContext, store: AccountStore, given: Record<string, unknown>): SandboxAnswer {
  if (Object.entries(ITEM).some(([name, kind]) => given[name] !== undefined && !fits(kind, given[name]))) return invalidRequest();
  const { StockItemId, ItemNumber, ItemTitle, BarcodeNumber, RetailPrice, Weight } = given as { [name: string]: string } & { RetailPrice?: number; Weight?: number };
  if (!StockItemId || !ItemNumber || !ItemTitle) return invalidRequest();
  const refusal = context.refusal(ItemNumber);
  if (refusal) return v1Error(400, refusal.message ?? `Stock item ${ItemNumber} cannot be created.`);
  if (store.items.has(ItemNumber) || [...store.items.values()].some((item) => item.StockItemId === StockItemId.toLowerCase())) return v1Error(400, `Stock item ${ItemNumber} already exists.`);
  const article = { sku: ItemNumber, ean: BarcodeNumber ?? '', title: ItemTitle, manufacturer: '', cents: Math.round((RetailPrice ?? 0) * 100), grams: Math.round((Weight ?? 0) * 1000), stock: 0, reducedVat: false };
  store.addItem(article).StockItemId = StockItemId.toLowerCase();
  return empty();
}

/** Absolute levels with errors per row inside a 200 (linnworks.md §2). */
function updateBulk(context: RoomContext, store: AccountStore, items: unknown, set: (item: StockItem, locationId: string, level: number) => void): SandboxAnswer {
  if (!Array.isArray(items)) return json(200, { Items: [] });
  const rows = (items as Array<Record<string, unknown>>).map((row) => {
    const item = row.StockItemId ? [...store.items.values()].find(({ StockItemId }) => StockItemId === row.StockItemId) : store.items.get(String(row.SKU));
    const place = store.locations.find(({ StockLocationId, LocationName }) => (row.StockLocationId ? StockLocationId === row.StockLocationId : LocationName === row.StockLocationName));
    const refusal = context.refusal(row.SKU as string | undefined);
    const Errors = [...(item ? [] : ['Stock item was not found.']), ...(place ? [] : ['Stock location was not found.']), ...(refusal ? [refusal.message ?? 'Refused.'] : [])];
    if (Errors.length === 0 && item && place && Number.isInteger(row.StockLevel)) set(item, place.StockLocationId, row.StockLevel as number);
    return { ...row, Errors };
  });
  return json(200, { Items: rows });
}

function stockItem(item: StockItem): Record<string, unknown> {
  return {
    ItemNumber: item.sku,
    ItemTitle: item.title,
    BarcodeNumber: item.ean,
    MetaData: '',
    IsVariationParent: false,
    isBatchedStockType: false,
    PurchasePrice: 0,
    RetailPrice: item.cents / 100,
    TaxRate: -1,
    PostalServiceId: EMPTY_GUID,
    PostalServiceName: 'Default',
    CategoryId: EMPTY_GUID,
    CategoryName: 'Default',
    PackageGroupId: EMPTY_GUID,
    PackageGroupName: 'Default',
    Height: 0,
    Width: 0,
    Depth: 0,
    Weight: item.grams / 1000,
    InventoryTrackingType: 0,
    BatchNumberScanRequired: false,
    SerialNumberScanRequired: false,
    StockItemId: item.StockItemId,
    StockItemIntId: item.StockItemIntId,
  };
}
