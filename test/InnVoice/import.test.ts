/** Import against the sandbox: what was sent, and which documents exist afterwards. */
import type { INodeParameters } from 'n8n-workflow';

import { InnVoiceRoom } from './support/room';
import { line, order, orderOf } from './support/orders';

jest.mock('n8n-workflow', () => ({ ...jest.requireActual<object>('n8n-workflow'), sleep: async () => {} }));

let room: InnVoiceRoom;
beforeAll(async () => (room = await InnVoiceRoom.open()));
afterAll(async () => await room.close());
beforeEach(() => room.reset());

async function only(parameters: INodeParameters = {}, given = order('1001')) {
  const { rows, problems } = await room.import([given], parameters);
  expect(problems).toEqual([]);
  const documents = await room.documents();
  expect(documents).toHaveLength(1);
  return { row: rows[0] ?? {}, document: documents[0]! };
}

describe('an order becomes one document', () => {
  it('as a draft unless something else is chosen, with buyer, lines and the order number', async () => {
    const { row, document } = await only();
    expect(document).toMatchObject({
      status: 'draft',
      book: '1',
      currency: 'HUF',
      payment: 'Bankkártya',
      paid: true,
      electronic: true,
      gross: 25350,
      orderNumber: '1001',
      comment: 'Rendelésszám: 1001',
      buyer: { name: 'Minta Anna', postcode: '1011', town: 'Budapest', street: 'Fő utca 1.', country: 'HU' },
    });
    expect(document.buyer).not.toHaveProperty('taxNumber');
    expect(document.lines).toMatchObject([
      { name: 'Bögre, piros', vat: '27%', grossPrice: true, unitPrice: '11430', quantity: '2', unit: 'db', extra: {} },
      { name: 'Házhozszállítás', vat: '27%', grossPrice: true, unitPrice: '2490', quantity: '1', unit: 'db' },
    ]);
    expect(row).toMatchObject({
      outcome: 'created',
      targetId: document.techid,
      techid: document.techid,
      tableId: document.tableId,
      printUrl: expect.stringContaining('http'),
      identityKey: 'testshop:shop-one:1001',
      number: '1001',
      document: 'draft',
      draft: true,
      total: 25350,
    });
    expect(row).not.toHaveProperty('totalDifference');
    expect(row).not.toHaveProperty('invoiceNumber');
  });

  it.each([
    ['draft', 'draft', false],
    ['invoice', 'closed', false],
    ['proforma', 'proforma', true],
    ['proformaDraft', 'draft', true],
  ])('as %s', async (chosen, status, proforma) => {
    const { row, document } = await only({ document: chosen });
    expect(document).toMatchObject({ status, proforma });
    expect(row).toMatchObject({ document: chosen, chosen });
  });

  it('writes a single line without a number and further ones from 1 on', async () => {
    await room.import([orderOf([line('1')], { number: 'ONE', total: { gross: 22860 } }), order('TWO')]);
    const [one, two] = room.bodies('/invoice');
    expect(one).toContain('<TetelNev><![CDATA[');
    expect(one).not.toContain('TetelNev1');
    expect(two).toContain('<TetelNev1><![CDATA[');
    expect(two).toContain('<TetelNev2><![CDATA[');
  });

  it('carries whatever stands in a name safely', async () => {
    const name = 'A ]]> B & <C> "D" \u0000\u0007é';
    const { document } = await only({}, orderOf([line('1', { name })], { number: 'X1' }));
    expect(document.lines[0]?.name).toBe('A ]]> B & <C> "D" é');
  });

  it('of a company with its tax number', async () => {
    const billingAddress = { company: 'Minta Kft.', name: 'Minta Anna', street: 'Kárász utca 3.', postcode: '6720', city: 'Szeged', country: 'HU' };
    const { document } = await only({}, order('1002', { billingAddress, buyer: { name: 'Minta Anna', taxNumber: '12345678-2-06' } }));
    expect(document.buyer).toMatchObject({ name: 'Minta Kft.', taxNumber: '12345678-2-06' });
  });

  it('with one call each, and an order that stands in two items once', async () => {
    const { rows } = await room.import([order('1'), order('2'), order('1')]);
    expect(rows.map(({ number }) => number)).toEqual(['1', '2', '1']);
    expect(rows[2]?.targetId).toBe(rows[0]?.targetId);
    expect(await room.calls()).toEqual({ invoice: 2 });
    expect((await room.documents()).map(({ orderNumber }) => orderNumber)).toEqual(['1', '2']);
  });

  it('whatever root name and number the answer has', async () => {
    await room.assume({ 'proforma-root': 'invoice', 'proforma-number': 'present', 'draft-number': 'present' });
    const { rows } = await room.import([order('1')], { document: 'proforma' });
    expect(rows[0]).toMatchObject({ outcome: 'created', invoiceNumber: expect.stringContaining('D-') });
  });
});

describe('dates', () => {
  beforeEach(() => void jest.spyOn(Date, 'now').mockReturnValue(Date.parse('2026-03-28T23:30:00Z')));
  afterEach(() => jest.restoreAllMocks());

  it('are days of the Hungarian clock, whatever the changing of the clocks does', async () => {
    const { document } = await only({ dueDays: 1 });
    expect(document).toMatchObject({ issued: '2026.03.29.', fulfilled: '2026.03.29.', due: '2026.03.30.' });
  });

  it('take the day of the order for the fulfilment when chosen', async () => {
    const { document } = await only({ fulfilment: 'orderDate' });
    expect(document.fulfilled).toBe('2026.03.01.');
  });
});

describe('payment', () => {
  const payments = { payment: [{ method: 'bankkártya', text: 'kártya', paid: 'yes', dueDays: '0' }, { method: 'cod', text: 'utánvét', paid: 'no', dueDays: '' }] };

  it('is said in the words, state and days the operator gave for the method', async () => {
    await room.import([order('1', { paid: false }), order('2', { paymentMethod: { id: 'cod', name: 'Utánvétes' } })], { dueDays: 8, options: { payments } });
    const [card, cod] = await room.documents();
    expect(card).toMatchObject({ payment: 'kártya', paid: true });
    expect(card?.due).toBe(card?.issued);
    expect(cod).toMatchObject({ payment: 'utánvét', paid: false });
    expect(cod?.due).not.toBe(cod?.issued);
  });

  it('is as on the order otherwise', async () => {
    await room.import([order('1', { paid: undefined })]);
    expect((await room.documents())[0]).toMatchObject({ paid: false, payment: 'Bankkártya' });
  });

  it('that is missing is asked for, not guessed', async () => {
    const { problems } = await room.import([order('1', { paymentMethod: undefined })]);
    expect(problems).toMatchObject([{ kind: 'refused', message: expect.stringMatching(/Order '1'.*paymentMethod/) }]);
    const { document } = await only({ options: { paymentIfMissing: 'átutalás' } }, order('2', { paymentMethod: undefined }));
    expect(document.payment).toBe('átutalás');
  });
});

describe('the e-mail flag', () => {
  it('goes with a closed document and the buyer\'s address', async () => {
    const { row, document } = await only({ document: 'invoice', sendEmail: true });
    expect(document.extra).toMatchObject({ VevoEmail: 'anna@example.com', EmailKuldes: '1' });
    expect(row.emailAsked).toBe(true);
  });

  it.each([
    ['a draft', order('1'), { document: 'draft', sendEmail: true }],
    ['a document held back as a draft', order('1', { total: { gross: 1 } }), { document: 'invoice', sendEmail: true }],
    ['a buyer without an address', order('1', { buyer: { name: 'Minta Anna' } }), { document: 'invoice', sendEmail: true }],
  ])('never goes with %s', async (_what, given, parameters) => {
    const { row, document } = await only(parameters, given);
    expect(document.extra).not.toHaveProperty('EmailKuldes');
    expect(document.extra).not.toHaveProperty('VevoEmail');
    expect(row.emailAsked).toBe(false);
  });
});

describe('a document that must not be closed unseen', () => {
  it('is closed when the sum is the order\'s total, or off by a forint a line at most', async () => {
    await room.import([order('1'), order('2', { total: { gross: 25352 } })], { document: 'invoice' });
    expect((await room.documents()).map(({ status }) => status)).toEqual(['closed', 'closed']);
  });

  it.each([
    ['more', 25353, 3],
    ['less', 25347, -3],
  ])('is a draft, and says so, when the total is %s than the lines', async (_what, gross, totalDifference) => {
    const { row, document } = await only({ document: 'invoice' }, order('1', { total: { gross } }));
    expect(document.status).toBe('draft');
    expect(row).toMatchObject({ document: 'draft', chosen: 'invoice', totalDifference, heldBack: expect.stringContaining('differs'), nextStep: expect.stringContaining('close it there') });
  });

  it('is a draft when the order tells no total', async () => {
    const { row, document } = await only({ document: 'proforma' }, order('1', { total: undefined }));
    expect(document).toMatchObject({ status: 'draft', proforma: true });
    expect(row).toMatchObject({ document: 'proformaDraft', heldBack: expect.stringContaining('no total') });
  });

  it('is a draft as long as nobody has compared how decimals arrive', async () => {
    const euro = order('1', { currency: 'EUR', lines: [line('1', { unitGross: 12.99 })], charges: [], total: { gross: 25.98 } });
    const { row, document } = await only({ document: 'invoice' }, euro);
    expect(document).toMatchObject({ status: 'draft', currency: 'EUR', gross: 25.98 });
    expect(row.heldBack).toContain('Decimals Are Checked');
    room.reset();
    const checked = await only({ document: 'invoice', options: { decimalsChecked: true } }, euro);
    expect(checked.document.status).toBe('closed');
  });

  it('cannot be closed by an extra field either', async () => {
    const { problems } = await room.import([order('1')], { options: { headerFields: { field: [{ name: 'Felretett', value: '0' }] } } });
    expect(problems).toMatchObject([{ kind: 'unavailable', message: expect.stringContaining('Felretett') }]);
    expect(await room.documents()).toEqual([]);
  });
});

describe('stock by SKU', () => {
  it('gives lines their SKU where InnVoice knows it, names the others, and reads the catalogue once', async () => {
    await room.seed([{ sku: 'MUG-RED' }]);
    const mixed = order('1', { lines: [line('1'), line('2', { sku: 'NEW-ONE' })], total: undefined });
    const { rows } = await room.import([mixed, order('2')], { stockBySku: true });
    const [first, second] = await room.documents();
    expect(first?.lines.map(({ extra }) => extra)).toEqual([{ CikkSzam: 'MUG-RED' }, {}, {}]);
    expect(second?.lines[0]?.extra).toEqual({ CikkSzam: 'MUG-RED' });
    expect(rows.map(({ withoutStock }) => withoutStock)).toEqual([['NEW-ONE'], []]);
    expect(await room.calls()).toEqual({ product: 1, invoice: 2 });
  });

  it('is left out, catalogue and all, unless it is switched on', async () => {
    await room.seed([{ sku: 'MUG-RED' }]);
    const { document } = await only();
    expect(document.lines[0]?.extra).toEqual({});
    expect(await room.calls()).toEqual({ invoice: 1 });
  });

  it('sends nothing when the catalogue cannot be read', async () => {
    await room.fault({ kind: 'html-200', times: -1, match: '/product' });
    const { problems } = await room.import([order('1'), order('2')], { stockBySku: true });
    expect(problems.map(({ kind }) => kind)).toEqual(['unavailable', 'unavailable']);
    expect(await room.documents()).toEqual([]);
  });
});

describe('names nobody confirms', () => {
  it('can be replaced, added to and left out without waiting for a release', async () => {
    await room.seed([{ sku: 'MUG-RED' }]);
    const { document } = await only({
      document: 'invoice',
      stockBySku: true,
      sendEmail: true,
      options: {
        comment: 'Webshop',
        language: 'en',
        exchangeRate: '400',
        elementNames: { element: [{ part: 'lineSku', name: 'TetelCikkszam' }, { part: 'email', name: 'Email' }] },
        headerFields: { field: [{ name: 'Arfolyam', value: '' }, { name: 'Nyelv', value: 'hu' }, { name: 'Projekt', value: 'P1' }] },
        lineFields: { field: [{ name: 'Azonosito', value: '{lineId}/{sku}/{gtin}' }] },
      },
    });
    expect(document.comment).toBe('Webshop Rendelésszám: 1001');
    expect(document.extra).toEqual({ Email: 'anna@example.com', EmailKuldes: '1', Nyelv: 'hu', Projekt: 'P1' });
    expect(document.lines.map(({ extra }) => extra)).toEqual([{ TetelCikkszam: 'MUG-RED', Azonosito: '1/MUG-RED/' }, { Azonosito: '//' }]);
  });

  it('has to be the name of an element', async () => {
    const { problems } = await room.import([order('1')], { options: { headerFields: { field: [{ name: 'a b><c', value: 'x' }] } } });
    expect(problems).toMatchObject([{ kind: 'unavailable', message: expect.stringContaining('not the name of an XML element') }]);
  });

  it('spells the forint as asked', async () => {
    await room.import([order('1')]);
    await room.import([order('2')], { options: { forint: 'HUF' } });
    expect(room.bodies('/invoice').map((body) => /<Devizanem><!\[CDATA\[(\w+)/.exec(body)?.[1])).toEqual(['Ft', 'HUF']);
  });

  it('writes decimals with the sign the operator found to be right', async () => {
    await room.assume({ 'decimal-separator': 'comma' });
    const euro = order('1', { currency: 'EUR', lines: [line('1', { unitGross: 12.99 })], charges: [], total: { gross: 25.98 } });
    expect((await room.import([euro])).problems).toMatchObject([{ kind: 'refused', message: expect.stringContaining('EgysegAr') }]);
    const { document } = await only({ options: { decimalSign: ',' } }, euro);
    expect(document.lines[0]?.unitPrice).toBe('12,99');
  });
});

describe('what goes wrong', () => {
  it.each(['200', '4xx'])('concerns one order when InnVoice says no to it with HTTP %s', async (status) => {
    await room.assume({ 'error-status': status });
    await room.fault({ kind: 'refuse', record: '2', message: 'Hibás adószám' });
    const { rows, problems } = await room.import([order('1'), order('2'), order('3')]);
    expect(rows.map(({ number }) => number)).toEqual(['1', '3']);
    expect(problems).toMatchObject([{ item: 1, kind: 'refused', message: expect.stringMatching(/Order '2'.*InnVoice.*Hibás adószám/), code: '500' }]);
  });

  it.each(['reset', 'reset-after-write', 'truncated-body', 'html-200', 'status-5xx'])(
    'is an open question about exactly that order when the answer is lost (%s), which is never sent again',
    async (kind) => {
      await room.fault({ kind, skip: 1, times: 1 });
      const { rows, problems } = await room.import([order('1'), order('2'), order('3'), order('4')]);
      expect(rows.map(({ number }) => number)).toEqual(['1']);
      expect(problems.map(({ kind: told, item }) => [item, told])).toEqual([
        [1, 'unknown'],
        [2, 'unavailable'],
        [3, 'unavailable'],
      ]);
      expect(problems[0]).toMatchObject({ message: expect.stringMatching(/Order '2': open question/), nextStep: expect.stringContaining('order number'), vendor: 'InnVoice' });
      expect(problems[1]?.message).toMatch(/Order '3' was not sent/);
      // The one left open was sent once, those after it not at all.
      expect(room.bodies('/invoice').map((body) => /Rendelésszám: (\d)/.exec(body)?.[1])).toEqual(['1', '2']);
    },
  );

  it('is waited for and sent once more when InnVoice says it is too much', async () => {
    await room.fault({ kind: 'status-429', times: 2 });
    const { rows } = await room.import([order('1')]);
    expect(rows).toMatchObject([{ outcome: 'created' }]);
    expect(await room.documents()).toHaveLength(1);
  });

  it('stops the run when the log-in is wrong, and blames no order', async () => {
    for (const status of ['401', '200']) {
      await room.assume({ 'wrong-password': status });
      const { problems } = await room.import([order('1'), order('2')], {}, await room.vault({ password: 'wrong-password-00', checkedLogIn: 'yes' }));
      expect(problems).toMatchObject([{ kind: 'unavailable', message: expect.stringContaining('does not let this account in') }, { kind: 'unavailable' }]);
    }
    expect(await room.documents()).toEqual([]);
  });

  it('stops the run when the invoice book is none of the account\'s, and blames no order', async () => {
    const { problems } = await room.import([order('1'), order('2'), order('3')], { invoiceBook: { __rl: true, mode: 'id', value: '5120' } });
    const wrong = { kind: 'unavailable', message: 'InnVoice has no invoice book 5120', nextStep: expect.stringContaining("(1)") };
    expect(problems).toMatchObject([wrong, wrong, wrong]);
    expect(room.bodies('/invoice')).toHaveLength(1);
    expect(await room.documents()).toEqual([]);
  });

  it.each([
    ['an order that is not complete', { complete: false }, 'not complete'],
    ['a cancelled order', { status: 'cancelled' as const }, 'cancelled'],
    ['an order without a currency', { currency: undefined }, "'currency'"],
    ['an address without a town', { billingAddress: { name: 'A', street: 'B 1', postcode: '1', country: 'HU' } }, "'billingAddress.city'"],
    ['a line without a price', { lines: [line('7', { unitGross: undefined })] }, "line '7' has no price"],
    ['a line without a VAT rate', { lines: [line('7', { taxRate: undefined })] }, "line '7' has no 'taxRate'"],
    ['0 % VAT without the operator\'s reason', { lines: [line('7', { taxRate: 0 })] }, "line '7' has 0 % VAT"],
  ])('is told of %s by order and field, and the next one goes through', async (_what, changes, named) => {
    const { rows, problems } = await room.import([order('BAD', changes), order('GOOD')]);
    expect(problems).toMatchObject([{ item: 0, kind: 'refused', message: expect.stringContaining(named) }]);
    expect(problems[0]?.message).toContain("Order 'BAD'");
    expect(rows.map(({ number }) => number)).toEqual(['GOOD']);
  });

  it('never tells a person or a print link', async () => {
    await room.fault({ kind: 'refuse', record: '1', message: 'anna@example.com is not allowed' });
    const { problems } = await room.import([order('1')]);
    expect(JSON.stringify(problems)).not.toMatch(/anna@example|Minta|innvoice-print/);
  });
});

describe('a dry run', () => {
  it('writes nothing and shows the very request', async () => {
    const { rows } = await room.import([order('1'), order('2', { total: { gross: 1 } })], { document: 'invoice', dryRun: true });
    expect(rows).toMatchObject([
      { outcome: 'would create', document: 'invoice', request: { method: 'POST', path: '/invoice' } },
      { outcome: 'would create', document: 'draft', heldBack: expect.any(String) },
    ]);
    expect(await room.documents()).toEqual([]);
    await room.import([order('1')], { document: 'invoice' });
    expect((rows[0]?.request as { body: string }).body).toBe(room.bodies('/invoice')[0]);
  });
});
