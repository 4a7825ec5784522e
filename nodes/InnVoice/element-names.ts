/**
 * Elements whose names no public source tells (innvoice.md §2, §7). One table: a name that proves wrong is changed here,
 * or by the operator in the node's 'Element Names' without waiting for a release.
 */
export const ELEMENTS = {
  /** Header: note on the document; carries the shop's order number. */
  comment: 'Megjegyzes',
  /** Header: where the document is mailed to. */
  email: 'VevoEmail',
  /** Header: 1 = InnVoice mails the document. */
  sendEmail: 'EmailKuldes',
  /** Header: language of the document. */
  language: 'Nyelv',
  /** Header: forint for one unit of the document's currency. */
  exchangeRate: 'Arfolyam',
  /** Line: article number, by which InnVoice books stock. */
  lineSku: 'CikkSzam',
} as const;

export type ElementPart = keyof typeof ELEMENTS;
export type ElementNames = Record<ElementPart, string>;

/** What the product list may call things the readers of it never touched; the first that is there is taken. */
export const PRODUCT_ELEMENTS = {
  /** Known from a code comment or a hand-written sample only (innvoice.md §2 "Products"). */
  priceGroupName: ['Arcsoport_Nev', 'ArcsoportNev', 'Nev', 'Arcsoport'],
  warehouseName: ['Raktar_Nev', 'RaktarNev', 'Nev', 'Raktar'],
  productGroup: ['Termekcsoport', 'TermekCsoport', 'Termekcsoport_Nev', 'Csoport_Nev', 'Csoport'],
  vatText: ['AfaSzoveg', 'Afa'],
  unit: ['MennyisegEgyseg', 'Mertekegyseg'],
  currency: ['Devizanem'],
} as const;

/** The decimal sign of a price; only whole numbers were ever seen (innvoice.md §2). */
export const DECIMAL_SIGN = '.';

const NAME = /^[\p{L}_][\p{L}\p{N}_.-]*$/u;

/** True for what XML takes as the name of an element. */
export const isElementName = (name: string): boolean => NAME.test(name);
