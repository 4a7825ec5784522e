/** specs/innvoice/enums.json. */
export const VAT_TEXTS = ['27%', '18%', '5%', '0% - AAM', '0% - TAM', '0% - KBA', '0% - KBAUK', '0% - EAM', '0% - NAM', '0% - ÁTK', '0% - EUFAD37', '0% - EUFADE', '0% - EUE', '0% - HO', '0% - FOA', '0% - K.AFA', '0% - AFAMENTES', '0% - NONREFUNDABLE_VAT', '0% - REFUNDABLE_VAT'];

export const BOOKS = [
  { tableId: '1', name: 'Webshop számlatömb' },
  { tableId: '4', name: 'Díjbekérő' },
  { tableId: '7', name: 'Export számlatömb' },
];

/** innvoice.md §2 Create invoice; everything but the tax number of a private buyer is always sent by the one known client. */
export const HEADER = ['VevoNev', 'VevoIrsz', 'VevoTelep', 'VevoUtcaHsz', 'VevoOrszag', 'SzamlatombID', 'SzamlaKelte', 'TeljesitesKelte', 'Hatarido', 'Devizanem', 'FizetesiMod', 'Fizetve', 'Eszamla', 'Felretett', 'Proforma'];
export const FLAGS = ['Fizetve', 'Eszamla', 'Felretett', 'Proforma'];
export const DATES = ['SzamlaKelte', 'TeljesitesKelte', 'Hatarido'];
export const LINE = ['TetelNev', 'AfaSzoveg', 'Brutto', 'EgysegAr', 'Mennyiseg', 'MennyisegEgyseg'];

/** Not in any public source: what the sandbox takes for comment and line SKU, so that its state can tell whose document it is. */
export const COMMENT = 'Megjegyzes';
export const LINE_SKU = 'CikkSzam';

const DATE = /^(\d{4})\.(\d\d)\.(\d\d)\.$/;

export function isDate(written: string): boolean {
  const parts = DATE.exec(written);
  if (!parts) return false;
  const [, year, month, day] = parts.map(Number);
  const made = new Date(Date.UTC(year, month - 1, day));
  return made.getUTCFullYear() === year && made.getUTCMonth() === month - 1 && made.getUTCDate() === day;
}

export function isForint(currency: string): boolean {
  return currency === 'Ft' || currency === 'HUF';
}
