import { readXmlRecord, xmlRecords } from '../../../nodes/shared/format';

const read = (text: string) => [...xmlRecords(text)].map((record) => [record.name, readXmlRecord(text, record)]);
const names = (text: string) => [...xmlRecords(text)].map(({ name }) => name);

it('gives the children of the root one by one, as the tree of the whole would hold them', () => {
  const text = '<?xml version="1.0"?>\n<!-- <product> --><response><product id="a>b"><Nev>Mug &amp; bowl</Nev></product>\n<product/><other>1</other></response>\n';
  expect(read(text)).toEqual([
    ['product', { '@id': 'a>b', Nev: 'Mug & bowl' }],
    ['product', ''],
    ['other', '1'],
  ]);
});

it('takes what stands in CDATA and comments for text, however much it looks like markup', () => {
  const text = '<r><p><a><![CDATA[</p></r><p>]]></a><!-- </p> --></p><p>2</p></r>';
  expect(read(text)).toEqual([
    ['p', { a: '</p></r><p>' }],
    ['p', '2'],
  ]);
});

it('keeps children of the same name inside a record apart from records', () => {
  expect(names('<r><p><p>1</p><p>2</p></p><p>3</p></r>')).toEqual(['p', 'p']);
});

it('goes on behind a record that was read before', () => {
  const text = '<r><p>1</p><p>2</p><p>3</p></r>';
  const [first] = xmlRecords(text);
  expect([...xmlRecords(text, first?.end)].map((record) => readXmlRecord(text, record))).toEqual(['2', '3']);
});

it.each([
  ['a document that breaks off in a record', '<r><p>1</p><p>2'],
  ['a document that breaks off between records', '<r><p>1</p>'],
  ['a tag that is cut', '<r><p>1</p><p'],
  ['CDATA that is never closed', '<r><p><![CDATA[x</p></r>'],
  ['a record closed by another name', '<r><p>1</q></r>'],
  ['a document type', '<!DOCTYPE r [<!ENTITY a "b">]><r><p>1</p></r>'],
  ['a second root', '<r><p>1</p></r><r/>'],
  ['no element at all', 'maintenance'],
  ['nothing', ''],
])('refuses %s', (_what, text) => {
  expect(() => names(text)).toThrow(expect.objectContaining({ name: 'FormatError', code: 'bad-xml' }));
});

it('holds one record at a time, and reads a large document once', () => {
  const text = `<r>${'<p><a><![CDATA[x]]></a><b>1</b></p>'.repeat(200_000)}</r>`;
  let count = 0;
  for (const record of xmlRecords(text)) count += record.end > record.start ? 1 : 0;
  expect(count).toBe(200_000);
}, 10_000);
