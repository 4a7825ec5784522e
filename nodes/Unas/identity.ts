import type { XmlElement } from '../shared/format';
import type { Identity } from '../shared/model';
import { textAt } from './xml-path';

export const CHANNEL = 'unas';

/**
 * What an order is called where it is read and written, and its truly unique number. The key of a deleted order can be
 * given out again, and no call accepts the number alone (unas.md §4): so both make up the identity, `key/number`.
 */
export interface OrderRef {
  key: string;
  id?: string;
}

export const refOf = (order: XmlElement): OrderRef => {
  const [key, id] = [textAt(order, 'Key') ?? 'unknown', textAt(order, 'Id')];
  return id === undefined ? { key } : { key, id };
};

export const refText = ({ key, id }: OrderRef): string => (id === undefined ? key : `${key}/${id}`);

/** The two parts of an identity's id; people may give the key alone. */
export function parseRef(text: string): OrderRef {
  const [key = '', id] = text.trim().split('/');
  return id ? { key, id } : { key };
}

export const identityOf = (order: XmlElement, account: string): Identity => ({ channel: CHANNEL, account: account || 'unknown', id: refText(refOf(order)) });

/** True where the order read is the one meant: its key may be another order's by now. */
export const isMeant = (meant: OrderRef, found: OrderRef): boolean => found.key === meant.key && (meant.id === undefined || found.id === undefined || meant.id === found.id);
