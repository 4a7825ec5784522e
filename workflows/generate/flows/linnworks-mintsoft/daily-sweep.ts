import { linnworksOrders } from '../../channels/linnworks';
import { mintsoftImport, mintsoftSettings } from '../../channels/mintsoft';
import { leasedFlow } from '../../leased-flow';

export default leasedFlow({
  pair: 'linnworks-mintsoft',
  flow: 'daily-sweep',
  title: 'Linnworks and Mintsoft: Daily Sweep',
  summary:
    'Once a day every paid order Linnworks changed in the last days is looked up in Mintsoft. What is missing is brought over, up to a set number; how much is left stands in the run log.',
  subject: 'orders',
  starts: { dailyAtHour: 3 },
  source: linnworksOrders('Get Orders of the Last Days'),
  target: mintsoftImport('Bring Over What Is Missing'),
  sweep: { days: 3, repairAtMost: 20 },
  settings: mintsoftSettings('orderPrefix', 'ignoreParkedOrders', 'mapSubSourceToChannel', 'importRequiredDespatchDate', 'timeZone'),
  steps: [
    'Publish the order import of this pair first. The sweep is its safety net.',
    'Choose the same accounts, location, warehouse, client and channel in **Get Orders of the Last Days**, **Compare** and **Bring Over What Is Missing**.',
    'Look through **Settings**: days and repairAtMost, and the same values as in the order import for the others.',
    'Press **Publish**. More than a few missing orders are a reason to look into the run log of the order import.',
  ],
});
