import type { Client } from '../shared/api/client';
import { refused } from '../shared/api/problem';
import type { ApiRequest } from '../shared/api/request';
import { compact, identityKey } from '../shared/model';
import type { Outcome, Row } from '../shared/node/operation';
import { settle } from '../shared/node/settle';
import { leftOf, readState } from './order-state';
import { naming } from '../shared/node/prepare';
import { jobName, type ParcelItem, type ShipJob, type ShipParcel } from './ship-jobs';
import type { AmazonItem, AmazonOrder, AmazonPackage } from './types';
import { apiRequest } from './wire';

const statusOf = ({ fulfillment }: AmazonOrder): string => fulfillment?.fulfillmentStatus ?? '';
export const isShipped = (order: AmazonOrder): boolean => ['SHIPPED', 'INVOICE_UNCONFIRMED'].includes(statusOf(order));

/** The package Amazon holds for a parcel: by our reference, or with its tracking number. */
function packageOf(order: AmazonOrder, parcel: ShipParcel): AmazonPackage | undefined {
  const packages = order.packages ?? [];
  return (
    packages.find(({ packageReferenceId }) => packageReferenceId === parcel.packageReferenceId) ??
    packages.find(({ trackingNumber }) => parcel.trackingNumber !== '' && trackingNumber === parcel.trackingNumber)
  );
}

const isTold = (known: AmazonPackage | undefined, parcel: ShipParcel): boolean => known !== undefined && known.trackingNumber === parcel.trackingNumber;

function itemOf(order: AmazonOrder, { lineId, sku }: ParcelItem): AmazonItem {
  const items = order.orderItems ?? [];
  const found = items.find(({ orderItemId }) => lineId !== undefined && orderItemId === lineId) ?? items.find(({ product }) => sku !== undefined && product?.sellerSku === sku);
  if (found) return found;
  throw refused(`it has no item ${lineId ? `'${lineId}'` : `with SKU '${sku ?? ''}'`}`, 'Give the order item ids or SKUs of this order on the lines of the parcel.');
}

function orderItems(order: AmazonOrder, parcel: ShipParcel): Array<{ orderItemId: string; quantity: number }> {
  const known = packageOf(order, parcel);
  const wanted = parcel.items?.map((item) => ({ orderItemId: itemOf(order, item).orderItemId ?? '', quantity: item.quantity }));
  // An edit of a package keeps its contents unless told otherwise.
  const kept = known?.packageItems?.map(({ orderItemId, quantity }) => ({ orderItemId: orderItemId ?? '', quantity: quantity ?? 0 }));
  const rest = (order.orderItems ?? []).map((item) => ({ orderItemId: item.orderItemId ?? '', quantity: leftOf(item) }));
  return wanted ?? (kept && kept.length > 0 ? kept : rest.filter(({ quantity }) => quantity > 0));
}

export function confirmRequest(job: ShipJob, order: AmazonOrder, parcel: ShipParcel): ApiRequest {
  const { packageReferenceId, carrierCode, carrierName, shippingMethod, trackingNumber, shipDate } = parcel;
  return apiRequest('confirmShipment', {
    values: { orderId: job.orderId },
    body: {
      marketplaceId: order.salesChannel?.marketplaceId ?? job.marketplaceId ?? '',
      packageDetail: {
        packageReferenceId,
        carrierCode,
        ...(carrierName ? { carrierName } : {}),
        ...(shippingMethod ? { shippingMethod } : {}),
        trackingNumber,
        shipDate,
        orderItems: orderItems(order, parcel),
      },
    },
  });
}

export function shipRow(job: ShipJob, outcome: string, more: Row = {}): Row {
  const { shipment, orderId, parcels, furtherNumbers } = job;
  const warnings = parcels.flatMap(({ warning }) => warning ?? []);
  return compact({
    outcome,
    targetId: orderId,
    orderId,
    identityKey: identityKey(shipment.order),
    number: shipment.orderNumber ?? orderId,
    packages: parcels.map(({ packageReferenceId, carrierCode, trackingNumber }) => compact({ packageReferenceId, carrierCode, trackingNumber })),
    furtherTrackingNumbers: furtherNumbers.length > 0 ? furtherNumbers.join(', ') : undefined,
    warning: warnings.length > 0 ? warnings.join('; ') : undefined,
    ...more,
  }) as Row;
}

/** What certainly cannot be confirmed. @throws Problem */
function checkState(job: ShipJob, order: AmazonOrder): void {
  const name = jobName(job);
  const status = statusOf(order);
  if (status === 'CANCELLED') throw refused(`${name} is cancelled at Amazon`, 'If it was sent all the same, settle it with the buyer by hand.');
  if (order.fulfillment?.fulfilledBy === 'AMAZON') throw refused(`${name} is fulfilled by Amazon`, 'Amazon confirms it itself: leave it out.');
  if (status === 'PENDING' || status === 'PENDING_AVAILABILITY') throw refused(`${name} is not released for shipping yet (${status})`, 'Do not send it before Amazon shows it as unshipped.');
}

/** The parcels Amazon has not been told of; none where the order is shipped already. */
export function openParcels(job: ShipJob, order: AmazonOrder): ShipParcel[] {
  checkState(job, order);
  const open = job.parcels.filter((parcel) => !isTold(packageOf(order, parcel), parcel));
  // Shipped with packages of somebody else: the seller's screens, or a label bought from Amazon.
  return isShipped(order) ? open.filter((parcel) => packageOf(order, parcel) !== undefined) : open;
}

/** An untracked letter cannot be confirmed by this call (amazon.md §9.1). @throws Problem */
function checkTracking(job: ShipJob, parcels: readonly ShipParcel[]): void {
  if (parcels.every(({ trackingNumber }) => trackingNumber !== '')) return;
  throw refused(`${jobName(job)} has a parcel without tracking number`, "Set 'Send By' to Feed, which takes them; Amazon's single call does not.");
}

export const knownNumbers = (order: AmazonOrder): Row => {
  const numbers = (order.packages ?? []).flatMap(({ trackingNumber }) => trackingNumber || []);
  return numbers.length > 0 ? { trackingNumberAtAmazon: numbers.join(', ') } : {};
};

/** Confirms one order, parcel by parcel, after a look at what Amazon knows. */
export async function confirmOrder(client: Client, job: ShipJob): Promise<Outcome> {
  const { index } = job;
  const name = jobName(job);
  const order = await readState(client, job.orderId);
  const open = openParcels(job, order);
  if (open.length === 0) return { index, row: shipRow(job, 'unchanged', knownNumbers(order)) };
  checkTracking(job, open);
  for (const parcel of open) {
    const sent = await settle(async () => await client.call(confirmRequest(job, order, parcel)));
    if ('value' in sent) continue;
    // "PackageToUpdateNotFound": fulfilled meanwhile, or with another package (amazon.md §9.1).
    const after = sent.problem.details.kind === 'refused' ? await readState(client, job.orderId) : undefined;
    if (after && isShipped(after)) return { index, row: shipRow(job, 'unchanged', knownNumbers(after)) };
    return { index, problem: naming(name, sent.problem) };
  }
  return { index, row: shipRow(job, 'shipped') };
}

/** What confirming would do: Amazon is asked, nothing is written. */
export async function confirmPlan(client: Client, job: ShipJob): Promise<Outcome> {
  const order = await readState(client, job.orderId);
  const open = openParcels(job, order);
  const [first] = open;
  if (!first) return { index: job.index, row: shipRow(job, 'unchanged', { ...knownNumbers(order), plan: 'Amazon knows of it already.' }) };
  checkTracking(job, open);
  const { method, path, body = '' } = confirmRequest(job, order, first);
  const plan = `confirmShipment, one call for each of ${open.length} parcel${open.length === 1 ? '' : 's'}.`;
  return { index: job.index, row: shipRow(job, 'would ship', { request: { method, path, body }, plan }) };
}
