import type { Client } from '../shared/api/client';
import { refused, type Problem } from '../shared/api/problem';
import { redact } from '../shared/api/redact';
import { compact, type Order } from '../shared/model';
import { settle } from '../shared/node/settle';
import { unitPrice } from './import-amounts';
import { linesToSend } from './import-lines';
import { orderKeyOf } from './keys';
import { addressBody, shippingAddressOf } from './mapping-import';
import { toV2Address, type ShipFrom, type V2Address } from './ship-from';
import { read, readPage, write } from './wire';

/** A shipment of v2, which is what an order is called there (shipstation.md §B2). */
export interface V2Shipment {
  shipment_id?: string | null;
  external_shipment_id?: string | null;
  shipment_number?: string | null;
  shipment_status?: string | null;
  errors?: string[] | null;
}

export interface ToShip {
  order: Order;
  grams: number;
  from: ShipFrom;
  prefix: string;
}

const list = async (client: Client, query: Record<string, string>): Promise<V2Shipment[]> => (await readPage<V2Shipment>(client, read('v2/shipments', { ...query, page_size: 100 }), 'shipments')).rows;

const isLive = ({ shipment_status }: V2Shipment): boolean => shipment_status !== 'cancelled';

/** The shipment made for an order under its key; undefined where there is none. */
async function byKey(client: Client, order: Pick<Order, 'identity'>): Promise<V2Shipment | undefined> {
  const key = orderKeyOf(order.identity);
  return (await list(client, { external_shipment_id: key })).find((one) => one.external_shipment_id === key && isLive(one));
}

/** The shipment of an order: by its key, else the only one of its number, which another way brought here. */
export async function findShipment(client: Client, { order, prefix }: { order: Pick<Order, 'identity' | 'number'>; prefix: string }): Promise<V2Shipment | undefined> {
  const own = await byKey(client, order);
  if (own) return own;
  const number = `${prefix}${order.number}`;
  const found = (await list(client, { shipment_number: number })).filter((one) => one.shipment_number === number && isLive(one));
  if (found.length <= 1) return found[0];
  throw refused(`Order '${order.number}': ShipStation has ${found.length} shipments of the number '${number}'`, 'It was split, or two stores use the number. Do it in ShipStation.');
}

/** Phones are demanded of every address; parcels without one go out all the same. */
const NO_PHONE = '0000000000';

const whole = (address: Partial<V2Address>, state: string): V2Address => ({ ...address, phone: address.phone || NO_PHONE, state_province: state }) as V2Address;

/** States must not be empty by the definition, also where a country has none: its place stands in (shipstation.md §B2). */
const stateOf = (own: string | null | undefined, place: string | null | undefined): string => own?.trim() || place || '-';

function bodyOf({ order, grams, from, prefix }: ToShip) {
  const to = addressBody(shippingAddressOf(order), order.buyer?.phone);
  return {
    external_shipment_id: orderKeyOf(order.identity),
    create_sales_order: true,
    validate_address: 'no_validation',
    ship_to: whole(toV2Address(to, { email: order.buyer?.email }), stateOf(order.shippingAddress?.state, to.city)),
    ship_from: whole(from.address, stateOf(from.address.state_province, from.address.city_locality)),
    items: linesToSend(order, 'parent').goods.map(({ line, pieces }) =>
      compact({ name: line.name ?? line.sku ?? line.id, sku: line.sku, quantity: pieces, unit_price: unitPrice(line, order), external_order_id: `${prefix}${order.number}`, external_order_item_id: line.id }),
    ),
    packages: [{ weight: { value: grams, unit: 'gram' } }],
  };
}

export const shipmentRequest = (job: ToShip) => write('v2/shipments', { shipments: [bodyOf(job)] });

function refusal({ order }: ToShip, errors: readonly string[]): Problem {
  const said = redact(errors.join('; ')) || 'it gives no reason';
  return refused(`Order '${order.number}': ShipStation refused the shipment: ${said}`, 'Correct the named value where the order comes from.');
}

/** Makes the shipment an order needs for its label; one that was made by a try whose answer was lost is found by its key. */
export async function makeShipment(client: Client, job: ToShip): Promise<V2Shipment> {
  let lost: Problem | undefined;
  for (let tries = 1; tries <= 2; tries++) {
    const sent = await settle(async () => (await client.call<{ shipments?: V2Shipment[] | null } | undefined>(shipmentRequest(job))).data?.shipments?.[0]);
    if ('problem' in sent && sent.problem.details.kind !== 'unknown') throw sent.problem;
    const made = 'value' in sent ? sent.value : undefined;
    const errors = made?.errors ?? [];
    if (made?.shipment_id && errors.length === 0) return made;
    const there = await byKey(client, job.order);
    if (there) return there;
    if (!('problem' in sent)) throw refusal(job, errors);
    lost = sent.problem;
  }
  throw lost ?? refusal(job, []);
}
