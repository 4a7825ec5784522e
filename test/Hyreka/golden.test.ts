/** Files against the samples beside the sheet (hyreka.md §3), byte by byte where the sample holds what an order can tell. */
import { readFileSync } from 'node:fs';

import { decodeText } from '../../nodes/shared/format';
import { specification } from '../support/left-out';
import { columns, create, tableText } from './support/node';
import { BOXES, MUG_LEVELS, MUG_PRODUCTS, MUGS } from './support/orders';

const sample = (name: string): string | undefined => {
  const file = specification(`hyreka/${name}`);
  return file && decodeText(readFileSync(file), 'windows-1252');
};

const CONVENTION = columns(
  ['orderNumber'], ['orderDate'], ['channel'], ['customerNumber'],
  ['billingName'], ['billingStreet'], ['billingPostcode'], ['billingCity'], ['billingCountry'],
  ['shippingName'], ['shippingStreet'], ['shippingAddition'], ['shippingPostcode'], ['shippingCity'], ['shippingCountry'],
  ['email'], ['phone'], ['position'], ['sku'], ['name'], ['quantity'], ['unitGross'], ['taxRate'], ['shippingGross'],
  ['currency'], ['paymentMethod'], ['shippingMethod'], ['note'],
);

const orderLines = sample('auftragspositionen.csv');
(orderLines ? it : it.skip)('order lines are the sample, byte by byte', async () => {
  const { files, items } = await create('orderLines', [MUGS, BOXES], { columns: CONVENTION });
  expect(decodeText(files[0]?.bytes ?? new Uint8Array(), 'windows-1252')).toBe(orderLines);
  // The sample has no column for the promotion: that must not be dropped in silence.
  expect(items[0]?.json.remarks).toEqual(expect.arrayContaining(["Order '303-7654321-7654302': the file does not hold discounts of 2.00 EUR (add the column discountGross)"]));
});

const articles = sample('datenimport-artikel.csv');
(articles ? it : it.skip)('articles joined with their stock are the sample, byte by byte', async () => {
  expect(await tableText('articles', [...MUG_LEVELS, ...MUG_PRODUCTS].sort((a, b) => b.sku.localeCompare(a.sku)))).toBe(articles);
});

const customers = sample('datenimport-kunden.csv');
(customers ? it : it.skip)('customers are the sample, but for the salutation, which no order tells', async () => {
  const wanted = (customers ?? '').split('\r\n').map((row) => row.split(';').filter((_, index) => index !== 1).join(';'));
  const chosen = columns(['customerNumber'], ['company'], ['firstName'], ['lastName'], ['street'], ['postcode'], ['city'], ['country'], ['phone'], ['email'], ['taxNumber']);
  const written = await tableText('customers', [MUGS, BOXES, { ...MUGS, number: 'again' }], { columns: chosen });
  expect(written.split('\r\n')).toEqual(wanted);
});

const report = sample('amazon-order-report.cp1252.txt');
(report ? it : it.skip)('the Amazon order report is the sample, but for the order of address lines', async () => {
  const text = await tableText('amazonReport', [MUGS, BOXES]);
  const cells = (table: string) => table.split('\r\n').map((row) => row.split('\t'));
  const [header = [], ...rows] = cells(text);
  const [wantedHeader = [], ...wanted] = cells(report ?? '');
  expect(header).toEqual(wantedHeader);
  const differing = rows.flatMap((row, at) => header.filter((_, place) => row[place] !== wanted[at]?.[place]).map((name) => `${at} ${name}`));
  // The sample has 'z. Hd. Lager' in front of the street.
  expect(differing).toEqual(['2 ship-address-1', '2 ship-address-2']);
});
