/**
 * Orders API 2026-01-01, as far as it is read. Every member may be missing: what was not asked for in `includedData`,
 * and what the app's roles do not allow, is left out (amazon.md §5.1, §5.3).
 */
export interface Money {
  /** Decimal text. */
  amount?: string | null;
  currencyCode?: string | null;
}

export interface Breakdown {
  type?: string | null;
  subtotal?: Money | null;
  detailedBreakdowns?: Array<{ subtype?: string | null; value?: Money | null }> | null;
}

export interface TimeRange {
  earliestDateTime?: string | null;
  latestDateTime?: string | null;
}

export interface AmazonItem {
  orderItemId?: string | null;
  quantityOrdered?: number | null;
  programs?: string[] | null;
  product?: {
    asin?: string | null;
    title?: string | null;
    sellerSku?: string | null;
    condition?: { conditionType?: string | null; conditionSubtype?: string | null } | null;
    price?: { unitPrice?: Money | null; priceDesignation?: string | null } | null;
    customization?: { customizedUrl?: string | null } | null;
  } | null;
  proceeds?: { proceedsTotal?: Money | null; breakdowns?: Breakdown[] | null } | null;
  promotion?: { breakdowns?: Array<{ promotionId?: string | null }> | null } | null;
  cancellation?: {
    cancellationRequest?: { requester?: string | null; cancelReason?: string | null } | null;
    cancellationExecution?: { cancelledBy?: string | null; cancelReason?: string | null } | null;
  } | null;
  fulfillment?: {
    quantityFulfilled?: number | null;
    quantityUnfulfilled?: number | null;
    packing?: { giftOption?: { giftMessage?: string | null; giftWrapLevel?: string | null } | null } | null;
    shipping?: { scheduledDeliveryWindow?: TimeRange | null; internationalShipping?: { iossNumber?: string | null } | null } | null;
  } | null;
  tax?: { taxCollections?: Array<{ model?: string | null; responsibleParty?: string | null }> | null } | null;
}

export interface AmazonAddress {
  name?: string | null;
  companyName?: string | null;
  addressLine1?: string | null;
  addressLine2?: string | null;
  addressLine3?: string | null;
  city?: string | null;
  districtOrCounty?: string | null;
  stateOrRegion?: string | null;
  postalCode?: string | null;
  countryCode?: string | null;
  phone?: string | null;
  addressType?: string | null;
}

export interface AmazonPackage {
  packageReferenceId?: string | null;
  carrier?: string | null;
  shippingService?: string | null;
  trackingNumber?: string | null;
  shipTime?: string | null;
  packageStatus?: { status?: string | null } | null;
  packageItems?: Array<{ orderItemId?: string | null; quantity?: number | null }> | null;
}

export interface AmazonOrder {
  orderId?: string | null;
  createdTime?: string | null;
  lastUpdatedTime?: string | null;
  orderAliases?: Array<{ aliasId?: string | null; aliasType?: string | null }> | null;
  programs?: string[] | null;
  associatedOrders?: Array<{ orderId?: string | null; associationType?: string | null }> | null;
  salesChannel?: { channelName?: string | null; marketplaceId?: string | null; marketplaceName?: string | null } | null;
  buyer?: {
    buyerName?: string | null;
    buyerEmail?: string | null;
    buyerCompanyName?: string | null;
    buyerPurchaseOrderNumber?: string | null;
  } | null;
  recipient?: {
    deliveryAddress?: AmazonAddress | null;
    deliveryPreference?: { dropOffLocation?: string | null; addressInstruction?: string | null } | null;
  } | null;
  proceeds?: { grandTotal?: Money | null } | null;
  payment?: { paymentExecutions?: Array<{ paymentMethod?: string | null }> | null } | null;
  tax?: {
    taxRegistrations?: Array<{ entityType?: string | null; taxRegistrationType?: string | null; taxRegistrationNumber?: string | null }> | null;
  } | null;
  fulfillment?: {
    fulfillmentStatus?: string | null;
    fulfilledBy?: string | null;
    fulfillmentServiceLevel?: string | null;
    shipByWindow?: TimeRange | null;
    deliverByWindow?: TimeRange | null;
  } | null;
  orderItems?: AmazonItem[] | null;
  packages?: AmazonPackage[] | null;
}
