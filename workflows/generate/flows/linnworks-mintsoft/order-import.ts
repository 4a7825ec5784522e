import { linnworksOrders } from '../../channels/linnworks';
import { mintsoftImport, mintsoftSettings } from '../../channels/mintsoft';
import { leasedFlow } from '../../leased-flow';

export default leasedFlow({
  pair: 'linnworks-mintsoft',
  flow: 'order-import',
  title: 'Linnworks to Mintsoft: Import Orders',
  summary: 'Paid orders of one Linnworks location arrive in Mintsoft, each exactly once. Locked orders and those on hold wait until they are released.',
  subject: 'orders',
  starts: { everyMinutes: 10 },
  source: linnworksOrders('Get Linnworks Orders'),
  target: mintsoftImport('Import into Mintsoft'),
  apiLog: true,
  settings: mintsoftSettings('orderPrefix', 'ignoreParkedOrders', 'mapSubSourceToChannel', 'importRequiredDespatchDate', 'timeZone'),
  steps: [
    'Run **Check My Setup** of this pair first: it tests both accounts and shows which locations are fulfilment centres, whose orders cannot be imported.',
    'In **Get Linnworks Orders** choose your account and the location. For several locations import this flow once more for each, with another name in connection.',
    'In **Import into Mintsoft** choose your account, the warehouse, as a 3PL the client, and the channel if you use them.',
    'Look through **Settings**. To fetch older orders, fill in startFrom before the first run. The frequency is that of **Every 10 Minutes**.',
    'For e-mails about import errors, give the two e-mail nodes a credential and enable them; for chat messages fill in alertUrl.',
    'Press **Publish**. The run log is the data table channelsync_runs.',
  ],
});
