import { innVoiceBooks, innVoiceDryRun, innVoiceProductSample, innVoiceStockSample } from '../../channels/innvoice';
import { unasOrderSample, unasProductDryRun, unasStockDryRun } from '../../channels/unas';
import { setupFlow } from '../../setup-flow';

export default setupFlow({
  pair: 'unas-innvoice',
  title: 'UNAS and InnVoice: Check My Setup',
  summary:
    'Run by hand before anything else: tests both accounts, creates the data tables, lists your invoice books and warehouses, and shows what would become of three orders, three products and three stock levels. Writes nothing to either system.',
  lists: [innVoiceBooks('List Invoice Books'), innVoiceStockSample('List InnVoice Warehouses', 20, 'perWarehouse')],
  checks: [
    { what: 'Orders', sample: unasOrderSample('Show Three Orders', 3), dryRun: innVoiceDryRun('Dry Run of the Documents') },
    { what: 'Products', sample: innVoiceProductSample('Show Three Products', 3), dryRun: unasProductDryRun('Dry Run of the Upload') },
    { what: 'Stock', sample: innVoiceStockSample('Show Three Stock Levels', 3, 'sum'), dryRun: unasStockDryRun('Dry Run of the Stock') },
  ],
  steps: [
    'Choose your accounts in the nodes of UNAS and InnVoice, and the invoice book in **Dry Run of the Documents**.',
    'Press **Execute workflow**. A node that turns red says what to correct.',
    'Open the field *Statuses* of **Show Three Orders**: it lists the statuses of your shop, whose names go into statuses of order-to-invoice.',
    'Look at the output of **List InnVoice Warehouses** and open the field *Price Group* of **Show Three Products**: these names go into the settings of stock-upload and product-upload. Switch its Output to Raw to see everything InnVoice tells of a product.',
    'Look at the outputs of the three nodes **What Would Happen**: so your documents, products and stock will look. Orders that exist already come over only if you fill in startFrom of order-to-invoice before its first run.',
    'Then import and publish the flows of this pair.',
  ],
});
