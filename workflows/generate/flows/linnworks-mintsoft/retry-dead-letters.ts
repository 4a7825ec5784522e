import { linnworksOrder } from '../../channels/linnworks';
import { mintsoftImport, mintsoftSettings } from '../../channels/mintsoft';
import { ownSetting } from '../../page';
import { retryFlow } from '../../retry-flow';

export default retryFlow({
  pair: 'linnworks-mintsoft',
  title: 'Linnworks to Mintsoft: Retry Refused Orders',
  summary: 'Orders Mintsoft refused are read anew at Linnworks and handed over once more. What arrives leaves the data table channelsync_dead_letters.',
  of: 'order-import',
  everyHours: 6,
  get: linnworksOrder('Read Order at Linnworks'),
  target: mintsoftImport('Import into Mintsoft', ownSetting),
  settings: mintsoftSettings('orderPrefix', 'ignoreParkedOrders', 'mapSubSourceToChannel', 'importRequiredDespatchDate', 'timeZone'),
  steps: [
    'Look into the data table **channelsync_dead_letters** and do what next_step says.',
    'Choose the same accounts, warehouse, client and channel as in the order import.',
    'Fill in the same values in **Settings** as in the order import, also its connection.',
    'Execute it by hand after you have corrected something, or press **Publish** to let it try every 6 hours.',
  ],
});
