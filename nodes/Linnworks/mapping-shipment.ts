import {
  carrierCode,
  compact,
  ModelError,
  multiply,
  parseShipment,
  toNumber,
  vendorAmount,
  vendorTime,
  type Shipment,
} from '../shared/model';
import { GRAMS, type WeightUnit } from './mapping-lines';
import { originOf, sourceReferences } from './mapping-origin';
import type { LinnworksOrder } from './types';
import type { ProcessedRow } from './types-processed';

/** A processed order: its row in the list and, where references were asked for, the order itself. */
export interface Despatched {
  row: ProcessedRow;
  order?: LinnworksOrder;
}

/** The number people read: the channel's own, as the row stands for the channel's order. */
export const numberOf = ({ ReferenceNum, nOrderId, pkOrderID }: ProcessedRow): string =>
  ReferenceNum || String(nOrderId ?? pkOrderID ?? 'unknown');

function demanded<T>(row: ProcessedRow, field: string, value: T | null | undefined): T {
  if (value !== null && value !== undefined && value !== '') return value;
  throw new ModelError(`Processed order '${numberOf(row)}': Linnworks gave no '${field}'`, 'bad-record');
}

/** The carrier: the service's Vendor says it, and where that is a word of the account's own, its name may. */
function carrierOf({ Vendor, PostalServiceName }: ProcessedRow): string | undefined {
  const codes = [carrierCode(Vendor), carrierCode(PostalServiceName)];
  return codes.find((code) => code !== undefined && code !== 'other') ?? codes.find((code) => code !== undefined);
}

function grams({ TotalWeight }: ProcessedRow, unit: WeightUnit): number | undefined {
  if (unit === 'none' || !TotalWeight || TotalWeight < 0) return undefined;
  return toNumber(multiply(vendorAmount(TotalWeight) ?? 0, GRAMS[unit]));
}

/**
 * A processed order as a shipment of its origin's order: one parcel, the whole order in it.
 *
 * @throws ModelError naming the order and the field Linnworks left out
 */
export function toShipment({ row, order }: Despatched, weightUnit: WeightUnit = 'none'): Shipment {
  const id = demanded(row, 'pkOrderID', row.pkOrderID);
  demanded(row, 'ReferenceNum', row.ReferenceNum);
  const parcel = compact({
    id,
    carrier: carrierOf(row),
    carrierName: row.Vendor,
    service: row.PostalServiceName,
    trackingNumber: row.PostalTrackingNumber?.trim(),
    weightGrams: grams(row, weightUnit),
  });
  return parseShipment(
    compact({
      order: originOf(row, order?.ExtendedProperties),
      orderNumber: numberOf(row),
      id,
      shippedAt: demanded(row, 'dProcessedOn', vendorTime(row.dProcessedOn)),
      parcels: [parcel],
      // Linnworks despatches whole orders; parts have to be split off first (linnworks.md §6).
      complete: true,
      warehouse: row.FulfilmentLocationName,
      references: { ...sourceReferences(row.Source ?? '', order?.ExtendedProperties), linnworksOrderId: id },
      extra: compact({ nOrderId: row.nOrderId, Source: row.Source, SubSource: row.SubSource, IsResend: row.IsResend || undefined }),
    }),
  );
}

/** The list row an order read by its id would have. */
export function rowOfOrder(order: LinnworksOrder): ProcessedRow {
  const { GeneralInfo: general, ShippingInfo: shipping } = order;
  return {
    pkOrderID: order.OrderId,
    nOrderId: order.NumOrderId,
    ReferenceNum: general?.ReferenceNum,
    Source: general?.Source,
    SubSource: general?.SubSource,
    dProcessedOn: order.ProcessedOn ?? order.ProcessedDateTime,
    PostalTrackingNumber: shipping?.TrackingNumber,
    Vendor: shipping?.Vendor,
    PostalServiceName: shipping?.PostalServiceName,
    TotalWeight: shipping?.TotalWeight,
    HoldOrCancel: general?.HoldOrCancel,
  };
}
