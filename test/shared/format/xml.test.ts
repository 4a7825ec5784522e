import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { buildXml, isFormatError, parseXml, xmlChild, xmlList, xmlText, type XmlElement } from '../../../nodes/shared/format';

describe('parseXml', () => {
  it('reads elements, attributes, lists and CDATA; text stays text', () => {
    const xml = '<?xml version="1.0" encoding="UTF-8"?>\n<Orders page="01"><!-- two --><Order><Key>007</Key><Paid>true</Paid><Sum>1e3</Sum></Order><Order><Note><![CDATA[a <b> & c]]></Note></Order></Orders>';
    expect(parseXml(xml)).toEqual({ Orders: { '@page': '01', Order: [{ Key: '007', Paid: 'true', Sum: '1e3' }, { Note: 'a <b> & c' }] } });
  });

  it('makes lists of the named paths only', () => {
    const xml = '<Orders><Order><Items><Item>1</Item></Items></Order></Orders>';
    expect(parseXml(xml, { arrays: ['Orders.Order', 'Orders.Order.*.Item'] })).toEqual({ Orders: { Order: [{ Items: { Item: ['1'] } }] } });
    expect(parseXml(xml, { arrays: ['Order', 'Items.Item'] })).toEqual({ Orders: { Order: { Items: { Item: '1' } } } });
  });

  it.each([
    ['<a>&lt;b&gt; &amp; &quot;&apos;</a>', '<b> & "\''],
    ['<a>&#65;&#x20AC;&#128512;</a>', 'A€😀'],
    ['<a>&amp;lt;</a>', '&lt;'],
    ['<a><![CDATA[&amp;]]></a>', '&amp;'],
    ['<a>  padded \n </a>', 'padded'],
    ['<a> <![CDATA[ x ]]> </a>', ' x '],
    ['<a>one <![CDATA[two]]> three</a>', 'one two three'],
    ['<a/>', ''],
    ['<a></a>', ''],
    ['\ufeff<a>x</a>', 'x'],
    ['<a>line\r\nbreak</a>', 'line\nbreak'],
  ])('reads %p', (xml, text) => {
    expect(parseXml(xml)).toEqual({ a: text });
  });

  it('keeps blanks when asked, text beside attributes, and decodes attributes', () => {
    expect(parseXml('<a> x </a>', { trim: false })).toEqual({ a: ' x ' });
    expect(parseXml('<a unit="k&amp;g &#34;" >5</a>')).toEqual({ a: { '@unit': 'k&g "', '#text': '5' } });
    expect(parseXml("<a x=' y '/>")).toEqual({ a: { '@x': ' y ' } });
  });

  it('drops prefixes when asked', () => {
    const xml = '<o:ORDER xmlns:o="urn:o" xmlns:bme="urn:b"><bme:ID bme:type="x">7</bme:ID></o:ORDER>';
    expect(parseXml(xml, { dropPrefixes: true, arrays: ['ORDER.ID'] })).toMatchObject({ ORDER: { ID: [{ '@type': 'x', '#text': '7' }] } });
    expect(parseXml(xml)).toMatchObject({ 'o:ORDER': { 'bme:ID': { '#text': '7' } } });
  });

  it.each([
    ['<!DOCTYPE a SYSTEM "http://evil.example/x.dtd"><a/>', 1, 'document type'],
    ['<?xml version="1.0"?>\n<!DOCTYPE a [<!ENTITY x "y">]>\n<a>&x;</a>', 2, 'document type'],
    ['<!doctype html><html></html>', 1, 'document type'],
    ['<a>\n<b/>&nbsp;</a>', 2, 'no known entity'],
    ['<a>Müller & Co</a>', 1, 'no known entity'],
    ['<a b="&x;"/>', 1, 'no known entity'],
    ['<a>&#0;</a>', 1, 'no known entity'],
    ['<a>&#xD800;</a>', 1, 'no known entity'],
    ['<a>&AMP;</a>', 1, 'no known entity'],
    ['<a>\n\n<b></a>', 3, 'Not well-formed XML in line 3'],
    ['<a><!-- \n', 1, 'never closed'],
    ['', 1, 'Not well-formed'],
    ['{"a":1}', 1, 'Not well-formed'],
    ['<html><p>Too many</html>', 1, 'Not well-formed'],
  ])('refuses %p and names line %i', (xml, line, message) => {
    expect(() => parseXml(xml)).toThrow(expect.objectContaining({ code: 'bad-xml', line, message: expect.stringContaining(message) }));
  });

  it('does not take a DOCTYPE in a comment or CDATA for one', () => {
    expect(parseXml('<!-- <!DOCTYPE a> & --><a><![CDATA[<!DOCTYPE a> &x;]]></a>')).toEqual({ a: '<!DOCTYPE a> &x;' });
  });

  it('refuses a tower of elements', () => {
    expect(() => parseXml('<a>'.repeat(300) + '</a>'.repeat(300))).toThrow('Maximum nested tags');
  });

  it.each(['<a/><b/>', '<a/>text', 'text<a/>', '<a/><![CDATA[x]]>', '<?xml version="1.0"?>', '<!-- only -->'])('refuses %p: one root and nothing beside it', (xml) => {
    expect(() => parseXml(xml)).toThrow(expect.objectContaining({ code: 'bad-xml' }));
  });

  it.each(['__proto__', 'constructor', 'prototype'])('refuses an element called %s', (name) => {
    expect(() => parseXml(`<a><${name}><polluted>1</polluted></${name}></a>`)).toThrow(expect.objectContaining({ code: 'bad-xml' }));
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('stays quick on hostile text', () => {
    const started = Date.now();
    expect(() => parseXml('<!--'.repeat(200_000))).toThrow('never closed');
    expect(() => parseXml(`<a>${'&amp;'.repeat(100_000)}&</a>`)).toThrow('no known entity');
    expect(Date.now() - started).toBeLessThan(3000);
  });

  it('throws errors that are known by shape', () => {
    const caught = (run: () => unknown): unknown => {
      try {
        return run();
      } catch (error) {
        return error;
      }
    };
    expect(isFormatError(caught(() => parseXml('')))).toBe(true);
    expect(isFormatError(new Error('x'))).toBe(false);
  });
});

describe('reading helpers', () => {
  const parsed = parseXml('<r><one><x>1</x></one><many/><many>2</many><t a="1"> text </t><blank> </blank></r>');
  const root = parsed['r'];
  it('treat none, one and many alike', () => {
    expect(xmlList(root, 'one')).toEqual([{ x: '1' }]);
    expect(xmlList(root, 'many')).toEqual(['', '2']);
    expect(xmlList(root, 'none')).toEqual([]);
    expect(xmlList('', 'x')).toEqual([]);
    expect(xmlList(undefined, 'x')).toEqual([]);
    expect(xmlList(root, 'toString')).toEqual([]);
  });

  it('give children and text', () => {
    expect(xmlChild(root, 'one')).toEqual({ x: '1' });
    expect(xmlChild(root, 'blank')).toBeUndefined();
    expect(xmlText(root, 't')).toBe('text');
    expect(xmlText(root, 'blank')).toBeUndefined();
    expect(xmlText(root, 'one')).toBeUndefined();
  });
});

describe('buildXml', () => {
  it('escapes, repeats, leaves out and declares', () => {
    const document = { Orders: { '@v': 'a"<\n', Order: [{ Key: '1-2', Name: 'A & B <c>', Paid: true, Sum: 12.5, None: undefined, Nil: null, Empty: '' }, 'x'] } };
    expect(buildXml(document)).toBe(
      '<?xml version="1.0" encoding="UTF-8"?><Orders v="a&quot;&lt;&#10;"><Order><Key>1-2</Key><Name>A &amp; B &lt;c&gt;</Name><Paid>true</Paid><Sum>12.5</Sum><Empty/></Order><Order>x</Order></Orders>',
    );
  });

  it('indents elements but not text', () => {
    expect(buildXml({ a: { b: { c: 'x' }, d: '' } }, { indent: 2, encoding: null })).toBe('<a>\n  <b>\n    <c>x</c>\n  </b>\n  <d/>\n</a>\n');
  });

  it('writes CDATA that holds its own end', () => {
    const xml = buildXml({ a: { '#cdata': 'x]]>y<z>' } }, { encoding: null });
    expect(xml).toBe('<a><![CDATA[x]]]]><![CDATA[>y<z>]]></a>');
    expect(parseXml(xml)).toEqual({ a: 'x]]>y<z>' });
  });

  it.each<[string, Parameters<typeof buildXml>[0], string]>([
    ['two roots', { a: '', b: '' }, 'exactly one root'],
    ['no root', {}, 'exactly one root'],
    ['a list as root', { a: ['x'] }, 'exactly one root'],
    ['a wrong name', { a: { 'b c': '' } }, "'b c' is not an XML name (at a.b c)"],
    ['a wrong attribute name', { a: { '@x><': '' } }, 'is not an XML name'],
    ['a list in a list', { a: { b: [['x']] } }, 'list inside a list'],
    ['an object as attribute', { a: { '@b': { c: '' } } }, 'a.@b must be text'],
    ['a control code', { a: { b: 'x\u000b' } }, 'a.b holds a character that XML forbids'],
    ['half a surrogate pair', { a: '\ud83d' }, 'forbids'],
  ])('refuses %s', (_name, document, message) => {
    expect(() => buildXml(document)).toThrow(message);
  });

  it('drops forbidden characters when asked', () => {
    expect(buildXml({ a: 'x\u0000\u000by😀' }, { illegal: 'drop', encoding: null })).toBe('<a>xy😀</a>');
  });

  it('is read back unchanged', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'ő', '😀', '&', '<', '>', '"', "'", ']', '\r', '\n', '\t', ' ', ';', '#', '0') }).map((value) => `x${value}x`);
    const name = fc.constantFrom('A', 'b-c', 'd.e', '_f', 'Tétel');
    const { element } = fc.letrec<{ element: XmlElement }>((tie) => ({
      element: fc.dictionary(name, fc.oneof({ maxDepth: 3 }, text, tie('element'), fc.array(text, { minLength: 2, maxLength: 3 })), { minKeys: 1, noNullPrototype: true }).chain((children) =>
        fc.option(text, { nil: undefined }).map((attribute) => (attribute === undefined ? children : { ...children, '@id': attribute })),
      ) as fc.Arbitrary<XmlElement>,
    }));
    fc.assert(
      fc.property(element, fc.constantFrom(0, 2), (content, indent) => {
        expect(parseXml(buildXml({ root: content }, { indent }))).toEqual({ root: content });
      }),
    );
  });
});

describe('where the library is used', () => {
  it('xml.ts alone imports it, since the build bundles that one file', () => {
    const folder = join(__dirname, '../../../nodes/shared/format');
    const source = (file: string): string => readFileSync(join(folder, file), 'utf8');
    expect(source('xml.ts')).toContain("'fast-xml-parser'");
    expect(source('xml-write.ts')).not.toContain('fast-xml-parser');
  });
});
