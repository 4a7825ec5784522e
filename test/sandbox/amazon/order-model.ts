import type { Status } from './values';

export interface Address {
  name: string;
  companyName?: string;
  addressLine1: string;
  addressLine2?: string;
  addressLine3?: string;
  city: string;
  stateOrRegion?: string;
  postalCode: string;
  countryCode: string;
  phone?: string;
  addressType?: 'RESIDENTIAL' | 'COMMERCIAL' | 'PICKUP_POINT';
}

/** Amounts are gross and for the whole line, in minor units. */
export interface StoredItem {
  orderItemId: string;
  sku: string;
  asin: string;
  title: string;
  quantity: number;
  shipped: number;
  item: number;
  itemTax: number;
  shipping: number;
  shippingTax: number;
  itemDiscount: number;
  shippingDiscount: number;
  promotionIds: string[];
  gift?: { message: string; level: string };
  /** The buyer wants this line cancelled: no status, only a wish (amazon.md §5.4). */
  cancelReason?: string;
}

export interface StoredPackage {
  packageReferenceId: string;
  carrierCode: string;
  carrierName?: string;
  shippingMethod?: string;
  trackingNumber?: string;
  shipDate: number;
  createdTime: number;
  items: Array<{ orderItemId: string; quantity: number }>;
  by: 'api' | 'feed' | 'label' | 'seller-central';
}

export interface StoredOrder {
  orderId: string;
  kind: string;
  marketplaceId: string;
  created: number;
  updated: number;
  /** When it left Pending: what the order reports' range means (amazon.md §8). */
  fulfillable: number | null;
  status: Status;
  fulfilledBy: 'MERCHANT' | 'AMAZON';
  serviceLevel: 'STANDARD' | 'EXPEDITED' | 'NEXT_DAY';
  programs: string[];
  buyerName: string;
  buyerEmail: string;
  buyerCompany?: string;
  purchaseOrderNumber?: string;
  vatId?: string;
  shipTo: Address;
  /** Only the reports know it (models#5223). Undefined = as the shipping address. */
  billTo?: Address;
  items: StoredItem[];
  packages: StoredPackage[];
  replacementOf?: string;
  earliestShip: number;
  latestShip: number;
}

export function openQuantity(item: StoredItem): number {
  return item.quantity - item.shipped;
}

export function isOpen({ status }: StoredOrder): boolean {
  return status === 'UNSHIPPED' || status === 'PARTIALLY_SHIPPED';
}
