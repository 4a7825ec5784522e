import { kauflandOrder } from '../../channels/kaufland';
import { linnworksImport } from '../../channels/linnworks';
import { retryFlow } from '../../retry-flow';

export default retryFlow({
  pair: 'kaufland-linnworks',
  title: 'Kaufland to Linnworks: Retry Refused Orders',
  summary: 'Orders Linnworks refused are read anew at Kaufland and handed over once more. What arrives leaves the data table channelsync_dead_letters.',
  of: 'order-import',
  everyHours: 6,
  get: kauflandOrder('Read Order at Kaufland'),
  target: linnworksImport('Import into Linnworks'),
  steps: [
    'Look into the data table **channelsync_dead_letters** and do what next_step says.',
    'Choose the same accounts and the same location as in the order import.',
    'If you renamed connection in the order import, fill in the same name in **Settings**.',
    'Execute it by hand after you have corrected something, or press **Publish** to let it try every 6 hours.',
  ],
});
