import type { RoomContext } from '../room';
import type { Account } from './account';
import { openQuantity, type StoredOrder, type StoredPackage } from './order-model';
import { packed, type OrderStore } from './order-store';

export interface Confirmation {
  packageReferenceId: string;
  carrierCode: string;
  carrierName?: string;
  shippingMethod?: string;
  trackingNumber?: string;
  shipFromSupplySourceId?: string;
  shipDate: string;
  /** Absent = everything that is still open. */
  items?: Array<{ orderItemId: string; quantity: number }>;
}

/** Where confirmations are taken. */
export interface Desk {
  context: RoomContext;
  store: OrderStore;
  account(): Account;
}

export interface Refused {
  code: string;
  message: string;
}

/** Entries of the feed XSD's list (amazon.md §9.3); the list of the German store is unconfirmed. */
export const CARRIERS = ['DHL', 'Deutsche Post', 'DPD', 'GLS', 'GO!', 'Hermes Logistik Gruppe', 'UPS', 'FedEx', 'TNT', 'Royal Mail', 'La Poste', 'Chronopost', 'Amazon Shipping'];

/** A despatch told by the seller, over the API or a feed: the parcel is new, or the same one edited (amazon.md §9.1). */
export function confirm({ context, store, account }: Desk, order: StoredOrder, told: Confirmation, by: 'api' | 'feed'): Refused | undefined {
  const refused = refuseOrder(context, order) ?? refuseParcel(context, order, told) ?? refuseShipFrom(account(), order, told);
  if (refused) return refused;
  const again = order.packages.some(({ packageReferenceId }) => packageReferenceId === told.packageReferenceId);
  if (order.status === 'SHIPPED' && !again) {
    if (context.assumed('second-confirmation-after-full') === 'accepted') return undefined;
    return { code: 'InvalidInput', message: 'No package to update, or the order is fulfilled already. errorMetric=PackageToUpdateNotFound' };
  }
  const items = told.items ?? order.items.filter((item) => openQuantity(item) > 0).map((item) => ({ orderItemId: item.orderItemId, quantity: openQuantity(item) }));
  const wrong = items.find(({ orderItemId, quantity }) => {
    const item = order.items.find((one) => one.orderItemId === orderItemId);
    return !item || packed(order, item, told.packageReferenceId) + quantity > item.quantity;
  });
  if (wrong) return { code: 'InvalidInput', message: `Item ${wrong.orderItemId} is not part of the order, or the quantity ${wrong.quantity} is more than is left.` };
  const parcel: StoredPackage = {
    packageReferenceId: told.packageReferenceId,
    carrierCode: told.carrierCode,
    carrierName: told.carrierName,
    shippingMethod: told.shippingMethod,
    trackingNumber: told.trackingNumber,
    shipDate: Date.parse(told.shipDate),
    createdTime: context.now(),
    items,
    by,
  };
  store.pack(order, parcel);
  return undefined;
}

function refuseOrder(context: RoomContext, order: StoredOrder): Refused | undefined {
  const asked = context.refusal(order.orderId);
  if (asked) return { code: 'InvalidInput', message: asked.message ?? 'The order could not be confirmed.' };
  if (order.fulfilledBy === 'AMAZON') return { code: 'InvalidInput', message: 'The order is fulfilled by Amazon.' };
  if (order.programs.includes('FBM_SHIP_PLUS')) return { code: 'InvalidInput', message: 'Shipments of this programme are confirmed by Amazon.' };
  if (order.status === 'PENDING' || order.status === 'CANCELLED') return { code: 'InvalidInput', message: `The order is ${order.status.toLowerCase()}.` };
  return undefined;
}

const EU = 'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(' ');

/** Invoice-by-Amazon wants a ship-from with a valid VAT number; parcels into the EU want a listed carrier (amazon.md §9.1, §9.3). */
function refuseShipFrom({ shipFrom }: Account, order: StoredOrder, { carrierCode, shipFromSupplySourceId }: Confirmation): Refused | undefined {
  if (order.programs.includes('INVOICE_BY_AMAZON') && !shipFrom.vat && !shipFromSupplySourceId) return { code: 'InvalidInput', message: 'The ship-from location has no valid VAT number.' };
  const enters = EU.includes(order.shipTo.countryCode) && !EU.includes(shipFrom.country) && !shipFromSupplySourceId;
  return enters && !CARRIERS.includes(carrierCode) ? { code: 'InvalidInput', message: `The carrier '${carrierCode}' is not approved for parcels into the EU.` } : undefined;
}

function refuseParcel(context: RoomContext, order: StoredOrder, { carrierCode, carrierName, shipDate }: Confirmation): Refused | undefined {
  const at = Date.parse(shipDate);
  if (carrierCode === 'Other' && !carrierName) return { code: 'InvalidInput', message: "carrierName is required with the carrierCode 'Other'." };
  if (carrierCode !== 'Other' && !CARRIERS.includes(carrierCode) && context.assumed('unlisted-carrier') === '400') return { code: 'InvalidInput', message: `The carrier '${carrierCode}' is not supported.` };
  if (at > context.now() && context.assumed('ship-date-in-future') === '400') return { code: 'InvalidInput', message: 'shipDate must not be in the future.' };
  // A feed names the day only: its first moment may lie before the purchase.
  if (at < order.created - 86_400_000) return { code: 'InvalidInput', message: 'shipDate must not be before the order date.' };
  return undefined;
}
