import { compact, compactOrNothing, ModelError, parsePurchaseOrder, toNumber, add, vendorAmount, vendorTime, type Identity, type PurchaseOrder, type PurchaseOrderLine } from '../shared/model';
import { guid } from './ids';
import { ACCOUNT } from './mapping';
import type { Purchase, PurchaseLine, PurchaseRow } from './types-purchase';

export const purchaseIdentity = (id: string | null | undefined): Identity => ({ channel: 'cin7core', account: ACCOUNT, id: guid(id) || 'unknown' });

export const purchaseNumber = ({ OrderNumber, ID }: PurchaseRow | Purchase): string => OrderNumber?.trim() || guid(ID) || 'unknown';

const upper = (word: string | null | undefined): string => (word ?? '').trim().toUpperCase();

const STATUSES: Readonly<Record<string, string>> = { 'NOT RECEIVED': 'open', 'PARTIALLY RECEIVED': 'partlyReceived', 'FULLY RECEIVED': 'received', VOIDED: 'cancelled' };

function statusOf({ Status, Order: order, CombinedReceivingStatus }: Purchase): string {
  if (upper(Status) === 'VOIDED' || upper(order?.Status) === 'VOIDED') return 'cancelled';
  if (['DRAFT', 'NOT AVAILABLE', ''].includes(upper(order?.Status))) return 'draft';
  return STATUSES[upper(CombinedReceivingStatus)] ?? 'open';
}

/** Received pieces by SKU; equal lines are counted together (cin7core.md §7). */
function receivedOf({ StockReceived }: Purchase): Map<string, number> {
  const received = new Map<string, number>();
  for (const { Lines } of [StockReceived ?? []].flat()) {
    for (const { SKU, Quantity, Received } of Lines ?? []) {
      if (Received === false) continue;
      const key = (SKU ?? '').trim().toLowerCase();
      received.set(key, toNumber(add(received.get(key) ?? 0, vendorAmount(Quantity) ?? 0)));
    }
  }
  return received;
}

function toLine(line: PurchaseLine, index: number, number: string, inclusive: boolean, received: Map<string, number>, isAll: boolean): PurchaseOrderLine {
  const sku = line.SKU?.trim() ?? '';
  const quantity = vendorAmount(line.Quantity);
  if (sku === '') throw new ModelError(`Purchase order '${number}': line ${index + 1} has no 'SKU'`, 'bad-record');
  if (quantity === undefined) throw new ModelError(`Purchase order '${number}': line ${index + 1} has no 'Quantity'`, 'bad-record');
  const open = received.get(sku.toLowerCase()) ?? 0;
  const taken = isAll ? quantity : Math.min(open, quantity);
  received.set(sku.toLowerCase(), Math.max(0, open - taken));
  return compact({
    id: `${index + 1}:${sku}`,
    sku,
    supplierSku: line.SupplierSKU,
    vendorItemId: line.ProductID,
    name: line.Name,
    quantity,
    quantityReceived: taken,
    ...(inclusive ? { unitGross: vendorAmount(line.Price) } : { unitNet: vendorAmount(line.Price) }),
    tax: vendorAmount(line.Tax),
  }) as PurchaseOrderLine;
}

/** A purchase in the model. @throws ModelError naming it and what Cin7 Core left out */
export function toPurchaseOrder(purchase: Purchase, row?: PurchaseRow): PurchaseOrder {
  const number = purchaseNumber({ ...purchase, OrderNumber: purchase.OrderNumber ?? row?.OrderNumber });
  if (!purchase.ID) throw new ModelError(`Purchase order '${number}': Cin7 Core gave no 'ID'`, 'bad-record');
  const inclusive = /^inclusive$/i.test(purchase.TaxCalculation ?? '');
  const received = receivedOf(purchase);
  const status = statusOf(purchase);
  const { Order: order } = purchase;
  return parsePurchaseOrder(
    compact({
      identity: purchaseIdentity(purchase.ID),
      number,
      status,
      vendorStatus: purchase.Status,
      supplier: compactOrNothing({ id: purchase.SupplierID, name: purchase.Supplier }),
      warehouse: purchase.Location,
      orderedAt: vendorTime(purchase.OrderDate),
      expectedAt: vendorTime(purchase.RequiredBy ?? row?.RequiredBy),
      updatedAt: vendorTime(purchase.LastUpdatedDate ?? row?.LastUpdatedDate),
      currency: /^[A-Z]{3}$/.test(purchase.SupplierCurrency ?? '') ? purchase.SupplierCurrency : undefined,
      exchangeRate: purchase.CurrencyRate && purchase.CurrencyRate > 0 ? vendorAmount(purchase.CurrencyRate) : undefined,
      pricesIncludeTax: inclusive,
      lines: (order?.Lines ?? []).map((line, index) => toLine(line, index, number, inclusive, received, status === 'received')),
      total: compactOrNothing({ net: vendorAmount(order?.TotalBeforeTax), tax: vendorAmount(order?.Tax), gross: vendorAmount(order?.Total) }),
      notes: purchase.Note?.trim() ? [{ kind: 'internal', text: purchase.Note.trim() }] : undefined,
      references: compact({ cin7PurchaseId: guid(purchase.ID) }),
    }),
  );
}

/** Books tell a purchase by the time of its change. */
export const purchaseState = ({ status, updatedAt }: PurchaseOrder): string => `${status} ${updatedAt ?? ''}`.trim();
