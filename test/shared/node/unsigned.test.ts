import type { IExecuteFunctions, IHttpRequestOptions } from 'n8n-workflow';

import type { Vendor } from '../../../nodes/shared/api/client';
import type { ApiRequest } from '../../../nodes/shared/api/request';
import { openClient } from '../../../nodes/shared/node/transport';

const vendor: Vendor = {
  name: 'Vendor',
  credential: 'vendorApi',
  quota: () => ({ limit: 100, windowMs: 1_000 }),
  quotaPerOperation: true,
  judge: ({ status }) => (status < 300 ? { kind: 'ok' } : { kind: 'refused', reason: `HTTP ${status}` }),
  secrets: ['key'],
  acceptsAddress: (address) => address.startsWith('https://storage.example/'),
};

function contextWith(answer: object): { context: IExecuteFunctions; sent: IHttpRequestOptions[]; signed: unknown[] } {
  const sent: IHttpRequestOptions[] = [];
  const signed: unknown[] = [];
  const context = {
    getCredentials: async () => ({ key: 'very-secret-key', seller: 'SELLER-0001' }),
    getNode: () => ({ credentials: { vendorApi: { id: '1', name: 'one' } } }),
    helpers: {
      httpRequest: async (options: IHttpRequestOptions) => {
        sent.push(options);
        return answer;
      },
      httpRequestWithAuthentication: async (...given: unknown[]) => {
        signed.push(given);
        return answer;
      },
    },
  } as unknown as IExecuteFunctions;
  return { context, sent, signed };
}

const request = (address: string): ApiRequest => ({ operation: 'download', method: 'GET', path: '', address, safety: 'read', answer: 'stream' });

async function* body(): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode('content');
}

it('calls an accepted address of another host without the account, and hands its body on as a stream', async () => {
  const { context, sent, signed } = contextWith({ statusCode: 200, headers: { 'Content-Type': 'text/plain' }, body: body() });
  const answer = await (await openClient(context, vendor)).call(request('https://storage.example/doc?sig=1'));
  let text = '';
  for await (const piece of answer.stream ?? []) text += Buffer.from(piece).toString();
  expect(text).toBe('content');
  expect(signed).toEqual([]);
  expect(sent).toEqual([expect.objectContaining({ url: 'https://storage.example/doc?sig=1', encoding: 'stream', disableFollowRedirect: true })]);
  expect(JSON.stringify(sent)).not.toContain('very-secret-key');
});

it('sends nothing to an address the vendor does not use', async () => {
  const { context, sent, signed } = contextWith({ statusCode: 200, headers: {}, body: body() });
  await expect((await openClient(context, vendor)).call(request('https://elsewhere.example/doc'))).rejects.toMatchObject({ details: { kind: 'unavailable', cause: 'configuration' } });
  expect([sent, signed]).toEqual([[], []]);
});

it('reads a refusal and a page for people as text, so that they can be judged', async () => {
  const refusal = contextWith({ statusCode: 403, headers: { 'content-type': 'application/xml' }, body: body() });
  await expect((await openClient(refusal.context, vendor)).call(request('https://storage.example/doc'))).rejects.toMatchObject({ details: { kind: 'refused' } });
});

it('lets operations read the public fields of the account and no others, and errors name them', async () => {
  const { context } = contextWith({});
  const client = await openClient(context, vendor);
  expect([client.setting?.('seller'), client.setting?.('key')]).toEqual(['SELLER-0001', '']);
  expect(client.clean('SELLER-0001 very-secret-key')).toBe('SELLER-0001 ***');
});
