import { cin7AuthorisedOrders } from '../../channels/cin7core';
import { SHIPMENT_OF_LABEL, shipStationLabel, shipStationSettings } from '../../channels/shipstation';
import { SHIPSTATION_LABELS } from '../../folders';
import { leasedFlow } from '../../leased-flow';
import { pageSetting } from '../../page';
import { pageSize } from '../../settings';

export default leasedFlow({
  pair: 'cin7core-shipstation',
  flow: '3-rates-and-labels',
  title: 'Cin7 Core: Rates and Labels of ShipStation (Method 3)',
  summary:
    'For each authorised sale the carriers of ShipStation are asked for their rates, and the label of the chosen one is bought, as a file to print. A purchase is never repeated: one whose answer was lost is left to a person.',
  subject: 'labels',
  starts: { everyMinutes: 15 },
  source: cin7AuthorisedOrders('Get Authorised Sales'),
  target: { ...shipStationLabel('Buy Label'), remember: { link: SHIPMENT_OF_LABEL } },
  once: true,
  lookBack: { days: 7 },
  only: { name: 'Packed Ones', holds: `!${pageSetting('onlyPacked')} || $json.record.extra?.CombinedPackingStatus === 'PACKED'` },
  intoFile: { field: 'label', folder: SHIPSTATION_LABELS, name: '$binary.label.fileName', perRecord: true },
  settings: [
    pageSize(20),
    { name: 'leaseMinutes', type: 'number', value: 20, meaning: 'After how many minutes without a sign of life another run may take over' },
    { name: 'onlyPacked', type: 'boolean', value: true, meaning: 'On: a label is bought when the pack of the sale is authorised in Cin7 Core. Off: as soon as its order is' },
    ...shipStationSettings('orderPrefix', 'highestPrice'),
  ],
  steps: [
    'Labels cost money. Run **Check My Setup** of this pair first: it shows what the carriers ask for three parcels.',
    'In **Get Authorised Sales** choose your Cin7 Core account, and the location if you ship from one only.',
    'In **Buy Label** choose your ShipStation account (API V2), the warehouse the parcels leave from, and which service is taken: the cheapest, the fastest or one of your choice. The weight is the sum of the articles unless you fill in another; a sale without weight is refused.',
    'Look through **Settings**: onlyPacked, highestPrice, and with method 1 or 2 the orderPrefix of that method. A sale gets one label.',
    'Create the folder of **Settings** > folder. Or disable **Write to Disk** and enable **E-mail the File**, **Put on FTP** or **Put into Nextcloud**.',
    'Press **Publish**, then publish **3-write-back**, which ships the sale with the tracking number.',
    'What stands as *open question* in channelsync_dead_letters was bought or not: look in ShipStation, print the label there, and do what next_step says.',
  ],
});
