import { shoprenter } from '../../nodes/Shoprenter/api';
import { batchRequest, lookUp, sendParts, type Part } from '../../nodes/Shoprenter/batch';
import type { Client } from '../../nodes/shared/api/client';
import { isProblem, Problem } from '../../nodes/shared/api/problem';
import type { ApiRequest } from '../../nodes/shared/api/request';

const BASE = 'https://demoshop.api2.myshoprenter.hu/api';

function client(answer: (parts: Array<{ uri: string }>, call: number) => unknown): { client: Client; sent: ApiRequest[] } {
  const sent: ApiRequest[] = [];
  const call = async (request: ApiRequest) => {
    sent.push(request);
    const { data } = JSON.parse(request.body ?? '') as { data: { requests: Array<{ uri: string }> } };
    return { status: 200, headers: {}, text: '', data: answer(data.requests, sent.length) };
  };
  return { client: { vendor: shoprenter, account: { id: 'demoshop', baseUrl: BASE }, call } as unknown as Client, sent };
}

const part = (sku: string): Part => ({ method: 'PUT', resource: 'productExtend', query: { sku }, data: { stock1: '1' } });
const answered = (statuses: string[]) => ({ requests: { request: statuses.map((statusCode) => ({ response: { header: { statusCode }, body: { message: `said ${statusCode}` } } })) } });

it('names whole addresses of the host of the batch itself, with SKUs escaped', () => {
  const { client: shop } = client(() => ({}));
  const { path, body } = batchRequest(shop, [part('TEE/RED M&Ö+#?')], 'repeatable');
  expect([path, JSON.parse(body ?? '')]).toEqual([
    '/batch',
    { data: { requests: [{ method: 'PUT', uri: `${BASE}/productExtend?sku=TEE%2FRED%20M%26%C3%96%2B%23%3F`, data: { stock1: '1' } }] } },
  ]);
});

it('judges each part on its own', async () => {
  const { client: shop } = client(() => answered(['200', '404', '400', '201']));
  const settled = await sendParts(shop, ['a', 'b', 'c', 'd'], part, 'repeatable');
  expect(settled.map((one) => ('problem' in one ? one.problem.details.kind : 'ok'))).toEqual(['ok', 'refused', 'refused', 'ok']);
});

it.each([
  ['a list', answered(['200'])],
  ['an object', { requests: { request: answered(['200']).requests.request[0] } }],
  ['the root of the XML', { response: answered(['200']) }],
])('reads the answer to one part as %s', async (_what, answer) => {
  const { client: shop } = client(() => answer);
  expect(await sendParts(shop, ['a'], part, 'repeatable')).toMatchObject([{ item: 'a', result: { message: 'said 200' } }]);
});

it('takes a part without an answer for an open question', async () => {
  const { client: shop } = client(() => answered(['200']));
  const settled = await sendParts(shop, ['a', 'b'], part, 'once');
  expect(settled.map((one) => ('problem' in one ? one.problem.details.kind : 'ok'))).toEqual(['ok', 'unknown']);
});

it('sends once more what the vendor was too busy for, where that does no harm', async () => {
  const { client: shop, sent } = client((parts, call) => answered(parts.map((_, index) => (call === 1 && index === 1 ? '503' : '200'))));
  expect((await sendParts(shop, ['a', 'b', 'c'], part, 'repeatable')).every((one) => !('problem' in one))).toBe(true);
  expect(sent.map(({ body }) => (JSON.parse(body ?? '') as { data: { requests: unknown[] } }).data.requests.length)).toEqual([3, 1]);
  const once = client(() => answered(['200', '503']));
  await sendParts(once.client, ['a', 'b'], part, 'once');
  expect(once.sent).toHaveLength(1);
});

it('stops where no part of a batch could be worked on', async () => {
  const { client: shop, sent } = client((parts) => answered(parts.map(() => '403')));
  const settled = await sendParts(shop, Array.from({ length: 450 }, (_, at) => String(at)), part, 'once');
  expect(sent).toHaveLength(1);
  expect(settled.every((one) => 'problem' in one && one.problem.details.kind === 'unavailable')).toBe(true);
});

it('cuts a batch that takes too long, and keeps the order of answers', async () => {
  const { client: shop, sent } = client((parts) => {
    if (parts.length > 50) throw new Problem({ kind: 'unavailable', message: 'too long', nextStep: '', status: '504' });
    return { requests: { request: parts.map(({ uri }) => ({ response: { header: { statusCode: '200' }, body: { uri } } })) } };
  });
  const skus = Array.from({ length: 200 }, (_, at) => `S${at}`);
  const settled = await sendParts(shop, skus, part, 'repeatable');
  expect(settled.map((one) => ('problem' in one ? '' : (one.result as { uri: string }).uri))).toEqual(skus.map((sku) => `${BASE}/productExtend?sku=${sku}`));
  expect(sent).toHaveLength(7);
});

it('looks up many queries at once, and stops where the vendor cannot be used', async () => {
  const { client: shop } = client((parts) => ({ requests: { request: parts.map((_, index) => ({ response: { header: { statusCode: index === 1 ? '400' : '200' }, body: { items: [{ id: String(index) }] } } })) } }));
  const [first, second] = await lookUp(shop, [{ resource: 'products', query: { sku: 'a' } }, { resource: 'products', query: { sku: 'b' } }]);
  expect([first, isProblem(second)]).toEqual([[{ id: '0' }], true]);
  const shut = client((parts) => answered(parts.map(() => '403')));
  await expect(lookUp(shut.client, [{ resource: 'products', query: { sku: 'a' } }])).rejects.toMatchObject({ details: { kind: 'unavailable', cause: 'permission' } });
});
