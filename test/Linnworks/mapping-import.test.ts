import { isPaidAtSource, keyOf, toChannelOrder, type ImportSettings } from '../../nodes/Linnworks/mapping-import';
import type { Order } from '../../nodes/shared/model';
import { line, order } from './support/orders';

const SETTINGS: ImportSettings = { postalServices: [], linkBySku: true };
const MARK = { run: 'run-1', at: '2026-01-05T10:00:00.000Z' };
const map = (changes: Partial<Order> = {}, settings: Partial<ImportSettings> = {}) =>
  toChannelOrder(order('MB7UWLD', changes), { ...SETTINGS, ...settings }, MARK).channelOrder;

const property = (name: string, changes: Partial<Order>) => map(changes).ExtendedProperties.find(({ Name }) => Name === name)?.Value;

it('keys an order by channel, account and id', () => {
  expect(keyOf(order('MB7UWLD'))).toEqual({ Source: 'KAUFLAND', SubSource: 'KAUFLAND_DE', ReferenceNumber: 'MB7UWLD' });
  expect(map({ number: 'A-1' })).toMatchObject({ ReferenceNumber: 'MB7UWLD', ExternalReference: 'A-1', SecondaryReferenceNumber: 'A-1' });
});

it('fills every member Linnworks demands', () => {
  const mapped = map({ shipBy: undefined, deliverBy: undefined });
  for (const name of ['Source', 'SubSource', 'ReferenceNumber', 'ReceivedDate', 'DispatchBy'] as const) expect(mapped[name]).toBeTruthy();
  expect(mapped.DispatchBy).toBe('2026-01-07T09:12:44.000Z');
});

it.each<[Partial<Order>, boolean]>([
  [{ paid: true }, true],
  [{ paid: false, paidAt: '2026-01-05T09:12:44.000Z' }, false],
  [{ paid: undefined, paidAt: '2026-01-05T09:12:44.000Z' }, true],
  [{ paid: undefined }, false],
])('takes %j as paid: %s', (changes, paid) => {
  expect(isPaidAtSource(order('A', changes))).toBe(paid);
  const mapped = map(changes);
  expect(mapped.PaymentStatus).toBe(paid ? 'Paid' : 'Unpaid');
  expect(mapped.PaidOn !== undefined).toBe(paid);
});

it('parks an order the source holds back and writes why', () => {
  const mapped = map({ holds: [{ kind: 'fraudCheck', reason: 'under review' }] });
  expect(mapped.OrderState).toBe('Park');
  expect(mapped.Notes).toContainEqual({
    Note: 'On hold at the source: under review',
    Internal: true,
    NoteEntryDate: MARK.at,
    NoteUserName: 'Channel Sync',
  });
  expect(map({ holds: [{ kind: 'unpaid' }] }).OrderState).toBe('None');
});

it('marks the run, the identity and what the channel needs back', () => {
  const lines = [
    line('1', { unitGross: 1, references: { orderUnitIds: ['11', '12'] } }),
    line('2', { unitGross: 1, references: { orderUnitIds: ['13'], offer: 7 } }),
  ];
  expect(map({ lines, charges: [], total: undefined, references: { shop: 'x' } }).ExtendedProperties).toEqual([
    { Name: 'ChannelSyncImport', Type: 'Order', Value: 'run-1' },
    { Name: 'ChannelSyncIdentity', Type: 'Order', Value: 'kaufland:de:MB7UWLD' },
    { Name: 'KAUFLAND shop', Type: 'Order', Value: 'x' },
    { Name: 'KAUFLAND orderUnitIds', Type: 'Order', Value: '11,12,13' },
    { Name: 'KAUFLAND offer', Type: 'Order', Value: '7' },
  ]);
});

it('tells when the marketplace owes the tax', () => {
  expect(property('TaxOwedBy', { taxOwedBy: 'marketplace', ioss: 'IM123' })).toBe('marketplace');
  expect(property('IOSS', { taxOwedBy: 'marketplace', ioss: 'IM123' })).toBe('IM123');
  expect(property('TaxOwedBy', { taxOwedBy: 'seller' })).toBeUndefined();
});

it.each<[Partial<ImportSettings>, Order['shippingMethod'], string]>([
  [{}, undefined, 'Default'],
  [{}, { name: 'Standard' }, 'Standard'],
  [{ postalServices: [{ method: ' standard ', tag: 'DHL Paket' }] }, { name: 'Standard' }, 'DHL Paket'],
  [{ postalServices: [{ method: 'std', tag: 'DPD' }] }, { id: 'STD', name: 'Standard' }, 'DPD'],
])('with %j and method %j asks for postal service %s', (settings, shippingMethod, tag) => {
  expect(map({ shippingMethod }, settings).MatchPostalServiceTag).toBe(tag);
});

it('names the channel as payment method unless told otherwise', () => {
  expect(map().MatchPaymentMethodTag).toBe('Kaufland');
  expect(map({}, { paymentTag: 'Bank' }).MatchPaymentMethodTag).toBe('Bank');
});

describe('addresses', () => {
  it('gives the country by code and name', () => {
    expect(map().DeliveryAddress).toMatchObject({
      Country: 'Germany',
      MatchCountryCode: 'DE',
      Address1: 'Teststr. 1a',
      Town: 'Köln',
      PostCode: '50667',
    });
    const odd = map({ shippingAddress: { name: 'A', street: 'B 1', countryName: 'Elbonia' } }).DeliveryAddress;
    expect(odd).toMatchObject({ Country: 'Elbonia', MatchCountryName: 'Elbonia' });
    expect(odd).not.toHaveProperty('MatchCountryCode');
  });

  it('joins street parts, and what does not fit into three lines into the last', () => {
    const shippingAddress = {
      firstName: 'Tom',
      lastName: 'Beispiel',
      streetName: 'Teststr.',
      houseNumber: '1a',
      line2: 'Hof',
      line3: 'Tor 3',
      careOf: ['c/o Muster', '2. Stock'],
      country: 'DE',
    };
    expect(map({ shippingAddress }).DeliveryAddress).toMatchObject({
      FullName: 'Tom Beispiel',
      Address1: 'Teststr. 1a',
      Address2: 'Hof',
      Address3: 'Tor 3, c/o Muster, 2. Stock',
    });
  });

  it('sends a parcel to the pick-up point, bills at home, and writes a note', () => {
    const mapped = map({
      pickupPoint: {
        id: '145',
        provider: 'DHL',
        name: 'Packstation 145',
        customerNumber: '1234567',
        address: { street: 'Hauptstr. 2', city: 'Bonn', postcode: '53111', country: 'DE' },
      },
    });
    expect(mapped.DeliveryAddress).toMatchObject({
      FullName: 'Tom Beispiel',
      Address1: 'Hauptstr. 2',
      Address2: 'DHL 145, Packstation 145',
      Address3: '1234567',
      Town: 'Bonn',
      PostCode: '53111',
    });
    expect(mapped.BillingAddress).toMatchObject({ Address1: 'Teststr. 1a', Town: 'Köln' });
    expect(mapped.Notes[0]).toMatchObject({ Note: 'Pick-up point: DHL 145, Packstation 145, customer number 1234567', Internal: true });
  });

  it('refuses an order without one and names the field', () => {
    expect(() => map({ shippingAddress: undefined })).toThrow("Order 'MB7UWLD': 'shippingAddress' is missing");
  });
});

it('carries notes, gift message and the note of the node', () => {
  const notes = map(
    {
      notes: [
        { kind: 'buyer', text: 'ring twice' },
        { kind: 'internal', text: 'vip' },
      ],
      gift: { flag: true, message: 'for you' },
    },
    { note: 'imported' },
  ).Notes;
  expect(notes.map(({ Note, Internal }) => [Note, Internal])).toEqual([
    ['ring twice', false],
    ['vip', true],
    ['Gift message: for you', false],
    ['imported', true],
  ]);
});

it('refuses a line id that comes twice', () => {
  expect(() => map({ lines: [line('1', { unitGross: 1 }), line('1', { unitGross: 2 })], charges: [], total: undefined })).toThrow(
    "line id '1' comes twice",
  );
});
