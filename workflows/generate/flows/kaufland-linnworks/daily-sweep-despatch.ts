import { kauflandShip } from '../../channels/kaufland';
import { linnworksShipments } from '../../channels/linnworks';
import { leasedFlow } from '../../leased-flow';

export default leasedFlow({
  pair: 'kaufland-linnworks',
  flow: 'daily-sweep-despatch',
  title: 'Linnworks and Kaufland: Daily Sweep of Despatch',
  summary:
    'Once a day every order Linnworks processed in the last days is looked up at Kaufland. What Kaufland still shows as not sent is confirmed, up to a set number; how much is left stands in the run log.',
  subject: 'shipments',
  starts: { dailyAtHour: 4 },
  source: linnworksShipments('Get Despatched Orders of the Last Days'),
  target: kauflandShip('Confirm What Is Missing'),
  sweep: { days: 3, repairAtMost: 20 },
  settings: [{ name: 'source', type: 'string', value: 'KAUFLAND', meaning: 'Only orders of this source, in the spelling of Linnworks' }],
  steps: [
    'Publish the despatch confirmation of this pair first. The sweep is its safety net.',
    'Choose the same accounts and options in **Get Despatched Orders of the Last Days**, **Compare** and **Confirm What Is Missing**.',
    'Look through **Settings**: days and repairAtMost.',
    'Press **Publish**. More than a few missing confirmations are a reason to look into the run log of the despatch confirmation.',
  ],
});
