import { amazonMarketplaces, amazonSample, amazonShipDryRun, amazonStockDryRun } from '../../channels/amazon';
import { hyrekaDespatchSample, hyrekaSampleFile, hyrekaStockSample } from '../../channels/hyreka';
import { DESPATCH_FILES, STOCK_FILES } from '../../folders';
import { readFiles } from '../../nodes';
import { setupFlow } from '../../setup-flow';

export default setupFlow({
  pair: 'amazon-hyreka',
  title: 'Amazon and Hyreka: Check My Setup',
  summary:
    'Run by hand before anything else: tests the Amazon account, creates the data tables, lists your marketplaces, shows the file three open orders would become, and what would happen to three rows of a despatch list and of a stock export. Writes nothing, neither to Amazon nor to disk.',
  lists: [amazonMarketplaces('List Marketplaces')],
  checks: [
    {
      what: 'Orders',
      sample: amazonSample('Show Three Open Orders', 3),
      dryRun: hyrekaSampleFile('File of Three Orders'),
      words: "$json.fileName + ' with ' + $json.rows + ' rows of ' + $json.records.length + ' orders would be written'",
    },
    {
      what: 'Despatch',
      files: readFiles('Find Despatch Lists', DESPATCH_FILES),
      sample: hyrekaDespatchSample('Show Three Despatched Orders'),
      dryRun: amazonShipDryRun('Dry Run of the Confirmation'),
    },
    {
      what: 'Stock',
      files: readFiles('Find Stock Export', STOCK_FILES),
      sample: hyrekaStockSample('Show Three Stock Levels'),
      dryRun: amazonStockDryRun('Dry Run of the Stock Push'),
    },
  ],
  steps: [
    'Choose your Amazon account in the nodes of Amazon.',
    'Put a despatch list and a stock export of Hyreka below the folder n8n may read, and name the places in **Find Despatch Lists** and **Find Stock Export**. Without files these two checks are passed over.',
    'Press **Execute workflow**. A node that turns red says what to correct.',
    'Open the output of **File of Three Orders** and take that file up in Hyreka: so you see whether columns and letters are right. These orders come without billing addresses; the flow itself has them.',
    'Look at the outputs of the nodes **What Would Happen**. Then import and publish the flows of this pair.',
  ],
});
