import { amazonStockPush } from '../../channels/amazon';
import { hyrekaStock } from '../../channels/hyreka';
import { STOCK_FILES } from '../../folders';
import { leasedFlow } from '../../leased-flow';
import { pageSize } from '../../settings';

export default leasedFlow({
  pair: 'amazon-hyreka',
  flow: 'stock-push',
  title: 'Hyreka to Amazon: Push Stock',
  summary: 'The available stock in the newest stock export of Hyreka becomes the quantity of the Amazon listing with the same SKU. Only what changed is sent.',
  subject: 'stock levels',
  starts: { everyMinutes: 15 },
  source: hyrekaStock('Read Stock Export'),
  target: amazonStockPush('Set Amazon Quantities'),
  wholeList: true,
  fromFiles: { take: 'last', files: STOCK_FILES },
  stateSettings: ['buffer', 'maximum'],
  settings: [
    pageSize(1000),
    { name: 'leaseMinutes', type: 'number', value: 45, meaning: 'After how many minutes without a sign of life another run may take over. More than Amazon needs for a feed' },
    { name: 'buffer', type: 'number', value: 0, meaning: 'How many pieces are kept back from Amazon' },
    { name: 'maximum', type: 'number', value: 0, meaning: 'The most that is ever shown at Amazon. 0: no limit' },
  ],
  steps: [
    'Run **Check My Setup** of this pair first: it tests the account and reads an export.',
    'Choose your Amazon account in **Set Amazon Quantities**, and one marketplace: the stores of a unified account share one quantity.',
    'Create the folder of **Settings** > files and export the stock list from Hyreka into it. Always under the same name, or with the date in front as in 2026-01-31: of several files only the one whose name comes last is read.',
    'Take up the open orders in Hyreka before you export: stock that is sold but not yet known to Hyreka would be offered again.',
    'If your headings are other ones, name them in **Read Stock Export** > Headings. Where the export has no Verfügbar, choose Physical in **Set Amazon Quantities**.',
    'Look through **Settings**: buffer and maximum. Press **Publish**.',
  ],
});
