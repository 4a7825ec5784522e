import { amazonLabel, amazonPrimeOrders } from '../../channels/amazon';
import { LABEL_FOLDER } from '../../folders';
import { leasedFlow } from '../../leased-flow';
import { PARCEL_SETTINGS } from '../../parcel';

export default leasedFlow({
  pair: 'amazon-hyreka',
  flow: 'prime-labels',
  title: 'Amazon: Buy Prime Labels',
  summary: 'Open orders with a Prime promise get the label that Amazon sells for them, as a file to print. A purchase is never repeated: one whose answer was lost is left to a person.',
  subject: 'labels',
  starts: { everyMinutes: 15 },
  source: amazonPrimeOrders('Get Prime Orders'),
  target: amazonLabel('Buy Label'),
  once: true,
  lookBack: { days: 7 },
  intoFile: { field: 'label', folder: LABEL_FOLDER, name: '$binary.label.fileName', perRecord: true },
  settings: PARCEL_SETTINGS,
  steps: [
    'Labels cost money, and buying one tells Amazon that the order is on its way. Try **Rate: Get Many** of the Amazon node with one order first.',
    'Choose your Amazon account in **Get Prime Orders** and **Buy Label**, and in **Buy Label** which service is taken.',
    'Fill in sender, parcel and highestPrice in **Settings**. Every order gets one label for a parcel of this size: orders for other parcels are for a copy of this flow, or for Seller Central.',
    'Create the folder of **Settings** > folder. Or disable **Write to Disk** and enable **E-mail the File**, **Put on FTP** or **Put into Nextcloud**.',
    'Press **Publish**. Keep prime orders out of the despatch lists: their despatch is confirmed with the label.',
    'What stands as *open question* in channelsync_dead_letters was bought or not: look in Seller Central, print the label there, and do what next_step says.',
  ],
});
