import { kauflandShip } from '../../channels/kaufland';
import { linnworksShipments } from '../../channels/linnworks';
import { leasedFlow } from '../../leased-flow';

export default leasedFlow({
  pair: 'kaufland-linnworks',
  flow: 'despatch-confirmation',
  title: 'Linnworks to Kaufland: Confirm Despatch',
  summary:
    'Orders processed in Linnworks are marked as sent at Kaufland with carrier and tracking number, each exactly once. Kaufland then e-mails the buyer.',
  subject: 'shipments',
  starts: { everyMinutes: 10 },
  source: linnworksShipments('Get Despatched Orders'),
  target: kauflandShip('Tell Kaufland'),
  settings: [{ name: 'source', type: 'string', value: 'KAUFLAND', meaning: 'Only orders of this source, in the spelling of Linnworks' }],
  steps: [
    'Run **Check My Setup** of this pair first: it tests both accounts.',
    'Choose your Linnworks account in **Get Despatched Orders** and your Kaufland account in **Tell Kaufland**.',
    'In **Get Despatched Orders** decide what happens to orders without a tracking number.',
    'In **Tell Kaufland** look at the options: carriers Kaufland does not know are sent as Other.',
    'Press **Publish**. Kaufland sends the despatch e-mail to the buyer itself.',
  ],
});
