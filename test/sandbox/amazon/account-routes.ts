import { json } from '../http';
import type { RoomContext } from '../room';
import type { Account } from './account';
import { restrictedDataTokenBody } from './bodies';
import { denied, invalidInput, spError } from './errors';
import type { ReportStore } from './report-store';
import { route, type AmazonRoute, type Call } from './routes';
import type { Resource, Tokens } from './tokens';
import { marketplaceOf, ROLES, type Role } from './values';

/** Who the account is, and restricted data tokens. */
export function accountRoutes(context: RoomContext, account: () => Account, tokens: Tokens, reports: ReportStore): AmazonRoute[] {
  const participations = () =>
    account().marketplaces.map(({ id, participating, suspended }) => {
      const { country, name, currency, language } = marketplaceOf(id);
      return {
        marketplace: { id, countryCode: country, name, defaultCurrencyCode: currency, defaultLanguageCode: language, domainName: `www.${name.toLowerCase()}` },
        storeName: 'Musterladen',
        participation: { isParticipating: participating, hasSuspendedListings: suspended },
      };
    });

  const token = ({ body, now }: Call) => {
    const { restrictedResources } = body as { restrictedResources: Array<Resource & { dataElements?: string[] }> };
    for (const { method, path, dataElements } of restrictedResources) {
      const role = roleFor({ method, path }, reports);
      if (role === undefined) return invalidInput('Invalid restricted resource.', `${method} ${path}`);
      // Only getOrders, getOrder and getOrderItems take them (amazon.md §4.3).
      if (dataElements) return invalidInput('dataElements is not supported for this restricted resource.', `${method} ${path}`);
      if (!account().roles.has(role)) return context.assumed('rdt-without-role') === '403' ? denied(`Application does not have access to one or more requested data elements: [${role}]`) : spError(400, 'InvalidInput', `Application does not have access to the resource ${path}.`);
    }
    return json(200, { restrictedDataToken: tokens.restricted(restrictedResources.map(({ method, path }) => ({ method, path })), now), expiresIn: 3600 });
  };

  return [
    route('GET', '/sellers/v1/marketplaceParticipations', 'getMarketplaceParticipations', { roles: ROLES, run: () => json(200, { payload: participations() }) }),
    route('GET', '/sellers/v1/account', 'getAccount', {
      roles: ROLES,
      run: () => {
        const address = { addressLine1: 'Lagerstr. 9', countryCode: 'DE', city: 'Köln', postalCode: '50667' };
        return json(200, {
          payload: {
            businessType: 'PRIVATE_LIMITED',
            sellingPlan: account().plan,
            marketplaceParticipationList: participations(),
            business: { name: 'Musterladen GmbH', registeredBusinessAddress: address },
            primaryContact: { name: 'never-log-this', address },
          },
        });
      },
    }),
    route('POST', '/tokens/2021-03-01/restrictedDataToken', 'createRestrictedDataToken', { body: restrictedDataTokenBody, roles: ROLES, run: token }),
  ];
}

/** Undefined = not a restricted resource. Documents take specific paths only, shipments generic ones too (amazon.md §4.3). */
function roleFor({ method, path }: Resource, reports: ReportStore): Role | undefined {
  if (method === 'POST' && path === '/mfn/v0/shipments') return 'Direct-to-Consumer Shipping';
  if (['GET', 'DELETE'].includes(method) && /^\/mfn\/v0\/shipments\/(\{shipmentId\}|[0-9a-f-]{36})$/i.test(path)) return 'Direct-to-Consumer Shipping';
  const document = /^\/reports\/2021-06-30\/documents\/([^/{}]+)$/.exec(path)?.[1];
  return method === 'GET' && document ? reports.restrictedRoleOf(decodeURIComponent(document)) : undefined;
}
