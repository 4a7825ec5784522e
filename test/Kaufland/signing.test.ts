import fc from 'fast-check';

import { signature, stringToSign, type SignedRequest } from '../../nodes/Kaufland/signing';

// kaufland.md §2: A is the vendor's published example, the others were worked out from it.
const EXAMPLE = ['a7d0cb1da1ddbc86', 'c96ee5fedd341b7d', '8ebfbb2f5c83cfe0', '909f4e57f05dd403'].join('');
const HOST = 'https://sellerapi.kaufland.com/v2';

const VECTORS: Array<[string, SignedRequest, string]> = [
  [
    'A',
    { method: 'POST', url: `${HOST}/units/`, body: '', timestamp: 1411055926 },
    'da0b65f51c0716c1d3fa658b7eaf710583630a762a98c9af8e9b392bd9df2e2a',
  ],
  [
    'B',
    { method: 'POST', url: `${HOST}/units`, body: '', timestamp: 1411055926 },
    '9d03a12d15dbcd2954fb1ab9ea80031b9ac93022ba8ae5aa9257e5004b5789da',
  ],
  [
    'C',
    { method: 'GET', url: `${HOST}/status/ping`, body: '', timestamp: 1767225600 },
    '91ff60eb7b6315689e6d6c95928cfc141964033302d0372760a471bb117712f4',
  ],
  [
    'D',
    {
      method: 'GET',
      url: `${HOST}/order-units?status=need_to_be_sent&status=open&storefront=de&limit=100&offset=0`,
      body: '',
      timestamp: 1767225600,
    },
    'cbc32949e5abdd6cc41a6aba25098f92a08886608b53be3dd4ea151ec0f195be',
  ],
  [
    'E',
    {
      method: 'PATCH',
      url: `${HOST}/order-units/314567896580917/send`,
      body: '{"tracking_numbers":"00340434161094042557","carrier_code":"DHL"}',
      timestamp: 1767225600,
    },
    '844a703348e2e99a5d4aa3479542033fd2dfec25ce98fb56308050e8aefe5b01',
  ],
  [
    'F',
    {
      method: 'POST',
      url: `${HOST}/units/bulk?storefront=de`,
      body: '[{"id_unit":372800001234,"unit_data":{"amount":7}}]',
      timestamp: 1767225600,
    },
    '79a830f95c294681f8c671b70596b0a1580bd5c10f267adf929c967cd2199b36',
  ],
];

it.each(VECTORS)('vector %s', (_name, request, expected) => {
  expect(signature(request, EXAMPLE)).toBe(expected);
});

it('ends without a line feed', () => {
  expect(stringToSign({ method: 'post', url: 'u', body: '', timestamp: 5 })).toBe('POST\nu\n\n5');
});

it('signs the UTF-8 bytes of a body', () => {
  const of = (body: string) => signature({ method: 'POST', url: HOST, body, timestamp: 1 }, EXAMPLE);
  expect(of('{"a":"ö"}')).not.toBe(of('{"a":"o"}'));
  expect(of('{"a":"ö"}')).toMatch(/^[0-9a-f]{64}$/);
});

const requests = fc.record({
  method: fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE'),
  url: fc.webUrl({ withQueryParameters: true }),
  body: fc.json(),
  timestamp: fc.integer({ min: 1, max: 4_000_000_000 }),
});

it('changes when any character of any part changes', () => {
  fc.assert(
    fc.property(
      requests,
      fc.constantFrom('url', 'body', 'secret'),
      fc.nat(),
      fc.string({ minLength: 1, maxLength: 1 }),
      (request, part, at, other) => {
        const given = part === 'secret' ? EXAMPLE : request[part as 'url' | 'body'];
        const index = at % given.length;
        fc.pre(given[index] !== other);
        const changed = given.slice(0, index) + other + given.slice(index + 1);
        const after = part === 'secret' ? signature(request, changed) : signature({ ...request, [part]: changed }, EXAMPLE);
        expect(after).not.toBe(signature(request, EXAMPLE));
      },
    ),
  );
});

it('changes with every second and every method', () => {
  fc.assert(
    fc.property(requests, fc.integer({ min: 1, max: 1000 }), (request, later) => {
      const now = signature(request, EXAMPLE);
      expect(signature({ ...request, timestamp: request.timestamp + later }, EXAMPLE)).not.toBe(now);
      expect(signature({ ...request, method: request.method === 'PUT' ? 'GET' : 'PUT' }, EXAMPLE)).not.toBe(now);
    }),
  );
});
