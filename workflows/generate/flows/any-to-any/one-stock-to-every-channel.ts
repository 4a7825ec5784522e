import { amazonShare } from '../../channels/amazon';
import { cin7Share } from '../../channels/cin7core';
import { kauflandShare } from '../../channels/kaufland';
import { linnworksStock } from '../../channels/linnworks';
import { mintsoftShare } from '../../channels/mintsoft';
import { shipStationShare } from '../../channels/shipstation';
import { shoprenterShare } from '../../channels/shoprenter';
import { unasShare } from '../../channels/unas';
import { leasedFlow } from '../../leased-flow';

export default leasedFlow({
  pair: 'any-to-any',
  flow: 'one-stock-to-every-channel',
  title: 'One Stock to Every Channel: Push Stock',
  summary: 'The available stock of one Linnworks location, less a buffer and up to a maximum for each channel, becomes the stock of every channel that is connected. Only what changed is sent.',
  subject: 'stock levels',
  starts: { everyMinutes: 15 },
  source: linnworksStock('Get Linnworks Stock'),
  target: {
    name: 'Answers of the Channels',
    lanes: [
      { channel: 'kaufland', title: 'Kaufland', step: kauflandShare('Set Kaufland Amounts') },
      { channel: 'amazon', title: 'Amazon', step: amazonShare('Set Amazon Quantities') },
      { channel: 'shoprenter', title: 'Shoprenter', step: shoprenterShare('Set Shoprenter Stock') },
      { channel: 'unas', title: 'UNAS', step: unasShare('Set UNAS Stock') },
      { channel: 'mintsoft', title: 'Mintsoft', step: mintsoftShare('Set Mintsoft Stock') },
      { channel: 'shipstation', title: 'ShipStation', step: shipStationShare('Set ShipStation Stock') },
      { channel: 'cin7core', title: 'Cin7 Core', step: cin7Share('Set Cin7 Core Stock') },
    ],
    // What Amazon fulfils is counted by Amazon.
    passOver: ['unknown-sku', 'fba-sku'],
  },
  wholeList: true,
  skuMap: true,
  settings: [
    { name: 'pageSize', type: 'number', value: 200, meaning: 'How much is read in one go; each level is written to every channel that is enabled' },
    { name: 'leaseMinutes', type: 'number', value: 30, meaning: 'After how many minutes without a sign of life another run may take over. More than all channels together need for a page' },
  ],
  steps: [
    'Choose your account and the location in **Get Linnworks Stock**, and your account in **Set Kaufland Amounts**.',
    'For every other channel you have: choose your account in its node, and what else the node asks for, and enable the node. Without Kaufland disable its node instead. A channel that is enabled later gets all its levels in the next run.',
    'In **Settings** say for each channel how many pieces are kept back and how many are shown at most.',
    'Where a SKU has another name at a channel: run the flow once, then add rows to the data table channelsync_sku_map: our_sku, channel (kaufland, amazon, shoprenter, unas, mintsoft, shipstation or cin7core), channel_sku.',
    'Publish the order imports first: stock that is sold but not yet known to Linnworks would be offered again. Do not run this beside a stock push of a pair into the same account.',
    'Press **Publish**. SKUs a channel does not have are passed over until it has them.',
  ],
});
