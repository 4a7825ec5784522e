import { CLIENT_ID } from './credentials';

/** What stands in the account's settings. */
export const OTHER_CLIENT_ID = 18;

export const CLIENTS = [
  { ID: CLIENT_ID, ShortName: 'ACME', Name: 'Acme Ltd', Active: 'True', OnStop: false },
  { ID: OTHER_CLIENT_ID, ShortName: 'BORE', Name: 'Borealis Ltd', Active: 'True', OnStop: false },
];
export const SUB_CLIENTS = [{ ID: 19, Name: 'Acme Outlet', ShortName: 'ACMEOUT', Code: 'OUT', Master: false }];

export interface Warehouse {
  ID: number;
  Name: string;
  Code: string;
  Active: boolean;
  /** Bins are in use: stock comes from counts there, BulkOnHandStockUpdate is refused (mintsoft.md §7.3). */
  bins: boolean;
}
export const WAREHOUSES: Warehouse[] = [
  { ID: 3, Name: 'Leeds', Code: 'LDS', Active: true, bins: false },
  { ID: 5, Name: 'Bristol', Code: 'BRS', Active: true, bins: true },
];
export const LOCATIONS = [
  { ID: 900, Name: 'A-01-01', LocationTypeId: 1, WarehouseId: 3 },
  { ID: 901, Name: 'A-01-02', LocationTypeId: 1, WarehouseId: 3 },
  { ID: 950, Name: 'B-01-01', LocationTypeId: 1, WarehouseId: 5 },
  { ID: 951, Name: 'B-01-02', LocationTypeId: 1, WarehouseId: 5 },
];

/** Client 0 = every client's. */
export const CHANNELS = [
  { ID: 8, Name: 'Default', Active: true, ClientId: 0 },
  { ID: 9, Name: 'Amazon UK', Active: true, ClientId: CLIENT_ID },
  { ID: 10, Name: 'EBAY', Active: true, ClientId: CLIENT_ID },
  { ID: 11, Name: 'Amazon UK', Active: true, ClientId: OTHER_CLIENT_ID },
];

export const COURIER_TYPES = [
  { ID: 4, Name: 'Royal Mail', Active: true },
  { ID: 5, Name: 'DPD', Active: true },
  { ID: 6, Name: 'DHL', Active: true },
];
const TRACKING = 'https://track.example.test/?n=';
export const COURIERS = [
  { ID: 52, Name: 'Royal Mail 24', CourierServiceTypeId: 4, TrackingURL: TRACKING, ActiveB: true },
  { ID: 53, Name: 'Royal Mail 48', CourierServiceTypeId: 4, TrackingURL: TRACKING, ActiveB: true },
  { ID: 54, Name: 'DPD Next Day', CourierServiceTypeId: 5, TrackingURL: TRACKING, ActiveB: true },
  { ID: 55, Name: 'DHL Paket', CourierServiceTypeId: 6, TrackingURL: TRACKING, ActiveB: true },
];
/** How the names of channels become services: the account's courier rules. */
export const EXTERNAL_COURIER_NAMES = [
  { CourierServiceId: 52, Source: 'Linnworks', Name: 'Next Day' },
  { CourierServiceId: 52, Source: 'Linnworks', Name: 'PRIME' },
  { CourierServiceId: 53, Source: 'Linnworks', Name: 'Tracked 48' },
  { CourierServiceId: 53, Source: 'Linnworks', Name: 'Default' },
  { CourierServiceId: 53, Source: 'Linnworks', Name: 'AUTO' },
];

export const GOODS_IN_TYPES = [
  { ID: 1, Name: 'Pallet' },
  { ID: 2, Name: 'Carton' },
  { ID: 3, Name: 'Container' },
];
/** mintsoft.md §8.1 */
export const ASN_STATUSES = [
  [1, 'New'],
  [2, 'Awaiting Approval'],
  [3, 'Awaiting Delivery'],
  [4, 'BookedIn'],
  [6, 'Complete'],
  [7, 'Part Booked'],
  [8, 'BookedIn-Partial'],
  [9, 'Delivered'],
  [10, 'Shipped'],
  [11, 'Late'],
  [12, 'Awaiting Putaway'],
].map(([ID, Name]) => ({ ID: Number(ID), Name: String(Name) }));

export const RETURN_REASONS = [
  { ID: 1, Name: 'Unwanted', StockAction: 'ReturnToStock', Active: true },
  { ID: 2, Name: 'Damaged', StockAction: 'Quarantine', Active: true },
  { ID: 3, Name: 'Wrong item', StockAction: 'ReturnToStock', Active: true },
];

export const CURRENCIES = [
  { ID: 1, Name: 'Pound Sterling', Code: 'GBP', Symbol: '£' },
  { ID: 2, Name: 'Euro', Code: 'EUR', Symbol: '€' },
  { ID: 3, Name: 'US Dollar', Code: 'USD', Symbol: '$' },
];

const COUNTRY_ROWS =
  'United Kingdom|GB|GBR,Germany|DE|DEU,France|FR|FRA,Austria|AT|AUT,Netherlands|NL|NLD,Belgium|BE|BEL,Ireland|IE|IRL,Poland|PL|POL,Czech Republic|CZ|CZE,Slovakia|SK|SVK,Hungary|HU|HUN,Italy|IT|ITA,Spain|ES|ESP,Portugal|PT|PRT,Sweden|SE|SWE,Denmark|DK|DNK,Finland|FI|FIN,Switzerland|CH|CHE,Luxembourg|LU|LUX,Romania|RO|ROU,United States|US|USA,Canada|CA|CAN,Australia|AU|AUS';
export const COUNTRIES = COUNTRY_ROWS.split(',').map((row, index) => {
  const [Name, Code, Code3] = row.split('|');
  return { ID: index + 1, Name, Code, Code3 };
});

export function countryOf(text: string): (typeof COUNTRIES)[number] | undefined {
  const wanted = text.trim().toLowerCase();
  return COUNTRIES.find(({ Name, Code, Code3 }) => [Name, Code, Code3].some((one) => one.toLowerCase() === wanted));
}
