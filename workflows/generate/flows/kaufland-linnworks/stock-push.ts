import { kauflandStockPush } from '../../channels/kaufland';
import { linnworksStock } from '../../channels/linnworks';
import { leasedFlow } from '../../leased-flow';
import { pageSize } from '../../settings';

export default leasedFlow({
  pair: 'kaufland-linnworks',
  flow: 'stock-push',
  title: 'Linnworks to Kaufland: Push Stock',
  summary: 'The available stock of one Linnworks location becomes the amount of the Kaufland offer with the same SKU. Only what changed is sent.',
  subject: 'stock levels',
  starts: { everyMinutes: 15 },
  source: linnworksStock('Get Linnworks Stock'),
  target: kauflandStockPush('Set Kaufland Amounts'),
  wholeList: true,
  stateSettings: ['buffer', 'maximum', 'holdAtZero'],
  settings: [
    pageSize(200),
    { name: 'buffer', type: 'number', value: 0, meaning: 'How many pieces are kept back from Kaufland' },
    { name: 'maximum', type: 'number', value: 0, meaning: 'The most that is ever shown at Kaufland. 0: no limit' },
    { name: 'holdAtZero', type: 'boolean', value: false, meaning: 'On: an offer without stock is put on hold instead of showing the amount 0' },
  ],
  steps: [
    'Run **Check My Setup** of this pair first: it tests both accounts.',
    'Choose your Linnworks account and the location in **Get Linnworks Stock**, and your Kaufland account and storefront in **Set Kaufland Amounts**.',
    'Import and publish the order import first: stock that is sold but not yet known to Linnworks would be offered again.',
    'Look through **Settings**: buffer and maximum.',
    'Press **Publish**. SKUs without an offer at Kaufland are passed over.',
  ],
});
