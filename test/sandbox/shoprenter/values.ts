/** What every shop of the sandbox is set up with. Status ids other than 1 differ per shop (shoprenter.md §5). */
export const LANGUAGES = [
  { innerId: 1, name: 'Magyar', code: 'hu', locale: 'hu_HUN.UTF-8,hu_HUN,hu-hun,hungarian' },
  { innerId: 2, name: 'English', code: 'en', locale: 'en_US.UTF-8,en_US,en-us,english' },
];

export const CURRENCIES = [
  { innerId: 4, name: 'Forint', code: 'HUF', symbolLeft: '', symbolRight: ' Ft', decimalPlace: '0', value: '1.00000000' },
  { innerId: 5, name: 'Euro', code: 'EUR', symbolLeft: '', symbolRight: ' €', decimalPlace: '2', value: '0.00250000' },
];

export const COUNTRIES = [
  { innerId: 97, name: 'Magyarország', isoCode2: 'HU', isoCode3: 'HUN' },
  { innerId: 14, name: 'Ausztria', isoCode2: 'AT', isoCode3: 'AUT' },
  { innerId: 189, name: 'Szlovákia', isoCode2: 'SK', isoCode3: 'SVK' },
];

export const DEFAULT_GROUP = 8;
export const CUSTOMER_GROUPS = [
  { innerId: 6, name: 'Törzsvásárló' },
  { innerId: DEFAULT_GROUP, name: 'Alapértelmezett' },
  { innerId: 9, name: 'Viszonteladó' },
];

export const TAX_CLASSES = [
  { innerId: 10, name: '27 %', rate: 27 },
  { innerId: 11, name: '5 %', rate: 5 },
  { innerId: 12, name: '0 %', rate: 0 },
];

export const STOCK_STATUSES = [
  { innerId: 5, hu: 'Előrendelhető', en: 'Available for pre-order' },
  { innerId: 9, hu: 'Raktáron', en: 'In stock' },
];

export interface Status {
  innerId: number;
  role: 'pending' | 'processing' | 'despatched' | 'done' | 'storno';
  hu: string;
  en: string;
  color: string;
}

const ROLES: Array<[Status['role'], string, string, string]> = [
  ['pending', 'Függőben lévő', 'Pending', '#ff00ff'],
  ['processing', 'Feldolgozás alatt', 'Processing', '#00aaff'],
  ['despatched', 'Kiszállítás alatt', 'Shipped', '#ffaa00'],
  ['done', 'Teljesítve', 'Complete', '#00cc00'],
  ['storno', 'Stornózva', 'Storno', '#cc0000'],
];

export function statusesOf(shopIndex: number): Status[] {
  return ROLES.map(([role, hu, en, color], index) => ({ innerId: index === 0 ? 1 : index * 2 + shopIndex * 10, role, hu, en, color }));
}

export const STOCK_COUNT = 2;

export const EVENTS = ['order_confirm', 'order_status_change', 'abandoned_cart', 'newsletter_subscribe', 'newsletter_unsubscribe', 'newsletter_update_subscriber'];
export const INVOICE_TYPES = ['einvoice', 'normal', 'proforma', 'storno', 'correction'];

/** Everything a client of one's own can be given (specs/shoprenter/scopes.json), as far as the sandbox has it. */
export const SCOPES = [
  'order.order:read', 'order.order:write', 'order.status:read', 'product.product:read', 'product.product:write', 'product.category:read', 'product.category:write',
  'product.stockStatus:read', 'customer.customerGroup:read', 'taxClass.taxClass:read', 'localization.language:read', 'localization.currency:read', 'localization.location:read',
  'store.webhook:read', 'store.webhook:write', 'store.setting:read',
];
