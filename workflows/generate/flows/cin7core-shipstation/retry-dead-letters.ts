import { cin7Order } from '../../channels/cin7core';
import { shipStationImport, shipStationSettings } from '../../channels/shipstation';
import { ownSetting } from '../../page';
import { retryFlow } from '../../retry-flow';

export default retryFlow({
  pair: 'cin7core-shipstation',
  title: 'Cin7 Core to ShipStation: Retry Refused Orders (Method 2)',
  summary: 'Orders ShipStation refused are read anew at Cin7 Core and handed over once more. What arrives leaves the data table channelsync_dead_letters.',
  of: '2-order-push',
  everyHours: 6,
  get: cin7Order('Read Sale at Cin7 Core'),
  target: shipStationImport('Import into ShipStation', ownSetting),
  settings: shipStationSettings('orderPrefix'),
  steps: [
    'Look into the data table **channelsync_dead_letters** and do what next_step says.',
    'Choose the same accounts, store and warehouse as in 2-order-push.',
    'Fill in the same values in **Settings** as in 2-order-push, also its connection.',
    'Execute it by hand after you have corrected something, or press **Publish** to let it try every 6 hours.',
  ],
});
