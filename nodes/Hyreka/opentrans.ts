import { refused } from '../shared/api/problem';
import { buildXml, type XmlInput } from '../shared/format';
import { fullName, streetOf, type Address } from '../shared/model';

/** Root element with the namespaces of openTRANS 2.1 and BMEcat 2005 (hyreka.md §3). */
export function openTransXml(root: string, attributes: { [name: string]: XmlInput }, content: { [name: string]: XmlInput }): string {
  const head = { '@xmlns': 'http://www.opentrans.org/XMLSchema/2.1', '@xmlns:bme': 'http://www.bmecat.org/bmecat/2005', '@version': '2.1' };
  return buildXml({ [root]: { ...head, ...attributes, ...content } }, { indent: 1 });
}

/** The schema's times have no fraction of a second in its samples. */
export const seconds = (moment: string): string => moment.replace(/\.\d+Z$/, 'Z');

/** Texts of the schema have a length; what does not fit is told and never cut in silence. */
export class Fitting {
  readonly remarks: string[] = [];

  constructor(private readonly subject: string) {}

  text(value: string | undefined, longest: number, what: string): string | undefined {
    const text = value?.trim();
    if (!text) return undefined;
    if ([...text].length <= longest) return text;
    this.remarks.push(`${this.subject}: ${what} was cut to the ${longest} characters openTRANS allows`);
    return [...text].slice(0, longest).join('').trimEnd();
  }

  /** A number that would mean something else when it is cut. @throws Problem */
  exact(value: string, longest: number, what: string): string {
    if ([...value].length <= longest) return value;
    throw refused(`${this.subject}: ${what} is longer than the ${longest} characters openTRANS allows`, 'Write another format, e.g. order lines as CSV.');
  }
}

export interface Party {
  id: string;
  idType: 'buyer_specific' | 'supplier_specific';
  role: string;
  address?: Address;
  email?: string;
  phone?: string;
  vatId?: string;
}

function addressXml(party: Party, fit: Fitting): XmlInput {
  const { address = {}, role } = party;
  const of = (what: string) => `${what} of the ${role} address`;
  const person = fullName(address);
  const [name, ...names] = [address.company, person, ...(address.careOf ?? []), address.line2, address.line3].filter((one) => one !== undefined && one !== '');
  const [name2, ...rest] = names;
  const xml = {
    'bme:NAME': fit.text(name, 50, of('the name')),
    'bme:NAME2': fit.text(name2, 50, of('a line')),
    'bme:NAME3': fit.text(rest.join(', '), 50, of('a line')),
    'bme:STREET': fit.text(streetOf(address), 50, of('the street')),
    'bme:ZIP': fit.text(address.postcode, 20, of('the postcode')),
    'bme:CITY': fit.text(address.city, 50, of('the city')),
    'bme:STATE': fit.text(address.state, 50, of('the state')),
    'bme:COUNTRY': fit.text(address.countryName, 50, of('the country')),
    'bme:COUNTRY_CODED': address.country,
    'bme:VAT_ID': fit.text(party.vatId, 50, 'the VAT id'),
    'bme:PHONE': fit.text(party.phone ?? address.phone, 50, 'the phone number'),
    'bme:EMAIL': fit.text(party.email ?? address.email, 255, 'the e-mail address'),
  };
  return Object.values(xml).some((value) => value !== undefined) ? xml : undefined;
}

/** Every party that is referred to has to be among them: the schema does not look (hyreka.md §3). */
export const partiesXml = (parties: readonly Party[], fit: Fitting): XmlInput => ({
  PARTY: parties.map((party) => ({
    'bme:PARTY_ID': { '@type': party.idType, '#text': party.id },
    PARTY_ROLE: party.role,
    ADDRESS: addressXml(party, fit),
  })),
});

export const partyRef = ({ id, idType }: Party): XmlInput => ({ '@type': idType, '#text': id });

/** UN/ECE code of a piece (hyreka.md §3). */
export const PIECE = 'C62';
