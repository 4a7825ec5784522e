import type { Json } from './bodies';
import { day, guidOf } from './values';

export interface Place {
  ID: string;
  Name: string;
  bins: string[];
  isDefault: boolean;
  isDeprecated: boolean;
  /** Goods lie with somebody else, who ships them (cin7core.md §6). */
  external: boolean;
}

const place = (number: number, Name: string, more: Partial<Place> = {}): Place => ({ ID: guidOf('place', number), Name, bins: [], isDefault: false, isDeprecated: false, external: false, ...more });
export const PLACES: readonly Place[] = [
  place(1, 'Main Warehouse', { isDefault: true, bins: ['A-01', 'A-02'] }),
  place(2, 'Second Warehouse'),
  place(3, 'Fulfilment Partner', { external: true }),
  place(4, 'Old Barn', { isDeprecated: true }),
];

export const TAXES: Array<[string, number, boolean, boolean]> = [['20% VAT on sales', 20, true, false], ['0% VAT on sales', 0, true, false], ['Tax Exempt', 0, true, true], ['20% VAT on purchases', 20, false, true]];
export const TERMS = ['30 days', 'Prepaid'];
export const TIERS = Array.from({ length: 10 }, (_, index) => `Tier ${index + 1}`);
export const ACCOUNTS: Array<[string, string, string, string]> = [['200', 'Sales', 'REVENUE', 'REVENUE'], ['403', 'Cost Of Goods Sold', 'EXPENSE', 'EXPENSE'], ['500', 'Stock Adjustments', 'EXPENSE', 'EXPENSE'], ['610', 'Accounts Receivable', 'CURRENT', 'ASSET'], ['715', 'Inventory', 'INVENTORY', 'ASSET'], ['800', 'Accounts Payable', 'CURRLIAB', 'LIABILITY']];

export function placeRows(): Json[] {
  const address = { AddressLine1: '', AddressLine2: '', AddressCitySuburb: '', AddressStateProvince: '', AddressZipPostCode: '', AddressCountry: '' };
  const rest = { ReferenceCount: 0, ...address, PickZones: null, IsShopfloor: false, IsCoMan: false, IsStaging: false };
  return PLACES.flatMap(({ ID, Name, bins, isDefault, isDeprecated }) => {
    const inside = bins.map((bin, index) => ({ ID: guidOf(`${bin}${ID.slice(-2)}`, index + 1), Name: bin, IsDeprecated: false, IsStaging: false }));
    const parent = { ID, Name, IsDefault: isDefault, IsDeprecated: isDeprecated, Bins: inside.length > 0 ? inside : null, FixedAssetsLocation: false, ParentID: null, ParentName: null, ...rest };
    // Bins are rows of their own as well, with a parent (blueprint, /ref/location).
    return [parent, ...inside.map((bin) => ({ ...parent, ID: bin.ID, Name: bin.Name, IsDefault: false, Bins: null, ParentID: ID, ParentName: Name }))];
  });
}

export function taxRows(): Json[] {
  return TAXES.map(([Name, percent, IsTaxForSale, IsTaxForPurchase], index) => ({
    ...{ ID: guidOf('tax', index + 1), Name, Account: '820', IsActive: true, TaxInclusive: false, TaxPercent: percent, IsTaxForSale, IsTaxForPurchase },
    Components: [{ ID: guidOf('TAXP', index + 1), Name: 'Tax', Percent: percent.toFixed(10), AccountCode: '0', Compound: '0', ComponentOrder: '1' }],
  }));
}

export function accountRows(): Json[] {
  return ACCOUNTS.map(([Code, Name, Type, Class]) => ({ Code, Status: 'ACTIVE', Name, Type, Description: Name, Class, SystemAccount: null, BankAccountNumber: null, BankAccountId: null, ForPayments: false, DisplayName: `${Code}: ${Name}`, OldCode: null }));
}

/** `GET /me`; LockDate: postings before it are refused (cin7core.md §1). */
export const me = (lockDate: number | null): Json => ({
  ...{ Company: 'Acme Teas', Currency: 'GBP', TimeZone: 'Europe/London', DefaultWeightUnits: 'kg', DefaultDimensionsUnits: 'cm', LockDate: lockDate === null ? null : day(lockDate) },
  ...{ OpeningBalanceDate: '2020-01-01T00:00:00', TaxCalculationMethod: 'Total', DefaultSaleTaxRuleId: guidOf('tax', 1), DefaultSaleTaxRuleName: '20% VAT on sales', MaximumDecimalPlacesInQuantity: 'N2' },
  ...{ ApplyCustomerDiscountsAfterOtherDiscounts: false, DiscountRule: 'Discount', AutomaticallyApplyDiscounts: false, RoundingTable: [] },
});
