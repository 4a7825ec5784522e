import { amazonLabelByReference } from '../../channels/amazon';
import { linnworksAmazonOrders } from '../../channels/linnworks';
import { wrap } from '../../expressions';
import { LINNWORKS_LABEL_FOLDER } from '../../folders';
import { leasedFlow } from '../../leased-flow';
import { PARCEL_SETTINGS } from '../../parcel';

/** What prime-tracking hands to Linnworks: the label as a shipment of the order whose identity is the key. */
const SHIPMENT = `{ order: { channel: $json.key.split(':')[0], account: $json.key.split(':')[1], id: $json.key.split(':')[2] }, orderNumber: $json.number, shippedAt: new Date().toISOString(), parcels: [{ id: $json.shipmentId ?? $json.trackingNumber, carrierName: $json.carrier, trackingNumber: $json.trackingNumber }] }`;

export default leasedFlow({
  pair: 'linnworks-mintsoft',
  flow: 'prime-labels',
  title: 'Linnworks and Amazon: Buy Prime Labels',
  summary:
    'Paid Amazon orders of one Linnworks location that Amazon shows as Prime get the label Amazon sells for them, as a file to print. Other orders are passed over. A purchase is never repeated: one whose answer was lost is left to a person.',
  subject: 'labels',
  starts: { everyMinutes: 15 },
  source: linnworksAmazonOrders('Get Amazon Orders'),
  target: { ...amazonLabelByReference('Buy Label'), remember: { link: wrap(`$json.trackingNumber ? JSON.stringify(${SHIPMENT}) : ''`) } },
  once: true,
  lookBack: { days: 7 },
  intoFile: { field: 'label', folder: LINNWORKS_LABEL_FOLDER, name: '$binary.label.fileName', perRecord: true },
  settings: [
    { name: 'subSource', type: 'string', value: '', meaning: 'Only orders of this sub-source, as Linnworks calls the Amazon account, e.g. Amazon UK. Empty: all of the source AMAZON' },
    ...PARCEL_SETTINGS.map((setting) => (setting.name === 'fromCountry' ? { ...setting, value: 'GB' } : setting)),
  ],
  steps: [
    'Labels cost money, and buying one tells Amazon that the order is on its way. Where Mintsoft buys the Prime labels itself, leave this flow out.',
    'In **Get Amazon Orders** choose your Linnworks account and the location; in **Buy Label** the Amazon account the orders come from, and which service is taken.',
    'Fill in subSource, sender, parcel and highestPrice in **Settings**. Every order gets one label for a parcel of this size.',
    'Create the folder of **Settings** > folder. Or disable **Write to Disk** and enable **E-mail the File**, **Put on FTP** or **Put into Nextcloud**.',
    'Press **Publish** here and in **Prime Tracking**, which brings the tracking numbers back to Linnworks.',
    'What stands as *open question* in channelsync_dead_letters was bought or not: look in Seller Central, print the label there, and do what next_step says.',
  ],
});
