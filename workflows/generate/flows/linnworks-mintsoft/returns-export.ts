import { linnworksReturnImport } from '../../channels/linnworks';
import { mintsoftReturns, mintsoftSettings } from '../../channels/mintsoft';
import { leasedFlow } from '../../leased-flow';

export default leasedFlow({
  pair: 'linnworks-mintsoft',
  flow: 'returns-export',
  title: 'Mintsoft to Linnworks: Export Returns',
  summary: 'Returns the warehouse has confirmed in Mintsoft are booked in Linnworks and their goods put back, each exactly once. No money is refunded.',
  subject: 'returns',
  starts: { everyMinutes: 10 },
  source: mintsoftReturns('Get Returns', 'linnworks'),
  target: linnworksReturnImport('Book in Linnworks'),
  apiLog: true,
  settings: mintsoftSettings('orderPrefix', 'timeZone'),
  steps: [
    'Run **Check My Setup** of this pair first: it tests both accounts.',
    'In **Get Returns** choose your Mintsoft account, and as a 3PL the client.',
    'In **Book in Linnworks** choose your account, the location the goods are put back at, and the category returns are booked under.',
    'Look through **Settings**: orderPrefix as in the order import. To fetch older returns, fill in startFrom before the first run: each day costs one call.',
    'Press **Publish** after the despatch confirmation: Linnworks takes back only what it has processed.',
  ],
});
