import { sign } from './signature';

const SECRET = 'a7d0cb1da1ddbc86c96ee5fedd341b7d8ebfbb2f5c83cfe0909f4e57f05dd403';
const BASE = 'https://sellerapi.kaufland.com/v2';

/** kaufland.md §2: A is published by the vendor, the others follow from it. */
const VECTORS: Array<[string, string, string, string, number, string]> = [
  ['A', 'POST', `${BASE}/units/`, '', 1411055926, 'da0b65f51c0716c1d3fa658b7eaf710583630a762a98c9af8e9b392bd9df2e2a'],
  ['B', 'POST', `${BASE}/units`, '', 1411055926, '9d03a12d15dbcd2954fb1ab9ea80031b9ac93022ba8ae5aa9257e5004b5789da'],
  ['C', 'GET', `${BASE}/status/ping`, '', 1767225600, '91ff60eb7b6315689e6d6c95928cfc141964033302d0372760a471bb117712f4'],
  ['D', 'GET', `${BASE}/order-units?status=need_to_be_sent&status=open&storefront=de&limit=100&offset=0`, '', 1767225600, 'cbc32949e5abdd6cc41a6aba25098f92a08886608b53be3dd4ea151ec0f195be'],
  ['E', 'PATCH', `${BASE}/order-units/314567896580917/send`, '{"tracking_numbers":"00340434161094042557","carrier_code":"DHL"}', 1767225600, '844a703348e2e99a5d4aa3479542033fd2dfec25ce98fb56308050e8aefe5b01'],
  ['F', 'POST', `${BASE}/units/bulk?storefront=de`, '[{"id_unit":372800001234,"unit_data":{"amount":7}}]', 1767225600, '79a830f95c294681f8c671b70596b0a1580bd5c10f267adf929c967cd2199b36'],
];

describe('signature of the Kaufland room', () => {
  test.each(VECTORS)('vector %s', (_name, method, uri, body, timestamp, expected) => {
    expect(sign({ method, uri, body, timestamp }, SECRET)).toBe(expected);
  });

  test('the same over bytes and over text', () => {
    const text = '{"note":"Köln – Łódź"}';
    const signed = { method: 'PATCH', uri: `${BASE}/units/1`, timestamp: 1 };
    expect(sign({ ...signed, body: Buffer.from(text, 'utf8') }, SECRET)).toBe(sign({ ...signed, body: text }, SECRET));
  });
});
