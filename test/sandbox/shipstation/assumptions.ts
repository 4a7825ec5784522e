import type { Assumption } from '../room';

/** The first answer is the default; sources: shipstation.md §D3 and the sections named there. */
export const ASSUMPTIONS: Assumption[] = [
  { point: 'cancel-through-createorder', question: "Does createorder with the same orderKey and orderStatus 'cancelled' cancel an open order? (§A2)", answers: ['accepted', 'refused'] },
  { point: 'carrier-other', question: "Does markasshipped take carrierCode 'other'? (§A2)", answers: ['accepted', 'refused'] },
  { point: 'v1-retry-after', question: 'Does a 429 of v1 carry Retry-After as well? (§A1)', answers: ['absent', 'present'] },
  { point: 'error-casing', question: 'Spelling of the message member in errors of v1 (§A1)', answers: ['Message', 'message', 'ExceptionMessage'] },
  { point: 'subscribe-answer', question: 'Which member of the answer to /webhooks/subscribe holds the id? (§A5)', answers: ['id', 'WebHookID'] },
  { point: 'fulfilled-shipment-status', question: 'shipment_status of a v2 shipment that was marked as shipped without a label (§B2)', answers: ['label_purchased', 'pending'] },
  { point: 'v1-orderkey-in-v2', question: 'Is the orderKey of an order made through v1 its external_shipment_id in v2? (§B2)', answers: ['no', 'yes'] },
  { point: 'empty-state-province', question: 'Does an empty state_province pass for countries without states? (§B2)', answers: ['accepted', 'refused'] },
  { point: 'repeated-external-shipment-id', question: 'POST /v2/shipments with an external_shipment_id that exists', answers: ['refused', 'stored-twice'] },
  { point: 'store-id-spelling', question: 'store_id of the v2 read model (§B2)', answers: ['se', 'digits'] },
  { point: 'inventory-unknown-sku', question: 'POST /v2/inventory for a SKU ShipStation has no product of (§B5)', answers: ['refused', 'created'] },
  { point: 'repeated-webhook', question: 'POST /v2/environment/webhooks for a URL and event that exist (§B6)', answers: ['conflict', 'stored-twice'] },
  { point: 'unknown-elements', question: 'Custom Store: elements the format does not know (§C2.1)', answers: ['page-refused', 'ignored'] },
  { point: 'no-pages', question: 'Custom Store: pages="0" when there is nothing (§C2)', answers: ['refused', 'taken'] },
  { point: 'export-zone', question: 'Custom Store: zone of start_date and end_date (§C2)', answers: ['UTC', 'America/Los_Angeles'] },
];
