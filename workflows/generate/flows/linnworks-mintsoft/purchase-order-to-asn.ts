import { linnworksPurchaseOrders } from '../../channels/linnworks';
import { mintsoftAsnImport, mintsoftSettings } from '../../channels/mintsoft';
import { leasedFlow } from '../../leased-flow';
import { pageSize } from '../../settings';

export default leasedFlow({
  pair: 'linnworks-mintsoft',
  flow: 'purchase-order-to-asn',
  title: 'Linnworks to Mintsoft: Purchase Orders as ASNs',
  summary: 'Each open or partly delivered purchase order of one Linnworks location becomes one ASN in Mintsoft, with the pieces still to come. Drafts wait until they are placed.',
  subject: 'purchase orders',
  starts: { everyMinutes: 30 },
  source: linnworksPurchaseOrders('Get Purchase Orders'),
  target: mintsoftAsnImport('Import as ASN'),
  wholeList: true,
  apiLog: true,
  settings: [
    pageSize(20),
    ...mintsoftSettings(
      'automaticallyImportNewProducts',
      'weightInGrams',
      'weightWhenUnknown',
      'purchaseOrderPrefix',
      'daysUntilDelivery',
      'supplierWhenUnknown',
      'timeZone',
    ),
  ],
  steps: [
    'Run **Check My Setup** of this pair first: it tests both accounts.',
    'In **Get Purchase Orders** choose your account and the location the goods are ordered for.',
    'In **Import as ASN** choose your account, the warehouse, the goods-in type, and as a 3PL the client.',
    'Look through **Settings**: whether products Mintsoft does not have are created, and the unit of your weights.',
    'Press **Publish**. An ASN is not changed when its purchase order changes later.',
  ],
});
