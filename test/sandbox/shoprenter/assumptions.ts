import type { Assumption } from '../room';

/** shoprenter.md §12 as far as a caller can meet it; the first answer is what every test runs with. */
export const ASSUMPTIONS: Assumption[] = [
  { point: 'put-by-sku', question: 'Does PUT /productExtend?sku= work without an id?', answers: ['accepted', 'refused', 'refused-in-batch'] },
  { point: 'batch-quota', question: 'What does a batch take of the quota?', answers: ['one-request', 'the-whole-second'] },
  { point: 'batch-single-entry', question: 'requests.request of a batch of one', answers: ['list', 'object'] },
  { point: 'one-element-list', question: 'An embedded list of one element', answers: ['list', 'object'] },
  { point: 'response-root', question: 'Is a JSON answer wrapped in "response"?', answers: ['bare', 'wrapped'] },
  { point: 'error-envelope', question: 'JSON of an error', answers: ['message', 'code-and-message', 'error-object'] },
  { point: 'dead-token', question: 'Body of the 401 for a token that is wrong or has expired', answers: ['access_denied', '40101'] },
  { point: 'missing-scope', question: 'Status of a call the client has no scope for', answers: ['401', '403'] },
  { point: 'retry-after-header', question: 'Does 429 carry Retry-After?', answers: ['absent', 'present'] },
  { point: 'basic-access', question: 'Does the Basic user of an existing shop still work?', answers: ['accepted', 'refused'] },
  { point: 'time-filter-zone', question: 'Zone of date-time filters', answers: ['shop', 'utc'] },
  { point: 'time-filter-bounds', question: 'Are ...Min and ...Max inclusive?', answers: ['inclusive', 'exclusive'] },
  { point: 'list-order', question: 'Order of items in lists', answers: ['ascending', 'descending'] },
  { point: 'status-put', question: 'What a status set through the API does besides', answers: ['history', 'history-and-webhook'] },
  { point: 'webhook-probe', question: 'Is the address of a webhook tried with GET when it is saved?', answers: ['no', 'yes'] },
  { point: 'webhook-retry', question: 'Is a failed delivery repeated?', answers: ['no', 'twice'] },
  { point: 'foreign-totals', question: 'Currency of total and orderTotals[].value of an order in another currency', answers: ['shop', 'order'] },
];
