import { kauflandOrder, kauflandShip } from '../../channels/kaufland';
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
  buyerMail: {
    get: kauflandOrder('Read Buyer at Kaufland'),
    address: '$json.buyer?.email',
    when: "$json.outcome === 'shipped'",
    note: "[...new Set($json.units.filter((unit) => unit.trackingNumbers.length > 0).map((unit) => unit.carrier + ' ' + unit.trackingNumbers.join(', ')))].join('; ')",
  },
  steps: [
    'Run **Check My Setup** of this pair first: it tests both accounts.',
    'Choose your Linnworks account in **Get Despatched Orders** and your Kaufland account in **Tell Kaufland**.',
    'In **Get Despatched Orders** decide what happens to orders without a tracking number.',
    'In **Tell Kaufland** look at the options: carriers Kaufland does not know are sent as Other.',
    'Kaufland sends a despatch e-mail to the buyer itself. Only if you want one of your own as well: enable **E-mail the Buyer**, give it a credential and a sender, put your words into **Letter**, and switch emailBuyer on in **Settings**. It goes to the address Kaufland gives for the order.',
    'Press **Publish**.',
  ],
});
