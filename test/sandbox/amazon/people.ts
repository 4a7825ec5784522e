import type { Random } from '../random';
import type { Address } from './order-model';

interface Region {
  names: string[];
  streets: string[];
  places: Array<[string, string]>;
  phone: string;
}

/** Invented people at invented addresses; letters and postcode shapes are those of the country. */
const REGIONS: Record<string, Region> = {
  DE: { names: ['Erika Beispiel', 'Jörg Muster', 'Änne Probekäufer', 'Sören Testmüller', 'Zoë Großbeispiel'], streets: ['Musterweg', 'Teststr.', 'Übungsplatz', 'Beispielstraße'], places: [['50667', 'Köln'], ['04109', 'Leipzig'], ['97070', 'Würzburg'], ['01067', 'Dresden']], phone: '+49 000 ' },
  AT: { names: ['Lena Musterhuber', 'Jürgen Beispielgruber'], streets: ['Mustergasse', 'Am Übungsgrund'], places: [['1010', 'Wien'], ['5020', 'Salzburg']], phone: '+43 000 ' },
  FR: { names: ['Zoé Exemple', 'François Modèle'], streets: ['rue de l’Exemple', 'allée du Modèle'], places: [['75001', 'Paris'], ['13001', 'Marseille']], phone: '+33 000 ' },
  GB: { names: ['Sam Sample', 'Ada Example'], streets: ['Sample Road', 'Example Lane'], places: [['SW1A 0ZZ', 'London'], ['M1 0ZZ', 'Manchester']], phone: '+44 000 ' },
  JP: { names: ['見本 花子', '例 太郎'], streets: ['見本町', '例示区'], places: [['100-0000', '東京']], phone: '+81 000 ' },
};

export function inventAddress(random: Random, country: string): Address {
  const region = REGIONS[country] ?? REGIONS.DE;
  const [postalCode, city] = random.pick(region.places);
  return {
    name: random.pick(region.names),
    addressLine1: `${random.pick(region.streets)} ${random.between(1, 180)}${random.pick(['', '', 'a', ' b'])}`,
    city,
    postalCode,
    countryCode: country,
    phone: `${region.phone}${random.between(100000, 999999)}`,
    addressType: 'RESIDENTIAL',
  };
}
