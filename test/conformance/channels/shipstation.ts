import type { ChannelFixture } from '../fixture';
import { contract } from './shipstation-contract';
import { v2Reads, v2Writes } from './shipstation-v2';
import { workReads, workWrites } from './shipstation-work';

export const fixture: ChannelFixture = {
  room: 'shipstation',
  reads: { ...workReads, ...v2Reads },
  writes: { ...workWrites, ...v2Writes },
  unmet: {
    'empty-state-province': 'No empty state is sent: a place stands in (nodes/ShipStation/v2-shipments.ts).',
    'error-casing': 'Depends on a refusal by status: test/ShipStation/judge.test.ts reads all spellings.',
    'fulfilled-shipment-status': 'Labels are bought for orders nobody marked as shipped: their labels are asked for, whatever the status says.',
    'inventory-unknown-sku': 'The fixtures push known SKUs; an unknown one is refused or made, as the vendor likes.',
    'repeated-external-shipment-id': 'The key is looked for before a shipment is made.',
    'carrier-other': 'The fixtures ship with connected carriers: test/ShipStation/change.test.ts tries both answers.',
    'export-zone': 'ShipStation calls us there: test/ShipStation/custom-store.test.ts.',
    'no-pages': 'ShipStation calls us there: test/ShipStation/custom-store.test.ts.',
    'unknown-elements': 'ShipStation calls us there: no other elements are written.',
    'repeated-webhook': 'Webhooks are made by the trigger: test/ShipStation/trigger.test.ts.',
    'subscribe-answer': 'Webhooks are made by the trigger: test/ShipStation/trigger.test.ts tries both answers.',
  },
  contract,
};
