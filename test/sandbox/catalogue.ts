/** Articles that exist in every demo system, so that two rooms talk about the same goods. EANs are of the range for internal use. */
export interface Article {
  sku: string;
  ean: string;
  title: string;
  manufacturer: string;
  /** Gross price in euro cents. */
  cents: number;
  grams: number;
  stock: number;
  reducedVat: boolean;
}

const ROWS: Array<[string, string, string, number, number, number, boolean]> = [
  ['MUG-BLUE-330', '2000000000015', 'Mug blue 330 ml', 1299, 350, 40, false],
  ['MUG-RED-330', '2000000000022', 'Mug red 330 ml', 1299, 350, 12, false],
  ['TEE/RED M', '2000000000039', 'T-Shirt red, size M', 1990, 180, 25, false],
  ['0001234', '2000000000046', 'Cable 2 m', 499, 90, 300, false],
  ['LAMP-Ö-40', '2000000000053', 'Lampe Öland 40 W', 4995, 1400, 7, false],
  ['BOOK-DE-1', '2000000000060', 'Kochbuch', 2450, 900, 15, true],
  ['JUICE-6', '2000000000077', 'Apple juice, case of 6', 1194, 6600, 60, true],
  ['ZERO-EAN', '0200000000011', 'Notebook A5', 349, 210, 80, false],
  ['CASE-14', '12000000000012', 'Storage case 14 l', 1799, 800, 3, false],
  ['SOFA-3', '2000000000084', 'Sofa for three', 64900, 52000, 1, false],
  ['PEN+REFILL', '2000000000091', 'Pen & refill "Classic"', 799, 40, 0, false],
  ['ŻAR-27', '2000000000107', 'Żarówka E27', 1050, 60, 90, false],
];

export const CATALOGUE: readonly Article[] = ROWS.map(([sku, ean, title, cents, grams, stock, reducedVat]) => ({
  sku,
  ean,
  title,
  cents,
  grams,
  stock,
  reducedVat,
  manufacturer: 'Acme',
}));

/** Further articles for long runs: SKU-00001, SKU-00002, … */
export function generatedArticle(number: number): Article {
  const digits = String(number).padStart(5, '0');
  return {
    sku: `SKU-${digits}`,
    ean: `21000000${digits}`,
    title: `Article ${number}`,
    manufacturer: 'Acme',
    cents: 100 + (number % 97) * 50,
    grams: 100 + (number % 40) * 25,
    stock: number % 60,
    reducedVat: number % 9 === 0,
  };
}
