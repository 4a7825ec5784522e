import { json } from '../http';
import type { RoomContext } from '../room';
import { Refused, unknownName } from './answers';
import type { Json } from './bodies';
import { ACCOUNTS, accountRows, PLACES, placeRows, TAXES, taxRows, TERMS, TIERS, type Place } from './books';
import { contains, page, PAGED, route, same, starts, type Cin7Route } from './routes';
import { guidOf, type Ids } from './values';

type Named = { ID: string; Name: string };

/** Reference books: what a write may name. */
export class Lists {
  carriers: Array<{ CarrierID: string; Description: string }> = [];
  categories: Named[] = [];
  brands: Named[] = [];
  units: Named[] = [];

  constructor(
    private readonly context: RoomContext,
    private readonly ids: Ids,
  ) {
    this.reset();
  }

  reset(): void {
    const named = (kind: string, names: string[]) => names.map((Name) => ({ ID: this.ids.guid(kind), Name }));
    this.carriers = ['DEFAULT Carrier', 'Royal Mail', 'DPD', 'UPS'].map((Description) => ({ CarrierID: this.ids.guid('carrier'), Description }));
    this.categories = named('category', ['Other', 'Household']);
    this.brands = named('brand', ['Acme']);
    this.units = named('unit', ['Item']);
  }

  /** By name or id; the name wins when both are sent. */
  place(name: unknown, id?: unknown): Place {
    const found = name ? PLACES.find(({ Name }) => same(Name, name)) : PLACES.find(({ ID }) => ID === id);
    if (!found || found.isDeprecated) throw new Refused(`Location '${String(name || id)}' not found`);
    return found;
  }

  checkTax(name: unknown): void {
    if (name && !TAXES.some(([tax, , forSale]) => forSale && same(tax, name))) throw new Refused(`Tax rule '${String(name)}' not found`);
  }

  checkCarrier(name: unknown): void {
    if (name && !this.carriers.some(({ Description }) => same(Description, name))) throw new Refused(`Carrier '${String(name)}' not found`);
  }

  checkAccount(code: unknown): void {
    if (code && !ACCOUNTS.some(([known]) => known === code)) throw new Refused(`Account '${String(code)}' not found`);
  }

  checkTerms(name: unknown): void {
    if (name && !TERMS.some((known) => same(known, name))) throw new Refused(`Payment term '${String(name)}' not found`);
  }

  checkTier(name: unknown): void {
    if (name && !TIERS.some((known) => same(known, name))) throw new Refused(`Price tier '${String(name)}' not found`);
  }

  /** The name as the reference book spells it. */
  named(list: 'categories' | 'brands' | 'units', what: string, name: unknown): string {
    const found = this[list].find(({ Name }) => same(Name, name));
    if (!found) throw unknownName(`${what} not found.`);
    return found.Name;
  }

  routes(): Cin7Route[] {
    const list = (path: string, member: string, rows: () => Json[], names: string[] = []) =>
      route('GET', path, { ...PAGED, ...Object.fromEntries(names.map((name) => [name, 'text' as const])) }, ({ query }) =>
        page(this.context, path === '/ref/category', member, rows().filter((row) => names.every((name) => starts(row[name], query[name]))), query));
    const book = (path: string, member: string, which: 'categories' | 'brands' | 'units') => [
      list(path, member, () => this[which].map((one) => ({ ...one })), ['Name']),
      route('POST', path, {}, ({ body }) => {
        if (this[which].some(({ Name }) => same(Name, body.Name))) throw new Refused(`'${String(body.Name)}' already exists`);
        const made = { ID: this.ids.guid(path), Name: String(body.Name) };
        this[which].push(made);
        return json(200, made);
      }, { Name: 'text:256!' }),
    ];
    return [
      route('GET', '/ref/location', { ...PAGED, ID: 'guid', Deprecated: 'boolean', Name: 'text' }, ({ query }) => {
        const rows = placeRows().filter((row) => starts(row.Name, query.Name) && same(row.ID, query.ID) && (query.Deprecated === undefined || row.IsDeprecated === query.Deprecated));
        return page(this.context, false, 'LocationList', rows, query);
      }),
      list('/ref/carrier', 'CarrierList', () => this.carriers.map((one) => ({ ...one })), ['CarrierID', 'Description']),
      route('POST', '/ref/carrier', {}, ({ body }) => {
        if (this.carriers.some(({ Description }) => same(Description, body.Description))) throw new Refused('Carrier already exists');
        const made = { CarrierID: this.ids.guid('carrier'), Description: String(body.Description) };
        this.carriers.push(made);
        return json(200, { Total: 1, Page: 1, CarrierList: [made] });
      }, { Description: 'text:256!' }),
      route('GET', '/ref/tax', { ...PAGED, ID: 'guid', Name: 'text', IsActive: 'boolean', IsTaxForSale: 'boolean', IsTaxForPurchase: 'boolean', Account: 'text' }, ({ query }) => {
        const rows = taxRows().filter((row) => starts(row.Name, query.Name) && (['IsActive', 'IsTaxForSale', 'IsTaxForPurchase'] as const).every((name) => query[name] === undefined || row[name] === query[name]));
        return page(this.context, false, 'TaxRuleList', rows, query);
      }),
      list('/ref/paymentterm', 'PaymentTermList', () => TERMS.map((Name, index) => ({ ID: guidOf('term', index + 1), Name, Duration: index === 0 ? 30 : 0, Method: 'number of days', IsActive: true, IsDefault: index === 0 })), ['Name', 'Method']),
      route('GET', '/ref/priceTier', {}, () => json(200, { PriceTiers: TIERS.map((Name, index) => ({ Code: index + 1, Name })) })),
      route('GET', '/ref/account', { ...PAGED, Code: 'text', Name: 'text', Type: 'text', Status: 'text' }, ({ query }) =>
        page(this.context, false, 'AccountsList', accountRows().filter((row) => same(row.Code, query.Code) && starts(row.Name, query.Name) && same(row.Type, query.Type) && contains(row.Status, query.Status)), query)),
      ...book('/ref/category', 'CategoryList', 'categories'),
      ...book('/ref/brand', 'BrandList', 'brands'),
      ...book('/ref/unit', 'UnitList', 'units'),
    ];
  }
}
