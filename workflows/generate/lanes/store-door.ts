import { chain } from '../assemble';
import { shipStationBuildAnswer, shipStationReadNotification } from '../channels/shipstation';
import { wrap } from '../expressions';
import type { Lane } from '../leased-flow';
import { askedFromOutside, bodyText, channelNode, nothing, respond, when } from '../nodes';
import { ownSetting } from '../page';
import { allRows, DEAD_LETTERS, ensureTable, LEDGER, STORE_NOTICES, STORE_ORDERS, upsertRow, withoutRow, type Where } from '../tables';
import { REFUSED } from './started';

export interface DoorOf {
  pair: string;
  /** The flow this belongs to, which works through the notices. */
  flow: string;
  /** The flow that lays the orders ready. */
  feed: string;
  /** Where the orders come from. */
  channel: string;
  /** Last part of the address ShipStation calls. */
  path: string;
  /** Name of the credential with which it does. */
  credential: string;
}

const ASKED = 'Asked by ShipStation';
/** The node behind which a run begins that works through the notices. */
export const TELLS = 'Notice Is Kept';
const BUILD = 'Build the Answer';
const READ = 'Read the Notice';
const BODY = 'Body of the Notice';

/** A GET comes out of the first output, a POST out of the second; without a number n8n looks at the first alone. */
const request = `($('${ASKED}').first(0) ?? $('${ASKED}').first(1)).json`;
const PLAIN = 'text/plain; charset=utf-8';
const DAY_AND_TIME = 'MMddyyyyHHmm';

/** Expression part: a time of ShipStation's question in milliseconds; 0 for none, which the answer then refuses. */
const moment = (name: string): string =>
  `(DateTime.fromFormat(String(${request}.query.${name} ?? '').replace(/[^0-9]/g, '').slice(0, 12), '${DAY_AND_TIME}', { zone: ${ownSetting('timeZone')} || 'UTC' }).toMillis() || 0)`;

/**
 * ShipStation's two requests (shipstation.md §C): its question for orders is answered out of the table in one go, its
 * notice of a despatch is kept before it is confirmed. Only then a run begins that hands it on, so that a slow or absent
 * source keeps nobody waiting and nothing that was confirmed can be lost.
 */
export function storeDoor({ pair, flow, feed, channel, path, credential }: DoorOf): Lane {
  const keyOf = (name: string): string => wrap(`'${pair}/${name}/' + ${ownSetting('connection')}`);
  const table = (node: string): string => wrap(`$('${node}').first().json.id`);
  const build = shipStationBuildAnswer(BUILD, { query: wrap(`${request}.query`), body: wrap(`${request}.body`) });
  const read = shipStationReadNotification(READ, channel, { query: wrap(`${request}.query`), body: wrap(`$('${BODY}').first().json.text ?? ''`) });
  const thisNotice: Where[] = [
    { column: 'flow', value: keyOf(flow) },
    { column: 'source_key', value: '={{ $json.key }}' },
  ];
  const window: Where[] = [
    { column: 'flow', value: keyOf(feed) },
    { column: 'ready_at', is: 'gt', value: wrap(`${moment('start_date')} - 1`) },
    // The whole last minute belongs to it.
    { column: 'ready_at', is: 'lt', value: wrap(`${moment('end_date')} + 60000`) },
  ];
  const isAsked = `$('${ASKED}').isExecuted && !$('${TELLS}').isExecuted`;
  return {
    nodes: [
      { draft: askedFromOutside(ASKED, path, ['GET', 'POST'], credential), at: [0, 3] },
      { draft: bodyText(BODY), at: [1, 3] },
      { draft: when('At the Door?', { left: wrap(isAsked), is: 'true' }), at: [1, 12] },
      { draft: when('Open?', { left: wrap(ownSetting('enabled')), is: 'true' }), at: [2, 12] },
      { draft: respond('Answer Closed', { status: 503, type: PLAIN, body: 'This store is switched off. Switch it on in Settings > enabled.' }), at: [3, 15] },
      { draft: when('Tells of a Despatch?', { left: wrap(`${request}.query.action ?? ''`), is: 'equals', right: 'shipnotify' }), at: [3, 12] },

      { draft: ensureTable('Store of Orders', STORE_ORDERS), at: [4, 13] },
      { draft: ensureTable('Letters of the Feed', DEAD_LETTERS), at: [5, 13] },
      { draft: { ...allRows('Orders of the Window', table('Store of Orders'), window), executeOnce: true }, at: [6, 13] },
      { draft: { ...channelNode(build), onError: 'continueErrorOutput' }, at: [7, 13] },
      { draft: respond('Answer with Orders', { status: '={{ $json.statusCode }}', type: '={{ $json.contentType }}', body: '={{ $json.body }}' }), at: [8, 12.6] },
      { draft: when('Answered at All?', { left: wrap(`$('${BUILD}').all(0).length > 0`), is: 'true' }), at: [8, 13.6] },
      {
        draft: upsertRow('Left Out of the Answer', table('Letters of the Feed'), [{ column: 'flow', value: keyOf(feed) }, { column: 'source_key', value: '={{ $json.source_key }}' }], {
          flow: keyOf(feed),
          source_key: '={{ $json.source_key }}',
          number: '={{ $json.number }}',
          kind: REFUSED,
          reason: '={{ $json.error.message }}',
          next_step: '={{ $json.error.nextStep }}',
          first_seen: wrap('new Date().toISOString()'),
          last_seen: wrap('new Date().toISOString()'),
          attempts: 1,
          told: '',
        }),
        at: [9, 13.4],
      },
      { draft: { ...respond('Answer Without Orders', { status: 500, type: PLAIN, body: "={{ $json.error.message + '. ' + $json.error.nextStep }}" }), executeOnce: true }, at: [9, 14.2] },

      { draft: ensureTable('Store of Notices', STORE_NOTICES), at: [4, 11.6] },
      { draft: ensureTable('Notices Done', LEDGER), at: [5, 11.6] },
      { draft: { ...channelNode(read), onError: 'continueErrorOutput' }, at: [6, 11.6] },
      { draft: { ...withoutRow('Not Done Yet', table('Notices Done'), thisNotice), alwaysOutputData: true }, at: [7, 11.2] },
      { draft: when('News?', { left: '={{ $json.key }}', is: 'notEmpty' }), at: [8, 11.2] },
      {
        draft: upsertRow('Keep Notice', table('Store of Notices'), thisNotice, {
          flow: keyOf(flow),
          source_key: '={{ $json.key }}',
          number: '={{ $json.number }}',
          record: '={{ JSON.stringify($json) }}',
        }),
        at: [9, 11],
      },
      { draft: respond('Answer Kept', { status: 200, type: PLAIN, body: 'The despatch is kept.' }), at: [10, 11] },
      { draft: nothing(TELLS), at: [11, 11] },
      { draft: respond('Answer Known', { status: 200, type: PLAIN, body: 'The despatch is known.' }), at: [9, 11.7] },
      { draft: respond('Answer Unreadable', { status: 400, type: PLAIN, body: "={{ $json.error.message + '. ' + $json.error.nextStep }}" }), at: [7, 12.2] },
    ],
    links: [
      { from: ASKED, to: 'Settings' },
      { from: ASKED, to: BODY, output: 1 },
      { from: BODY, to: 'Settings' },
      ...chain('At the Door?', 'Open?', 'Tells of a Despatch?', 'Store of Notices', 'Notices Done', READ, 'Not Done Yet', 'News?', 'Keep Notice', 'Answer Kept', TELLS),
      { from: 'Open?', to: 'Answer Closed', output: 1 },
      { from: 'Tells of a Despatch?', to: 'Store of Orders', output: 1 },
      ...chain('Store of Orders', 'Letters of the Feed', 'Orders of the Window', BUILD, 'Answer with Orders'),
      { from: BUILD, to: 'Answered at All?', output: 1 },
      { from: 'Answered at All?', to: 'Left Out of the Answer' },
      { from: 'Answered at All?', to: 'Answer Without Orders', output: 1 },
      { from: READ, to: 'Answer Unreadable', output: 1 },
      { from: 'News?', to: 'Answer Known', output: 1 },
    ],
    splices: [{ from: 'Settings', to: 'Switched On?', first: 'At the Door?', last: 'At the Door?', output: 1 }],
  };
}
