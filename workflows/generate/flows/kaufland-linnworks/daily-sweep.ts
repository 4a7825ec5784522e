import { kauflandOrders } from '../../channels/kaufland';
import { linnworksImport } from '../../channels/linnworks';
import { leasedFlow } from '../../leased-flow';

export default leasedFlow({
  pair: 'kaufland-linnworks',
  flow: 'daily-sweep',
  title: 'Kaufland and Linnworks: Daily Sweep',
  summary:
    'Once a day every order of the last days that is ready to ship at Kaufland is looked up in Linnworks. What is missing is brought over, up to a set number; how much is left stands in the run log.',
  subject: 'orders',
  starts: { dailyAtHour: 3 },
  source: kauflandOrders('Get Orders of the Last Days'),
  target: linnworksImport('Bring Over What Is Missing'),
  sweep: { days: 3, repairAtMost: 20 },
  steps: [
    'Publish the order import of this pair first. The sweep is its safety net.',
    'Choose the same accounts and the same location in **Get Orders of the Last Days**, **Compare** and **Bring Over What Is Missing**.',
    'Look through **Settings**: days and repairAtMost.',
    'Press **Publish**. More than a few missing orders are a reason to look into the run log of the order import.',
  ],
});
