import type { Client } from '../shared/api/client';
import type { Choice } from '../shared/node/lists';
import { shipStationV2 } from './api';
import { modelCarrier, type Carrier } from './carriers';
import { read, readArray, readPage } from './wire';

export type ListName = 'carriers' | 'inventoryLocations' | 'inventoryWarehouses' | 'services' | 'stores' | 'warehouses';

/** One entry of a list of either API, in the same words. */
export interface Entry {
  id: string;
  name: string;
  active: boolean;
  carrier?: string;
  /** Of a service: code of its carrier. Of a location: its warehouse. */
  parent?: string;
  raw: object;
}

export const isV2 = ({ vendor }: Client): boolean => vendor.credential === shipStationV2.credential;

interface V1Store {
  storeId?: number;
  storeName?: string | null;
  marketplaceName?: string | null;
  active?: boolean | null;
}

interface V1Warehouse {
  warehouseId?: number;
  warehouseName?: string | null;
}

interface V1Carrier {
  code?: string | null;
  name?: string | null;
  nickname?: string | null;
}

interface V1Service {
  carrierCode?: string | null;
  code?: string | null;
  name?: string | null;
}

export interface V2Carrier {
  carrier_id?: string | null;
  carrier_code?: string | null;
  friendly_name?: string | null;
  nickname?: string | null;
  services?: Array<{ service_code?: string | null; name?: string | null }> | null;
}

/** Codes and names of the connected carriers; v1. */
export async function readCarriers(client: Client): Promise<Carrier[]> {
  return (await readArray<V1Carrier>(client, read('carriers'))).flatMap(({ code, name, nickname }) => (code ? [{ code, name: name ?? nickname ?? code }] : []));
}

export const readV2Carriers = async (client: Client): Promise<V2Carrier[]> => (await readPage<V2Carrier>(client, read('v2/carriers'), 'carriers')).rows;

async function v1Entries(client: Client, list: ListName): Promise<Entry[]> {
  switch (list) {
    case 'stores':
      return (await readArray<V1Store>(client, read('stores', { showInactive: 'false' }))).map((one) => ({
        ...{ id: String(one.storeId ?? ''), name: one.storeName || String(one.storeId), active: one.active !== false, raw: one },
      }));
    case 'warehouses':
      return (await readArray<V1Warehouse>(client, read('warehouses'))).map((one) => ({ id: String(one.warehouseId ?? ''), name: one.warehouseName || String(one.warehouseId), active: true, raw: one }));
    case 'services': {
      const entries: Entry[] = [];
      for (const { code } of await readCarriers(client)) {
        const services = await readArray<V1Service>(client, read('carriers/listservices', { carrierCode: code }));
        entries.push(...services.map((one) => ({ id: one.code ?? '', name: one.name || (one.code ?? ''), active: true, parent: code, carrier: modelCarrier(code), raw: one })));
      }
      return entries;
    }
    default:
      return (await readArray<V1Carrier>(client, read('carriers'))).map((one) => ({ id: one.code ?? '', name: one.name || (one.code ?? ''), active: true, carrier: modelCarrier(one.code), raw: one }));
  }
}

interface V2Warehouse {
  inventory_warehouse_id?: string | null;
  inventory_location_id?: string | null;
  name?: string | null;
}

interface V2ShipFrom {
  warehouse_id?: string | null;
  name?: string | null;
}

/** Rows of stock lists at most; the largest page is not published (shipstation.md §B1). */
const V2_ROWS = 100;

async function v2Entries(client: Client, list: ListName): Promise<Entry[]> {
  if (list === 'inventoryWarehouses' || list === 'inventoryLocations') {
    const member = list === 'inventoryWarehouses' ? 'inventory_warehouses' : 'inventory_locations';
    const { rows } = await readPage<V2Warehouse>(client, read(`v2/${member}`, { limit: V2_ROWS }), member);
    const idOf = (one: V2Warehouse) => (list === 'inventoryWarehouses' ? one.inventory_warehouse_id : one.inventory_location_id) ?? '';
    return rows.map((one) => ({ id: idOf(one), name: one.name || idOf(one), active: true, ...(list === 'inventoryLocations' && one.inventory_warehouse_id ? { parent: one.inventory_warehouse_id } : {}), raw: one }));
  }
  if (list === 'warehouses') {
    const { rows } = await readPage<V2ShipFrom>(client, read('v2/warehouses'), 'warehouses');
    return rows.map((one) => ({ id: one.warehouse_id ?? '', name: one.name || (one.warehouse_id ?? ''), active: true, raw: one }));
  }
  const carriers = await readV2Carriers(client);
  const nameOf = (one: V2Carrier) => one.friendly_name || one.nickname || one.carrier_code || '';
  if (list === 'services') {
    return carriers.flatMap((carrier) =>
      (carrier.services ?? []).map((one) => ({ id: one.service_code ?? '', name: one.name || (one.service_code ?? ''), active: true, parent: carrier.carrier_code ?? '', carrier: modelCarrier(carrier.carrier_code), raw: one })),
    );
  }
  return carriers.map((one) => ({ id: one.carrier_code ?? '', name: nameOf(one), active: true, carrier: modelCarrier(one.carrier_code), raw: one }));
}

/** A list of the account, of whichever API the client speaks. */
export const readEntries = async (client: Client, list: ListName): Promise<Entry[]> => (isV2(client) ? await v2Entries(client, list) : await v1Entries(client, list));

/** Active entries by name, for a list an operator picks from. */
export const entryChoices =
  (list: ListName) =>
  async (client: Client): Promise<Choice[]> =>
    (await readEntries(client, list)).filter(({ id, active }) => id !== '' && active).map(({ id, name, parent }) => ({ name, value: id, ...(parent ? { description: parent } : {}) }));
