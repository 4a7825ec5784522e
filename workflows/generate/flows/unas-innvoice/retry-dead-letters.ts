import { innVoiceImport } from '../../channels/innvoice';
import { DOCUMENT_SETTINGS_WITHOUT_LINK } from '../../channels/innvoice-settings';
import { unasOrder } from '../../channels/unas';
import { ownSetting } from '../../page';
import { retryFlow } from '../../retry-flow';

export default retryFlow({
  pair: 'unas-innvoice',
  title: 'UNAS to InnVoice: Retry Refused Orders',
  summary:
    'Orders InnVoice refused are read anew in the shop and handed over once more. What arrives leaves the data table channelsync_dead_letters. Open questions are left alone until you have answered them.',
  of: 'order-to-invoice',
  everyHours: 6,
  get: unasOrder('Read Order in the Shop'),
  target: innVoiceImport('Make Documents', ownSetting),
  once: true,
  settings: DOCUMENT_SETTINGS_WITHOUT_LINK,
  steps: [
    'Look into the data table **channelsync_dead_letters** and do what next_step says.',
    'Choose the same accounts and the same invoice book as in order-to-invoice, and the same entries in *Payment Methods*.',
    'Put the same values into **Settings** as there, also the same connection.',
    'Execute it by hand after you have corrected something, or press **Publish** to let it try every 6 hours.',
  ],
});
