import type { Sale, SaleRow } from './types';

/** What a sale is waiting for, in the words an operator filters by (cin7core.md §3, §10). */
export type Standing = 'draft' | 'awaitingShipment' | 'partlyShipped' | 'shipped' | 'cancelled';

type Told = Pick<SaleRow, 'Status' | 'OrderStatus' | 'CombinedShippingStatus' | 'FulFilmentStatus'>;

const upper = (word: string | null | undefined): string => (word ?? '').trim().toUpperCase();

const ORDER_STANDINGS: Readonly<Record<string, Standing>> = {
  'NOT AVAILABLE': 'draft',
  DRAFT: 'draft',
  AUTHORISED: 'awaitingShipment',
  AUTH_NO_ALLOC: 'awaitingShipment',
  FULFILLED: 'shipped',
  CLOSED: 'shipped',
};

/** Undefined where all words are unknown ones. */
export function standingOf({ Status, OrderStatus, CombinedShippingStatus, FulFilmentStatus }: Told): Standing | undefined {
  const order = upper(OrderStatus);
  if (upper(Status) === 'VOIDED' || order === 'VOIDED') return 'cancelled';
  const [shipping, fulfilment] = [upper(CombinedShippingStatus), upper(FulFilmentStatus)];
  if (shipping === 'SHIPPED' || fulfilment === 'FULFILLED') return 'shipped';
  if (shipping === 'PARTIALLY SHIPPED' || fulfilment === 'PARTIALLY FULFILLED') return 'partlyShipped';
  return ORDER_STANDINGS[order];
}

/** The same of a whole sale, which tells the order's status inside. */
export const saleStanding = (sale: Sale): Standing | undefined => standingOf({ ...sale, OrderStatus: sale.Order?.Status });

export const isVoided = (sale: Told): boolean => standingOf(sale) === 'cancelled';

/** Tracking numbers out of the list's one text, whose separator is not documented (cin7core.md §4.1). */
export const numbersIn = (text: string | null | undefined): string[] => [...new Set((text ?? '').split(/[,;|\s]+/).filter(Boolean))];

export const carriesTracking = ({ CombinedTrackingNumbers }: Pick<SaleRow, 'CombinedTrackingNumbers'>): boolean => numbersIn(CombinedTrackingNumbers).length > 0;
