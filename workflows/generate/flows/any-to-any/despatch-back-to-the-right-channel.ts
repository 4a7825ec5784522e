import { amazonShip } from '../../channels/amazon';
import { cin7Settings, cin7Ship } from '../../channels/cin7core';
import { kauflandShip } from '../../channels/kaufland';
import { linnworksShip, linnworksShipments } from '../../channels/linnworks';
import { shoprenterDespatched } from '../../channels/shoprenter';
import { unasShip } from '../../channels/unas';
import { leasedFlow } from '../../leased-flow';

export default leasedFlow({
  pair: 'any-to-any',
  flow: 'despatch-back-to-the-right-channel',
  title: 'One to Every Channel: Confirm Despatch',
  summary:
    'Orders despatched in Linnworks are confirmed at the channel each of them came from, with carrier and tracking number where the channel takes them, each exactly once. What belongs to a channel whose node is disabled is left for later.',
  subject: 'shipments',
  starts: { everyMinutes: 10 },
  source: linnworksShipments('Get Despatched Orders'),
  target: {
    name: 'Which Channel?',
    answers: 'All Answers',
    routes: [
      { channel: 'kaufland', title: 'Kaufland', step: kauflandShip('Tell Kaufland') },
      { channel: 'amazon', title: 'Amazon', step: amazonShip('Tell Amazon') },
      { channel: 'shoprenter', title: 'Shoprenter', step: shoprenterDespatched('Set Status at Shoprenter') },
      { channel: 'unas', title: 'UNAS', step: unasShip('Tell UNAS') },
      { channel: 'cin7core', title: 'Cin7 Core', step: cin7Ship('Ship at Cin7 Core') },
      { channel: 'linnworks', title: 'Linnworks', step: linnworksShip('Process in Linnworks') },
    ],
  },
  againIfSkipped: true,
  settings: [
    { name: 'source', type: 'string', value: '', meaning: 'Only orders of this source, in the spelling of Linnworks. Empty: of every source' },
    { name: 'shoprenterStatus', type: 'string', value: '', meaning: 'The Shoprenter status of despatched orders, by its name or number. Shoprenter takes no tracking number' },
    { name: 'unasStatus', type: 'string', value: '', meaning: 'The UNAS status of despatched orders, by its name or ID. Empty: only the tracking number is written' },
    ...cin7Settings('pickAndPack', 'carrierWithService'),
  ],
  steps: [
    'Choose your Linnworks account in **Get Despatched Orders**, and your Kaufland account in **Tell Kaufland**. Decide what happens to orders without a tracking number: they wait three days for one.',
    'For every other channel you have: choose your account in its node and enable the node. Without Kaufland disable its node instead.',
    'For Shoprenter and UNAS fill in the status of despatched orders in **Settings**.',
    'A channel that Linnworks itself tells: connect its way of **Which Channel?** with **Nobody to Tell** instead of its node, else its orders are looked at again by every run.',
    'Two accounts of one channel, or a channel that has no node here: see the README of this folder.',
    'Do not run it beside the despatch confirmation of a pair for the same channel: one of the two is enough.',
    'Press **Publish**. What could not be confirmed, and why, stands in the data tables channelsync_runs and channelsync_dead_letters.',
  ],
});
