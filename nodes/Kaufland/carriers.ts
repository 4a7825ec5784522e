import { carrierCode } from '../shared/model';

/** What Kaufland takes for a carrier it has no name for; only these two go without a tracking number (kaufland.md §4.3). */
export const OTHER = 'Other';
export const OTHER_HAULER = 'Other Hauler';

/** Kaufland's exact spellings (kaufland.md §4.3); the account's own list is asked only for a name that is not here. */
export const CARRIER_NAMES: readonly string[] = [
  OTHER, OTHER_HAULER, 'AIT Home Delivery', 'Allekurier', 'Amazon Logistics DE (Swiship)', 'Amazon Shipping (IT)', 'Asendia',
  'Asendia Germany', 'Austrian Post', 'Ambro Express', 'Bejot Logistics', 'BRT Bartolini', 'Bursped', 'Cainiao', 'Cargoline',
  'Cargo International', 'China Post', 'Chronopost', 'Chukou1 Logistics', 'Colissimo', 'Colis Prive', 'CNE Express', 'Correos',
  'Cubyn', 'Czech Post', 'Dachser', 'Deutsche Post', 'DHL', 'DHL 2 MH', 'DHL Express', 'DHL Ecommerce', 'DHL Freight',
  'DHL Hong Kong', 'DHL Poland Domestic', 'DPD', 'DPD France', 'DPD Hungary', 'DPD Netherlands', 'DPD Romania',
  'DPD Czech Republic', 'DPD Slovakia', 'DPD Austria', 'DPD UK', 'DPD Poland', 'dtl', 'DSV', 'ECE', 'Emons', 'Evri', 'Fedex',
  'FedEx Poland Domestic', 'Flyt Express', '4PX', 'Gebruder Weiss Germany', 'Gebruder Weiss', 'Geis', 'Geis Poland', 'GEL',
  'Geodis', 'GLS', 'GLS Czech Republic', 'GLS Italy', 'GLS Poland', 'Go Express and Logistics', 'GOFO', 'Hellmann', 'Hermes',
  'Hermes 2 MH', 'Hong Kong Post', 'Hua Han Logistics', 'IDS Logistik', 'Iloxx', 'Iloxx Spedition', 'InPost', 'Jersey Post',
  'Kuehne & Nagel', 'La Poste', 'Liccardi', 'Maersk', 'Mondial Relay', 'Nexive', 'Nova Post', 'Orlen Paczka',
  'Overseas Territory FR EMS', 'Packeta', 'Post Italiane', 'Post Haste', 'PostNL', 'PostNL 3S', 'Pressio', 'PPL', 'Poland Post',
  'Raben Group', 'Redur Spain', 'Rhenus', 'Royal Mail', 'Royal Shipments', 'Sailpost', 'Schenker', 'Seur', 'SFC Service',
  'Slovakia Post', 'Slovak Parcel Service', 'Spring GDS', 'SGT Corriere Espresso', 'SPT Furniture Logistic', 'SDA',
  'Spedition Guettler', 'Siodemka', 'Suus', 'Sunyou', 'TNT', 'TNT Click', 'TNT France', 'TNT Italy', 'Trans FM', 'trans-o-flex',
  'TopTrans', 'UBI Smart Parcel', 'UPS', 'Wanb Express', 'WeDo Logistics', 'Winit', 'WnDirect', 'XL Courier', 'Yanwen', 'YDH',
  'Yun Express', 'Zufall',
];

/** Model carrier codes in Kaufland's spelling; codes without an entry have none there. */
export const BY_CODE: Readonly<Record<string, string>> = {
  'amazon-shipping': 'Amazon Logistics DE (Swiship)',
  asendia: 'Asendia',
  'austrian-post': 'Austrian Post',
  brt: 'BRT Bartolini',
  'china-post': 'China Post',
  chronopost: 'Chronopost',
  colissimo: 'Colissimo',
  correos: 'Correos',
  'czech-post': 'Czech Post',
  dachser: 'Dachser',
  'deutsche-post': 'Deutsche Post',
  dhl: 'DHL',
  'dhl-ecommerce': 'DHL Ecommerce',
  'dhl-express': 'DHL Express',
  'dhl-freight': 'DHL Freight',
  dpd: 'DPD',
  dsv: 'DSV',
  evri: 'Evri',
  fedex: 'Fedex',
  'fedex-freight': 'Fedex',
  'four-px': '4PX',
  geis: 'Geis',
  gel: 'GEL',
  geodis: 'Geodis',
  gls: 'GLS',
  'go-express': 'Go Express and Logistics',
  hellmann: 'Hellmann',
  hermes: 'Hermes',
  inpost: 'InPost',
  'la-poste': 'La Poste',
  'mondial-relay': 'Mondial Relay',
  packeta: 'Packeta',
  'poland-post': 'Poland Post',
  'poste-italiane': 'Post Italiane',
  postnl: 'PostNL',
  ppl: 'PPL',
  'royal-mail': 'Royal Mail',
  schenker: 'Schenker',
  sda: 'SDA',
  seur: 'Seur',
  'slovakia-post': 'Slovakia Post',
  'spring-gds': 'Spring GDS',
  tnt: 'TNT',
  'trans-o-flex': 'trans-o-flex',
  ups: 'UPS',
  yanwen: 'Yanwen',
  'yun-express': 'Yun Express',
  zufall: 'Zufall',
};

/** Names other systems use for one of Kaufland's country variants, or for carriers the model has no code for. */
export const BY_ALIAS: Readonly<Record<string, string>> = {
  'amazon shipping': 'Amazon Shipping (IT)',
  'colis privé': 'Colis Prive',
  'dhl home delivery 2 mann': 'DHL 2 MH',
  'dpd at': 'DPD Austria',
  'dpd cz': 'DPD Czech Republic',
  'dpd fr': 'DPD France',
  'dpd hu': 'DPD Hungary',
  'dpd local': 'DPD UK',
  'dpd nl': 'DPD Netherlands',
  'dpd pl': 'DPD Poland',
  'dpd ro': 'DPD Romania',
  'dpd sk': 'DPD Slovakia',
  'gebrüder weiss': 'Gebruder Weiss',
  'gls cz': 'GLS Czech Republic',
  'gls it': 'GLS Italy',
  'gls pl': 'GLS Poland',
  'hermes einrichtungsservice': 'Hermes 2 MH',
  'kühne + nagel': 'Kuehne & Nagel',
  'kuehne + nagel': 'Kuehne & Nagel',
  raben: 'Raben Group',
};

const words = (name: string): string =>
  name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/&/g, ' and ')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

function inWords(table: Iterable<readonly [string, string]>): Map<string, string> {
  return new Map([...table].map(([name, spelling]) => [words(name), spelling]));
}

const aliases = inWords(Object.entries(BY_ALIAS));

/** Carrier of a parcel as the model has it. */
export interface ModelCarrier {
  carrier?: string;
  carrierName?: string;
}

/** True where the code says which carrier it is; `other` says that it is none of those known. */
const tells = (code: string | undefined): code is string => code !== undefined && code !== 'other';

/**
 * Kaufland's exact spelling of a parcel's carrier. The name decides where it means the carrier that the code says or
 * says more (a country variant); otherwise the code. Undefined when neither is known.
 *
 * @param names spellings to choose from, as Kaufland writes them
 */
export function kauflandCarrier({ carrier, carrierName = '' }: ModelCarrier, names: readonly string[] = CARRIER_NAMES): string | undefined {
  const known = inWords(names.map((name) => [name, name]));
  const code = tells(carrier) ? carrier.toLowerCase() : undefined;
  const codeOfName = carrierCode(carrierName);
  const byCode = code === undefined ? undefined : (BY_CODE[code] ?? known.get(words(code)));
  if (code !== undefined && tells(codeOfName) && codeOfName !== code && byCode !== undefined) return byCode;
  const byName = known.get(words(carrierName)) ?? aliases.get(words(carrierName));
  return byName ?? byCode ?? (tells(codeOfName) ? BY_CODE[codeOfName] : undefined);
}
