import { cin7OrdersToShip, cin7Settings, cin7WakeUp } from '../../channels/cin7core';
import { shipStationImport, shipStationSettings } from '../../channels/shipstation';
import { leasedFlow } from '../../leased-flow';
import { METHOD_2 } from '../../methods';

export default leasedFlow({
  pair: 'cin7core-shipstation',
  flow: '2-order-push',
  title: 'Cin7 Core to ShipStation: Push Orders (Method 2)',
  summary:
    'Authorised sale orders of Cin7 Core arrive in ShipStation to await shipment, each exactly once, up to 100 a call. Orders that carry tracking already are not sent; one without a shipping address is refused and told.',
  subject: 'orders',
  starts: { everyMinutes: 10 },
  wokenBy: [cin7WakeUp('When an Order Is Authorised', 'Sale/OrderAuthorised')],
  source: cin7OrdersToShip('Get Sale Orders'),
  target: shipStationImport('Import into ShipStation'),
  excludes: METHOD_2,
  againIfSkipped: true,
  settings: [...shipStationSettings('orderPrefix'), ...cin7Settings('includeDrafts', 'loadProductDetails')],
  steps: [
    'Methods 1 and 2 exclude each other: use this one or the Custom Store, not both.',
    'Run **Check My Setup** of this pair first: it tests both accounts.',
    'In **Get Sale Orders** choose your Cin7 Core account, and the location if you ship from one only. Words of your own for a status are mapped in its options.',
    'In **Import into ShipStation** choose your account (API V1), the store and the warehouse; empty ones are the default ones.',
    'Look through **Settings**. To send older orders, fill in startFrom before the first run. 1,000 orders take about 17 minutes to read, as Cin7 Core lets 60 calls a minute through.',
    'For orders that go over within seconds, enable **When an Order Is Authorised** and choose the account in it: it needs the automation module of Cin7 Core and an n8n that can be reached from outside.',
    'Press **Publish**, then publish **2-shipment-pull** and **2-cancel-voided**.',
  ],
});
