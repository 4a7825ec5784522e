import { cin7Stock } from '../../channels/cin7core';
import { shipStationSettings, shipStationStockPush } from '../../channels/shipstation';
import { leasedFlow } from '../../leased-flow';
import { pageSize } from '../../settings';

export default leasedFlow({
  pair: 'cin7core-shipstation',
  flow: 'stock-push',
  title: 'Cin7 Core to ShipStation: Push Stock',
  summary: 'The stock of one Cin7 Core location becomes the stock of the same SKU at one inventory location of ShipStation; only what changed is sent.',
  subject: 'stock levels',
  starts: { everyMinutes: 30 },
  source: cin7Stock('Get Cin7 Core Stock'),
  target: shipStationStockPush('Set ShipStation Stock'),
  wholeList: true,
  stateSettings: ['stockFigure'],
  settings: [pageSize(1000), ...shipStationSettings('stockFigure')],
  steps: [
    'ShipStation needs a plan with inventory, and a credential of API V2. Run **Check My Setup** of this pair first.',
    'In **Get Cin7 Core Stock** choose your account and the location.',
    'In **Set ShipStation Stock** choose your account (API V2) and the inventory location.',
    'In **Settings** leave stockFigure at physical where ShipStation holds the open orders of Cin7 Core, as methods 1 and 2 bring them: with available each open order would be taken off twice.',
    'Press **Publish**. SKUs ShipStation refuses stand in the dead letters.',
  ],
});
