import { leasedFlow } from '../../leased-flow';
import { kauflandOrders } from '../../channels/kaufland';
import { linnworksImport } from '../../channels/linnworks';

export default leasedFlow({
  pair: 'kaufland-linnworks',
  flow: 'order-import',
  title: 'Kaufland to Linnworks: Import Orders',
  summary: 'New Kaufland orders that are ready to ship arrive in Linnworks as paid orders, each exactly once.',
  subject: 'orders',
  starts: { everyMinutes: 5 },
  source: kauflandOrders('Get Kaufland Orders'),
  target: linnworksImport('Import into Linnworks'),
  steps: [
    'Run **Check My Setup** of this pair first: it tests both accounts.',
    'Choose your Kaufland account in **Get Kaufland Orders** and your Linnworks account in **Import into Linnworks**.',
    'In **Import into Linnworks** pick the location the orders belong to.',
    'Look through **Settings**. To fetch older orders, fill in startFrom before the first run.',
    'For e-mails about trouble, give the two e-mail nodes a credential and enable them; for chat messages fill in alertUrl.',
    'Press **Publish**. The run log is the data table channelsync_runs.',
  ],
});
