import { cin7VoidedOrders, cin7WakeUp } from '../../channels/cin7core';
import { shipStationCancel, shipStationSettings } from '../../channels/shipstation';
import { leasedFlow } from '../../leased-flow';
import { METHOD_2 } from '../../methods';

export default leasedFlow({
  pair: 'cin7core-shipstation',
  flow: '2-cancel-voided',
  title: 'Cin7 Core to ShipStation: Cancel Voided Orders (Method 2)',
  summary: 'A sale that is voided in Cin7 Core is cancelled in ShipStation, so that nobody ships it. One that ShipStation has shipped already is told.',
  subject: 'voided orders',
  starts: { everyMinutes: 10 },
  wokenBy: [cin7WakeUp('When a Sale Is Voided', 'Sale/Voided')],
  source: cin7VoidedOrders('Get Voided Orders'),
  target: shipStationCancel('Cancel in ShipStation'),
  excludes: METHOD_2,
  settings: shipStationSettings('orderPrefix'),
  steps: [
    'In **Get Voided Orders** choose your Cin7 Core account, and the location as in 2-order-push.',
    'In **Cancel in ShipStation** choose your account (API V1).',
    'Look through **Settings**: orderPrefix as in 2-order-push.',
    'Leave **When a Sale Is Voided** disabled unless you have seen that Cin7 Core sends it in a readable form (see the README of the Cin7 Core node).',
    'Press **Publish**.',
  ],
});
