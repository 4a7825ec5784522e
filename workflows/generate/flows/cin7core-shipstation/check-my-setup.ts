import { cin7List, cin7Sample, cin7ShipDryRun, cin7StockSample } from '../../channels/cin7core';
import { shipStationDryRun, shipStationInventoryPlaces, shipStationList, shipStationRates, shipStationShipmentSample, shipStationStockDryRun } from '../../channels/shipstation';
import { setupFlow } from '../../setup-flow';

export default setupFlow({
  pair: 'cin7core-shipstation',
  title: 'Cin7 Core and ShipStation: Check My Setup',
  summary:
    'Run by hand before anything else: tests the accounts of Cin7 Core and ShipStation (API V1 and V2), creates the data tables, lists locations, carriers, stores, warehouses and inventory locations, and shows what would happen to three orders, despatched orders and stock levels, and what the carriers ask for three parcels. Writes nothing to either system.',
  lists: [
    cin7List('List Cin7 Core Locations', 'locations'),
    cin7List('List Cin7 Core Carriers', 'carriers'),
    shipStationList('List ShipStation Stores', 'stores'),
    shipStationList('List ShipStation Carriers', 'carriers'),
    shipStationList('List ShipStation Warehouses', 'warehouses'),
    shipStationInventoryPlaces('List ShipStation Inventory'),
  ],
  checks: [
    { what: 'Orders', sample: cin7Sample('Show Three Sale Orders', 3), dryRun: shipStationDryRun('Dry Run of the Import') },
    { what: 'Despatch', sample: shipStationShipmentSample('Show Three Despatched Orders', 'cin7core', 3), dryRun: cin7ShipDryRun('Dry Run of the Shipment') },
    {
      what: 'Rates',
      sample: cin7Sample('Show Three Orders for Rates', 3),
      dryRun: shipStationRates('Ask for Rates'),
      words: "$json.number + ': ' + ($json.serviceName ?? $json.serviceCode) + ' costs ' + $json.price + ' ' + ($json.currency ?? '')",
    },
    { what: 'Stock', sample: cin7StockSample('Show Three Stock Levels', 3), dryRun: shipStationStockDryRun('Dry Run of the Stock Push') },
  ],
  steps: [
    'Choose your accounts in all nodes of Cin7 Core and ShipStation: API V2 in **List ShipStation Inventory**, **Ask for Rates** and **Dry Run of the Stock Push**, API V1 in the others. Choose the locations in the nodes that have one.',
    'Without a plan for inventory, or without API V2, disable **List ShipStation Inventory**: orders and despatches are shown before rates and stock end with a message.',
    'Press **Execute workflow**. A node that turns red says what to correct. *Multiple Choices (HTTP 300)* means that the user belongs to several organisations: create one user for each, or take the keys of one company.',
    'Look at the outputs of the nodes **What Would Happen**: so your orders, despatches, rates and levels will look. Orders that exist already go over only if you fill in startFrom of the flow before its first run.',
    'Decide for method 1 **or** 2; method 3 goes with both. Then import and publish the flows of that method.',
  ],
});
