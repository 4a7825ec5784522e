/** Values that are no texts leave no mark; that one arrives shows when the target's books change with it. */
import type { IDataObject } from 'n8n-workflow';

import { runScene } from '../conformance/support/attempt';
import { awkwardOrders, type Awkward } from './awkward';
import type { Target } from './carriers';
import { stageOf, type Stage } from './orders';

/** Another value of the same kind, by its name in the model. */
const OTHERWISE: Record<string, unknown> = {
  number: 'M4999',
  paid: false,
  placedAt: '2026-01-04T09:12:44.000Z',
  paidAt: '2026-01-06T10:00:00.000Z',
  shipAfter: '2026-01-07T08:00:00.000Z',
  shipBy: '2026-01-09T17:00:00.000Z',
  deliverFrom: '2026-01-10T08:00:00.000Z',
  deliverBy: '2026-01-12T18:00:00.000Z',
  holdUntil: '2026-02-06T07:00:00.000Z',
  currency: 'CHF',
  exchangeRate: 0.5,
  taxOwedBy: 'marketplace',
  'buyer.business': false,
  'buyer.locale': 'hu-HU',
  'lines.sku': 'NO-SUCH-ARTICLE',
  'lines.quantity': 3,
  'lines.weightGrams': 999,
  'shippingAddress.country': 'FR',
  'shippingAddress.postcode': '75001',
  'shippingAddress.residential': false,
  'billingAddress.country': 'FR',
  'billingAddress.postcode': '75002',
  'shippingMethod.carrier': 'ups',
  'gift.flag': false,
  fulfilledBy: 'marketplace',
};

function changed(order: IDataObject, path: string, value: unknown): IDataObject {
  const copy = JSON.parse(JSON.stringify(order)) as IDataObject;
  const names = path.split('.');
  const last = names.pop() as string;
  const into = names.reduce<IDataObject>((at, name) => (Array.isArray(at[name]) ? (at[name] as IDataObject[])[0] : at[name]) as IDataObject, copy);
  into[last] = value as IDataObject;
  return copy;
}

/** Free of what differs from run to run: the moment, and ids that are drawn. */
function told(state: unknown): string {
  const today = new Date().getUTCFullYear();
  return JSON.stringify(state)
    .replace(new RegExp(`"${today}-(0[2-9]|1[0-2])-\\d\\dT[^"]*"`, 'g'), '"now"')
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, 'id')
    .replace(/"(lastUpdated|changedAt|createdAt|modifiedAt|orderedAt|LastUpdated|LastModifiedOn)":[^,}]*/g, '"$1":0');
}

async function booksAfter(target: Target, order: IDataObject): Promise<{ books: string; named: string[] }> {
  const { desk, vault, parameters }: Stage = await stageOf(target);
  const { rows, errors } = await runScene(desk, vault, target.of.node, target.key.split(':'), { parameters, input: [order] });
  // Refused because of the value: then it was looked at.
  if (errors.length > 0) return { books: `refused: ${errors[0]?.message}`, named: [] };
  return { books: told(await desk.state()), named: (rows[0]?.json.notHeld ?? []) as string[] };
}

/** What is wrong with what a target says of values that are no texts. */
export async function wronglyNamed(target: Target): Promise<string[]> {
  const { account } = await stageOf(target);
  const { order } = awkwardOrders(account)[0] as Awkward;
  const usual = await booksAfter(target, order);
  if (usual.books.startsWith('refused')) return [usual.books];
  const again = await booksAfter(target, order);
  if (again.books !== usual.books) return ['the books of the same order are not the same twice'];
  const complaints: string[] = [];
  for (const [path, value] of Object.entries(OTHERWISE)) {
    const { books } = await booksAfter(target, changed(order, path, value));
    const named = usual.named.some((one) => path === one || path.startsWith(`${one}.`));
    if (books === usual.books && !named) complaints.push(`${path} makes no difference and is not named as not held`);
    if (books !== usual.books && named) complaints.push(`${path} is named as not held and makes a difference`);
  }
  return complaints;
}
