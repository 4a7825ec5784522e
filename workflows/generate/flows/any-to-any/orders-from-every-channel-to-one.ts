import { amazonOrders } from '../../channels/amazon';
import { cin7Orders } from '../../channels/cin7core';
import { kauflandOrders } from '../../channels/kaufland';
import { linnworksImport } from '../../channels/linnworks';
import { shoprenterOrders } from '../../channels/shoprenter';
import { unasOrders } from '../../channels/unas';
import { leasedFlow } from '../../leased-flow';

export default leasedFlow({
  pair: 'any-to-any',
  flow: 'orders-from-every-channel-to-one',
  title: 'Every Channel to One: Import Orders',
  summary: 'New orders of every channel that is connected arrive in Linnworks, each exactly once. The channels are read one after another, each from where it had come to; one whose node is disabled is passed over.',
  subject: 'orders',
  starts: { everyMinutes: 5 },
  source: {
    name: 'Orders of This Channel',
    lanes: [
      { channel: 'kaufland', title: 'Kaufland', step: kauflandOrders('Get Kaufland Orders') },
      { channel: 'amazon', title: 'Amazon', step: amazonOrders('Get Amazon Orders') },
      { channel: 'shoprenter', title: 'Shoprenter', step: shoprenterOrders('Get Shoprenter Orders') },
      { channel: 'cin7core', title: 'Cin7 Core', step: cin7Orders('Get Cin7 Core Sales') },
      { channel: 'unas', title: 'UNAS', step: unasOrders('Get UNAS Orders', 'unasStatuses') },
    ],
  },
  target: linnworksImport('Import into Linnworks'),
  skuMap: true,
  settings: [
    { name: 'statuses', type: 'string', value: '', meaning: 'Only Shoprenter orders in these statuses of the shop, names or numbers with commas between. Empty: all but abandoned carts and cancelled orders' },
    { name: 'standings', type: 'string', value: 'awaitingShipment', meaning: 'Only Cin7 Core sales that stand so, e.g. awaitingShipment,draft. Empty: all' },
    { name: 'cin7Location', type: 'string', value: '', meaning: 'Only Cin7 Core sales of this location, by its name. Empty: all' },
    { name: 'includeWithTracking', type: 'boolean', value: false, meaning: 'On: Cin7 Core sales that have a tracking number come too' },
    { name: 'loadProductDetails', type: 'boolean', value: false, meaning: 'On: weights and barcodes of Cin7 Core products are read too, which costs one call for each product' },
    { name: 'unasStatuses', type: 'string', value: '', meaning: 'Only UNAS orders in these statuses of the shop, names or IDs with commas between. Empty: all but cancelled orders' },
  ],
  steps: [
    'Choose your account in **Get Kaufland Orders**, and your account and the location in **Import into Linnworks**.',
    'For every other channel you have: choose your account in its node and enable the node. Without Kaufland disable its node instead. A channel that is enabled later begins where this flow began.',
    'Another target: put its own Import node in the place of **Import into Linnworks** under the same name, with `{{ $json.record }}` as the order.',
    'With UNAS do not let it run more often than every 5 minutes: its package PREMIUM allows 30 lists an hour.',
    'Look through **Settings**. To fetch older orders, fill in startFrom before the first run.',
    'Where a channel calls a SKU differently: run the flow once, then add rows to the data table **channelsync_sku_map**: our_sku, channel (kaufland, amazon, shoprenter, cin7core or unas), channel_sku.',
    'Do not run it beside an order import of a pair into the same account: one of the two is enough.',
    'Press **Publish**. What the target has no place for stands in notHeld of its answers.',
  ],
});
