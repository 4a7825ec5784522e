import type { INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import { listFields, outputField } from '../../../shared/node/fields';
import type { ItemContext, ReadOperation, Row, RunContext } from '../../../shared/node/operation';
import { readBooks } from '../../invoice-books';

const fields: INodeProperties[] = [...listFields, outputField];

export const getManyInvoiceBooks: ReadOperation = {
  kind: 'read',
  value: 'getAll',
  name: 'Get Many',
  action: 'Get many invoice books',
  description: 'Get the invoice books (számlatömb) of the account',
  fields,
  output: z.object({ id: z.string(), name: z.string() }).passthrough(),
  async run(run: RunContext, item: ItemContext) {
    const books = await readBooks(run.client);
    const atMost = item.param<boolean>('returnAll') ? Number.POSITIVE_INFINITY : item.param<number>('limit');
    const raw = item.param<string>('output') === 'raw';
    return books.slice(0, atMost).map((book) => (raw ? book.raw : { id: book.id, name: book.name }) as Row);
  },
};
