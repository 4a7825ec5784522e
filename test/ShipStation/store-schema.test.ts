/** Custom Store answers against the archived schema (shipstation.md §C2.1), at the edges of every field. */
import { readFileSync } from 'node:fs';

import type { IDataObject } from 'n8n-workflow';

import { leaveOut, specification } from '../support/left-out';
import { runNode, Vault } from '../support/n8n';
import { order } from './support/shipstation';

interface Validator {
  validateXML(options: { xml: Array<{ fileName: string; contents: string }>; schema: string[] }): Promise<{ errors: Array<{ message: string }> }>;
}

function validator(): Validator | undefined {
  try {
    return jest.requireActual<Validator>('xmllint-wasm');
  } catch {
    leaveOut('Custom Store answers against their schema: the development package xmllint-wasm is not installed');
    return undefined;
  }
}

const xmllint = validator();
const schema = specification('shipstation/custom-store-orders.xsd');
const onlyWith = xmllint && schema ? it : it.skip;
jest.setTimeout(60_000);

async function faultsOf(xml: string): Promise<string[]> {
  const { errors } = (await xmllint?.validateXML({ xml: [{ fileName: 'answer.xml', contents: xml }], schema: [readFileSync(schema ?? '', 'utf8')] })) ?? { errors: [{ message: 'nothing was validated' }] };
  return errors.map(({ message }) => message);
}

/** The one element that is newer than the archived schema. */
const withoutCurrency = (xml: string): string => xml.replace(/<CurrencyCode>[^<]*<\/CurrencyCode>/g, '');

const vault = new Vault(['channelSyncShipStationApi', 'channelSyncShipStationV2Api'].map((type) => ({ type, name: type, data: {} })));

async function answer(orders: IDataObject[], parameters: IDataObject = {}): Promise<{ body: string; left: string[] }> {
  const { items, errors } = await runNode({
    type: 'shipStation',
    parameters: {
      ...{ resource: 'customStore', operation: 'buildAnswer', order: '={{ $json }}' },
      query: JSON.stringify({ action: 'export', start_date: '01/06/2026 08:00', end_date: '01/06/2026 12:00', page: '1' }),
      ...parameters,
    } as never,
    vault,
    input: orders.length > 0 ? orders : [{}],
    onError: 'continueErrorOutput',
  });
  return { body: String(items[0]?.json.body), left: errors.map(({ json }) => String((json.error as IDataObject).message)) };
}

const long = 'Ж😀&<]]>é '.repeat(300);
const line = { id: 'l1', sku: 'A', name: 'Tea', quantity: 1, unitGross: 1 };

onlyWith('has a complaint about what does not fit, so that its silence says something', async () => {
  const { body } = await answer([order('SO-1')]);
  expect(await faultsOf(body)).toEqual([expect.stringContaining('CurrencyCode')]);
  expect(await faultsOf(withoutCurrency(body).replace('<Gift>false', '<Gift>False'))).not.toEqual([]);
  expect(await faultsOf(withoutCurrency(body).replace(/<Country>GB/, '<Country>GBR'))).not.toEqual([]);
});

onlyWith.each<[string, IDataObject[]]>([
  ['nothing', []],
  ['an ordinary order', [order('SO-1')]],
  ['every status', ['open', 'shipped', 'cancelled', 'unpaid', 'onHold'].map((status, index) => order(`SO-${index}`, { status }))],
  [
    'texts longer than every field, and of other alphabets',
    [
      order('SO-L', {
        buyer: { name: long, email: `${'a'.repeat(120)}@example.test`, phone: '0'.repeat(80), company: long },
        shippingAddress: { name: long, company: long, street: long, line2: long, city: long, state: long, postcode: '9'.repeat(80), country: 'GB', phone: '0'.repeat(80) },
        billingAddress: { name: long, company: long, street: 'x', city: 'y', country: 'DE' },
        notes: [{ kind: 'buyer', text: long }, { kind: 'internal', text: long }],
        gift: { flag: true, message: long },
        shippingMethod: { name: long },
        paymentMethod: { name: long },
        warehouse: long,
        source: long,
        lines: [{ ...line, id: 'l'.repeat(90), sku: 'S'.repeat(90), name: long, bin: long, options: Array.from({ length: 40 }, (_, index) => ({ name: `${index} ${long}`, value: long })), image: `https://example.test/${'x'.repeat(600)}` }],
      }),
    ],
  ],
  ['amounts with more decimals than are told', [order('SO-A', { lines: [{ ...line, unitGross: 3.33335, quantity: 3, weightGrams: 0.4 }], total: { gross: 10.00005 } })]],
  ['an order without what may be missing', [order('SO-M', { buyer: undefined, charges: undefined, discounts: undefined, total: undefined, shippingAddress: { company: 'Acme', street: 'x', city: 'y', country: 'IE' }, lines: [{ id: 'l1', quantity: 1 }] })]],
  ['control characters and half of a pair', [order('SO-C', { notes: [{ kind: 'buyer', text: 'a\u0000b\u001fc\ud83d d &#1; &amp;lt;' }] })]],
])('validates: %s', async (_what, orders) => {
  const { body, left } = await answer(orders);
  expect(left).toEqual([]);
  expect((body.match(/<Order>/g) ?? []).length).toBe(orders.length);
  expect(await faultsOf(withoutCurrency(body))).toEqual([]);
});

onlyWith('validates as a whole when some orders had to stay behind', async () => {
  const bad = [order('SO-X', { shippingAddress: undefined }), order('SO-H', { lines: [{ ...line, quantity: 0.5 }] }), order('SO-T', { lines: [{ ...line, unitGross: 99_999_999 }] }), order('SO-0', { lines: [] })];
  const { body, left } = await answer([order('SO-1'), ...bad, order('SO-2')], { options: { currency: false } });
  expect(left).toHaveLength(bad.length);
  expect(await faultsOf(body)).toEqual([]);
  expect((body.match(/<Order>/g) ?? []).length).toBe(2);
});
