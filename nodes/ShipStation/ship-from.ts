import type { Client } from '../shared/api/client';
import { misconfigured } from '../shared/api/problem';
import { compact } from '../shared/model';
import { isV2 } from './lists';
import type { V1Address } from './types';
import { read, readArray, readPage } from './wire';

/** An address as v2 writes it; all but the optional members have to be there (shipstation.md §B2). */
export interface V2Address {
  name: string;
  phone: string;
  email?: string;
  company_name?: string;
  address_line1: string;
  address_line2?: string;
  address_line3?: string;
  city_locality: string;
  state_province: string;
  postal_code: string;
  country_code: string;
  address_residential_indicator: 'yes' | 'no' | 'unknown';
}

interface V2Warehouse {
  warehouse_id?: string | null;
  name?: string | null;
  is_default?: boolean | null;
  origin_address?: Partial<V2Address> | null;
}

interface V1Warehouse {
  warehouseId?: number | null;
  warehouseName?: string | null;
  isDefault?: boolean | null;
  originAddress?: V1Address | null;
}

export interface ShipFrom {
  id: string;
  name: string;
  isDefault: boolean;
  address: V2Address;
}

/** An address without its state, which is written in more than one way where there is none. */
export const toV2Address = (address: V1Address, more: { email?: string } = {}): Omit<V2Address, 'state_province'> =>
  compact({
    name: address.name ?? address.company ?? '',
    phone: address.phone,
    email: more.email,
    company_name: address.company,
    address_line1: address.street1 ?? '',
    address_line2: address.street2,
    address_line3: address.street3,
    city_locality: address.city ?? '',
    postal_code: address.postalCode ?? '',
    country_code: address.country ?? '',
    address_residential_indicator: address.residential === true ? 'yes' : address.residential === false ? 'no' : 'unknown',
  }) as unknown as Omit<V2Address, 'state_province'>;

/** The warehouses orders are sent from, in the words of v2, whichever API tells them. */
export async function readShipFrom(client: Client): Promise<ShipFrom[]> {
  if (isV2(client)) {
    const { rows } = await readPage<V2Warehouse>(client, read('v2/warehouses'), 'warehouses');
    return rows.map(({ warehouse_id, name, is_default, origin_address }) => ({ id: warehouse_id ?? '', name: name || (warehouse_id ?? ''), isDefault: is_default === true, address: (origin_address ?? {}) as V2Address }));
  }
  return (await readArray<V1Warehouse>(client, read('warehouses'))).map(({ warehouseId, warehouseName, isDefault, originAddress }) => ({
    ...{ id: String(warehouseId ?? ''), name: warehouseName || String(warehouseId), isDefault: isDefault === true },
    address: { state_province: originAddress?.state ?? '', ...toV2Address(originAddress ?? {}) },
  }));
}

/** `se-1001` and 1001 are the same (shipstation.md §B2). */
export const bareId = (id: string): string => id.trim().replace(/^se-/, '');

/** The chosen warehouse, else the default one. @throws Problem where there is none */
export function chosenShipFrom(all: readonly ShipFrom[], wanted: string): ShipFrom {
  const found = wanted === '' ? (all.find(({ isDefault }) => isDefault) ?? all[0]) : all.find(({ id }) => bareId(id) === bareId(wanted));
  if (found) return found;
  throw misconfigured(wanted === '' ? 'ShipStation has no ship-from warehouse' : `'Ship From' is '${wanted}', which ShipStation does not have`, "Choose 'Ship From' from the list, or add a ship-from location in ShipStation's settings.");
}
