import fc from 'fast-check';

import { encodeQuery, target } from '../../../nodes/shared/api/request';

describe('what goes on the wire', () => {
  it('repeats list keys, keeps the order and leaves undefined out', () => {
    expect(encodeQuery({ status: ['open', 'sent'], limit: 100, storefront: undefined, a: true })).toBe('status=open&status=sent&limit=100&a=true');
    expect(target({ path: '/orders', query: {} })).toBe('/orders');
    expect(target({ path: '/orders', query: { since: '2026-01-01T00:00:00Z' } })).toBe('/orders?since=2026-01-01T00%3A00%3A00Z');
  });

  it('leaves an HTTP client nothing to escape again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (name, value) => {
        const query = encodeQuery({ [name]: value });
        expect(new URL(`https://shop.example/x?${query}`).search).toBe(query === '' ? '' : `?${query}`);
        expect([...new URLSearchParams(query)]).toEqual([[name, value]]);
      }),
    );
  });
});
