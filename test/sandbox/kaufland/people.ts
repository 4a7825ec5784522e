import type { Random } from '../random';
import type { Address } from './store';
import type { Storefront } from './values';

interface Region {
  firstNames: string[];
  lastNames: string[];
  streets: string[];
  places: Array<[string, string]>;
  prefix: string;
}

/** Invented people at invented addresses; letters and postcode shapes are those of the country. */
const REGIONS: Record<Storefront, Region> = {
  de: { firstNames: ['Tom', 'Jörg', 'Änne', 'Björn', 'Sören'], lastNames: ['Beispiel', 'Muster', 'Probekäufer', 'Testmüller', 'Großbeispiel'], streets: ['Teststr.', 'Musterweg', 'Beispielstraße', 'Übungsplatz'], places: [['50667', 'Köln'], ['04109', 'Leipzig'], ['97070', 'Würzburg'], ['01067', 'Dresden']], prefix: '+49' },
  at: { firstNames: ['Lena', 'Jürgen'], lastNames: ['Musterhuber', 'Beispielgruber'], streets: ['Mustergasse', 'Am Übungsgrund'], places: [['1010', 'Wien'], ['5020', 'Salzburg']], prefix: '+43' },
  cz: { firstNames: ['Jiří', 'Šárka', 'Ondřej'], lastNames: ['Vzorový', 'Příkladná', 'Zkušební'], streets: ['Vzorová', 'Příkladná třída', 'Zkušební'], places: [['110 00', 'Praha'], ['301 00', 'Plzeň'], ['370 01', 'České Budějovice']], prefix: '+420' },
  sk: { firstNames: ['Ľubomír', 'Žofia'], lastNames: ['Vzorový', 'Príkladná'], streets: ['Vzorová', 'Skúšobná'], places: [['811 01', 'Bratislava'], ['040 01', 'Košice']], prefix: '+421' },
  pl: { firstNames: ['Łukasz', 'Małgorzata', 'Żaneta'], lastNames: ['Przykładowy', 'Wzorcowa', 'Próbna'], streets: ['ul. Przykładowa', 'ul. Próbna', 'al. Wzorcowa'], places: [['90-001', 'Łódź'], ['30-001', 'Kraków'], ['80-001', 'Gdańsk']], prefix: '+48' },
  fr: { firstNames: ['Zoé', 'François'], lastNames: ['Exemple', 'Modèle'], streets: ['rue de l’Exemple', 'allée du Modèle'], places: [['75001', 'Paris'], ['13001', 'Marseille']], prefix: '+33' },
  it: { firstNames: ['Niccolò', 'Mirò'], lastNames: ['Esempio', "D'Esempio"], streets: ['Via Esempio', 'Piazza di Prova'], places: [['00100', 'Roma'], ['20100', 'Milano']], prefix: '+39' },
  es: { firstNames: ['Íñigo', 'Begoña'], lastNames: ['Ejemplo', 'Muestra'], streets: ['Calle Ejemplo'], places: [['28001', 'Madrid']], prefix: '+34' },
  nl: { firstNames: ['Noor', 'Daan'], lastNames: ['Voorbeeld', 'van het Voorbeeld'], streets: ['Voorbeeldstraat'], places: [['1011 AA', 'Amsterdam']], prefix: '+31' },
};

export function inventAddress(random: Random, storefront: Storefront): Address {
  const region = REGIONS[storefront];
  const [postcode, city] = random.pick(region.places);
  return {
    first_name: random.pick(region.firstNames),
    last_name: random.pick(region.lastNames),
    company_name: null,
    street: random.pick(region.streets),
    house_number: `${random.between(1, 180)}${random.pick(['', '', '', 'a', ' b', '/2'])}`,
    additional_field: null,
    postcode,
    city,
    country: storefront.toUpperCase(),
    phone: random.next() < 0.8 ? `${region.prefix}000${random.between(100000, 999999)}` : null,
  };
}
