import type { Client } from '../shared/api/client';
import { misconfigured } from '../shared/api/problem';
import { xmlList, xmlText, type XmlElement } from '../shared/format';
import type { Choice } from '../shared/node/lists';
import { booksRequest } from './api';
import { readAnswer } from './answer';

export interface InvoiceBook {
  /** Goes into SzamlatombID; never a document's own TABLE_ID (innvoice.md §2). */
  id: string;
  name: string;
  raw: XmlElement;
}

/** Only TABLE_ID is confirmed; wrapper and name are not (specs/innvoice/invoice-books.response.xml). */
function booksIn(root: XmlElement): InvoiceBook[] {
  const children = Object.keys(root).flatMap((name) => xmlList(root, name));
  const elements = [root, ...children].filter((one): one is XmlElement => typeof one === 'object' && !Array.isArray(one));
  return elements.flatMap((raw) => {
    const id = xmlText(raw, 'TABLE_ID');
    return id === undefined ? [] : [{ id, name: nameIn(raw) ?? `Book ${id}`, raw }];
  });
}

const nameIn = (raw: XmlElement): string | undefined =>
  ['Nev', 'Megnevezes', 'Elotag'].map((name) => xmlText(raw, name)).find((name) => name !== undefined);

/** All invoice books (számlatömb) of the account: one call. */
export async function readBooks(client: Client): Promise<InvoiceBook[]> {
  const { data } = await client.call<string>(booksRequest());
  return booksIn(readAnswer(data) ?? {});
}

export const bookChoices = async (client: Client): Promise<Choice[]> => (await readBooks(client)).map(({ id, name }) => ({ name, value: id }));

/** The book an operator chose. @throws Problem where none is chosen */
export function chosenBook(id: string): string {
  if (/^\d+$/.test(id)) return id;
  throw misconfigured(
    id === '' ? 'No invoice book is chosen' : `'${id.slice(0, 40)}' is not the ID of an invoice book`,
    "Choose 'Invoice Book' from the list; the ID is a number.",
  );
}
