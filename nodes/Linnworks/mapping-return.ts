import {
  compact,
  ModelError,
  parseReturn,
  subtract,
  toNumber,
  vendorAmount,
  vendorTime,
  type Identity,
  type Return,
} from '../shared/model';
import { ACCOUNT } from './mapping';
import { originOf } from './mapping-origin';
import type { ReturnRow } from './types-return';

/** Whether pkReturnId names a line or a whole return is not documented: with the item beside it, it is a line either way. */
function idOf({ pkReturnId, fkOrderItemReturnId, ItemNumber }: ReturnRow): string {
  return fkOrderItemReturnId || [pkReturnId, ItemNumber].filter((part) => part !== null && part !== undefined && part !== '').join('/');
}

export const returnNumber = ({ ReturnReference, ReferenceNum, nOrderId }: ReturnRow): string =>
  ReturnReference || ReferenceNum || String(nOrderId ?? 'unknown');

export const returnIdentity = (row: ReturnRow): Identity => ({ channel: 'linnworks', account: ACCOUNT, id: idOf(row) || 'unknown' });

/**
 * One returned line as a return of its own, which the goods are back of.
 *
 * @throws ModelError naming the return and the field Linnworks left out
 */
export function toReturn(row: ReturnRow): Return {
  const id = idOf(row);
  const quantity = row.ReturnQty;
  if (id === '' || quantity === null || quantity === undefined) {
    throw new ModelError(`Return '${returnNumber(row)}': Linnworks gave no '${id === '' ? 'pkReturnId' : 'ReturnQty'}'`, 'bad-record');
  }
  const scrapped = row.ScrapQty ?? 0;
  return parseReturn(
    compact({
      identity: returnIdentity(row),
      number: returnNumber(row),
      order: row.ReferenceNum ? originOf(row) : undefined,
      orderNumber: row.ReferenceNum,
      status: 'accepted',
      vendorStatus: row.RefundStatus,
      confirmed: true,
      createdAt: vendorTime(row.CreateDate),
      updatedAt: vendorTime(row.ActionDate),
      receivedAt: vendorTime(row.ReturnDate),
      warehouse: row.fkReturnLocationId,
      currency: /^[A-Z]{3}$/.test(row.cCurrency ?? '') ? row.cCurrency : undefined,
      refund: vendorAmount(row.Amount) || undefined,
      lines: [
        compact({
          id,
          sku: row.ItemNumber,
          name: row.ItemTitle,
          quantity,
          quantityRestocked: toNumber(subtract(quantity, scrapped)),
          quantityScrapped: scrapped,
          reasonText: [row.Category, row.Reason || row.ChannelReason].filter(Boolean).join(': '),
          stockAction: scrapped >= quantity ? 'scrap' : 'restock',
          refund: vendorAmount(row.Amount) || undefined,
        }),
      ],
      references: compact({ linnworksOrderId: row.pkOrderID, pkReturnId: row.pkReturnId }),
    }),
  );
}
