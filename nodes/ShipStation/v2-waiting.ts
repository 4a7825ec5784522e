import type { Client } from '../shared/api/client';
import type { WantedOrder } from '../shared/node/wanted-order';
import { notFound } from './find-orders';
import { orderKeyOf } from './keys';
import { findShipment, type V2Shipment } from './v2-shipments';
import { read, readPage } from './wire';

/** An order that is looked for among the shipments of v2. */
export interface Sought {
  wanted: WantedOrder;
  prefix: string;
}

const MOST_ROWS = 100;
/** So few are asked for one by one, which no list can beat. */
const FEW = 3;

const isFilled = (text: string | null | undefined): text is string => (text ?? '') !== '';

/** Shipments that wait, by the list of them, unless asking for each of the sought orders would take fewer calls. */
export async function waiting(client: Client, sought: number): Promise<V2Shipment[]> {
  const found: V2Shipment[] = [];
  if (sought <= FEW) return found;
  for (let page = 1, pages = 1; page <= pages; page++) {
    const query = { shipment_status: 'pending', sort_by: 'created_at', sort_dir: 'asc', page, page_size: MOST_ROWS };
    const { rows, total } = await readPage<V2Shipment>(client, read('v2/shipments', query), 'shipments');
    pages = Math.ceil(total / MOST_ROWS);
    if (pages > sought || rows.length === 0) break;
    found.push(...rows);
  }
  return found;
}

function among(rows: readonly V2Shipment[], { wanted, prefix }: Sought): V2Shipment | undefined {
  const key = orderKeyOf(wanted.identity);
  const own = rows.find(({ external_shipment_id }) => external_shipment_id === key);
  if (own || wanted.number === undefined) return own;
  const [only, another] = rows.filter(({ shipment_number }) => shipment_number === `${prefix}${wanted.number}`);
  // One that belongs to another key is another order of the same number.
  return another || isFilled(only?.external_shipment_id) ? undefined : only;
}

/** The order's shipment, among those that wait or by a look-up of its own. @throws Problem where there is none */
export async function locate(client: Client, sought: Sought, rows: readonly V2Shipment[]): Promise<V2Shipment> {
  const { wanted, prefix } = sought;
  const order = { identity: wanted.identity, number: wanted.number ?? wanted.identity.id };
  const found = among(rows, sought) ?? (await findShipment(client, { order, prefix }));
  if (!isFilled(found?.shipment_id)) throw notFound(wanted);
  return found;
}
