import { innVoiceFile } from '../../channels/innvoice';
import { shoprenterAllProducts, shoprenterAllStock } from '../../channels/shoprenter';
import { fileFlow } from '../../file-flow';
import { ownSetting } from '../../page';

export default fileFlow({
  pair: 'shoprenter-innvoice',
  flow: 'product-and-stock-download',
  title: 'Shoprenter to InnVoice: Product and Stock Files',
  summary:
    'Products with their prices and the stock of the shop become two CSV files for the import of InnVoice, which has no confirmed call for either. **Taking a file up in InnVoice overwrites products by SKU.**',
  dailyAtHour: 4,
  files: [
    { what: 'Products', wanted: 'downloadProducts', read: shoprenterAllProducts('Get Products of the Shop'), make: innVoiceFile('Make Product File', 'products', ownSetting) },
    { what: 'Stock', wanted: 'downloadStock', read: shoprenterAllStock('Get Stock of the Shop'), make: innVoiceFile('Make Stock File', 'stock', ownSetting) },
  ],
  settings: [
    { name: 'downloadProducts', type: 'boolean', value: true, meaning: 'Off: no file of products and prices is made' },
    { name: 'downloadStock', type: 'boolean', value: true, meaning: 'Off: no file of stock is made' },
    { name: 'customerGroup', type: 'string', value: '', meaning: 'Customer group of the shop whose prices stand in the file. Empty: the prices for everybody' },
    { name: 'innVoiceWarehouse', type: 'string', value: '', meaning: 'Warehouse of InnVoice the stock is for, as it stands in the file. Empty: no name' },
    { name: 'folder', type: 'string', value: '', meaning: 'Existing folder of the computer n8n runs on that the files are written to, e.g. /home/node/.n8n-files. Empty: not written' },
  ],
  steps: [
    'Choose your Shoprenter account in the two nodes that read and your InnVoice account in the two that make a file; nothing is sent to InnVoice.',
    'Look through **Settings**. In **Get Stock of the Shop** choose which warehouses of the shop are added up.',
    'By hand: press **Execute workflow** and download the file from the output of **Make Product File** or **Make Stock File**.',
    'Daily: fill in folder (it has to exist, and n8n writes only to folders it may, by default .n8n-files in the home folder of its user), or enable **E-mail the Products** and **E-mail the Stock** and give them a credential. Then press **Publish**, and choose **errors** of this pair as error workflow, to hear of a run that failed.',
    'Take the file up in InnVoice by its own import and match the columns there. Try it with one product first: it overwrites by SKU.',
  ],
});
