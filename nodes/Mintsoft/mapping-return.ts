import { compact, compactOrNothing, ModelError, parseReturn, vendorTime, type Identity, type Return } from '../shared/model';
import { accountOf, originsOf, withoutPrefix, type SourceHint } from './mapping-origin';
import type { MintsoftOrder, MintsoftReturn, MintsoftReturnItem } from './types';

const ACTIONS: Readonly<Record<string, string>> = {
  donothing: 'none',
  none: 'none',
  quarantine: 'quarantine',
  returntostock: 'restock',
  restock: 'restock',
  scrap: 'scrap',
};

const REASONS: ReadonlyArray<[RegExp, string]> = [
  [/damag/i, 'damagedInTransit'],
  [/fault|defect/i, 'defective'],
  [/wrong|incorrect/i, 'wrongArticle'],
  [/size/i, 'wrongSize'],
  [/unwanted|changed/i, 'changedMind'],
];

export const returnNumber = ({ Reference, OrderNumber, ID }: MintsoftReturn): string => Reference || OrderNumber || String(ID ?? 'unknown');

export const returnIdentity = (one: MintsoftReturn): Identity => ({ channel: 'mintsoft', account: accountOf(one), id: String(one.ID ?? 'unknown') });

function demanded<T>(one: MintsoftReturn, field: string, value: T | null | undefined): T {
  if (value !== null && value !== undefined && value !== '') return value;
  throw new ModelError(`Return '${returnNumber(one)}': Mintsoft gave no '${field}'`, 'bad-record');
}

function lineOf(one: MintsoftReturn, item: MintsoftReturnItem) {
  const action = item.StockAction?.trim();
  const quantity = demanded(one, 'ReturnItems.Quantity', item.Quantity);
  const known = action ? ACTIONS[action.toLowerCase().replace(/[\s_-]/g, '')] : undefined;
  return compact({
    id: String(demanded(one, 'ReturnItems.ID', item.ID)),
    orderLineId: item.OrderItemId ? String(item.OrderItemId) : undefined,
    sku: item.SKU,
    name: item.NAME,
    quantity,
    quantityRestocked: item.ReturnedToStock === true ? quantity : undefined,
    quantityScrapped: known === 'scrap' ? quantity : undefined,
    reason: REASONS.find(([pattern]) => pattern.test(item.ReturnReasonName ?? ''))?.[1],
    reasonText: [item.ReturnReasonName, item.Comments].filter(Boolean).join(': '),
    stockAction: known ?? action,
  });
}

/** The order behind a return: as its own record tells, else by the number the return has. */
function originOf(one: MintsoftReturn, order: MintsoftOrder | undefined, hint: SourceHint) {
  if (order) return originsOf(order, hint)[0];
  const number = withoutPrefix(one.OrderNumber ?? '', hint.prefix);
  const references: Record<string, unknown> = compact({ mintsoftOrderId: one.OrderId || undefined, mintsoftOrderNumber: one.OrderNumber });
  if (number === '') return undefined;
  const identity = hint.channel ? { channel: hint.channel, account: hint.account || 'main', id: number } : undefined;
  return { identity, number, references };
}

/**
 * A return in the model.
 *
 * @param order the order it belongs to, where it was read
 * @throws ModelError naming the return and the field Mintsoft left out
 */
export function toReturn(one: MintsoftReturn, order: MintsoftOrder | undefined, scope: { zone: string; hint: SourceHint }): Return {
  const origin = originOf(one, order, scope.hint);
  return parseReturn(
    compact({
      identity: { ...returnIdentity(one), id: String(demanded(one, 'ID', one.ID)) },
      number: returnNumber(one),
      order: origin?.identity,
      orderNumber: origin?.number,
      status: one.Confirmed ? 'accepted' : 'received',
      vendorStatus: one.Confirmed ? 'Confirmed' : 'Unconfirmed',
      confirmed: one.Confirmed === true,
      updatedAt: vendorTime(one.LastUpdated, scope.zone),
      lines: (one.ReturnItems ?? []).map((item) => lineOf(one, item)),
      references: { ...origin?.references, returnId: one.ID },
      extra: compactOrNothing({ Refunded: one.Refunded || undefined, Exchanged: one.Exchanged || undefined, ClientId: one.ClientId }),
    }),
  );
}
