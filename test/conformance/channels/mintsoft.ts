import type { ChannelFixture } from '../fixture';
import { inboundReads, inboundWrites, triggers } from './mintsoft-inbound';
import { stockReads, stockWrites } from './mintsoft-stock';
import { workReads, workWrites } from './mintsoft-work';

const FILE = 'mintsoft/mintsoft-swagger2-reconstructed.json';

export const fixture: ChannelFixture = {
  room: 'mintsoft',
  reads: { ...workReads, ...stockReads, ...inboundReads },
  writes: { ...workWrites, ...stockWrites, ...inboundWrites },
  triggers,
  logIn: 'POST Auth',
  unmet: {
    'asn-with-unknown-sku': 'The fixtures announce known products: test/Mintsoft/asn.test.ts tries both answers.',
    'bulk-over-100': 'No more than 100 rows are sent.',
    'callback-retry': 'Mintsoft calls us there: test/Mintsoft/callback.test.ts.',
    'external-return': 'CreateExternalReturn is not used: its body is nobody\'s promise.',
    'key-spelling': 'The fixtures use a fixed key: test/Mintsoft/session.test.ts tries both answers.',
    'login-ends-keys': 'The fixtures use a fixed key: test/Mintsoft/session.test.ts logs in.',
    'login-refusal': 'Asked with a wrong password only: test/Mintsoft/session.test.ts tries both answers.',
    'merged-reference': 'Nothing is merged in the fixtures: test/Mintsoft/shipment.test.ts tries both answers.',
    'order-with-unknown-sku': 'The fixtures order known products: test/Mintsoft/import.test.ts tries both answers.',
    'repeated-order': 'Look-ups come first: test/Mintsoft/import.test.ts tries both answers without them.',
    'retry-after': 'The node stays below the quota; a waiting time in the answer is the business of the shared client.',
    'second-despatch': 'What is despatched is seen before: test/Mintsoft/change.test.ts.',
    'split-callback-body': 'Mintsoft calls us there: test/Mintsoft/callback.test.ts tries both answers.',
  },
  contract: {
    definitions: [FILE],
    locate: (_method, path) => (path.startsWith('/mintsoft/') ? { file: FILE, path: path.slice('/mintsoft'.length) } : undefined),
    // Days are sent as the sheet shows them (mintsoft.md §5.3, §8.2); the definition, made from a client, calls all of them times.
    amendPaths(paths) {
      for (const [path, name] of Object.entries({ '/api/Return/SearchByDate': 'Date', '/api/Order/{id}/MarkPackAndHold': 'ReleaseDate' })) {
        const { parameters } = paths[path].get as { parameters: Array<{ name: string; format?: string }> };
        for (const one of parameters) if (one.name === name) one.format = 'date';
      }
    },
    requests: [
      'GET /api/ASN/GoodsInTypes',
      'GET /api/ASN/List',
      'GET /api/ASN/{id}',
      'GET /api/ASN/{id}/BookIn',
      'GET /api/Client',
      'GET /api/Courier/Services',
      'GET /api/Order/Channels',
      'GET /api/Order/List',
      'GET /api/Order/Search',
      'GET /api/Order/Statuses',
      'GET /api/Order/{id}',
      'GET /api/Order/{id}/Cancel',
      'GET /api/Order/{id}/MarkAwaitingConfirmation',
      'GET /api/Order/{id}/MarkAwaitingPayment',
      'GET /api/Order/{id}/MarkConfirmed',
      'GET /api/Order/{id}/MarkDespatched',
      'GET /api/Order/{id}/MarkPackAndHold',
      'GET /api/Product/Inventory/Bulk',
      'GET /api/Product/List',
      'GET /api/Product/LookupProductId',
      'GET /api/Return/Reasons',
      'GET /api/Return/SearchByDate',
      'GET /api/Warehouse',
      'POST /api/Order/{id}',
      'POST /api/Order/{id}/MarkFraudRisk',
      'POST /api/Product/BulkOnHandStockUpdate',
      'POST /api/Return/CreateReturn/{OrderId}',
      'POST /api/Return/{id}/AddItem',
      'POST /api/Return/{id}/Confirm',
      'PUT /api/ASN',
      'PUT /api/Order',
      'PUT /api/Product',
    ],
  },
};
