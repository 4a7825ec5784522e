import type { Assumption } from '../room';

/** The first answer is the default; sources: linnworks.md §15 and the sections named there. */
export const ASSUMPTIONS: Assumption[] = [
  { point: 'skipped-ids-in-answer', question: "Are the ids of skipped paid orders in CreateOrders' answer?", answers: ['absent', 'present'] },
  { point: 'self-made-source', question: 'How does an order of a self-made source sent as paid land?', answers: ['as-sent', 'parked-unpaid'] },
  { point: 'unknown-location', question: 'CreateOrders with an unknown location name', answers: ['400', 'Default'] },
  { point: 'duplicate-line-check', question: 'What does the duplicate-line check compare?', answers: ['ItemNumber', 'ChannelSKU'] },
  { point: 'v2-page-max', question: 'Largest page of GET /v2/orders', answers: ['200', '100', '500', '25'] },
  { point: 'v2-page-too-large', question: 'entriesPerPage above the largest page', answers: ['capped', '400'] },
  { point: 'v2-without-location', question: 'GET /v2/orders without locationId', answers: ['all', 'default-location-only'] },
  { point: 'v2-available', question: 'Does the v2 service answer this account?', answers: ['yes', '403', '404'] },
  { point: 'search-token-life', question: 'How long does a search token live?', answers: ['10-minutes', '30-seconds'] },
  { point: 'authorize-refusal', question: 'Status of AuthorizeByApplication with wrong values', answers: ['401', '400'] },
  { point: 'session-idle-minutes', question: 'Idle time after which a session dies', answers: ['20', '30'] },
  { point: 'get-as-form-post', question: 'Does an operation declared as GET also take a form POST?', answers: ['accepted', 'refused'] },
  { point: 'retry-after-header', question: 'Does 429 carry Retry-After?', answers: ['present', 'absent'] },
  { point: 'process-again', question: 'Processing an order that is processed already', answers: ['error', 'processed'] },
  { point: 'process-batch-max', question: 'Orders per ProcessOrdersInBatch', answers: ['200', '50'] },
  { point: 'unknown-sku-in-set-stock-level', question: 'SetStockLevel with an unknown SKU', answers: ['400', 'skipped'] },
  { point: 'set-stock-level-max-rows', question: 'Rows per SetStockLevel', answers: ['200', '100'] },
];
