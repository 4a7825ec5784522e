/**
 * Fifty orders as shops and marketplaces really have them. They are the same for every pair; only what an account
 * decides is its own: the articles it knows, its currency and the rate of its tax. All amounts are worked out here, in whole minor units.
 */
import type { IDataObject } from 'n8n-workflow';

import { Marks, type Mark } from './marks';

export interface Account {
  /** Articles the target knows. */
  skus: string[];
  currency: string;
  taxRate: number;
  /** A service the target knows, where one it does not know is refused. */
  service?: string;
}

export interface Awkward {
  what: string;
  order: IDataObject;
  marks: Mark[];
  /** What the buyer pays, in the currency. */
  total: number;
}

/** A line in minor units, with tax. */
interface Goods {
  unit: number;
  quantity?: number;
  cancelled?: number;
  off?: number;
  rate?: number;
  more?: IDataObject;
}

interface Extra {
  kind: string;
  minor: number;
  name?: string;
  rate?: number;
}

class Maker {
  readonly marks: Marks;
  private readonly digits: number;

  constructor(
    private readonly index: number,
    readonly account: Account,
  ) {
    this.marks = new Marks(index);
    this.digits = account.currency === 'HUF' ? 0 : 2;
  }

  amount = (minor: number): number => minor / 10 ** this.digits;
  sku = (position: number): string => this.account.skus[position % this.account.skus.length] as string;

  line(position: number, { unit, quantity = 1, cancelled, off, rate = this.account.taxRate, more = {} }: Goods): { line: IDataObject; minor: number } {
    const live = quantity - (cancelled ?? 0);
    const whole = unit * quantity - (off ?? 0);
    const line = {
      id: `row-${position + 1}`,
      sku: this.sku(position),
      name: this.marks.text('lines.name', 'Mug'),
      kind: 'goods',
      quantity,
      ...(cancelled === undefined ? {} : { quantityCancelled: cancelled }),
      unitGross: this.amount(unit),
      lineGross: this.amount(unit * quantity),
      ...(off === undefined ? {} : { discount: this.amount(off) }),
      taxRate: rate,
      ...more,
    };
    return { line, minor: (whole / quantity) * live };
  }

  address(path: string, more: IDataObject = {}): IDataObject {
    const { marks } = this;
    return {
      name: marks.text(`${path}.name`, 'Zoë'),
      street: marks.text(`${path}.street`, 'Große Straße 7a'),
      postcode: '50667',
      city: marks.text(`${path}.city`, 'Köln'),
      country: 'DE',
      ...more,
    };
  }

  service = (otherwise: string): string => this.account.service ?? this.marks.text('shippingMethod.name', otherwise);

  buyer(): IDataObject {
    const { marks } = this;
    return { name: marks.text('buyer.name', 'Zoë'), email: marks.email('buyer.email'), phone: marks.digits('buyer.phone', '+49 30 ', 8) };
  }

  make(what: string, goods: Goods[], more: IDataObject = {}, extras: Extra[] = [], offOrder = 0): Awkward {
    const number = `M${5000 + this.index}`;
    const lines = goods.map((one, position) => this.line(position, one));
    const minor = lines.reduce((sum, one) => sum + one.minor, 0) + extras.reduce((sum, one) => sum + one.minor, 0) - offOrder;
    const charges = extras.map(({ kind, minor: gross, name, rate = this.account.taxRate }) => ({ kind, gross: this.amount(gross), taxRate: rate, ...(name ? { name } : {}) }));
    const order = {
      identity: { channel: 'matrix', account: 'main', id: `id-${5000 + this.index}` },
      number,
      status: 'open',
      paid: true,
      complete: true,
      placedAt: '2026-01-05T09:12:44.000Z',
      paidAt: '2026-01-05T09:13:10.000Z',
      shipBy: '2026-01-08T17:00:00.000Z',
      currency: this.account.currency,
      pricesIncludeTax: true,
      lines: lines.map(({ line }) => line),
      ...(charges.length > 0 ? { charges } : {}),
      total: { gross: this.amount(minor) },
      buyer: this.buyer(),
      shippingAddress: this.address('shippingAddress'),
      paymentMethod: { name: this.marks.text('paymentMethod.name', 'Card') },
      ...more,
    };
    return { what, order: order as unknown as IDataObject, marks: this.marks.made, total: this.amount(minor) };
  }
}

type Build = (maker: Maker) => Awkward;

const plain: Goods = { unit: 1299 };
const shipping: Extra = { kind: 'shipping', minor: 390 };

/** Everything an order can have at once. */
export const everything: Build = (maker) => {
  const { marks } = maker;
  const place = (path: string): IDataObject => ({
    company: marks.text(`${path}.company`, 'Müller & Söhne GmbH'),
    careOf: [marks.text(`${path}.careOf`, 'c/o')],
    line2: marks.text(`${path}.line2`, 'Hinterhaus'),
    line3: marks.text(`${path}.line3`, 'Klingel'),
    district: marks.text(`${path}.district`, 'Ehrenfeld'),
    state: marks.text(`${path}.state`, 'NRW'),
    phone: marks.digits(`${path}.phone`, '+49 221 ', 8),
    email: marks.email(`${path}.email`),
  });
  return maker.make(
    'everything at once',
    [
      {
        unit: 1299,
        quantity: 2,
        more: {
          gtin: marks.digits('lines.gtin', '0', 12),
          unit: marks.word('lines.unit'),
          weightGrams: 417,
          options: [{ name: marks.word('lines.options.name'), value: marks.word('lines.options.value') }],
          image: `https://example.org/${marks.word('lines.image')}.png`,
          bin: marks.word('lines.bin'),
          customisation: marks.text('lines.customisation', 'engrave'),
        },
      },
    ],
    {
      exchangeRate: 0.87,
      shipAfter: '2026-01-06T08:00:00.000Z',
      deliverFrom: '2026-01-09T08:00:00.000Z',
      deliverBy: '2026-01-10T18:00:00.000Z',
      holdUntil: '2026-01-06T07:00:00.000Z',
      taxOwedBy: 'seller',
      ioss: `IM${marks.digits('ioss', '', 10)}`,
      vatNumber: `DE${marks.digits('vatNumber', '', 9)}`,
      eori: `DE${marks.digits('eori', '', 12)}`,
      buyer: {
        ...maker.buyer(),
        id: marks.word('buyer.id'),
        company: marks.text('buyer.company', 'Müller & Söhne GmbH'),
        taxNumber: `DE${marks.digits('buyer.taxNumber', '', 9)}`,
        business: true,
        locale: 'de-AT',
        group: marks.word('buyer.group'),
      },
      purchaseOrderNumber: marks.word('purchaseOrderNumber'),
      shippingAddress: maker.address('shippingAddress', { ...place('shippingAddress'), residential: true }),
      billingAddress: maker.address('billingAddress', place('billingAddress')),
      pickupPoint: {
        id: marks.word('pickupPoint.id'),
        provider: marks.word('pickupPoint.provider'),
        name: marks.text('pickupPoint.name', 'Packstation'),
        customerNumber: marks.digits('pickupPoint.customerNumber', '', 7),
      },
      shippingMethod: { id: marks.word('shippingMethod.id'), name: maker.service('Express'), carrier: 'dhl' },
      paymentMethod: { id: marks.word('paymentMethod.id'), name: marks.text('paymentMethod.name', 'Card') },
      notes: [
        { kind: 'buyer', text: marks.text('notes.text', 'please ring') },
        { kind: 'internal', text: marks.text('notes.text', 'check twice') },
      ],
      gift: { flag: true, message: marks.text('gift.message', 'happy birthday') },
      fulfilledBy: 'seller',
      programmes: [marks.word('programmes')],
      warehouse: marks.word('warehouse'),
      source: marks.word('source'),
      subSource: marks.word('subSource'),
      tags: [marks.word('tags')],
      parentId: marks.word('parentId'),
      splitFrom: marks.word('splitFrom'),
      mergedFrom: [marks.word('mergedFrom')],
      replacementFor: marks.word('replacementFor'),
      discounts: [{ code: marks.word('discounts.code'), kind: 'coupon', name: marks.text('discounts.name', 'Winter'), scope: 'order', gross: maker.amount(100) }],
    },
    [{ ...shipping, name: marks.text('charges.name', 'Parcel') }],
    100,
  );
};

/** One order for each thing that is easily got wrong. */
const TWISTS: Build[] = [
  everything,
  (maker) => maker.make('nothing but what must be', [plain], { buyer: undefined, paidAt: undefined, shipBy: undefined }),
  (maker) => maker.make('the same article in two lines', [plain, { ...plain, more: { sku: maker.sku(0) } }], {}, [shipping]),
  (maker) => maker.make('a line of three of which one is cancelled', [{ unit: 1299, quantity: 3, cancelled: 1 }, plain]),
  (maker) => maker.make('a discount on a line', [{ unit: 1299, quantity: 3, off: 500 }]),
  (maker) => {
    const discount = { code: maker.marks.word('discounts.code'), kind: 'coupon', scope: 'order', gross: maker.amount(777) };
    return maker.make('a coupon on the whole', [{ unit: 1299, quantity: 3 }, { unit: 350, quantity: 2 }], { discounts: [discount] }, [shipping], 777);
  },
  (maker) => maker.make('shipping that is given away', [plain], { discounts: [{ kind: 'shipping', scope: 'order', gross: maker.amount(390) }] }, [shipping], 390),
  (maker) => maker.make('cash on delivery with its fee', [plain], {}, [shipping, { kind: 'cashOnDelivery', minor: 450, name: maker.marks.text('charges.name', 'COD') }]),
  (maker) => maker.make('gift wrap and handling', [plain], {}, [shipping, { kind: 'giftWrap', minor: 299 }, { kind: 'handling', minor: 101 }]),
  (maker) => maker.make('a service beside the goods', [plain, { unit: 990, more: { kind: 'service' } }]),
  (maker) => maker.make('an article that costs nothing', [plain, { unit: 0 }]),
  (maker) => maker.make('three for ten', [{ unit: 1000, quantity: 1 }, { unit: 333, quantity: 3 }]),
  (maker) => maker.make('nine hundred pieces', [{ unit: 7, quantity: 900 }]),
  (maker) => maker.make('twenty lines', Array.from({ length: 20 }, (_, position) => ({ unit: 101 + 13 * position }))),
  (maker) => maker.make('a net order', [plain], netOf(maker, 2)),
  (maker) => {
    const company = maker.marks.text('billingAddress.company', 'Muster AG');
    return maker.make('an invoice to a company elsewhere', [plain], { billingAddress: maker.address('billingAddress', { company, country: 'AT', postcode: '1010' }) });
  },
  (maker) => {
    const { marks } = maker;
    const split = { firstName: marks.text('shippingAddress.firstName', 'Zoë'), lastName: marks.text('shippingAddress.lastName', 'O’Neil') };
    return maker.make('first and last name apart', [plain], { shippingAddress: maker.address('shippingAddress', { name: undefined, ...split }) });
  },
  (maker) => {
    const parts = { streetName: maker.marks.text('shippingAddress.streetName', 'Lange Gasse'), houseNumber: '12b' };
    return maker.make('street and number apart', [plain], { shippingAddress: maker.address('shippingAddress', { street: undefined, ...parts }) });
  },
  (maker) => maker.make('a name of one word', [plain], { shippingAddress: maker.address('shippingAddress', { name: maker.marks.word('shippingAddress.name') }) }),
  (maker) => maker.make('a house number in front', [plain], { shippingAddress: maker.address('shippingAddress', { street: `7 ${maker.marks.text('shippingAddress.street', 'Mill Lane')}`, postcode: 'LS1 1AA', country: 'GB' }) }),
  (maker) => maker.make('a state of the United States', [plain], { shippingAddress: maker.address('shippingAddress', { state: 'CA', postcode: '94107', country: 'US' }) }),
  (maker) => maker.make('letters of other alphabets', [plain], { shippingAddress: maker.address('shippingAddress', { city: maker.marks.text('shippingAddress.city', 'Łódź Ελλάδα'), postcode: '90-001', country: 'PL' }) }),
  (maker) => maker.make('quotes, ampersands and lines', [plain], { notes: [{ kind: 'buyer', text: `"A" & 'B' < C\n${maker.marks.text('notes.text', 'third line')}` }] }),
  (maker) => {
    const { marks } = maker;
    const notes = ['one', 'two', 'three'].map((text) => ({ kind: text === 'two' ? 'internal' : 'buyer', text: marks.text('notes.text', text) }));
    return maker.make('three notes', [plain], { notes });
  },
  (maker) => maker.make('a gift with a message', [plain], { gift: { flag: true, message: maker.marks.text('gift.message', 'Alles Gute') } }),
  (maker) => maker.make('a gift without a word', [plain], { gift: { flag: true } }),
  (maker) => {
    const { marks } = maker;
    const pickupPoint = { id: marks.word('pickupPoint.id'), provider: marks.word('pickupPoint.provider'), customerNumber: marks.digits('pickupPoint.customerNumber', '', 7) };
    return maker.make('a parcel locker', [plain], { pickupPoint });
  },
  (maker) => maker.make('tax owed by the marketplace', [plain], { taxOwedBy: 'marketplace', ioss: `IM${maker.marks.digits('ioss', '', 10)}` }),
  (maker) => {
    const { marks } = maker;
    return maker.make('a telephone number of its own for the parcel', [plain], { shippingAddress: maker.address('shippingAddress', { phone: marks.digits('shippingAddress.phone', '+49 221 ', 8), email: marks.email('shippingAddress.email') }) });
  },
  (maker) => {
    const { marks } = maker;
    const options = [1, 2].map(() => ({ name: marks.word('lines.options.name'), value: marks.word('lines.options.value') }));
    return maker.make('two options and an engraving', [{ ...plain, more: { options, customisation: marks.text('lines.customisation', 'for Ada') } }]);
  },
  (maker) => maker.make('a barcode with leading zeros', [{ ...plain, more: { gtin: maker.marks.digits('lines.gtin', '00', 11) } }]),
  (maker) => maker.make('an order number of the buyer', [plain], { purchaseOrderNumber: maker.marks.word('purchaseOrderNumber') }),
  (maker) => {
    const { marks } = maker;
    const tracking = [{ carrier: 'dhl', carrierName: marks.word('tracking.carrierName'), number: marks.word('tracking.number'), url: `https://example.org/${marks.word('tracking.url')}` }];
    return maker.make('tracking that is known already', [plain], { tracking });
  },
  (maker) => maker.make('a date it is wanted on', [plain], { deliverBy: '2026-02-14T10:00:00.000Z', deliverFrom: '2026-02-14T08:00:00.000Z' }),
  (maker) => {
    const parent = { ...plain, more: { kind: 'bundleParent' } };
    const part = { unit: 0, more: { kind: 'bundlePart', parentLineId: 'row-1', unitGross: undefined, lineGross: undefined } };
    return maker.make('a bundle whose parts have no price', [parent, part, part]);
  },
  (maker) => maker.make('a tag and a programme', [plain], { tags: [maker.marks.word('tags')], programmes: [maker.marks.word('programmes')] }),
  (maker) => maker.make('a delivery service by name', [plain], { shippingMethod: { name: maker.service('Next Day') } }, [shipping]),
  (maker) => maker.make('small amounts that share tax', [{ unit: 101, quantity: 3 }, { unit: 199, quantity: 7 }], {}, [{ kind: 'shipping', minor: 1 }]),
  (maker) => {
    const { marks } = maker;
    const buyer = { ...maker.buyer(), company: marks.text('buyer.company', 'Muster AG'), taxNumber: `DE${marks.digits('buyer.taxNumber', '', 9)}`, business: true };
    return maker.make('a company with a tax number', [plain], { buyer });
  },
  (maker) => maker.make('one piece of a cent', [{ unit: 1 }]),
  (maker) => maker.make('a dear one', [{ unit: 12_345_678 }]),
  (maker) => {
    const { marks } = maker;
    return maker.make('all lines of an address', [plain], {
      shippingAddress: maker.address('shippingAddress', { line2: marks.text('shippingAddress.line2', 'Haus B'), line3: marks.text('shippingAddress.line3', '3. Stock'), careOf: [marks.text('shippingAddress.careOf', 'c/o'), marks.text('shippingAddress.careOf', 'Abt.')] }),
    });
  },
  (maker) => maker.make('a discount of a line named by its code', [{ unit: 1000, quantity: 2, off: 250 }], { discounts: [{ code: maker.marks.word('discounts.code'), kind: 'promotion', scope: 'row-1', gross: maker.amount(250) }] }),
  (maker) => maker.make('two discounts on the whole', [{ unit: 1299, quantity: 2 }], { discounts: [{ kind: 'loyalty', scope: 'order', gross: maker.amount(101) }, { kind: 'manual', scope: 'order', gross: maker.amount(99) }] }, [shipping], 200),
  (maker) => maker.make('a weight', [{ ...plain, more: { weightGrams: 12.5 } }]),
  (maker) => maker.make('a very long street', [plain], { shippingAddress: maker.address('shippingAddress', { street: maker.marks.text('shippingAddress.street', 'Am Hang '.repeat(6).trim()) }) }),
  (maker) => maker.make('another address for the invoice without a name', [plain], { billingAddress: maker.address('billingAddress', { name: undefined, company: maker.marks.text('billingAddress.company', 'Rechnung KG') }) }),
  (maker) => maker.make('an invoice to the same address', [plain], sameAddress(maker)),
  (maker) => maker.make('an origin behind the channel', [plain], { source: maker.marks.word('source'), subSource: maker.marks.word('subSource') }),
  (maker) => maker.make('two charges of one kind', [plain], {}, [shipping, { kind: 'shipping', minor: 110, name: maker.marks.text('charges.name', 'Islands') }]),
];

function sameAddress(maker: Maker): IDataObject {
  const shippingAddress = maker.address('shippingAddress');
  return { shippingAddress, billingAddress: { ...shippingAddress } };
}

/** Prices without tax, as a business is told them; the total is with tax. */
function netOf(maker: Maker, quantity: number): IDataObject {
  const { taxRate } = maker.account;
  const net = 5000 * quantity;
  const tax = Math.round((net * taxRate) / 100);
  return {
    pricesIncludeTax: false,
    lines: [{ id: 'row-1', sku: maker.sku(0), name: maker.marks.text('lines.name', 'Mug'), kind: 'goods', quantity, unitNet: maker.amount(5000), lineNet: maker.amount(net), tax: maker.amount(tax), taxRate }],
    total: { net: maker.amount(net), tax: maker.amount(tax), gross: maker.amount(net + tax) },
  };
}

/** Marks whose value a twist has replaced are in no order any more. */
function settled({ order, marks, ...rest }: Awkward): Awkward {
  const bare = JSON.parse(JSON.stringify(order)) as IDataObject;
  const text = JSON.stringify(bare);
  const { gross } = bare.total as { gross: number };
  return { ...rest, order: bare, marks: marks.filter(({ word }) => text.includes(word)), total: gross };
}

/** @param from number of the first, so that the same orders for several pairs are told apart */
export const awkwardOrders = (account: Account, from = 0): Awkward[] => TWISTS.map((twist, index) => settled(twist(new Maker(from + index, account))));
