import { booksOf, openLinks } from '../../book-source';
import { linnworksTracking } from '../../channels/linnworks';
import { wrap } from '../../expressions';
import { leasedFlow } from '../../leased-flow';
import { PAGE } from '../../page';
import { pageSize } from '../../settings';
import { updateRows } from '../../tables';

const PAIR = 'linnworks-mintsoft';
const OF = 'prime-labels';

export default leasedFlow({
  pair: PAIR,
  flow: 'prime-tracking',
  title: 'Amazon to Linnworks: Prime Tracking',
  summary: 'The tracking number of each label prime-labels bought is written onto its Linnworks order, once. The order stays open for the warehouse, unless the settings say otherwise.',
  subject: 'tracking numbers',
  starts: { everyMinutes: 10 },
  source: openLinks('Numbers to Hand Over', PAIR, OF),
  target: linnworksTracking('Write Tracking Number'),
  wholeList: true,
  afterWrite: updateRows(
    'Take Number out of Ledger',
    wrap(`${PAGE}.tables.ledger`),
    [
      { column: 'flow', value: booksOf(PAIR, OF) },
      { column: 'source_key', value: '={{ $json.key }}' },
    ],
    { link: '' },
  ),
  settings: [
    pageSize(200),
    {
      name: 'processOrders',
      type: 'boolean',
      value: false,
      meaning: 'On: the order is processed in Linnworks as soon as it has its number. Only where the goods are not sent by Mintsoft: processed orders do not go there any more',
    },
  ],
  steps: [
    'Choose your Linnworks account in **Write Tracking Number**, the one of prime-labels.',
    'If you renamed connection in prime-labels, fill in the same name in **Settings**.',
    'Leave processOrders off where **Import Orders** and **Despatch Confirmation** of this pair are published: these process the order once Mintsoft has sent it.',
    'Press **Publish**.',
  ],
});
