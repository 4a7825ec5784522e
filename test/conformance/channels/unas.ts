import type { ChannelFixture } from '../fixture';
import { contract } from './unas-contract';
import { reads, triggers } from './unas-reads';
import { asNewProcess } from './unas-seed';
import { writes } from './unas-writes';

export const fixture: ChannelFixture = {
  room: 'unas',
  reads,
  writes,
  triggers,
  furnish: async () => await Promise.resolve(asNewProcess()),
  unmet: {
    'ban-status': 'No operation provokes a ban: test/Unas/limits.test.ts meets one, both ways.',
    'dead-token': 'The token lives on in the usual run: test/Unas/session.test.ts lets it die, both ways.',
    'missing-permission': 'The key may use everything: test/Unas/session.test.ts takes a permission away, both ways.',
    'single-variant': 'The usual products have no variants: test/Unas/bulk.test.ts reads and writes some, both ways.',
    'unknown-sku': 'All SKUs are there: test/Unas/bulk.test.ts pushes unknown ones, both ways.',
  },
  logIn: 'login',
  contract,
};
