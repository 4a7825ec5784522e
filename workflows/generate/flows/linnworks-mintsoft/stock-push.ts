import { linnworksStockPush } from '../../channels/linnworks';
import { FIGURE_OF_VALUE_TYPE, mintsoftSettings, mintsoftStock } from '../../channels/mintsoft';
import { leasedFlow } from '../../leased-flow';
import { pageSize } from '../../settings';

export default leasedFlow({
  pair: 'linnworks-mintsoft',
  flow: 'stock-push',
  title: 'Mintsoft to Linnworks: Sync Stock Levels',
  summary: 'The stock of one Mintsoft warehouse becomes the stock level of the same SKU at one Linnworks location. All of it in the first run, then what changed.',
  subject: 'stock levels',
  starts: { everyMinutes: 15 },
  source: mintsoftStock('Get Mintsoft Stock'),
  target: linnworksStockPush('Set Linnworks Levels', FIGURE_OF_VALUE_TYPE),
  wholeList: true,
  stateSettings: ['stockSyncValueType'],
  apiLog: true,
  settings: [
    pageSize(200),
    ...mintsoftSettings('stockSyncValueType', 'wholeCatalogue', 'timeZone'),
  ],
  steps: [
    'Run **Check My Setup** of this pair first: it tests both accounts.',
    'In **Get Mintsoft Stock** choose your account, the warehouse, and as a 3PL the client.',
    'In **Set Linnworks Levels** choose your account and the location.',
    'In **Settings** choose stockSyncValueType. Where Linnworks holds the orders of this warehouse leave it at Stock Level: with On Hand each open order would be taken off twice.',
    'The frequency is that of **Every 15 Minutes**, apart from that of the orders.',
    'Press **Publish** after the order import. SKUs Linnworks does not know are told once and stand in the dead letters.',
  ],
});
