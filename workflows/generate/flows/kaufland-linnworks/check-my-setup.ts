import { kauflandSample } from '../../channels/kaufland';
import { linnworksDryRun, linnworksLocations } from '../../channels/linnworks';
import { setupFlow } from '../../setup-flow';

export default setupFlow({
  pair: 'kaufland-linnworks',
  title: 'Kaufland and Linnworks: Check My Setup',
  summary: 'Run by hand before anything else: tests both accounts, creates the data tables, lists your Linnworks locations, and shows what an import of three orders would do. Writes nothing to either system.',
  lists: [linnworksLocations('List Linnworks Locations')],
  sample: kauflandSample('Show Three Kaufland Orders', 3),
  dryRun: linnworksDryRun('Dry Run of the Import'),
  steps: [
    'Choose your accounts in the three nodes of Kaufland and Linnworks.',
    'Press **Execute workflow**. A node that turns red says what to correct.',
    'Look at the output of **List Linnworks Locations**: a location marked as not usable belongs to a fulfilment centre.',
    'Look at the output of **Dry Run of the Import**: so your orders will look. Orders that exist already come over only if you fill in startFrom of the flow before its first run.',
    'Then import and publish the flows of this pair.',
  ],
});
