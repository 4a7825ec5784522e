import { ROLES, type Role } from './values';

/** How the seller's account and the application stand; changed by the control `account`. */
export interface Account {
  /** Where the account lives; calls that come in at another region's host are refused. */
  region: 'eu' | 'na' | 'fe';
  roles: Set<Role>;
  plan: 'PROFESSIONAL' | 'INDIVIDUAL';
  secretExpired: boolean;
  revoked: boolean;
  marketplaces: Array<{ id: string; participating: boolean; suspended: boolean }>;
  /** The default ship-from location; `vat` is whether its number passes Amazon's check (amazon.md §9.1). */
  shipFrom: { country: string; vat: boolean };
  /** Whether answers tell the rate. */
  rateHeader: boolean;
}

export function freshAccount(): Account {
  return {
    region: 'eu',
    roles: new Set(ROLES),
    plan: 'PROFESSIONAL',
    secretExpired: false,
    revoked: false,
    shipFrom: { country: 'DE', vat: true },
    rateHeader: true,
    marketplaces: [
      { id: 'A1PA6795UKMFR9', participating: true, suspended: false },
      { id: 'A13V1IB3VIYZZH', participating: true, suspended: false },
      { id: 'A1F83G8C2ARO7P', participating: true, suspended: false },
      { id: 'APJ6JRA9NG5V4', participating: false, suspended: false },
    ],
  };
}

export function isActive(account: Account, marketplaceId: string): boolean {
  return account.marketplaces.some(({ id, participating }) => id === marketplaceId && participating);
}
