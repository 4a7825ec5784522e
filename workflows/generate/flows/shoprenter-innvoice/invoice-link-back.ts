import { booksOf, openLinks } from '../../book-source';
import { shoprenterAttachInvoice } from '../../channels/shoprenter';
import { leasedFlow } from '../../leased-flow';
import { PAGE } from '../../page';
import { wrap } from '../../expressions';
import { pageSize } from '../../settings';
import { updateRows } from '../../tables';

const PAIR = 'shoprenter-innvoice';
const OF = 'order-to-invoice';

export default leasedFlow({
  pair: PAIR,
  flow: 'invoice-link-back',
  title: 'InnVoice to Shoprenter: Link Invoices',
  summary:
    'The link of each document order-to-invoice made is put onto the order in the shop, once, and then taken out of the ledger: it opens the document without a login. Drafts are not linked.',
  subject: 'links',
  starts: { everyMinutes: 10 },
  source: openLinks('Links to Hand Over', PAIR, OF),
  target: shoprenterAttachInvoice('Put onto the Order'),
  wholeList: true,
  afterWrite: updateRows(
    'Take Link out of Ledger',
    wrap(`${PAGE}.tables.ledger`),
    [
      { column: 'flow', value: booksOf(PAIR, OF) },
      { column: 'source_key', value: '={{ $json.key }}' },
    ],
    { link: '' },
  ),
  settings: [pageSize(200)],
  steps: [
    'In **Settings** of order-to-invoice switch linkToShop on, and choose proforma or invoice as document: drafts are not linked.',
    'Choose your Shoprenter account in **Put onto the Order**, the one whose orders become invoices.',
    'If you renamed connection in order-to-invoice, fill in the same name in **Settings**.',
    'Press **Publish**.',
  ],
});
