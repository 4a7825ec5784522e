import { kauflandSample, kauflandShipDryRun, kauflandStockDryRun } from '../../channels/kaufland';
import { linnworksDryRun, linnworksLocations, linnworksShipmentSample, linnworksStockSample } from '../../channels/linnworks';
import { setupFlow } from '../../setup-flow';

export default setupFlow({
  pair: 'kaufland-linnworks',
  title: 'Kaufland and Linnworks: Check My Setup',
  summary:
    'Run by hand before anything else: tests both accounts, creates the data tables, lists your Linnworks locations, and shows what would happen to three orders, three despatched orders and three stock levels. Writes nothing to either system.',
  lists: [linnworksLocations('List Linnworks Locations')],
  checks: [
    { what: 'Orders', sample: kauflandSample('Show Three Kaufland Orders', 3), dryRun: linnworksDryRun('Dry Run of the Import') },
    {
      what: 'Despatch',
      sample: linnworksShipmentSample('Show Three Despatched Orders', 'KAUFLAND', 3),
      dryRun: kauflandShipDryRun('Dry Run of the Confirmation'),
    },
    { what: 'Stock', sample: linnworksStockSample('Show Three Stock Levels', 3), dryRun: kauflandStockDryRun('Dry Run of the Stock Push') },
  ],
  steps: [
    'Choose your accounts in the nodes of Kaufland and Linnworks, and the location in **Show Three Stock Levels**.',
    'Press **Execute workflow**. A node that turns red says what to correct.',
    'Look at the output of **List Linnworks Locations**: a location marked as not usable belongs to a fulfilment centre.',
    'Look at the outputs of the three nodes **What Would Happen**: so your orders, confirmations and amounts will look. Orders that exist already come over only if you fill in startFrom of the flow before its first run.',
    'Then import and publish the flows of this pair.',
  ],
});
