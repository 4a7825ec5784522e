import type { RoomContext } from '../room';
import { page, PAGED, route, same, starts, type Cin7Route } from './routes';
import { showShelf, type Shelves } from './shelves';

/** No "updated since": the whole list or a webhook (cin7core.md §8.2). */
export function availabilityRoutes(context: RoomContext, shelves: Shelves): Cin7Route[] {
  const filters = { ID: 'guid', Name: 'text', Sku: 'text', Location: 'text', Batch: 'text', Category: 'text' } as const;
  return [
    route('GET', '/ref/productavailability', { ...PAGED, ...filters }, ({ query }) => {
      const rows = shelves.all.filter(({ product, place, batch }) => {
        const named = same(product.ID, query.ID) && starts(product.Name, query.Name) && starts(product.SKU, query.Sku);
        return named && same(place.Name, query.Location) && same(batch, query.Batch) && same(product.rest.Category, query.Category) && !product.deprecated;
      });
      return page(context, false, 'ProductAvailabilityList', rows.map(showShelf), query);
    }),
  ];
}
