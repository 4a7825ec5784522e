import type { Channel, Resource } from '../../shared/node/operation';
import { innVoice } from '../api';
import { createFile } from './file/create.operation';
import { convertProforma } from './invoice/convertProforma.operation';
import { getInvoice } from './invoice/get.operation';
import { importInvoices } from './invoice/import.operation';
import { getManyInvoiceBooks } from './invoiceBook/getAll.operation';
import { getManyProducts } from './product/getAll.operation';
import { getManyStock } from './stock/getAll.operation';

export const resources: Resource[] = [
  { value: 'invoice', name: 'Invoice', operations: [importInvoices, getInvoice, convertProforma] },
  { value: 'product', name: 'Product', operations: [getManyProducts] },
  { value: 'stock', name: 'Stock', operations: [getManyStock] },
  { value: 'invoiceBook', name: 'Invoice Book', operations: [getManyInvoiceBooks] },
  { value: 'file', name: 'File', operations: [createFile] },
];

export const channel: Channel = { vendor: innVoice, resources };
