import { sleep } from 'n8n-workflow';

import type { Client } from '../shared/api/client';
import { Problem } from '../shared/api/problem';
import { settle } from '../shared/node/settle';
import type { NewProduct } from './mapping-product';
import { readOne, readRequest, writeRequest, type ToolkitResult } from './wire';

/** A new product takes a few seconds to be found (mintsoft.md §6). */
const LOOKS = 3;
const BETWEEN_LOOKS_MS = 2_000;

/** The id in whatever shape it comes; none for 0, null and the like (mintsoft.md §6, unconfirmed). */
export function productIdIn(answer: unknown): number | undefined {
  if (Array.isArray(answer)) return answer.length === 1 ? productIdIn(answer[0]) : undefined;
  if (typeof answer === 'object' && answer !== null) {
    const { ProductId, ID } = answer as { ProductId?: unknown; ID?: unknown };
    return productIdIn(ProductId ?? ID);
  }
  const id = typeof answer === 'string' && /^\d+$/.test(answer.trim()) ? Number(answer) : answer;
  return typeof id === 'number' && Number.isInteger(id) && id > 0 ? id : undefined;
}

/** Id of the product with this SKU; undefined where the client has none: one call. */
export async function lookUpProduct(client: Client, sku: string, clientId: number | undefined): Promise<number | undefined> {
  const request = readRequest('Product/LookupProductId', 'Product/LookupProductId', { SKU: sku, ClientId: clientId });
  return productIdIn(await readOne<unknown>(client, request));
}

async function lookUpNew(client: Client, { SKU, ClientId }: NewProduct): Promise<number | undefined> {
  for (let look = 1; look <= LOOKS; look++) {
    const id = await lookUpProduct(client, SKU, ClientId as number | undefined);
    if (id !== undefined) return id;
    if (look < LOOKS) await sleep(BETWEEN_LOOKS_MS);
  }
  return undefined;
}

export const createProductRequest = (body: NewProduct) => writeRequest('Product (create)', 'Product', { method: 'PUT', body });

/**
 * Creates a product and tells its id; a lost answer is read back by the SKU before it is sent once more.
 *
 * @throws Problem when Mintsoft refuses it, or when it cannot be found afterwards
 */
export async function createProduct(client: Client, body: NewProduct): Promise<{ id: number; created: boolean }> {
  for (const mayRepeat of [true, false]) {
    const sent = await settle(async () => (await client.call<ToolkitResult | undefined>(createProductRequest(body))).data);
    if ('problem' in sent && sent.problem.details.kind !== 'unknown') {
      // Mintsoft says no to a SKU that another run has created meanwhile, or that look-ups do not find yet.
      const there = /already|exists|duplicate/i.test(sent.problem.message) ? await lookUpNew(client, body) : undefined;
      if (there !== undefined) return { id: there, created: false };
      throw sent.problem;
    }
    const told = 'value' in sent ? productIdIn(sent.value) : undefined;
    const id = told ?? (await lookUpNew(client, body));
    if (id !== undefined) return { id, created: true };
    if ('value' in sent || !mayRepeat) break;
  }
  throw new Problem({
    kind: 'unknown',
    message: `Product '${body.SKU}': Mintsoft took it without an error, but it cannot be found there`,
    nextStep: 'Look for it in Mintsoft; run it again if it is not there. A product that is there is left alone.',
    vendor: 'Mintsoft',
    operation: 'Product (create)',
  });
}
