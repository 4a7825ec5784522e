import { chain } from '../assemble';
import { wrap, type Expressions } from '../expressions';
import type { Lane, LeasedFlow } from '../leased-flow';
import { channelNode, email, keepWhen, set, when } from '../nodes';
import { findRows, updateRows, type Where } from '../tables';

const MOST_ROWS = 500;

/**
 * An e-mail to the buyer of each record that was written, once. It stands beside the way of the run, above it, so that
 * n8n works it first, while the lease is held; nothing in it stops the run or touches what was written. An e-mail counts
 * as sent before it is sent, and as due again when sending failed: a kill in between costs the e-mail and doubles none.
 */
export function buyerMailLane({ buyerMail }: LeasedFlow, x: Expressions): Lane {
  if (!buyerMail) return { nodes: [], links: [] };
  const here: Where = { column: 'flow', value: x.key };
  const mark = (name: string, key: string, mail: string) => ({
    ...updateRows(name, x.table.ledger, [here, { column: 'source_key', value: key }], { mail }),
    onError: 'continueRegularOutput' as const,
  });
  const due = (name: string) => `$('Due E-mail').item.json.${name}`;
  const letter = (name: string) => wrap(`$('Letter').all().find((item) => item.json.key === $json.source_key).json.${name}`);
  const { parameters, ...mail } = email('E-mail the Buyer', letter('subject'), letter('text'));
  return {
    nodes: [
      { draft: { ...when('Buyers to E-mail?', { left: wrap(x.setting('emailBuyer')), is: 'true' }), executeOnce: true }, at: [9.6, 8.6] },
      { draft: { ...findRows('E-mails Due', x.table.ledger, [here, { column: 'mail', value: 'due' }], MOST_ROWS), executeOnce: true }, at: [10.5, 8.6] },
      {
        draft: set('Due E-mail', [
          { name: 'key', type: 'string', value: '={{ $json.source_key }}' },
          { name: 'id', type: 'string', value: '={{ $json.target_id }}' },
          { name: 'number', type: 'string', value: '={{ $json.number }}' },
          { name: 'note', type: 'string', value: '={{ $json.note }}' },
        ]),
        at: [11.4, 8.6],
      },
      // What cannot be read stays due.
      { draft: { ...channelNode(buyerMail.get), onError: 'continueErrorOutput' }, at: [12.3, 8.6] },
      { draft: keepWhen('Has an Address', wrap(`Boolean(${buyerMail.address})`)), at: [13.2, 8.6] },
      {
        draft: set('Letter', [
          { name: 'key', type: 'string', value: wrap(due('key')) },
          { name: 'to', type: 'string', value: wrap(buyerMail.address) },
          { name: 'subject', type: 'string', value: wrap(`'Your order ' + ${due('number')} + ' is on its way'`) },
          { name: 'text', type: 'string', value: wrap(`'Your order ' + ${due('number')} + ' was sent today.' + (${due('note')} ? ' ' + ${due('note')} : '')`) },
        ]),
        at: [14.1, 8.6],
      },
      { draft: mark('Count as E-mailed', '={{ $json.key }}', 'sent'), at: [15, 8.6] },
      {
        draft: { ...mail, parameters: { ...parameters, toEmail: letter('to') }, executeOnce: false, onError: 'continueErrorOutput' },
        at: [15.9, 8.6],
      },
      { draft: mark('Due Again', '={{ $json.source_key }}', 'due'), at: [16.8, 8.9] },
    ],
    links: [
      ...chain('Finish Run', 'Buyers to E-mail?', 'E-mails Due', 'Due E-mail', buyerMail.get.name, 'Has an Address', 'Letter', 'Count as E-mailed', 'E-mail the Buyer'),
      { from: 'E-mail the Buyer', to: 'Due Again', output: 1 },
    ],
  };
}
