import type { Json } from './bodies';
import type { Place } from './books';
import type { Party } from './parties';
import type { StoredProduct } from './product-store';
import type { Held, Shelf } from './shelves';

export type StageStatus = 'NOT AVAILABLE' | 'DRAFT' | 'AUTHORISED' | 'PARTIALLY AUTHORISED' | 'VOIDED';

export interface Address {
  Line1: string;
  Line2: string;
  City: string;
  State: string;
  Postcode: string;
  /** ISO-2; shown as the reader wishes. */
  country: string;
  Company?: string;
  Contact?: string;
  ShipToOther?: boolean;
}

export interface SaleLine {
  product: StoredProduct;
  Name: string;
  Quantity: number;
  Price: number;
  Discount: number;
  Tax: number;
  TaxRule: string;
  Comment: string;
  DropShip: boolean;
  backorder: number;
  held: Held[];
}

export interface Charge {
  Description: string;
  Quantity: number;
  Price: number;
  Discount: number;
  Tax: number;
  TaxRule: string;
  Comment: string;
}

/** A row of pick and pack; the shelf tells location, batch and expiry. */
export interface PickLine {
  shelf: Shelf;
  quantity: number;
  box: string;
}

export interface ShipLine {
  ID: string;
  ShipmentDate: string;
  Carrier: string;
  box: string;
  TrackingNumber: string;
  IsShipped: boolean;
}

export interface Fulfilment {
  TaskID: string;
  number: number;
  /** The lines of the order that go with it; all of them, but in an advanced sale. */
  lines: SaleLine[];
  pick: { status: StageStatus; lines: PickLine[] };
  pack: { status: StageStatus; lines: PickLine[] };
  ship: { status: StageStatus; requireBy: string | null; address: Address | null; notes: string; lines: ShipLine[] };
}

export interface Invoice {
  TaskID: string;
  number: string;
  status: 'DRAFT' | 'AUTHORISED' | 'PAID' | 'VOIDED';
  memo: string;
  date: string;
  due: string;
  lines: Json[];
  charges: Json[];
  total: number;
  tax: number;
  payments: Json[];
  paid: number;
}

export interface Sale {
  ID: string;
  number: string;
  type: 'Simple Sale' | 'Advanced Sale' | 'Service Sale';
  customer: Party;
  place: Place;
  skipQuote: boolean;
  taxInclusive: boolean;
  /** The plain texts of the header as they were sent. */
  header: Json;
  billing: Address | null;
  shipping: Address | null;
  order: { status: 'NOT AVAILABLE' | 'DRAFT' | 'AUTHORISED'; memo: string; lines: SaleLine[]; charges: Charge[] };
  fulfilments: Fulfilment[];
  invoices: Invoice[];
  attachments: Json[];
  voided: boolean;
  sourceChannel: string | null;
  createdAt: number;
  changedAt: number;
  /** Bookkeeping of the sandbox. */
  seeded: boolean;
  /** Calls that wrote a tracking number. */
  trackingWrites: number;
}

export const isShipped = ({ fulfilments }: Sale): boolean => fulfilments.length > 0 && fulfilments.every(({ ship }) => ship.status === 'AUTHORISED');
export const trackingOf = ({ fulfilments }: Sale): string[] => fulfilments.flatMap(({ ship }) => ship.lines.map(({ TrackingNumber }) => TrackingNumber).filter((number) => number !== ''));
export const isBackordered = ({ order }: Sale): boolean => order.lines.some(({ backorder }) => backorder > 0);
