import type { Order } from './order';

/**
 * What a target holds of a record, by the names of the model. `shippingAddress` stands for all that is in it. Names in a
 * list share one place: the first that has a value takes it, and the others are kept only where they say the same.
 */
export type Held = ReadonlyArray<string | readonly string[]>;

/** Records a write can be handed. */
export type RecordKind = 'order' | 'shipment' | 'stock';

/**
 * What no target is to take over: where a record stands at its source, which its next reading tells better, and what the
 * source needs back, which its own node reads again by the identity. Of a bundle the operator decides whether it goes as
 * itself or as its parts. Amounts are not listed by name, because each import
 * brings them into its vendor's form and names what does not add up.
 */
const OF_THE_SOURCE: Readonly<Record<RecordKind, ReadonlySet<string>>> = {
  order: new Set(['identity', 'status', 'vendorStatus', 'complete', 'updatedAt', 'references', 'extra', 'lines.id', 'lines.references', 'lines.vendorItemId', 'lines.taxCode', 'lines.kind', 'lines.parentLineId']),
  shipment: new Set(['order', 'id', 'updatedAt', 'complete', 'references', 'extra', 'parcels.id', 'parcels.lines.references']),
  stock: new Set(['identity', 'references', 'extra', 'asOf']),
};

/** Figures of one fact: what a target holds of them is right where the sums are (order) or the figure is (stock). */
const FIGURES: Readonly<Record<RecordKind, ReadonlySet<string>>> = {
  order: new Set([
    ...['unitNet', 'unitGross', 'lineNet', 'lineGross', 'taxRate', 'tax', 'discount'].map((name) => `lines.${name}`),
    ...['net', 'gross', 'tax', 'taxRate'].flatMap((name) => [`charges.${name}`, `discounts.${name}`, `total.${name}`]),
    ...['pricesIncludeTax', 'amountPaid', 'charges.kind', 'discounts.kind', 'discounts.scope'],
  ]),
  shipment: new Set(),
  stock: new Set(['physical', 'allocated', 'available']),
};

type Values = Map<string, unknown[]>;

const isEmpty = (value: unknown): boolean => value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);

function collect(value: unknown, path: string, skip: (path: string) => boolean, into: Values): void {
  if (isEmpty(value) || (path !== '' && skip(path))) return;
  if (Array.isArray(value)) value.forEach((one) => collect(one, path, skip, into));
  else if (typeof value === 'object') {
    for (const [name, inner] of Object.entries(value as object)) collect(inner, path === '' ? name : `${path}.${name}`, skip, into);
  } else into.set(path, [...(into.get(path) ?? []), value]);
}

/** Every value of a record that a target is to take over, by its name in the model. */
export function valuesOf(kind: RecordKind, record: object): Map<string, unknown[]> {
  const values: Values = new Map();
  collect(record, '', (path) => OF_THE_SOURCE[kind].has(path) || FIGURES[kind].has(path), values);
  for (const path of sayingNothing(values)) values.delete(path);
  return values;
}

/** `false` where absence means the same, and a billing address that repeats the shipping address. */
function sayingNothing(values: Values): string[] {
  const flags = ['gift.flag', 'parcels.voided', 'lines.cancelRequested', 'unlimited', 'notifyBuyer'].filter((path) => values.get(path)?.every((value) => value === false));
  const billing = [...values.keys()].filter((path) => path.startsWith('billingAddress.'));
  const repeats = billing.every((path) => same(values.get(path), values.get(path.replace('billingAddress', 'shippingAddress'))));
  return [...flags, ...(repeats ? billing : [])];
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
const isWithin = (path: string, entry: string): boolean => path === entry || path.startsWith(`${entry}.`);

function isKept(path: string, values: Values, entry: string | readonly string[]): boolean {
  if (typeof entry === 'string') return isWithin(path, entry);
  if (!entry.includes(path)) return false;
  const first = entry.map((name) => values.get(name)).find((found) => found !== undefined);
  return same(values.get(path), first);
}

/** These hold figures, which do arrive. */
const NEVER_WHOLE: ReadonlySet<string> = new Set(['lines', 'charges', 'discounts']);

/** Whole objects by their own name where nothing in them is held. */
function shortened(lost: readonly string[], values: Values): string[] {
  const kept = [...values.keys()].filter((path) => !lost.includes(path));
  const short = lost.map((path) => {
    const parts = path.split('.');
    const heads = parts.map((_, index) => parts.slice(0, index + 1).join('.'));
    return heads.find((head) => !NEVER_WHOLE.has(head) && !kept.some((one) => isWithin(one, head))) ?? path;
  });
  return [...new Set(short)].sort();
}

/**
 * What of a record the target has no place for, by the names of the model.
 *
 * @param held what the target has a place for
 */
export function notHeld(kind: RecordKind, record: object, held: Held): string[] {
  const values = valuesOf(kind, record);
  const lost = [...values.keys()].filter((path) => !held.some((entry) => isKept(path, values, entry)));
  return shortened(lost, values);
}

const FIELDS = ['name', 'firstName', 'lastName', 'company', 'street', 'streetName', 'houseNumber', 'line2', 'line3', 'careOf', 'city', 'postcode', 'country', 'countryName'] as const;

/** The fields of an address that every system with one has a place for, and those named. */
export function addressHeld(path: 'shippingAddress' | 'billingAddress', more: readonly string[] = [], without: readonly string[] = []): string[] {
  return [...FIELDS.filter((name) => !without.includes(name)), ...more].map((name) => `${path}.${name}`);
}

/** The buyer's own where an address without one borrows it. */
export function lentToAddress(order: Order, field: 'phone' | 'email'): string[] {
  const { shippingAddress, billingAddress, buyer } = order;
  const used = [shippingAddress?.[field], (billingAddress ?? shippingAddress)?.[field]];
  return used.some((own) => own === undefined || own === buyer?.[field]) ? [`buyer.${field}`] : [];
}

/** Whether code or name of a discount only says what a line's own figure is for (see OrderLine.discount), which has no name of its own. */
export function itemisesOnly({ discounts = [], lines }: Order): boolean {
  const figured = new Set(lines.filter(({ discount }) => discount !== undefined).map(({ id }) => id));
  return discounts.some(({ scope, code, name }) => figured.has(scope) && (code ?? name) !== undefined);
}
