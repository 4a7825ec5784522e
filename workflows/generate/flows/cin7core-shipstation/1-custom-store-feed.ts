import { cin7Orders, cin7Settings, cin7WakeUp } from '../../channels/cin7core';
import { shipStationPrepare } from '../../channels/shipstation';
import { wrap } from '../../expressions';
import { leasedFlow } from '../../leased-flow';
import { keepWhen } from '../../nodes';
import { PAGE, pageSetting } from '../../page';
import { insertRow, STORE_ORDERS } from '../../tables';
import { CUSTOM_STORE_FEED, METHOD_1, PAIR, STORE_SETTINGS } from '../../custom-store';

/**
 * The next full minute that is at least one away. ShipStation asks by minutes for what has changed since it asked last: a
 * row of a minute that is still to come when it becomes visible can lie in no window that has been answered already.
 */
const READY_AT = wrap('Math.ceil((Date.now() + 60000) / 60000) * 60000');

export default leasedFlow({
  pair: PAIR,
  flow: CUSTOM_STORE_FEED,
  title: 'Cin7 Core to ShipStation, Method 1: Prepare Orders',
  summary:
    'Sale orders that changed in Cin7 Core are checked and laid ready in the data table channelsync_store_orders, from which 1-custom-store answers ShipStation at once. Each change is laid ready once; changes that ShipStation would not see are left out.',
  subject: 'orders',
  starts: { everyMinutes: 5 },
  wokenBy: [cin7WakeUp('Woken by Cin7 Core')],
  source: cin7Orders('Get Changed Orders'),
  target: shipStationPrepare('Prepare for ShipStation'),
  excludes: METHOD_1,
  // Picking and packing change a sale, too; told is what an answer would show.
  stateOf: "JSON.stringify({ ...item.record, updatedAt: '', extra: '', references: '' }).hash('md5')",
  book: { table: STORE_ORDERS, field: 'store', keptFor: 'keepOrdersDays' },
  afterWrite: [
    keepWhen('To Be Told', "={{ $json.outcome === 'prepared' }}"),
    insertRow('Lay Ready', wrap(`${PAGE}.tables.store`), {
      flow: wrap(`'${PAIR}/${CUSTOM_STORE_FEED}/' + ${pageSetting('connection')}`),
      source_key: '={{ $json.key }}',
      number: '={{ $json.number }}',
      ready_at: READY_AT,
      record: '={{ JSON.stringify($json.record) }}',
    }),
  ],
  settings: [
    { name: 'standings', type: 'string', value: 'awaitingShipment,draft,partlyShipped,shipped,cancelled', meaning: 'Which orders of Cin7 Core ShipStation sees: awaitingShipment, draft, partlyShipped, shipped, cancelled, with commas between. Leave shipped and cancelled in: ShipStation learns of them this way' },
    { name: 'includeWithTracking', type: 'boolean', value: false, meaning: 'On: open orders that carry a tracking number already are told too. Off: they are on their way and left out' },
    ...cin7Settings('loadProductDetails'),
    { name: 'keepOrdersDays', type: 'number', value: 30, meaning: 'How many days orders lie ready for ShipStation. The table holds addresses, and n8n limits the size of all its data tables together' },
    ...STORE_SETTINGS,
  ],
  steps: [
    'Run **Check My Setup** of this pair first: it tests your accounts.',
    'Choose your Cin7 Core account in **Get Changed Orders**, and the location if you ship from one only.',
    'Look through **Settings**. orderPrefix and timeZone have to be the same as in 1-custom-store, also connection. Orders from before the first run are told only if you fill in startFrom.',
    'Press **Publish**, and publish 1-custom-store.',
    'If your Cin7 Core has the automation module, enable **Woken by Cin7 Core** and choose the account there: an order is ready within a minute or two of its change.',
  ],
});

