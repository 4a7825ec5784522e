import { createHash } from 'node:crypto';

import {
  compact,
  compactOrNothing,
  expectedQuantity,
  identityKey,
  ModelError,
  parsePurchaseOrder,
  vendorTime,
  type Identity,
  type PurchaseOrder,
} from '../shared/model';
import { refused } from '../shared/api/problem';
import { accountOf } from './mapping-origin';
import { wholePieces } from './pieces';
import { tenantTime } from './times';
import type { MintsoftAsn, MintsoftAsnItem } from './types';

/** Of the ids of article 11641099 (mintsoft.md §8.1). */
const STATUSES: Readonly<Record<number, { word: string; name: string }>> = {
  1: { word: 'open', name: 'New' },
  2: { word: 'draft', name: 'Awaiting Approval' },
  3: { word: 'open', name: 'Awaiting Delivery' },
  4: { word: 'received', name: 'BookedIn' },
  6: { word: 'received', name: 'Complete' },
  7: { word: 'partlyReceived', name: 'Part Booked' },
  8: { word: 'partlyReceived', name: 'BookedIn-Partial' },
  9: { word: 'inTransit', name: 'Delivered' },
  10: { word: 'inTransit', name: 'Shipped' },
  11: { word: 'open', name: 'Late' },
  12: { word: 'partlyReceived', name: 'Awaiting Putaway' },
};

export const ASN_STATUSES = Object.entries(STATUSES).map(([id, { name }]) => ({ id: Number(id), name }));

const statusId = ({ ASNStatusId, ASNStatus }: MintsoftAsn): number => ASNStatusId ?? ASNStatus?.ID ?? 0;

/** Booked in or further: nothing is left to book (mintsoft.md §8.1). */
export const isBookedIn = (asn: MintsoftAsn): boolean => STATUSES[statusId(asn)]?.word === 'received';
export const isPartlyBooked = (asn: MintsoftAsn): boolean => [7, 8].includes(statusId(asn));

export const asnName = ({ POReference, ID }: MintsoftAsn): string => POReference || String(ID ?? 'unknown');

export const asnIdentity = (asn: MintsoftAsn): Identity => ({ channel: 'mintsoft', account: accountOf(asn), id: String(asn.ID ?? 'unknown') });

function demanded<T>(asn: MintsoftAsn, field: string, value: T | null | undefined): T {
  if (value !== null && value !== undefined && value !== '') return value;
  throw new ModelError(`ASN '${asnName(asn)}': Mintsoft gave no '${field}'`, 'bad-record');
}

function toLine(asn: MintsoftAsn, item: MintsoftAsnItem) {
  return compact({
    id: String(demanded(asn, 'Items.ID', item.ID)),
    sku: demanded(asn, 'Items.SKU', item.SKU),
    gtin: item.EAN,
    vendorItemId: item.ProductId ? String(item.ProductId) : undefined,
    name: item.NAME,
    quantity: demanded(asn, 'Items.QuantityExpected', item.QuantityExpected),
    // Totals so far, never differences (mintsoft.md §8.1).
    quantityReceived: item.QuantityBooked || item.QuantityReceieved || 0,
    references: compactOrNothing({ sourceLineId: item.SourceLineId, quantityBooked: item.QuantityBooked, quantityReceived: item.QuantityReceieved }),
  });
}

/** The source's key of the purchase order that Import put into the comments. */
export function sourceKey({ Comments }: MintsoftAsn): string | undefined {
  return /\[([^\s[\]]+:[^\s[\]]+:[^\s[\]]+)\]/.exec(Comments ?? '')?.[1];
}

/**
 * An ASN in the model, with its items.
 *
 * @throws ModelError naming the ASN and the field Mintsoft left out
 */
export function toPurchaseOrder(asn: MintsoftAsn, zone: string): PurchaseOrder {
  const id = statusId(asn);
  return parsePurchaseOrder(
    compact({
      identity: { ...asnIdentity(asn), id: String(demanded(asn, 'ID', asn.ID)) },
      number: asnName(asn),
      status: STATUSES[id]?.word ?? String(demanded(asn, 'ASNStatusId', id || undefined)),
      vendorStatus: asn.ASNStatus?.Name ?? STATUSES[id]?.name,
      supplier: compactOrNothing({ name: asn.Supplier }),
      warehouse: asn.WarehouseId ? String(asn.WarehouseId) : undefined,
      expectedAt: vendorTime(asn.EstimatedDelivery, zone),
      updatedAt: vendorTime(asn.LastUpdated, zone),
      lines: (asn.Items ?? []).map((item) => toLine(asn, item)),
      handlingUnit: asn.GoodsInType,
      handlingUnits: asn.Quantity,
      notes: asn.Comments ? [{ kind: 'internal', text: asn.Comments }] : undefined,
      references: compactOrNothing({ asnId: asn.ID, purchaseOrder: sourceKey(asn) }),
      extra: compactOrNothing({ BookedInDate: vendorTime(asn.BookedInDate, zone), ClientId: asn.ClientId }),
    }),
  );
}

/** What an ASN stands at, as one short text: it is done for a state, and comes again when more is booked in. */
export function asnState({ vendorStatus, status, lines }: PurchaseOrder): string {
  const stand = [vendorStatus ?? status, lines.map(({ id, quantity, quantityReceived }) => [id, quantity, quantityReceived])];
  return `${status} ${createHash('sha256').update(JSON.stringify(stand)).digest('hex').slice(0, 12)}`;
}

export interface AsnSettings {
  warehouseId: number;
  clientId?: number;
  zone: string;
  /** Name of a goods-in type. */
  goodsInType: string;
  /** Handling units of an order that tells none. */
  handlingUnits: number;
  /** Days from now for an order without an expected date; undefined = refuse. */
  daysUntilDelivery?: number;
  supplierWhenUnknown?: string;
  comment?: string;
  prefix: string;
}

export interface NewAsnItem {
  SKU: string;
  ProductId?: number;
  Quantity: number;
  SourceLineId: string;
}

export interface NewAsn {
  WarehouseId: number;
  ClientId?: number;
  POReference: string;
  Supplier: string;
  EstimatedDelivery: string;
  GoodsInType: string;
  Quantity: number;
  Comments: string;
  Items: NewAsnItem[];
}

const DAY_MS = 86_400_000;

function deliveryOf(order: PurchaseOrder, { daysUntilDelivery, zone }: AsnSettings, now: number): string {
  if (order.expectedAt) return tenantTime(order.expectedAt, zone);
  if (daysUntilDelivery !== undefined) return tenantTime(new Date(now + daysUntilDelivery * DAY_MS).toISOString(), zone);
  throw new ModelError(`Purchase Order '${order.number}': 'expectedAt' is missing, and Mintsoft takes no ASN without it`, 'bad-record');
}

function supplierOf(order: PurchaseOrder, { supplierWhenUnknown }: AsnSettings): string {
  const name = order.supplier?.name || supplierWhenUnknown?.trim();
  if (name) return name;
  throw new ModelError(`Purchase Order '${order.number}': 'supplier.name' is missing, and Mintsoft takes no ASN without it`, 'bad-record');
}

/** Pieces still expected of each line; what is delivered already is none of the warehouse's business. */
export function dueItems(order: PurchaseOrder): NewAsnItem[] {
  const items = order.lines.map((line) => ({
    SKU: line.sku,
    Quantity: wholePieces(expectedQuantity(line), `Purchase Order '${order.number}', line '${line.id}'`),
    SourceLineId: line.id,
  }));
  const due = items.filter(({ Quantity }) => Quantity > 0);
  if (due.length > 0) return due;
  throw refused(`Purchase Order '${order.number}' has nothing to come any more`, 'Leave it out: every line is delivered or there is none.');
}

/**
 * A purchase order as `PUT /api/ASN` takes it. The order's key stands in the comments: its number need not be unique.
 *
 * @throws ModelError naming order and field where Mintsoft cannot do without it
 */
export function toNewAsn(order: PurchaseOrder, settings: AsnSettings, now: number): NewAsn {
  return compact({
    WarehouseId: settings.warehouseId,
    ClientId: settings.clientId,
    POReference: `${settings.prefix}${order.number}`,
    Supplier: supplierOf(order, settings),
    EstimatedDelivery: deliveryOf(order, settings, now),
    GoodsInType: order.handlingUnit ?? settings.goodsInType,
    Quantity: order.handlingUnits ?? settings.handlingUnits,
    Comments: `${settings.comment?.trim() || 'Imported by n8n'} [${identityKey(order.identity)}]`,
    Items: dueItems(order),
  }) as NewAsn;
}
