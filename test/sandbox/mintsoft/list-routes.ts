import { json } from '../http';
import { ASN_STATUSES, CHANNELS, CLIENTS, COUNTRIES, COURIER_TYPES, COURIERS, CURRENCIES, EXTERNAL_COURIER_NAMES, GOODS_IN_TYPES, LOCATIONS, RETURN_REASONS, SUB_CLIENTS, WAREHOUSES } from './account';
import { notFound } from './answers';
import { STATUS_NAMES, type OrderStore } from './order-store';
import { page, route, type MintsoftRoute } from './routes';

/** Reference data (mintsoft.md §4). */
export function listRoutes(orders: OrderStore): MintsoftRoute[] {
  const fixed = (path: string, rows: readonly unknown[]) => route('GET', path, {}, () => json(200, rows));
  const locationsOf = (id: unknown) => LOCATIONS.filter(({ WarehouseId }) => WarehouseId === Number(id));
  return [
    route('GET', 'Warehouse', {}, () => json(200, WAREHOUSES.map(({ bins: _bins, ...warehouse }) => ({ ...warehouse, ClientId: 0, AddressLine1: '1 Example Road', City: warehouse.Name, PostCode: 'EX1 1EX', CompanyName: 'Example Fulfilment', ContactName: 'Warehouse', ContactNumber: '0', ContactEmail: 'warehouse@example.test', CountryId: 1 })))),
    route('GET', 'Client', { pageNo: 'integer', limit: 'integer' }, ({ query }) => json(200, page(CLIENTS, { PageNo: query.pageNo, Limit: query.limit })), { adminOnly: true }),
    fixed('Client/SubClients', SUB_CLIENTS),
    route('GET', 'Order/Channels', {}, ({ user }) => json(200, CHANNELS.filter(({ ClientId }) => user.level === 'admin' || ClientId === 0 || ClientId === user.clientId))),
    fixed('Courier/Services', COURIERS),
    fixed('Courier/ServiceTypes', COURIER_TYPES),
    route('GET', 'Courier/Services/{id}/ExternalNames', {}, ({ id }) => json(200, EXTERNAL_COURIER_NAMES.filter(({ CourierServiceId }) => CourierServiceId === id))),
    // The last two of the shipped ones show to clients as DESPATCHED (mintsoft.md §3).
    route('GET', 'Order/Statuses', {}, () => json(200, STATUS_NAMES.map((Name) => ({ ID: orders.statusId(Name), Name, ExternalName: Name.startsWith('INVOICE') ? 'DESPATCHED' : Name })))),
    fixed('RefData/Countries', COUNTRIES),
    fixed('RefData/Currencies', CURRENCIES),
    fixed('ASN/GoodsInTypes', GOODS_IN_TYPES),
    fixed('ASN/Statuses', ASN_STATUSES),
    fixed('Return/Reasons', RETURN_REASONS),
    route('GET', 'Warehouse/{WarehouseId}/Location/All', { IncludeUnAssigned: 'boolean' }, ({ params }) => json(200, locationsOf(params.WarehouseId))),
    route('GET', 'Warehouse/{WarehouseId}/Location/LookupLocationId', { Location: 'text!' }, ({ params, query }) => {
      const found = locationsOf(params.WarehouseId).find(({ Name }) => Name === query.Location);
      return found ? json(200, found) : notFound();
    }),
  ];
}
