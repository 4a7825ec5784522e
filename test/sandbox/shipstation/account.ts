import type { Json } from './model';

export const MANUAL_STORE = 2002;
export const CUSTOM_STORE = 2003;

export interface Service {
  code: string;
  name: string;
  domestic: boolean;
  international: boolean;
  /** Pence: for the parcel, and for each further kilogram. */
  base: number;
  perKilo: number;
  days: number;
}

export interface Carrier {
  id: string;
  code: string;
  name: string;
  nickname: string;
  providerId: number;
  /** What it is called in a ShipNotice (shipstation.md §C3). */
  noticeName: string;
  services: Service[];
  packages: Array<{ code: string; name: string }>;
}

const service = (code: string, name: string, base: number, perKilo: number, days: number, reach: 'home' | 'abroad' = 'home'): Service => ({ code, name, domestic: reach === 'home', international: reach === 'abroad', base, perKilo, days });

export const CARRIERS: readonly Carrier[] = [
  {
    ...{ id: 'se-10', code: 'royal_mail', name: 'Royal Mail', nickname: 'Royal Mail OBA', providerId: 4410, noticeName: 'RoyalMail' },
    services: [service('rm_24', 'Royal Mail 24', 420, 60, 1), service('rm_48', 'Royal Mail 48', 310, 50, 2), service('rm_international_tracked', 'Royal Mail International Tracked', 980, 400, 5, 'abroad')],
    packages: [{ code: 'package', name: 'Parcel' }, { code: 'large_letter', name: 'Large Letter' }],
  },
  {
    ...{ id: 'se-11', code: 'dpd_uk', name: 'DPD UK', nickname: 'DPD UK', providerId: 4411, noticeName: 'Other' },
    services: [service('dpd_next_day', 'DPD Next Day', 650, 20, 1), service('dpd_classic', 'DPD Classic', 1290, 150, 4, 'abroad')],
    packages: [{ code: 'package', name: 'Package' }],
  },
];

export const carrierBy = (code: unknown): Carrier | undefined => CARRIERS.find((one) => one.code === code);
export const carrierById = (id: unknown): Carrier | undefined => CARRIERS.find((one) => one.id === id);
export const carrierOfService = (code: unknown): Carrier | undefined => CARRIERS.find(({ services }) => services.some((one) => one.code === code));

export interface Store {
  storeId: number;
  storeName: string;
  marketplaceId: number;
  marketplaceName: string;
  active: boolean;
}

export const STORES: readonly Store[] = [
  { storeId: MANUAL_STORE, storeName: 'Manual Orders', marketplaceId: 0, marketplaceName: 'ShipStation', active: true },
  { storeId: CUSTOM_STORE, storeName: 'Cin7 Core', marketplaceId: 68, marketplaceName: 'Custom Store', active: true },
  { storeId: 2004, storeName: 'Old web shop', marketplaceId: 0, marketplaceName: 'ShipStation', active: false },
];

export const WAREHOUSES = [
  { warehouseId: 1001, warehouseName: 'Main Warehouse', isDefault: true, line: '9 Dock Rd', postcode: 'LS9 9ZZ' },
  { warehouseId: 1002, warehouseName: 'Returns Desk', isDefault: false, line: '11 Dock Rd', postcode: 'LS9 9ZX' },
] as const;

export const originAddress = ({ line, postcode }: { line: string; postcode: string }): Json => ({
  ...{ name: 'Acme Teas', company: 'Acme Teas', street1: line, street2: null, street3: null, city: 'Leeds', state: '', postalCode: postcode },
  ...{ country: 'GB', phone: '01130000001', residential: false, addressVerified: null },
});

export const TAGS = [
  { tagId: 301, name: 'Fragile', color: '#FF0000' },
  { tagId: 302, name: 'Exported', color: '#00AA00' },
];

export const USERS = [{ userId: 'c0ffee00-0000-4000-8000-000000000001', userName: 'packer', name: 'Pat Packer' }];

export const INVENTORY_WAREHOUSES = [{ inventory_warehouse_id: 'whs-1', name: 'Leeds' }];
export const INVENTORY_LOCATIONS = [
  { inventory_location_id: 'loc-1', name: 'A-01', inventory_warehouse_id: 'whs-1' },
  { inventory_location_id: 'loc-2', name: 'B-02', inventory_warehouse_id: 'whs-1' },
];
