import { amazonShip } from '../../channels/amazon';
import { hyrekaDespatch } from '../../channels/hyreka';
import { DESPATCH_FILES } from '../../folders';
import { leasedFlow } from '../../leased-flow';

export default leasedFlow({
  pair: 'amazon-hyreka',
  flow: 'daily-sweep',
  title: 'Hyreka and Amazon: Daily Sweep of Despatch',
  summary:
    'Once a day every order in the despatch lists of the folder is looked up at Amazon. What Amazon still shows as not sent, also a second parcel, is confirmed, up to a set number; how much is left stands in the run log.',
  subject: 'shipments',
  starts: { dailyAtHour: 4 },
  source: hyrekaDespatch('Read Despatch List'),
  target: amazonShip('Confirm What Is Missing'),
  sweep: { days: 3, repairAtMost: 20 },
  fromFiles: { take: 'each', files: DESPATCH_FILES },
  settings: [
    { name: 'orderChannel', type: 'string', value: 'amazon', meaning: 'Where the orders of the lists come from' },
    { name: 'orderAccount', type: 'string', value: 'main', meaning: 'The account in their identity' },
  ],
  steps: [
    'Publish the despatch confirmation of this pair first. The sweep is its safety net.',
    'Choose the same account and options in **Read Despatch List**, **Compare** and **Confirm What Is Missing**, and fill in the same files in **Settings**.',
    'Press **Publish**. More than a few missing confirmations are a reason to look into the run log of the despatch confirmation.',
  ],
});
