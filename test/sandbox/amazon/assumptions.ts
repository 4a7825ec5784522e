import type { Assumption } from '../room';

/** The first answer is the default; sources: amazon.md §20 and the sections named there. */
export const ASSUMPTIONS: Assumption[] = [
  { point: 'invalid-client-status', question: 'HTTP status of invalid_client at the token host', answers: ['401', '400'] },
  { point: 'orders-without-role', question: 'searchOrders asking for personal data without the restricted role', answers: ['omitted', '403'] },
  { point: 'order-of-orders', question: 'In which order does searchOrders list?', answers: ['oldest-first', 'newest-first'] },
  { point: 'order-report-charset', question: 'Charset of order reports, and what Content-Type says', answers: ['Cp1252', 'UTF-8', 'ISO-8859-1', 'Shift_JIS', 'windows-1252-unlabelled', 'UTF-8-with-BOM'] },
  { point: 'bill-name-column', question: 'Does INVOICING carry a bill-to name, and under which header?', answers: ['absent', 'bill-name', 'billing-name'] },
  { point: 'billing-in-other-reports', question: 'Does the billing column group also show in ACTIONABLE and SHIPPING?', answers: ['no', 'yes'] },
  { point: 'discount-sign', question: 'Sign of discount columns', answers: ['negative', 'positive'] },
  { point: 'repeated-report', question: 'The same report asked for again within a minute', answers: ['new-report', 'cancelled'] },
  { point: 'all-orders-over-30-days', question: 'A tracking report over more than 30 days', answers: ['error-text', 'cancelled'] },
  { point: 'rdt-without-role', question: 'createRestrictedDataToken without the role for the resource', answers: ['403', '400'] },
  { point: 'second-confirmation-after-full', question: 'confirmShipment with another id on an order that is fulfilled already', answers: ['PackageToUpdateNotFound', 'accepted'] },
  { point: 'ship-date-in-future', question: 'confirmShipment with a shipDate that lies ahead', answers: ['400', 'accepted'] },
  { point: 'unlisted-carrier', question: 'confirmShipment with a carrierCode that is not on the list', answers: ['accepted', '400'] },
  { point: 'stock-for-unknown-sku', question: 'Stock for a SKU the account does not have (models#2797: accepted, and nothing comes of it)', answers: ['ACCEPTED', 'INVALID', '400'] },
  { point: 'availability-of-fba-sku', question: 'Merchant quantity sent to a SKU fulfilled by Amazon', answers: ['two-records', 'refused'] },
  { point: 'label-checksum', question: 'What the MD5 of a label is taken of', answers: ['unpacked', 'packed'] },
  { point: 'label-format-in-answer', question: 'LabelFormat in a shipment', answers: ['given', 'empty'] },
];
