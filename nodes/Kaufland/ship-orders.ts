import type { Client } from '../shared/api/client';
import { Problem, refused } from '../shared/api/problem';
import { identityKey, type Shipment } from '../shared/model';
import type { Row } from '../shared/node/operation';
import { settle } from '../shared/node/settle';
import { idOf, isCancelled, isShipped } from './mapping-lines';
import type { Assignment, ToldParcel, UnitInParcels } from './mapping-shipment';
import { addParcelRequest, sendUnit } from './order-unit-actions';

export interface ShipSettings {
  /** Whether parcels that came later, or go with another carrier, are added to pieces that are sent. */
  extraParcels: boolean;
  /** Tracking numbers Kaufland was told before: Kaufland itself does not tell them. */
  knownNumbers: readonly string[];
}

/** What this run of the node has told Kaufland: order unit id -> tracking numbers. */
export type Told = Map<string, Set<string>>;

interface UnitResult {
  idOrderUnit: string;
  result: 'shipped' | 'unchanged' | 'cancelled';
  carrier: string;
  trackingNumbers: string[];
  /** Parcels added after the despatch. */
  added: string[];
  /** Numbers Kaufland was not told. */
  left: string[];
}

export interface ShipPlan {
  /** The parcels that go into the despatch itself: one call names one carrier. */
  main: ToldParcel[];
  /** Parcels of other carriers. */
  others: ToldParcel[];
}

export function planOf(parcels: readonly ToldParcel[]): ShipPlan {
  const carrier = parcels[0]?.carrier;
  return { main: parcels.filter((one) => one.carrier === carrier), others: parcels.filter((one) => one.carrier !== carrier) };
}

const numbersOf = (parcels: readonly ToldParcel[]): string[] => parcels.map(({ number }) => number).filter((number) => number !== '');

function noteTold(told: Told, id: string, numbers: readonly string[]): void {
  told.set(id, new Set([...(told.get(id) ?? []), ...numbers]));
}

async function addParcels(client: Client, id: string, parcels: readonly ToldParcel[], told: Told): Promise<string[]> {
  const added: string[] = [];
  for (const { carrier, number } of parcels) {
    // Noted first: a parcel whose answer is lost must not be added again by a later item of this run.
    noteTold(told, id, [number]);
    await client.call(addParcelRequest(id, carrier, number));
    added.push(number);
  }
  return added;
}

async function shipPending(client: Client, { unit, parcels }: UnitInParcels, settings: ShipSettings, told: Told): Promise<UnitResult> {
  const id = idOf(unit);
  const { main, others } = planOf(parcels);
  const { carrier = '' } = main[0] ?? {};
  const didIt = await sendUnit(client, id, carrier, numbersOf(main));
  noteTold(told, id, numbersOf(main));
  const added = settings.extraParcels && didIt ? await addParcels(client, id, others, told) : [];
  const left = numbersOf(others).filter((number) => !added.includes(number));
  return { idOrderUnit: id, result: didIt ? 'shipped' : 'unchanged', carrier, trackingNumbers: numbersOf(main), added, left };
}

/** A piece that is sent: only a parcel whose number is certainly new may be added, since every call adds one. */
async function addToSent(client: Client, { unit, parcels }: UnitInParcels, settings: ShipSettings, told: Told): Promise<UnitResult> {
  const id = idOf(unit);
  const known = new Set([...settings.knownNumbers, ...(told.get(id) ?? [])]);
  const fresh = known.size > 0 ? parcels.filter(({ number }) => number !== '' && !known.has(number)) : [];
  const canAdd = settings.extraParcels && (unit.status === 'sent' || told.has(id));
  const added = canAdd ? await addParcels(client, id, fresh, told) : [];
  const left = numbersOf(fresh).filter((number) => !added.includes(number));
  const result = added.length > 0 ? 'shipped' : 'unchanged';
  return { idOrderUnit: id, result, carrier: parcels[0]?.carrier ?? '', trackingNumbers: numbersOf(parcels), added, left };
}

function refuseOpen({ unit }: UnitInParcels): Problem {
  return refused(
    `order unit ${idOf(unit)} is still open`,
    'Kaufland releases it about 15 minutes after the purchase: run it again then.',
    { code: 'open' },
  );
}

async function shipUnit(client: Client, one: UnitInParcels, settings: ShipSettings, told: Told): Promise<UnitResult> {
  const { unit } = one;
  if (told.has(idOf(unit)) || isShipped(unit)) return await addToSent(client, one, settings, told);
  if (unit.status === 'open') throw refuseOpen(one);
  return await shipPending(client, one, settings, told);
}

function cancelledUnit({ unit, parcels }: UnitInParcels): UnitResult {
  return { idOrderUnit: idOf(unit), result: 'cancelled', carrier: '', trackingNumbers: [], added: [], left: numbersOf(parcels) };
}

/** Several complaints about one order as one refusal; what was carried out is told, so that nobody undoes it. */
function complaint(id: string, all: number, complaints: readonly string[], nextStep: string): Problem {
  const done = all - complaints.length;
  const rest = all > 1 && done > 0 ? ` The other ${done} of ${all} order units are marked as sent.` : '';
  const where = { vendor: 'Kaufland', operation: 'order-units/send' };
  return refused(`Kaufland order '${id}': ${complaints.join('; ')}.${rest}`, nextStep, where);
}

const IDS_NEEDED =
  "Put the ids of the pieces into the lines of the parcels ('references.orderUnitIds'), or name the 'Known Tracking Numbers' in the options.";
const LOOK = 'Look at the order in the seller portal; running it again repeats nothing that is done.';

/**
 * Marks the pieces of one shipment as sent, one call each, and tells per piece what became of it. Pieces that are sent
 * already cost no call; cancelled ones are left out as long as another piece remains.
 *
 * @throws Problem when a piece is refused or Kaufland cannot be used; the other pieces are sent all the same
 */
export async function ship(
  client: Client,
  shipment: Shipment,
  { units, complaints }: Assignment,
  settings: ShipSettings,
  told: Told,
): Promise<Row> {
  const { id } = shipment.order;
  const live = units.filter(({ unit }) => !isCancelled(unit));
  if (live.length === 0 && complaints.length === 0) {
    throw refused(`Kaufland order '${id}' is cancelled: none of its order units can be sent`, 'Stop the parcel if it has not left yet.');
  }
  const results: UnitResult[] = units.filter(({ unit }) => isCancelled(unit)).map(cancelledUnit);
  const said = [...complaints];
  let nextStep = complaints.length > 0 ? IDS_NEEDED : LOOK;
  for (const one of live) {
    const done = await settle(async () => await shipUnit(client, one, settings, told));
    if ('value' in done) results.push(done.value);
    else if (done.problem.details.kind !== 'refused') throw done.problem.about(`Order '${id}', order unit ${idOf(one.unit)}`);
    else {
      said.push(done.problem.details.code === 'open' ? done.problem.message : `order unit ${idOf(one.unit)}: ${done.problem.message}`);
      ({ nextStep } = done.problem.details);
    }
  }
  if (said.length > 0) throw complaint(id, live.length + complaints.length, said, nextStep);
  return rowOf(shipment, results);
}

function rowOf(shipment: Shipment, results: readonly UnitResult[]): Row {
  const shipped = results.filter(({ result }) => result === 'shipped');
  const left = [...new Set(results.filter(({ result }) => result !== 'cancelled').flatMap((one) => one.left))];
  return {
    outcome: shipped.length > 0 ? 'shipped' : 'unchanged',
    targetId: shipment.order.id,
    identityKey: identityKey(shipment.order),
    number: shipment.orderNumber ?? shipment.order.id,
    unitsShipped: shipped.length,
    unitsUnchanged: results.filter(({ result }) => result === 'unchanged').length,
    unitsCancelled: results.filter(({ result }) => result === 'cancelled').length,
    units: results.map((one) => ({ ...one })),
    ...(left.length > 0
      ? { nextStep: `Kaufland was not told of ${left.join(', ')}: switch 'Add Extra Parcels' on, or add the number in the seller portal.` }
      : {}),
  };
}
