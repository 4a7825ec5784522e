import { innVoiceImport } from '../../channels/innvoice';
import { DOCUMENT_SETTINGS } from '../../channels/innvoice-settings';
import { shoprenterOrders, shoprenterStatuses, shoprenterWakeUp } from '../../channels/shoprenter';
import { leasedFlow } from '../../leased-flow';
import { pageSize } from '../../settings';

export default leasedFlow({
  pair: 'shoprenter-innvoice',
  flow: 'order-to-invoice',
  title: 'Shoprenter to InnVoice: Orders to Invoices',
  summary:
    'New Shoprenter orders become drafts, proformas or invoices in InnVoice, one document per order. A webhook wakes the flow up, the schedule catches what the webhook missed. Where InnVoice gave no answer, the order is never sent again on its own: it becomes an open question with its number.',
  subject: 'orders',
  starts: { everyMinutes: 10 },
  wokenBy: [shoprenterWakeUp('Woken by Shoprenter')],
  source: shoprenterOrders('Get Shoprenter Orders'),
  target: innVoiceImport('Make Documents'),
  once: true,
  settings: [
    // InnVoice takes one document at a time: what a killed run has to ask about is at most a page.
    pageSize(10),
    shoprenterStatuses,
    ...DOCUMENT_SETTINGS,
  ],
  steps: [
    'Run **Check My Setup** of this pair first: it tests both accounts.',
    'Choose your Shoprenter account in **Get Shoprenter Orders** and **Woken by Shoprenter**, your InnVoice account and the invoice book in **Make Documents**.',
    'In **Make Documents** add an entry to *Payment Methods* for card payments, with Paid = Yes: Shoprenter does not say whether an order is paid.',
    'Look through **Settings**. Leave document on draft until you have compared a few drafts with their orders. To fetch older orders, fill in startFrom before the first run.',
    'To react at once, enable **Woken by Shoprenter**: n8n must be reachable from the internet. It registers itself when you publish; the node also shows how to set the webhook up by hand. Without it the schedule does everything.',
    'Press **Publish**. In InnVoice switch off its own taking of orders from this shop (Megrendelések automatikus befogadása), or every order is invoiced twice.',
    'Look into the data table **channelsync_dead_letters** for refused orders and open questions.',
  ],
});
