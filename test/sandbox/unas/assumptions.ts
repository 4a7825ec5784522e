import type { Assumption } from '../room';

/** unas.md §10 as far as a caller can meet it; the first answer is what every test runs with. */
export const ASSUMPTIONS: Assumption[] = [
  { point: 'subscription', question: 'What the log-in says of a shop (the form of the smaller package is not known)', answers: ['vip-100000', 'premium-10000'] },
  { point: 'order-sort', question: 'Is Order=modify_time_asc honoured?', answers: ['honoured', 'ignored'] },
  { point: 'list-cap', question: 'Rows a page of getStock and getProduct may hold', answers: ['none', '100'] },
  { point: 'add-date', question: 'Which time filters an added order by, its Date or the moment it was added?', answers: ['now', 'given'] },
  { point: 'unknown-sku', question: 'What setStock says to a SKU the shop does not have', answers: ['error', 'ok'] },
  { point: 'prices-modify', question: 'Is a list of prices merged with the stored one?', answers: ['merged', 'replaced'] },
  { point: 'ban-status', question: 'HTTP status of a ban', answers: ['400', '429'] },
  { point: 'dead-token', question: 'Answer to a token that is wrong or has ended', answers: ['400', '401'] },
  { point: 'missing-permission', question: 'Text for a function the key may not use', answers: ['Permission Error', 'Authentication Error: Permission'] },
  { point: 'single-variant', question: 'Form of a variant in getStock', answers: ['text', 'value'] },
];
