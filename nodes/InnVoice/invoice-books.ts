import type { Client } from '../shared/api/client';
import { misconfigured, type Problem } from '../shared/api/problem';
import { xmlList, xmlText, type XmlElement } from '../shared/format';
import type { Choice } from '../shared/node/lists';
import type { RunContext } from '../shared/node/operation';
import { settle } from '../shared/node/settle';
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

/** The problem a refusal really is: the node's where the invoice book is not the account's, else the refusal itself. */
export type JudgingBook = (problem: Problem, id: string) => Promise<Problem>;

/**
 * InnVoice refuses a wrong invoice book once for each document, and its words are listed nowhere. So the account's own
 * list is asked, once per run and only after a refusal: a run without one costs no call more.
 */
export const judgingBook =
  (run: RunContext): JudgingBook =>
  async (problem, id) => {
    if (problem.details.kind !== 'refused') return problem;
    const read = await settle(async () => await run.once('invoice books', async () => await readBooks(run.client)));
    // No book at all is a list that was not understood: only TABLE_ID of it is confirmed.
    const books = 'value' in read ? read.value : [];
    if (books.length === 0 || books.some((book) => book.id === id)) return problem;
    const known = books.map((book) => `'${book.name}' (${book.id})`).join(', ');
    return misconfigured(`InnVoice has no invoice book ${id}`, `Choose 'Invoice Book' from the list. The account has: ${known}.`);
  };
