import { misconfigured } from '../shared/api/problem';

/** A field of a file that is read, with the headings it is known by. */
export interface ReadField {
  name: string;
  heading: string;
  /** Further headings, the more certain ones first. */
  also: readonly string[];
}

/** Old dBase-like names, then the new ones (hyreka.md §1). `alarmbes` is the safety stock, not the reorder level. */
export const STOCK_HEADINGS: readonly ReadField[] = [
  { name: 'sku', heading: 'Artikel-Nr.', also: ['artikelnr', 'Artikelnummer', 'Artikel-Nr', 'Artikelnr.', 'SKU'] },
  { name: 'physical', heading: 'Bestand', also: ['lagerbesta', 'Lagerbestand'] },
  { name: 'available', heading: 'Verfügbar', also: ['verfuegb', 'Verfuegbar', 'Verfügbarer Bestand'] },
  { name: 'minimum', heading: 'Meldebestand', also: ['mindestbes'] },
  { name: 'bin', heading: 'Lagerort', also: [] },
];

/**
 * Hyreka's despatch list is not documented (hyreka.md §7): usual headings of German lists. The channel's own order number
 * goes before one that may be Hyreka's.
 */
export const DESPATCH_HEADINGS: readonly ReadField[] = [
  { name: 'orderNumber', heading: 'Kanal-Auftrag', also: ['order-id', 'Amazon-Bestellnummer', 'Bestellnummer', 'Auftragsnummer', 'Auftrags-Nr.'] },
  { name: 'carrier', heading: 'Versanddienstleister', also: ['Versender', 'Paketdienst', 'Frachtführer', 'Spediteur', 'Carrier'] },
  { name: 'trackingNumber', heading: 'Sendungsnummer', also: ['Trackingnummer', 'Tracking-Nr.', 'Paketnummer', 'Sendungs-Nr.', 'Tracking'] },
  { name: 'shippedAt', heading: 'Versanddatum', also: ['Versendet am', 'Lieferdatum', 'Lieferscheindatum', 'Datum'] },
  { name: 'service', heading: 'Versandart', also: [] },
  { name: 'sku', heading: 'Artikelnummer', also: ['Artikel-Nr.', 'artikelnr'] },
  { name: 'quantity', heading: 'Menge', also: ['Anzahl'] },
  { name: 'lineId', heading: 'Kanal-Position', also: ['order-item-id'] },
  { name: 'url', heading: 'Sendungsverfolgung', also: ['Tracking-Link'] },
];

const fold = (heading: string): string => heading.normalize('NFC').trim().toLowerCase();

/** Heading by field, as far as the file has it. */
export type Found = Readonly<Record<string, string>>;

/**
 * Which column of the file holds which field: under the operator's heading where he names one, else under a usual one.
 *
 * @throws Problem when a heading he names is not in the file
 */
export function findHeadings(fields: readonly ReadField[], named: Readonly<Record<string, string>>, headings: readonly string[]): Found {
  const inFile = new Map(headings.map((heading) => [fold(heading), heading]));
  const found: Record<string, string> = {};
  for (const { name, heading, also } of fields) {
    const own = named[name];
    const known = own === undefined ? [heading, ...also].map((one) => inFile.get(fold(one))).find(Boolean) : inFile.get(fold(own));
    if (known !== undefined) found[name] = known;
    else if (own !== undefined) throw noHeading(`the heading '${own}'`, headings);
  }
  return found;
}

export function noHeading(what: string, headings: readonly string[]): Error {
  const has = headings.map((heading) => `'${heading}'`).join(', ');
  return misconfigured(`The file does not have ${what}`, `Its first row holds ${has.slice(0, 400)}. Name the right one under 'Headings', or check that the first row is the header.`);
}
