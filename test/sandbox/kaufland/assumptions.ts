import type { Assumption } from '../room';

/** The first answer is the default; sources: kaufland.md §11 and the sections named there. */
export const ASSUMPTIONS: Assumption[] = [
  { point: 'storefront-omitted', question: 'What do /orders and /order-units list without storefront?', answers: ['all', 'de-only'] },
  { point: 'shipping-rate-of-further-pieces', question: 'shipping_rate of the second and further units of an order (set before seeding)', answers: ['0', 'repeated'] },
  { point: 'second-send', question: 'send on a unit that is sent already', answers: ['duplicate-action', 'action-not-allowed', 'accepted'] },
  { point: 'amount-only-bulk-rows', question: 'Is a bulk row or patch without listing_price accepted?', answers: ['accepted', 'refused'] },
  { point: 'pickup-row-address', question: 'Does the list row of a pick-up order hint at it?', answers: ['no-hint', 'empty-street'] },
  { point: 'order-details-discounts', question: 'Do the units inside GET /orders/{id} carry discounts?', answers: ['present', 'absent'] },
  { point: 'from-filters', question: 'Is a row of exactly ts_*_from_iso listed? (definition: "after")', answers: ['exclusive', 'inclusive'] },
  { point: 'tie-order', question: 'Order of rows with the same timestamp', answers: ['stable', 'shifting'] },
  { point: 'storefront-case', question: 'Spelling of storefront in answers', answers: ['lower', 'upper'] },
  { point: 'base64-signature', question: 'Is a base64 signature accepted?', answers: ['refused', 'accepted'] },
  { point: 'notification-signature-uri', question: 'Which URI is signed in a push notification?', answers: ['full-callback-url', 'path-only'] },
];
