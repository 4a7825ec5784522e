import { amazonShip } from '../../channels/amazon';
import { hyrekaDespatch } from '../../channels/hyreka';
import { DESPATCH_FILES } from '../../folders';
import { leasedFlow } from '../../leased-flow';

export default leasedFlow({
  pair: 'amazon-hyreka',
  flow: 'despatch-confirmation',
  title: 'Hyreka to Amazon: Confirm Despatch',
  summary: 'Orders in the despatch lists (CSV) of a folder are confirmed at Amazon with carrier and tracking number, each exactly once, however often a list is read.',
  subject: 'shipments',
  starts: { everyMinutes: 15 },
  source: hyrekaDespatch('Read Despatch List'),
  target: amazonShip('Tell Amazon'),
  wholeList: true,
  fromFiles: { take: 'each', files: DESPATCH_FILES },
  settings: [
    { name: 'orderChannel', type: 'string', value: 'amazon', meaning: 'Where the orders of the lists come from' },
    { name: 'orderAccount', type: 'string', value: 'main', meaning: 'The account in their identity' },
  ],
  steps: [
    'Run **Check My Setup** of this pair first: it tests the account and reads a list.',
    'Choose your Amazon account in **Tell Amazon**, and there what happens to carriers Amazon does not know.',
    'Create the folder of **Settings** > files and export despatch lists from Hyreka into it, each under a name of its own.',
    'If your headings are other ones, name them in **Read Despatch List** > Headings.',
    'Press **Publish**. Every run reads all lists there: take old ones away now and then.',
  ],
});
