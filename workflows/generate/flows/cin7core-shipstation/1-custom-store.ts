import { booksOf } from '../../book-source';
import { cin7Settings, cin7Ship } from '../../channels/cin7core';
import { storeDoor, TELLS, type DoorOf } from '../../lanes/store-door';
import { CUSTOM_STORE, CUSTOM_STORE_FEED, PAIR, STORE_SETTINGS } from '../../custom-store';
import { wrap } from '../../expressions';
import { leasedFlow } from '../../leased-flow';
import { set } from '../../nodes';
import { PAGE, PAGE_SIZE, pageSetting } from '../../page';
import { pageSize } from '../../settings';
import { deleteRows, oldestRows, STORE_NOTICES } from '../../tables';
import type { BookSource } from '../../types';

const door: DoorOf = { pair: PAIR, flow: CUSTOM_STORE, feed: CUSTOM_STORE_FEED, channel: 'cin7core', path: 'shipstation-custom-store', credential: 'ShipStation Custom Store' };

const NOTICES = wrap(`${PAGE}.tables.notices`);

/** Notices that are kept, the oldest first; a refused one must not keep those behind it waiting. */
function keptNotices(name: string): BookSource {
  const rows = 'Kept Notices';
  const all = `$('${rows}').all().filter((item) => item.json.id)`;
  const full = `${all}.length >= ${pageSetting('pageSize')}`;
  const found = oldestRows(rows, NOTICES, [
    { column: 'flow', value: booksOf(PAIR, CUSTOM_STORE) },
    { column: 'id', is: 'gt', value: wrap(`JSON.parse(${PAGE}.position || '{}').after ?? 0`) },
  ]);
  return {
    name,
    books: [
      { ...found, parameters: { ...found.parameters, limit: PAGE_SIZE } },
      {
        ...set(name, [
          { name: 'items', type: 'array', value: wrap(`${all}.map((item) => ({ key: item.json.source_key, number: item.json.number, state: 'done', record: JSON.parse(item.json.record) }))`) },
          { name: 'position', type: 'string', value: wrap(`JSON.stringify(${full} ? { v: 1, after: ${all}.pop().json.id } : { v: 1 })`) },
          { name: 'more', type: 'boolean', value: wrap(full) },
        ]),
        executeOnce: true,
      },
    ],
  };
}

export default leasedFlow({
  pair: PAIR,
  flow: CUSTOM_STORE,
  title: 'Cin7 Core and ShipStation, Method 1: Custom Store',
  summary:
    'ShipStation pulls its orders from here at its own pace, out of what 1-custom-store-feed has laid ready, and tells of each despatch. A despatch is kept before it is confirmed, and then written to its Cin7 Core sale: status, tracking, carrier, service, cost and note, each exactly once.',
  subject: 'despatches',
  starts: { everyMinutes: 10 },
  wokenBy: [{ name: TELLS, lane: storeDoor(door) }],
  source: keptNotices('Despatches to Tell'),
  target: cin7Ship('Ship in Cin7 Core'),
  wholeList: true,
  book: { table: STORE_NOTICES, field: 'notices', keptFor: 'keepDays' },
  afterWrite: deleteRows('Notice Is Done', NOTICES, [
    { column: 'flow', value: booksOf(PAIR, CUSTOM_STORE) },
    { column: 'source_key', value: '={{ $json.key }}' },
  ]),
  settings: [
    pageSize(20),
    { name: 'ordersPerPage', type: 'number', value: 100, meaning: 'How many orders one answer holds; ShipStation asks for the next ones by itself' },
    ...STORE_SETTINGS,
    ...cin7Settings('pickAndPack', 'carrierWithService'),
  ],
  steps: [
    'Publish **1-custom-store-feed** first, and let it run once.',
    'In **Asked by ShipStation** create a *Basic Auth* credential with a user name and a long password of your own.',
    'Choose your Cin7 Core account in **Ship in Cin7 Core**.',
    'Look through **Settings**. orderPrefix and timeZone have to be the same as in 1-custom-store-feed, also connection.',
    'Press **Publish**. Copy the *Production URL* out of **Asked by ShipStation**.',
    'In ShipStation: *Settings > Selling Channels > Store Setup > Connect a Store > Custom Store*. Fill in that address, the user name and the password, and as statuses: Unpaid `unpaid`, Paid `paid`, Shipped `shipped`, Cancelled `cancelled`, On-Hold `on_hold`. Small letters count.',
    'For a second ShipStation account change the path in **Asked by ShipStation** of the copy as well.',
  ],
});
