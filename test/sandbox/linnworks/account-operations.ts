import { json } from '../http';
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
