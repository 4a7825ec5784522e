/** The same shipments as every source would hand them on, told to every target. */
import type { IDataObject } from 'n8n-workflow';

import { runScene, type Told } from '../conformance/support/attempt';
import { deskOf } from '../conformance/support/check';
import { leavesOf, masked, type Target } from './carriers';
import { awkwardShipments, SHIPMENTS, type AwkwardShipment } from './parcels';
import type { Column } from './table';

/** Values every source has to give (the model's schema), and whose order it is. */
const ALWAYS = ['order.channel', 'order.account', 'order.id', 'orderNumber', 'shippedAt', 'parcels.id', 'complete'];

export interface ShipmentFate {
  source: string;
  awkward: AwkwardShipment;
  row?: IDataObject;
  error?: Told;
  /** The target's own books afterwards, in small letters. */
  state: string;
}

/** A source that gives the carrier's own text gives it of every parcel, and so with its code. */
export function handedOn(paths: ReadonlySet<string> | undefined, all: readonly AwkwardShipment[]): AwkwardShipment[] {
  if (!paths) return [...all];
  const given = new Set([...paths, ...ALWAYS]);
  const shapes = new Set<string>();
  return all.flatMap((one) => {
    const { references, ...told } = one.shipment;
    const shipment = { parcels: [], ...(masked(told, given) as IDataObject), ...(references ? { references } : {}) };
    const text = JSON.stringify(shipment);
    const { order: _order, orderNumber: _number, references: _references, ...rest } = shipment as IDataObject;
    const shape = JSON.stringify(rest).replace(/q[0-9a-z]{4}z/g, 'Q');
    if (shapes.has(shape)) return [];
    shapes.add(shape);
    return [{ ...one, shipment, marks: one.marks.filter(({ word }) => text.includes(word)) }];
  });
}

export async function shipFrom(target: Target, source: string, paths?: ReadonlySet<string>): Promise<ShipmentFate[]> {
  const { of, fixture, key } = target;
  const desk = deskOf(of.fixture?.room ?? '');
  await desk.begin();
  const { parameters, input = [] } = await fixture.scene(desk, SHIPMENTS);
  if (input.length < SHIPMENTS) throw new Error(`${of.folder}: the fixture hands over ${input.length} shipments`);
  const shipments = handedOn(paths, awkwardShipments(input));
  const { rows, errors } = await runScene(desk, await desk.vault(), of.node, key.split(':'), { parameters, input: shipments.map(({ shipment }) => shipment) });
  const state = JSON.stringify(await desk.state()).toLowerCase();
  return shipments.map((awkward, index): ShipmentFate => {
    const row = rows.find(({ item }) => item === index)?.json;
    return { source, awkward, row, error: errors.find(({ item }) => item === index), state };
  });
}

const covers = (named: readonly string[], path: string): boolean => named.some((one) => path === one || path.startsWith(`${one}.`));

/** Figures that are found again by themselves; what is no text and no figure leaves no trace. */
const TRACED = new Set(['parcels.weightGrams', 'cost']);

function tracesOf({ shipment, marks }: AwkwardShipment): Array<{ path: string; word: string }> {
  const figures = leavesOf(shipment).filter(({ path, value }) => TRACED.has(path) && typeof value === 'number');
  return [...marks, ...figures.map(({ path, value }) => ({ path, word: String(value) }))];
}

/** What is wrong with one shipment's way. */
export function complaintsOf({ awkward, row, error, state }: ShipmentFate): string[] {
  const number = String(awkward.shipment.orderNumber);
  const what = `${awkward.what} (${number})`;
  if (error) {
    const poor = [!error.message.includes(number) && 'does not name the order', error.nextStep.length < 15 && 'has no next step', error.kind !== 'refused' && `is ${error.kind}`].filter(Boolean);
    return poor.map((why) => `${what}: refused, but the error ${String(why)}: ${error.message}`);
  }
  if (!row) return [`${what}: neither told nor refused`];
  if (row.outcome !== 'shipped') return [`${what}: ${String(row.outcome)}`];
  const parcels = awkward.shipment.parcels as IDataObject[];
  if (parcels.length > 0 && parcels.every(({ voided }) => voided === true)) return [`${what}: told as despatched, though no parcel of it counts`];
  const named = (row.notHeld ?? []) as string[];
  // Further numbers that have no place stand in the row themselves.
  const told = JSON.stringify(row).toLowerCase();
  return tracesOf(awkward).flatMap(({ path, word }) => {
    const arrived = state.includes(word);
    if (!arrived && !covers(named, path) && !(path === 'parcels.trackingNumber' && told.includes(word))) return [`${what}: ${path} was dropped silently`];
    return arrived && covers(named, path) ? [`${what}: ${path} is named as not held and did arrive`] : [];
  });
}

export const columnOf = ({ channel }: Target, fates: readonly ShipmentFate[]): Column => ({
  channel,
  entries: fates.map(({ source, awkward, row, error }) => ({ source, name: String(awkward.shipment.orderNumber), row, error })),
});
