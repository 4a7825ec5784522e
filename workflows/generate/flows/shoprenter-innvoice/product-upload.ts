import { innVoiceProducts } from '../../channels/innvoice';
import { productSettings } from '../../channels/innvoice-settings';
import { shoprenterProductImport } from '../../channels/shoprenter';
import { leasedFlow } from '../../leased-flow';
import { pageSize } from '../../settings';

export default leasedFlow({
  pair: 'shoprenter-innvoice',
  flow: 'product-upload',
  title: 'InnVoice to Shoprenter: Upload Products',
  summary:
    '**Overwrites products of the shop by SKU.** New and changed products of InnVoice are created in the shop or replace name, price, special price, category and tax class of the product with the same SKU. Only what changed is sent.',
  subject: 'products',
  starts: { everyMinutes: 10 },
  source: innVoiceProducts('Get InnVoice Products'),
  target: shoprenterProductImport('Overwrite in the Shop'),
  wholeList: true,
  stateSettings: ['vatRateIfMissing'],
  settings: [
    pageSize(200),
    ...productSettings('special price'),
  ],
  steps: [
    '**Read this first: it overwrites by SKU.** What you typed into the shop for a product with the same SKU is replaced. Try it with one product: put all other product groups into excludedGroups, or look at the dry run in **Check My Setup**.',
    'Choose your InnVoice account in **Get InnVoice Products** and your Shoprenter account in **Overwrite in the Shop**.',
    'In **Settings** name the price groups; a name InnVoice does not have stops the flow before anything is written.',
    'In **Overwrite in the Shop** choose under *Parts to Overwrite* what may be replaced, and whether missing categories are made.',
    'Press **Publish**. The first run takes longer, as everything is new to it. Do not let it run more often than every 10 minutes: InnVoice gives the whole list each time.',
  ],
});
