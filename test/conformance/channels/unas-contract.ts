import { readFileSync } from 'node:fs';

import { specification } from '../../support/left-out';
import type { ContractFixture } from '../fixture';

const SAMPLES = ['login', 'getOrder-by-key', 'getOrder-changes', 'getProduct', 'getStock', 'setOrder-add', 'setOrder-despatch', 'setProduct-price', 'setStock', 'setAutomatism-webhook'].map((name) => `unas/${name}.request.xml`);
const ANSWERS = ['getOrder', 'getProduct'].map((name) => `unas/${name}.response.xml`);

const textOf = (file: string): string => { const found = specification(file); return found ? readFileSync(found, 'utf8') : ''; };
const namesIn = (text: string): string[] => [...text.replace(/<!--[\s\S]*?-->/g, '').matchAll(/<([A-Za-z]\w*)/g)].map(([, name]) => name as string);

/** Names of the samples of requests and of the entities they are about. */
const sampled = new Set([...SAMPLES, ...ANSWERS].flatMap((file) => namesIn(textOf(file))));

/** Nodes and filters the sheet names beyond the samples (unas.md §4 to §7). */
const NAMED = ['Order', 'Sku', 'StatusBase', 'State', 'ContentType', 'Long', 'Percent', 'Group', 'Weight', 'Unit', 'DeliveryPointGroup', 'County', 'Comments', 'Comment', 'Text'];

const ROOTS: Readonly<Record<string, string>> = { setOrder: 'Orders', setStock: 'Products', setProduct: 'Products', setAutomatism: 'Automatisms' };

export const contract: ContractFixture = {
  definitions: [...SAMPLES, ...ANSWERS],
  locate: (_method, path) => (/^\/unas\/\w+$/.test(path) ? { file: '', path: path.replace('/unas', '') } : undefined),
  complaints({ method, query, body, headers }, path) {
    const text = body.toString('utf8');
    const name = path.slice(1);
    const [root, ...inner] = namesIn(text);
    const unknown = [...new Set(inner)].filter((one) => !sampled.has(one) && !NAMED.includes(one));
    return [
      ...(method === 'POST' && query === '' ? [] : [`${name}: ${method} with '${query}'`]),
      ...(String(headers['content-type']) === 'application/xml' ? [] : [`${name}: Content-Type is ${String(headers['content-type'])}`]),
      ...(root === (ROOTS[name] ?? 'Params') ? [] : [`${name}: the root is ${String(root)}`]),
      ...(name === 'login' || /^Bearer \S+$/.test(String(headers.authorization)) ? [] : [`${name}: no token`]),
      ...unknown.map((one) => `${name}: no sample knows ${one}`),
      ...(text.includes('InvoiceAutoSet') ? [`${name}: a read that changes data`] : []),
    ];
  },
  requests: ['POST /login', 'POST /getOrder', 'POST /setOrder', 'POST /getOrderStatus', 'POST /getStock', 'POST /setStock', 'POST /getProduct', 'POST /setProduct', 'POST /getWarehouse'],
};
