import fc from 'fast-check';

import { absoluteUrl, baseUrl, DEFAULT_USER_AGENT, signRequest } from '../../nodes/Kaufland/account';
import { signature } from '../../nodes/Kaufland/signing';

const KEYS = { clientKey: 'demo'.repeat(8), secretKey: 'abcd'.repeat(16), environment: 'production' };
const AT = 1_767_225_600;

describe('base address', () => {
  it.each([
    [{ environment: 'production' }, 'https://sellerapi.kaufland.com/v2'],
    [{}, 'https://sellerapi.kaufland.com/v2'],
    [{ environment: 'playground', baseUrl: 'http://ignored.example' }, 'https://sellerapi-playground.kaufland.com/v2'],
    [{ environment: 'custom', baseUrl: ' http://127.0.0.1:8700/kaufland/v2/ ' }, 'http://127.0.0.1:8700/kaufland/v2'],
  ])('%j', (credentials, expected) => {
    expect(baseUrl(credentials)).toBe(expected);
  });
});

describe('absolute address', () => {
  it('repeats the key of a list and keeps the order of parameters', () => {
    const url = absoluteUrl(KEYS, {
      url: '/order-units',
      qs: { status: ['need_to_be_sent', 'open'], storefront: 'de', none: undefined, limit: 100, offset: 0 },
    });
    expect(url).toBe('https://sellerapi.kaufland.com/v2/order-units?status=need_to_be_sent&status=open&storefront=de&limit=100&offset=0');
  });

  it('adds to a query that is there', () => {
    expect(absoluteUrl(KEYS, { url: '/orders?limit=1', qs: { offset: 2 } })).toBe(
      'https://sellerapi.kaufland.com/v2/orders?limit=1&offset=2',
    );
  });

  it('leaves an absolute address alone, so that signing twice gives the same', () => {
    const once = absoluteUrl(KEYS, { url: '/orders', qs: { ts_created_from_iso: '2026-01-01T00:00:00Z' } });
    expect(absoluteUrl(KEYS, { url: once })).toBe(once);
  });

  it('has nothing left that an HTTP client would escape after signing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (value) => {
        const url = absoluteUrl(KEYS, { url: '/units', qs: { id_offer: value } });
        const { pathname, search, searchParams } = new URL(url);
        expect(url).toBe(`https://sellerapi.kaufland.com${pathname}${search}`);
        expect(searchParams.get('id_offer')).toBe(value);
      }),
    );
  });

  it('brings a custom address into the form that is sent', () => {
    const custom = { environment: 'custom', baseUrl: 'HTTP://LocalHost:80/v2' };
    expect(absoluteUrl(custom, { url: '/orders' })).toBe('http://localhost/v2/orders');
  });
});

describe('signed request', () => {
  it('signs the address and the body it returns', () => {
    const signed = signRequest(KEYS, { method: 'PATCH', url: '/order-units/1/send', qs: { a: 'ü' }, body: { carrier_code: 'DHL' } }, AT);
    expect(signed.url).toBe('https://sellerapi.kaufland.com/v2/order-units/1/send?a=%C3%BC');
    expect(signed.body).toBe('{"carrier_code":"DHL"}');
    expect(signed).not.toHaveProperty('qs');
    expect(signed).not.toHaveProperty('baseURL');
    expect(signed.headers).toEqual({
      Accept: 'application/json',
      'Content-Type': 'application/json',
      'User-Agent': DEFAULT_USER_AGENT,
      'Shop-Client-Key': KEYS.clientKey,
      'Shop-Timestamp': String(AT),
      'Shop-Signature': signature({ method: 'PATCH', url: signed.url, body: '{"carrier_code":"DHL"}', timestamp: AT }, KEYS.secretKey),
    });
  });

  it('leaves a text body byte for byte', () => {
    const body = '{ "amount" : 7 }';
    expect(signRequest(KEYS, { method: 'POST', url: '/units', body }, AT).body).toBe(body);
  });

  it.each([undefined, {}, ''])('has no body and no content type for %j', (body) => {
    const signed = signRequest(KEYS, { url: '/orders', body }, AT);
    expect(signed).not.toHaveProperty('body');
    expect(signed.headers).not.toHaveProperty('Content-Type');
  });

  it('signs afresh when it is asked again', () => {
    const once = signRequest(KEYS, { url: '/orders', qs: { limit: 1 } }, AT);
    const again = signRequest(KEYS, once, AT + 60);
    expect(again.url).toBe(once.url);
    expect(again.headers?.['Shop-Timestamp']).toBe(String(AT + 60));
    expect(again.headers?.['Shop-Signature']).not.toBe(once.headers?.['Shop-Signature']);
  });

  it('adds the partner only when both of its keys are there', () => {
    const half = signRequest({ ...KEYS, partnerClientKey: 'partner' }, { url: '/orders' }, AT);
    expect(half.headers).not.toHaveProperty('Shop-Partner-Client-Key');
    const partner = signRequest({ ...KEYS, partnerClientKey: 'partner', partnerSecretKey: 'other' }, { url: '/orders' }, AT);
    expect(partner.headers).toMatchObject({
      'Shop-Partner-Client-Key': 'partner',
      'Shop-Partner-Signature': signature({ method: 'GET', url: partner.url, body: '', timestamp: AT }, 'other'),
    });
  });

  it('takes the User-Agent of the credential', () => {
    expect(signRequest({ ...KEYS, userAgent: ' Inhouse_development ' }, { url: '/orders' }, AT).headers?.['User-Agent']).toBe(
      'Inhouse_development',
    );
  });
});
