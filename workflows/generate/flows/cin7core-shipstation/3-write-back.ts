import { booksOf, openLinks } from '../../book-source';
import { cin7Settings, cin7Ship } from '../../channels/cin7core';
import { leasedFlow } from '../../leased-flow';
import { PAGE } from '../../page';
import { wrap } from '../../expressions';
import { pageSize } from '../../settings';
import { updateRows } from '../../tables';

const PAIR = 'cin7core-shipstation';
const OF = '3-rates-and-labels';

export default leasedFlow({
  pair: PAIR,
  flow: '3-write-back',
  title: 'Cin7 Core: Write Labels Back (Method 3)',
  summary: 'Each label 3-rates-and-labels bought ships its sale in Cin7 Core with tracking number, carrier, service and cost, and is then taken out of the ledger. What Cin7 Core refuses is tried again with every run.',
  subject: 'labels',
  starts: { everyMinutes: 5 },
  source: openLinks('Labels to Write Back', PAIR, OF),
  target: cin7Ship('Ship in Cin7 Core'),
  wholeList: true,
  afterWrite: updateRows(
    'Take Label out of Ledger',
    wrap(`${PAGE}.tables.ledger`),
    [
      { column: 'flow', value: booksOf(PAIR, OF) },
      { column: 'source_key', value: '={{ $json.key }}' },
    ],
    { link: '' },
  ),
  settings: [pageSize(50), ...cin7Settings('pickAndPack', 'carrierWithService')],
  steps: [
    'Publish **3-rates-and-labels** first.',
    'In **Ship in Cin7 Core** choose your account, and in its options which carrier of Cin7 Core stands for one of ShipStation. A carrier Cin7 Core does not have is made.',
    'If you renamed connection in 3-rates-and-labels, fill in the same name in **Settings**.',
    'Press **Publish**.',
  ],
});
