import { idOf, type IdKind } from './ids';
import { country, currency, language } from './render-order';
import { equals, resource, type Resource } from './resource';
import type { Shop } from './store';
import { COUNTRIES, CURRENCIES, CUSTOMER_GROUPS, LANGUAGES, STOCK_STATUSES, TAX_CLASSES } from './values';
import { link, type Json, type View } from './view';

interface Numbered {
  innerId: number;
}

interface Described {
  innerId: number;
  languageId: number;
  name: string;
  color: string;
}

type Setting = Shop['settings'][number];

const since = { dateCreated: '2013-08-08T12:30:00', dateUpdated: '2013-08-08T12:30:00' };

function plain<Row extends Numbered>(path: string, scope: string, kind: IdKind, rows: readonly Row[], render: (view: View, row: Row) => Json, more: Partial<Resource<Row>> = {}): Resource {
  return resource<Row>({ path, scope, rows: () => [...rows], ids: ({ innerId }) => [idOf(kind, innerId)], render: (view, row) => ({ ...link(view, `${path}/${idOf(kind, row.innerId)}`), id: idOf(kind, row.innerId), ...render(view, row) }), ...more });
}

/** Resources an account is set up with and nobody here writes. */
export const STATIC_RESOURCES: Resource[] = [
  plain('languages', 'localization.language', 'language', LANGUAGES, (_view, { innerId }) => language(innerId), { filters: { innerId: equals(({ innerId }) => String(innerId)), name: equals(({ name }) => name), code: equals(({ code }) => code) } }),
  plain('currencies', 'localization.currency', 'currency', CURRENCIES, (_view, { innerId }) => currency(innerId), { filters: { code: equals(({ code }) => code) } }),
  plain('countries', 'localization.location', 'country', COUNTRIES, (view, { innerId }) => country(view, innerId)),
  plain('customerGroups', 'customer.customerGroup', 'customerGroup', CUSTOMER_GROUPS, (_view, { innerId, name }) => ({ innerId: String(innerId), name, percentDiscount: '0', percentDiscountSpecialPrices: '0' }), { filters: { name: equals(({ name }) => name) } }),
  plain('taxClasses', 'taxClass.taxClass', 'taxClass', TAX_CLASSES, (view, { innerId, name }) => ({ name, description: name, ...since, taxRates: link(view, `taxRates?taxClassId=${idOf('taxClass', innerId)}`) }), { numericPages: true }),
  plain('taxRates', 'taxClass.taxClass', 'taxRate', TAX_CLASSES, (view, { innerId, name, rate }) => ({ priority: '1', rate: String(rate), description: name, ...since, geoZone: null, taxClass: link(view, `taxClasses/${idOf('taxClass', innerId)}`) }), { filters: { taxClassId: equals(({ innerId }) => idOf('taxClass', innerId)) } }),
  plain('stockStatuses', 'product.stockStatus', 'stockStatus', STOCK_STATUSES, (view, { innerId }) => ({ stockStatusDescriptions: link(view, `stockStatusDescriptions?stockStatusId=${idOf('stockStatus', innerId)}`) })),
  described('stockStatusDescriptions', 'product.stockStatus', 'stockStatusDescription', 'stockStatus', 'stockStatuses', () => STOCK_STATUSES.flatMap(({ innerId, hu, en }) => [{ innerId, languageId: 1, name: hu, color: '#00cc00' }, { innerId, languageId: 2, name: en, color: '#00cc00' }])),
  resource({
    path: 'orderStatuses',
    scope: 'order.status',
    rows: (shop) => shop.statuses,
    ids: ({ innerId }) => [idOf('orderStatus', innerId)],
    render: (view, { innerId }) => ({ ...link(view, `orderStatuses/${idOf('orderStatus', innerId)}`), id: idOf('orderStatus', innerId), orderStatusDescriptions: link(view, `orderStatusDescriptions?orderStatusId=${idOf('orderStatus', innerId)}`) }),
  }),
  described('orderStatusDescriptions', 'order.status', 'orderStatusDescription', 'orderStatus', 'orderStatuses', (shop) => shop.statuses.flatMap(({ innerId, hu, en, color }) => [{ innerId, languageId: 1, name: hu, color }, { innerId, languageId: 2, name: en, color }])),
  resource<Setting>({
    path: 'settings',
    scope: 'store.setting',
    rows: (shop) => shop.settings,
    ids: ({ innerId }) => [idOf('setting', innerId)],
    render: (view, { innerId, ...rest }) => ({ ...link(view, `settings/${idOf('setting', innerId)}`), id: idOf('setting', innerId), ...rest }),
    filters: { group: equals(({ group }) => group), key: equals(({ key }) => key) },
  }),
];

/** One row per status and language, so that one call gives the whole map (shoprenter.md §5). */
function described(path: string, scope: string, kind: IdKind, statusKind: IdKind & ('orderStatus' | 'stockStatus'), statusPath: string, rows: Resource<Described>['rows']): Resource {
  return resource<Described>({
    path,
    scope,
    rows,
    ids: ({ innerId, languageId }) => [idOf(kind, innerId, languageId)],
    render: (view, { innerId, languageId, name, color }) => ({
      ...link(view, `${path}/${idOf(kind, innerId, languageId)}`),
      id: idOf(kind, innerId, languageId),
      name,
      color,
      [statusKind]: link(view, `${statusPath}/${idOf(statusKind, innerId)}`),
      language: link(view, `languages/${idOf('language', languageId)}`),
    }),
    filters: { [`${statusKind}Id`]: equals(({ innerId }: Described) => idOf(statusKind, innerId)), languageId: equals(({ languageId }: Described) => idOf('language', languageId)) },
  });
}
