import { cin7Settings, cin7Ship } from '../../channels/cin7core';
import { shipStationSettings, shipStationShipments, shipStationWakeUp } from '../../channels/shipstation';
import { leasedFlow } from '../../leased-flow';
import { METHOD_2 } from '../../methods';
import { pageSize } from '../../settings';

export default leasedFlow({
  pair: 'cin7core-shipstation',
  flow: '2-shipment-pull',
  title: 'ShipStation to Cin7 Core: Pull Shipments (Method 2)',
  summary:
    'Labels made in ShipStation, and orders marked as shipped there without one, ship the sale in Cin7 Core with tracking number, carrier, service, cost and note, each exactly once.',
  subject: 'shipments',
  starts: { everyMinutes: 15 },
  wokenBy: [shipStationWakeUp('When a Label Is Made', 'SHIP_NOTIFY'), shipStationWakeUp('When an Order Is Marked as Shipped', 'FULFILLMENT_SHIPPED')],
  source: shipStationShipments('Get Despatched Orders', 'cin7core'),
  target: cin7Ship('Ship in Cin7 Core'),
  excludes: METHOD_2,
  settings: [
    pageSize(50),
    ...shipStationSettings('orderPrefix'),
    ...cin7Settings('pickAndPack', 'carrierWithService'),
  ],
  steps: [
    'Publish **2-order-push** first: only despatches of orders it brought to ShipStation come back.',
    'In **Get Despatched Orders** choose your ShipStation account (API V1).',
    'In **Ship in Cin7 Core** choose your account, and in its options which carrier of Cin7 Core stands for one of ShipStation. A carrier Cin7 Core does not have is made.',
    'Look through **Settings**: orderPrefix as in 2-order-push, and whether sales nobody has picked and packed are picked and packed.',
    'For despatches that come back within seconds, enable **When a Label Is Made** and **When an Order Is Marked as Shipped** and choose the account in both: n8n must be reachable from outside. The schedule brings what they miss.',
    'Press **Publish**.',
  ],
});
