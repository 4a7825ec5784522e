import { innVoiceStock } from '../../channels/innvoice';
import { WAREHOUSES_SETTING } from '../../channels/innvoice-settings';
import { unasStockPush } from '../../channels/unas';
import { leasedFlow } from '../../leased-flow';
import { pageSize } from '../../settings';

export default leasedFlow({
  pair: 'unas-innvoice',
  flow: 'stock-upload',
  title: 'InnVoice to UNAS: Upload Stock',
  summary: 'The sum of the chosen InnVoice warehouses becomes the stock of one warehouse of the shop, by SKU. Only what changed is sent.',
  subject: 'stock levels',
  starts: { everyMinutes: 10 },
  source: innVoiceStock('Get InnVoice Stock'),
  target: unasStockPush('Set Stock in the Shop'),
  wholeList: true,
  stateSettings: ['warehouse'],
  againIfSkipped: true,
  settings: [
    pageSize(200),
    WAREHOUSES_SETTING,
    { name: 'warehouse', type: 'string', value: 'main', meaning: 'Warehouse of the shop that gets the sum: main for the main stock, or the ID of a further one; the others stay as they are' },
  ],
  steps: [
    'Run **Check My Setup** of this pair first: it shows the names of your warehouses.',
    'Choose your InnVoice account in **Get InnVoice Stock** and your UNAS account in **Set Stock in the Shop**.',
    'In **Settings** name the warehouses; a name InnVoice does not have stops the flow before anything is written.',
    'In the shop, stock handling has to be on for the products, or the figures have no effect there.',
    'InnVoice tells what lies on the shelf. Publish order-to-invoice with stockBySku first, or the pieces of open orders are offered again.',
    'Press **Publish**. SKUs the shop does not have are passed over until it has them.',
  ],
});
