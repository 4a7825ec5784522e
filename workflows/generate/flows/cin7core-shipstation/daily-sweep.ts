import { cin7OrdersToShip, cin7Settings } from '../../channels/cin7core';
import { shipStationImport, shipStationSettings } from '../../channels/shipstation';
import { leasedFlow } from '../../leased-flow';
import { METHOD_2 } from '../../methods';

export default leasedFlow({
  pair: 'cin7core-shipstation',
  flow: 'daily-sweep',
  title: 'Cin7 Core and ShipStation: Daily Sweep (Method 2)',
  summary:
    'Once a day every sale order of the last days that is to be shipped is looked up in ShipStation. What is missing is brought over, up to a set number; how much is left stands in the run log.',
  subject: 'orders',
  starts: { dailyAtHour: 3 },
  source: cin7OrdersToShip('Get Orders of the Last Days'),
  target: shipStationImport('Bring Over What Is Missing'),
  sweep: { days: 3, repairAtMost: 20 },
  excludes: METHOD_2,
  settings: [...shipStationSettings('orderPrefix'), ...cin7Settings('includeDrafts', 'loadProductDetails')],
  steps: [
    'Publish **2-order-push** of this pair first. The sweep is its safety net.',
    'Choose the same accounts, location, store and warehouse in **Get Orders of the Last Days**, **Compare** and **Bring Over What Is Missing**.',
    'Look through **Settings**: days and repairAtMost, and the same values as in 2-order-push for the others.',
    'Press **Publish**. More than a few missing orders are a reason to look into the run log of 2-order-push.',
  ],
});
