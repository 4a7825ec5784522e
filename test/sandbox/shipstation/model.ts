export type Json = Record<string, unknown>;

export interface Weight {
  value: number;
  units: string;
}

export interface StoredLine {
  orderItemId: number;
  lineItemKey: string | null;
  sku: string | null;
  name: string;
  imageUrl: string | null;
  weight: Weight | null;
  quantity: number;
  unitPrice: number;
  taxAmount: number | null;
  shippingAmount: number | null;
  warehouseLocation: string | null;
  options: Array<{ name: string; value: string }>;
  fulfillmentSku: string | null;
  adjustment: boolean;
  upc: string | null;
}

export interface StoredOrder {
  orderId: number;
  /** The number of its v2 shipment, `se-<number>`. */
  shipmentNo: number;
  orderNumber: string;
  orderKey: string;
  status: string;
  storeId: number;
  orderDate: number;
  paymentDate: number | null;
  shipByDate: number | null;
  holdUntil: string | null;
  createdAt: number;
  modifiedAt: number;
  /** Everything else as it was sent; an update replaces it whole (shipstation.md §A2). */
  header: Json;
  lines: StoredLine[];
  tagIds: number[];
  userId: string | null;
  /** False after DELETE. */
  active: boolean;
  /** False for a v2 shipment made without create_sales_order (shipstation.md §B2). */
  isSalesOrder: boolean;
  externalShipmentId: string | null;
  /** Members only v2 has: ship_from, packages, carrier_id … */
  v2: Json;
  /** Bookkeeping of the sandbox. */
  origin: 'seed' | 'api' | 'custom-store';
  writes: number;
}

/** A label; v1 calls it a shipment, v2 a label, both by the same number. */
export interface StoredLabel {
  shipmentId: number;
  order: StoredOrder | null;
  lines: Array<{ line: StoredLine; quantity: number }>;
  trackingNumber: string;
  carrierCode: string;
  serviceCode: string;
  packageCode: string;
  confirmation: string;
  /** Pence. */
  cost: number;
  shipDate: string;
  createdAt: number;
  voidedAt: number | null;
  /** Labels printed in one go share it. */
  batch: string;
  batchId: string | null;
  format: 'pdf' | 'png' | 'zpl';
  layout: '4x6' | 'letter';
  isReturn: boolean;
  shipTo: Json;
  by: 'api' | 'people';
  rateId: string | null;
}

/** An order marked as shipped elsewhere. */
export interface StoredFulfillment {
  fulfillmentId: number;
  order: StoredOrder;
  trackingNumber: string;
  carrierCode: string;
  shipDate: string;
  createdAt: number;
  voidedAt: number | null;
  batch: string;
  notifyCustomer: boolean;
  notifySalesChannel: boolean;
  by: 'api' | 'people';
}

export const OPEN = ['awaiting_payment', 'awaiting_shipment', 'on_hold'];
