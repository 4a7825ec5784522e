import { innVoiceImport } from '../../channels/innvoice';
import { DOCUMENT_SETTINGS_WITHOUT_LINK } from '../../channels/innvoice-settings';
import { unasOrders, unasStatuses } from '../../channels/unas';
import { leasedFlow } from '../../leased-flow';

export default leasedFlow({
  pair: 'unas-innvoice',
  flow: 'daily-sweep',
  title: 'UNAS and InnVoice: Daily Sweep',
  summary:
    'Once a day every UNAS order of the last days is looked up in the ledger of order-to-invoice. What has no document and no open question there is brought over, up to a set number; how much is left stands in the run log. It works in the same ledger and never beside that flow, so no order gets a second document.',
  subject: 'orders',
  starts: { dailyAtHour: 3 },
  source: unasOrders('Get Orders of the Last Days'),
  target: innVoiceImport('Make Missing Documents'),
  once: true,
  booksOf: 'order-to-invoice',
  sweep: { days: 3, repairAtMost: 20 },
  settings: [
    unasStatuses,
    ...DOCUMENT_SETTINGS_WITHOUT_LINK,
  ],
  steps: [
    'Publish order-to-invoice of this pair first and let it run once. The sweep is its safety net.',
    'Choose the same accounts and the same invoice book as there, and the same entries in *Payment Methods*.',
    'Put the same values into **Settings** as there, also the same connection. Then look at days and repairAtMost: orders from before the first run of order-to-invoice have no document, so let days reach no further back than you want documents for.',
    'Press **Publish**. More than a few missing orders are a reason to look into the run log of order-to-invoice.',
  ],
});
