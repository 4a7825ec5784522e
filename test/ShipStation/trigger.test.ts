/** What the trigger believes, tried with deliveries that break one thing each. */
import { createSign, generateKeyPairSync } from 'node:crypto';

import type { Client } from '../../nodes/shared/api/client';
import { shipStation, shipStationV2 } from '../../nodes/ShipStation/api';
import { findHook, registerHook, removeHooks, secretFor } from '../../nodes/ShipStation/hooks';
import { pointerOf } from '../../nodes/ShipStation/pointer';
import { isGenuine, isStale, signedIn } from '../../nodes/ShipStation/signature';

const client = (vendor: Client['vendor'], baseUrl: string, call: Client['call'] = () => Promise.reject(new Error('no call'))): Client => ({ vendor, setting: () => baseUrl, call });

describe('resource_url', () => {
  const v1 = client(shipStation, 'https://ssapi.shipstation.com');
  const v2 = client(shipStationV2, 'https://api.shipstation.com');

  it.each([
    [v1, 'https://ssapi6.shipstation.com/shipments?storeID=2002&batchId=88a1', { path: '/shipments', query: { storeID: '2002', batchId: '88a1' } }],
    [v2, 'https://api.shipstation.com/v2/fulfillments?fulfillment_id=se-8001', { path: '/v2/fulfillments', query: { fulfillment_id: 'se-8001' } }],
    [v2, 'https://api.shipstation.com/v2/batches/se-1', { path: '/v2/batches/se-1', query: {} }],
  ])('is followed to ShipStation, below the own address', (of, url, wanted) => expect(pointerOf(of, url)).toEqual(wanted));

  it.each([
    [v1, 'http://ssapi.shipstation.com/shipments'],
    [v1, 'https://ssapi.shipstation.com.evil.test/shipments'],
    [v1, 'https://evil.test/ssapi.shipstation.com/shipments'],
    [v1, 'https://user:pass@ssapi.shipstation.com/shipments'],
    [v1, 'https://ssapi.shipstation.com:8443/shipments'],
    [v1, 'https://ssapi.shipstation.com/accounts/registeraccount'],
    [v2, 'https://api.shipstation.com/v2/environment/webhooks'],
    [v2, 'https://ssapi.shipstation.com/shipments'],
    [v1, 'not an address'],
    [v1, undefined],
  ])('is not followed anywhere else: %#', (of, url) => expect(pointerOf(of, url)).toBeUndefined());
});

describe('the signature of v2', () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const keys = { keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'k1' }] };
  const now = Date.parse('2026-01-06T09:00:00Z');
  const body = '{"resource_type":"LABEL_CREATED_V2"}';
  const headers = (timestamp = '2026-01-06T09:00:00Z', kid = 'k1') => ({
    'x-shipengine-rsa-sha256-key-id': kid,
    'x-shipengine-rsa-sha256-signature': createSign('sha256').update(`${timestamp}.${body}`).sign(privateKey, 'base64'),
    'x-shipengine-timestamp': timestamp,
  });
  let asked = 0;
  const of = (baseUrl: string) =>
    client(shipStationV2, baseUrl, (async () => {
      asked += 1;
      return { status: 200, headers: {}, text: '', data: keys };
    }) as Client['call']);
  const checked = async (signed: ReturnType<typeof signedIn>, base: string) => signed !== undefined && (await isGenuine(of(base), signed, now));

  it('is believed where it is right', async () => expect(await checked(signedIn(headers(), body), 'http://127.0.0.1:1/a')).toBe(true));

  it('is not believed for another body, time or key, nor where a part is missing', async () => {
    const base = 'http://127.0.0.1:1/b';
    expect(await checked(signedIn(headers(), `${body} `), base)).toBe(false);
    expect(await checked({ ...(signedIn(headers(), body) as NonNullable<ReturnType<typeof signedIn>>), timestamp: '2026-01-06T09:01:00Z' }, base)).toBe(false);
    expect(await checked(signedIn(headers(undefined, 'k2'), body), base)).toBe(false);
    expect(signedIn({ ...headers(), 'x-shipengine-timestamp': undefined }, body)).toBeUndefined();
  });

  it('is stale after five minutes, in both directions, and without a time', () => {
    const at = (timestamp: string) => isStale({ keyId: '', signature: '', body: '', timestamp }, now);
    expect([at('2026-01-06T08:56:00Z'), at('2026-01-06T08:54:00Z'), at('2026-01-06T09:06:00Z'), at('soon')]).toEqual([false, true, true, true]);
  });

  it('does not ask for keys again for each key id somebody invents', async () => {
    const base = 'http://127.0.0.1:1/c';
    asked = 0;
    for (const kid of ['x1', 'x2', 'x3']) await checked(signedIn(headers(undefined, kid), body), base);
    expect(asked).toBe(1);
  });
});

describe('webhooks', () => {
  it('have a secret only who has the keys can work out, another for each address', () => {
    expect(secretFor('a:b', 'https://n8n.test/webhook/1')).not.toBe(secretFor('a:c', 'https://n8n.test/webhook/1'));
    expect(secretFor('a:b', 'https://n8n.test/webhook/1')).not.toBe(secretFor('a:b', 'https://n8n.test/webhook/2'));
  });

  /** v1 with its hooks in memory; the first answer to a registration can be lost. */
  function account(loses: boolean) {
    const hooks: Array<{ WebHookID: number; HookType: string; Url: string }> = [];
    let lost = !loses;
    const call = (async (request: { method: string; path: string; body?: string }) => {
      if (request.method === 'GET') return { status: 200, headers: {}, text: '', data: { webhooks: hooks } };
      if (request.method === 'DELETE') hooks.splice(hooks.findIndex(({ WebHookID }) => request.path.endsWith(String(WebHookID))), 1);
      else {
        const { event, target_url } = JSON.parse(request.body ?? '') as { event: string; target_url: string };
        hooks.push({ WebHookID: hooks.length + 1, HookType: event, Url: target_url });
      }
      if (request.method === 'POST' && !lost) {
        lost = true;
        const { Problem } = jest.requireActual<typeof import('../../nodes/shared/api/problem')>('../../nodes/shared/api/problem');
        throw new Problem({ kind: 'unknown', message: 'lost', nextStep: '' });
      }
      return { status: 200, headers: {}, text: '', data: {} };
    }) as unknown as Client['call'];
    return { hooks, of: client(shipStation, '', call) };
  }
  const wanted = { event: 'SHIP_NOTIFY', url: 'https://n8n.test/webhook/1?secret=s', name: 'n8n' };

  it.each([false, true])('are registered once, also when the answer was lost: %s', async (loses) => {
    const { hooks, of } = account(loses);
    await registerHook(of, wanted);
    await registerHook(of, wanted);
    expect(hooks.map(({ Url }) => Url)).toEqual([wanted.url]);
    expect(await findHook(of, wanted)).toBe(true);
  });

  it('of the same address with another event or secret are replaced, others stay', async () => {
    const { hooks, of } = account(false);
    hooks.push({ WebHookID: 7, HookType: 'SHIP_NOTIFY', Url: 'https://n8n.test/webhook/1?secret=old' }, { WebHookID: 8, HookType: 'SHIP_NOTIFY', Url: 'https://other.test/x' });
    await registerHook(of, wanted);
    expect(hooks.map(({ Url }) => Url)).toEqual(['https://other.test/x', wanted.url]);
    await removeHooks(of, 'https://n8n.test/webhook/1');
    expect(hooks.map(({ Url }) => Url)).toEqual(['https://other.test/x']);
  });
});
