import { linnworksShip } from '../../channels/linnworks';
import { mintsoftSettings, mintsoftShipments } from '../../channels/mintsoft';
import { leasedFlow } from '../../leased-flow';

export default leasedFlow({
  pair: 'linnworks-mintsoft',
  flow: 'despatch-confirmation',
  title: 'Mintsoft to Linnworks: Confirm Despatch',
  summary:
    'Orders despatched in Mintsoft get their tracking number in Linnworks and are processed there, each exactly once. Linnworks takes the number only, no address of a tracking page.',
  subject: 'shipments',
  starts: { everyMinutes: 10 },
  source: mintsoftShipments('Get Despatched Orders', 'linnworks'),
  target: linnworksShip('Process in Linnworks'),
  apiLog: true,
  settings: mintsoftSettings('orderPrefix', 'timeZone'),
  steps: [
    'Run **Check My Setup** of this pair first: it tests both accounts.',
    'In **Get Despatched Orders** choose your Mintsoft account, as a 3PL the client, and the warehouse if you have several. Decide what happens to orders without a tracking number: they wait three days for one.',
    'In **Process in Linnworks** choose your account. Where Linnworks answers that an invoice has to be printed before processing, the order is marked as printed and processed once more; *Mark Invoice as Printed* changes that.',
    'In its options say which postal service of Linnworks stands for a carrier; the sales channel is told that one.',
    'Look through **Settings**: orderPrefix as in the order import.',
    'Press **Publish**. Linnworks tells the sales channel itself.',
  ],
});
