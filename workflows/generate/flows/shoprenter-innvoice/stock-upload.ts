import { innVoiceStock } from '../../channels/innvoice';
import { WAREHOUSES_SETTING } from '../../channels/innvoice-settings';
import { shoprenterStockPush } from '../../channels/shoprenter';
import { leasedFlow } from '../../leased-flow';
import { pageSize } from '../../settings';

export default leasedFlow({
  pair: 'shoprenter-innvoice',
  flow: 'stock-upload',
  title: 'InnVoice to Shoprenter: Upload Stock',
  summary: 'The sum of the chosen InnVoice warehouses becomes the stock of one warehouse of the shop, by SKU. Only what changed is sent.',
  subject: 'stock levels',
  starts: { everyMinutes: 10 },
  source: innVoiceStock('Get InnVoice Stock'),
  target: shoprenterStockPush('Set Stock in the Shop'),
  wholeList: true,
  stateSettings: ['warehouse'],
  againIfSkipped: true,
  settings: [
    pageSize(200),
    WAREHOUSES_SETTING,
    { name: 'warehouse', type: 'string', value: 'stock1', meaning: 'Warehouse of the shop that gets the sum, stock1 to stock4; the others stay as they are' },
  ],
  steps: [
    'Run **Check My Setup** of this pair first: it shows the names of your warehouses.',
    'Choose your InnVoice account in **Get InnVoice Stock** and your Shoprenter account in **Set Stock in the Shop**.',
    'In **Settings** name the warehouses; a name InnVoice does not have stops the flow before anything is written. A shop with stock in several warehouses sells their sum: empty the ones that are not uploaded.',
    'InnVoice tells what lies on the shelf. Publish order-to-invoice with stockBySku first, or the pieces of open orders are offered again.',
    'Press **Publish**. SKUs the shop does not have are passed over until it has them.',
  ],
});
