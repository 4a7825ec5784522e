/** openTRANS documents against the published schema (hyreka.md §3) and against what the schema does not see. */
import { readFileSync } from 'node:fs';
import path from 'node:path';

import { parseXml } from '../../nodes/shared/format';
import type { Order, Shipment } from '../../nodes/shared/model';
import { leaveOut, specification } from '../support/left-out';
import { create } from './support/node';
import { BOXES, MUGS } from './support/orders';

interface Validator {
  validateXML(options: {
    xml: Array<{ fileName: string; contents: string }>;
    schema: string[];
    preload: Array<{ fileName: string; contents: string }>;
  }): Promise<{ valid: boolean; errors: Array<{ message: string }> }>;
}

function validator(): Validator | undefined {
  try {
    return jest.requireActual<Validator>('xmllint-wasm');
  } catch {
    leaveOut('openTRANS against its schema: the development package xmllint-wasm is not installed');
    return undefined;
  }
}

const xmllint = validator();
const schema = specification('hyreka/opentrans/opentrans_2_1.xsd');

const FILES = ['bmecat_2005.xsd', 'xmldsig-core-schema.xsd', 'xmlmime.xsd'];
const read = (name: string): string => readFileSync(path.join(path.dirname(schema ?? ''), name), 'utf8');

/** What the schema has against a document. */
async function faultsOf(xml: string): Promise<string[]> {
  const { errors } = (await xmllint?.validateXML({
    xml: [{ fileName: 'file.xml', contents: xml }],
    schema: [read('opentrans_2_1.xsd')],
    preload: FILES.map((fileName) => ({ fileName, contents: read(fileName) })),
  })) ?? { errors: [] };
  return errors.map(({ message }) => message);
}

const onlyWith = xmllint && schema ? it : it.skip;
const textOf = (file: { bytes: Uint8Array } | undefined): string => Buffer.from(file?.bytes ?? '').toString('utf8');

const order = async (...orders: Order[]) => await create('openTransOrder', orders);

const FULL: Order = {
  ...BOXES,
  number: 'FULL-1',
  lines: [
    ...BOXES.lines,
    { id: 'b', sku: 'GIFT', name: 'Grüße & <Geschenk>', quantity: 1.5, unitNet: 10.916, taxRate: 7, options: [{ name: 'Farbe', value: 'rot' }], gtin: '0401234567890' },
  ],
  charges: [{ kind: 'shipping', gross: 4.9, taxRate: 19 }, { kind: 'paymentFee', gross: 2, taxRate: 19, name: 'Nachnahme' }],
  discounts: [...(BOXES.discounts ?? []), { kind: 'coupon', code: 'X', scope: 'order', gross: 5, net: 4.2 }],
  total: undefined,
  notes: [{ kind: 'buyer', text: 'Bitte klingeln' }],
  pickupPoint: { id: '123', provider: 'DHL', customerNumber: '456' },
  purchaseOrderNumber: 'PO-7',
};

const SHIPMENT: Shipment = {
  order: { channel: 'amazon', account: 'main', id: '303-1' },
  orderNumber: '303-1',
  shippedAt: '2026-03-03T15:30:00.000Z',
  parcels: [
    { id: 'p1', carrier: 'dhl', carrierName: 'DHL', trackingNumber: '00340434161094000001', url: 'https://example.com/t', lines: [{ lineId: '1', sku: 'MUG-RED', quantity: 2 }] },
    { id: 'p2', trackingNumber: '2', lines: [{ lineId: '2', sku: 'MUG-BLUE', quantity: 1 }] },
    { id: 'p3', trackingNumber: '3', voided: true, lines: [{ lineId: '2', sku: 'MUG-BLUE', quantity: 1 }] },
  ],
};

describe('against the schema', () => {
  onlyWith('the schema refuses a document that is none', async () => {
    expect(await faultsOf('<ORDER xmlns="http://www.opentrans.org/XMLSchema/2.1" version="2.1" type="standard"/>')).not.toEqual([]);
  });

  onlyWith.each([['the sample', MUGS], ['a company with a promotion', BOXES], ['everything an order may hold', FULL]])('an order: %s', async (_name, one) => {
    const { files, errors } = await order(one);
    expect(errors).toEqual([]);
    expect(await faultsOf(textOf(files[0]))).toEqual([]);
  });

  onlyWith('an order that tells next to nothing', async () => {
    const bare = { ...MUGS, buyer: undefined, shippingAddress: undefined, billingAddress: undefined, charges: undefined, total: undefined, currency: undefined, lines: [{ id: '1', sku: 'A', quantity: 1 }] };
    const { files } = await order(bare);
    expect(await faultsOf(textOf(files[0]))).toEqual([]);
  });

  onlyWith('a despatch in two parcels', async () => {
    const { files, errors } = await create('openTransDispatch', [SHIPMENT]);
    expect(errors).toEqual([]);
    expect(await faultsOf(textOf(files[0]))).toEqual([]);
  });
});

interface Doc {
  ORDER: {
    ORDER_ITEM_LIST: { ORDER_ITEM: Array<{ PRICE_LINE_AMOUNT: string; LINE_ITEM_ID: string }> };
    ORDER_SUMMARY: { TOTAL_ITEM_NUM: string; TOTAL_AMOUNT: string };
  };
}

describe('what the schema does not see', () => {
  it('goods, shipping, charges and discounts add up to the total without tax', async () => {
    const { files, items } = await order(MUGS);
    const { ORDER } = parseXml(textOf(files[0]), { arrays: ['ORDER.ORDER_ITEM_LIST.ORDER_ITEM'] }) as unknown as Doc;
    const amounts = ORDER.ORDER_ITEM_LIST.ORDER_ITEM.map(({ PRICE_LINE_AMOUNT }) => PRICE_LINE_AMOUNT);
    // Row totals less their tax (hyreka.md §2): 19.98 - 3.19, 9.99 - 1.60, 3.99 - 0.64.
    expect(amounts).toEqual(['16.79', '8.39', '3.35']);
    expect(ORDER.ORDER_SUMMARY).toMatchObject({ TOTAL_ITEM_NUM: '3', TOTAL_AMOUNT: '28.53' });
    expect(items[0]?.json).toMatchObject({ key: 'amazon:main:303-1234567-1234501', number: MUGS.number, state: 'done', outcome: 'written', remarks: [] });
  });

  it('every party that is named is there', async () => {
    const { files } = await order(FULL);
    const xml = textOf(files[0]);
    const ids = [...xml.matchAll(/<bme:PARTY_ID[^>]*>([^<]+)</g)].map(([, id]) => id);
    const named = [...xml.matchAll(/_IDREF[^>]*>([^<\s][^<]*)</g)].map(([, id]) => id);
    expect(named.length).toBeGreaterThan(2);
    expect(named.filter((id) => !ids.includes(id))).toEqual([]);
  });

  it('an article number that is too long is refused, an address that is too long is told', async () => {
    const long = { ...MUGS, lines: [{ id: '1', sku: 'X'.repeat(33), quantity: 1, lineGross: 1, taxRate: 19 }] };
    const street = { ...MUGS, shippingAddress: { ...MUGS.shippingAddress, street: 'S'.repeat(60) } };
    const { errors, items, files } = await order(long, street);
    expect(errors.map(({ json }) => json.error)).toMatchObject([{ kind: 'refused', message: expect.stringContaining('longer than the 32 characters') }]);
    expect(items[0]?.json.remarks).toEqual([expect.stringContaining('the street of the delivery address was cut to the 50 characters')]);
    expect(textOf(files[0])).toContain(`<bme:STREET>${'S'.repeat(50)}</bme:STREET>`);
  });

  it('prices without tax that nothing tells are asked for, not guessed', async () => {
    const vague = { ...MUGS, charges: [], lines: [{ id: '1', sku: 'A', quantity: 1, lineGross: 11.9 }], total: { gross: 11.9 } };
    const { errors } = await order(vague);
    expect(errors[0]?.json.error).toMatchObject({ kind: 'refused', nextStep: "Set 'Tax Rate for What Has None' in the options." });
    const { files } = await create('openTransOrder', [vague], { options: { taxRate: '19' } });
    expect(textOf(files[0])).toContain('<PRICE_LINE_AMOUNT>10.00</PRICE_LINE_AMOUNT>');
  });

  it('voided parcels are not sent, and a shipment that does not say what is inside is refused', async () => {
    const { files, errors } = await create('openTransDispatch', [SHIPMENT, { ...SHIPMENT, parcels: [{ id: 'p', trackingNumber: '1' }] }]);
    expect([...textOf(files[0]).matchAll(/<QUANTITY>(\d+)</g)].map(([, pieces]) => pieces)).toEqual(['2', '1']);
    expect(errors.map(({ json }) => json.error)).toMatchObject([{ message: "Shipment of order '303-1' does not say what is inside" }]);
  });
});
