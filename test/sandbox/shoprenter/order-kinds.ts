import { money, type Money } from './money';
import type { LineWish } from './order-factory';
import { ABROAD, FIRM, type Person } from './people';
import type { Status } from './values';

/** What distinguishes one kind of order from another; amounts gross. */
export interface KindParts {
  lines: LineWish[];
  shipping: Money;
  shippingName: string;
  shippingCode: string;
  paymentName: string;
  paymentCode: string;
  paidLater: boolean;
  person?: Person;
  status?: Status['role'];
  fee?: Money;
  coupon?: Money;
  discount?: Money;
  points?: number;
  /** Pick-up point code of a carrier. */
  point?: string;
  /** Id of a receiving point of the shop's own. */
  ownPoint?: string;
  deposits?: Array<{ sku: string; name: string; price: number; quantity: number }>;
  /** Inner id of the currency. */
  currency?: number;
}

const CARD = { paymentName: 'Bankkártya (Barion)', paymentCode: 'barion', paidLater: false };
const CASH = { paymentName: 'Utánvét', paymentCode: 'cod', paidLater: true };
const COURIER = { shipping: money(1490), shippingName: 'Házhozszállítás', shippingCode: 'wseship' };

const GOODS: LineWish[] = [{ sku: 'MUG-BLUE-330', quantity: 2 }, { sku: 'BOOK-DE-1' }, { sku: 'TEE/RED M', stocks: [1, 2] }, { sku: '0001234', quantity: 3 }];
const goods = (innerId: number) => [GOODS[innerId % GOODS.length]];

const plain = (innerId: number): KindParts => ({ ...CARD, ...COURIER, lines: goods(innerId) });

export const KINDS = {
  /** Paid by card. */
  plain,
  /** Two lines with two VAT rates, and loyalty points among the totals. */
  mixed: (innerId: number): KindParts => ({ ...plain(innerId), lines: [{ sku: 'LAMP-Ö-40' }, { sku: 'JUICE-6', quantity: 2 }], points: 52 }),
  /** Cash on delivery with a fee. */
  cod: (innerId: number): KindParts => ({ ...CASH, ...COURIER, lines: goods(innerId), fee: money(490) }),
  company: (innerId: number): KindParts => ({ ...plain(innerId), person: FIRM, paymentName: 'Előre utalás', paymentCode: 'bank_transfer' }),
  coupon: (innerId: number): KindParts => ({ ...plain(innerId), lines: [{ sku: 'LAMP-Ö-40' }], coupon: money(2000) }),
  discount: (innerId: number): KindParts => ({ ...plain(innerId), discount: money(500) }),
  /** A bottle deposit as addon, without VAT. */
  deposit: (innerId: number): KindParts => ({ ...plain(innerId), lines: [{ sku: 'JUICE-6' }], deposits: [{ sku: 'BETETDIJ01', name: '1L Üveg Betétdíj', price: 50, quantity: 6 }] }),
  euro: (innerId: number): KindParts => ({ ...plain(innerId), person: ABROAD, currency: 5, shipping: money(2400) }),
  pickup: (innerId: number): KindParts => ({ ...plain(innerId), shipping: money(990), shippingName: 'GLS csomagpont (1025 Budapest, Teszt u. 25.)', shippingCode: 'glsparcelpoint', point: '100010' }),
  free: (innerId: number): KindParts => ({ ...plain(innerId), shipping: 0, shippingName: 'Személyes átvétel (1025 Budapest, Teszt u. 25.)', shippingCode: 'receivingpoint', ownPoint: '7' }),
  /** An abandoned cart: no status, no quantities. */
  cart: plain,
  storno: (innerId: number): KindParts => ({ ...plain(innerId), status: 'storno' }),
};

export type OrderKind = keyof typeof KINDS;

/** What a seed of n orders goes through in turn. */
export const CYCLE: readonly OrderKind[] = ['plain', 'cod', 'company', 'mixed', 'coupon', 'cart', 'deposit', 'euro', 'plain', 'storno', 'pickup', 'free'];
