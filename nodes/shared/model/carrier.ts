/*
 * Model carrier codes and the spellings by which vendors mean them. A channel keeps its own table from these codes to
 * its exact spelling. Spellings collected from apis/kaufland.md 4.3, amazon.md 9.3, shipstation.md C3, linnworks.md 4.
 */
const SPELLINGS: Readonly<Record<string, readonly string[]>> = {
  'amazon-shipping': ['amazon logistics', 'amazon shipping', 'swiship', 'amzl'],
  asendia: ['asendia'],
  'austrian-post': ['austrian post', 'osterreichische post', 'post at'],
  bpost: ['bpost'],
  brt: ['brt', 'bartolini'],
  'canada-post': ['canada post', 'canadapost'],
  'china-post': ['china post'],
  chronopost: ['chronopost'],
  colissimo: ['colissimo'],
  correos: ['correos'],
  'czech-post': ['czech post', 'ceska posta'],
  dachser: ['dachser'],
  'deutsche-post': ['deutsche post', 'dpag'],
  dhl: ['dhl', 'deutsche post dhl'],
  'dhl-ecommerce': ['dhl ecommerce', 'dhl e commerce', 'dhl global mail', 'dhlglobalmail'],
  'dhl-express': ['dhl express', 'dhlexpress'],
  'dhl-freight': ['dhl freight'],
  dpd: ['dpd', 'dpduk', 'dpd local', 'interlink'],
  dsv: ['dsv'],
  evri: ['evri', 'myhermes', 'hermes uk'],
  fedex: ['fedex', 'federal express'],
  'fedex-freight': ['fedex freight'],
  'four-px': ['4px', 'four px'],
  geis: ['geis'],
  geodis: ['geodis'],
  gls: ['gls', 'general logistics systems'],
  hellmann: ['hellmann'],
  hermes: ['hermes', 'hermes logistik gruppe', 'hermes germany', 'hlg'],
  inpost: ['inpost'],
  'la-poste': ['la poste'],
  'magyar-posta': ['magyar posta', 'mpl'],
  'mondial-relay': ['mondial relay'],
  ontrac: ['ontrac'],
  packeta: ['packeta', 'zasilkovna'],
  parcelforce: ['parcelforce', 'parcel force'],
  'poland-post': ['poland post', 'poczta polska'],
  'poste-italiane': ['poste italiane', 'post italiane'],
  postnl: ['postnl', 'post nl'],
  ppl: ['ppl'],
  'royal-mail': ['royal mail', 'royalmail'],
  schenker: ['schenker', 'db schenker'],
  sda: ['sda'],
  seur: ['seur'],
  'slovakia-post': ['slovakia post', 'slovenska posta'],
  'spring-gds': ['spring gds'],
  tnt: ['tnt'],
  'trans-o-flex': ['trans o flex', 'transoflex'],
  ups: ['ups', 'united parcel service'],
  'ups-mail-innovations': ['upsmi', 'ups mail innovations'],
  usps: ['usps', 'united states postal service'],
  whistl: ['whistl'],
  yanwen: ['yanwen'],
  yodel: ['yodel'],
  'yun-express': ['yun express', 'yunexpress'],
  zufall: ['zufall'],
};

/** Words too common to be looked for inside a longer text. */
const ONLY_WHOLE: Readonly<Record<string, readonly string[]>> = {
  'go-express': ['go', 'go express', 'go express and logistics', 'go express logistics'],
  apc: ['apc', 'apc overnight'],
  gel: ['gel', 'gel express'],
  other: ['other', 'sonstige', 'other hauler', 'manual'],
};

const words = (carrier: string): string =>
  carrier
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/&/g, ' and ')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

const pairs = (table: Readonly<Record<string, readonly string[]>>): (readonly [string, string])[] =>
  Object.entries(table).flatMap(([code, spellings]) => [words(code), ...spellings].map((spelling) => [spelling, code] as const));

const exact: ReadonlyMap<string, string> = new Map([...pairs(SPELLINGS), ...pairs(ONLY_WHOLE)]);
const longestFirst = pairs(SPELLINGS).sort(([a], [b]) => b.length - a.length);

/** All model carrier codes, `other` last. */
export const CARRIER_CODES: readonly string[] = [...Object.keys(SPELLINGS), 'go-express', 'apc', 'gel'].sort().concat('other');

/**
 * Model code of a carrier in free text: `Royal Mail Tracked 48` -> royal-mail, `DPD_UK` -> dpd. The whole text is looked
 * up first, then the longest known spelling standing in it as whole words. `other` for text that is not recognised
 * (keep the vendor's text in `carrierName`), undefined for no text.
 */
export function carrierCode(carrier: string | null | undefined): string | undefined {
  const asked = words(carrier ?? '');
  if (asked === '') return undefined;
  const padded = ` ${asked} `;
  return exact.get(asked) ?? longestFirst.find(([spelling]) => padded.includes(` ${spelling} `))?.[1] ?? 'other';
}
