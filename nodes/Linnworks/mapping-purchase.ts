import { createHash } from 'node:crypto';

import {
  compact,
  compactOrNothing,
  expectedQuantity,
  ModelError,
  parsePurchaseOrder,
  subtract,
  toNumber,
  vendorAmount,
  vendorTime,
  type Identity,
  type PurchaseOrder,
  type PurchaseOrderLine,
} from '../shared/model';
import { ACCOUNT } from './mapping';
import type { LinnworksPurchaseOrder, PurchaseHeader, PurchaseItem } from './types-purchase';

/** PENDING is an editable draft and never due (linnworks.md §8). */
const STATUSES: Readonly<Record<string, string>> = { PENDING: 'draft', OPEN: 'open', PARTIAL: 'partlyReceived', DELIVERED: 'received' };

export interface PurchaseScope {
  /** Leaves out lines of which nothing is due any more. */
  onlyOutstanding: boolean;
  /** Supplier id in lower case -> name. */
  suppliers: ReadonlyMap<string, string>;
  /** Stock item id in lower case -> grams of one piece; the order itself tells no weights. */
  weights?: ReadonlyMap<string, number>;
}

export const purchaseNumber = ({ ExternalInvoiceNumber, pkPurchaseID }: PurchaseHeader): string =>
  ExternalInvoiceNumber || pkPurchaseID || 'unknown';

export const purchaseIdentity = ({ pkPurchaseID }: PurchaseHeader): Identity => ({
  channel: 'linnworks',
  account: ACCOUNT,
  id: pkPurchaseID || 'unknown',
});

function demanded<T>(header: PurchaseHeader, field: string, value: T | null | undefined): T {
  if (value !== null && value !== undefined && value !== '') return value;
  throw new ModelError(`Purchase order '${purchaseNumber(header)}': Linnworks gave no '${field}'`, 'bad-record');
}

function toLine(header: PurchaseHeader, item: PurchaseItem, weights?: PurchaseScope['weights']): PurchaseOrderLine {
  const rate = vendorAmount(item.TaxRate);
  return compact({
    // The same SKU can be on several lines: the row's id tells them apart (linnworks.md §8).
    id: demanded(header, 'pkPurchaseItemId', item.pkPurchaseItemId),
    sku: demanded(header, 'SKU', item.SKU),
    gtin: item.BarcodeNumber,
    supplierSku: item.SupplierCode,
    vendorItemId: item.fkStockItemId,
    name: item.ItemTitle,
    quantity: demanded(header, 'Quantity', item.Quantity),
    quantityReceived: item.Delivered ?? 0,
    packSize: item.PackSize && item.PackSize > 0 ? item.PackSize : undefined,
    lineGross: vendorAmount(item.Cost),
    taxRate: rate !== undefined && rate >= 0 ? rate : undefined,
    tax: vendorAmount(item.Tax),
    weightGrams: weights?.get((item.fkStockItemId ?? '').toLowerCase()),
    references: compact({ pkPurchaseItemId: item.pkPurchaseItemId }),
  });
}

function totalOf(header: PurchaseHeader) {
  const [gross, tax] = [vendorAmount(header.TotalCost), vendorAmount(header.taxPaid)];
  if (gross === undefined) return undefined;
  return compact({ gross, tax, net: tax === undefined ? undefined : toNumber(subtract(gross, tax)) });
}

/**
 * A purchase order in the model; deleted lines are left out, quantities are totals and what is due is their difference.
 *
 * @throws ModelError naming the order and the field Linnworks left out
 */
export function toPurchaseOrder(order: LinnworksPurchaseOrder, { onlyOutstanding, suppliers, weights }: PurchaseScope): PurchaseOrder {
  const header = order.PurchaseOrderHeader ?? {};
  const all = (order.PurchaseOrderItem ?? []).filter(({ IsDeleted }) => IsDeleted !== true).map((item) => toLine(header, item, weights));
  const status = demanded(header, 'Status', header.Status);
  const rate = header.ConversionRate;
  return parsePurchaseOrder(
    compact({
      identity: { ...purchaseIdentity(header), id: demanded(header, 'pkPurchaseID', header.pkPurchaseID) },
      number: purchaseNumber(header),
      status: STATUSES[status] ?? status,
      vendorStatus: status,
      supplier: compactOrNothing({
        id: header.fkSupplierId,
        name: suppliers.get((header.fkSupplierId ?? '').toLowerCase()),
        reference: header.SupplierReferenceNumber,
      }),
      warehouse: header.fkLocationId,
      orderedAt: vendorTime(header.DateOfPurchase),
      expectedAt: vendorTime(header.QuotedDeliveryDate),
      currency: /^[A-Z]{3}$/.test(header.Currency ?? '') ? header.Currency : undefined,
      exchangeRate: rate && rate > 0 ? rate : undefined,
      // Cost and TotalCost hold tax, whatever the unit amounts of the order do.
      pricesIncludeTax: true,
      lines: onlyOutstanding ? all.filter((line) => expectedQuantity(line) > 0) : all,
      total: totalOf(header),
      extra: compactOrNothing({ Locked: header.Locked || undefined }),
    }),
  );
}

/** What an order stands at, as one short text: the API tells no time of change, so books compare this. */
export function purchaseState({ status, expectedAt, lines }: PurchaseOrder): string {
  const stand = [status, expectedAt, lines.map(({ id, quantity, quantityReceived }) => [id, quantity, quantityReceived])];
  return `${status} ${createHash('sha256').update(JSON.stringify(stand)).digest('hex').slice(0, 12)}`;
}
