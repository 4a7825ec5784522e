import { CARRIER_CODES, carrierCode, compact, compactOrNothing, countryCode, countryName, fullName, joinStreet, splitName, splitStreet, streetOf } from '../../../nodes/shared/model';

describe('compact', () => {
  it('drops what is not there and keeps what is', () => {
    expect(compact({ a: null, b: undefined, c: '', d: '  ', e: 0, f: false, g: [], h: ' x' })).toEqual({ e: 0, f: false, g: [], h: ' x' });
    expect(Object.keys(compact({ a: null, b: undefined }))).toEqual([]);
  });

  it('gives nothing for an empty group', () => {
    expect(compactOrNothing({ a: null, b: '' })).toBeUndefined();
    expect(compactOrNothing({ a: null, b: 'x' })).toEqual({ b: 'x' });
  });
});

describe('carrierCode', () => {
  it.each([
    ['DHL', 'dhl'],
    ['DHL Paket', 'dhl'],
    ['DHL Express Worldwide', 'dhl-express'],
    ['Deutsche Post DHL', 'dhl'],
    ['DEUTSCHE POST', 'deutsche-post'],
    ['DPD_UK', 'dpd'],
    ['royal_mail', 'royal-mail'],
    ['Royal Mail Tracked 48', 'royal-mail'],
    ['RoyalMail', 'royal-mail'],
    ['Hermes Logistik Gruppe', 'hermes'],
    ['Hermes UK', 'evri'],
    ['GO! Express & Logistics', 'go-express'],
    ['Fedex', 'fedex'],
    ['Österreichische Post', 'austrian-post'],
    ['Post Italiane', 'poste-italiane'],
    ['UPSMI', 'ups-mail-innovations'],
    ['trans-o-flex', 'trans-o-flex'],
    ['Groups Delivery', 'other'],
    ['Let it go', 'other'],
    ['Other', 'other'],
    ['constructor', 'other'],
    ['', undefined],
    [null, undefined],
  ])('%p is %p', (text, code) => {
    expect(carrierCode(text)).toBe(code);
  });

  it('knows its own codes', () => {
    expect(CARRIER_CODES.map((code) => [code, carrierCode(code)])).toEqual(CARRIER_CODES.map((code) => [code, code]));
    expect(new Set(CARRIER_CODES).size).toBe(CARRIER_CODES.length);
  });
});

describe('countries', () => {
  it.each([
    ['DE', 'DE'],
    ['de', 'DE'],
    ['UK', 'GB'],
    ['Germany', 'DE'],
    ['UNITED KINGDOM', 'GB'],
    ['United States', 'US'],
    ['USA', 'US'],
    ['Czech Republic', 'CZ'],
    ['Czechia', 'CZ'],
    ['Bosnia and Herzegovina', 'BA'],
    ['Curacao', 'CW'],
    ['XX', undefined],
    ['EU', undefined],
    ['Deutschland', undefined],
    ['constructor', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('%p is %p', (text, code) => {
    expect(countryCode(text)).toBe(code);
  });

  it('reads other languages when asked', () => {
    expect(countryCode('Österreich', ['en', 'de'])).toBe('AT');
    expect(countryCode('Magyarország', ['hu'])).toBe('HU');
  });

  it('names countries', () => {
    expect(countryName('DE')).toBe('Germany');
    expect(countryName('hu')).toBe('Hungary');
    expect(countryName('DE', 'de')).toBe('Deutschland');
    expect(countryName('ZZ')).toBeUndefined();
    expect(countryName('Germany')).toBeUndefined();
  });
});

describe('address', () => {
  it.each([
    ['Teststr. 1a', 'DE', { streetName: 'Teststr.', houseNumber: '1a' }],
    ['Straße des 17. Juni 135', 'DE', { streetName: 'Straße des 17. Juni', houseNumber: '135' }],
    ['Hauptstr. 12-14', 'DE', { streetName: 'Hauptstr.', houseNumber: '12-14' }],
    ['Fő utca 1.', 'HU', { streetName: 'Fő utca', houseNumber: '1' }],
    ['1 Mill Lane', 'GB', { streetName: 'Mill Lane', houseNumber: '1' }],
    ['221b Baker Street', undefined, { streetName: 'Baker Street', houseNumber: '221b' }],
    ['Am Markt', 'DE', { streetName: 'Am Markt' }],
  ])('splits %p (%p)', (street, country, parts) => {
    expect(splitStreet(street, country)).toEqual(parts);
  });

  it('joins in the order of the country', () => {
    expect(joinStreet('Teststr.', '1a', 'DE')).toBe('Teststr. 1a');
    expect(joinStreet('Mill Lane', '1', 'GB')).toBe('1 Mill Lane');
    expect(joinStreet('Am Markt', undefined)).toBe('Am Markt');
    expect(joinStreet(undefined, ' ')).toBeUndefined();
    expect(streetOf({ streetName: 'Teststr.', houseNumber: '1a', country: 'DE' })).toBe('Teststr. 1a');
    expect(streetOf({ street: 'As given 5', streetName: 'Other' })).toBe('As given 5');
  });

  it('finds the names', () => {
    expect(fullName({ firstName: 'Tom', lastName: 'Beispiel' })).toBe('Tom Beispiel');
    expect(fullName({ name: 'Erika Beispiel', lastName: 'X' })).toBe('Erika Beispiel');
    expect(fullName({ company: 'ACME' })).toBeUndefined();
    expect(splitName({ name: 'Ada King Byron' })).toEqual({ firstName: 'Ada King', lastName: 'Byron' });
    expect(splitName({ name: 'Cher' })).toEqual({ firstName: undefined, lastName: 'Cher' });
    expect(splitName({ name: 'Ignored Name', firstName: 'Tom' })).toEqual({ firstName: 'Tom', lastName: undefined });
  });
});
