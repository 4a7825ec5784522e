import { amazonMarketplaces } from '../../channels/amazon';
import {
  linnworksLocations,
  linnworksOrderSample,
  linnworksPurchaseOrderSample,
  linnworksShipDryRun,
  linnworksStockDryRun,
} from '../../channels/linnworks';
import { mintsoftAsnDryRun, mintsoftDryRun, mintsoftList, mintsoftShipmentSample, mintsoftStockSample } from '../../channels/mintsoft';
import { setupFlow } from '../../setup-flow';

export default setupFlow({
  pair: 'linnworks-mintsoft',
  title: 'Linnworks and Mintsoft: Check My Setup',
  summary:
    'Run by hand before anything else: tests both accounts, creates the data tables, lists locations, warehouses, channels, courier services and, if enabled, the Amazon marketplaces for Prime labels, and shows what would happen to three orders, purchase orders, despatched orders and stock levels. Writes nothing to either system.',
  lists: [
    linnworksLocations('List Linnworks Locations'),
    mintsoftList('List Mintsoft Warehouses', 'warehouses'),
    mintsoftList('List Mintsoft Channels', 'channels'),
    mintsoftList('List Mintsoft Courier Services', 'courierServices'),
  ],
  optionalLists: [amazonMarketplaces('List Amazon Marketplaces')],
  apiLog: true,
  checks: [
    { what: 'Orders', sample: linnworksOrderSample('Show Three Linnworks Orders', 3), dryRun: mintsoftDryRun('Dry Run of the Import') },
    { what: 'Purchase Orders', sample: linnworksPurchaseOrderSample('Show Three Purchase Orders', 3), dryRun: mintsoftAsnDryRun('Dry Run of the ASNs') },
    { what: 'Despatch', sample: mintsoftShipmentSample('Show Three Despatched Orders', 'linnworks', 3), dryRun: linnworksShipDryRun('Dry Run of the Confirmation') },
    { what: 'Stock', sample: mintsoftStockSample('Show Three Stock Levels', 3), dryRun: linnworksStockDryRun('Dry Run of the Stock Push') },
  ],
  steps: [
    'Choose your accounts in all nodes of Linnworks and Mintsoft; the location and the warehouse where a node has them, as a 3PL the client, and in **Dry Run of the ASNs** the goods-in type.',
    'Where you use **prime-labels**, enable **List Amazon Marketplaces** and choose the Amazon account there: it is tested too. The Linnworks account serves **prime-tracking**.',
    'Press **Execute workflow**. A node that turns red says what to correct.',
    'Look at the output of **List Linnworks Locations**: one with usable false and fulfilmentCentre true belongs to a fulfilment centre. Linnworks parks every order there, so nothing can be imported from it; change its kind in Linnworks or choose another location.',
    'Look at the outputs of the nodes **What Would Happen**. Orders that exist already come over only if you fill in startFrom of the flow before its first run.',
    'Then import and publish the flows of this pair.',
  ],
});
