import { amazonReportOrders } from '../../channels/amazon';
import { hyrekaOrderFile } from '../../channels/hyreka';
import { ORDER_FOLDER } from '../../folders';
import { leasedFlow } from '../../leased-flow';

export default leasedFlow({
  pair: 'amazon-hyreka',
  flow: 'open-orders-to-hyreka',
  title: 'Amazon to Hyreka: Open Orders as a File',
  summary: 'The orders that are open at Amazon, with their billing addresses, become a file that Hyreka takes up. Each order stands in one file only.',
  subject: 'orders',
  starts: { everyMinutes: 30 },
  source: amazonReportOrders('Get Open Orders'),
  target: hyrekaOrderFile('Make the File'),
  lookBack: { days: 30 },
  intoFile: { field: 'data', folder: ORDER_FOLDER, name: '$json.fileName' },
  settings: [
    { name: 'report', type: 'string', value: 'openInvoicing', meaning: 'Which orders: openInvoicing with billing addresses, openShipping without, for accounts without the role Tax Invoicing' },
    { name: 'pageSize', type: 'number', value: 2000, meaning: 'About how many rows of the report go into one file' },
    { name: 'leaseMinutes', type: 'number', value: 30, meaning: 'After how many minutes without a sign of life another run may take over. More than Amazon needs to prepare a report' },
  ],
  steps: [
    'Run **Check My Setup** of this pair first: it tests the account and shows a file.',
    'Choose your Amazon account in **Get Open Orders**.',
    'In **Make the File** choose the content: order lines as CSV with the columns your import template has, or Amazon-TXT.',
    'Create the folder of **Settings** > folder. Or disable **Write to Disk** and enable one of **E-mail the File**, **Put on FTP**, **Put into Nextcloud**; a file that cannot be put away leaves its orders for the next run.',
    'For e-mails about trouble, give the two e-mail nodes a credential and enable them; for chat messages fill in alertUrl.',
    'Press **Publish** for every half hour, or use **Execute workflow** as you used *Synchronisieren*. Take up each file once; one whose name no row of channelsync_ledger holds was left by a run that was cut off: delete it, its orders come again.',
  ],
});
