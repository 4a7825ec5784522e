import { json } from '../http';
import { EMPTY_GUID } from './ids';
import type { AccountStore } from './store';
import type { Operation } from './wire';

/** Option lists of the account (linnworks.md §3). */
export function accountOperations(store: AccountStore): Operation[] {
  return [
    {
      name: 'Inventory/GetStockLocations',
      verb: 'GET',
      shape: 'query',
      params: {},
      run: () =>
        json(
          200,
          store.locations.map((location) => ({
            ...location,
            Address1: '1 Example Road',
            Address2: '',
            City: 'Exampleton',
            County: '',
            Country: 'United Kingdom',
            ZipCode: 'EX1 1EX',
            IsNotTrackable: false,
            LocationTag: '',
            CountInOrderUntilAcknowledgement: false,
            FulfilmentCenterDeductStockWhenProcessed: false,
            IsWarehouseManaged: false,
          })),
        ),
    },
    {
      name: 'PostalServices/GetPostalServices',
      verb: 'GET',
      shape: 'query',
      params: {},
      run: () =>
        json(
          200,
          store.postalServices.map((service) => ({
            ...service,
            id: service.pkPostalServiceId,
            hasMappedShippingService: false,
            Channels: [],
            ShippingServices: [],
            PostalServiceTag: service.PostalServiceName,
            ServiceCountry: '',
            PostalServiceCode: '',
            PrintModule: '',
            PrintModuleTitle: '',
            WeightRequired: false,
            IgnorePackagingGroup: false,
          })),
        ),
    },
    {
      name: 'Inventory/GetSuppliers',
      verb: 'GET',
      shape: 'query',
      params: {},
      // The empty id is the default supplier (definition of CommonPurchaseOrderHeader.fkSupplierId).
      run: () => json(200, [{ pkSupplierID: EMPTY_GUID, SupplierName: 'Default', ContactName: '', Address: '', City: '', Region: '', Country: '', PostCode: '', Currency: 'GBP' }]),
    },
    {
      name: 'ProcessedOrders/GetReturnCategories',
      verb: 'GET',
      shape: 'query',
      params: {},
      run: () => json(200, ['Faulty Item', 'Unwanted', 'Wrong Item'].map((CategoryName, index) => ({ pkItemId: index + 1, CategoryName }))),
    },
    {
      name: 'Orders/GetShippingMethods',
      verb: 'GET',
      shape: 'query',
      params: {},
      run: () => {
        const vendors = [...new Set(store.postalServices.map(({ Vendor }) => Vendor))];
        return json(200, vendors.map((Vendor) => ({ Vendor, PostalServices: store.postalServices.filter((service) => service.Vendor === Vendor) })));
      },
    },
  ];
}
