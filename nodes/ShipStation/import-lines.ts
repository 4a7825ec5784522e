import { refused } from '../shared/api/problem';
import { add, decimal, ModelError, multiply, outstandingQuantity, round, toNumber, type Order, type OrderLine } from '../shared/model';

export type Bundles = 'parent' | 'parts';

export interface LineToSend {
  line: OrderLine;
  pieces: number;
}

/** A bundle as itself or as its parts: both together would be packed twice. */
function chosen(order: Order, bundles: Bundles): OrderLine[] {
  const ids = new Set(order.lines.map(({ id }) => id));
  const isPart = ({ kind, parentLineId }: OrderLine): boolean => kind === 'bundlePart' && parentLineId !== undefined && ids.has(parentLineId);
  if (bundles === 'parent') return order.lines.filter((line) => !isPart(line));
  const withParts = new Set(order.lines.filter(isPart).map(({ parentLineId }) => parentLineId));
  return order.lines.filter(({ id }) => !withParts.has(id));
}

function wholePieces(line: OrderLine, order: Order, quantity: number): number {
  if (Number.isInteger(quantity)) return quantity;
  throw refused(`Order '${order.number}', line '${line.id}': ShipStation takes whole pieces, not ${quantity}`, 'Correct the quantity where the order comes from.');
}

/**
 * The lines of an order with their pieces, goods apart from services.
 *
 * @param all also what is shipped already; else only what is left to be sent
 * @throws Problem for parts of a piece @throws ModelError for a line id that comes twice
 */
export function linesToSend(order: Order, bundles: Bundles, all = false): { goods: LineToSend[]; services: LineToSend[] } {
  const ids = order.lines.map(({ id }) => id);
  const repeated = ids.find((id, position) => ids.indexOf(id) !== position);
  if (repeated !== undefined) throw new ModelError(`Order '${order.number}': line id '${repeated}' comes twice`, 'bad-record');
  const lines = chosen(order, bundles)
    .map((line) => ({ line, pieces: wholePieces(line, order, all ? line.quantity - (line.quantityCancelled ?? 0) : outstandingQuantity(line)) }))
    .filter(({ pieces }) => pieces > 0);
  return { goods: lines.filter(({ line }) => line.kind !== 'service'), services: lines.filter(({ line }) => line.kind === 'service') };
}

/** Weight of the goods; undefined where one of them tells none. */
export function totalGrams(lines: readonly LineToSend[]): number | undefined {
  if (lines.length === 0 || lines.some(({ line }) => line.weightGrams === undefined)) return undefined;
  return toNumber(round(lines.reduce((sum, { line, pieces }) => add(sum, multiply(line.weightGrams ?? 0, pieces)), decimal(0)), 2));
}
