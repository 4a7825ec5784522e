import type { RoomContext } from '../room';
import { Refused } from './answers';
import type { Json, Shape } from './bodies';
import { readCountry } from './countries';
import type { Lists } from './lists';
import type { Parties } from './parties';
import type { Address, Sale } from './sale-model';
import type { SaleStore } from './sale-store';

const BASE_CURRENCY = 'GBP';
export const ADDRESS: Shape = {
  ...{ ID: 'guid', DisplayAddressLine1: 'text:256', DisplayAddressLine2: 'text:256', Line1: 'text:256!', Line2: 'text:256', City: 'text:256', State: 'text:256', Postcode: 'text:20', Country: 'text:256!' },
  ...{ Company: 'text:128', Contact: 'text:512', ShipToOther: 'boolean' },
};
const { Company: _company, Contact: _contact, ShipToOther: _other, ...BILLING } = ADDRESS;
const ATTRIBUTES: Shape = Object.fromEntries(Array.from({ length: 10 }, (_, index) => [`AdditionalAttribute${index + 1}`, 'text:256' as const]));

const COMMON: Shape = {
  ...{ Customer: 'text:256', CustomerID: 'guid', Contact: 'text:256', Phone: 'text:50', Email: 'text:256', DefaultAccount: 'text:50', SkipQuote: 'boolean', BillingAddress: BILLING, ShippingAddress: ADDRESS, ShippingNotes: 'text:1024' },
  ...{ TaxRule: 'text:50', TaxInclusive: 'boolean', Terms: 'text:256', PriceTier: 'text:50', ShipBy: 'date', SaleOrderDate: 'date', LastModifiedOn: 'date', Note: 'text:1024', CustomerReference: 'text:256', CurrencyRate: 'number' },
  ...{ SalesRepresentative: 'text:256', Carrier: 'text:256', ExternalID: 'text:256', AdditionalAttributes: ATTRIBUTES },
};
export const NEW_SALE: Shape = { ...COMMON, Location: 'text:256!', SaleType: 'text:50', ServiceOnly: 'boolean', AutoPickPackShipMode: 'text' };
export const CHANGED_SALE: Shape = { ...COMMON, ID: 'guid!', Location: 'text:256' };

export function readAddress(context: RoomContext, sent: unknown): Address | null {
  if (sent === undefined || sent === null) return null;
  const { ID: _id, DisplayAddressLine1: _one, DisplayAddressLine2: _two, Country, ...rest } = sent as Json;
  return { Line2: '', City: '', State: '', Postcode: '', ...(rest as { Line1: string }), country: readCountry(context, String(Country)) };
}

/** `POST /sale` and `PUT /sale` (cin7core.md §5.1, §5.3). */
export class Headers {
  constructor(
    private readonly context: RoomContext,
    private readonly store: SaleStore,
    private readonly parties: Parties,
    private readonly lists: Lists,
  ) {}

  create(body: Json, seeded = false, sourceChannel: string | null = null): Sale {
    const { Customer, CustomerID, Location, SaleType, ServiceOnly, SkipQuote, TaxInclusive, BillingAddress, ShippingAddress, ...header } = body;
    const refusal = this.context.refusal(header.CustomerReference as string, header.ExternalID as string);
    if (refusal) throw new Refused(refusal.message ?? `Sale ${refusal.record} is refused`);
    const customer = this.parties.customer(Customer, CustomerID);
    if (customer.Currency !== BASE_CURRENCY && header.CurrencyRate === undefined) throw new Refused('CurrencyRate is required');
    if (SaleType !== undefined && SaleType !== 'Simple' && SaleType !== 'Advanced') throw new Refused('SaleType is not valid');
    const place = this.lists.place(Location);
    this.checkNames(header);
    const shipping = readAddress(this.context, ShippingAddress);
    const billing = readAddress(this.context, BillingAddress);
    const type = ServiceOnly === true ? 'Service Sale' : SaleType === 'Advanced' ? 'Advanced Sale' : 'Simple Sale';
    const sale = this.store.add({
      ...{ type, customer, place, skipQuote: SkipQuote === true, taxInclusive: TaxInclusive === true, header, billing, shipping, order: { status: 'NOT AVAILABLE', memo: '', lines: [], charges: [] } },
      ...{ fulfilments: [], invoices: [], attachments: [], voided: false, sourceChannel, seeded, trackingWrites: 0 },
    });
    this.rememberAddress(sale);
    return sale;
  }

  change(sale: Sale, body: Json): void {
    if (sale.voided) throw new Refused('Sale is VOIDED');
    const { ID: _id, Customer, CustomerID, Location, SkipQuote, TaxInclusive, BillingAddress, ShippingAddress, LastModifiedOn: _time, ...header } = body;
    if (Customer || CustomerID) sale.customer = this.parties.customer(Customer, CustomerID);
    if (Location) {
      const place = this.lists.place(Location);
      if (place !== sale.place && sale.order.status === 'AUTHORISED') throw new Refused('Location cannot be changed for authorised order');
      sale.place = place;
    }
    this.checkNames(header);
    if (ShippingAddress) sale.shipping = readAddress(this.context, ShippingAddress);
    if (BillingAddress) sale.billing = readAddress(this.context, BillingAddress);
    if (SkipQuote !== undefined) sale.skipQuote = SkipQuote === true;
    if (TaxInclusive !== undefined) sale.taxInclusive = TaxInclusive === true;
    Object.assign(sale.header, header);
    if (ShippingAddress) this.rememberAddress(sale);
    this.store.touch(sale);
  }

  private checkNames(header: Json): void {
    this.lists.checkTax(header.TaxRule);
    this.lists.checkTerms(header.Terms);
    this.lists.checkTier(header.PriceTier);
    this.lists.checkCarrier(header.Carrier);
    this.lists.checkAccount(header.DefaultAccount);
  }

  private rememberAddress({ shipping, customer }: Sale): void {
    if (shipping && shipping.ShipToOther !== true) this.parties.remember(customer, shipping.Line1, shipping.country, this.context.now());
  }
}
