/*
 * What v1 answers, as far as it is used (shipstation-v1-openapi3-derived.json). Any field may be null.
 */
type Text = string | null;
type Num = number | null;

export interface Weight {
  value?: Num;
  units?: Text;
}

export interface V1Address {
  name?: Text;
  company?: Text;
  street1?: Text;
  street2?: Text;
  street3?: Text;
  city?: Text;
  state?: Text;
  postalCode?: Text;
  country?: Text;
  phone?: Text;
  residential?: boolean | null;
  addressVerified?: Text;
}

export interface V1Item {
  orderItemId?: Num;
  lineItemKey?: Text;
  sku?: Text;
  name?: Text;
  imageUrl?: Text;
  weight?: Weight | null;
  quantity?: Num;
  unitPrice?: Num;
  taxAmount?: Num;
  shippingAmount?: Num;
  warehouseLocation?: Text;
  options?: Array<{ name?: Text; value?: Text }> | null;
  adjustment?: boolean | null;
  upc?: Text;
}

export interface V1Order {
  orderId?: Num;
  orderNumber?: Text;
  orderKey?: Text;
  orderDate?: Text;
  createDate?: Text;
  modifyDate?: Text;
  paymentDate?: Text;
  shipByDate?: Text;
  orderStatus?: Text;
  customerUsername?: Text;
  customerEmail?: Text;
  billTo?: V1Address | null;
  shipTo?: V1Address | null;
  items?: V1Item[] | null;
  orderTotal?: Num;
  amountPaid?: Num;
  taxAmount?: Num;
  shippingAmount?: Num;
  customerNotes?: Text;
  internalNotes?: Text;
  gift?: boolean | null;
  giftMessage?: Text;
  paymentMethod?: Text;
  requestedShippingService?: Text;
  carrierCode?: Text;
  serviceCode?: Text;
  packageCode?: Text;
  confirmation?: Text;
  shipDate?: Text;
  holdUntilDate?: Text;
  weight?: Weight | null;
  advancedOptions?: {
    warehouseId?: Num;
    storeId?: Num;
    customField1?: Text;
    customField2?: Text;
    customField3?: Text;
    source?: Text;
    mergedOrSplit?: boolean | null;
    mergedIds?: number[] | null;
    parentId?: Num;
  } | null;
  tagIds?: number[] | null;
}

/** A label made in ShipStation. */
export interface V1Label {
  shipmentId?: Num;
  orderId?: Num;
  orderKey?: Text;
  orderNumber?: Text;
  createDate?: Text;
  shipDate?: Text;
  shipmentCost?: Num;
  insuranceCost?: Num;
  trackingNumber?: Text;
  isReturnLabel?: boolean | null;
  carrierCode?: Text;
  serviceCode?: Text;
  warehouseId?: Num;
  voided?: boolean | null;
  weight?: Weight | null;
  shipmentItems?: V1Item[] | null;
  advancedOptions?: V1Order['advancedOptions'];
}

/** An order marked as shipped; neither key nor items (shipstation.md §A3). */
export interface V1Fulfillment {
  fulfillmentId?: Num;
  orderId?: Num;
  orderNumber?: Text;
  createDate?: Text;
  shipDate?: Text;
  trackingNumber?: Text;
  carrierCode?: Text;
  fulfillmentServiceCode?: Text;
  fulfillmentFee?: Num;
  voided?: boolean | null;
}
