import { cin7Settings, cin7Ship } from '../../channels/cin7core';
import { shipStationSettings, shipStationShipments } from '../../channels/shipstation';
import { leasedFlow } from '../../leased-flow';
import { METHOD_2 } from '../../methods';

export default leasedFlow({
  pair: 'cin7core-shipstation',
  flow: 'daily-sweep-despatch',
  title: 'ShipStation and Cin7 Core: Daily Sweep of Despatch (Method 2)',
  summary:
    'Once a day every despatch ShipStation made in the last days is looked up in Cin7 Core. What Cin7 Core still shows as not shipped is written there, up to a set number; how much is left stands in the run log.',
  subject: 'shipments',
  starts: { dailyAtHour: 4 },
  source: shipStationShipments('Get Despatches of the Last Days', 'cin7core'),
  target: cin7Ship('Write What Is Missing'),
  sweep: { days: 3, repairAtMost: 20 },
  excludes: METHOD_2,
  settings: [...shipStationSettings('orderPrefix'), ...cin7Settings('pickAndPack', 'carrierWithService')],
  steps: [
    'Publish **2-shipment-pull** of this pair first. The sweep is its safety net.',
    'Choose the same accounts and options in **Get Despatches of the Last Days**, **Compare** and **Write What Is Missing**.',
    'Look through **Settings**: days and repairAtMost, and the same values as in 2-shipment-pull for the others.',
    'Press **Publish**. More than a few missing despatches are a reason to look into the run log of 2-shipment-pull.',
  ],
});
