import { json } from '../http';
import type { RoomContext } from '../room';
import { Refused } from './answers';
import type { Json, Shape } from './bodies';
import { PLACES, TERMS, TIERS } from './books';
import type { Lists } from './lists';
import { page, PAGED, route, same, starts, type Cin7Route } from './routes';
import { moment, readDate, type Ids } from './values';

export interface StoredAddress {
  ID: string;
  Line1: string;
  Country: string;
  Type: string;
}

export interface Party {
  ID: string;
  Name: string;
  Currency: string;
  addresses: StoredAddress[];
  changedAt: number;
}

const ATTRIBUTES = Object.fromEntries(Array.from({ length: 10 }, (_, index) => [`AdditionalAttribute${index + 1}`, '']));
const NEW_CUSTOMER: Shape = { Name: 'text:256!', Status: 'text!', Currency: 'text!', PaymentTerm: 'text!', AccountReceivable: 'text!', RevenueAccount: 'text!', TaxRule: 'text!', PriceTier: 'text', Carrier: 'text', Location: 'text', Comments: 'text:2000' };

/** Customers and suppliers. */
export class Parties {
  customers: Party[] = [];
  suppliers: Party[] = [];

  constructor(
    private readonly context: RoomContext,
    private readonly ids: Ids,
    private readonly lists: Lists,
  ) {
    this.reset();
  }

  reset(): void {
    const party = (kind: string, Name: string, Currency = 'GBP'): Party => ({ ID: this.ids.guid(kind), Name, Currency, addresses: [], changedAt: Date.parse('2026-01-01T00:00:00Z') });
    this.customers = [party('customer', 'Web Shop'), party('customer', 'Amazon UK'), party('customer', 'ShipStation Orders'), party('customer', 'Euro Shop', 'EUR')];
    this.suppliers = [party('supplier', 'Tea Traders'), party('supplier', 'Cup Works')];
  }

  customer(name: unknown, id: unknown): Party {
    return this.find(this.customers, 'Customer', name, id);
  }

  supplier(name: unknown, id: unknown): Party {
    return this.find(this.suppliers, 'Supplier', name, id);
  }

  private find(all: Party[], what: string, name: unknown, id: unknown): Party {
    if (!name && !id) throw new Refused(`${what} or ${what}ID is required`);
    const found = id ? all.find(({ ID }) => ID === id) : all.find(({ Name }) => same(Name, name));
    if (!found) throw new Refused(`${what} '${String(id ?? name)}' not found`);
    return found;
  }

  /** A new stored address per order, unless its first line is known (blueprint, Sale Shipping Address Model). */
  remember(customer: Party, Line1: string, Country: string, now: number): void {
    if (customer.addresses.some((known) => known.Line1 === Line1)) return;
    customer.addresses.push({ ID: this.ids.guid('address'), Line1, Country, Type: 'Shipping' });
    customer.changedAt = now;
  }

  routes(): Cin7Route[] {
    const list = (path: string, member: string, rows: () => Party[], more: Json) =>
      route('GET', path, { ...PAGED, ID: 'guid', Name: 'text', ModifiedSince: 'date', IncludeDeprecated: 'boolean', IncludeProductPrices: 'boolean', ContactFilter: 'text' }, ({ query }) => {
        const since = query.ModifiedSince === undefined ? -Infinity : (readDate(String(query.ModifiedSince)) ?? 0);
        const found = rows().filter(({ ID, Name, changedAt }) => same(ID, query.ID) && starts(Name, query.Name) && changedAt > since);
        return page(this.context, false, member, found.map((one) => show(one, more)), query);
      });
    return [
      list('/customer', 'CustomerList', () => this.customers, CUSTOMER_REST),
      list('/supplier', 'SupplierList', () => this.suppliers, { AccountPayable: '800' }),
      route('POST', '/customer', {}, ({ body, now }) => {
        if (this.customers.some(({ Name }) => same(Name, body.Name))) throw new Refused(`Customer '${String(body.Name)}' already exists`);
        if (!['Active', 'Deprecated'].includes(String(body.Status))) throw new Refused('Status is not valid');
        this.lists.checkTax(body.TaxRule);
        this.lists.checkTerms(body.PaymentTerm);
        this.lists.checkAccount(body.AccountReceivable);
        this.lists.checkAccount(body.RevenueAccount);
        const made: Party = { ID: this.ids.guid('customer'), Name: String(body.Name), Currency: String(body.Currency), addresses: [], changedAt: now };
        this.customers.push(made);
        return json(200, { Total: 1, Page: 1, CustomerList: [show(made, CUSTOMER_REST)] });
      }, NEW_CUSTOMER),
    ];
  }
}

const CUSTOMER_REST: Json = { Carrier: null, SalesRepresentative: null, Location: PLACES[0].Name, AccountReceivable: '610', RevenueAccount: '200', PriceTier: TIERS[0], Tags: '', CreditLimit: 0, IsOnCreditHold: false };

function show({ ID, Name, Currency, addresses, changedAt }: Party, more: Json): Json {
  const stored = addresses.map((one) => ({ ...one, Line2: '', City: '', State: '', Postcode: '', DefaultForType: false }));
  return { ID, Name, Currency, PaymentTerm: TERMS[0], Discount: 0, TaxRule: '20% VAT on sales', Comments: '', TaxNumber: '', ...ATTRIBUTES, AttributeSet: null, Status: 'Active', LastModifiedOn: moment(changedAt), ...more, Addresses: stored, Contacts: [] };
}
