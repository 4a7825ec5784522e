import { v2Definition, type V2Definition } from '../../sandbox/shipstation/v2-definition';
import type { Observed } from '../../sandbox/server';
import { Contract } from '../support/contract';
import type { ContractFixture } from '../fixture';

const V1 = 'shipstation/shipstation-v1-openapi3-derived.json';
const V2 = 'shipstation/shipstation-v2-openapi.yaml';

/** Requests the nodes make, as the definitions write them. */
const REQUESTS = [
  'GET label download',
  'DELETE /orders/{orderId}',
  'GET /carriers',
  'GET /carriers/listservices',
  'GET /fulfillments',
  'GET /orders',
  'GET /orders/{orderId}',
  'GET /shipments',
  'GET /stores',
  'GET /v2/batches/{batch_id}',
  'GET /v2/carriers',
  'GET /v2/inventory',
  'GET /v2/inventory_locations',
  'GET /v2/inventory_warehouses',
  'GET /v2/labels',
  'GET /v2/labels/{label_id}',
  'GET /v2/shipments',
  'GET /v2/warehouses',
  'GET /warehouses',
  'POST /orders/createorder',
  'POST /orders/createorders',
  'POST /orders/holduntil',
  'POST /orders/markasshipped',
  'POST /orders/restorefromhold',
  'POST /v2/batches',
  'POST /v2/inventory',
  'POST /v2/labels/rates/{rate_id}',
  'POST /v2/rates',
  'POST /v2/rates/estimate',
  'POST /v2/shipments',
  'PUT /v2/labels/{label_id}/void',
];

/** Closed alternatives beside what all of them share: nothing could ever fit the archived file (v2-definition.test.ts). */
const SLIPS = [/^POST \/v2\/rates(\/estimate)?:  must (NOT have additional properties|match|have required property)/];

const bare = (path: string): string => path.replace(/^\/shipstation(-v2)?/, '');

function templateOf(method: string, path: string): string {
  const found = REQUESTS.map((one) => one.split(' ')).find(([verb, template]) => verb === method && new RegExp(`^${template.replace(/\{\w+\}/g, '[^/]+')}$`).test(bare(path)));
  return found?.[1] ?? bare(path);
}

const v1 = new Contract({ definitions: [V1], locate: (_method, path) => ({ file: V1, path: bare(path) }), requests: [],
  // Wanted for orders that were split, by the model the definition has for it.
  amendPaths(paths) {
    const { requestBody } = paths['/orders/createorder'].post as { requestBody: { content: Record<string, { schema: { properties: Record<string, unknown> } }> } };
    for (const { schema } of Object.values(requestBody.content)) schema.properties.orderId = { type: 'number' };
  },
});
let definition: V2Definition | undefined;
const judged = new Map<string, string[]>();

function complaints(request: Observed['request'], path: string): string[] {
  if (!request.path.startsWith('/shipstation-v2/')) return v1.complaints({ request } as Observed);
  definition ??= v2Definition();
  const text = request.body.toString('utf8');
  if (text === '' || !definition) return [];
  // Each look compiles the schema anew, for so long that the sandbox gives its idle connections up meanwhile.
  const kind = `${request.method} ${path} ${text.replace(/\d+/g, '0')}`;
  const known = judged.get(kind);
  if (known) return known;
  const found = definition.request(request.method, path, JSON.parse(text) as unknown).map((one) => `${request.method} ${path}: ${one}`);
  const left = found.filter((one) => !SLIPS.some((slip) => slip.test(one)));
  judged.set(kind, left);
  return left;
}

export const contract: ContractFixture = {
  definitions: [V1, V2],
  locate: (method, path) => ({ file: '', path: templateOf(method, path) }),
  complaints,
  undescribed: (_method, path) => (path.startsWith('/shipstation-v2/v2/downloads/') ? 'label download' : undefined),
  requests: REQUESTS,
};
