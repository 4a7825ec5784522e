import type { RoomContext } from '../room';
import type { Availability, Listing, Offer } from './listing-store';

export interface Patch {
  op: 'add' | 'replace' | 'merge' | 'delete';
  path: string;
  value?: Array<Record<string, unknown>>;
}

export interface Issue {
  code: string;
  message: string;
  severity: 'ERROR' | 'WARNING';
  attributeNames?: string[];
  categories: string[];
}

/** Attributes this room knows; merge works on these two only (amazon.md §10.1). */
const SELECTORS: Record<string, string[]> = {
  fulfillment_availability: ['fulfillment_channel_code'],
  purchasable_offer: ['marketplace_id', 'currency', 'audience'],
};

/** What would not be taken of these patches; empty = fine. */
export function issuesOf(context: RoomContext, patches: Patch[], listing: Listing | undefined): Issue[] {
  return patches.flatMap((patch) => {
    const name = /^\/attributes\/([^/]+)$/.exec(patch.path)?.[1];
    // Only top-level attributes can be patched, and their names are snake_case (issue 90000900).
    if (!name || !SELECTORS[name]) return [invalid('90000900', 'The attributes are invalid.', name ?? patch.path)];
    const values = patch.value ?? [];
    if (values.length === 0) return [invalid('99022', `'${name}' needs at least one value.`, name)];
    return values.flatMap((value) => valueIssues(context, name, value, patch.op, listing));
  });
}

function valueIssues(context: RoomContext, name: string, value: Record<string, unknown>, op: Patch['op'], listing: Listing | undefined): Issue[] {
  const missing = SELECTORS[name].filter((selector) => typeof value[selector] !== 'string');
  if (missing.length > 0) return missing.map((selector) => invalid('99022', `'${selector}' of '${name}' needs at least one value.`, name));
  if (op === 'delete') return [];
  if (name === 'purchasable_offer') return priceIssues(value);
  const { quantity, fulfillment_channel_code: channel } = value;
  if (quantity !== undefined && (!Number.isInteger(quantity) || Number(quantity) < 0)) return [invalid('4000001', "The value of 'quantity' is invalid.", name)];
  const byAmazon = listing?.availability.some(({ fulfillment_channel_code: own }) => own.startsWith('AMAZON_')) === true;
  if (String(channel).startsWith('AMAZON_') && quantity !== undefined) return [invalid('4000001', 'A quantity cannot be sent for stock that Amazon holds.', name)];
  if (byAmazon && channel === 'DEFAULT' && context.assumed('availability-of-fba-sku') === 'refused') return [invalid('4000001', 'The offer is fulfilled by Amazon.', name)];
  return [];
}

function priceIssues(value: Record<string, unknown>): Issue[] {
  const price = (value.our_price as Array<{ schedule?: Array<{ value_with_tax?: unknown }> }> | undefined)?.[0]?.schedule?.[0]?.value_with_tax;
  return value.our_price === undefined || (typeof price === 'number' && price > 0) ? [] : [invalid('4000001', "The value of 'our_price' is invalid.", 'purchasable_offer')];
}

function invalid(code: string, message: string, attribute: string): Issue {
  return { code, message, severity: 'ERROR', attributeNames: [attribute], categories: ['INVALID_ATTRIBUTE'] };
}

export function apply(patches: Patch[], listing: Listing): void {
  for (const { op, path, value = [] } of patches) {
    if (path.endsWith('/fulfillment_availability')) listing.availability = changed(op, listing.availability, value as unknown as Availability[], SELECTORS.fulfillment_availability);
    else listing.offers = changed(op, listing.offers, value as unknown as Offer[], SELECTORS.purchasable_offer);
  }
}

/** `replace` sets the record anew and so loses the handling time (models#4406); `merge` changes just the given keys. */
function changed<Entry extends object>(op: Patch['op'], before: Entry[], values: Entry[], selectors: string[]): Entry[] {
  const same = (left: Entry, right: Entry) => selectors.every((selector) => (left as Record<string, unknown>)[selector] === (right as Record<string, unknown>)[selector]);
  const others = before.filter((entry) => !values.some((value) => same(entry, value)));
  if (op === 'delete') return others;
  const fresh = values.map((value) => {
    const old = op === 'merge' ? before.find((entry) => same(entry, value)) : undefined;
    // null in a merge deletes the key (amazon.md §10.1).
    return Object.fromEntries(Object.entries({ ...old, ...value }).filter(([, one]) => one !== null)) as Entry;
  });
  return [...others, ...fresh];
}
