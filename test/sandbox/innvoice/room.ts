import { text, type SandboxAnswer, type SandboxRequest } from '../http';
import type { Room, RoomContext } from '../room';
import { findRoute, type Route } from '../router';
import { errorXml } from './answer-xml';
import { ASSUMPTIONS } from './assumptions';
import { controls } from './controls';
import { COMPANY, innVoiceCredentials, PASSWORD } from './credentials';
import { Documents } from './documents';
import { Operations } from './operations';
import { smallPdf } from './pdf';
import { Products, type Product } from './products';
import { flows } from './sync';
import { BOOKS } from './values';

const PREFIX = '/innvoice';
const PRINT = '/innvoice-print';

interface Handler {
  operation: string;
  run(request: SandboxRequest, params: Record<string, string>): SandboxAnswer;
}

export default function innVoiceRoom(context: RoomContext): Room {
  const documents = new Documents(() => new Date(context.now()).getUTCFullYear());
  const products = new Products();
  const operations = new Operations(context, documents, products);
  const route = (method: string, path: string, operation: string, run: Handler['run']): Route<Handler> => ({ method, path, handler: { operation, run } });
  const routes = [
    route('GET', '/{company}/tomb_invoice', 'tomb_invoice', () => operations.books()),
    route('GET', '/{company}/product', 'product', () => operations.catalogue()),
    route('GET', '/{company}/invoice/techid/{techid}', 'invoice/techid', (_request, { techid }) => operations.byTechid(techid)),
    route('POST', '/{company}/invoice', 'invoice', (request) => operations.create(request)),
    route('POST', '/{company}/proforma_invoice', 'proforma_invoice', (request) => operations.convert(request)),
  ];

  function answer(request: SandboxRequest): SandboxAnswer {
    const found = findRoute(routes, request.method, request.path.slice(PREFIX.length));
    const params = Array.isArray(found) ? { company: decodeURIComponent(request.path.split('/')[2] ?? '') } : found.params;
    const operation = Array.isArray(found) ? '' : found.route.handler.operation;
    if (params.company !== COMPANY || !isSignedIn(request)) {
      return { ...errorXml(Number(context.assumed('wrong-password')), 401, 'Wrong user or password'), operation };
    }
    if (Array.isArray(found)) return operations.refused(404, 'Unknown operation', 404);
    if (request.query !== '') return { ...operations.refused(500, 'Unknown parameter'), operation };
    if (request.method === 'POST' && !/^(text|application)\/xml\b/.test(String(request.headers['content-type'] ?? ''))) {
      return { ...operations.refused(500, 'The Content-Type is text/xml'), operation };
    }
    return { ...found.route.handler.run(request, params), operation };
  }

  /** Opens without a login (innvoice.md §2). */
  function print(request: SandboxRequest): SandboxAnswer {
    const key = /^\/innvoice-print\/([\w-]+)\.pdf$/.exec(request.path)?.[1];
    const document = key === undefined ? undefined : documents.byPrintKey(key);
    if (!document || request.method !== 'GET') return { ...text(404, 'Not found'), operation: 'print' };
    return { status: 200, headers: { 'content-type': 'application/pdf' }, body: smallPdf(document.number ?? `Draft ${document.techid}`), operation: 'print' };
  }

  return {
    name: 'innvoice',
    assumptions: ASSUMPTIONS,
    mounts: [
      { prefix: PREFIX, answer },
      { prefix: PRINT, answer: print },
    ],
    /** {products: n | [{sku, name?, ean?, prices?: [{group, price, gross}], stocks?: [{warehouse, level}]}]} */
    seed: ({ products: wished = 0 }) => ({ products: Array.isArray(wished) ? (wished as Array<Partial<Product>>).map((one) => products.add(one)) : products.addGenerated(Number(wished)) }),
    choices: { invoiceBook: BOOKS[0].tableId },
    // Taken one by one, two a second: what a test moves has its limits.
    records: 24,
    state: () => ({ documents: documents.summary(), products: products.all }),
    sync: () => flows(documents, products),
    reset: () => {
      documents.reset();
      products.reset();
    },
    credentials: innVoiceCredentials,
    tooManyRequests: (_request, retryAfter = 5) => {
      const refused = errorXml(429, 429, 'Too many requests');
      if (retryAfter !== null) refused.headers = { ...refused.headers, 'retry-after': String(retryAfter) };
      return refused;
    },
    failure: (_request, status) => errorXml(status, status, 'The service is not available'),
    controls: controls(products),
  };
}

function isSignedIn(request: SandboxRequest): boolean {
  return request.headers.authorization === `Basic ${Buffer.from(`${COMPANY}:${PASSWORD}`).toString('base64')}`;
}
