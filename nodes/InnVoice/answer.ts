import { parseXml, xmlList, xmlText, type XmlElement, type XmlValue } from '../shared/format';
import { isFormatError } from '../shared/format/errors';

/** InnVoice's own no: a number nobody lists and a text (innvoice.md §2 "Errors"). */
export interface VendorError {
  code: string;
  message: string;
}

/** What an answer says of one document; every element but `techid` may be missing (innvoice.md §2). */
export interface VendorDocument {
  techid?: string;
  /** The document's number; a proforma's answer has none. */
  number?: string;
  printUrl?: string;
  /** The record's own id: of a proforma the key of its conversion, never an invoice book. */
  tableId?: string;
  raw: XmlElement;
}

/** Longer ones are catalogues, in which nobody looks for an error. */
const LONGEST_ERROR = 100_000;

/** The root's content, or undefined where the text is no whole XML document. */
export function readAnswer(text: string): XmlElement | undefined {
  let failure: unknown;
  try {
    const [root] = Object.values(parseXml(text));
    return typeof root === 'object' && !Array.isArray(root) ? root : {};
  } catch (error) {
    failure = error;
  }
  if (isFormatError(failure)) return undefined;
  throw failure;
}

function findError(value: XmlValue | undefined, depth: number): VendorError | undefined {
  if (typeof value !== 'object' || depth > 3) return undefined;
  if (Array.isArray(value)) return value.map((one) => findError(one, depth)).find(Boolean);
  const code = xmlText(value, 'error');
  if (code !== undefined) return { code, message: xmlText(value, 'message') ?? '' };
  return Object.values(value).map((one) => findError(one, depth + 1)).find(Boolean);
}

/** The error anywhere under the root, whatever the HTTP status (innvoice.md §2 "Errors"). */
export function errorIn(text: string): VendorError | undefined {
  if (text.length > LONGEST_ERROR || !/<error[\s>]/.test(text)) return undefined;
  return findError(readAnswer(text), 0);
}

/** Which of the two names comes back from which call is known only from mocked tests (innvoice.md §2). */
const DOCUMENT_NAMES = ['invoice', 'proforma_invoice'] as const;

/** The documents of an answer, under either name or bare below the root. */
export function documentsIn(text: string): VendorDocument[] {
  const root = readAnswer(text);
  if (!root) return [];
  const named = DOCUMENT_NAMES.flatMap((name) => xmlList(root, name)).filter((one): one is XmlElement => typeof one === 'object' && !Array.isArray(one));
  return (named.length > 0 ? named : [root]).map(documentOf).filter(({ techid, tableId }) => techid ?? tableId);
}

function documentOf(raw: XmlElement): VendorDocument {
  const link = xmlText(raw, 'PrintUrl');
  return {
    techid: xmlText(raw, 'techid'),
    number: xmlText(raw, 'SorszamFormatted') ?? xmlText(raw, 'Sorszam'),
    ...(link ? { printUrl: link } : {}),
    tableId: xmlText(raw, 'TABLE_ID'),
    raw,
  };
}
