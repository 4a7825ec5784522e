import { json } from '../http';
import { carrierList } from './carriers';
import { route, type KauflandRoute } from './routes';
import { STOREFRONTS, VAT } from './values';

/** Storefronts this demo seller has created. */
export const OWN_STOREFRONTS = ['de', 'cz', 'sk', 'pl', 'at', 'fr', 'it'] as const;

export function infoRoutes(): KauflandRoute[] {
  return [
    route('GET', '/status/ping', 'status.ping', {}, () => json(200, { data: { message: 'Never tell me the odds' } })),
    route('GET', '/info/storefront', 'info.storefront', {}, () => json(200, { data: OWN_STOREFRONTS })),
    route('GET', '/info/vat-indicators', 'info.vat-indicators', { storefront: { kind: 'choice', of: STOREFRONTS } }, ({ query }) => {
      const wanted = STOREFRONTS.filter((storefront) => query.storefront === undefined || storefront === query.storefront);
      const data = wanted.map((storefront) => ({
        storefront,
        vat_rates: [
          { vat_indicator: 'standard_rate', value: VAT[storefront][0] },
          { vat_indicator: 'reduced_rate_1', value: VAT[storefront][1] },
          { vat_indicator: 'zero_rate', value: 0 },
        ],
      }));
      return json(200, { data });
    }),
    route('GET', '/carriers', 'carriers.list', {}, () => json(200, { data: { carriers: carrierList() } })),
  ];
}
