import { innVoiceImport } from '../../channels/innvoice';
import { DOCUMENT_SETTINGS_WITHOUT_LINK } from '../../channels/innvoice-settings';
import { unasOrders, unasStatuses, unasWakeUp } from '../../channels/unas';
import { leasedFlow } from '../../leased-flow';
import { pageSize } from '../../settings';

export default leasedFlow({
  pair: 'unas-innvoice',
  flow: 'order-to-invoice',
  title: 'UNAS to InnVoice: Orders to Invoices',
  summary:
    'New UNAS orders become drafts, proformas or invoices in InnVoice, one document per order. The schedule does everything, within the calls UNAS allows an hour; a webhook can wake the flow up sooner. Where InnVoice gave no answer, the order is never sent again on its own: it becomes an open question with its number.',
  subject: 'orders',
  starts: { everyMinutes: 10 },
  wokenBy: [unasWakeUp('Woken by UNAS')],
  source: unasOrders('Get UNAS Orders'),
  target: innVoiceImport('Make Documents'),
  once: true,
  settings: [
    // InnVoice takes one document at a time: what a killed run has to ask about is at most a page. UNAS is read 500 orders a call all the same.
    pageSize(10),
    unasStatuses,
    ...DOCUMENT_SETTINGS_WITHOUT_LINK,
  ],
  steps: [
    'Run **Check My Setup** of this pair first: it tests both accounts.',
    'Choose your UNAS account in **Get UNAS Orders** and **Woken by UNAS**, your InnVoice account and the invoice book in **Make Documents**.',
    'Look through **Settings**. Leave document on draft until you have compared a few drafts with their orders. To fetch older orders, fill in startFrom before the first run.',
    'Do not let it run more often than every 5 minutes: UNAS allows 30 lists an hour in the package PREMIUM (VIP: 90) and bans the address for an hour beyond.',
    'With the package VIP you can enable **Woken by UNAS** to react at once: fill in Webhook HMAC Key in the credential; n8n must be reachable from the internet. It registers itself when you publish; the node also shows how to set the webhook up by hand.',
    'Press **Publish**. In InnVoice switch off its own taking of orders from this shop, or every order is invoiced twice.',
    'Look into the data table **channelsync_dead_letters** for refused orders and open questions.',
  ],
});
