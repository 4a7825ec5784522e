import type { ChannelFixture } from '../fixture';
import { contract } from './shoprenter-contract';
import { reads, triggers } from './shoprenter-reads';
import { writes } from './shoprenter-writes';

export const fixture: ChannelFixture = {
  room: 'shoprenter',
  reads,
  writes,
  triggers,
  unmet: {
    'basic-access': 'The room hands out keys of API clients: test/Shoprenter/read.test.ts tries user and key, and their refusal.',
    'batch-single-entry': 'Several records are handed over at once: test/Shoprenter/write.test.ts pushes a single one.',
    'dead-token': 'The token lives on in the usual run: test/Shoprenter/write.test.ts lets it die, both ways.',
    'foreign-totals': 'The few orders of a usual run are in forint: test/Shoprenter/read.test.ts reads orders in euro, both ways.',
    'missing-scope': 'The room gives all scopes: test/Shoprenter/write.test.ts takes one away, both ways.',
    'time-filter-bounds': 'No order changed in the very second a window begins at: test/Shoprenter/read.test.ts reads windows both ways.',
    'webhook-probe': 'No operation makes a webhook: test/Shoprenter/webhook.test.ts publishes the trigger with the address tried.',
    'webhook-retry': 'No operation takes a delivery: test/Shoprenter/webhook.test.ts hands the same one over several times.',
  },
  logIn: 'token',
  contract,
};
