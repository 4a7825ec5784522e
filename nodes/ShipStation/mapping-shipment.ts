import { add, compact, ModelError, parseShipment, toNumber, utc, vendorAmount, type Identity, type Shipment } from '../shared/model';
import { modelCarrier } from './carriers';
import { identityIn } from './keys';
import { shipStationIdentity } from './mapping';
import { fromPacific, PACIFIC, pacificDay } from './times';
import type { V1Fulfillment, V1Label, V1Order } from './types';
import { gramsOf } from './weights';

/** A label, or an order marked as shipped with the order itself where it was read. */
export type Despatched = { label: V1Label } | { fulfillment: V1Fulfillment; order?: V1Order };

export interface SourceHint {
  /** Only orders of this system; empty = all. */
  channel: string;
  account: string;
  prefix: string;
}

/** Both lists count for themselves. */
export const despatchId = (one: Despatched): string => ('label' in one ? `shipment-${one.label.shipmentId}` : `fulfillment-${one.fulfillment.fulfillmentId}`);

export const despatchIdentity = (one: Despatched): Identity => shipStationIdentity(despatchId(one));

const rowOf = (one: Despatched): V1Label | V1Fulfillment => ('label' in one ? one.label : one.fulfillment);

const keyOf = (one: Despatched): string | null | undefined => ('label' in one ? one.label.orderKey : one.order?.orderKey);

export const numberOf = (one: Despatched): string => rowOf(one).orderNumber?.trim() || String(rowOf(one).orderId ?? despatchId(one));

/** Who the order is at its source: by the key it was imported under. */
export const originOf = (one: Despatched, { account }: SourceHint): Identity | undefined => identityIn(keyOf(one), account);

/** Without a source to keep to, all; else what was imported from it. A digest as key names its channel only. */
export function isWanted(one: Despatched, hint: SourceHint): boolean {
  if (hint.channel === '') return true;
  const origin = originOf(one, hint);
  return origin === undefined ? (keyOf(one) ?? '').startsWith(`${hint.channel}:#`) : origin.channel === hint.channel;
}

const withoutPrefix = (number: string, prefix: string): string => (prefix !== '' && number.startsWith(prefix) ? number.slice(prefix.length) : number);

/** The day is all that is told of a despatch; where it is the day the label was made, that moment is meant. */
function shippedAt(one: Despatched): string {
  const { createDate, shipDate } = rowOf(one);
  const made = fromPacific(createDate);
  if (made !== undefined && (!shipDate || pacificDay(made) === shipDate.slice(0, 10))) return made;
  if (shipDate) return utc(shipDate, PACIFIC);
  throw new ModelError(`Shipment of order '${numberOf(one)}': ShipStation gave no 'shipDate'`, 'bad-record');
}

function linesOf(one: Despatched) {
  const items = 'label' in one ? (one.label.shipmentItems ?? []).filter(({ adjustment }) => adjustment !== true) : [];
  const lines = items.flatMap(({ lineItemKey, sku, quantity, orderItemId }) =>
    quantity ? [compact({ lineId: lineItemKey, sku, quantity, references: orderItemId ? { orderItemId } : undefined })] : [],
  );
  return lines.length > 0 ? lines : undefined;
}

function costOf(one: Despatched): number | undefined {
  const parts = 'label' in one ? [one.label.shipmentCost, one.label.insuranceCost] : [one.fulfillment.fulfillmentFee];
  const known = parts.map(vendorAmount).filter((part): part is number => part !== undefined);
  return known.length === 0 ? undefined : toNumber(known.reduce((sum, part) => add(sum, part), add(0, 0)));
}

/**
 * A label or a fulfilment as one shipment with one parcel, told of the order at its source.
 *
 * @throws ModelError naming the order and the field ShipStation left out
 */
export function toShipment(one: Despatched, hint: SourceHint): Shipment {
  const row = rowOf(one);
  const number = withoutPrefix(numberOf(one), hint.prefix);
  const id = despatchId(one);
  const digest = hint.channel !== '' && originOf(one, hint) === undefined ? { channel: hint.channel, account: hint.account || 'main', id: number } : undefined;
  const parcel = compact({
    id,
    carrier: modelCarrier(row.carrierCode),
    carrierName: row.carrierCode,
    service: 'label' in one ? one.label.serviceCode : one.fulfillment.fulfillmentServiceCode,
    trackingNumber: row.trackingNumber?.trim(),
    weightGrams: 'label' in one ? gramsOf(one.label.weight) : undefined,
    lines: linesOf(one),
  });
  return parseShipment(
    compact({
      order: originOf(one, hint) ?? digest ?? shipStationIdentity(row.orderId),
      orderNumber: number,
      id,
      shippedAt: shippedAt(one),
      updatedAt: fromPacific(row.createDate),
      parcels: [parcel],
      // Marking is of whole orders (shipstation.md §A3); how much of one a label covers its items tell.
      complete: 'label' in one ? undefined : true,
      warehouse: 'label' in one && one.label.warehouseId ? String(one.label.warehouseId) : undefined,
      cost: costOf(one),
      references: compact({ shipStationOrderId: row.orderId, orderKey: keyOf(one) }) as Record<string, unknown>,
      extra: compact({ kind: 'label' in one ? 'label' : 'fulfillment', storeId: ('label' in one ? one.label : one.order)?.advancedOptions?.storeId }) as Record<string, unknown>,
    }),
  );
}
