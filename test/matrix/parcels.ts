/** Awkward shipments, one for each thing that is easily got wrong; whose order it is, the target says. Figures are such as occur nowhere else. */
import type { IDataObject } from 'n8n-workflow';

import { Marks, type Mark } from './marks';

export interface AwkwardShipment {
  what: string;
  shipment: IDataObject;
  marks: Mark[];
}

type Told = [string, IDataObject];
type Build = (make: Maker) => Told;

class Maker {
  constructor(readonly marks: Marks) {}

  /** A parcel with a number of its own. */
  parcel(more: IDataObject = {}, id = 'p1'): IDataObject {
    return { id, carrier: 'dhl', trackingNumber: this.marks.word('parcels.trackingNumber'), ...more };
  }

  parcels = (...more: IDataObject[]): IDataObject => ({ parcels: more.map((one, index) => this.parcel(one, `p${index + 1}`)) });
  text = (path: string, before: string): string => this.marks.text(path, before);
}

const CARRIERS = ['ups', 'dpd', 'gls', 'royal-mail', 'hermes', 'deutsche-post', 'dhl-express', 'fedex'];

const TWISTS: Build[] = [
  (make) => ['one parcel', make.parcels({})],
  (make) => ['two parcels', make.parcels({}, {})],
  (make) => ['three parcels', make.parcels({}, {}, {})],
  (make) => ['two parcels of two carriers', make.parcels({}, { carrier: 'ups' })],
  () => ['no tracking number', { parcels: [{ id: 'p1', carrier: 'dhl' }] }],
  () => ['no tracking number and no carrier', { parcels: [{ id: 'p1' }] }],
  (make) => ['one of two without a number', { parcels: [{ id: 'p1', carrier: 'dhl' }, make.parcel({}, 'p2')] }],
  () => ['no parcel', { parcels: [] }],
  () => ['only a voided parcel', { parcels: [{ id: 'p1', carrier: 'dhl', trackingNumber: 'VOID-1', voided: true }] }],
  (make) => ['a voided parcel before a good one', { parcels: [{ id: 'p1', carrier: 'dhl', trackingNumber: 'VOID-2', voided: true }, make.parcel({}, 'p2')] }],
  (make) => ['not voided, and told so', make.parcels({ voided: false })],
  (make) => ['an unknown carrier by its name', make.parcels({ carrier: undefined, carrierName: make.text('parcels.carrierName', 'Zorro Express') })],
  (make) => ['an unknown carrier by its code', make.parcels({ carrier: 'zorro' })],
  (make) => ['a carrier with umlauts', make.parcels({ carrier: undefined, carrierName: make.text('parcels.carrierName', 'Österreichische Brüder') })],
  (make) => ['no carrier', make.parcels({ carrier: undefined })],
  (make) => ['a carrier by code and name', make.parcels({ carrierName: 'DHL' })],
  ...CARRIERS.map((carrier): Build => (make) => [`a parcel of ${carrier}`, make.parcels({ carrier })]),
  (make) => ['a service', make.parcels({ service: make.text('parcels.service', 'Paket Prio') })],
  (make) => ['a tracking page', make.parcels({ url: `https://track.example.org/${make.marks.word('parcels.url')}` })],
  (make) => ['a number for the way back', make.parcels({ returnTrackingNumber: make.marks.word('parcels.returnTrackingNumber') })],
  (make) => ['a weight', make.parcels({ weightGrams: 47139.5 })],
  (make) => ['what it cost', { ...make.parcels({}), cost: 83177.13, currency: 'GBP' }],
  (make) => ['a note to the buyer', { ...make.parcels({}), noteToBuyer: make.text('noteToBuyer', 'Grüße & "Dank" <wir>') }],
  (make) => ['a warehouse', { ...make.parcels({}), warehouse: make.marks.word('warehouse') }],
  (make) => ['the buyer is to be mailed', { ...make.parcels({}), notifyBuyer: true }],
  (make) => ['the buyer is not to be mailed', { ...make.parcels({}), notifyBuyer: false }],
  (make) => ['the order in part', { ...make.parcels({}), complete: false }],
  (make) => ['the order whole', { ...make.parcels({}), complete: true }],
  (make) => ['sent long ago', { ...make.parcels({}), shippedAt: '2019-12-31T23:59:59.999Z' }],
  () => ['no date', { parcels: [{ id: 'p1', carrier: 'dhl', trackingNumber: 'NO-DATE' }], shippedAt: undefined }],
  (make) => ['two numbers in one field', make.parcels({ trackingNumber: `${make.marks.word('parcels.trackingNumber')}, ${make.marks.word('parcels.trackingNumber')}` })],
  (make) => ['a number with blanks around', make.parcels({ trackingNumber: ` ${make.marks.word('parcels.trackingNumber')} ` })],
  (make) => ['a long number', make.parcels({ trackingNumber: `${make.marks.word('parcels.trackingNumber')}${'0'.repeat(35)}` })],
  (make) => ['contents the order does not have', make.parcels({ lines: [{ sku: 'NO-SUCH-ARTICLE', quantity: 1 }] })],
  (make) => ['half a piece', make.parcels({ lines: [{ sku: 'NO-SUCH-ARTICLE', quantity: 0.5 }] })],
  (make) => ['fields nobody knows', { ...make.parcels({}), extra: { Zone: '7' }, references: {} }],
  (make) => [
    'everything at once',
    {
      ...make.parcels({ carrierName: 'DHL', service: make.text('parcels.service', 'Express'), url: `https://track.example.org/${make.marks.word('parcels.url')}`, returnTrackingNumber: make.marks.word('parcels.returnTrackingNumber'), weightGrams: 69127.75 }),
      complete: true,
      cost: 40771.93,
      currency: 'GBP',
      warehouse: make.marks.word('warehouse'),
      notifyBuyer: true,
      noteToBuyer: make.text('noteToBuyer', 'Thank you'),
    },
  ],
];

export const SHIPMENTS = TWISTS.length;

const bare = (value: unknown): IDataObject => JSON.parse(JSON.stringify(value)) as IDataObject;

/** @param orders shipments of as many orders the target knows; all but the order is replaced */
export function awkwardShipments(orders: readonly IDataObject[]): AwkwardShipment[] {
  return TWISTS.map((twist, index): AwkwardShipment => {
    const { order, orderNumber, references } = orders[index] as IDataObject;
    const { shippedAt } = orders[0] as IDataObject;
    const marks = new Marks(index);
    const [what, told] = twist(new Maker(marks));
    const shipment = bare({ order, orderNumber, references, shippedAt, ...told });
    const text = JSON.stringify(shipment);
    return { what, shipment, marks: marks.made.filter(({ word }) => text.includes(word)) };
  });
}
